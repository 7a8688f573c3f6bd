//! The languages of the texts.

use core::str::FromStr;

use crate::names::{UnknownName, as_text};

/// The language of descriptions, hints and names.
///
/// English is always available. The texts of the built-in catalog in another language need the feature
/// with its name, `zh`. A catalog of your own brings its translations in its own tables, with or
/// without that feature. If a text is not compiled in, you get it in the language of the catalog, which
/// is English for the built-in one. So you can name any language whatever the features, and code that
/// takes a language from a user or a file always compiles.
///
/// A language is parsed from the usual tags, including those of locales. Only the language in a tag
/// counts, not the region, script or encoding:
///
/// ```
/// use tencentcloud_error_codes::{ErrorCode, Language};
///
/// for tag in ["zh-CN", "zh", "zh_CN.UTF-8", "zh-Hans", "ZH-cn"] {
///     assert_eq!(tag.parse(), Ok(Language::Zh));
/// }
/// assert_eq!("en-US".parse(), Ok(Language::En));
///
/// let language = "de_DE.UTF-8".parse().unwrap_or(Language::En);
/// println!("{}", ErrorCode::InternalError.description_in(language));
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
#[repr(u8)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Simplified Chinese, for every tag of Chinese.
    Zh,
}

impl Language {
    /// Every language, in order of declaration.
    ///
    /// ```
    /// use tencentcloud_error_codes::Language;
    ///
    /// assert!(Language::ALL.contains(&Language::Zh));
    /// ```
    pub const ALL: &'static [Self] = &[Self::En, Self::Zh];

    /// The name in files, in serde and in `tcerr`.
    ///
    /// ```
    /// use tencentcloud_error_codes::Language;
    ///
    /// assert_eq!(Language::Zh.as_str(), "zh");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh",
        }
    }

    /// The tag with a region, as in the API's header `X-TC-Language`, which sets the language of its
    /// messages.
    ///
    /// ```
    /// use tencentcloud_error_codes::Language;
    ///
    /// assert_eq!(Language::Zh.tag(), "zh-CN");
    /// ```
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en-US",
            Self::Zh => "zh-CN",
        }
    }
}

impl FromStr for Language {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, UnknownName> {
        let end = text.find(['-', '_', '.', '@']).unwrap_or(text.len());
        let mut languages = Self::ALL.iter().copied();
        languages
            .find(|language| text[..end].eq_ignore_ascii_case(language.as_str()))
            .ok_or_else(|| {
                UnknownName::new("language", text, Self::ALL.iter().map(|known| known.tag()))
            })
    }
}

as_text!(Language);
