//! What the enums of all catalogs have in common: ours, and those that other crates generate.

use core::fmt;
use core::hash::Hash;

use crate::actor::Actor;
use crate::category::Category;
use crate::class::{Basis, Class};
use crate::language::Language;
use crate::retry::Retry;
use crate::table::Table;

/// An error code of a catalog: [`ErrorCode`](crate::ErrorCode), or an enum that another crate generates
/// from its own tables. Use this trait to write code once for all of them.
///
/// Each enum also has these as inherent methods with the same types, so you need not import the trait
/// to call them. [`Either`](crate::Either) combines two catalogs. Nothing else can implement the trait.
///
/// ```
/// use tencentcloud_error_codes::{Code, ErrorCode};
///
/// fn explain<C: Code>(text: &str) -> Option<String> {
///     let code = C::lookup(text)?;
///     Some(format!("{}: {} ({})", code.as_str(), code.description(), code.retry()))
/// }
///
/// assert_eq!(
///     explain::<ErrorCode>("InternalError").unwrap(),
///     "InternalError: Internal error. (if_idempotent)"
/// );
/// ```
pub trait Code:
    Parts + Copy + Ord + Hash + fmt::Debug + fmt::Display + Send + Sync + Unpin + 'static
{
    /// Every code, in the order of their text. An enum also has them in a constant `ALL`.
    ///
    /// ```
    /// use tencentcloud_error_codes::{Category, Code, ErrorCode};
    ///
    /// fn count<C: Code>(category: Category) -> usize {
    ///     C::all().filter(|code| code.category() == category).count()
    /// }
    ///
    /// assert!(count::<ErrorCode>(Category::Throttling) > 0);
    /// ```
    fn all() -> impl Iterator<Item = Self>;

    /// Finds the code with exactly this text. It neither allocates nor locks.
    #[must_use]
    fn lookup(text: &str) -> Option<Self>;

    /// The text as the API sends it.
    #[must_use]
    fn as_str(self) -> &'static str;

    /// What is wrong, in a sentence. The wording may change in any release.
    #[must_use]
    fn description(self) -> &'static str;

    /// What to do about it, in a sentence, unless the description already says so. The wording may
    /// change in any release.
    #[must_use]
    fn hint(self) -> Option<&'static str>;

    /// What is wrong, in this language if the catalog has it, and otherwise in the language of its
    /// tables.
    #[must_use]
    fn description_in(self, language: Language) -> &'static str;

    /// What to do about it, in this language if the catalog has it, and otherwise in the language of
    /// its tables.
    #[must_use]
    fn hint_in(self, language: Language) -> Option<&'static str>;

    /// Who can do something about it, if the table says so.
    #[must_use]
    fn actor(self) -> Option<Actor>;

    /// What went wrong, and what may be done with the same request.
    #[must_use]
    fn class(self) -> Class;

    /// What went wrong.
    #[inline]
    #[must_use]
    fn category(self) -> Category {
        self.class().category
    }

    /// What may be done with the same request.
    #[inline]
    #[must_use]
    fn retry(self) -> Retry {
        self.class().retry
    }

    /// The HTTP status: the documented one if there is one, and otherwise the nearest, for gateways.
    /// See [`Category::http_status`].
    #[must_use]
    fn http_status(self) -> u16;

    /// The first part of the text: everything before the first separator, which is a dot unless the
    /// catalog sets another one. In a catalog without a separator, the longest family that the text
    /// begins with.
    #[must_use]
    fn family(self) -> &'static str;

    /// The code with the most similar spelling, to suggest for a text that is not a code.
    ///
    /// It compares the text with every code, so use it only for messages to people.
    #[must_use]
    fn nearest(text: &str) -> Option<Self> {
        let codes = Self::all().map(Self::as_str);
        crate::nearest::nearest(text, codes).and_then(Self::lookup)
    }
}

/// What a catalog knows of texts that are no codes of it. It is in no public module, so that nothing else
/// implements [`Code`].
pub trait Parts: Sized {
    /// What the longest prefix of a text that is known says of the whole text.
    fn prefix(text: &str) -> Option<Prefix>;

    /// The family of a text.
    fn family_of(text: &str) -> &str;

    /// Whether the text is a code or a family.
    fn is_known(text: &str) -> bool;
}

