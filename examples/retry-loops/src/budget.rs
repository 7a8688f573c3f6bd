//! A loop with a budget for retries that all requests of a process share.
//!
//! While nearly everything succeeds, the budget is full, and each request is retried as often as
//! allowed. In an outage it is soon used up, and then every request is sent only once, so that retries
//! cannot keep a recovering server down. The values are those of the standard mode of the AWS SDKs as
//! of 2026: <https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html>.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use serde::de::DeserializeOwned;
use tencentcloud_error_codes::Decision;
use tokio::time::sleep;

use crate::client::{Client, Error, Request};
use crate::limits::POLL_INTERVAL;

/// The size of a full budget.
pub const CAPACITY: u32 = 500;
/// The cost of a retry that the server asked for: it throttles, or something else must finish first.
pub const COST_IF_ASKED: u32 = 5;
/// The cost of any other retry, after a server error, a lost connection or a timeout.
pub const COST: u32 = 14;
/// The maximum number of times a request is sent.
pub const ATTEMPTS: u32 = 3;
/// The first delay after throttling. Both double with each retry.
pub const FIRST_DELAY_IF_THROTTLED: Duration = Duration::from_secs(1);
/// The first delay after anything else.
pub const FIRST_DELAY: Duration = Duration::from_millis(50);
/// The longest delay, which jitter shortens.
pub const LONGEST_DELAY: Duration = Duration::from_secs(20);

/// What is left for retries.
#[derive(Debug)]
pub struct Budget(AtomicU32);

impl Default for Budget {
    fn default() -> Self {
        Self(AtomicU32::new(CAPACITY))
    }
}

impl Budget {
    /// What is left.
    #[must_use]
    pub fn left(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }

    fn take(&self, cost: u32) -> bool {
        let take = |left: u32| left.checked_sub(cost);
        let taken = self
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, take);
        taken.is_ok()
    }

    fn give_back(&self, amount: u32) {
        let give = |left: u32| Some((left + amount).min(CAPACITY));
        let _ = self
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, give);
    }
}

/// Sends a request until it succeeds, must not be sent again, or the budget or its attempts are used
/// up.
///
/// # Errors
///
/// The error of the last attempt.
pub async fn send<T: DeserializeOwned>(
    client: &Client,
    request: &Request,
    budget: &Budget,
) -> Result<T, Error> {
    let mut paid = 0;
    for attempt in 1.. {
        let error = match client.send(request).await {
            Ok(answer) => {
                // The retry that helped is paid back; a success at once earns a little.
                budget.give_back(if paid > 0 { paid } else { 1 });
                return Ok(answer);
            }
            Err(error) => error,
        };
        let (cost, delay) = match error.decision(request.idempotency()) {
            // Of the throttled ones only, the API says how long they wait at least.
            Decision::Backoff {
                at_least: Some(at_least),
                ..
            } => (
                COST_IF_ASKED,
                at_least + jitter(FIRST_DELAY_IF_THROTTLED, attempt),
            ),
            Decision::Backoff { at_least: None, .. } => (COST, jitter(FIRST_DELAY, attempt)),
            // A limit by the hour or the day is not waited for.
            Decision::Poll { at_least: None, .. } => (COST_IF_ASKED, POLL_INTERVAL),
            // The client signs every attempt.
            Decision::Refresh if attempt == 1 => (COST_IF_ASKED, Duration::ZERO),
            _ => return Err(error),
        };
        if attempt == ATTEMPTS || !budget.take(cost) {
            return Err(error);
        }
        paid = cost;
        sleep(delay).await;
    }
    unreachable!("the last attempt returns")
}

/// Anything up to the delay of this attempt, so that not everybody comes back at once.
fn jitter(first: Duration, attempt: u32) -> Duration {
    (first * 2u32.pow(attempt - 1))
        .min(LONGEST_DELAY)
        .mul_f64(fastrand::f64())
}
