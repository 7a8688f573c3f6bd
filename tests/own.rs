//! A catalog of one's own, as it is used: the enum is the one that `tests/codegen.rs` has generated.

use std::collections::{BTreeSet, HashSet};

use serde::de::Visitor;
use serde::{Deserialize, Deserializer};

use tencentcloud_error_codes::{
    ApiError, Basis, Category, Classifier, Code, Decision, Either, ErrorCode, Idempotency,
    Language, Response, Retry, WireCode,
};

include!("fixtures/golden/shop_code.rs.txt");

type AnyCode = Either<ShopCode, ErrorCode>;
type Twice = Either<ErrorCode, Either<ShopCode, ErrorCode>>;

#[test]
fn columns_have_accessors() {
    assert_eq!(ShopCode::Card.severity(), ShopCodeSeverity::Low);
    assert_eq!(ShopCode::CardStolen.severity(), ShopCodeSeverity::High);
    assert_eq!(ShopCode::E40001.severity(), ShopCodeSeverity::PageAtNight);
    // From the family.
    assert_eq!(ShopCode::CardDeclined.owner(), Some("payments"));
    assert_eq!(ShopCode::CardStolenAbroad.owner(), Some("risk"));
    assert_eq!(ShopCode::E503.owner(), None);
    assert_eq!(ShopCode::E503.grpc_status(), Some(-1));
    assert_eq!(ShopCode::CardStolen.grpc_status(), Some(7));
    assert_eq!(ShopCode::E40001.grpc_status(), None);
    const { assert!(matches!(ShopCode::Card.severity(), ShopCodeSeverity::Low)) };

    let words: Vec<_> = ShopCodeSeverity::ALL
        .iter()
        .map(|word| word.as_str())
        .collect();
    assert_eq!(words, ["low", "high", "page at night"]);
    assert!(ShopCodeSeverity::Low < ShopCodeSeverity::PageAtNight);
    assert_eq!(format!("{:>5}", ShopCodeSeverity::Low), "  low");
    assert_eq!(
        serde_json::to_value(ShopCodeSeverity::PageAtNight).unwrap(),
        "page at night"
    );

    // What came off the wire has them if it is known.
    let owner = |text: &'static str| {
        WireCode::<ShopCode>::of(text)
            .known()
            .and_then(ShopCode::owner)
    };
    assert_eq!(owner("Card-Stolen"), Some("payments"));
    assert_eq!(owner("Card-New"), None);
}

#[test]
fn categories_of_its_own_are_kinds_of_ours() {
    let code = ShopCode::CardStolen;
    assert_eq!(code.own_category(), Some(ShopCodeOwnCategory::Fraud));
    assert_eq!(code.category(), Category::Authorization);
    assert_eq!(code.http_status(), 403);
    // The same category of ours, and none of its own.
    assert_eq!(
        ShopCode::CardStolenAbroad.category(),
        Category::Authorization
    );
    assert_eq!(ShopCode::CardStolenAbroad.own_category(), None);
    assert_eq!(
        ShopCode::E40001.own_category(),
        Some(ShopCodeOwnCategory::Stock)
    );
    assert_eq!(ShopCodeOwnCategory::Stock.as_str(), "stock");
    // An unknown code has the class of its family, in which there are only categories of ours.
    let class = WireCode::<ShopCode>::of("Card-New").class().unwrap();
    assert_eq!(
        (class.category, class.basis),
        (Category::Billing, Basis::Family)
    );
}

#[test]
fn texts_are_there_in_every_language() {
    let code = ShopCode::CardDeclined;
    assert_eq!(code.description_in(Language::Zh), "银行拒绝了这笔付款。");
    assert_eq!(code.hint_in(Language::Zh), Some("请换一张卡。"));
    assert_eq!(code.description_in(Language::En), code.description());
    assert_eq!(ShopCode::CardStolen.hint_in(Language::Zh), None);
    let wire = WireCode::<ShopCode>::of("503");
    assert_eq!(wire.description_in(Language::Zh), Some("店铺已打烊。"));
    assert_eq!(
        WireCode::<AnyCode>::of("503").description_in(Language::Zh),
        Some("店铺已打烊。")
    );
    let unknown = WireCode::<ShopCode>::of("504");
    assert_eq!(
        (
            unknown.description_in(Language::Zh),
            unknown.hint_in(Language::Zh)
        ),
        (None, None)
    );
}

