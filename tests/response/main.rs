//! The envelope: success, failure, and every odd shape that comes instead.

mod answer;
mod formats;
mod shapes;
mod write;

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::Deserialize;
use serde::de::IgnoredAny;
use tencentcloud_error_codes::{ApiError, ErrorCode, Response, WireCode};

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "PascalCase")]
struct Status {
    total_count: u64,
    #[serde(default)]
    instance_status_set: Vec<String>,
}

fn success(body: &str) -> (Status, Option<String>) {
    let response: Response<Status> = serde_json::from_str(body).unwrap();
    let request_id = response.request_id().map(str::to_owned);
    assert!(response.is_success());
    (response.into_result().unwrap(), request_id)
}

fn failure(body: &str) -> ApiError {
    let response: Response<Status> = serde_json::from_str(body).unwrap();
    assert!(!response.is_success());
    let request_id = response.request_id().map(str::to_owned);
    let error = response.into_result().unwrap_err();
    assert_eq!(error.request_id(), request_id.as_deref());
    error
}

fn refused(body: &str) -> String {
    serde_json::from_str::<Response<Status>>(body)
        .unwrap_err()
        .to_string()
}

#[test]
fn the_documented_success() {
    let (status, request_id) = success(
        r#"{
    "Response": {
        "TotalCount": 0,
        "InstanceStatusSet": [],
        "RequestId": "b5b41468-520d-4192-b42f-595cc34b6c1c"
    }
}"#,
    );
    assert_eq!(status.total_count, 0);
    assert!(status.instance_status_set.is_empty());
    assert_eq!(request_id.unwrap(), "b5b41468-520d-4192-b42f-595cc34b6c1c");
}

#[test]
fn the_documented_failure() {
    let error = failure(
        r#"{
    "Response": {
        "Error": {
            "Code": "AuthFailure.SignatureFailure",
            "Message": "The provided credentials could not be validated. Please ensure your signature is correct."
        },
        "RequestId": "ed93f3cb-f35e-473f-b9f3-0d451b8b79c6"
    }
}"#,
    );
    assert_eq!(
        error.code().known(),
        Some(ErrorCode::AuthFailureSignatureFailure)
    );
    assert_eq!(
        error.message(),
        "The provided credentials could not be validated. Please ensure your signature is correct."
    );
    assert_eq!(
        error.request_id(),
        Some("ed93f3cb-f35e-473f-b9f3-0d451b8b79c6")
    );
    assert_eq!(
        error.to_string(),
        "AuthFailure.SignatureFailure: The provided credentials could not be validated. Please \
         ensure your signature is correct. (RequestId: ed93f3cb-f35e-473f-b9f3-0d451b8b79c6)"
    );
    let _: Box<dyn std::error::Error + Send + Sync> = error.into();
}

#[test]
fn keys_come_in_any_order() {
    for body in [
        r#"{"Response":{"Error":{"Code":"InternalError","Message":"m"},"RequestId":"r"}}"#,
        r#"{"Response":{"RequestId":"r","Error":{"Message":"m","Code":"InternalError"}}}"#,
        r#"{"Response":{"Error":{"Code":"InternalError","Message":"m"},"X":[{}],"RequestId":"r","Y":1}}"#,
        // The fields of the action first, complete and not.
        r#"{"Response":{"TotalCount":1,"Error":{"Code":"InternalError","Message":"m"},"RequestId":"r"}}"#,
        r#"{"Response":{"Other":1,"Error":{"Code":"InternalError","Message":"m"},"RequestId":"r","TotalCount":"x"}}"#,
        r#"{"Trace":{"a":[1]},"Response":{"Error":{"Code":"InternalError","Message":"m"},"RequestId":"r"},"Z":0}"#,
    ] {
        let error = failure(body);
        assert_eq!(*error.code(), ErrorCode::InternalError, "{body}");
        assert_eq!(error.message(), "m", "{body}");
        assert_eq!(error.request_id(), Some("r"), "{body}");
    }
    for body in [
        r#"{"Response":{"RequestId":"r","TotalCount":7}}"#,
        r#"{"Response":{"TotalCount":7,"RequestId":"r"}}"#,
        r#"{"Response":{"Extra":{"Error":1},"TotalCount":7,"RequestId":"r","More":[]}}"#,
        r#"{"Response":{"Error":null,"TotalCount":7,"RequestId":"r"}}"#,
        r#"{"Response":{"TotalCount":7,"RequestId":"r","Error":null}}"#,
        r#"{"Response":{"\u0054otalCount":7,"Request\u0049d":"r"}}"#,
    ] {
        let (status, request_id) = success(body);
        assert_eq!(status.total_count, 7, "{body}");
        assert_eq!(request_id.as_deref(), Some("r"), "{body}");
    }
}

