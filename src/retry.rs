//! What may be done with the same request.

use strum::{EnumCount, EnumIter, EnumString, IntoStaticStr, VariantArray, VariantNames};

/// What may be done with the same request. Every known error code has exactly one retry class.
///
/// The text form is the one of the tables and of serde: `if_idempotent`, `when_ready`, ...
///
/// # Telling near neighbours apart
///
/// - **`backoff` or `when_ready`?** Both were refused before anything was done, so both may be
///   sent again unchanged. Will it clear in seconds, by the mere passing of time (a rate limit, a
///   busy service)? Then `backoff`. Must something else come to an end first (a task on the
///   resource, a state, an empty stock)? Then `when_ready`: poll, at a longer interval.
/// - **`backoff` or `if_idempotent`?** Is it certain that nothing was done? Then `backoff`. May
///   the operation have been carried out, or half of it? Then `if_idempotent`.
/// - **`when_ready` or `never`?** Does the obstacle go away without the caller? A running task
///   does: `when_ready`. A key pair in use, an expired instance or a used-up quota does not:
///   `never`, until the caller acts.
/// - **`never` or `refresh`?** Does a fresh signature, timestamp, token or temporary credential
///   repair the request? Then `refresh`, and only once. Is the key itself wrong? Then `never`.
///
/// ```
/// use tencentcloud_error_codes::{ErrorCode, Idempotency, Retry};
///
/// assert_eq!(ErrorCode::InternalError.retry(), Retry::IfIdempotent);
/// assert!(Retry::IfIdempotent.allows(Idempotency::Idempotent));
/// assert!(!Retry::IfIdempotent.allows(Idempotency::NotIdempotent));
/// ```
#[derive(
    Clone,
    Copy,
    Debug,
    EnumCount,
    EnumIter,
    EnumString,
    Eq,
    Hash,
    IntoStaticStr,
    Ord,
    PartialEq,
    PartialOrd,
    VariantArray,
    VariantNames,
    strum::Display,
)]
#[non_exhaustive]
#[repr(u8)]
#[strum(serialize_all = "snake_case")]
pub enum Retry {
    /// It fails the same way until the caller changes the request, the account, the permissions
    /// or the resource.
    Never,
    /// Refused before anything was done, and clears by itself in seconds: send it again,
    /// unchanged, after a growing delay.
    Backoff,
    /// Refused because something else must finish or change first, which happens without the
    /// caller: poll at a longer interval.
    WhenReady,
    /// The outcome is unknown, it may have been carried out: send it again only where doing it
    /// twice does no harm.
    IfIdempotent,
    /// Send it again once, with a fresh signature, timestamp, token or temporary credential.
    Refresh,
}

impl Retry {
    /// The name in the tables, in serde and in `tcerr`: lower case, with underscores.
    ///
    /// ```
    /// use tencentcloud_error_codes::Retry;
    ///
    /// assert_eq!(Retry::WhenReady.as_str(), "when_ready");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        // strum gives the names in the order of the variants.
        <Self as VariantNames>::VARIANTS[self as usize]
    }

    /// Whether a request of this idempotency may be sent again at all, in the manner that the
    /// class asks for: with a growing delay, after polling, or once with a fresh credential.
    ///
    /// ```
    /// use tencentcloud_error_codes::{Idempotency, Retry};
    ///
    /// // Refused before anything was done: even a write may be repeated.
    /// assert!(Retry::Backoff.allows(Idempotency::NotIdempotent));
    /// // May have been carried out: only what does no harm when done twice.
    /// assert!(!Retry::IfIdempotent.allows(Idempotency::NotIdempotent));
    /// assert!(!Retry::Never.allows(Idempotency::Idempotent));
    /// ```
    #[must_use]
    pub const fn allows(self, idempotency: Idempotency) -> bool {
        match self {
            Self::Never => false,
            Self::Backoff | Self::WhenReady | Self::Refresh => true,
            Self::IfIdempotent => matches!(idempotency, Idempotency::Idempotent),
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

/// Whether doing a request twice does no more than doing it once.
///
/// A read is idempotent. A write is idempotent if the request carries a `ClientToken`, by which the
/// server recognises it; otherwise assume that it is not.
///
/// ```
/// use tencentcloud_error_codes::{ErrorCode, Idempotency};
///
/// let code = ErrorCode::InternalError;
/// let describe_instances = Idempotency::Idempotent;
/// assert!(code.retry().allows(describe_instances));
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Idempotency {
    /// A read, or a request that carries a `ClientToken`.
    Idempotent,
    /// Anything else: doing it twice may do harm.
    NotIdempotent,
}
