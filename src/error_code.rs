//! The error codes of Tencent Cloud: the enum that the build script makes from `data/`.

use crate::actor::Actor;
use crate::category::Category;
use crate::class::{Basis, Class};
use crate::code::{Catalog, Code};
use crate::language::Language;
use crate::retry::Retry;
#[cfg(feature = "extract")]
use crate::table::Table;

include!(concat!(env!("OUT_DIR"), "/error_code.rs"));

/// The table, for what looks into it.
#[cfg(feature = "extract")]
pub(crate) const TABLE: Table<ErrorCode> = ErrorCode::TABLE;

// The methods of `Code`, with examples. An enum of another crate has them from the macro `__methods`.
impl ErrorCode {
    /// Every code, in the order of their text.
    ///
    /// ```
    /// use tencentcloud_error_codes::ErrorCode;
    ///
    /// assert!(ErrorCode::ALL.contains(&ErrorCode::InternalError));
    /// assert!(ErrorCode::ALL.is_sorted_by_key(|code| code.as_str()));
    /// ```
    pub const ALL: &'static [Self] = Self::CODES;

    /// Finds the code with exactly this text. It neither allocates nor locks.
    ///
    /// Read a code from a response as a [`WireCode`](crate::WireCode) instead, which keeps unknown
    /// codes.
    ///
    /// ```
    /// use tencentcloud_error_codes::ErrorCode;
    ///
    /// assert_eq!(ErrorCode::lookup("InternalError"), Some(ErrorCode::InternalError));
    /// assert_eq!(ErrorCode::lookup("internalerror"), None);
    /// ```
    #[inline]
    #[must_use]
    pub fn lookup(text: &str) -> Option<Self> {
        Code::lookup(text)
    }

    /// The text as the API sends it.
    ///
    /// ```
    /// use tencentcloud_error_codes::ErrorCode;
    ///
    /// assert_eq!(
    ///     ErrorCode::AuthFailureSignatureExpire.as_str(),
    ///     "AuthFailure.SignatureExpire"
    /// );
    /// ```
    #[inline]
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Code::as_str(self)
    }

    /// What is wrong, in a sentence. The wording may change in any release.
    ///
    /// ```
    /// use tencentcloud_error_codes::ErrorCode;
    ///
    /// assert_eq!(
    ///     ErrorCode::AuthFailureSignatureExpire.description(),
    ///     "Signature expired."
    /// );
    /// ```
    #[inline]
    #[must_use]
    pub fn description(self) -> &'static str {
        Code::description(self)
    }

    /// What to do about it, in a sentence, unless the description already says so. The wording may
    /// change in any release.
    ///
    /// ```
    /// use tencentcloud_error_codes::ErrorCode;
    ///
    /// let hint = ErrorCode::AuthFailureSignatureExpire.hint();
    /// assert!(hint.unwrap().contains("clock"));
    /// ```
    #[inline]
    #[must_use]
    pub fn hint(self) -> Option<&'static str> {
        Code::hint(self)
    }

    /// The [`description`](Self::description) in another language, if the feature with its name is on,
    /// and otherwise in English.
    ///
    /// ```
    /// use tencentcloud_error_codes::{ErrorCode, Language};
    ///
    /// let code = ErrorCode::AuthFailureSignatureExpire;
    /// assert_eq!(code.description_in(Language::En), code.description());
    /// # #[cfg(feature = "zh")]
    /// assert!(code.description_in(Language::Zh).contains("签名"));
    /// ```
    #[must_use]
    pub fn description_in(self, language: Language) -> &'static str {
        Code::description_in(self, language)
    }

    /// The [`hint`](Self::hint) in another language, if the feature with its name is on, and otherwise
    /// in English.
    ///
    /// ```
    /// use tencentcloud_error_codes::{ErrorCode, Language};
    ///
    /// let code = ErrorCode::AuthFailureSignatureExpire;
    /// assert_eq!(code.hint_in(Language::En), code.hint());
    /// ```
    #[must_use]
    pub fn hint_in(self, language: Language) -> Option<&'static str> {
        Code::hint_in(self, language)
    }

    /// Who can do something about it. Every code with a [`hint`](Self::hint) has an actor.
    ///
    /// ```
    /// use tencentcloud_error_codes::{Actor, ErrorCode};
    ///
    /// let actor = ErrorCode::AuthFailureSecretIdNotFound.actor();
    /// assert_eq!(actor, Some(Actor::KeyHolder));
    /// ```
    #[inline]
    #[must_use]
    pub const fn actor(self) -> Option<Actor> {
        Self::TABLE.actor(self as u16)
    }

    /// What went wrong, and what may be done with the same request.
    ///
    /// ```
    /// use tencentcloud_error_codes::{Category, Class, ErrorCode, Retry};
    ///
    /// assert_eq!(
    ///     ErrorCode::LimitExceeded.class(),
    ///     Class::new(Category::Quota, Retry::Never)
    /// );
    /// ```
    #[inline]
    #[must_use]
    pub const fn class(self) -> Class {
        Self::TABLE.class(self as u16, Basis::Exact)
    }

    /// What went wrong.
    ///
    /// ```
    /// use tencentcloud_error_codes::{Category, ErrorCode};
    ///
    /// assert_eq!(ErrorCode::LimitExceeded.category(), Category::Quota);
    /// ```
    #[inline]
    #[must_use]
    pub const fn category(self) -> Category {
        self.class().category
    }

    /// What may be done with the same request.
    ///
    /// ```
    /// use tencentcloud_error_codes::{ErrorCode, Retry};
    ///
    /// assert_eq!(ErrorCode::RequestLimitExceeded.retry(), Retry::Backoff);
    /// ```
    #[inline]
    #[must_use]
    pub const fn retry(self) -> Retry {
        self.class().retry
    }

    /// The HTTP status: the documented one, which only codes of object storage have, or the nearest,
    /// for gateways. See [`Category::http_status`]. The API itself returns most failures with status
    /// 200.
    ///
    /// ```
    /// use tencentcloud_error_codes::ErrorCode;
    ///
    /// assert_eq!(ErrorCode::ResourceNotFound.http_status(), 404);
    /// ```
    #[inline]
    #[must_use]
    pub const fn http_status(self) -> u16 {
        Self::TABLE.http_status(self as u16)
    }

    /// The part of the text before the first dot.
    ///
    /// ```
    /// use tencentcloud_error_codes::ErrorCode;
    ///
    /// assert_eq!(ErrorCode::AuthFailureSignatureExpire.family(), "AuthFailure");
    /// ```
    #[inline]
    #[must_use]
    pub fn family(self) -> &'static str {
        Code::family(self)
    }

    /// The code with the most similar spelling, to suggest for a text that is not a code.
    ///
    /// It compares the text with every code, so use it only for messages to people.
    ///
    /// ```
    /// use tencentcloud_error_codes::ErrorCode;
    ///
    /// assert_eq!(ErrorCode::nearest("InternalErorr"), Some(ErrorCode::InternalError));
    /// assert_eq!(ErrorCode::nearest("Gibberish"), None);
    /// ```
    #[must_use]
    pub fn nearest(text: &str) -> Option<Self> {
        Code::nearest(text)
    }
}

crate::__traits!(ErrorCode);
