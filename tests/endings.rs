//! What the endings of unknown codes say, measured against the codes that are known.
#![cfg(feature = "all-products")]

use std::collections::BTreeMap;

use tencentcloud_error_codes::{
    Basis, Category, Decision, ErrorCode, Idempotency, Retry, WireCode,
};

/// The class that a known code would have if only its family were known, and the ending that says it.
fn as_unknown(code: ErrorCode) -> Option<(&'static str, Category)> {
    let (family, member) = code.as_str().split_once('.')?;
    // No code has this text: the ending is kept, and nothing else.
    let text = format!("{family}.Zz{member}");
    let code = WireCode::new(&text);
    assert_eq!(code.known(), None, "{text}");
    let class = code.class()?;
    let ending = code.known_ending();
    assert_eq!(ending.is_some(), class.basis == Basis::Ending, "{text}");
    Some((ending?, class.category))
}

#[test]
fn every_ending_is_right_for_the_known_codes_that_have_it() {
    let mut measured: BTreeMap<&str, (usize, Vec<&str>)> = BTreeMap::new();
    for code in ErrorCode::ALL.iter().copied() {
        let Some((ending, category)) = as_unknown(code) else {
            continue;
        };
        let (all, wrong) = measured.entry(ending).or_default();
        *all += 1;
        if (code.category(), code.retry()) != (category, Retry::Never) {
            wrong.push(code.as_str());
        }
    }
    let mut total = 0;
    for (ending, (all, wrong)) in &measured {
        println!("{ending}: {all} codes, {} wrong {wrong:?}", wrong.len());
        assert!(wrong.len() * 50 <= *all, "{ending}: of {all} {wrong:?}");
        total += all;
    }
    assert!(total >= 300, "{total}");
    let table = include_str!("../data/endings.toml");
    let endings = table.lines().filter(|line| {
        line.contains(" = ") && !line.starts_with('#') && !line.ends_with("\"family\"")
    });
    assert_eq!(endings.count(), measured.len());
}

#[test]
fn an_ending_only_makes_a_decision_safer() {
    let code = WireCode::new("FailedOperation.GadgetNotExist");
    let class = code.class().unwrap();
    assert_eq!(
        (class.category, class.retry),
        (Category::NotFound, Retry::Never)
    );
    assert_eq!(class.basis, Basis::Ending);
    assert_eq!(code.known_prefix(), Some("FailedOperation"));
    for idempotency in [Idempotency::Idempotent, Idempotency::NotIdempotent] {
        assert_eq!(Decision::new(&code, idempotency), Decision::GiveUp);
    }
    // The family says more: an ending changes nothing.
    let class = WireCode::new("InvalidParameter.GadgetNotExist")
        .class()
        .unwrap();
    assert_eq!(
        (class.category, class.basis),
        (Category::Validation, Basis::Family)
    );
    // An exception, a text without a family, and nothing before the ending.
    for text in [
        "FailedOperation.NewRegionNotExist",
        "FailedOperation.Mismatch",
    ] {
        assert_eq!(
            WireCode::new(text).class().unwrap().basis,
            Basis::Family,
            "{text}"
        );
    }
    assert_eq!(WireCode::new("GadgetNotExist").class(), None);
    // What is known stays what it is.
    assert_eq!(ErrorCode::FailedOperation.class().basis, Basis::Exact);
    assert_eq!(
        WireCode::new("FailedOperation.FileNotExist")
            .class()
            .unwrap()
            .basis,
        Basis::Exact
    );
}
