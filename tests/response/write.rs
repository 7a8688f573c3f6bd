//! The envelope as a server that stands in for the API writes it.

use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tencentcloud_error_codes::{ApiError, ErrorCode, Response};

#[derive(Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Status {
    total_count: u64,
}

#[derive(Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
struct WithId {
    request_id: String,
    #[serde(flatten)]
    status: Status,
}

fn written<T: Serialize>(value: T, request_id: Option<&str>) -> Result<Value, String> {
    let response: Response<T> = Response::success(value, request_id.map(str::to_owned));
    serde_json::to_value(response).map_err(|error| error.to_string())
}

#[test]
fn a_success_is_written_with_its_id() {
    let expected = json!({"Response": {"TotalCount": 7, "RequestId": "r"}});
    let status = Status { total_count: 7 };
    assert_eq!(written(&status, Some("r")).unwrap(), expected);
    assert_eq!(written(Some(&status), Some("r")).unwrap(), expected);
    let map = BTreeMap::from([("TotalCount", 7)]);
    assert_eq!(written(&map, Some("r")).unwrap(), expected);
    assert_eq!(
        written(json!({"TotalCount": 7}), Some("r")).unwrap(),
        expected
    );
    assert_eq!(
        written(&status, None).unwrap(),
        json!({"Response": {"TotalCount": 7}})
    );
    for nothing in [written((), Some("r")), written(None::<Status>, Some("r"))] {
        assert_eq!(nothing.unwrap(), json!({"Response": {"RequestId": "r"}}));
    }
}

#[test]
fn an_id_of_the_value_is_written_once() {
    #[derive(Serialize)]
    #[serde(rename_all = "PascalCase")]
    struct Plain {
        request_id: &'static str,
        total_count: u64,
    }

    let value = WithId {
        request_id: "own".to_owned(),
        status: Status { total_count: 7 },
    };
    let response: Response<WithId> = Response::success(value, Some("r".to_owned()));
    assert_eq!(
        serde_json::to_string(&response).unwrap(),
        r#"{"Response":{"RequestId":"own","TotalCount":7}}"#
    );
    let response: Response<Plain> = Response::success(
        Plain {
            request_id: "own",
            total_count: 7,
        },
        Some("r".to_owned()),
    );
    assert_eq!(
        serde_json::to_string(&response).unwrap(),
        r#"{"Response":{"RequestId":"own","TotalCount":7}}"#
    );
    let map = BTreeMap::from([("RequestId", "own")]);
    assert_eq!(
        written(map, Some("r")).unwrap(),
        json!({"Response": {"RequestId": "own"}})
    );
}

#[test]
fn a_failure_is_written_as_the_api_does() {
    let error = ApiError::new("New.Code", "m", Some("r".to_owned()));
    let response = Response::<()>::failure(error.clone());
    let text = serde_json::to_string(&response).unwrap();
    assert_eq!(
        text,
        r#"{"Response":{"Error":{"Code":"New.Code","Message":"m"},"RequestId":"r"}}"#
    );
    let read: Response<Status> = serde_json::from_str(&text).unwrap();
    assert_eq!(read.request_id(), Some("r"));
    assert_eq!(read.into_parts(), (Err(error), Some("r".to_owned())));
}

#[test]
fn what_has_no_fields_is_refused() {
    for (found, expected) in [
        (written(1, None), "a number"),
        (written(true, None), "a boolean"),
        (written("x", None), "a text"),
        (written([1], None), "a tuple"),
        (written(vec![1], None), "a sequence"),
    ] {
        assert_eq!(
            found.unwrap_err(),
            format!(
                "found {expected} as the value of an answer, expected a struct or a map with the \
                 fields"
            )
        );
    }
}

#[test]
fn what_is_written_is_read_again() {
    let response: Response<Status> =
        Response::success(Status { total_count: 7 }, Some("r".to_owned()));
    let text = serde_json::to_string(&response).unwrap();
    let read: Response<Status> = serde_json::from_str(&text).unwrap();
    assert_eq!(read, response);
    assert_eq!(
        read.into_parts(),
        (Ok(Status { total_count: 7 }), Some("r".to_owned()))
    );
}

#[test]
fn an_error_is_written_and_read_alone() {
    for error in [
        ApiError::new("InternalError", "m", Some("r".to_owned())),
        ApiError::new("New.Code", "", None),
    ] {
        let text = serde_json::to_string(&error).unwrap();
        assert_eq!(serde_json::from_str::<ApiError>(&text).unwrap(), error);
    }
    let error = ApiError::new(ErrorCode::InternalError, "m", Some("r".to_owned()));
    assert_eq!(
        serde_json::to_string(&error).unwrap(),
        r#"{"Code":"InternalError","Message":"m","RequestId":"r"}"#
    );
    assert_eq!(
        serde_json::from_str::<ApiError>("7")
            .unwrap_err()
            .to_string(),
        "invalid type: integer `7`, expected an error: an object with `Code`, `Message` and \
         `RequestId` at line 1 column 1"
    );
    let (code, message, request_id) = error.clone().into_parts();
    assert_eq!(code, ErrorCode::InternalError);
    assert_eq!((&*message, request_id.as_deref()), ("m", Some("r")));
    assert!(HashSet::from([error.clone()]).contains(&error));
    assert_ne!(error, ApiError::new("InternalError", "m", None));
}
