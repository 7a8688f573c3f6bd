//! From a class and the idempotency of a request to what to do next.

use core::time::Duration;

use crate::class::Class;
use crate::idempotency::Idempotency;
use crate::retry::Retry;
use crate::window::Window;

/// What to do next with a request that failed.
///
/// A decision is a verdict, not a policy: the retry loop that follows it chooses how often, how long
/// and with what jitter. Later versions may add verdicts, so a `match` should treat unknown ones as
/// [`GiveUp`](Decision::GiveUp).
///
/// ```
/// use tencentcloud_error_codes::{Decision, ErrorCode, Idempotency};
///
/// let write = Idempotency::NotIdempotent;
/// assert_eq!(Decision::new(ErrorCode::InternalError, write), Decision::GiveUp);
/// assert!(matches!(
///     Decision::new(ErrorCode::ResourceInsufficient, write),
///     Decision::Poll { .. }
/// ));
/// assert!(matches!(
///     Decision::new(ErrorCode::RequestLimitExceeded, write),
///     Decision::Backoff { .. }
/// ));
/// ```
///
/// Turning features off does not make a program repeat writes: if a code is *not* known, a write is sent
/// again only after throttling. See [`Class::allows`].
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Decision {
    /// Send it again unchanged, after a growing delay.
    #[non_exhaustive]
    Backoff {
        /// The shortest delay that makes sense, if the API states the period over which a limit is
        /// counted. For throttling without such a period it is one second, the period of the API's
        /// request limits.
        at_least: Option<Duration>,
    },
    /// Wait for something else to finish or change, and try again at a longer interval.
    #[non_exhaustive]
    Poll {
        /// The shortest interval that makes sense, if the API states the period over which a limit is
        /// counted. It can be a day.
        at_least: Option<Duration>,
    },
    /// Send it again once, with a fresh signature, timestamp, token or temporary credential. If it
    /// fails in the same way again, give up.
    Refresh,
    /// Do not send it again: it would fail the same way, or repeating it might do harm.
    GiveUp,
}

/// How long a loop waits before it sends a request again. [`Decision::delay`] picks one of these.
///
/// ```
/// use std::time::Duration;
/// use tencentcloud_error_codes::Delays;
///
/// let delays = Delays::new()
///     .backoff(Duration::from_millis(500))
///     .poll(Duration::from_secs(30));
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Delays {
    backoff: Duration,
    poll: Duration,
}

impl Delays {
    /// The defaults: 200 milliseconds for a growing delay, and 15 seconds for polling.
    ///
    /// ```
    /// use tencentcloud_error_codes::Delays;
    ///
    /// assert_eq!(Delays::new(), Delays::default());
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self {
            backoff: Duration::from_millis(200),
            poll: Duration::from_secs(15),
        }
    }

    /// Sets the delay for [`Decision::Backoff`]. A loop with a growing delay passes its current one.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use tencentcloud_error_codes::Delays;
    /// for attempt in 0..5 {
    ///     let delays = Delays::new().backoff(Duration::from_millis(200) * 2u32.pow(attempt));
    ///     # assert_ne!(delays, Delays::new().backoff(Duration::ZERO));
    /// }
    /// ```
    #[must_use]
    pub const fn backoff(self, backoff: Duration) -> Self {
        Self { backoff, ..self }
    }

    /// Sets the interval for [`Decision::Poll`].
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use tencentcloud_error_codes::Delays;
    /// let delays = Delays::new().poll(Duration::from_secs(30));
    /// # assert_ne!(delays, Delays::new());
    /// ```
    #[must_use]
    pub const fn poll(self, poll: Duration) -> Self {
        Self { poll, ..self }
    }
}

impl Default for Delays {
    fn default() -> Self {
        Self::new()
    }
}

