//! Rules made at run time.

use proptest::prelude::*;
use tencentcloud_error_codes::{
    Basis, Category, Class, Classifier, Decision, ErrorCode, Idempotency, Retry, WireCode,
};

fn class(classifier: &Classifier, code: &str) -> Option<(Category, Retry)> {
    let class = classifier.class(WireCode::new(code))?;
    Some((class.category, class.retry))
}

#[test]
fn the_code_itself_comes_first_and_then_the_longest_family() {
    let classifier = Classifier::new()
        .with_family("A", Retry::Backoff)
        .with_family("A.B.C", Retry::WhenReady)
        .with_family("A.B", Category::Billing)
        .with_code("A.B", Retry::Refresh)
        .with_code("A.B.C.D", Category::Quota);
    for (code, expected) in [
        // Half a rule, and nothing else is known.
        ("A", Some((Category::Failed, Retry::Backoff))),
        ("A.X", Some((Category::Failed, Retry::Backoff))),
        ("A.B", Some((Category::Billing, Retry::Refresh))),
        ("A.B.X", Some((Category::Billing, Retry::Backoff))),
        ("A.B.C", Some((Category::Billing, Retry::WhenReady))),
        ("A.B.C.D", Some((Category::Quota, Retry::WhenReady))),
        ("A.B.C.D.E", Some((Category::Billing, Retry::WhenReady))),
        ("AB", None),
        ("", None),
        (".", None),
    ] {
        assert_eq!(class(&classifier, code), expected, "{code}");
    }
}

#[test]
fn a_rule_for_a_code_speaks_of_that_code_alone() {
    let classifier = Classifier::new().with_code(ErrorCode::InternalError, Retry::Never);
    let changed = ErrorCode::ALL
        .iter()
        .filter(|code| classifier.class(**code) != Some(code.class()));
    assert_eq!(changed.collect::<Vec<_>>(), [&ErrorCode::InternalError]);
    let below = WireCode::new("InternalError.BrandNew");
    assert_eq!(classifier.class(&below), below.class());

    let classifier = Classifier::new().with_family(ErrorCode::InternalError, Retry::Never);
    for code in ErrorCode::ALL {
        let is_below = code.family() == "InternalError";
        let class = classifier.class(*code).unwrap();
        assert_eq!(class.basis == Basis::Rule, is_below, "{code}");
        assert_eq!(class.category, code.category(), "{code}");
    }
}

#[test]
fn a_later_rule_replaces_what_an_earlier_one_says() {
    let classifier = Classifier::new()
        .with_code("A", (Category::Quota, Retry::Never))
        .with_code("A", Retry::Backoff)
        .with_family("A", (Category::Billing, Retry::Never))
        .with_family("A", Category::Conflict);
    assert_eq!(
        class(&classifier, "A"),
        Some((Category::Quota, Retry::Backoff))
    );
    assert_eq!(
        class(&classifier, "A.B"),
        Some((Category::Conflict, Retry::Never))
    );
}

#[test]
fn the_basis_is_that_of_the_retry_class() {
    let classifier = Classifier::new()
        .with_family("ResourceUnavailable", Category::Conflict)
        .with_code("ResourceUnavailable.Stated", Retry::WhenReady);
    let basis = |code: &str| {
        classifier
            .class(WireCode::new(code))
            .map(|class| class.basis)
    };
    assert_eq!(basis("ResourceUnavailable.New"), Some(Basis::Family));
    assert_eq!(basis("ResourceUnavailable"), Some(Basis::Exact));
    assert_eq!(basis("ResourceUnavailable.Stated"), Some(Basis::Rule));
    assert_eq!(basis("Gibberish"), None);
    // So a rule lets a write be sent again, and a family does not.
    let decide = |code: &str| classifier.decide(WireCode::new(code), Idempotency::NotIdempotent);
    assert_eq!(decide("ResourceUnavailable.New"), Decision::GiveUp);
    assert_eq!(decide("ResourceUnavailable.Stated").as_str(), "poll");
}

#[test]
fn a_rule_wins_over_the_catalog() {
    let classifier = Classifier::new().with_family("RequestLimitExceeded", Retry::Never);
    let member = ErrorCode::RequestLimitExceededIPLimitExceeded;
    let class = classifier.class(member).unwrap();
    assert_eq!(
        (class.category, class.retry, class.basis),
        (Category::Throttling, Retry::Never, Basis::Rule)
    );
    assert_eq!(
        classifier.decide(member, Idempotency::Idempotent),
        Decision::GiveUp
    );
    assert_eq!(
        member.class(),
        Class::new(Category::Throttling, Retry::Backoff)
    );
}

