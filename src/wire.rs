//! A code off the wire, known or not.

use alloc::borrow::{Borrow, Cow, ToOwned};
use alloc::string::String;
use core::cmp::Ordering;
use core::convert::Infallible;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::str::FromStr;

use crate::actor::Actor;
use crate::category::Category;
use crate::class::Class;
use crate::code::Code;
use crate::error_code::ErrorCode;
use crate::escape::Escaped;
use crate::language::Language;
use crate::product::Product;
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
/// assert_eq!(new.class().unwrap().basis, Basis::Family);
///
/// assert_eq!(WireCode::new("Gibberish").class(), None);
/// ```
///
/// The text is untrusted: [`Display`](fmt::Display) writes control characters as escapes, so that
/// a code cannot take over a terminal or forge a line of a log. [`as_str`](Self::as_str) is the
/// text itself.
///
/// `C` is the catalog in which the code is looked up: ours, that of an enum which another crate
/// generates (see [`of`](Self::of)), or several at once: [`Either`](crate::Either).
#[derive(Clone)]
pub struct WireCode<'a, C = ErrorCode>(Repr<'a, C>);

#[derive(Clone)]
enum Repr<'a, C> {
    Known(C),
    // Never the text of a known code, so that two equal texts have one representation.
    Unknown(Cow<'a, str>),
}

impl<'a> WireCode<'a> {
    /// A code with this text, in our catalog; [`of`](Self::of) takes any. A known code is stored as its
    /// number: the text is dropped, and nothing borrowed.
    ///
    /// ```
    /// use tencentcloud_error_codes::{ErrorCode, WireCode};
    ///
    /// let borrowed = WireCode::new("InternalError");
    /// let owned = WireCode::new(String::from("InternalError"));
    /// assert_eq!(borrowed, owned);
    /// assert_eq!(borrowed.known(), Some(ErrorCode::InternalError));
    /// ```
    #[inline]
    #[must_use]
    pub fn new(text: impl Into<Cow<'a, str>>) -> Self {
        Self::of(text)
    }

    /// The products that are documented to answer with this code, among those that are compiled in;
    /// none for a code that is not known. See [`ErrorCode::products`].
    ///
    /// ```
    /// # #[cfg(feature = "lighthouse")] {
    /// use tencentcloud_error_codes::{Product, WireCode};
    ///
    /// let code = WireCode::new("ResourcesSoldOut.BundleSoldOut");
    /// assert!(code.products().contains(&Product::LIGHTHOUSE));
    /// # }
    /// ```
    #[must_use]
    pub fn products(&self) -> &'static [Product] {
        self.known().map_or(&[], ErrorCode::products)
    }
}

