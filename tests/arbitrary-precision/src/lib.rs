//! `serde_json` hands over every number as a map with its digits. Whatever reads directly must read
//! through the envelope to the same.
#![cfg(test)]

use std::fmt::Debug;

use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::value::RawValue;
use serde_json::{Deserializer, Number, Value};
use tencentcloud_error_codes::{ApiError, ErrorCode, Response, WireCode};

/// Numbers that fit each of the types, and some that fit none, as `serde_json` spells them.
const NUMBERS: [&str; 9] = [
    "7",
    "-7",
    "0",
    "1.5",
    "1e+3",
    "18446744073709551615",
    "170141183460469231731687303715884105727",
    "123456789012345678901234567890123456789012345678901234567890",
    "0.1000000000000000055511151231257827021181583404541015625",
];

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "PascalCase")]
struct Status<I> {
    total_count: Option<Number>,
    request_id: I,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Transparent<I>(I);

#[derive(Debug, Deserialize, PartialEq)]
struct Flattened<I> {
    #[serde(rename = "RequestId")]
    id: I,
    #[serde(flatten)]
    rest: Value,
}

fn check<T: DeserializeOwned + Debug + PartialEq>(inner: &str) {
    let direct = serde_json::from_str::<T>(inner);
    let body = format!(r#"{{"Response":{inner}}}"#);
    let response = serde_json::from_str::<Response<T>>(&body);
    match (direct, response) {
        (Ok(direct), Ok(response)) => assert_eq!(response.into_result().unwrap(), direct, "{body}"),
        (Ok(direct), Err(error)) => panic!("{body}: {error}, but directly {direct:?}"),
        (Err(_), _) => {}
    }
}

#[test]
fn a_number_is_an_id_of_any_type() {
    for number in NUMBERS {
        for inner in [
            format!(r#"{{"TotalCount":{number},"RequestId":{number}}}"#),
            format!(r#"{{"RequestId":{number},"TotalCount":{number}}}"#),
        ] {
            check::<Status<u64>>(&inner);
            check::<Status<i8>>(&inner);
            check::<Status<i128>>(&inner);
            check::<Status<u128>>(&inner);
            check::<Status<f64>>(&inner);
            check::<Status<Option<i64>>>(&inner);
            check::<Status<Number>>(&inner);
            check::<Status<Value>>(&inner);
            check::<Status<Transparent<u64>>>(&inner);
            check::<Flattened<u64>>(&inner);
            check::<Flattened<Value>>(&inner);
            check::<Value>(&inner);

            let body = format!(r#"{{"Response":{inner}}}"#);
            let response: Response<Value> = serde_json::from_str(&body).unwrap();
            assert_eq!(response.request_id(), Some(number));
            // Nobody asks for the id but the envelope.
            let response: Response<IgnoredAny> = serde_json::from_str(&body).unwrap();
            assert_eq!(response.request_id(), Some(number));
        }
    }
}

#[test]
fn a_raw_id_has_the_digits_as_they_came() {
    #[derive(Deserialize)]
    struct Raw {
        #[serde(rename = "RequestId")]
        id: Box<RawValue>,
    }
    for number in NUMBERS {
        let body = format!(r#"{{"Response":{{"RequestId":{number}}}}}"#);
        let response: Response<Raw> = serde_json::from_str(&body).unwrap();
        assert_eq!(response.into_result().unwrap().id.get(), number);
    }
}

#[test]
fn a_failure_may_have_numbers_for_texts() {
    for number in NUMBERS {
        let body = format!(
            r#"{{"Response":{{"Error":{{"Code":{number},"Message":{number}}},"RequestId":{number}}}}}"#
        );
        let response: Response<Status<u64>> = serde_json::from_str(&body).unwrap();
        let error = response.into_result().unwrap_err();
        assert_eq!(*error.code(), *number);
        assert_eq!(error.message(), number);
        assert_eq!(error.request_id(), Some(number));
    }
}

#[test]
fn a_failure_behind_fields_is_one() {
    let body = r#"{"Response":{"TotalCount":1.50,"Error":{"Code":"InternalError","Message":"m"}}}"#;
    let response: Response<Value> = serde_json::from_str(body).unwrap();
    let error = response.into_result().unwrap_err();
    assert_eq!(*error.code(), ErrorCode::InternalError);
}

#[test]
fn what_is_written_is_read_again() {
    let error = ApiError::<ErrorCode>::new("InternalError", "m", Some("7".to_owned()));
    let written = serde_json::to_string(&Response::<()>::failure(error.clone())).unwrap();
    let read: Response<()> = serde_json::from_str(&written).unwrap();
    assert_eq!(read.into_result().unwrap_err(), error);
}

#[test]
fn a_whole_number_is_an_error_code() {
    let read = |json| WireCode::deserialize_number_or_text(&mut Deserializer::from_str(json));
    for number in ["7", "-7", "18446744073709551615"] {
        let code: WireCode = read(number).unwrap();
        assert_eq!(code, number);
    }
    for other in ["1.5", "1e+3", "{}", r#"{"a": 1}"#] {
        let error = read(other).unwrap_err();
        let expected = "invalid type: map, expected an error code";
        assert!(error.to_string().starts_with(expected), "{error}");
    }
}
