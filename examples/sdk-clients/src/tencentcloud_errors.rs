//! The errors of the crate `tencentcloud`.

use tencentcloud::Error;
use tencentcloud_error_codes::{Decision, Idempotency, WireCode};

/// The code, if the API answered with one.
#[must_use]
pub fn code(error: &Error) -> Option<WireCode<'_>> {
    match error {
        Error::Api { err, .. } => Some(WireCode::new(&err.code)),
        _ => None,
    }
}

/// What to do next with a request of this idempotency.
#[must_use]
pub fn decision(error: &Error, idempotency: Idempotency) -> Decision {
    match error {
        Error::Api { err, .. } => Decision::new(WireCode::new(&err.code), idempotency),
        // `Other` has the HTTP statuses that are not 200, but only as text.
        Error::HttpSendRequest(_) | Error::Http(_) | Error::Other(_) => {
            Decision::unanswered(idempotency)
        }
        // `Json`: the answer, or the request, would be the same again.
        _ => Decision::GiveUp,
    }
}