impl<'a, C: Code> WireCode<'a, C> {
    /// A code with this text, in the catalog `C`.
    ///
    /// ```
    /// use tencentcloud_error_codes::{ErrorCode, WireCode};
    ///
    /// let code = WireCode::<ErrorCode>::of("InternalError");
    /// assert_eq!(code, WireCode::new("InternalError"));
    /// ```
    #[inline]
    #[must_use]
    pub fn of(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        Self(match C::lookup(&text) {
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
    pub const fn known(&self) -> Option<C> {
        match self.0 {
            Repr::Known(code) => Some(code),
            Repr::Unknown(_) => None,
        }
    }

    /// The first part of the text, whether it is known or not: what is before the first dot. In a catalog
    /// with another separator, it is what is before that one; in a catalog without any, the longest of
    /// its families.
    ///
    /// It is for counting and grouping. What the class is taken from is
    /// [`known_prefix`](Self::known_prefix), which may be longer, for a family may have the separator in it.
    ///
    /// ```
    /// use tencentcloud_error_codes::WireCode;
    ///
    /// assert_eq!(WireCode::new("LimitExceeded.Unheard").family(), "LimitExceeded");
    /// ```
    #[must_use]
    pub fn family(&self) -> &str {
        C::family_of(self.as_str())
    }

    /// What went wrong, what may be done with the same request, and how that is known: from the code
    /// itself or, if it is not known, from the longest prefix that is.
    ///
    /// `None` if nothing is known of it: give it up.
    ///
    /// ```
    /// use tencentcloud_error_codes::{Basis, Category, WireCode};
    ///
    /// let class = WireCode::new("LimitExceeded.Unheard").class().unwrap();
    /// assert_eq!((class.category, class.basis), (Category::Quota, Basis::Family));
    /// ```
    #[must_use]
    pub fn class(&self) -> Option<Class> {
        match &self.0 {
            Repr::Known(code) => Some(code.class()),
            Repr::Unknown(text) => C::prefix(text).map(|prefix| prefix.class),
        }
    }

    /// What went wrong: the category of its [`class`](Self::class).
    ///
    /// ```
    /// use tencentcloud_error_codes::{Category, WireCode};
    ///
    /// assert_eq!(WireCode::new("LimitExceeded.Unheard").category(), Some(Category::Quota));
    /// ```
    #[must_use]
    pub fn category(&self) -> Option<Category> {
        self.class().map(|class| class.category)
    }

    /// What may be done with the same request: the retry class of its [`class`](Self::class). Whether
    /// a request may be sent again, [`Decision`](crate::Decision) decides.
    ///
    /// ```
    /// use tencentcloud_error_codes::{Retry, WireCode};
    ///
    /// let code = WireCode::new("Gibberish");
    /// assert_eq!(code.retry().unwrap_or(Retry::Never), Retry::Never);
    /// ```
    #[must_use]
    pub fn retry(&self) -> Option<Retry> {
        self.class().map(|class| class.retry)
    }

    /// The HTTP status: the documented one or, for gateways, the nearest; see
    /// [`Category::http_status`].
    ///
    /// ```
    /// use tencentcloud_error_codes::WireCode;
    ///
    /// assert_eq!(WireCode::new("ResourceNotFound.BrandNew").http_status(), Some(404));
    /// ```
    #[must_use]
    pub fn http_status(&self) -> Option<u16> {
        match self.known() {
            Some(code) => Some(code.http_status()),
            None => self.category().map(Category::http_status),
        }
    }

    /// What is wrong, in a sentence, if the code is known.
    ///
    /// ```
    /// use tencentcloud_error_codes::WireCode;
    ///
    /// let code = WireCode::new("AuthFailure.SignatureExpire");
    /// assert_eq!(code.description(), Some("Signature expired."));
    /// ```
    #[must_use]
    pub fn description(&self) -> Option<&'static str> {
        self.known().map(C::description)
    }

    /// What to do about it, if the code is known and has a hint.
    ///
    /// ```
    /// use tencentcloud_error_codes::WireCode;
    ///
    /// let code = WireCode::new("AuthFailure.SignatureExpire");
    /// assert!(code.hint().unwrap().contains("clock"));
    /// ```
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        self.known().and_then(C::hint)
    }

    /// What is wrong, in another language, if the code is known; see [`Code::description_in`].
    ///
    /// ```
    /// use tencentcloud_error_codes::{Language, WireCode};
    ///
    /// let code = WireCode::new("AuthFailure.SignatureExpire");
    /// assert_eq!(code.description_in(Language::En), code.description());
    /// ```
    #[must_use]
    pub fn description_in(&self, language: Language) -> Option<&'static str> {
        self.known().map(|code| code.description_in(language))
    }

