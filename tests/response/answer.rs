//! The three things that an answer can be, and what is none.

use serde::Deserialize;
use tencentcloud_error_codes::{Answer, ApiError, Response};

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "PascalCase")]
struct Status {
    total_count: u64,
}

fn read(body: &str) -> Result<Answer<Status, String>, String> {
    let text = |error: serde_json::Error| error.to_string();
    Answer::read(
        || serde_json::from_str(body).map_err(text),
        || serde_json::from_str(body).map_err(text),
    )
}

#[test]
fn a_success_has_its_value_and_its_id() {
    let answer = read(r#"{"Response":{"TotalCount":7,"RequestId":"r"}}"#).unwrap();
    assert_eq!(answer.request_id(), Some("r"));
    let Answer::Success {
        value, request_id, ..
    } = answer
    else {
        panic!("{answer:?}");
    };
    assert_eq!((value.total_count, request_id.as_deref()), (7, Some("r")));
}

#[test]
fn a_success_that_does_not_fit_keeps_its_id() {
    for inner in [
        r#""TotalCount":"7","RequestId":"r""#,
        r#""RequestId":"r","TotalCount":[{"a":1}]"#,
        r#""RequestId":"r""#,
        r#""TotalCount":null,"Error":null,"RequestId":"r""#,
    ] {
        let answer = read(&format!(r#"{{"Response":{{{inner}}}}}"#)).unwrap();
        assert_eq!(answer.request_id(), Some("r"), "{inner}");
        let Answer::NotUnderstood { error, .. } = answer else {
            panic!("{inner}: {answer:?}");
        };
        assert!(
            error.contains("TotalCount") || error.contains("u64"),
            "{error}"
        );
    }
}

#[test]
fn a_failure_is_one_wherever_the_error_is() {
    let expected = ApiError::new("InternalError", "m", Some("r".to_owned()));
    for inner in [
        r#""Error":{"Code":"InternalError","Message":"m"},"RequestId":"r""#,
        // The fields of the action come first, and do not fit.
        r#""TotalCount":"x","Error":{"Code":"InternalError","Message":"m"},"RequestId":"r""#,
        r#""TotalCount":[1],"RequestId":"r","Error":{"Code":"InternalError","Message":"m"}"#,
    ] {
        let answer = read(&format!(r#"{{"Response":{{{inner}}}}}"#)).unwrap();
        assert_eq!(answer.request_id(), Some("r"), "{inner}");
        assert!(
            matches!(answer, Answer::Failure(error) if error == expected),
            "{inner}"
        );
    }
}

#[test]
fn the_plain_response_has_the_error_of_t_if_that_comes_first() {
    let body = r#"{"Response":{"TotalCount":"x","Error":{"Code":"InternalError","Message":"m"}}}"#;
    let error = serde_json::from_str::<Response<Status>>(body).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("invalid type: string \"x\", expected u64"),
        "{error}"
    );
}

#[test]
fn what_is_no_answer_is_none() {
    for (body, message) in [
        ("<html>", "expected value at line 1 column 1"),
        ("", "EOF while parsing a value at line 1 column 0"),
        ("{}", "missing field `Response` at line 1 column 2"),
        (
            r#"{"Response":{"TotalCount":1"#,
            "EOF while parsing an object at line 1 column 27",
        ),
        // The first error says more.
        (
            r#"{"Response":{"TotalCount":"x","#,
            "invalid type: string \"x\", expected u64 at line 1 column 29",
        ),
    ] {
        assert_eq!(read(body).unwrap_err(), message, "{body}");
    }
}
