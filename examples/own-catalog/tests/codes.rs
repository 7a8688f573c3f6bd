//! What a user of the generated enum relies on, and what is said of broken tables.

use own_catalog::{DeskCode, is_worth_waiting};
use tencentcloud_error_codes::codegen::Builder;
use tencentcloud_error_codes::{Category, ErrorCode, Retry, WireCode};

#[test]
fn the_enum_has_the_methods_of_error_code() {
    let code: DeskCode = "Ticket.Locked".parse().unwrap();
    assert_eq!(code, DeskCode::TicketLocked);
    assert_eq!(code.as_str(), "Ticket.Locked");
    assert_eq!(code.family(), "Ticket");
    assert_eq!(code.category(), Category::Conflict);
    assert_eq!(code.retry(), Retry::WhenReady);
    assert_eq!(DeskCode::TicketLost.category(), Category::NotFound);
    assert_eq!(DeskCode::ALL.len(), 4);
    assert_eq!(size_of::<Option<DeskCode>>(), size_of::<DeskCode>());
    assert!(
        DeskCode::DeskClosed
            .hint()
            .unwrap()
            .contains("DescribeDesk")
    );
    assert!("Ticket".parse::<DeskCode>().is_err());
}

#[test]
fn middleware_is_written_once() {
    assert!(is_worth_waiting(DeskCode::TicketLocked));
    assert!(is_worth_waiting(ErrorCode::RequestLimitExceeded));
    assert!(!is_worth_waiting(DeskCode::TicketLost));
    // A code off the wire, in the catalog of the desk: a new one has the class of its family.
    let new = WireCode::<DeskCode>::of("Ticket.BrandNew");
    assert_eq!(new.category(), Some(Category::NotFound));
    assert_eq!(
        WireCode::<DeskCode>::of("Ticket.Lost"),
        DeskCode::TicketLost
    );
    assert!(!is_worth_waiting(&new));
}

#[test]
fn mistakes_are_reported_with_their_places() {
    for (table, expected) in [
        (
            "category",
            "tests/broken/category.toml:3:12: found the category `vaildation`, expected one of \
             authentication, authorization, validation, not_found, conflict, quota, throttling, \
             capacity, billing, unsupported, unavailable, internal, failed, dry_run; did you mean \
             `validation`?",
        ),
        (
            "duplicate",
            "tests/broken/duplicate.toml:8:1: found `Lost` a second time, expected it once (first in \
             tests/broken/duplicate.toml:7)",
        ),
        (
            "field",
            "tests/broken/field.toml:7:10: found the field `desciption`, expected one of \
             actor, category, description, hint, http_status, observed, remedy, retired, retry, \
             sdks, unread, variant, window; did you mean `description`?",
        ),
        (
            "syntax",
            "tests/broken/syntax.toml:7:24: found an unclosed `\"`, expected `\"` to close it",
        ),
    ] {
        let path = format!("tests/broken/{table}.toml");
        let problems = Builder::new().strict().table(path).generate().unwrap_err();
        let mut lines: Vec<_> = expected.lines().collect();
        lines.sort_unstable();
        let found = problems.to_string();
        let mut found: Vec<_> = found.lines().collect();
        found.sort_unstable();
        assert_eq!(found, lines, "{table}");
    }
}

/// The trait has methods of the same names: generated code must not depend on who is in scope, and a
/// call on a reference is not ambiguous.
#[allow(unused_imports, dead_code)]
mod beside_everything {
    use tencentcloud_error_codes::*;

    include!(concat!(env!("OUT_DIR"), "/desk_code.rs"));

    #[test]
    fn it_compiles_and_says_the_same() {
        assert_eq!(DeskCode::TicketLost.to_string(), "Ticket.Lost");
        assert_eq!(DeskCode::TicketLost, "Ticket.Lost");
        let (code, class) = (&DeskCode::TicketLost, DeskCode::TicketLost.class());
        assert_eq!((code.class(), code.category()), (class, class.category));
        let (code, class) = (&ErrorCode::InternalError, ErrorCode::InternalError.class());
        assert_eq!((code.class(), code.retry()), (class, class.retry));
        assert_eq!(code.as_str().len(), 13);
    }
}
