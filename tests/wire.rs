//! A code off the wire, known or not.

use std::borrow::{Borrow, Cow};
use std::collections::{BTreeMap, HashMap, HashSet};

use proptest::prelude::*;
use tencentcloud_error_codes::{Basis, Category, Class, ErrorCode, Retry, WireCode};

#[test]
fn an_unknown_code_has_the_class_of_its_family() {
    let throttling = Some((Category::Throttling, Retry::Backoff));
    let internal = Some((Category::Internal, Retry::IfIdempotent));
    for (text, prefix, class) in [
        (
            "RequestLimitExceeded.SomethingNew",
            Some("RequestLimitExceeded"),
            throttling,
        ),
        (
            "RequestLimitExceeded.UinLimitExceeded.Newer",
            Some("RequestLimitExceeded.UinLimitExceeded"),
            throttling,
        ),
        // A family that is no code itself.
        ("HttpInvoker.SomethingNew", Some("HttpInvoker"), internal),
        ("HttpInvoker", Some("HttpInvoker"), internal),
        ("InternalError.A.B.C.D", Some("InternalError"), internal),
        ("Gibberish", None, None),
        ("Gibberish.InternalError", None, None),
        ("internalerror.x", None, None),
        ("InternalErrors", None, None),
        (".InternalError", None, None),
        ("", None, None),
        (".", None, None),
        ("...", None, None),
    ] {
        let code = WireCode::new(text);
        assert_eq!(code.as_str(), text);
        assert_eq!(code.known(), None, "{text}");
        assert_eq!(code.known_prefix(), prefix, "{text}");
        let found = code.class();
        assert_eq!(
            found.map(|class| (class.category, class.retry)),
            class,
            "{text}"
        );
        assert!(
            found.is_none_or(|class| class.basis == Basis::Family),
            "{text}"
        );
        assert_eq!(code.category(), class.map(|class| class.0));
        assert_eq!(code.retry(), class.map(|class| class.1));
        assert_eq!(code.http_status(), class.map(|class| class.0.http_status()));
        assert_eq!((code.description(), code.hint()), (None, None));
        assert!(code.products().is_empty());
    }
}

#[test]
fn a_known_code_says_what_the_catalog_says() {
    for &code in ErrorCode::ALL {
        let wire = WireCode::new(code.as_str());
        assert_eq!(wire.known(), Some(code));
        assert_eq!(wire.class(), Some(code.class()));
        assert_eq!(wire.known_prefix(), Some(code.as_str()));
        assert_eq!(wire.description(), Some(code.description()));
        assert_eq!(wire.hint(), code.hint());
        assert_eq!(wire.http_status(), Some(code.http_status()));
        assert_eq!(wire.products(), code.products());
        assert_eq!(wire.family(), code.family());
    }
}

/// `==` both ways between all that may be a code, with what differs and with what does not.
#[test]
fn equality_is_that_of_the_text() {
    macro_rules! check {
        ($same:expr, $other:expr; $($text:expr, $different:expr;)+) => { $(
            assert!($same == $text && $text == $same);
            assert!($same != $different && $different != $same);
            assert!($other != $text && $text != $other);
        )+ };
    }
    let text = "InternalError";
    check! {
        WireCode::new(text), WireCode::new("New.Code");
        WireCode::new(text.to_owned()), WireCode::new("New.Other");
        ErrorCode::InternalError, ErrorCode::InvalidAction;
        *text, *"InvalidAction";
        text, "";
        text.to_owned(), "InternalErro".to_owned();
    }
    check! {
        ErrorCode::InternalError, ErrorCode::InvalidAction;
        WireCode::new(text), WireCode::new("New.Code");
        *text, *"internalerror";
        text, "InternalError.";
        text.to_owned(), String::new();
    }
    assert_eq!(
        WireCode::new("New.Code"),
        WireCode::new("New.Code".to_owned())
    );
    assert_ne!(WireCode::new("New.Code"), WireCode::new("New.Cod"));
    assert!(WireCode::new("A") < WireCode::new("B"));
    assert!(WireCode::new("InternalError") < WireCode::new("InternalError."));
    assert!(WireCode::new("Z.Unknown") > WireCode::new("InternalError"));
}

