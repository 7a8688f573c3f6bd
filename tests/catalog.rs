//! The catalog: every code resolves, round-trips and has its metadata.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use strum::{EnumCount, IntoEnumIterator, VariantArray};
use tencentcloud_error_codes::{
    Basis, Category, Code, ErrorCode, Idempotency, Product, Retry, UnknownErrorCode, WireCode,
};

/// The table of the common error codes in the documentation of API 3.0.
const COMMON: &str = include_str!("fixtures/common-error-codes.txt");
/// Which product is documented to answer with which code.
const DOCUMENTED: &str = include_str!("fixtures/documented-codes.tsv");

fn documented() -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let mut products: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for line in DOCUMENTED.lines().skip(1) {
        let (product, code) = line.split_once('\t').unwrap();
        products.entry(product).or_default().insert(code);
    }
    products
}

#[test]
fn common_codes_keep_their_documented_description() {
    let rows: Vec<_> = COMMON.lines().skip(1).collect();
    assert_eq!(rows.len(), 26);
    for row in rows {
        let (text, description) = row.split_once(' ').unwrap();
        let code = ErrorCode::lookup(text).unwrap_or_else(|| panic!("{text} is missing"));
        assert_eq!(code.description(), description, "{text}");
    }
}

#[test]
fn later_common_codes_are_always_there() {
    for text in [
        "ActionOffline",
        "AuthFailure.InvalidAuthorization",
        "InvalidRequest",
        "IpInBlacklist",
        "IpNotInWhitelist",
        "NoSuchProduct",
        "RequestLimitExceeded.GlobalRegionUinLimitExceeded",
        "RequestLimitExceeded.IPLimitExceeded",
        "RequestLimitExceeded.UinLimitExceeded",
        "RequestSizeLimitExceeded",
        "ResponseSizeLimitExceeded",
        "ServiceUnavailable",
    ] {
        let code = ErrorCode::lookup(text).unwrap_or_else(|| panic!("{text} is missing"));
        assert!(code.hint().is_some(), "{text} has no hint");
    }
}

#[test]
fn every_common_code_has_a_hint() {
    for row in COMMON.lines().skip(1) {
        let text = row.split(' ').next().unwrap();
        assert!(ErrorCode::lookup(text).unwrap().hint().is_some(), "{text}");
    }
}

#[test]
fn every_code_resolves_and_has_its_metadata() {
    const { assert!(ErrorCode::COUNT >= 38) };
    for &code in ErrorCode::VARIANTS {
        let text = code.as_str();
        assert_eq!(ErrorCode::lookup(text), Some(code), "{text}");
        assert_eq!(text.parse(), Ok(code));
        assert_eq!(ErrorCode::try_from(text), Ok(code));
        assert_eq!(WireCode::new(text).known(), Some(code));
        assert_eq!(serde_json::to_value(code).unwrap(), text);
        assert_eq!(
            serde_json::from_value::<ErrorCode>(text.into()).unwrap(),
            code
        );
        assert!(
            code.description().ends_with('.'),
            "{text}: {}",
            code.description()
        );
        assert_ne!(code.hint(), Some(""), "{text}");
        assert!(text.starts_with(code.family()), "{text}");
        assert_eq!(code.family(), WireCode::new(text).family());
        assert_eq!(code.to_string(), text);
        assert_eq!(format!("{code:?}"), format!("ErrorCode({text:?})"));
        assert!((400..600).contains(&code.http_status()));
    }
}

#[test]
fn products_list_what_is_documented() {
    let documented = documented();
    for product in Product::all() {
        let codes: BTreeSet<_> = product.codes().iter().map(Code::as_str).collect();
        let differ: Vec<_> = codes
            .symmetric_difference(&documented[product.name()])
            .collect();
        assert!(differ.is_empty(), "{product}: {differ:?}");
        assert_eq!(codes.len(), product.codes().len());
        assert_eq!(Product::lookup(product.name()), Some(product));
    }
    let pairs: usize = Product::all().map(|product| product.codes().len()).sum();
    let reversed: usize = ErrorCode::iter().map(|code| code.products().len()).sum();
    assert_eq!(pairs, reversed);
}

#[cfg(feature = "all-products")]
#[test]
fn every_product_is_there_and_every_code_is_read() {
    assert_eq!(Product::all().len(), documented().len());
    assert!(ErrorCode::iter().all(ErrorCode::is_reviewed));
}

