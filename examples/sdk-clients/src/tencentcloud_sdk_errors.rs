//! The errors of the crate `tencentcloud-sdk`.

use tencentcloud_error_codes::{Decision, Idempotency, WireCode};
use tencentcloud_sdk::SdkError;

/// The code, if the API answered with one.
#[must_use]
pub fn code(error: &SdkError) -> Option<WireCode<'_>> {
    match error {
        SdkError::Service(error) => Some(WireCode::new(&error.code)),
        _ => None,
    }
}

/// What to do next with a request of this idempotency.
#[must_use]
pub fn decision(error: &SdkError, idempotency: Idempotency) -> Decision {
    match error {
        SdkError::Service(error) => Decision::new(WireCode::new(&error.code), idempotency),
        SdkError::Transport(_) | SdkError::Timeout => Decision::unanswered(idempotency),
        // The page of a proxy: the API may have been reached or not.
        SdkError::Protocol { status, .. } if status.is_server_error() => {
            Decision::unanswered(idempotency)
        }
        // The settings, the request or the answer would be the same again.
        _ => Decision::GiveUp,
    }
}
