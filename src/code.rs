//! The methods and traits of an error code enum, written once for [`ErrorCode`] and for the enums
//! that other crates generate from tables of their own.

/// Gives a generated enum its methods and traits. `$example` is `with_examples` for our own enum:
/// the examples speak of it, and would be compiled in every crate that generates one.
#[doc(hidden)]
#[macro_export]
macro_rules! __error_code {
    ($code:ident, $table:ident, $all:ident, $example:ident) => {
        impl $code {
            /// Every code, in the order of their text.
            #[doc = $crate::__example!($example, "
assert!(ErrorCode::ALL.contains(&ErrorCode::InternalError));
assert!(ErrorCode::ALL.is_sorted_by_key(|code| code.as_str()));
")]
            pub const ALL: &'static [Self] = &$all;

            /// The code with this text, to the letter. No allocation, no lock.
            ///
            /// A text that comes from an answer belongs in a
            /// [`WireCode`](::tencentcloud_error_codes::WireCode) instead, which keeps what is not
            /// known.
            #[doc = $crate::__example!($example, "
assert_eq!(ErrorCode::lookup(\"InternalError\"), Some(ErrorCode::InternalError));
assert_eq!(ErrorCode::lookup(\"internalerror\"), None);
")]
            #[inline]
            #[must_use]
            pub fn lookup(text: &str) -> ::core::option::Option<Self> {
                #[inline(never)]
                fn find_unusual(text: &[u8]) -> ::core::option::Option<$code> {
                    $table.find_unusual(text)
                }
                $table.find(text.as_bytes(), find_unusual)
            }

            /// The text as the API sends it.
            #[doc = $crate::__example!($example, "
assert_eq!(ErrorCode::AuthFailureSignatureExpire.as_str(), \"AuthFailure.SignatureExpire\");
")]
            #[inline]
            #[must_use]
            pub fn as_str(self) -> &'static str {
                $table.name(self as u16)
            }

            /// What is wrong, in a sentence. The wording may change in any release.
            #[doc = $crate::__example!($example, "
assert_eq!(ErrorCode::AuthFailureSignatureExpire.description(), \"Signature expired.\");
")]
            #[inline]
            #[must_use]
            pub fn description(self) -> &'static str {
                $table.description(self as u16)
            }

            /// What to do about it, in a sentence, where the description does not say it already.
            /// The wording may change in any release.
            #[doc = $crate::__example!($example, "
assert!(ErrorCode::AuthFailureSignatureExpire.hint().unwrap().contains(\"clock\"));
")]
            #[inline]
            #[must_use]
            pub fn hint(self) -> ::core::option::Option<&'static str> {
                $table.hint(self as u16)
            }

            /// What went wrong.
            #[doc = $crate::__example!($example, "
use tencentcloud_error_codes::Category;
assert_eq!(ErrorCode::LimitExceeded.category(), Category::Quota);
")]
            #[inline]
            #[must_use]
            pub const fn category(self) -> $crate::Category {
                $table.category(self as u16)
            }

            /// What may be done with the same request.
            #[doc = $crate::__example!($example, "
use tencentcloud_error_codes::Retry;
assert_eq!(ErrorCode::RequestLimitExceeded.retry(), Retry::Backoff);
")]
            #[inline]
            #[must_use]
            pub const fn retry(self) -> $crate::Retry {
                $table.retry(self as u16)
            }

            /// The part of the text before the first dot.
            #[doc = $crate::__example!($example, "
assert_eq!(ErrorCode::AuthFailureSignatureExpire.family(), \"AuthFailure\");
")]
            #[inline]
            #[must_use]
            pub fn family(self) -> &'static str {
                $table.family(self as u16)
            }

            /// Whether the same request may ever be sent again without a change by the caller:
            /// every retry class but `never`. On what condition, [`retry`](Self::retry) says.
            #[doc = $crate::__example!($example, "
assert!(ErrorCode::InternalError.is_retryable());
assert!(!ErrorCode::InvalidParameter.is_retryable());
")]
            #[inline]
            #[must_use]
            pub const fn is_retryable(self) -> bool {
                !matches!(self.retry(), $crate::Retry::Never)
            }

            /// Whether the caller sent too many requests.
            #[doc = $crate::__example!($example, "
assert!(ErrorCode::RequestLimitExceeded.is_throttling());
")]
            #[inline]
            #[must_use]
            pub const fn is_throttling(self) -> bool {
                matches!(self.category(), $crate::Category::Throttling)
            }

            /// Whether the caller could not be authenticated, or may not do this: category
            /// `authentication` or `authorization`.
            #[doc = $crate::__example!($example, "
assert!(ErrorCode::UnauthorizedOperation.is_access_error());
")]
            #[inline]
            #[must_use]
            pub const fn is_access_error(self) -> bool {
                matches!(
                    self.category(),
                    $crate::Category::Authentication | $crate::Category::Authorization
                )
            }

            /// Whether a resource that the request names does not exist.
            #[doc = $crate::__example!($example, "
assert!(ErrorCode::ResourceNotFound.is_not_found());
")]
            #[inline]
            #[must_use]
            pub const fn is_not_found(self) -> bool {
                matches!(self.category(), $crate::Category::NotFound)
            }

            /// Whether the fault is on the server's side: capacity, unavailable, internal or
            /// failed.
            #[doc = $crate::__example!($example, "
assert!(ErrorCode::InternalError.is_server_error());
assert!(!ErrorCode::MissingParameter.is_server_error());
")]
            #[inline]
            #[must_use]
            pub const fn is_server_error(self) -> bool {
                self.category().http_status() >= 500
            }

            /// The nearest HTTP status, for gateways; see `Category::http_status`.
            #[doc = $crate::__example!($example, "
assert_eq!(ErrorCode::ResourceNotFound.http_status(), 404);
")]
            #[inline]
            #[must_use]
            pub const fn http_status(self) -> u16 {
                self.category().http_status()
            }

            /// Whether somebody has read the meaning of this code. One that was found by a
            /// program and not read yet has the class of its family.
            #[doc = $crate::__example!($example, "
assert!(ErrorCode::InternalError.is_reviewed());
")]
            #[inline]
            #[must_use]
            pub const fn is_reviewed(self) -> bool {
                $table.is_reviewed(self as u16)
            }
        }

        impl $crate::Code for $code {
            fn as_str(&self) -> &'static str {
                $code::as_str(*self)
            }
            fn description(&self) -> &'static str {
                $code::description(*self)
            }
            fn hint(&self) -> ::core::option::Option<&'static str> {
                $code::hint(*self)
            }
            fn category(&self) -> $crate::Category {
                $code::category(*self)
            }
            fn retry(&self) -> $crate::Retry {
                $code::retry(*self)
            }
            fn lookup(text: &str) -> ::core::option::Option<Self> {
                $code::lookup(text)
            }
        }

        // Written out as `$code::as_str(*self)`: on `&self` a method of `Code` or `Classified` would
        // come first, where the generated code is included beside a `use` of these.
        impl ::core::fmt::Display for $code {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad($code::as_str(*self))
            }
        }

        impl ::core::fmt::Debug for $code {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_tuple(stringify!($code))
                    .field(&$code::as_str(*self))
                    .finish()
            }
        }

        impl ::core::convert::AsRef<str> for $code {
            fn as_ref(&self) -> &str {
                $code::as_str(*self)
            }
        }

        impl ::core::cmp::PartialEq<str> for $code {
            fn eq(&self, other: &str) -> bool {
                $code::as_str(*self) == other
            }
        }

        impl ::core::cmp::PartialEq<&str> for $code {
            fn eq(&self, other: &&str) -> bool {
                $code::as_str(*self) == *other
            }
        }

        impl ::core::convert::From<$code> for &'static str {
            fn from(code: $code) -> Self {
                $code::as_str(code)
            }
        }

        impl ::core::convert::From<$code> for $crate::__v1::String {
            fn from(code: $code) -> Self {
                $crate::__v1::String::from($code::as_str(code))
            }
        }

        impl ::core::str::FromStr for $code {
            type Err = $crate::UnknownErrorCode;

            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                $code::lookup(text).ok_or($crate::UnknownErrorCode::new())
            }
        }

        impl ::core::convert::TryFrom<&str> for $code {
            type Error = $crate::UnknownErrorCode;

            fn try_from(text: &str) -> ::core::result::Result<Self, Self::Error> {
                $code::lookup(text).ok_or($crate::UnknownErrorCode::new())
            }
        }

        impl $crate::__v1::strum::EnumCount for $code {
            const COUNT: usize = Self::ALL.len();
        }

        impl $crate::__v1::strum::VariantArray for $code {
            const VARIANTS: &'static [Self] = Self::ALL;
        }

        impl $crate::__v1::strum::IntoEnumIterator for $code {
            type Iterator = ::core::iter::Copied<::core::slice::Iter<'static, Self>>;

            fn iter() -> Self::Iterator {
                Self::ALL.iter().copied()
            }
        }

        $crate::__error_code_serde!($code);
    };
}

