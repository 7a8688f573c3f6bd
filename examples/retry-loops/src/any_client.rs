//! The loop of the guide for SDK authors, with [`backon`] and for any client.

// guide: begin
use std::future::Future;
use std::iter;
use std::time::Duration;

use backon::{BackoffBuilder, ConstantBuilder, ExponentialBuilder, Retryable};
use tencentcloud_error_codes::{ApiError, Decision, Idempotency};

/// Sends a request until it succeeds, must not be sent again, or a bound is reached.
///
/// # Errors
///
/// The error of the last attempt.
pub async fn send<T, F: Future<Output = Result<T, ApiError>>>(
    idempotency: Idempotency,
    attempt: impl FnMut() -> F,
) -> Result<T, ApiError> {
    let mut backoffs = ExponentialBuilder::new()
        .with_jitter()
        .with_min_delay(Duration::from_millis(200))
        .with_max_times(5)
        .build();
    let mut polls = ConstantBuilder::new()
        .with_delay(Duration::from_secs(15))
        .with_max_times(20)
        .build();
    let mut refresh = Some(Duration::ZERO);
    let delay = |error: &ApiError, _| match Decision::new(error, idempotency) {
        // On top of the least delay, so that jitter spreads the clients that were refused together.
        Decision::Backoff { at_least, .. } => Some(at_least.unwrap_or_default() + backoffs.next()?),
        // A limit by the hour or the day is not waited for.
        Decision::Poll { at_least: None, .. } => polls.next(),
        // The attempt signs again. With a temporary credential, it fetches another.
        Decision::Refresh => refresh.take(),
        _ => None,
    };
    attempt
        .retry(iter::repeat(Duration::ZERO))
        .adjust(delay)
        .await
}
// guide: end