#[test]
fn it_is_read_from_a_file_and_written_to_one() {
    let text = r#"{"A":{"category":"quota","retry":"backoff"},"A.*":{"retry":"when_ready"},"B":{"retry":"never"}}"#;
    let classifier: Classifier = serde_json::from_str(text).unwrap();
    let expected = Classifier::new()
        .with_code("B", Retry::Never)
        .with_family("A", Retry::WhenReady)
        .with_code("A", Category::Quota)
        .with_code("A", Retry::Backoff);
    assert_eq!(classifier, expected);
    assert_ne!(classifier, expected.clone().with_code("C", Retry::Never));
    assert_ne!(classifier, Classifier::new());
    assert_eq!(serde_json::to_string(&classifier).unwrap(), text);
    assert_eq!(
        class(&classifier, "A.X"),
        Some((Category::Failed, Retry::WhenReady))
    );
    assert_eq!(
        format!("{:?}", Classifier::new().with_family("A", Retry::Never)),
        r#"{"A.*": Rule { category: None, retry: Some(Never) }}"#
    );
}

#[test]
fn mistakes_in_a_file_are_told() {
    for (text, message) in [
        (
            r#"{"A": {"retri": "never"}}"#,
            "unknown field `retri`, expected `category` or `retry` at line 1 column 14",
        ),
        (
            r#"{"A": {"retry": "bakoff"}}"#,
            "found the retry class `bakoff`, expected one of never, backoff, when_ready, \
             if_idempotent, refresh; did you mean `backoff`? at line 1 column 24",
        ),
        (
            r#"{"A": 1}"#,
            "invalid type: integer `1`, expected `category`, `retry` or both at line 1 column 7",
        ),
        (
            r#"{"A": {}}"#,
            "found an empty rule, expected `category`, `retry` or both at line 1 column 8",
        ),
        (
            r#"{"A": {"retry": "never"}, "B": {"retry": "never"}, "A": {"category": "quota"}}"#,
            "found a second rule for `A`, expected one at line 1 column 78",
        ),
        (
            r#"{"A.*": {"retry": "never"}, "A.*": {"retry": "never"}}"#,
            "found a second rule for `A.*`, expected one at line 1 column 54",
        ),
        (
            r#"{"A": {"retry": "never", "retry": "backoff"}}"#,
            "duplicate field `retry` at line 1 column 44",
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

#[test]
fn rules_that_match_nothing_are_listed() {
    let classifier = Classifier::new()
        .with_code("InternalError", Retry::Never)
        .with_family("InternalError", Retry::Never)
        // A family that is no code.
        .with_family("InvalidInstanceId", Retry::Never)
        .with_code("InternalErorr", Retry::Never)
        .with_family("Private", Retry::Never)
        .with_code("InternalError.BrandNew", Retry::Never);
    assert_eq!(
        classifier.unmatched::<ErrorCode>(),
        ["InternalErorr", "InternalError.BrandNew", "Private.*"]
    );
}

#[test]
fn many_rules_are_found() {
    let mut classifier = Classifier::new();
    for i in 0..1000 {
        let retry = Retry::ALL[i % Retry::ALL.len()];
        classifier = classifier.with_code(format!("Family{}.Code{i}", i % 10), retry);
    }
    for i in 0..1000 {
        let code = format!("Family{}.Code{i}", i % 10);
        let expected = Some((Category::Failed, Retry::ALL[i % Retry::ALL.len()]));
        assert_eq!(class(&classifier, &code), expected, "{code}");
        assert_eq!(
            class(&classifier, &format!("Family{}.Code{i}", (i + 1) % 10)),
            None
        );
    }
}

proptest! {
    #[test]
    fn any_text_is_classified(prefix in "[A-C.]{0,6}", text in "[A-C.]{0,10}") {
        let rule = (Category::Quota, Retry::Backoff);
        let classifier = Classifier::new().with_family(&*prefix, rule);
        let is_below = text == prefix || text.starts_with(&format!("{prefix}."));
        prop_assert_eq!(class(&classifier, &text), is_below.then_some(rule));
        let classifier = Classifier::new().with_code(&*prefix, rule);
        prop_assert_eq!(class(&classifier, &text), (text == prefix).then_some(rule));
    }

    #[test]
    fn what_is_written_is_read_again(rules in proptest::collection::vec(
        ("[A-C.*]{0,5}", proptest::option::of(0..14usize), 0..5usize, any::<bool>()), 0..20,
    )) {
        let mut classifier = Classifier::new();
        for (text, category, retry, is_family) in rules {
            // `A.*` as the name of a code would be read as a family.
            prop_assume!(!text.ends_with(".*"));
            let retry = Retry::ALL[retry];
            classifier = match (category, is_family) {
                (Some(category), true) => {
                    classifier.with_family(text, (Category::ALL[category], retry))
                }
                (Some(category), false) => {
                    classifier.with_code(text, (Category::ALL[category], retry))
                }
                (None, true) => classifier.with_family(text, retry),
                (None, false) => classifier.with_code(text, retry),
            };
        }
        let text = serde_json::to_string(&classifier).unwrap();
        prop_assert_eq!(serde_json::from_str::<Classifier>(&text).unwrap(), classifier);
    }
}
