//! The text form of the small enums: their names in tables, files, logs and metrics.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::nearest::nearest;

/// Gives an enum with `as_str` the traits of what is written as a text.
macro_rules! as_text {
    ($type:ident) => {
        impl ::core::fmt::Display for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::core::convert::AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::core::convert::From<$type> for &'static str {
            fn from(value: $type) -> Self {
                value.as_str()
            }
        }
    };
}
pub(crate) use as_text;

/// Gives an enum with `ALL` and `as_str` the traits of a text, which is read as it is written.
macro_rules! by_name {
    ($type:ident, $what:literal) => {
        $crate::names::as_text!($type);

        impl ::core::str::FromStr for $type {
            type Err = $crate::names::UnknownName;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let mut values = Self::ALL.iter().copied();
                values.find(|value| value.as_str() == text).ok_or_else(|| {
                    $crate::names::UnknownName::new(
                        $what,
                        text,
                        Self::ALL.iter().map(|v| v.as_str()),
                    )
                })
            }
        }
    };
}
pub(crate) use by_name;

/// The error for a string that names no value of an enum, such as [`Category`](crate::Category), or no
/// [`Product`](crate::Product).
///
/// Its message says what was found, what was expected, and which value was probably meant.
///
/// ```
/// use tencentcloud_error_codes::Retry;
///
/// let error = "bakoff".parse::<Retry>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "found the retry class `bakoff`, expected one of never, backoff, when_ready, if_idempotent, \
///      refresh; did you mean `backoff`?"
/// );
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct UnknownName {
    what: &'static str,
    found: String,
    expected: Vec<&'static str>,
}

impl UnknownName {
    pub(crate) fn new(
        what: &'static str,
        found: &str,
        expected: impl IntoIterator<Item = &'static str>,
    ) -> Self {
        Self {
            what,
            found: found.to_owned(),
            expected: expected.into_iter().collect(),
        }
    }

    /// The values that are accepted.
    ///
    /// ```
    /// use tencentcloud_error_codes::Retry;
    ///
    /// let error = "sometimes".parse::<Retry>().unwrap_err();
    /// assert_eq!(error.expected().len(), Retry::ALL.len());
    /// ```
    #[must_use]
    pub fn expected(&self) -> &[&'static str] {
        &self.expected
    }

    /// The value that was probably meant.
    ///
    /// ```
    /// use tencentcloud_error_codes::Category;
    ///
    /// let error = "vaildation".parse::<Category>().unwrap_err();
    /// assert_eq!(error.suggestion(), Some("validation"));
    /// ```
    #[must_use]
    pub fn suggestion(&self) -> Option<&'static str> {
        nearest(&self.found, self.expected.iter().copied())
    }
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // More than these are no help in a message.
        const MOST: usize = 20;
        let found = crate::escape::Shortened(&self.found);
        write!(f, "found the {} `{found}`, expected one of ", self.what)?;
        for (i, value) in self.expected.iter().take(MOST).enumerate() {
            write!(f, "{}{value}", if i > 0 { ", " } else { "" })?;
        }
        if self.expected.len() > MOST {
            write!(f, " and {} more", self.expected.len() - MOST)?;
        }
        match self.suggestion() {
            Some(suggestion) => write!(f, "; did you mean `{suggestion}`?"),
            None => Ok(()),
        }
    }
}

impl core::error::Error for UnknownName {}