/// What is known of a text that is no code.
#[derive(Clone, Copy, Debug)]
pub struct Prefix {
    /// The code or family that the text begins with.
    pub name: &'static str,
    /// The class of the text.
    pub class: Class,
    /// The ending of the text, if the class is taken from it.
    pub ending: Option<&'static str>,
}

/// What the generator hands over for an enum.
pub trait Catalog:
    Copy + Ord + Hash + fmt::Debug + fmt::Display + Send + Sync + Unpin + 'static
{
    /// The table of the catalog.
    const TABLE: Table<Self>;
    /// The codes in the order of their text, which is the order of their rows.
    const CODES: &'static [Self];

    /// The row of the code in the table.
    fn row(self) -> u16;
}

impl<C: Catalog> Parts for C {
    fn prefix(text: &str) -> Option<Prefix> {
        let row = C::TABLE.prefix(text, find_row::<C>)?;
        // Asked first, because a processor can guess the answer.
        let ending = if C::TABLE.endings.may_end(text.as_bytes()) {
            C::TABLE.ending(text, row)
        } else {
            None
        };
        let class = match ending {
            None => C::TABLE.class(row, Basis::Family),
            Some((_, category)) => Class {
                basis: Basis::Ending,
                ..Class::new(category, Retry::Never)
            },
        };
        Some(Prefix {
            name: C::TABLE.name(row),
            class,
            ending: ending.map(|(ending, _)| ending),
        })
    }

    fn family_of(text: &str) -> &str {
        C::TABLE.family_of(text)
    }

    fn is_known(text: &str) -> bool {
        find_row::<C>(text.as_bytes()).is_some()
    }
}

/// The row of a code or a family with this text.
#[inline(never)]
fn find_row<C: Catalog>(text: &[u8]) -> Option<u16> {
    C::TABLE.find_row(text, C::row)
}

impl<C: Catalog> Code for C {
    fn all() -> impl Iterator<Item = Self> {
        C::CODES.iter().copied()
    }

    #[inline]
    fn lookup(text: &str) -> Option<Self> {
        #[inline(never)]
        fn find_unusual<C: Catalog>(text: &[u8]) -> Option<C> {
            C::TABLE.find_unusual(text)
        }
        C::TABLE.find(text.as_bytes(), find_unusual::<C>)
    }

    #[inline]
    fn as_str(self) -> &'static str {
        C::TABLE.name(self.row())
    }

    #[inline]
    fn description(self) -> &'static str {
        C::TABLE.description(self.row())
    }

    #[inline]
    fn hint(self) -> Option<&'static str> {
        C::TABLE.hint(self.row())
    }

    fn description_in(self, language: Language) -> &'static str {
        C::TABLE.description_in(self.row(), language)
    }

    fn hint_in(self, language: Language) -> Option<&'static str> {
        C::TABLE.hint_in(self.row(), language)
    }

    #[inline]
    fn actor(self) -> Option<Actor> {
        C::TABLE.actor(self.row())
    }

    #[inline]
    fn class(self) -> Class {
        C::TABLE.class(self.row(), Basis::Exact)
    }

    #[inline]
    fn http_status(self) -> u16 {
        C::TABLE.http_status(self.row())
    }

    #[inline]
    fn family(self) -> &'static str {
        C::TABLE.family(self.row())
    }
}

/// The text is not a code of this catalog. To keep such a text and learn what its family says, use a
/// [`WireCode`](crate::WireCode).
///
/// The error does not hold the text, which would have to be copied. The caller has it and can print it
/// next to the error, as a [`WireCode`](crate::WireCode), which escapes what does not belong on a
/// terminal:
///
/// ```
/// use tencentcloud_error_codes::{ErrorCode, WireCode};
///
/// let text = "Gibberish";
/// let code = text
///     .parse::<ErrorCode>()
///     .map_err(|error| format!("{}: {error}", WireCode::new(text)));
/// assert_eq!(code.unwrap_err(), "Gibberish: not an error code of this catalog");
/// ```
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