/// The actions, their fields and their codes are those of the documentation: counted, and compared
/// by a hash over all of them.
#[cfg(feature = "actions")]
#[test]
fn actions_are_what_is_documented() {
    let mut products = 0;
    let mut all_pairs = 0;
    for row in include_str!("fixtures/documented-actions.tsv")
        .lines()
        .skip(1)
    {
        let row: Vec<_> = row.split('\t').collect();
        let Some(product) = Product::lookup(row[0]) else {
            continue;
        };
        products += 1;
        let mut text = String::new();
        let mut pairs = 0;
        for action in product.actions() {
            text += action.name();
            text += if action.takes_client_token() {
                "+token"
            } else {
                ""
            };
            text += if action.takes_dry_run() { "+dry" } else { "" };
            for code in action.error_codes() {
                pairs += 1;
                text += "\t";
                text += code.as_str();
            }
            text += "\n";
            assert_eq!(product.action(action.name()), Some(action));
        }
        all_pairs += pairs;
        let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        let found = [
            product.actions().len().to_string(),
            pairs.to_string(),
            format!("{hash:016x}"),
        ];
        assert_eq!(found[..], row[1..], "{product}");
    }
    let with_actions = Product::all()
        .filter(|product| product.actions().len() > 0)
        .count();
    assert_eq!(products, with_actions);
    let reversed: usize = ErrorCode::iter().map(|code| code.actions().count()).sum();
    assert_eq!(all_pairs, reversed);
}

#[cfg(feature = "lighthouse")]
#[test]
fn lighthouse_is_on_by_default() {
    let lighthouse = Product::lookup("lighthouse").unwrap();
    assert_eq!(lighthouse.codes().len(), 298);
    assert_eq!(lighthouse.title(), "Tencent Cloud Lighthouse");
    assert_eq!(lighthouse.versions(), ["2020-03-24"]);
    assert_eq!(lighthouse.to_string(), "lighthouse");
}

#[test]
fn classes_follow_the_meaning() {
    for (text, category, retry) in [
        (
            "AuthFailure.SignatureExpire",
            Category::Authentication,
            Retry::Refresh,
        ),
        (
            "AuthFailure.UnauthorizedOperation",
            Category::Authorization,
            Retry::Never,
        ),
        ("DryRunOperation", Category::DryRun, Retry::Never),
        ("InternalError", Category::Internal, Retry::IfIdempotent),
        ("LimitExceeded", Category::Quota, Retry::Never),
        ("RequestLimitExceeded", Category::Throttling, Retry::Backoff),
        ("ResourceInsufficient", Category::Capacity, Retry::WhenReady),
    ] {
        let code = ErrorCode::lookup(text).unwrap();
        assert_eq!((code.category(), code.retry()), (category, retry), "{text}");
    }
}

#[test]
fn retry_depends_on_idempotency_only_where_the_outcome_is_unknown() {
    use Idempotency::{Idempotent, NotIdempotent};
    for retry in Retry::iter() {
        let allowed = (retry.allows(Idempotent), retry.allows(NotIdempotent));
        let expected = match retry {
            Retry::Never => (false, false),
            Retry::IfIdempotent => (true, false),
            _ => (true, true),
        };
        assert_eq!(allowed, expected, "{retry}");
        assert!(!retry.advice().is_empty());
    }
}

#[test]
fn classes_have_one_spelling() {
    for &category in <Category as VariantArray>::VARIANTS {
        assert_eq!(category.as_str().parse(), Ok(category));
        assert_eq!(category.to_string(), category.as_str());
        assert_eq!(serde_json::to_value(category).unwrap(), category.as_str());
    }
    for &retry in <Retry as VariantArray>::VARIANTS {
        assert_eq!(retry.as_str().parse(), Ok(retry));
        assert_eq!(retry.to_string(), retry.as_str());
        assert_eq!(serde_json::to_value(retry).unwrap(), retry.as_str());
    }
    let error = serde_json::from_str::<Retry>(r#""sometimes""#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "invalid value: string \"sometimes\", expected a retry class at line 1 column 11"
    );
}

#[test]
fn codes_are_small_and_ordered_by_text() {
    assert_eq!(size_of::<ErrorCode>(), 2);
    assert_eq!(size_of::<Option<ErrorCode>>(), 2);
    assert!(ErrorCode::ALL.is_sorted());
    assert!(ErrorCode::ALL.is_sorted_by_key(Code::as_str));
}

#[test]
fn types_are_send_and_sync() {
    fn check<T: Send + Sync + Unpin + std::panic::UnwindSafe + 'static>() {}
    check::<ErrorCode>();
    check::<WireCode<'static>>();
    check::<Product>();
    check::<UnknownErrorCode>();
    check::<tencentcloud_error_codes::ApiError>();
}

#[test]
fn metadata_is_constant() {
    const CATEGORY: Category = ErrorCode::InternalError.category();
    const RETRYABLE: bool = ErrorCode::InternalError.is_retryable();
    const STATUS: u16 = ErrorCode::InternalError.http_status();
    assert_eq!(CATEGORY, Category::Internal);
    const { assert!(RETRYABLE) };
    assert_eq!(STATUS, 500);
}