impl Decision {
    /// The decision about a request with this idempotency that failed with this code or class. If there
    /// is no class, it is to give up.
    ///
    /// It takes an [`ErrorCode`](crate::ErrorCode), a `&`[`WireCode`](crate::WireCode), an
    /// `&`[`ApiError`](crate::ApiError), a code of your own catalog, a [`Class`] or an `Option<Class>`.
    /// With the feature `actions`, `Action::idempotency` tells the idempotency of an action.
    ///
    /// ```
    /// use tencentcloud_error_codes::{Decision, Idempotency, WireCode};
    ///
    /// let throttled = WireCode::new("RequestLimitExceeded.SomethingNew");
    /// let decision = Decision::new(&throttled, Idempotency::NotIdempotent);
    /// assert!(matches!(decision, Decision::Backoff { .. }));
    ///
    /// let unknown = WireCode::new("Gibberish");
    /// assert_eq!(Decision::new(&unknown, Idempotency::Idempotent), Decision::GiveUp);
    /// ```
    #[must_use]
    pub fn new(code: impl Into<Option<Class>>, idempotency: Idempotency) -> Self {
        match code.into() {
            Some(class) => Self::from_class(class, idempotency),
            None => Self::GiveUp,
        }
    }

    /// What to do if there was no response from the API: a lost connection, a timeout, an error page
    /// from a proxy. The request may have been carried out, as with [`Retry::IfIdempotent`].
    ///
    /// A response that arrived but could not be understood is a different case: see
    /// [`Answer`](crate::Answer).
    ///
    /// ```
    /// use tencentcloud_error_codes::{Decision, Idempotency};
    ///
    /// assert_eq!(Decision::unanswered(Idempotency::NotIdempotent), Decision::GiveUp);
    /// assert!(matches!(
    ///     Decision::unanswered(Idempotency::Idempotent),
    ///     Decision::Backoff { at_least: None, .. }
    /// ));
    /// ```
    #[must_use]
    pub const fn unanswered(idempotency: Idempotency) -> Self {
        match idempotency {
            Idempotency::Idempotent => Self::Backoff { at_least: None },
            Idempotency::NotIdempotent => Self::GiveUp,
        }
    }

    /// How long to wait before sending the same request again, if that is allowed: the loop's own
    /// delay, but no less than makes sense. `None` for [`GiveUp`](Self::GiveUp), and for
    /// [`Refresh`](Self::Refresh), which needs a new signature first.
    ///
    /// For a limit per hour or day, this is an hour or a day. A loop that should not wait that long
    /// checks the delay and gives up.
    ///
    /// ```
    /// use std::time::Duration;
    /// use tencentcloud_error_codes::{Decision, Delays, ErrorCode, Idempotency};
    ///
    /// let delay = |code| Decision::new(code, Idempotency::NotIdempotent).delay(Delays::new());
    /// assert_eq!(delay(ErrorCode::RequestLimitExceeded), Some(Duration::from_secs(1)));
    /// assert_eq!(delay(ErrorCode::ResourceInsufficient), Some(Duration::from_secs(15)));
    /// assert_eq!(delay(ErrorCode::AuthFailureSignatureExpire), None);
    /// assert_eq!(delay(ErrorCode::InternalError), None);
    /// ```
    #[must_use]
    pub fn delay(self, delays: Delays) -> Option<Duration> {
        match self {
            Self::Backoff { at_least } => Some(delays.backoff.max(at_least.unwrap_or_default())),
            Self::Poll { at_least } => Some(delays.poll.max(at_least.unwrap_or_default())),
            Self::Refresh | Self::GiveUp => None,
        }
    }

    /// `backoff`, `poll`, `refresh` or `give_up`: for logs and metrics.
    ///
    /// ```
    /// use tencentcloud_error_codes::Decision;
    ///
    /// assert_eq!(Decision::GiveUp.as_str(), "give_up");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Backoff { .. } => "backoff",
            Self::Poll { .. } => "poll",
            Self::Refresh => "refresh",
            Self::GiveUp => "give_up",
        }
    }

    const fn from_class(class: Class, idempotency: Idempotency) -> Self {
        if !class.allows(idempotency) {
            return Self::GiveUp;
        }
        let at_least = match class.window {
            Some(window) => Some(window.duration()),
            None => None,
        };
        match class.retry {
            // The request limits of the API are counted by the second.
            Retry::Backoff | Retry::IfIdempotent if at_least.is_none() && class.is_throttling() => {
                Self::Backoff {
                    at_least: Some(Window::Second.duration()),
                }
            }
            Retry::Backoff | Retry::IfIdempotent => Self::Backoff { at_least },
            Retry::WhenReady => Self::Poll { at_least },
            Retry::Refresh => Self::Refresh,
            Retry::Never => Self::GiveUp,
        }
    }
}

impl core::fmt::Display for Decision {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.pad(self.as_str())
    }
}
