//! A retry loop with [`backon`].

use std::iter;
use std::time::Duration;

use backon::{BackoffBuilder, ConstantBuilder, ExponentialBuilder, Retryable};
use serde::de::DeserializeOwned;
use tencentcloud_error_codes::Decision;

use crate::client::{Client, Error, Request};
use crate::limits::{BACKOFFS, FIRST_DELAY, LONGEST_DELAY, POLL_INTERVAL, POLLS};

/// Sends a request until it succeeds, must not be sent again, or a bound is reached.
///
/// backon takes its delays from one iterator, whatever the error. Here the error determines which of
/// three delays applies, so they come from `adjust`, and backon's own iterator never ends.
///
/// # Errors
///
/// The error of the last attempt.
///
/// ```no_run
/// # async fn stop(client: retry_loops::Client) -> Result<(), Box<dyn std::error::Error>> {
/// use retry_loops::{Request, backon_loop};
/// use serde::de::IgnoredAny;
/// use serde_json::json;
/// use tencentcloud_error_codes::Action;
///
/// let action = Action::lookup("lighthouse", "StopInstances")?;
/// let request = Request::new(action, json!({ "InstanceIds": ["lhins-a1b2c3d4"] }));
/// backon_loop::send::<IgnoredAny>(&client, &request).await?;
/// # Ok(())
/// # }
/// ```
pub async fn send<T: DeserializeOwned>(client: &Client, request: &Request) -> Result<T, Error> {
    let idempotency = request.idempotency();
    let mut backoffs = ExponentialBuilder::new()
        .with_jitter()
        .with_min_delay(FIRST_DELAY)
        .with_max_delay(LONGEST_DELAY)
        .with_max_times(BACKOFFS)
        .build();
    let mut polls = ConstantBuilder::new()
        .with_delay(POLL_INTERVAL)
        .with_max_times(POLLS)
        .build();
    let mut refresh = Some(Duration::ZERO);

    let delay = |error: &Error, _| match error.decision(idempotency) {
        Decision::Backoff { at_least, .. } => Some(at_least.unwrap_or_default() + backoffs.next()?),
        // A limit by the hour or the day is not waited for.
        Decision::Poll { at_least: None, .. } => polls.next(),
        // The client signs every attempt again. With a temporary credential, fetch another here.
        Decision::Refresh => refresh.take(),
        _ => None,
    };
    (|| client.send(request))
        .retry(iter::repeat(Duration::ZERO))
        .adjust(delay)
        .await
}
