//! The languages of the pages, which are those of the library.

pub(crate) use tencentcloud_error_codes::Language;

/// Where the pages in a language are, and what it calls itself.
pub(crate) trait Pages {
    /// The folder of its pages.
    fn folder(self) -> &'static str;
    /// As in `lang` and `hreflang`.
    fn code(self) -> &'static str;
    /// Its own name.
    fn name(self) -> &'static str;
}

impl Pages for Language {
    fn folder(self) -> &'static str {
        match self {
            Self::Zh => "zh/",
            _ => "",
        }
    }

    fn code(self) -> &'static str {
        match self {
            // Of all regions, as the pages are for all of them.
            Self::Zh => self.tag(),
            _ => self.as_str(),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Zh => "简体中文",
            _ => "English",
        }
    }
}
