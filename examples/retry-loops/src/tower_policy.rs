//! A retry policy for [`tower::retry`].

use tencentcloud_error_codes::Decision;
use tokio::time::{Duration, Sleep, sleep, sleep_until};
use tower::retry::Policy;
use tower::retry::backoff::{
    Backoff, ExponentialBackoff, ExponentialBackoffMaker, InvalidBackoff, MakeBackoff,
};
use tower::util::rng::Rng;

use crate::client::{Error, Request};
use crate::limits::{BACKOFFS, FIRST_DELAY, LONGEST_DELAY, POLL_INTERVAL, POLLS};

/// Sends a request again as the error asks for.
///
/// tower clones the policy for every request that comes from outside, so what it counts is of one
/// request.
///
/// ```no_run
/// # async fn stop(client: retry_loops::Client) -> Result<(), Box<dyn std::error::Error>> {
/// use retry_loops::Request;
/// use retry_loops::tower_policy::DecisionPolicy;
/// use serde::de::IgnoredAny;
/// use serde_json::json;
/// use tencentcloud_error_codes::Action;
/// use tower::{ServiceBuilder, ServiceExt, retry::RetryLayer};
///
/// let service = ServiceBuilder::new()
///     .layer(RetryLayer::new(DecisionPolicy::new()?))
///     .service_fn(|request: Request| {
///         let client = client.clone();
///         async move { client.send::<IgnoredAny>(&request).await }
///     });
/// let action = Action::lookup("lighthouse", "StopInstances")?;
/// let request = Request::new(action, json!({ "InstanceIds": ["lhins-a1b2c3d4"] }));
/// service.oneshot(request).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct DecisionPolicy {
    backoff: ExponentialBackoff<ThreadRng>,
    backoffs_left: usize,
    polls_left: usize,
    refreshes_left: usize,
}

impl DecisionPolicy {
    /// A policy with the bounds of [`limits`](crate::limits).
    ///
    /// # Errors
    ///
    /// tower refuses delays that contradict each other.
    pub fn new() -> Result<Self, InvalidBackoff> {
        let mut delays = ExponentialBackoffMaker::new(FIRST_DELAY, LONGEST_DELAY, 0.99, ThreadRng)?;
        Ok(Self {
            backoff: delays.make_backoff(),
            backoffs_left: BACKOFFS,
            polls_left: POLLS,
            refreshes_left: 1,
        })
    }
}

impl<T> Policy<Request, T, Error> for DecisionPolicy {
    type Future = Sleep;

    fn retry(&mut self, request: &mut Request, result: &mut Result<T, Error>) -> Option<Sleep> {
        let error = result.as_ref().err()?;
        match error.decision(request.idempotency()) {
            Decision::Backoff { at_least, .. } => {
                take_one(&mut self.backoffs_left)?;
                let growing = self.backoff.next_backoff();
                Some(sleep_until(
                    growing.deadline() + at_least.unwrap_or_default(),
                ))
            }
            // A limit by the hour or the day is not waited for.
            Decision::Poll { at_least: None, .. } => {
                take_one(&mut self.polls_left)?;
                Some(sleep(POLL_INTERVAL))
            }
            // The client signs every attempt again. With a temporary credential, fetch another here.
            Decision::Refresh => {
                take_one(&mut self.refreshes_left)?;
                Some(sleep(Duration::ZERO))
            }
            _ => None,
        }
    }

    fn clone_request(&mut self, request: &Request) -> Option<Request> {
        Some(request.clone())
    }
}

/// tower's own `HasherRng` is cloned with the policy, so that every request would draw the same
/// jitter, and all that were throttled together would come back together.
#[derive(Clone, Debug)]
struct ThreadRng;

impl Rng for ThreadRng {
    fn next_u64(&mut self) -> u64 {
        fastrand::u64(..)
    }
}

fn take_one(left: &mut usize) -> Option<()> {
    *left = left.checked_sub(1)?;
    Some(())
}
