//! Catalogs whose codes are texts of any kind, compiled: the enums are those that `tests/codegen` has
//! generated.

use tencentcloud_error_codes::{Basis, Category, Retry, WireCode};

/// A module for each catalog, each with nothing else in it, so that what is generated stands on its own.
macro_rules! catalogs {
    ($($name:ident)+) => { $(
        mod $name {
            #![allow(dead_code, reason = "nobody uses all of it")]
            include!(concat!("fixtures/own/", stringify!($name), ".rs.txt"));
        }

        #[test]
        fn $name() {
            assert!($name::Code::ALL.len() > 2);
            assert!($name::Code::ALL.is_sorted_by_key(|code| code.as_str()));
            for code in $name::Code::ALL.iter().copied() {
                assert_eq!($name::Code::lookup(code.as_str()), Some(code));
                assert_eq!(code.as_str().parse(), Ok(code));
                assert_eq!(WireCode::<$name::Code>::of(code.as_str()), code);
                let longer = format!("{}x", code.as_str());
                assert_ne!($name::Code::lookup(&longer), Some(code));
            }
        }
    )+ };
}
catalogs!(any_text nasty slash state);

#[test]
fn variants_are_named_by_the_text() {
    for (text, variant) in [
        ("40001", any_text::Code::E40001),
        ("User-Rate", any_text::Code::UserRate),
        ("a/b c", any_text::Code::ABC),
        ("x:y-z", any_text::Code::XYZ),
        ("余额不足", any_text::Code::余额不足),
    ] {
        assert_eq!(any_text::Code::lookup(text), Some(variant));
    }
    for (text, variant) in [
        ("Err", nasty::Code::Err),
        ("Error", nasty::Code::Error),
        ("Iterator", nasty::Code::Iterator),
        ("ALL", nasty::Code::ALLCode),
        ("Self", nasty::Code::SelfCode),
        ("<b>`x", nasty::Code::BX),
    ] {
        assert_eq!(nasty::Code::lookup(text), Some(variant));
    }
}

#[test]
fn a_code_takes_its_class_from_the_longest_family_in_its_text() {
    use any_text::Code;

    assert_eq!(Code::SDKServerUnreachable.category(), Category::Unavailable);
    assert_eq!(Code::SDKNoRegion.category(), Category::Validation);
    assert_eq!(Code::SDKNoRegion.family(), "SDK");
    let new = WireCode::<Code>::of("SDK.New");
    assert_eq!(
        (new.category(), new.family()),
        (Some(Category::Validation), "SDK")
    );
}

#[test]
fn families_are_parted_by_the_separator_of_the_catalog() {
    use slash::Code;

    let code = Code::AuthTokenExpired;
    assert_eq!(
        (code.as_str(), code.family()),
        ("auth/token.expired", "auth")
    );
    assert_eq!(Code::AuthOauth2.family(), "auth");
    assert_eq!(Code::Code404.retry(), Retry::Never);
    for (text, family, category) in [
        ("auth/new", "auth", Some(Category::Authentication)),
        ("auth/oauth/9/x", "auth", Some(Category::Authorization)),
        ("auth.new", "auth.new", None),
        ("404/x", "404", Some(Category::NotFound)),
        ("other/x", "other", None),
    ] {
        let code = WireCode::<Code>::of(text);
        assert_eq!(
            (code.family(), code.category()),
            (family, category),
            "{text}"
        );
        let basis = code.class().map(|class| class.basis);
        assert_eq!(basis, category.map(|_| Basis::Family));
    }
}

#[test]
fn without_a_separator_a_family_is_what_a_code_begins_with() {
    use state::Code;

    assert_eq!(
        (Code::E08001.family(), Code::E08001.category()),
        ("08", Category::Unavailable)
    );
    assert_eq!(Code::E40001x.family(), "40");
    for (text, family, category) in [
        ("08", "08", Some(Category::Unavailable)),
        ("08999", "08", Some(Category::Unavailable)),
        ("40001y", "40", Some(Category::Conflict)),
        // A code that is no family says nothing of what begins like it.
        ("99", "99", None),
        ("", "", None),
    ] {
        let code = WireCode::<Code>::of(text);
        assert_eq!(
            (code.family(), code.category()),
            (family, category),
            "{text}"
        );
    }
    let long = "08".repeat(1000);
    assert_eq!(WireCode::<Code>::of(&*long).known_prefix(), Some("08"));
}
