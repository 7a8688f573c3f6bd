//! The text form of the small enums.

use std::collections::BTreeSet;
use std::fmt::{Debug, Display};
use std::str::FromStr;

use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tencentcloud_error_codes::{
    Actor, Basis, Category, Idempotency, Product, Retry, UnknownName, Window,
};

fn check<T>(all: &[T], as_str: fn(T) -> &'static str)
where
    T: Copy + Ord + Debug + Display + Serialize + DeserializeOwned,
    T: FromStr<Err = UnknownName> + AsRef<str> + Into<&'static str>,
{
    let names: BTreeSet<_> = all.iter().map(|value| as_str(*value)).collect();
    assert_eq!(names.len(), all.len());
    assert!(all.is_sorted());
    for &value in all {
        let name = as_str(value);
        assert!(
            name.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
        );
        assert_eq!(name.parse(), Ok(value));
        assert_eq!(value.to_string(), name);
        assert_eq!(format!("{value:>20}"), format!("{name:>20}"));
        assert_eq!(value.as_ref(), name);
        assert_eq!(Into::<&'static str>::into(value), name);
        assert_eq!(serde_json::to_value(value).unwrap(), name);
        assert_eq!(serde_json::from_value::<T>(name.into()).unwrap(), value);
    }
}

/// Different sentences, each with a stop.
fn check_sentences<T: Copy>(all: &[T], sentence: fn(T) -> &'static str) {
    let sentences: BTreeSet<_> = all.iter().map(|value| sentence(*value)).collect();
    assert_eq!(sentences.len(), all.len());
    assert!(sentences.iter().all(|sentence| sentence.ends_with('.')));
}

#[test]
fn each_retry_class_has_advice_of_its_own() {
    check_sentences(Retry::ALL, Retry::advice);
}

#[test]
fn each_category_has_a_description_of_its_own() {
    check_sentences(Category::ALL, Category::description);
}

#[test]
fn a_basis_is_one_word() {
    for (basis, word) in [
        (Basis::Exact, "exact"),
        (Basis::Family, "family"),
        (Basis::Ending, "ending"),
        (Basis::Rule, "rule"),
    ] {
        assert_eq!(basis.as_str(), word);
        assert_eq!(format!("{basis:>8}"), format!("{word:>8}"));
    }
}

#[test]
fn values_have_one_spelling() {
    check(Category::ALL, Category::as_str);
    check(Retry::ALL, Retry::as_str);
    check(Idempotency::ALL, Idempotency::as_str);
    check(Actor::ALL, Actor::as_str);
    check(Window::ALL, Window::as_str);
    assert_eq!((Category::ALL.len(), Retry::ALL.len()), (14, 5));
    assert_eq!(Category::ALL[0].as_str(), "authentication");
}

#[cfg(feature = "strum")]
#[test]
fn strum_lists_the_same() {
    use strum::{EnumCount, IntoEnumIterator, VariantArray, VariantNames};
    use tencentcloud_error_codes::ErrorCode;
    fn check<T>(all: &[T])
    where
        T: VariantArray + VariantNames + EnumCount + IntoEnumIterator + PartialEq + Debug + Display,
    {
        assert_eq!(<T as VariantArray>::VARIANTS, all);
        assert_eq!(T::COUNT, all.len());
        assert!(T::iter().zip(all).all(|(a, b)| a == *b));
        assert_eq!(T::iter().count(), all.len());
        let names: Vec<_> = all.iter().map(ToString::to_string).collect();
        assert_eq!(<T as VariantNames>::VARIANTS, names);
    }
    check(Category::ALL);
    check(Retry::ALL);
    check(Idempotency::ALL);
    assert_eq!(ErrorCode::VARIANTS, ErrorCode::ALL);
    assert_eq!(ErrorCode::COUNT, ErrorCode::ALL.len());
    assert!(ErrorCode::iter().eq(ErrorCode::ALL.iter().copied()));
}

#[test]
fn what_is_no_value_is_told_with_what_may_be_meant() {
    let error = "Not-Found".parse::<Category>().unwrap_err();
    assert_eq!(error.suggestion(), Some("not_found"));
    assert!(error.expected().contains(&"not_found"));
    let message = |text: &str| text.parse::<Idempotency>().unwrap_err().to_string();
    assert_eq!(
        message("idempotant"),
        "found the idempotency `idempotant`, expected one of idempotent, not_idempotent; did you \
         mean `idempotent`?"
    );
    assert_eq!(
        message("\u{1b}[2J"),
        "found the idempotency `\\u{1b}[2J`, expected one of idempotent, not_idempotent"
    );
    assert_eq!(
        serde_json::from_str::<Retry>(r#""sometimes""#)
            .unwrap_err()
            .to_string(),
        "found the retry class `sometimes`, expected one of never, backoff, when_ready, \
         if_idempotent, refresh at line 1 column 11"
    );
    let error = "lighthose".parse::<Product>().unwrap_err();
    assert_eq!(error.expected().len(), Product::ALL.len());
    #[cfg(feature = "lighthouse")]
    assert_eq!(error.suggestion(), Some("lighthouse"));
}

#[test]
fn a_long_list_is_cut_in_the_message() {
    let message = "?".parse::<Product>().unwrap_err().to_string();
    let more = Product::ALL.len().saturating_sub(20);
    assert_eq!(
        message.ends_with(&format!(" and {more} more")),
        more > 0,
        "{message}"
    );
}

proptest! {
    #[test]
    fn any_text_is_a_value_or_an_error(text in ".*") {
        if let Err(error) = text.parse::<Category>() {
            prop_assert!(!error.to_string().chars().any(char::is_control));
        }
    }
}