    /// What to do about it, in another language, if the code is known and has a hint; see
    /// [`Code::hint_in`].
    ///
    /// ```
    /// use tencentcloud_error_codes::{Language, WireCode};
    ///
    /// let code = WireCode::new("AuthFailure.SignatureExpire");
    /// assert_eq!(code.hint_in(Language::En), code.hint());
    /// ```
    #[must_use]
    pub fn hint_in(&self, language: Language) -> Option<&'static str> {
        self.known().and_then(|code| code.hint_in(language))
    }

    /// Who can do something about it, if the code is known and has a hint.
    ///
    /// ```
    /// use tencentcloud_error_codes::{Actor, WireCode};
    ///
    /// let code = WireCode::new("UnauthorizedOperation");
    /// assert_eq!(code.actor(), Some(Actor::Administrator));
    /// ```
    #[must_use]
    pub fn actor(&self) -> Option<Actor> {
        self.known().and_then(C::actor)
    }

    /// The part of the text that the catalog knows, and from which the class is taken: the whole text
    /// of a known code, or the longest prefix of another one.
    ///
    /// ```
    /// use tencentcloud_error_codes::WireCode;
    ///
    /// assert_eq!(WireCode::new("LimitExceeded.Unheard").known_prefix(), Some("LimitExceeded"));
    /// assert_eq!(WireCode::new("Gibberish").known_prefix(), None);
    /// ```
    #[must_use]
    pub fn known_prefix(&self) -> Option<&'static str> {
        match &self.0 {
            Repr::Known(code) => Some(code.as_str()),
            Repr::Unknown(text) => C::prefix(text).map(|prefix| prefix.name),
        }
    }

    /// The ending of the text from which the class is taken, if it is: see
    /// [`Basis::Ending`](crate::Basis::Ending).
    ///
    /// ```
    /// use tencentcloud_error_codes::WireCode;
    ///
    /// let code = WireCode::new("FailedOperation.GadgetNotExist");
    /// assert_eq!(code.known_ending(), Some("NotExist"));
    /// assert_eq!(WireCode::new("FailedOperation.Gadget").known_ending(), None);
    /// ```
    #[must_use]
    pub fn known_ending(&self) -> Option<&'static str> {
        match &self.0 {
            Repr::Known(_) => None,
            Repr::Unknown(text) => C::prefix(text)?.ending,
        }
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
    pub fn into_owned(self) -> WireCode<'static, C> {
        WireCode(match self.0 {
            Repr::Known(code) => Repr::Known(code),
            Repr::Unknown(text) => Repr::Unknown(Cow::Owned(text.into_owned())),
        })
    }
}

impl<C: Code> fmt::Display for WireCode<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Escaped(self.as_str()).fmt(f)
    }
}

impl<C: Code> fmt::Debug for WireCode<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("WireCode").field(&self.as_str()).finish()
    }
}

impl<C: Code> AsRef<str> for WireCode<'_, C> {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

// `Eq`, `Ord` and `Hash` are those of the text.
impl<C: Code> Borrow<str> for WireCode<'_, C> {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl<C: Code> PartialEq for WireCode<'_, C> {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl<C: Code> Eq for WireCode<'_, C> {}

impl<C: Code> PartialOrd for WireCode<'_, C> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<C: Code> Ord for WireCode<'_, C> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl<C: Code> Hash for WireCode<'_, C> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

macro_rules! equals_text {
    ($($text:ty),+) => { $(
        impl<C: Code> PartialEq<$text> for WireCode<'_, C> {
            fn eq(&self, other: &$text) -> bool {
                let other: &str = other.as_ref();
                self.as_str() == other
            }
        }

        impl<C: Code> PartialEq<WireCode<'_, C>> for $text {
            fn eq(&self, other: &WireCode<'_, C>) -> bool {
                other == self
            }
        }
    )+ };
}
equals_text!(str, &str, String);

impl<C: Code> From<C> for WireCode<'_, C> {
    fn from(code: C) -> Self {
        Self(Repr::Known(code))
    }
}

impl<'a, C: Code> From<&'a str> for WireCode<'a, C> {
    fn from(text: &'a str) -> Self {
        Self::of(text)
    }
}

impl<C: Code> From<String> for WireCode<'_, C> {
    fn from(text: String) -> Self {
        Self::of(text)
    }
}

impl<C: Code> FromStr for WireCode<'_, C> {
    type Err = Infallible;

    /// Never fails: a text that is not known is kept.
    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(match C::lookup(text) {
            Some(code) => code.into(),
            None => Self(Repr::Unknown(Cow::Owned(text.to_owned()))),
        })
    }
}

impl<C: Code> From<WireCode<'_, C>> for String {
    fn from(code: WireCode<'_, C>) -> Self {
        match code.0 {
            Repr::Known(code) => code.as_str().to_owned(),
            Repr::Unknown(text) => text.into_owned(),
        }
    }
}

impl<C: Code> From<&WireCode<'_, C>> for Option<Class> {
    fn from(code: &WireCode<'_, C>) -> Self {
        code.class()
    }
}

impl<C: Code> From<WireCode<'_, C>> for Option<Class> {
    fn from(code: WireCode<'_, C>) -> Self {
        code.class()
    }
}
