//! With `tower::retry`.

use std::pin::Pin;

use serde_json::Value;
use tencentcloud_error_codes::{ApiError, Decision};
use tower::retry::Policy;

use crate::{FIRST_DELAY, MOST_TRIES, POLL_INTERVAL, Request};

/// Decides by the catalog whether and when a request is sent again.
#[derive(Clone, Debug, Default)]
pub struct CatalogPolicy {
    tries: usize,
    is_refreshed: bool,
}

impl Policy<Request, Value, ApiError> for CatalogPolicy {
    type Future = Pin<Box<dyn Future<Output = ()> + Send>>;

    fn retry(
        &mut self,
        request: &mut Request,
        result: &mut Result<Value, ApiError>,
    ) -> Option<Self::Future> {
        let error = result.as_ref().err()?;
        self.tries += 1;
        if self.tries >= MOST_TRIES {
            return None;
        }
        let doubled = FIRST_DELAY * (1 << (self.tries - 1));
        let delay = match request.decide(error) {
            Decision::Backoff { at_least } => doubled.max(at_least.unwrap_or_default()),
            Decision::Poll => POLL_INTERVAL,
            // Signing anew helps once, or not at all.
            Decision::Refresh if !self.is_refreshed => {
                self.is_refreshed = true;
                doubled
            }
            _ => return None,
        };
        Some(Box::pin(tokio::time::sleep(delay)))
    }

    fn clone_request(&mut self, request: &Request) -> Option<Request> {
        Some(request.clone())
    }
}
