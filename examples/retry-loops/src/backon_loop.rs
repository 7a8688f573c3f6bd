//! With backon.

use std::cell::Cell;

use backon::{ExponentialBuilder, Retryable as _};
use serde_json::Value;
use tencentcloud_error_codes::{ApiError, Decision};

use crate::{Client, FIRST_DELAY, MOST_TRIES, POLL_INTERVAL, Request};

/// Sends a request until it is answered, or not worth it any more.
///
/// # Errors
///
/// The last error.
pub async fn send(client: &Client, request: &Request) -> Result<Value, ApiError> {
    let is_refreshed = Cell::new(false);
    let delays = ExponentialBuilder::default()
        .with_min_delay(FIRST_DELAY)
        .with_max_times(MOST_TRIES - 1);
    (|| client.send(request))
        .retry(delays)
        .sleep(tokio::time::sleep)
        .when(|error| match request.decide(error) {
            Decision::Backoff { .. } | Decision::Poll => true,
            // Signing anew helps once, or not at all.
            Decision::Refresh => !is_refreshed.replace(true),
            _ => false,
        })
        .adjust(|error, delay| {
            let delay = delay?;
            Some(match request.decide(error) {
                Decision::Backoff { at_least } => delay.max(at_least.unwrap_or_default()),
                Decision::Poll => POLL_INTERVAL,
                _ => delay,
            })
        })
        .await
}