#[test]
fn one_answer_may_carry_a_code_of_either_catalog() {
    let body = |code: &str| {
        format!(
            r#"{{"Response": {{"Error": {{"Code": "{code}", "Message": ""}}, "RequestId": "1"}}}}"#
        )
    };
    let error = |code: &str| {
        let response: Response<(), AnyCode> = serde_json::from_str(&body(code)).unwrap();
        response.into_result().unwrap_err()
    };
    let decide = |code: &str| Decision::new(&error(code), Idempotency::NotIdempotent).as_str();

    let ours = error("Card-Stolen");
    assert!(matches!(
        ours.code().known(),
        Some(Either::First(ShopCode::CardStolen))
    ));
    assert_eq!(*ours.code(), ShopCode::CardStolen);
    assert_eq!(
        ours.code().description(),
        Some("The card is reported as stolen.")
    );
    assert_eq!(decide("40001"), "poll");

    let theirs = error("RequestLimitExceeded");
    let known = theirs.code().known();
    assert!(matches!(
        known,
        Some(Either::Second(ErrorCode::RequestLimitExceeded))
    ));
    assert_eq!(*theirs.code(), ErrorCode::RequestLimitExceeded);
    assert_ne!(*theirs.code(), ShopCode::Card);
    assert_eq!(decide("RequestLimitExceeded"), "backoff");

    // Each family is parted from its members as its catalog does it.
    for (text, prefix, family, category) in [
        ("Card-New", Some("Card"), "Card", Some(Category::Billing)),
        (
            "Card-Stolen-New",
            Some("Card-Stolen"),
            "Card",
            Some(Category::Authorization),
        ),
        (
            "InternalError.New-1",
            Some("InternalError"),
            "InternalError",
            Some(Category::Internal),
        ),
        ("Gibberish", None, "Gibberish", None),
    ] {
        let code = WireCode::<AnyCode>::of(text);
        assert_eq!(code.known(), None);
        assert_eq!(code.as_str(), text);
        assert_eq!(code.known_prefix(), prefix);
        assert_eq!(code.family(), family);
        assert_eq!(code.category(), category);
    }

    let classifier = Classifier::new()
        .with_code("Card-Stolen", Retry::Backoff)
        .with_code("InternalError", Retry::Never)
        .with_code("Typo", Retry::Never);
    let retry = |text: &'static str| {
        let class = classifier.class(WireCode::<AnyCode>::of(text));
        class.map(|class| class.retry)
    };
    assert_eq!(retry("Card-Stolen"), Some(Retry::Backoff));
    assert_eq!(retry("InternalError"), Some(Retry::Never));
    assert_eq!(retry("503"), Some(Retry::Backoff));
    assert_eq!(classifier.unmatched::<AnyCode>(), ["Typo"]);

    let error = ApiError::<AnyCode>::of(Either::First(ShopCode::E503), "closed", None);
    assert_eq!(error.to_string(), "503: closed");
    assert_eq!(serde_json::to_value(&error).unwrap()["Code"], "503");
}

