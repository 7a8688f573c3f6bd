//! Exceptions made at run time.

use proptest::prelude::*;
use tencentcloud_error_codes::{Category, Classifier, Code, ErrorCode, Retry, WireCode};

#[test]
fn the_longest_exception_that_speaks_of_it_wins() {
    let classifier = Classifier::new()
        .with_retry("A", Retry::Backoff)
        .with_retry("A.B.C", Retry::WhenReady)
        .with_category("A.B", Category::Billing);
    for (code, category, retry) in [
        ("A", None, Some(Retry::Backoff)),
        ("A.X", None, Some(Retry::Backoff)),
        ("A.B", Some(Category::Billing), Some(Retry::Backoff)),
        ("A.B.C", Some(Category::Billing), Some(Retry::WhenReady)),
        ("A.B.C.D", Some(Category::Billing), Some(Retry::WhenReady)),
        ("AB", None, None),
        ("", None, None),
    ] {
        let code = WireCode::new(code);
        assert_eq!(classifier.category(&code), category, "{code}");
        assert_eq!(classifier.retry(&code), retry, "{code}");
    }
}

#[test]
fn an_exception_wins_over_the_catalog() {
    let classifier = Classifier::new().with_retry("RequestLimitExceeded", Retry::Never);
    let member = ErrorCode::RequestLimitExceededIPLimitExceeded;
    assert_eq!(classifier.retry(&member), Some(Retry::Never));
    assert_eq!(classifier.category(&member), Some(Category::Throttling));
    let code: &dyn Code = &member;
    assert_eq!(code.retry(), Retry::Backoff);
}

#[test]
fn it_is_read_from_a_file() {
    let text = r#"{"B": {"retry": "never"}, "A": {"category": "quota", "retry": "backoff"}}"#;
    let classifier: Classifier = serde_json::from_str(text).unwrap();
    let expected = Classifier::new()
        .with_category("A", Category::Quota)
        .with_retry("A", Retry::Backoff)
        .with_retry("B", Retry::Never);
    assert_eq!(classifier, expected);
    for (text, message) in [
        (
            r#"{"A": {"retri": "never"}}"#,
            "unknown field `retri`, expected `category` or `retry` at line 1 column 14",
        ),
        (
            r#"{"A": {"retry": "sometimes"}}"#,
            "invalid value: string \"sometimes\", expected a retry class at line 1 column 27",
        ),
        (
            r#"{"A": 1}"#,
            "invalid type: integer `1`, expected `category`, `retry` or both at line 1 column 7",
        ),
        (
            "[]",
            "invalid type: sequence, expected a table of codes with `category` and `retry` at \
             line 1 column 0",
        ),
    ] {
        let error = serde_json::from_str::<Classifier>(text).unwrap_err();
        assert_eq!(error.to_string(), message);
    }
}

proptest! {
    #[test]
    fn any_text_is_classified(prefix in "[A-C.]{0,6}", text in "[A-C.]{0,10}") {
        let classifier = Classifier::new().with_retry(&*prefix, Retry::Backoff);
        let is_below = text == prefix || text.starts_with(&format!("{prefix}."));
        let expected = is_below.then_some(Retry::Backoff);
        prop_assert_eq!(classifier.retry(&WireCode::new(&*text)), expected);
    }
}
