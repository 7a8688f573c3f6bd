//! From a code and the idempotency of a request to what to do next.

use core::time::Duration;

use crate::category::Category;
use crate::classify::Classified;
use crate::retry::{Idempotency, Retry};

/// What to do next with a request that failed.
///
/// It is a verdict, not a policy: how often, how long and with what jitter is up to the loop that
/// carries it out. More verdicts may come: a `match` treats those that it does not name as
/// [`GiveUp`](Decision::GiveUp).
///
/// ```
/// use tencentcloud_error_codes::{Decision, ErrorCode, Idempotency};
///
/// let write = Idempotency::NotIdempotent;
/// assert_eq!(Decision::new(&ErrorCode::InternalError, write), Decision::GiveUp);
/// assert_eq!(Decision::new(&ErrorCode::ResourceInsufficient, write), Decision::Poll);
/// assert!(matches!(
///     Decision::new(&ErrorCode::RequestLimitExceeded, write),
///     Decision::Backoff { .. }
/// ));
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Decision {
    /// Send it again, unchanged, after a growing delay.
    Backoff {
        /// The least delay that makes sense, where the API states a period: its request limits
        /// are counted by the second.
        at_least: Option<Duration>,
    },
    /// Wait for something else to finish or change, and try again at a longer interval.
    Poll,
    /// Send it again once, with a fresh signature, timestamp, token or temporary credential. If it
    /// fails in the same way again, give up.
    Refresh,
    /// Do not send it again: it fails the same way, or it is not known that it would do no harm.
    GiveUp,
}

impl Decision {
    /// The whole decision: what the code says, for a request of this idempotency. A code of which
    /// nothing is known is given up.
    ///
    /// With the feature `actions`, the idempotency comes from the action: `Action::idempotency`.
    ///
    /// ```
    /// use std::time::Duration;
    /// use tencentcloud_error_codes::{Decision, Idempotency, WireCode};
    ///
    /// let throttled = WireCode::new("RequestLimitExceeded.SomethingNew");
    /// assert_eq!(
    ///     Decision::new(&throttled, Idempotency::NotIdempotent),
    ///     Decision::Backoff { at_least: Some(Duration::from_secs(1)) }
    /// );
    /// ```
    #[must_use]
    pub fn new(code: &(impl Classified + ?Sized), idempotency: Idempotency) -> Self {
        Self::from_class(code.category(), code.retry(), idempotency)
    }

    /// What to do where no answer of the API came: a lost connection, a timeout, the page of a
    /// proxy. The request may have been carried out, as with [`Retry::IfIdempotent`].
    ///
    /// ```
    /// use tencentcloud_error_codes::{Decision, Idempotency};
    ///
    /// assert_eq!(Decision::unanswered(Idempotency::NotIdempotent), Decision::GiveUp);
    /// assert_eq!(
    ///     Decision::unanswered(Idempotency::Idempotent),
    ///     Decision::Backoff { at_least: None }
    /// );
    /// ```
    #[must_use]
    pub fn unanswered(idempotency: Idempotency) -> Self {
        Self::from_class(None, Some(Retry::IfIdempotent), idempotency)
    }

    /// How long to wait before the same request is sent again, where it may be: the loop's own
    /// `backoff`, but no less than what makes sense, or its interval to `poll`. `None` for
    /// [`GiveUp`](Self::GiveUp), and for [`Refresh`](Self::Refresh), which needs another signature
    /// first.
    ///
    /// ```
    /// use std::time::Duration;
    /// use tencentcloud_error_codes::{Decision, ErrorCode, Idempotency};
    ///
    /// let (backoff, poll) = (Duration::from_millis(100), Duration::from_secs(15));
    /// let wait = |code| Decision::new(&code, Idempotency::NotIdempotent).delay(backoff, poll);
    /// assert_eq!(wait(ErrorCode::RequestLimitExceeded), Some(Duration::from_secs(1)));
    /// assert_eq!(wait(ErrorCode::ResourceInsufficient), Some(poll));
    /// assert_eq!(wait(ErrorCode::AuthFailureSignatureExpire), None);
    /// assert_eq!(wait(ErrorCode::InternalError), None);
    /// ```
    #[must_use]
    pub fn delay(self, backoff: Duration, poll: Duration) -> Option<Duration> {
        match self {
            Self::Backoff { at_least } => Some(backoff.max(at_least.unwrap_or_default())),
            Self::Poll => Some(poll),
            Self::Refresh | Self::GiveUp => None,
        }
    }

    /// The same from a class, for those who take it from a [`Classifier`](crate::Classifier).
    ///
    /// ```
    /// use tencentcloud_error_codes::{Classifier, Decision, ErrorCode, Idempotency, Retry};
    ///
    /// let classifier = Classifier::new().with_retry(ErrorCode::InternalError, Retry::Never);
    /// let code = ErrorCode::InternalError;
    /// let decision = Decision::from_class(
    ///     classifier.category(&code),
    ///     classifier.retry(&code),
    ///     Idempotency::Idempotent,
    /// );
    /// assert_eq!(decision, Decision::GiveUp);
    /// ```
    #[must_use]
    pub fn from_class(
        category: Option<Category>,
        retry: Option<Retry>,
        idempotency: Idempotency,
    ) -> Self {
        /// The request limits of the API are counted by the second.
        const LIMIT_PERIOD: Duration = Duration::from_secs(1);
        match retry {
            Some(retry) if !retry.allows(idempotency) => Self::GiveUp,
            Some(Retry::Backoff | Retry::IfIdempotent) => Self::Backoff {
                at_least: (category == Some(Category::Throttling)).then_some(LIMIT_PERIOD),
            },
            Some(Retry::WhenReady) => Self::Poll,
            Some(Retry::Refresh) => Self::Refresh,
            Some(Retry::Never) | None => Self::GiveUp,
        }
    }
}
