//! Whether a request can safely be repeated.

use crate::names::by_name;

/// Whether sending a request twice has the same effect as sending it once.
///
/// A read is idempotent. A write is idempotent if the request carries a `ClientToken`, by which the
/// server recognizes it. Otherwise assume that it is not. With the feature `actions`,
/// `Action::idempotency` tells you which it is.
///
/// ```
/// use tencentcloud_error_codes::{Decision, ErrorCode, Idempotency};
///
/// let code = ErrorCode::InternalError;
/// let create_instances = Idempotency::NotIdempotent;
/// assert_eq!(Decision::new(code, create_instances), Decision::GiveUp);
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Idempotency {
    /// A read, or a request that carries a `ClientToken`.
    Idempotent,
    /// Anything else: sending it twice may do harm.
    NotIdempotent,
}

impl Idempotency {
    /// Both values.
    ///
    /// ```
    /// use tencentcloud_error_codes::Idempotency;
    ///
    /// assert_eq!(Idempotency::ALL, [Idempotency::Idempotent, Idempotency::NotIdempotent]);
    /// ```
    pub const ALL: &'static [Self] = &[Self::Idempotent, Self::NotIdempotent];

    /// `idempotent` or `not_idempotent`: for logs and metrics.
    ///
    /// ```
    /// use tencentcloud_error_codes::Idempotency;
    ///
    /// assert_eq!(Idempotency::NotIdempotent.as_str(), "not_idempotent");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Idempotent => "idempotent",
            Self::NotIdempotent => "not_idempotent",
        }
    }
}

by_name!(Idempotency, "idempotency");
