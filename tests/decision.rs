//! From a class and the idempotency of a request to what to do next.

use std::time::Duration;

use tencentcloud_error_codes::{
    ApiError, Basis, Category, Class, Classifier, Decision, Delays, ErrorCode, Idempotency, Retry,
    Window, WireCode,
};

const READ: Idempotency = Idempotency::Idempotent;
const WRITE: Idempotency = Idempotency::NotIdempotent;

/// The only code that is stricter than its family of throttling, so that it is never known by that alone.
const ALWAYS_COMPILED_IN: ErrorCode = ErrorCode::RequestLimitExceededBatchImportOverflow;

/// A class with this basis, as a caller gets it.
fn class(category: Category, retry: Retry, basis: Basis) -> Class {
    let mut class = Class::new(category, retry);
    class.basis = basis;
    class
}

/// The whole table: each retry class, exact or by family, throttling or not, for a read and a write.
#[test]
fn the_whole_table() {
    let name = |decision: Decision| match decision {
        Decision::Backoff {
            at_least: Some(at_least),
            ..
        } => format!("backoff {at_least:?}"),
        decision => decision.to_string(),
    };
    let throttling = Category::Throttling;
    for category in Category::ALL.iter().copied() {
        let backoff = if category == throttling {
            "backoff 1s"
        } else {
            "backoff"
        };
        let cautious = |decision: &'static str| {
            if category == throttling {
                decision
            } else {
                "give_up"
            }
        };
        for (retry, read, write, write_by_family) in [
            (Retry::Never, "give_up", "give_up", "give_up"),
            (Retry::Backoff, backoff, backoff, cautious(backoff)),
            (Retry::WhenReady, "poll", "poll", cautious("poll")),
            (Retry::IfIdempotent, backoff, "give_up", "give_up"),
            (Retry::Refresh, "refresh", "refresh", cautious("refresh")),
        ] {
            for (basis, idempotency, expected) in [
                (Basis::Exact, READ, read),
                (Basis::Rule, READ, read),
                (Basis::Family, READ, read),
                (Basis::Ending, READ, read),
                (Basis::Exact, WRITE, write),
                (Basis::Rule, WRITE, write),
                (Basis::Family, WRITE, write_by_family),
                (Basis::Ending, WRITE, write_by_family),
            ] {
                let class = class(category, retry, basis);
                let decision = Decision::new(class, idempotency);
                assert_eq!(name(decision), expected, "{class:?} {idempotency}");
                assert_eq!(
                    class.allows(idempotency),
                    decision != Decision::GiveUp,
                    "{class:?} {idempotency}"
                );
            }
        }
    }
    for idempotency in [READ, WRITE] {
        assert_eq!(Decision::new(None, idempotency), Decision::GiveUp);
    }
}

/// The features that are on must not decide whether a write is sent twice.
#[test]
fn a_family_is_never_more_permissive_to_a_write_than_its_codes() {
    let mut checked = 0;
    for &code in ErrorCode::ALL {
        // As if the code was not compiled in.
        let unknown = WireCode::new(format!("{}.~", code.family()));
        let family = unknown.class().unwrap();
        assert_eq!(family.basis, Basis::Family, "{code}");
        if code == ALWAYS_COMPILED_IN {
            assert!(family.is_throttling());
            continue;
        }
        let own = Decision::new(code, WRITE);
        let by_family = Decision::new(family, WRITE);
        assert!(
            by_family == Decision::GiveUp || own != Decision::GiveUp,
            "{code}: {own}, but {by_family} by its family"
        );
        checked += 1;
    }
    assert_eq!(checked, ErrorCode::ALL.len() - 1);
}

#[test]
fn a_code_that_is_not_compiled_in_lets_no_write_be_repeated() {
    // Known with `all-products` only, and `never` there; its family is `when_ready`.
    let code = WireCode::new("ResourceUnavailable.CreateFailed");
    assert_eq!(Decision::new(&code, WRITE), Decision::GiveUp);
    assert_eq!(
        WireCode::new("ResourceUnavailable.~").retry(),
        Some(Retry::WhenReady)
    );
    assert_eq!(
        Decision::new(WireCode::new("ResourceUnavailable.~"), READ),
        Decision::new(ErrorCode::ResourceInsufficient, READ)
    );
}

