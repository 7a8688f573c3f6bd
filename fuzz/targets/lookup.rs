//! A text as a code, as a product and as an action, against a plain search.

#![no_main]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use tencentcloud_error_codes::{
    Action, Basis, Classifier, Decision, ErrorCode, Idempotency, Product, Retry, WireCode,
};

static CODES: LazyLock<BTreeMap<&str, ErrorCode>> = LazyLock::new(|| {
    ErrorCode::ALL
        .iter()
        .map(|code| (code.as_str(), *code))
        .collect()
});

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let code = ErrorCode::lookup(&text);
    assert_eq!(code, CODES.get(&*text).copied());
    assert_eq!(code, text.parse().ok());

    let wire = WireCode::new(&*text);
    assert_eq!(wire.as_str(), text);
    assert_eq!(wire.known(), code);
    assert!(!wire.to_string().chars().any(char::is_control));
    assert_eq!(wire.clone().into_owned(), wire);
    let prefixes = text.match_indices('.').rev().map(|(at, _)| &text[..at]);
    let known = prefixes.clone().find_map(|prefix| CODES.get(prefix));
    match (code, wire.known_prefix()) {
        (Some(code), prefix) => {
            assert_eq!(prefix, Some(code.as_str()));
            assert_eq!(
                (wire.class(), wire.known_ending()),
                (Some(code.class()), None)
            );
        }
        (None, Some(family)) => {
            // A family that is no code itself has a class, too.
            let is_prefix = text == family || prefixes.clone().any(|prefix| prefix == family);
            assert!(is_prefix);
            assert!(known.is_none_or(|known| known.as_str().len() <= family.len()));
            let class = wire.class().expect("a family has a class");
            match wire.known_ending() {
                Some(ending) => {
                    assert!(text.ends_with(ending) && text.len() > family.len() + ending.len());
                    assert_eq!((class.basis, class.retry), (Basis::Ending, Retry::Never));
                }
                None => assert_eq!(class.basis, Basis::Family),
            }
        }
        (None, None) => {
            assert_eq!(known, None);
            assert_eq!((wire.class(), wire.known_ending()), (None, None));
        }
    }

    for classifier in [
        Classifier::new().with_code(&*text, Retry::Never),
        Classifier::new().with_family(&*text, Retry::Never),
    ] {
        assert_eq!(
            classifier.class(&wire).map(|class| class.retry),
            Some(Retry::Never)
        );
    }
    for idempotency in [Idempotency::Idempotent, Idempotency::NotIdempotent] {
        let decision = Decision::new(&wire, idempotency);
        if wire.retry().unwrap_or(Retry::Never) == Retry::Never {
            assert_eq!(decision, Decision::GiveUp);
        }
    }
    if let Some(product) = Product::lookup(&text) {
        assert_eq!(product.name(), text);
    }
    let (product, action) = text.split_once('.').unwrap_or((&text, ""));
    if let Ok(found) = Action::lookup(product, action) {
        assert_eq!((found.product().name(), found.name()), (product, action));
    }
});
