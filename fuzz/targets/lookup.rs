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
    match (code, wire.basis()) {
        (Some(code), basis) => {
            assert_eq!(basis, Basis::Exact);
            assert_eq!(wire.category(), Some(code.category()));
            assert_eq!(wire.retry(), Some(code.retry()));
        }
        (None, Basis::Family(family)) => {
            // A family that is no code itself has a class, too.
            let is_prefix = text == family || prefixes.clone().any(|prefix| prefix == family);
            assert!(is_prefix);
            assert!(known.is_none_or(|known| known.as_str().len() <= family.len()));
            assert!(wire.category().is_some() && wire.retry().is_some());
        }
        (None, basis) => {
            assert_eq!(basis, Basis::None);
            assert_eq!(known, None);
            assert_eq!((wire.category(), wire.retry()), (None, None));
        }
    }

    let classifier = Classifier::new().with_retry(&*text, Retry::Never);
    assert_eq!(classifier.retry(&wire), Some(Retry::Never));
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
    if let Some(found) = Action::lookup(product, action) {
        assert_eq!((found.product().name(), found.name()), (product, action));
    }
});