#[test]
fn two_catalogs_are_one_in_every_respect() {
    let all: Vec<AnyCode> = AnyCode::all().collect();
    assert_eq!(all.len(), ShopCode::ALL.len() + ErrorCode::ALL.len());
    assert!(all.is_sorted());
    assert!(all.is_sorted_by_key(|code| code.as_str()));
    let hashed: HashSet<_> = all.iter().copied().collect();
    let sorted: BTreeSet<_> = all.iter().copied().collect();
    assert_eq!((hashed.len(), sorted.len()), (all.len(), all.len()));
    for code in all {
        assert_eq!(AnyCode::lookup(code.as_str()), Some(code));
        assert_eq!(code.to_string(), code.as_str());
        assert_eq!(WireCode::from(code).known(), Some(code));
        let json = serde_json::to_value(code).unwrap();
        assert_eq!(json, code.as_str());
        assert_eq!(serde_json::from_value::<AnyCode>(json).unwrap(), code);
        let (class, status) = match code {
            Either::First(code) => (code.class(), code.http_status()),
            Either::Second(code) => (code.class(), code.http_status()),
        };
        assert_eq!((code.class(), code.http_status()), (class, status));
    }
    assert_eq!(
        AnyCode::nearest("Card-Stole").map(Code::as_str),
        Some("Card-Stolen")
    );
    assert_eq!(
        AnyCode::nearest("InternalErorr").map(Code::as_str),
        Some("InternalError")
    );

    // What both have is that of the first.
    assert_eq!(
        Twice::all().count(),
        ShopCode::ALL.len() + ErrorCode::ALL.len()
    );
    let code = Twice::lookup("InternalError").unwrap();
    assert!(matches!(code, Either::First(_)));
    assert_eq!(
        code,
        Either::Second(Either::Second(ErrorCode::InternalError))
    );
}

#[derive(Debug, Deserialize)]
struct Platform {
    #[serde(deserialize_with = "WireCode::deserialize_number_or_text")]
    errcode: WireCode<'static, ShopCode>,
}

#[test]
fn a_number_is_the_text_of_its_digits() {
    use serde_json::{Value, from_str, from_value};

    for number in ["40001", "-1", "0", "18446744073709551615"] {
        for json in [
            format!(r#"{{"errcode": {number}}}"#),
            format!(r#"{{"errcode": "{number}"}}"#),
        ] {
            assert_eq!(from_str::<Platform>(&json).unwrap().errcode, number);
            let value: Value = from_str(&json).unwrap();
            assert_eq!(from_value::<Platform>(value).unwrap().errcode, number);
        }
    }
    let body = r#"{"Response": {"Error": {"Code": 40001, "Message": ""}, "RequestId": "1"}}"#;
    let response: Response<(), ShopCode> = from_str(body).unwrap();
    assert_eq!(
        *response.into_result().unwrap_err().code(),
        ShopCode::E40001
    );
    for (json, found) in [
        ("40001.5", "floating point `40001.5`"),
        ("true", "boolean `true`"),
        ("{}", "map"),
        ("[]", "sequence"),
    ] {
        let error = from_str::<Platform>(&format!(r#"{{"errcode": {json}}}"#)).unwrap_err();
        let message = format!("invalid type: {found}, expected an error code");
        assert!(error.to_string().starts_with(&message), "{error}");
    }
    let error = from_str::<ShopCode>(r#""7""#).unwrap_err().to_string();
    let expected = "found the error code `7`, expected one of this catalog";
    assert!(error.starts_with(expected), "{error}");
}

/// A format such as XML, which knows texts only and takes any other question amiss.
struct OnlyTexts(&'static str);

impl<'de> Deserializer<'de> for OnlyTexts {
    type Error = serde::de::value::Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
        Err(serde::de::Error::custom(
            "asked for anything, not for a text",
        ))
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        visitor.visit_str(self.0)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

#[test]
fn a_code_is_asked_for_as_a_text() {
    assert_eq!(
        ShopCode::deserialize(OnlyTexts("40001")),
        Ok(ShopCode::E40001)
    );
    let code = WireCode::<ShopCode>::deserialize(OnlyTexts("08001")).unwrap();
    assert_eq!(code, "08001");
    let code = AnyCode::deserialize(OnlyTexts("40001")).unwrap();
    assert_eq!(code, Either::First(ShopCode::E40001));
}
