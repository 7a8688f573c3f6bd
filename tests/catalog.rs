//! The catalog: every code resolves, round-trips and has its metadata.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use tencentcloud_error_codes::{
    Basis, Category, Class, Code, DATA_MONTH, ErrorCode, Idempotency, Product, Retry,
    UnknownErrorCode, WireCode,
};

/// The table of the common error codes in the documentation of API 3.0.
const COMMON: &str = include_str!("fixtures/common-error-codes.txt");
/// Which product is documented to answer with which code.
const DOCUMENTED: &str = include_str!("fixtures/documented-codes.tsv");
/// Which product was documented to answer with which code, and the month in which that ended.
const DROPPED: &str = include_str!("fixtures/dropped-codes.tsv");

/// What object storage is documented to answer with, and the HTTP status.
const COS: &str = include_str!("fixtures/documented-cos.tsv");

/// The codes of each product, whether they are still documented or not.
fn recorded() -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let mut products: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for line in DOCUMENTED.lines().skip(1).chain(DROPPED.lines().skip(1)) {
        let mut row = line.split('\t');
        let (product, code) = (row.next().unwrap(), row.next().unwrap());
        let is_new = products.entry(product).or_default().insert(code);
        assert!(is_new, "{line} a second time");
    }
    let cos = COS.lines().skip(1);
    let cos = cos.map(|line| line.split('\t').next().unwrap());
    products.insert("cos", cos.collect());
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
    const { assert!(ErrorCode::ALL.len() >= 38) };
    for &code in ErrorCode::ALL {
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
        let mut class = Class::new(code.category(), code.retry());
        class.window = code.class().window;
        assert_eq!(code.class(), class);
    }
}

/// Object storage is in none of the SDKs: its codes are those of a table of its documentation, with
/// their HTTP status. A code that the API has, too, has the status of its category.
#[cfg(feature = "cos")]
#[test]
fn object_storage_lists_what_is_documented() {
    let mut listed = Product::COS.codes().iter().copied();
    for line in COS.lines().skip(1) {
        let (text, status) = line.split_once('\t').unwrap();
        let code = listed.next().unwrap();
        assert_eq!(code, text);
        if !ErrorCode::COMMON.contains(&code) {
            assert_eq!(code.http_status().to_string(), status, "{text}");
            let wire = WireCode::new(text).http_status();
            assert_eq!(wire, Some(code.http_status()));
        }
    }
    assert_eq!(listed.next(), None);
    assert_eq!(ErrorCode::NoSuchKey.http_status(), 404);
    assert_eq!(ErrorCode::NoSuchKey.products(), [Product::COS]);
}

#[test]
fn codes_that_sdks_make_up_are_always_there() {
    for (text, category, retry) in [
        ("ClientError", Category::Validation, Retry::Never),
        (
            "ClientError.NetworkError",
            Category::Unavailable,
            Retry::IfIdempotent,
        ),
        (
            "ClientError.ParseJsonError",
            Category::Internal,
            Retry::Never,
        ),
        (
            "ClientError.CredentialError",
            Category::Authentication,
            Retry::Never,
        ),
        (
            "ClientNetworkError",
            Category::Unavailable,
            Retry::IfIdempotent,
        ),
        (
            "ServerNetworkError",
            Category::Unavailable,
            Retry::IfIdempotent,
        ),
    ] {
        let code = ErrorCode::lookup(text).unwrap_or_else(|| panic!("{text} is missing"));
        assert!(ErrorCode::CLIENT.contains(&code), "{text}");
        assert_eq!(code.class(), Class::new(category, retry), "{text}");
    }
    for code in ErrorCode::CLIENT {
        assert!(code.products().is_empty(), "{code}");
        assert!(!ErrorCode::COMMON.contains(code), "{code}");
        // What may have been carried out is never a reason to repeat a write.
        assert!(!code.class().allows(Idempotency::NotIdempotent), "{code}");
    }
    // The numbers of API 2.0, and what was met in programs.
    for text in ["4000", "4400", "InvalidKeyPair.NotSupported"] {
        let code = ErrorCode::lookup(text).unwrap_or_else(|| panic!("{text} is missing"));
        assert!(code.products().is_empty(), "{code}");
    }
}

