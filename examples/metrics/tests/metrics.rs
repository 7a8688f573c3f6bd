//! What Prometheus and OpenTelemetry get to see.

use metrics::{Errors, attributes};
use tencentcloud_error_codes::WireCode;

const LOG: &str = r#"
2026-11-27T08:00:00Z INFO started
{"Response":{"Error":{"Code":"RequestLimitExceeded","Message":"m"},"RequestId":"02bf0cdd-e3dc-4494-84ad-66329d498bbf"}}
[TencentCloudSDKError] Code=RequestLimitExceeded.BrandNew, Message=m, RequestId=02bf0cdd-e3dc-4494-84ad-66329d498bbf
call failed with ResourceNotFound, giving up
{"Response":{"Error":{"Code":"Mystery.Broken","Message":"m"},"RequestId":"02bf0cdd-e3dc-4494-84ad-66329d498bbf"}}
"#;

#[test]
fn the_errors_of_a_log_are_counted() {
    let mut errors = Errors::default();
    errors.add_log(LOG.as_bytes()).unwrap();
    let mut text = vec![];
    errors.write(&mut text).unwrap();
    let expected = r#"# HELP tencentcloud_errors_total Errors of Tencent Cloud API 3.0.
# TYPE tencentcloud_errors_total counter
tencentcloud_errors_total{category="not_found",retry="never"} 1
tencentcloud_errors_total{category="throttling",retry="backoff"} 2
tencentcloud_errors_total{category="unknown",retry="never"} 1
"#;
    assert_eq!(String::from_utf8(text).unwrap(), expected);
}

#[test]
fn a_span_has_a_type_of_few_values_and_the_code() {
    let of = |code| attributes(&WireCode::new(code)).map(|(_, value)| value);
    let names = attributes(&WireCode::new("")).map(|(name, _)| name);
    assert_eq!(names, ["error.type", "tencentcloud.error.code"]);
    assert_eq!(of("InternalError"), ["internal", "InternalError"]);
    assert_eq!(
        of("InternalError.BrandNew"),
        ["internal", "InternalError.BrandNew"]
    );
    assert_eq!(of("Mystery\x1b[31m"), ["_OTHER", "Mystery\\u{1b}[31m"]);
}

#[test]
fn the_example_is_short() {
    let source = concat!(
        include_str!("../src/lib.rs"),
        include_str!("../src/main.rs")
    );
    assert!(source.lines().count() <= 80);
}