/// An example for a method, where the enum is our own.
#[doc(hidden)]
#[macro_export]
macro_rules! __example {
    (with_examples, $example:literal) => {
        concat!(
            "\n```\nuse tencentcloud_error_codes::ErrorCode;\n",
            $example,
            "```\n"
        )
    };
    (without_examples, $example:literal) => {
        ""
    };
}

/// serde by the text of the code.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! __error_code_serde {
    ($code:ident) => {
        impl $crate::__v1::serde::Serialize for $code {
            fn serialize<S: $crate::__v1::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str($code::as_str(*self))
            }
        }

        impl<'de> $crate::__v1::serde::Deserialize<'de> for $code {
            fn deserialize<D: $crate::__v1::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::__v1::deserialize_code(deserializer)
            }
        }
    };
}

/// Without the feature `serde`, nothing.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __error_code_serde {
    ($code:ident) => {};
}

use core::fmt;

use crate::category::Category;
use crate::retry::Retry;
use crate::table::Table;

/// The table of our own catalog, in which a code from the wire finds its family.
pub(crate) const TABLE: &Table<ErrorCode> = &ERROR_CODE_TABLE;

/// What every error code enum can tell, ours and those that other crates generate from tables of
/// their own: for code that is written once for all of them.
///
/// Everything but [`lookup`](Code::lookup) can be called on a `dyn Code`.
///
/// Where the trait is in scope, a call on a reference, `code.category()` with a `code: &ErrorCode`, is
/// the trait's; by value, `(*code).category()`, it is the enum's own.
///
/// ```
/// use tencentcloud_error_codes::{Code, ErrorCode, Retry};
///
/// fn is_worth_waiting(code: &dyn Code) -> bool {
///     matches!(code.retry(), Retry::Backoff | Retry::WhenReady)
/// }
///
/// assert!(is_worth_waiting(&ErrorCode::RequestLimitExceeded));
/// ```
pub trait Code: fmt::Display + fmt::Debug {
    /// The text as the API sends it.
    fn as_str(&self) -> &'static str;

    /// What is wrong, in a sentence.
    fn description(&self) -> &'static str;

    /// What to do about it, where the description does not say it already.
    fn hint(&self) -> Option<&'static str>;

    /// What went wrong.
    fn category(&self) -> Category;

    /// What may be done with the same request.
    fn retry(&self) -> Retry;

    /// The code with this text, to the letter.
    fn lookup(text: &str) -> Option<Self>
    where
        Self: Sized;
}

/// The text is not a code of this catalog. To keep such a text, and to learn what its family
/// says, use a [`WireCode`](crate::WireCode).
///
/// ```
/// use tencentcloud_error_codes::ErrorCode;
///
/// let error = "Gibberish".parse::<ErrorCode>().unwrap_err();
/// assert_eq!(error.to_string(), "not an error code of this catalog");
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct UnknownErrorCode;

impl UnknownErrorCode {
    #[doc(hidden)]
    #[must_use]
    pub const fn new() -> Self {
        Self
    }
}

impl fmt::Display for UnknownErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an error code of this catalog")
    }
}

impl core::error::Error for UnknownErrorCode {}

include!(concat!(env!("OUT_DIR"), "/error_code.rs"));
