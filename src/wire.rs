//! A code off the wire, known or not.

use alloc::borrow::Cow;
use alloc::string::String;
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};

use crate::category::Category;
use crate::code::{ErrorCode, TABLE};
use crate::retry::Retry;

/// An error code as it came off the wire: known or not, its text is kept to the letter.
///
/// Services answer with new codes every week, and a code that is unknown today may be known in
/// the next release of this crate. So match on [`known`](Self::known) and fall back to the
/// category, which an unknown code takes from the longest known prefix of its text; compare with
/// a text where a code has no variant yet. Neither breaks when the code becomes known.
///
/// ```
/// use tencentcloud_error_codes::{Basis, Category, ErrorCode, Retry, WireCode};
///
/// fn what_now(code: &WireCode) -> &'static str {
///     match code.known() {
///         Some(ErrorCode::ResourceInsufficient) => "another zone",
///         // Holds before and after the crate knows the code.
///         _ if *code == "ResourceInsufficient.BrandNew" => "another zone, too",
///         _ => match code.category() {
///             Some(Category::Throttling) => "slow down",
///             _ => "give up",
///         },
///     }
/// }
///
/// assert_eq!(what_now(&WireCode::new("ResourceInsufficient")), "another zone");
/// assert_eq!(what_now(&WireCode::new("RequestLimitExceeded.SomethingNew")), "slow down");
///
/// let new = WireCode::new("RequestLimitExceeded.SomethingNew");
/// assert_eq!(new.known(), None);
/// assert_eq!(new.retry(), Some(Retry::Backoff));
/// assert_eq!(new.basis(), Basis::Family("RequestLimitExceeded"));
///
/// let gibberish = WireCode::new("Gibberish");
/// assert_eq!(gibberish.category(), None);
/// assert_eq!(gibberish.basis(), Basis::None);
/// ```
///
/// The text is untrusted: [`Display`](fmt::Display) writes control characters as escapes, so that
/// a code cannot take over a terminal or forge a line of a log. [`as_str`](Self::as_str) is the
/// text itself.
#[derive(Clone)]
pub struct WireCode<'a>(Repr<'a>);

#[derive(Clone)]
enum Repr<'a> {
    Known(ErrorCode),
    // Never the text of a known code, so that two equal texts have one representation.
    Unknown(Cow<'a, str>),
}