/// All that may be decided on gives the same decision.
#[allow(
    clippy::needless_borrows_for_generic_args,
    reason = "each form is tried"
)]
#[test]
fn it_takes_whatever_has_a_class() {
    let code = ErrorCode::RequestLimitExceeded;
    let decision = Decision::new(code, WRITE);
    assert!(matches!(decision, Decision::Backoff { .. }));
    let error = ApiError::new(code, "", None);
    assert_eq!(Decision::new(&code, WRITE), decision);
    assert_eq!(Decision::new(code.class(), WRITE), decision);
    assert_eq!(Decision::new(Some(code.class()), WRITE), decision);
    assert_eq!(Decision::new(&error, WRITE), decision);
    assert_eq!(Decision::new(error.code(), WRITE), decision);
    assert_eq!(Decision::new(error.code().clone(), WRITE), decision);
    assert_eq!(
        Decision::new(Classifier::new().class(code), WRITE),
        decision
    );
    assert_eq!(Classifier::new().decide(error.code(), WRITE), decision);
    assert_eq!(Class::from(code), code.class());
}

#[test]
fn without_an_answer_only_what_is_idempotent_is_repeated() {
    assert_eq!(
        Decision::unanswered(READ),
        Decision::new(Class::new(Category::Internal, Retry::IfIdempotent), READ)
    );
    assert_eq!(Decision::unanswered(WRITE), Decision::GiveUp);
}

#[test]
fn a_class_may_state_the_window_of_its_limit() {
    let class = Class::new(Category::Throttling, Retry::Backoff);
    assert_eq!(class.window, None);
    let class = class.with_window(Window::Hour);
    assert_eq!(class.window, Some(Window::Hour));
    assert_eq!(
        (class.category, class.retry),
        (Category::Throttling, Retry::Backoff)
    );
    assert_eq!(class.basis, Basis::Exact);
}

#[test]
fn a_delay_is_at_least_what_makes_sense() {
    let ms = Duration::from_millis;
    let delays = Delays::new().backoff(ms(100)).poll(ms(7_000));
    let delay = |code| Decision::new(code, READ).delay(delays);
    assert_eq!(delay(ErrorCode::RequestLimitExceeded), Some(ms(1_000)));
    assert_eq!(delay(ErrorCode::InternalError), Some(ms(100)));
    assert_eq!(delay(ErrorCode::ResourceInsufficient), Some(ms(7_000)));
    assert_eq!(delay(ErrorCode::AuthFailureSignatureExpire), None);
    assert_eq!(delay(ErrorCode::InvalidParameter), None);
    let long = Delays::new().backoff(ms(3_000));
    let throttled = Decision::new(ErrorCode::RequestLimitExceeded, WRITE);
    assert_eq!(throttled.delay(long), Some(ms(3_000)));
    assert_eq!(throttled.delay(Delays::default()), Some(ms(1_000)));
    let busy = Decision::new(ErrorCode::ResourceInsufficient, WRITE);
    assert_eq!(busy.delay(Delays::default()), Some(ms(15_000)));
    assert_eq!(
        Decision::unanswered(READ).delay(Delays::default()),
        Some(ms(200))
    );
}

#[test]
fn labels_have_one_spelling() {
    let labels: Vec<_> = [
        Decision::unanswered(READ),
        Decision::new(ErrorCode::ResourceInsufficient, READ),
        Decision::Refresh,
        Decision::GiveUp,
    ]
    .iter()
    .map(|decision| format!("{decision:>8}"))
    .collect();
    assert_eq!(labels, [" backoff", "    poll", " refresh", " give_up"]);
}

#[test]
fn predicates_follow_the_category() {
    for &category in Category::ALL {
        for &retry in Retry::ALL {
            let class = Class::new(category, retry);
            let expected = (
                retry != Retry::Never,
                category == Category::Throttling,
                [Category::Authentication, Category::Authorization].contains(&category),
                category == Category::NotFound,
                [
                    Category::Capacity,
                    Category::Unavailable,
                    Category::Internal,
                    Category::Failed,
                ]
                .contains(&category),
            );
            let found = (
                class.is_retryable(),
                class.is_throttling(),
                class.is_access_error(),
                class.is_not_found(),
                class.is_server_error(),
            );
            assert_eq!(found, expected, "{class:?}");
        }
    }
}
