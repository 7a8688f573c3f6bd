//! What may be done with the same request.

use crate::names::by_name;

/// What may be done with the same request. Every known error code has exactly one retry class.
///
/// The tables and serde use the names in lowercase: `if_idempotent`, `when_ready`, ...
///
/// # Telling similar classes apart
///
/// - **`backoff` or `when_ready`?** In both cases the request was refused before anything was done, so
///   it may be sent again unchanged. Will the problem clear by itself in seconds (a rate limit, a busy
///   service)? Then `backoff`. Must something else finish or change first (a task on the resource, a
///   state, sold-out stock)? Then `when_ready`: poll at a longer interval.
/// - **`backoff` or `if_idempotent`?** Is it certain that nothing was done? Then `backoff`. May the
///   operation have been carried out, even partly? Then `if_idempotent`.
/// - **`when_ready` or `never`?** Does the obstacle go away without the caller? A running task does:
///   `when_ready`. A key pair in use, an expired instance or a used-up quota does not: `never`, until
///   the caller acts.
/// - **`never` or `refresh`?** Does a fresh signature, timestamp, token or temporary credential fix the
///   request? Then `refresh`, and only once. Is the key itself wrong? Then `never`.
///   repair the request? Then `refresh`, and only once. Is the key itself wrong? Then `never`.
///
/// ```
/// use tencentcloud_error_codes::{ErrorCode, Retry};
///
/// assert_eq!(ErrorCode::InternalError.retry(), Retry::IfIdempotent);
/// assert_eq!(Retry::WhenReady.as_str(), "when_ready");
/// assert_eq!("when_ready".parse(), Ok(Retry::WhenReady));
/// ```
///
/// Whether a particular request is retried also depends on the request, and on how the class is known.
/// See
/// [`Decision`](https://docs.rs/tencentcloud-error-codes/latest/tencentcloud_error_codes/enum.Decision.html).
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
#[repr(u8)]
pub enum Retry {
    /// It fails the same way until the caller changes the request, the account, the permissions
    /// or the resource.
    Never,
    /// Refused before anything was done, and clears by itself in seconds: send it again unchanged,
    /// after a growing delay.
    Backoff,
    /// Refused because something else must finish or change first, which happens without the caller:
    /// poll at a longer interval.
    WhenReady,
    /// The outcome is unknown, and the request may have been carried out: send it again only if sending
    /// it twice does no harm.
    IfIdempotent,
    /// Send it again once, with a fresh signature, timestamp, token or temporary credential.
    Refresh,
}

impl Retry {
    /// Every retry class, in order of declaration.
    ///
    /// ```
    /// use tencentcloud_error_codes::Retry;
    ///
    /// for retry in Retry::ALL {
    ///     println!("{retry}: {}", retry.advice());
    /// }
    /// ```
    pub const ALL: &'static [Self] = &[
        Self::Never,
        Self::Backoff,
        Self::WhenReady,
        Self::IfIdempotent,
        Self::Refresh,
    ];

    /// The name in the tables, in serde and in `tcerr`: lowercase, with underscores.
    ///
    /// ```
    /// use tencentcloud_error_codes::Retry;
    ///
    /// assert_eq!(Retry::WhenReady.as_str(), "when_ready");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Backoff => "backoff",
            Self::WhenReady => "when_ready",
            Self::IfIdempotent => "if_idempotent",
            Self::Refresh => "refresh",
        }
    }

    /// What to do, in a sentence for people.
    ///
    /// ```
    /// use tencentcloud_error_codes::Retry;
    ///
    /// assert!(Retry::Backoff.advice().contains("growing delay"));
    /// ```
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::Never => {
                "Do not send it again as it is: it fails the same way until you change something."
            }
            Self::Backoff => {
                "Send it again, unchanged, after a growing delay: nothing was done, and it clears by itself in seconds."
            }
            Self::WhenReady => {
                "Poll at a longer interval: something else must finish or change first, without your doing."
            }
            Self::IfIdempotent => {
                "Send it again only if doing it twice does no harm (a read, or a request with a ClientToken): it may have been carried out."
            }
            Self::Refresh => {
                "Send it again once, with a fresh signature, timestamp, token or temporary credential."
            }
        }
    }
}

by_name!(Retry, "retry class");
