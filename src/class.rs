//! What the catalog says about a code: its class.

use crate::category::Category;
use crate::idempotency::Idempotency;
use crate::names::as_text;
use crate::retry::Retry;
use crate::window::Window;

/// What the catalog says about a code: what went wrong, what may be done with the same request, and how
/// that is known.
///
/// A class is the same type for known codes, for unknown ones, and for codes of other catalogs, so it
/// is all that middleware needs.
///
/// ```
/// use tencentcloud_error_codes::{Basis, Category, ErrorCode, Retry, WireCode};
///
/// let class = ErrorCode::RequestLimitExceeded.class();
/// assert_eq!((class.category, class.retry), (Category::Throttling, Retry::Backoff));
/// assert_eq!(class.basis, Basis::Exact);
///
/// let class = WireCode::new("LimitExceeded.BrandNew").class().unwrap();
/// assert_eq!((class.category, class.basis), (Category::Quota, Basis::Family));
///
/// assert_eq!(WireCode::new("Gibberish").class(), None);
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub struct Class {
    /// What went wrong.
    pub category: Category,
    /// What may be done with the same request.
    pub retry: Retry,
    /// How this is known.
    pub basis: Basis,
    /// The period over which the limit is counted, if the error is about a limit and the API states the
    /// period.
    pub window: Option<Window>,
}

/// How a [`Class`] is known.
///
/// ```
/// use tencentcloud_error_codes::{Basis, WireCode};
///
/// let basis = |text| WireCode::new(text).class().map(|class| class.basis);
/// assert_eq!(basis("InternalError"), Some(Basis::Exact));
/// assert_eq!(basis("InternalError.BrandNew"), Some(Basis::Family));
/// assert_eq!(basis("Gibberish"), None);
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Basis {
    /// The code itself is in the catalog.
    Exact,
    /// The code is not in the catalog, but a prefix of it is: its family, or a longer one. Most codes
    /// of a family are alike, but not all, so a write is not repeated on this basis alone (see
    /// [`Class::allows`]).
    Family,
    /// The code is not in the catalog, and its family says little, but it has an ending that means the
    /// same in nearly all known codes: `FailedOperation.GadgetNotExist` is `not_found`. Such a request
    /// is never sent again.
    Ending,
    /// A rule of a [`Classifier`](crate::Classifier) determined it.
    Rule,
}

impl Basis {
    /// One word: `exact`, `family`, `ending` or `rule`.
    ///
    /// ```
    /// use tencentcloud_error_codes::{Basis, WireCode};
    ///
    /// let class = WireCode::new("FailedOperation.GadgetNotExist").class().unwrap();
    /// assert_eq!(class.basis, Basis::Ending);
    /// assert_eq!(class.basis.as_str(), "ending");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Family => "family",
            Self::Ending => "ending",
            Self::Rule => "rule",
        }
    }
}

as_text!(Basis);

impl Class {
    /// Makes a class from its parts, for a catalog of your own and for tests.
    ///
    /// ```
    /// use tencentcloud_error_codes::{Category, Class, ErrorCode, Retry};
    ///
    /// let class = Class::new(Category::Throttling, Retry::Backoff);
    /// assert_eq!(class, ErrorCode::RequestLimitExceeded.class());
    /// ```
    #[must_use]
    pub const fn new(category: Category, retry: Retry) -> Self {
        Self {
            category,
            retry,
            basis: Basis::Exact,
            window: None,
        }
    }

    /// Sets the period over which the limit is counted.
    ///
    /// ```
    /// use std::time::Duration;
    /// use tencentcloud_error_codes::{Category, Class, Decision, Delays, Idempotency, Retry, Window};
    ///
    /// let class = Class::new(Category::Throttling, Retry::Backoff).with_window(Window::Minute);
    /// let decision = Decision::new(class, Idempotency::NotIdempotent);
    /// assert_eq!(decision.delay(Delays::new()), Some(Duration::from_secs(60)));
    /// ```
    #[must_use]
    pub const fn with_window(self, window: Window) -> Self {
        Self {
            window: Some(window),
            ..self
        }
    }

