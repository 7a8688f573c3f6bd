//! An answer, against two passes over a `serde_json::Value`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Map, Value};
use tencentcloud_error_codes::{Response, WireCode};

/// What an answer may hold: fields that may be missing, and fields that may not.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[allow(dead_code, reason = "read for the sake of reading")]
struct Instances {
    total_count: u64,
    instance_set: Option<Vec<Instance>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[allow(dead_code, reason = "read for the sake of reading")]
struct Instance {
    instance_id: String,
    tags: Option<Map<String, Value>>,
}

fuzz_target!(|data: &[u8]| {
    let _ = serde_json::from_slice::<Response<Instances>>(data);
    let _ = serde_json::from_slice::<Response<()>>(data);
    let _ = serde_json::from_slice::<Response<IgnoredAny>>(data);
    let _ = serde_json::from_slice::<WireCode>(data);
    let Ok(read) = serde_json::from_slice::<Response<Map<String, Value>>>(data) else {
        return;
    };
    let request_id = read.request_id().map(str::to_owned);

    let json = serde_json::from_slice::<IgnoredAny>(data);
    assert!(json.is_ok(), "what is an answer is JSON: {json:?}");
    // What is skipped is not looked at as closely as what is kept: surrogates, great numbers.
    let Ok(value) = serde_json::from_slice::<Value>(data) else {
        return;
    };
    let Some(response) = value.get("Response").and_then(Value::as_object) else {
        panic!("an answer has an object in `Response`");
    };
    match read.into_result() {
        Err(error) => {
            let object = response.get("Error").expect("a failure has `Error`");
            let text = |key: &str| object.get(key).and_then(Value::as_str);
            if let Some(code) = text("Code") {
                assert_eq!(error.code().as_str(), code);
            }
            if let Some(message) = text("Message") {
                assert_eq!(error.message(), message);
            }
            assert!(!error.to_string().chars().any(char::is_control));
        }
        Ok(map) => {
            assert!(response.get("Error").is_none_or(Value::is_null));
            let mut expected = response.clone();
            expected.remove("Error");
            if let Some(Value::String(id)) = expected.get("RequestId") {
                assert_eq!(request_id.as_deref(), Some(id.as_str()));
            }
            // An id that is no scalar is no id, and is dropped.
            expected.remove("RequestId");
            let kept = map.keys().filter(|key| *key != "RequestId").count();
            assert_eq!(kept, expected.len());
        }
    }
});