/// From what a [`WireCode`] has its category and retry class.
///
/// ```
/// use tencentcloud_error_codes::{Basis, WireCode};
///
/// assert_eq!(WireCode::new("InternalError").basis(), Basis::Exact);
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Basis {
    /// The code itself is in the catalog.
    Exact,
    /// The code is not in the catalog, but this prefix of it is: its family, or a longer one.
    Family(&'static str),
    /// Nothing is known of it.
    None,
}

impl<'a> WireCode<'a> {
    /// A code with this text. A known code is stored as its number: the text is dropped, and
    /// nothing borrowed.
    ///
    /// ```
    /// use tencentcloud_error_codes::{ErrorCode, WireCode};
    ///
    /// let borrowed = WireCode::new("InternalError");
    /// let owned = WireCode::new(String::from("InternalError"));
    /// assert_eq!(borrowed, owned);
    /// assert_eq!(borrowed.known(), Some(ErrorCode::InternalError));
    /// ```
    #[must_use]
    pub fn new(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        Self(match ErrorCode::lookup(&text) {
            Some(code) => Repr::Known(code),
            None => Repr::Unknown(text),
        })
    }

    /// The text, to the letter.
    ///
    /// ```
    /// use tencentcloud_error_codes::WireCode;
    ///
    /// assert_eq!(WireCode::new("  odd\n").as_str(), "  odd\n");
    /// ```
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Repr::Known(code) => code.as_str(),
            Repr::Unknown(text) => text,
        }
    }

    /// The code, if the catalog has it, with the features that are on.
    ///
    /// ```
    /// use tencentcloud_error_codes::{ErrorCode, WireCode};
    ///
    /// assert_eq!(WireCode::new("InternalError").known(), Some(ErrorCode::InternalError));
    /// ```
    #[must_use]
    pub const fn known(&self) -> Option<ErrorCode> {
        match self.0 {
            Repr::Known(code) => Some(code),
            Repr::Unknown(_) => None,
        }
    }

    /// The part of the text before the first dot, whether it is known or not.
    ///
    /// ```
    /// use tencentcloud_error_codes::WireCode;
    ///
    /// assert_eq!(WireCode::new("LimitExceeded.Unheard").family(), "LimitExceeded");
    /// ```
    #[must_use]
    pub fn family(&self) -> &str {
        let text = self.as_str();
        text.split_once('.').map_or(text, |(family, _)| family)
    }

    /// What went wrong: from the code itself or, where it is not known, from the longest prefix
    /// that is.
    ///
    /// ```
    /// use tencentcloud_error_codes::{Category, WireCode};
    ///
    /// assert_eq!(WireCode::new("LimitExceeded.Unheard").category(), Some(Category::Quota));
    /// ```
    #[must_use]
    pub fn category(&self) -> Option<Category> {
        self.row().map(|row| TABLE.category(row))
    }

    /// What may be done with the same request: from the code itself or, where it is not known,
    /// from the longest prefix that is. Nothing is known of the rest: treat it as
    /// [`Retry::Never`].
    ///
    /// ```
    /// use tencentcloud_error_codes::{Retry, WireCode};
    ///
    /// let code = WireCode::new("Gibberish");
    /// assert_eq!(code.retry().unwrap_or(Retry::Never), Retry::Never);
    /// ```
    #[must_use]
    pub fn retry(&self) -> Option<Retry> {
        self.row().map(|row| TABLE.retry(row))
    }

    /// From what the category and the retry class are taken.
    ///
    /// ```
    /// use tencentcloud_error_codes::{Basis, WireCode};
    ///
    /// let code = WireCode::new("LimitExceeded.Unheard");
    /// assert_eq!(code.basis(), Basis::Family("LimitExceeded"));
    /// ```
    #[must_use]
    pub fn basis(&self) -> Basis {
        match &self.0 {
            Repr::Known(_) => Basis::Exact,
            Repr::Unknown(_) => self
                .row()
                .map_or(Basis::None, |row| Basis::Family(TABLE.name(row))),
        }
    }

    /// Whether the same request may ever be sent again without a change by the caller: every
    /// retry class but `never`. On what condition, [`retry`](Self::retry) says, and
    /// [`Decision`](crate::Decision) decides.
    ///
    /// ```
    /// use tencentcloud_error_codes::WireCode;
    ///
    /// assert!(WireCode::new("RequestLimitExceeded.BrandNew").is_retryable());
    /// assert!(!WireCode::new("Gibberish").is_retryable());
    /// ```
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.retry().is_some_and(|retry| retry != Retry::Never)
    }

    /// Whether the caller sent too many requests.
    ///
    /// ```
    /// use tencentcloud_error_codes::WireCode;
    ///
    /// assert!(WireCode::new("RequestLimitExceeded").is_throttling());
    /// ```
    #[must_use]
    pub fn is_throttling(&self) -> bool {
        self.category() == Some(Category::Throttling)
    }

    /// Whether the caller could not be authenticated, or may not do this.
    ///
    /// ```
    /// use tencentcloud_error_codes::WireCode;
    ///
    /// assert!(WireCode::new("AuthFailure.BrandNew").is_access_error());
    /// ```
    #[must_use]
    pub fn is_access_error(&self) -> bool {
        matches!(
            self.category(),
            Some(Category::Authentication | Category::Authorization)
        )
    }

    /// Whether a resource that the request names does not exist.
    ///
    /// ```
    /// use tencentcloud_error_codes::WireCode;
    ///
    /// assert!(WireCode::new("ResourceNotFound.BrandNew").is_not_found());
    /// ```
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.category() == Some(Category::NotFound)
    }

    /// Whether the fault is on the server's side: capacity, unavailable, internal or failed.
    ///
    /// ```
    /// use tencentcloud_error_codes::WireCode;
    ///
    /// assert!(WireCode::new("InternalError.BrandNew").is_server_error());
    /// ```
    #[must_use]
    pub fn is_server_error(&self) -> bool {
        self.category()
            .is_some_and(|category| category.http_status() >= 500)
    }

    /// The same code without a borrow.
    ///
    /// ```
    /// use tencentcloud_error_codes::WireCode;
    ///
    /// let kept: WireCode<'static> = WireCode::new("Gibberish").into_owned();
    /// # assert_eq!(kept, "Gibberish");
    /// ```
    #[must_use]
    pub fn into_owned(self) -> WireCode<'static> {
        WireCode(match self.0 {
            Repr::Known(code) => Repr::Known(code),
            Repr::Unknown(text) => Repr::Unknown(Cow::Owned(text.into_owned())),
        })
    }

    /// The row that answers for this code. A family that is no code has a row, too.
    fn row(&self) -> Option<u16> {
        match &self.0 {
            Repr::Known(code) => Some(*code as u16),
            // What has a dot and is in the table is a code, and so it would be known.
            Repr::Unknown(text) => {
                let row_of = |code| code as u16;
                TABLE
                    .prefix(text, row_of)
                    .or_else(|| TABLE.find_row(text.as_bytes(), row_of))
            }
        }
    }
}

impl fmt::Display for WireCode<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::escape::Escaped(self.as_str()).fmt(f)
    }
}

impl fmt::Debug for WireCode<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("WireCode").field(&self.as_str()).finish()
    }
}

impl AsRef<str> for WireCode<'_> {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq for WireCode<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for WireCode<'_> {}

impl PartialEq<str> for WireCode<'_> {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for WireCode<'_> {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl PartialEq<ErrorCode> for WireCode<'_> {
    fn eq(&self, other: &ErrorCode) -> bool {
        self.known() == Some(*other)
    }
}

impl PartialOrd for WireCode<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for WireCode<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl Hash for WireCode<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl From<ErrorCode> for WireCode<'_> {
    fn from(code: ErrorCode) -> Self {
        Self(Repr::Known(code))
    }
}

impl<'a> From<&'a str> for WireCode<'a> {
    fn from(text: &'a str) -> Self {
        Self::new(text)
    }
}

impl From<String> for WireCode<'_> {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}