/// The inherent methods of an enum that another crate generates: those of `Code`, so that nobody has
/// to import it. Ours has them by hand, with examples.
#[doc(hidden)]
#[macro_export]
macro_rules! __methods {
    ($code:ident) => {
        impl $code {
            /// Every code, in the order of their text.
            pub const ALL: &'static [Self] = <Self as $crate::__v3::Catalog>::CODES;

            /// Finds the code with exactly this text. It neither allocates nor locks.
            ///
            /// Read a code from a response as a [`WireCode`](::tencentcloud_error_codes::WireCode)
            /// instead, which keeps unknown codes.
            #[inline]
            #[must_use]
            pub fn lookup(text: &str) -> ::core::option::Option<Self> {
                <Self as $crate::Code>::lookup(text)
            }

            /// The text as it comes off the wire.
            #[inline]
            #[must_use]
            pub fn as_str(self) -> &'static str {
                $crate::Code::as_str(self)
            }

            /// What is wrong, in a sentence. The wording may change in any release.
            #[inline]
            #[must_use]
            pub fn description(self) -> &'static str {
                $crate::Code::description(self)
            }

            /// What to do about it, unless the description already says so.
            #[inline]
            #[must_use]
            pub fn hint(self) -> ::core::option::Option<&'static str> {
                $crate::Code::hint(self)
            }

            /// What is wrong, in this language if the catalog has it, and otherwise in the language of
            /// its tables.
            #[must_use]
            pub fn description_in(self, language: $crate::Language) -> &'static str {
                $crate::Code::description_in(self, language)
            }

            /// What to do about it, in this language if the catalog has it, and otherwise in the
            /// language of its tables.
            #[must_use]
            pub fn hint_in(
                self,
                language: $crate::Language,
            ) -> ::core::option::Option<&'static str> {
                $crate::Code::hint_in(self, language)
            }

            /// Who can do something about it, if the table says so.
            #[inline]
            #[must_use]
            pub const fn actor(self) -> ::core::option::Option<$crate::Actor> {
                <Self as $crate::__v3::Catalog>::TABLE.actor(self as u16)
            }

            /// What went wrong, and what may be done with the same request.
            #[inline]
            #[must_use]
            pub const fn class(self) -> $crate::Class {
                <Self as $crate::__v3::Catalog>::TABLE.class(self as u16, $crate::Basis::Exact)
            }

            /// What went wrong.
            #[inline]
            #[must_use]
            pub const fn category(self) -> $crate::Category {
                self.class().category
            }

            /// What may be done with the same request.
            #[inline]
            #[must_use]
            pub const fn retry(self) -> $crate::Retry {
                self.class().retry
            }

            /// The HTTP status: the one in the table or, for gateways, the nearest to the category.
            #[inline]
            #[must_use]
            pub const fn http_status(self) -> u16 {
                <Self as $crate::__v3::Catalog>::TABLE.http_status(self as u16)
            }

            /// The part of the text before the first separator, which is a dot unless the catalog sets
            /// another one. In a catalog without a separator, the longest family that the text begins
            /// with.
            #[inline]
            #[must_use]
            pub fn family(self) -> &'static str {
                $crate::Code::family(self)
            }

            /// The code with the most similar spelling, to suggest for a text that is not a code.
            #[must_use]
            pub fn nearest(text: &str) -> ::core::option::Option<Self> {
                <Self as $crate::Code>::nearest(text)
            }
        }
    };
}

/// The enum of a column whose words are declared.
#[doc(hidden)]
#[macro_export]
macro_rules! __words {
    ($visibility:vis $words:ident, $column:literal, $($word:ident = $text:literal, $doc:literal,)+) => {
        #[doc = concat!(" What the column `", $column, "` may have.")]
        #[allow(non_camel_case_types, clippy::enum_variant_names, reason = "the words are those of the table")]
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        $visibility enum $words {
            $(
                #[doc = $doc]
                $word,
            )+
        }

        #[allow(dead_code, reason = "whoever has a column need not use all of this")]
        impl $words {
            /// Every word, in order of declaration.
            $visibility const ALL: &'static [Self] = &[$(Self::$word,)+];

            /// The word, as in the table.
            #[must_use]
            $visibility const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$word => $text,)+
                }
            }
        }

        impl ::core::fmt::Display for $words {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        $crate::__serialize!($words);
    };
}