#[test]
fn it_is_a_key_that_is_found_by_its_text() {
    let mut hashed = HashMap::new();
    let mut sorted = BTreeMap::new();
    for code in ["InternalError", "New.Code"] {
        hashed.insert(WireCode::new(code), code);
        sorted.insert(WireCode::new(code), code);
    }
    for code in ["InternalError", "New.Code"] {
        assert_eq!(hashed.get(code), Some(&code));
        assert_eq!(sorted.get(code), Some(&code));
        let code = WireCode::new(code);
        let borrowed: &str = code.borrow();
        assert_eq!(borrowed, code.as_ref() as &str);
    }
    assert_eq!(hashed.get("Other"), None);
    let mut set = HashSet::new();
    assert!(set.insert(WireCode::new("New.Code")));
    assert!(!set.insert(WireCode::new("New.Code").into_owned()));
}

#[test]
fn it_is_made_from_any_text_and_gives_it_back() {
    for text in ["InternalError", "New.Code", ""] {
        let code: WireCode = text.parse().unwrap();
        for other in [
            WireCode::from(text),
            WireCode::from(text.to_owned()),
            WireCode::new(text),
            WireCode::new(Cow::Borrowed(text)),
            WireCode::of(text),
        ] {
            assert_eq!(code, other);
        }
        assert_eq!(String::from(code.clone()), text);
        #[cfg(feature = "serde")]
        {
            assert_eq!(serde_json::to_value(&code).unwrap(), text);
            let read: WireCode = serde_json::from_value(text.into()).unwrap();
            assert_eq!(read, code);
        }
        assert_eq!(format!("{code:?}"), format!("WireCode({text:?})"));
        // Into what a decision asks for.
        assert_eq!(Option::<Class>::from(&code), code.class());
        assert_eq!(Option::<Class>::from(code.clone()), code.class());
    }
}

#[test]
fn the_advice_is_that_of_the_known_code() {
    let code = ErrorCode::UnauthorizedOperation;
    let wire = WireCode::from(code);
    assert!(code.actor().is_some());
    assert_eq!(wire.actor(), code.actor());
    assert_eq!(wire.hint(), code.hint());
    assert_eq!(wire.description(), Some(code.description()));
    assert_eq!(
        WireCode::new("UnauthorizedOperation.BrandNew").actor(),
        None
    );
}

#[test]
fn it_is_padded_as_a_text_is() {
    assert_eq!(
        format!("{:>30}|", WireCode::new("InternalError")),
        format!("{:>30}|", "InternalError")
    );
    assert_eq!(
        format!("{:>30}|", ErrorCode::InternalError),
        format!("{:>30}|", "InternalError")
    );
    assert_eq!(format!("{:<12}|", WireCode::new("New\n")), "New\\n       |");
}

#[test]
fn control_characters_never_reach_the_terminal() {
    let text = "\u{1b}[31mInternalError\r\n\u{202e}\u{61c}\u{feff}x";
    let code = WireCode::new(text);
    assert_eq!(
        code.to_string(),
        r"\u{1b}[31mInternalError\r\n\u{202e}\u{61c}\u{feff}x"
    );
    assert_eq!(code.as_str(), text);
}

#[test]
fn many_dots_are_no_hard_work() {
    let text = ".".repeat(1_000_000);
    assert_eq!(WireCode::new(&*text).class(), None);
    let text = format!("LimitExceeded{text}");
    assert_eq!(WireCode::new(&*text).known_prefix(), Some("LimitExceeded"));
}

proptest! {
    #[test]
    fn any_text_is_kept_to_the_letter(text in ".*") {
        let code = WireCode::new(&*text);
        prop_assert_eq!(code.as_str(), &*text);
        prop_assert_eq!(code.known(), ErrorCode::lookup(&text));
        prop_assert_eq!(code.clone().into_owned(), &*text);
        prop_assert_eq!(code.class().is_some(), code.known_prefix().is_some());
        prop_assert!(!code.to_string().chars().any(char::is_control));
        let _ = (code.family(), format!("{code:?}"));
    }

    /// The prefix is the longest of those that a search by hand finds.
    #[test]
    fn the_prefix_is_the_longest_that_is_known(
        text in "(InternalError|LimitExceeded|RequestLimitExceeded.UinLimitExceeded|HttpInvoker|X)(\\.[A-Za-z.]{0,70})?"
    ) {
        let is_known = |text: &str| {
            ErrorCode::lookup(text).is_some() || ["HttpInvoker"].contains(&text)
        };
        let mut prefix = Some(&*text);
        while let Some(part) = prefix.filter(|part| !is_known(part)) {
            prefix = part.rsplit_once('.').map(|(shorter, _)| shorter);
        }
        prop_assert_eq!(WireCode::new(&*text).known_prefix(), prefix);
    }
}
