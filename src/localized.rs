//! Names and meanings of the small enums and of products, in the languages that are compiled in.

use crate::actor::Actor;
use crate::category::Category;
use crate::error_code::NAMES_IN;
use crate::language::Language;
use crate::product::Product;
use crate::retry::Retry;
use crate::window::Window;

/// What the generator writes for one language: name and meaning, in the order of each `ALL`.
pub(crate) struct Names {
    pub(crate) language: Language,
    pub(crate) categories: &'static [(&'static str, &'static str)],
    pub(crate) retries: &'static [(&'static str, &'static str)],
    pub(crate) actors: &'static [(&'static str, &'static str)],
    pub(crate) windows: &'static [&'static str],
    pub(crate) products: &'static [&'static str],
}

fn names(language: Language) -> Option<&'static Names> {
    NAMES_IN.iter().find(|names| names.language == language)
}

impl Category {
    /// The name in words for people, in a language; in English if that is not compiled in.
    ///
    /// ```
    /// use tencentcloud_error_codes::{Category, Language};
    ///
    /// assert_eq!(Category::NotFound.name_in(Language::En), "not found");
    /// # #[cfg(feature = "zh")]
    /// assert_eq!(Category::Quota.name_in(Language::Zh), "配额");
    /// ```
    #[must_use]
    pub fn name_in(self, language: Language) -> &'static str {
        match (names(language), self) {
            (Some(names), _) => names.categories[self as usize].0,
            (None, Self::NotFound) => "not found",
            (None, Self::DryRun) => "dry run",
            (None, _) => self.as_str(),
        }
    }

    /// The [`description`](Self::description) in a language; in English if that is not compiled in.
    ///
    /// ```
    /// use tencentcloud_error_codes::{Category, Language};
    ///
    /// let category = Category::Quota;
    /// assert_eq!(category.description_in(Language::En), category.description());
    /// ```
    #[must_use]
    pub fn description_in(self, language: Language) -> &'static str {
        match names(language) {
            Some(names) => names.categories[self as usize].1,
            None => self.description(),
        }
    }
}

impl Retry {
    /// The name in words for people, in a language; in English if that is not compiled in.
    ///
    /// ```
    /// use tencentcloud_error_codes::{Language, Retry};
    ///
    /// assert_eq!(Retry::WhenReady.name_in(Language::En), "when ready");
    /// ```
    #[must_use]
    pub fn name_in(self, language: Language) -> &'static str {
        match (names(language), self) {
            (Some(names), _) => names.retries[self as usize].0,
            (None, Self::WhenReady) => "when ready",
            (None, Self::IfIdempotent) => "if idempotent",
            (None, _) => self.as_str(),
        }
    }

    /// The [`advice`](Self::advice) in a language; in English if that is not compiled in.
    ///
    /// ```
    /// use tencentcloud_error_codes::{Language, Retry};
    ///
    /// assert_eq!(Retry::Never.advice_in(Language::En), Retry::Never.advice());
    /// ```
    #[must_use]
    pub fn advice_in(self, language: Language) -> &'static str {
        match names(language) {
            Some(names) => names.retries[self as usize].1,
            None => self.advice(),
        }
    }
}

impl Actor {
    /// The name in words for people, in a language; in English if that is not compiled in.
    ///
    /// ```
    /// use tencentcloud_error_codes::{Actor, Language};
    ///
    /// assert_eq!(Actor::KeyHolder.name_in(Language::En), "key holder");
    /// ```
    #[must_use]
    pub fn name_in(self, language: Language) -> &'static str {
        match (names(language), self) {
            (Some(names), _) => names.actors[self as usize].0,
            (None, Self::KeyHolder) => "key holder",
            (None, _) => self.as_str(),
        }
    }

    /// The [`description`](Self::description) in a language; in English if that is not compiled in.
    ///
    /// ```
    /// use tencentcloud_error_codes::{Actor, Language};
    ///
    /// assert_eq!(Actor::Payer.description_in(Language::En), Actor::Payer.description());
    /// ```
    #[must_use]
    pub fn description_in(self, language: Language) -> &'static str {
        match names(language) {
            Some(names) => names.actors[self as usize].1,
            None => self.description(),
        }
    }
}

impl Window {
    /// The name in words for people, in a language; in English if that is not compiled in.
    ///
    /// ```
    /// use tencentcloud_error_codes::{Language, Window};
    ///
    /// assert_eq!(Window::Hour.name_in(Language::En), "hour");
    /// ```
    #[must_use]
    pub fn name_in(self, language: Language) -> &'static str {
        match names(language) {
            Some(names) => names.windows[self as usize],
            None => self.as_str(),
        }
    }
}

impl Product {
    /// The [`title`](Self::title) in a language; in English if that is not compiled in.
    ///
    /// ```
    /// use tencentcloud_error_codes::{Language, Product};
    ///
    /// for product in Product::ALL {
    ///     assert_eq!(product.title_in(Language::En), product.title());
    /// }
    /// ```
    #[must_use]
    pub fn title_in(self, language: Language) -> &'static str {
        match names(language) {
            Some(names) => names.products[usize::from(self.0)],
            None => self.title(),
        }
    }
}
