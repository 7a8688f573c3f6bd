//! The languages of the texts.

use core::str::FromStr;

use crate::names::{UnknownName, as_text};

/// A language in which descriptions, hints and names are asked for.
///
/// English is always here. The texts of our own catalog in another language come with the feature of
/// its name, `zh`; a catalog of your own brings its languages in tables of its own, with or without
/// that feature. A text that is not compiled in is answered in the language of the catalog, which is
/// English for ours: some text is better than none. So every language can be named whatever the
/// features, and what takes one from a user or from a file compiles in every program.
///
/// It is read from the tags that people use, those of locales among them. Only the language in it
/// counts, not region, script or encoding:
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
    /// Every language that can be asked for, in the order of their declaration.
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

    /// The tag with a region, as the API itself takes it in the header `X-TC-Language`, for the
    /// messages of its answers.
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