#[test]
fn products_list_what_is_documented() {
    let recorded = recorded();
    let none = BTreeSet::new();
    for product in Product::ALL {
        let codes: BTreeSet<_> = product.codes().iter().map(|code| code.as_str()).collect();
        let differ: Vec<_> = codes
            .symmetric_difference(recorded.get(product.name()).unwrap_or(&none))
            .collect();
        assert!(differ.is_empty(), "{product}: {differ:?}");
        assert_eq!(codes.len(), product.codes().len());
        assert_eq!(Product::lookup(product.name()), Some(*product));
        assert_eq!(product.name().parse(), Ok(*product));
    }
    let pairs: usize = Product::ALL
        .iter()
        .map(|product| product.codes().len())
        .sum();
    let reversed: usize = ErrorCode::ALL
        .iter()
        .map(|code| code.products().len())
        .sum();
    assert_eq!(pairs, reversed);
}

#[cfg(feature = "all-products")]
#[test]
fn every_product_is_there() {
    let tables = std::fs::read_dir("data/products").unwrap().count();
    assert_eq!(Product::ALL.len(), tables);
    let recorded = recorded();
    let missing = recorded
        .keys()
        .filter(|name| Product::lookup(name).is_none());
    assert_eq!(missing.count(), 0);
}

#[cfg(feature = "actions")]
#[test]
fn the_record_of_actions_is_whole() {
    let actions: usize = documented_actions()
        .map(|row| row[1].parse::<usize>().unwrap())
        .sum();
    assert!(actions >= 15_682, "{actions}");
}

/// For each product the number of its actions, of their codes, and a hash over all of them.
#[cfg(feature = "actions")]
fn documented_actions() -> impl Iterator<Item = Vec<&'static str>> {
    let rows = include_str!("fixtures/documented-actions.tsv").lines();
    rows.skip(1).map(|row| row.split('\t').collect())
}