#[test]
fn the_trait_says_what_the_methods_say() {
    fn told(code: &dyn Code) -> (&str, &str, Option<&str>, Category, Retry) {
        (
            code.as_str(),
            code.description(),
            code.hint(),
            code.category(),
            code.retry(),
        )
    }
    for code in ErrorCode::iter() {
        assert_eq!(
            told(&code),
            (
                code.as_str(),
                code.description(),
                code.hint(),
                code.category(),
                code.retry()
            )
        );
    }
    assert_eq!(<ErrorCode as Code>::lookup("Gibberish"), None);
}

#[test]
fn an_unknown_code_has_the_class_of_its_family() {
    for (text, basis, class) in [
        (
            "RequestLimitExceeded.SomethingNew",
            Basis::Family("RequestLimitExceeded"),
            Some((Category::Throttling, Retry::Backoff)),
        ),
        (
            "RequestLimitExceeded.UinLimitExceeded.Newer",
            Basis::Family("RequestLimitExceeded.UinLimitExceeded"),
            Some((Category::Throttling, Retry::Backoff)),
        ),
        // A family that is no code itself.
        (
            "HttpInvoker.SomethingNew",
            Basis::Family("HttpInvoker"),
            Some((Category::Internal, Retry::IfIdempotent)),
        ),
        (
            "HttpInvoker",
            Basis::Family("HttpInvoker"),
            Some((Category::Internal, Retry::IfIdempotent)),
        ),
        (
            "InternalError.A.B.C.D",
            Basis::Family("InternalError"),
            Some((Category::Internal, Retry::IfIdempotent)),
        ),
        ("Gibberish", Basis::None, None),
        ("Gibberish.InternalError", Basis::None, None),
        ("internalerror.x", Basis::None, None),
        ("InternalErrors", Basis::None, None),
        (".InternalError", Basis::None, None),
        ("", Basis::None, None),
        (".", Basis::None, None),
        ("...", Basis::None, None),
    ] {
        let code = WireCode::new(text);
        assert_eq!(code.as_str(), text);
        assert_eq!(code.known(), None, "{text}");
        assert_eq!(code.basis(), basis, "{text}");
        assert_eq!(code.category().zip(code.retry()), class, "{text}");
    }
}

#[test]
fn a_wire_code_compares_by_its_text() {
    let known = WireCode::from(ErrorCode::InternalError);
    assert_eq!(known, WireCode::new("InternalError"));
    assert_eq!(known, WireCode::from("InternalError".to_owned()));
    assert_eq!(known, "InternalError");
    assert_eq!(known, ErrorCode::InternalError);
    assert!(WireCode::new("A") < WireCode::new("B"));
    let mut set = std::collections::HashSet::new();
    assert!(set.insert(WireCode::new("New.Code")));
    assert!(!set.insert(WireCode::new("New.Code").into_owned()));
    let read: WireCode = serde_json::from_str(r#""New.Code""#).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), r#""New.Code""#);
}

#[test]
fn control_characters_never_reach_the_terminal() {
    let code = WireCode::new("\u{1b}[31mInternalError\r\n\u{202e}x");
    assert_eq!(code.to_string(), r"\u{1b}[31mInternalError\r\n\u{202e}x");
    assert_eq!(code.as_str(), "\u{1b}[31mInternalError\r\n\u{202e}x");
}

#[test]
fn many_dots_are_no_hard_work() {
    let text = ".".repeat(1_000_000);
    assert_eq!(WireCode::new(&*text).basis(), Basis::None);
    let text = format!("LimitExceeded{text}");
    assert_eq!(
        WireCode::new(&*text).basis(),
        Basis::Family("LimitExceeded")
    );
}

proptest! {
    #[test]
    fn any_text_is_kept_to_the_letter(text in ".*") {
        let code = WireCode::new(&*text);
        prop_assert_eq!(code.as_str(), &*text);
        prop_assert_eq!(code.known(), ErrorCode::lookup(&text));
        prop_assert_eq!(code.clone().into_owned(), &*text);
        prop_assert_eq!(code.category().is_some(), code.retry().is_some());
        prop_assert!(!code.to_string().chars().any(char::is_control));
        let _ = (code.basis(), code.family(), format!("{code:?}"));
    }

    #[test]
    fn a_member_of_a_family_is_never_unknown(
        index in 0..ErrorCode::COUNT,
        rest in "[A-Za-z0-9_.]{1,40}",
    ) {
        let family = ErrorCode::ALL[index].family();
        let text = format!("{family}.{rest}");
        let code = WireCode::new(&*text);
        prop_assert!(code.category().is_some());
        prop_assert!(code.known().is_some() || matches!(code.basis(), Basis::Family(_)));
    }

    #[test]
    fn one_changed_letter_is_another_code(index in 0..ErrorCode::COUNT, at in 0..200usize) {
        let code = ErrorCode::ALL[index];
        let mut text = code.as_str().as_bytes().to_vec();
        let at = at % text.len();
        text[at] ^= 0x20;
        let text = String::from_utf8(text).unwrap();
        prop_assert_ne!(ErrorCode::lookup(&text), Some(code));
    }
}