    /// Whether a request with this idempotency may be sent again in the way that the retry class asks
    /// for: with a growing delay, after polling, or once with a fresh credential.
    ///
    /// A request that was refused before anything was done may be sent again even if it is a write. But
    /// if the class is only known from the family of the code, a write is never repeated, except after
    /// throttling, because the code may be an exception in its family.
    ///
    /// ```
    /// use tencentcloud_error_codes::{ErrorCode, Idempotency, WireCode};
    ///
    /// let write = Idempotency::NotIdempotent;
    /// // It may have been carried out.
    /// assert!(!ErrorCode::InternalError.class().allows(write));
    /// // It was refused.
    /// assert!(ErrorCode::ResourceInsufficient.class().allows(write));
    /// // It was probably refused.
    /// let new = WireCode::new("ResourceInsufficient.BrandNew").class().unwrap();
    /// assert!(!new.allows(write));
    /// assert!(new.allows(Idempotency::Idempotent));
    /// ```
    #[must_use]
    pub const fn allows(self, idempotency: Idempotency) -> bool {
        match (self.retry, idempotency) {
            (Retry::Never, _) | (Retry::IfIdempotent, Idempotency::NotIdempotent) => false,
            (_, Idempotency::Idempotent) => true,
            (Retry::Backoff | Retry::WhenReady | Retry::Refresh, Idempotency::NotIdempotent) => {
                matches!(self.basis, Basis::Exact | Basis::Rule) || self.is_throttling()
            }
        }
    }

    /// Whether the same request may ever be sent again without a change by the caller. This is true for
    /// every retry class but `never`. [`Decision`](crate::Decision) decides about a particular request.
    ///
    /// ```
    /// use tencentcloud_error_codes::ErrorCode;
    ///
    /// assert!(ErrorCode::InternalError.class().is_retryable());
    /// assert!(!ErrorCode::InvalidParameter.class().is_retryable());
    /// ```
    #[must_use]
    pub const fn is_retryable(self) -> bool {
        !matches!(self.retry, Retry::Never)
    }

    /// Whether the caller sent too many requests.
    ///
    /// ```
    /// use tencentcloud_error_codes::ErrorCode;
    ///
    /// assert!(ErrorCode::RequestLimitExceeded.class().is_throttling());
    /// assert!(!ErrorCode::LimitExceeded.class().is_throttling());
    /// ```
    #[must_use]
    pub const fn is_throttling(self) -> bool {
        matches!(self.category, Category::Throttling)
    }

    /// Whether the caller could not be authenticated or is not allowed to do this: category
    /// `authentication` or `authorization`.
    ///
    /// ```
    /// use tencentcloud_error_codes::ErrorCode;
    ///
    /// assert!(ErrorCode::UnauthorizedOperation.class().is_access_error());
    /// assert!(!ErrorCode::ResourceNotFound.class().is_access_error());
    /// ```
    #[must_use]
    pub const fn is_access_error(self) -> bool {
        matches!(
            self.category,
            Category::Authentication | Category::Authorization
        )
    }

    /// Whether a resource that the request names does not exist.
    ///
    /// ```
    /// use tencentcloud_error_codes::ErrorCode;
    ///
    /// assert!(ErrorCode::ResourceNotFound.class().is_not_found());
    /// assert!(!ErrorCode::ResourceInUse.class().is_not_found());
    /// ```
    #[must_use]
    pub const fn is_not_found(self) -> bool {
        matches!(self.category, Category::NotFound)
    }

    /// Whether the fault is on the server's side: capacity, unavailable, internal or failed.
    ///
    /// ```
    /// use tencentcloud_error_codes::ErrorCode;
    ///
    /// assert!(ErrorCode::InternalError.class().is_server_error());
    /// assert!(!ErrorCode::MissingParameter.class().is_server_error());
    /// ```
    #[must_use]
    pub const fn is_server_error(self) -> bool {
        self.category.http_status() >= 500
    }
}