/// The actions, their fields and their codes are those of the documentation: counted, and compared
/// by a hash over all of them.
#[cfg(feature = "actions")]
#[test]
fn actions_are_what_is_documented() {
    let mut products = 0;
    let mut all_pairs = 0;
    for row in documented_actions() {
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
    let with_actions = Product::ALL
        .iter()
        .filter(|product| product.actions().len() > 0)
        .count();
    assert_eq!(products, with_actions);
    let reversed: usize = ErrorCode::ALL
        .iter()
        .map(|code| code.actions().count())
        .sum();
    assert_eq!(all_pairs, reversed);
}

#[cfg(feature = "lighthouse")]
#[test]
fn lighthouse_is_on_by_default() {
    let lighthouse = Product::LIGHTHOUSE;
    assert_eq!(Product::lookup("lighthouse"), Some(lighthouse));
    assert!(lighthouse.codes().len() >= 298);
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
fn codes_are_small_and_ordered_by_text() {
    assert!(size_of::<ErrorCode>() <= 2);
    assert_eq!(size_of::<Option<ErrorCode>>(), size_of::<ErrorCode>());
    assert!(ErrorCode::ALL.is_sorted());
    assert!(ErrorCode::ALL.is_sorted_by_key(|code| code.as_str()));
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
    const CLASS: Class = ErrorCode::InternalError.class();
    const CATEGORY: Category = ErrorCode::InternalError.category();
    const RETRY: Retry = ErrorCode::InternalError.retry();
    const STATUS: u16 = ErrorCode::InternalError.http_status();
    const { assert!(CLASS.is_retryable() && CLASS.is_server_error()) };
    assert_eq!(
        (CATEGORY, RETRY, STATUS),
        (Category::Internal, Retry::IfIdempotent, 500)
    );
}

#[test]
fn the_month_of_the_data_is_a_month() {
    let (year, month) = DATA_MONTH.split_once('-').unwrap();
    assert!((2026..2100).contains(&year.parse().unwrap()));
    assert!((1..=12).contains(&month.parse().unwrap()));
    assert_eq!(DATA_MONTH.len(), 7);
}

/// Middleware for any catalog, with only the trait.
fn told<C: Code>(
    code: C,
) -> (
    &'static str,
    &'static str,
    Option<&'static str>,
    Class,
    &'static str,
) {
    (
        code.as_str(),
        code.description(),
        code.hint(),
        code.class(),
        code.family(),
    )
}

#[test]
fn the_trait_says_what_the_methods_say() {
    for &code in ErrorCode::ALL {
        let expected = (
            code.as_str(),
            code.description(),
            code.hint(),
            code.class(),
            code.family(),
        );
        assert_eq!(told(code), expected);
        assert_eq!(Code::category(code), code.category());
        assert_eq!(Code::retry(code), code.retry());
        assert_eq!(Code::http_status(code), code.http_status());
    }
    assert!(<ErrorCode as Code>::all().eq(ErrorCode::ALL.iter().copied()));
    assert_eq!(<ErrorCode as Code>::lookup("Gibberish"), None);
}

#[test]
fn what_was_meant_is_suggested() {
    for (text, expected) in [
        ("InternalErorr", Some("InternalError")),
        ("internalerror", Some("InternalError")),
        (
            "AuthFailure.SignatureExpired",
            Some("AuthFailure.SignatureExpire"),
        ),
        ("Gibberish", None),
        ("", None),
    ] {
        let nearest = ErrorCode::nearest(text).map(ErrorCode::as_str);
        assert_eq!(nearest, expected, "{text}");
    }
}

proptest! {
    #[test]
    fn a_member_of_a_family_is_never_unknown(
        index in 0..ErrorCode::ALL.len(),
        rest in "[A-Za-z0-9_.]{1,40}",
        ending in proptest::sample::select(vec!["", "NotExist", "FileNotExist", "AlreadyExists", "Balance"]),
    ) {
        let family = ErrorCode::ALL[index].family();
        let text = format!("{family}.{rest}{ending}");
        let code = WireCode::new(&*text);
        let class = code.class().unwrap();
        prop_assert_eq!(class.basis == Basis::Exact, code.known().is_some());
        prop_assert_eq!(class.basis == Basis::Ending, code.known_ending().is_some());
        prop_assert!(class.basis != Basis::Ending || class.retry == Retry::Never);
        prop_assert!(text.starts_with(code.known_prefix().unwrap()));
    }

    #[test]
    fn one_changed_letter_is_another_code(index in 0..ErrorCode::ALL.len(), at in 0..200usize) {
        let code = ErrorCode::ALL[index];
        let mut text = code.as_str().as_bytes().to_vec();
        let at = at % text.len();
        text[at] ^= 0x20;
        let text = String::from_utf8(text).unwrap();
        prop_assert_ne!(ErrorCode::lookup(&text), Some(code));
    }
}

/// An old version of a product has actions that its newest one has no more.
#[cfg(all(feature = "all-products", feature = "actions"))]
#[test]
fn actions_have_the_newest_version_that_has_them() {
    use tencentcloud_error_codes::{Action, Product};

    let version = |product, name| Action::lookup(product, name).unwrap().version();
    assert_eq!(version("es", "CheckMigrateIndexMetaData"), "2018-04-16");
    assert_eq!(version("tke", "CreateCluster"), "2018-05-25");
    assert_eq!(version("cvm", "RunInstances"), "2017-03-12");
    let mut older = 0;
    for product in Product::ALL {
        for action in product.actions() {
            let versions = product.versions();
            assert!(versions.contains(&action.version()), "{product}:{action:?}");
            older += usize::from(versions.last() != Some(&action.version()));
            let start = "https://console.";
            assert!(
                action.explorer().starts_with(start),
                "{}",
                action.explorer()
            );
        }
    }
    assert_eq!(older, 1631);
}
