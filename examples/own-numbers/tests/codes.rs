//! What a user of numbers and columns relies on, and what is said of a broken table.

use own_numbers::{MeterCode, MeterCodeOwnCategory, MeterCodeSeverity, wakes};
use tencentcloud_error_codes::codegen::Builder;
use tencentcloud_error_codes::{Category, Retry, WireCode};

#[test]
fn numbers_have_names_and_classes() {
    let code: MeterCode = "20001".parse().unwrap();
    assert_eq!(code, MeterCode::Meter20001);
    assert_eq!(
        (code.category(), code.retry()),
        (Category::Unavailable, Retry::Backoff)
    );
    assert_eq!(code.family(), "2");
    // What nobody has described has the class of its first digit.
    let new = WireCode::<MeterCode>::of("29999");
    assert_eq!(
        (new.known(), new.category()),
        (None, Some(Category::Unavailable))
    );
    assert_eq!(WireCode::<MeterCode>::of("99999").class(), None);
}

#[test]
fn columns_are_those_of_the_row_or_of_its_family() {
    let code = MeterCode::Meter20002;
    assert_eq!(code.severity(), MeterCodeSeverity::Info);
    assert_eq!(code.owner(), Some("network"));
    assert_eq!(code.runbook(), Some("https://example.com/meters/offline"));
    assert_eq!(code.grpc_status(), 14);
    assert_eq!(MeterCode::Meter10001.runbook(), None);
    assert_eq!(MeterCode::Meter10002.grpc_status(), 5);
    let words: Vec<_> = MeterCodeSeverity::ALL
        .iter()
        .map(|word| word.as_str())
        .collect();
    assert_eq!(words, ["info", "warning", "critical"]);
}

#[test]
fn a_category_of_its_own_is_a_kind_of_ours() {
    let code = MeterCode::Meter20003;
    assert_eq!(code.own_category(), Some(MeterCodeOwnCategory::Tampering));
    assert!(code.class().is_access_error());
    assert_eq!(MeterCode::Meter20001.own_category(), None);
}

#[test]
fn what_is_critical_wakes_its_owner() {
    assert_eq!(wakes(&"20003".into()), Some("field"));
    assert_eq!(wakes(&"20001".into()), None);
    assert_eq!(wakes(&"77777".into()), Some("network"));
}

#[test]
fn mistakes_are_reported_with_their_places() {
    let problems = Builder::new()
        .table("tests/broken.toml")
        .generate()
        .unwrap_err();
    let found = problems.to_string();
    let expected = "\
tests/broken.toml:5:2: found `1` without `owner`, expected a value: its own, or one of its family
tests/broken.toml:9:12: found the severity `hgih`, expected one of low, high; did you mean `high`?";
    assert_eq!(found, expected);
}