#[test]
fn parts_may_be_missing_or_odd() {
    let error = failure(r#"{"Response":{"Error":{"Code":"InternalError"}}}"#);
    assert_eq!((error.message(), error.request_id()), ("", None));
    let error = failure(r#"{"Response":{"Error":{"Code":"InternalError","Message":""}}}"#);
    assert_eq!(error.message(), "");
    assert_eq!(error.to_string(), "InternalError");
    let error = failure(
        r#"{"Response":{"Error":{"Code":"InternalError","Message":null,"Detail":{"a":[]},"Extra":1},"RequestId":null}}"#,
    );
    assert_eq!((error.message(), error.request_id()), ("", None));
    let error = failure(r#"{"Response":{"Error":{"Code":4003,"Message":17},"RequestId":12}}"#);
    assert_eq!(error.code().as_str(), "4003");
    assert_eq!(error.code().known(), None);
    assert_eq!(error.message(), "17");
    assert_eq!(error.request_id(), Some("12"));
    let error = failure(r#"{"Response":{"Error":{"Code":"","Message":"m"}}}"#);
    assert_eq!(error.code().as_str(), "");
    let (_, request_id) = success(r#"{"Response":{"TotalCount":1}}"#);
    assert_eq!(request_id, None);
    let (_, request_id) = success(r#"{"Response":{"TotalCount":1,"RequestId":{"a":1}}}"#);
    assert_eq!(request_id, None);
}

#[test]
fn what_is_null_is_not_there_and_hides_nothing() {
    for body in [
        r#"{"Response":{"RequestId":"a","Error":{"Code":"X","Message":"m"},"RequestId":null}}"#,
        r#"{"Response":{"RequestId":null,"Error":{"Code":"X","Message":"m"},"RequestId":"a"}}"#,
        r#"{"Response":{"Error":null,"Error":{"Code":"X","Message":"m"},"RequestId":"a"}}"#,
        r#"{"Response":{"Error":{"Code":"X","Message":"m"},"Error":null,"RequestId":"a"}}"#,
        r#"{"Response":{"Error":{"Code":null,"Code":"X","Message":"m"},"RequestId":"a"}}"#,
        r#"{"Response":{"Error":{"Code":"X","Message":"m","Code":null,"Message":null},"RequestId":"a"}}"#,
    ] {
        let error = failure(body);
        assert_eq!(*error.code(), "X", "{body}");
        assert_eq!(error.message(), "m", "{body}");
        assert_eq!(error.request_id(), Some("a"), "{body}");
    }
    for body in [
        r#"{"Response":{"RequestId":"a","TotalCount":1,"RequestId":null}}"#,
        r#"{"Response":{"RequestId":null,"TotalCount":1,"RequestId":"a"}}"#,
    ] {
        assert_eq!(success(body).1.as_deref(), Some("a"), "{body}");
    }
}

#[test]
fn what_is_no_answer_is_an_error() {
    for (body, message) in [
        (
            r#"{"Response":null}"#,
            "invalid type: null, expected `Response` to be an object at line 1 column 16",
        ),
        (
            r#"{"Response":[]}"#,
            "invalid type: sequence, expected `Response` to be an object at line 1 column 12",
        ),
        ("{}", "missing field `Response` at line 1 column 2"),
        (
            r#"{"Foo":1}"#,
            "missing field `Response` at line 1 column 9",
        ),
        (
            "<html><body>502 Bad Gateway</body></html>",
            "expected value at line 1 column 1",
        ),
        ("", "EOF while parsing a value at line 1 column 0"),
        (
            "[]",
            "invalid type: sequence, expected an answer of Tencent Cloud API 3.0: an object with \
             `Response` at line 1 column 0",
        ),
        (
            r#"{"Response":{"Error":{"Message":"m"}}}"#,
            "missing field `Code` at line 1 column 36",
        ),
        (
            r#"{"Response":{"Error":{"Code":null}}}"#,
            "missing field `Code` at line 1 column 34",
        ),
        (
            r#"{"Response":{"Error":"InternalError"}}"#,
            "invalid type: string \"InternalError\", expected `Error` to be an object with `Code` \
             and `Message` at line 1 column 36",
        ),
        (
            r#"{"Response":{"TotalCount":1,"RequestId":"r""#,
            "EOF while parsing an object at line 1 column 43",
        ),
        (
            r#"{"Response":{"Error":{"Code":"InternalError","Message":"m"},"#,
            "EOF while parsing a value at line 1 column 60",
        ),
        (
            r#"{"Response":{"RequestId":"r"}}"#,
            "missing field `TotalCount` at line 1 column 29",
        ),
        (
            r#"{"Response":{"TotalCount":1},"Response":{"TotalCount":2}}"#,
            "duplicate field `Response` at line 1 column 39",
        ),
        (
            r#"{"Response":{"Error":{"Code":"A"},"Error":{"Code":"B"}}}"#,
            "duplicate field `Error` at line 1 column 55",
        ),
        (
            r#"{"Response":{"TotalCount":1,"RequestId":"a","RequestId":"b"}}"#,
            "duplicate field `RequestId` at line 1 column 60",
        ),
        (
            r#"{"Response":{"RequestId":"a","RequestId":"b","TotalCount":1}}"#,
            "duplicate field `RequestId` at line 1 column 44",
        ),
        (
            r#"{"Response":{"Error":{"Code":"A","Code":"B"}}}"#,
            "duplicate field `Code` at line 1 column 44",
        ),
        (
            r#"{"Response":{"Error":{"Code":"A","Message":"m","Message":"n"}}}"#,
            "duplicate field `Message` at line 1 column 61",
        ),
        (
            r#"{"Response":{"TotalCount":1},}"#,
            "trailing comma at line 1 column 30",
        ),
    ] {
        assert_eq!(refused(body), message, "{body}");
    }
}

#[test]
fn what_is_broken_behind_the_error_is_an_error_wherever_the_action_began() {
    // Found by fuzzing: an error of the format was taken for one of the action's fields.
    let rests = [
        r#""Requestr"}}"#,
        r#""A":tru}}"#,
        r#""A":1"#,
        r"1}}",
        r#""RequestId":}}"#,
    ];
    for rest in rests {
        for start in ["", r#""TotalCount":1,"#] {
            let error = r#""Error":{"Code":"InternalError","Message":"m"}"#;
            let body = format!(r#"{{"Response":{{{start}{error},{rest}"#);
            assert!(
                serde_json::from_str::<Response<Status>>(&body).is_err(),
                "{body}"
            );
            assert!(
                serde_json::from_str::<Response<serde_json::Value>>(&body).is_err(),
                "{body}"
            );
        }
    }
}

#[test]
fn an_answer_of_api_2_is_recognized() {
    assert_eq!(
        refused(r#"{"code":4003,"message":"no\nright","codeDesc":"AuthFailure"}"#),
        "found an answer of API 2.0 (code 4003, AuthFailure: no\\nright), expected one of API 3.0, \
         with `Response` at line 1 column 60"
    );
    assert_eq!(
        refused(r#"{"code":4003,"message":"m"}"#),
        "found an answer of API 2.0 (code 4003: m), expected one of API 3.0, with `Response` at \
         line 1 column 27"
    );
    // Beside a `Response` such a field means nothing.
    success(r#"{"code":0,"Response":{"TotalCount":1}}"#);
}

#[test]
fn a_failure_never_touches_the_fields_of_the_action() {
    #[derive(Debug)]
    struct Untouchable;
    impl<'de> Deserialize<'de> for Untouchable {
        fn deserialize<D: serde::Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
            panic!("touched");
        }
    }
    for body in [
        r#"{"Response":{"Error":{"Code":"InternalError","Message":"m"},"RequestId":"r"}}"#,
        r#"{"Response":{"RequestId":"r","Error":{"Code":"InternalError","Message":"m"},"X":1}}"#,
    ] {
        let response: Response<Untouchable> = serde_json::from_str(body).unwrap();
        assert!(!response.is_success());
    }
}

#[test]
fn the_action_may_read_the_request_id_too() {
    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "PascalCase", deny_unknown_fields)]
    struct WithId {
        total_count: u64,
        request_id: String,
    }
    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "PascalCase", deny_unknown_fields)]
    struct WithoutId {
        total_count: u64,
    }
    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Flat {
        total_count: u64,
        #[serde(flatten)]
        rest: BTreeMap<String, serde_json::Value>,
    }
    for body in [
        r#"{"Response":{"RequestId":"r","TotalCount":7}}"#,
        r#"{"Response":{"TotalCount":7,"RequestId":"r"}}"#,
    ] {
        let response: Response<WithId> = serde_json::from_str(body).unwrap();
        assert_eq!(response.request_id(), Some("r"));
        assert_eq!(response.into_result().unwrap().request_id, "r");
        let response: Response<WithoutId> = serde_json::from_str(body).unwrap();
        assert_eq!(response.into_result().unwrap().total_count, 7);
        let response: Response<Flat> = serde_json::from_str(body).unwrap();
        let flat = response.into_result().unwrap();
        assert_eq!(
            (flat.total_count, flat.rest["RequestId"].as_str()),
            (7, Some("r"))
        );
        let response: Response<serde_json::Value> = serde_json::from_str(body).unwrap();
        let value = response.into_result().unwrap();
        assert_eq!(
            value,
            serde_json::json!({"TotalCount": 7, "RequestId": "r"})
        );
    }
}

#[test]
fn the_action_may_read_nothing() {
    #[derive(Debug, Deserialize)]
    struct Nothing {}
    #[derive(Debug, Deserialize)]
    struct Unit;
    let body = r#"{"Response":{"RequestId":"r","X":{"y":[1]},"Z":2}}"#;
    for request_id in [
        serde_json::from_str::<Response<()>>(body)
            .unwrap()
            .request_id(),
        serde_json::from_str::<Response<Unit>>(body)
            .unwrap()
            .request_id(),
        serde_json::from_str::<Response<Nothing>>(body)
            .unwrap()
            .request_id(),
        serde_json::from_str::<Response<IgnoredAny>>(body)
            .unwrap()
            .request_id(),
        serde_json::from_str::<Response<Option<Nothing>>>(body)
            .unwrap()
            .request_id(),
    ] {
        assert_eq!(request_id, Some("r"));
    }
    let late = r#"{"Response":{"X":1,"Error":{"Code":"InternalError"}}}"#;
    assert!(
        !serde_json::from_str::<Response<()>>(late)
            .unwrap()
            .is_success()
    );
}

#[test]
fn it_reads_from_bytes_readers_and_trees() {
    let body = r#"{"Response":{"Error":{"Code":"New.Code","Message":"m"},"RequestId":"r"}}"#;
    let from_reader: Response<Status> = serde_json::from_reader(body.as_bytes()).unwrap();
    let from_bytes: Response<Status> = serde_json::from_slice(body.as_bytes()).unwrap();
    let tree: serde_json::Value = serde_json::from_str(body).unwrap();
    let from_tree: Response<Status> = serde_json::from_value(tree).unwrap();
    assert_eq!(from_reader, from_bytes);
    assert_eq!(from_reader, from_tree);
    assert_eq!(
        *from_reader.into_result().unwrap_err().code(),
        WireCode::new("New.Code")
    );
}

#[test]
fn control_characters_are_escaped_for_people() {
    let error = failure(
        "{\"Response\":{\"Error\":{\"Code\":\"A\\u001b\",\"Message\":\"x\\ny\"},\"RequestId\":\"\\u0007\"}}",
    );
    assert_eq!(error.to_string(), r"A\u{1b}: x\ny (RequestId: \u{7})");
    assert_eq!(error.code().as_str(), "A\u{1b}");
    assert_eq!(error.message(), "x\ny");
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
        let _ = serde_json::from_slice::<Response<Status>>(&bytes);
        let _ = serde_json::from_slice::<Response<serde_json::Value>>(&bytes);
    }

    #[test]
    fn a_cut_answer_is_never_a_success(at in 0..75usize) {
        let body = r#"{"Response":{"TotalCount":1,"InstanceStatusSet":["a"],"RequestId":"r","X":0}}"#;
        prop_assert!(serde_json::from_str::<Response<Status>>(&body[..at]).is_err());
    }

    #[test]
    fn an_error_is_kept_to_the_letter(code in ".*", message in ".*", request_id in ".*") {
        let body = serde_json::json!({
            "Response": {"Error": {"Code": code, "Message": message}, "RequestId": request_id}
        });
        let response: Response<Status> = serde_json::from_str(&body.to_string()).unwrap();
        let error = response.into_result().unwrap_err();
        prop_assert_eq!(error.code().as_str(), code);
        prop_assert_eq!(error.message(), message);
        prop_assert_eq!(error.request_id(), Some(&*request_id));
        prop_assert!(!error.to_string().chars().any(char::is_control));
    }
}