/// The traits of an enum, which only the crate that has the enum may implement.
#[doc(hidden)]
#[macro_export]
macro_rules! __traits {
    ($code:ident) => {
        impl ::core::fmt::Display for $code {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::core::fmt::Debug for $code {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_tuple(stringify!($code))
                    .field(&self.as_str())
                    .finish()
            }
        }

        impl ::core::convert::AsRef<str> for $code {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        $crate::__equal! { $code, code => code.as_str();
            str, text => text;
            &str, text => *text;
            $crate::__v3::String, text => text.as_str();
        }

        // In whatever catalog it was looked up: one may stand for several.
        impl<C: $crate::Code> ::core::cmp::PartialEq<$crate::WireCode<'_, C>> for $code {
            fn eq(&self, wire: &$crate::WireCode<'_, C>) -> bool {
                self.as_str() == wire.as_str()
            }
        }

        impl<C: $crate::Code> ::core::cmp::PartialEq<$code> for $crate::WireCode<'_, C> {
            fn eq(&self, code: &$code) -> bool {
                self.as_str() == code.as_str()
            }
        }

        impl ::core::convert::From<$code> for $crate::Class {
            fn from(code: $code) -> Self {
                code.class()
            }
        }

        impl ::core::convert::From<$code> for ::core::option::Option<$crate::Class> {
            fn from(code: $code) -> Self {
                ::core::option::Option::Some(code.class())
            }
        }

        impl ::core::convert::From<&$code> for ::core::option::Option<$crate::Class> {
            fn from(code: &$code) -> Self {
                ::core::option::Option::Some(code.class())
            }
        }

        impl ::core::convert::From<$code> for &'static str {
            fn from(code: $code) -> Self {
                code.as_str()
            }
        }

        impl ::core::convert::From<$code> for $crate::__v3::String {
            fn from(code: $code) -> Self {
                $crate::__v3::String::from(code.as_str())
            }
        }

        impl ::core::str::FromStr for $code {
            type Err = $crate::UnknownErrorCode;

            // `Self::Err` would be a variant, where there is one.
            fn from_str(text: &str) -> ::core::result::Result<Self, $crate::UnknownErrorCode> {
                Self::lookup(text).ok_or($crate::UnknownErrorCode::new())
            }
        }

        impl ::core::convert::TryFrom<&str> for $code {
            type Error = $crate::UnknownErrorCode;

            fn try_from(text: &str) -> ::core::result::Result<Self, $crate::UnknownErrorCode> {
                Self::lookup(text).ok_or($crate::UnknownErrorCode::new())
            }
        }

        $crate::__strum!($code);
        $crate::__serde!($code);
    };
}

/// `==` both ways between two types, by their texts.
#[doc(hidden)]
#[macro_export]
macro_rules! __equal {
    ($type:ty, $this:ident => $this_text:expr; $($other:ty, $that:ident => $that_text:expr;)+) => { $(
        impl ::core::cmp::PartialEq<$other> for $type {
            fn eq(&self, $that: &$other) -> bool {
                let $this = self;
                let (this, that): (&str, &str) = ($this_text, $that_text);
                this == that
            }
        }

        impl ::core::cmp::PartialEq<$type> for $other {
            fn eq(&self, $this: &$type) -> bool {
                $this == self
            }
        }
    )+ };
}

/// strum's traits, by the array of the codes: no derive, which takes minutes for so many.
#[cfg(feature = "strum")]
#[doc(hidden)]
#[macro_export]
macro_rules! __strum {
    ($type:ident) => {
        impl $crate::__v3::strum::EnumCount for $type {
            const COUNT: usize = Self::ALL.len();
        }

        impl $crate::__v3::strum::VariantArray for $type {
            const VARIANTS: &'static [Self] = Self::ALL;
        }

        impl $crate::__v3::strum::IntoEnumIterator for $type {
            type Iterator = ::core::iter::Copied<::core::slice::Iter<'static, Self>>;

            fn iter() -> ::core::iter::Copied<::core::slice::Iter<'static, Self>> {
                Self::ALL.iter().copied()
            }
        }
    };
}

/// Without the feature `strum`, nothing.
#[cfg(not(feature = "strum"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __strum {
    ($type:ident) => {};
}

/// serde's `Serialize` by the text.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! __serialize {
    ($type:ident) => {
        impl $crate::__v3::serde::Serialize for $type {
            fn serialize<S: $crate::__v3::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}

/// Without the feature `serde`, nothing.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __serialize {
    ($type:ident) => {};
}

/// serde by the text of the code.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($code:ident) => {
        $crate::__serialize!($code);

        impl<'de> $crate::__v3::serde::Deserialize<'de> for $code {
            fn deserialize<D: $crate::__v3::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::__v3::deserialize_code(deserializer)
            }
        }
    };
}

/// Without the feature `serde`, nothing.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($code:ident) => {};
}
