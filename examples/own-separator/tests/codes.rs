//! What a user of two catalogs relies on.

use own_separator::{AnyCode, DepotCode, after_handing_in};
use tencentcloud_error_codes::{
    ApiError, Basis, Category, Code, Either, ErrorCode, Language, Response, Retry, WireCode,
};

#[test]
fn variants_are_named_after_all_words() {
    let names: Vec<_> = DepotCode::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(
        names,
        [
            "depot/closed.holiday",
            "depot/closed.night",
            "depot/full",
            "parcel/label.missing",
            "parcel/label.unreadable",
            "parcel/lost"
        ]
    );
    assert_eq!(DepotCode::DepotClosedNight.family(), "depot");
    assert_eq!(
        DepotCode::ParcelLabelMissing.category(),
        Category::Validation
    );
}

#[test]
fn an_unknown_code_has_the_class_of_its_family() {
    let class = WireCode::<DepotCode>::of("depot/closed.strike")
        .class()
        .unwrap();
    assert_eq!(
        (class.category, class.retry, class.basis),
        (Category::Unavailable, Retry::WhenReady, Basis::Family)
    );
    // A dot parts nothing here.
    assert_eq!(WireCode::<DepotCode>::of("depot.closed").class(), None);
}

#[test]
fn an_answer_carries_a_code_of_either_catalog() {
    let error = |code: &str| {
        let body = format!(r#"{{"Response": {{"Error": {{"Code": "{code}", "Message": ""}}}}}}"#);
        let response: Response<(), AnyCode> = serde_json::from_str(&body).unwrap();
        response.into_result().unwrap_err()
    };
    for (code, decision) in [
        ("depot/full", "poll"),
        ("parcel/lost", "give_up"),
        ("RequestLimitExceeded", "backoff"),
        ("RequestLimitExceeded.New", "backoff"),
        // Only its family is known, so a write is not repeated.
        ("depot/closed.strike", "give_up"),
        ("InternalError", "give_up"),
        ("Gibberish", "give_up"),
    ] {
        assert_eq!(after_handing_in(&error(code)).as_str(), decision, "{code}");
    }
    let known = error("InternalError").code().known();
    assert!(matches!(
        known,
        Some(Either::Second(ErrorCode::InternalError))
    ));
    let error = ApiError::<AnyCode>::of(Either::First(DepotCode::DepotFull), "", None);
    assert_eq!(error.code(), &DepotCode::DepotFull);
    assert_eq!(
        AnyCode::all().count(),
        DepotCode::ALL.len() + ErrorCode::ALL.len()
    );
}

#[test]
fn texts_are_in_two_languages() {
    let language: Language = "zh_CN.UTF-8".parse().unwrap();
    let code = DepotCode::DepotClosedNight;
    assert_eq!(code.description_in(language), "网点夜间不营业。");
    assert_eq!(code.hint_in(language), Some("请在早上六点后重试。"));
    assert_eq!(
        code.description_in(Language::En),
        "The depot is closed at night."
    );
    // The catalog of the crate has Chinese with the feature `zh`, which is off here.
    let ours = ErrorCode::InternalError;
    assert_eq!(ours.description_in(language), ours.description());
}
