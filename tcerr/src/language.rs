//! The language of what is written for people: that of the option, else that of the locale.

use std::sync::OnceLock;

use tencentcloud_error_codes::Language;

static LANGUAGE: OnceLock<Language> = OnceLock::new();

/// Sets the language that was asked for.
pub(crate) fn set(asked_for: Option<Language>) {
    let language = asked_for.unwrap_or_else(|| of_locale(|name| std::env::var(name).ok()));
    let _ = LANGUAGE.set(language);
}

pub(crate) fn language() -> Language {
    LANGUAGE.get().copied().unwrap_or_default()
}

/// The text in the language.
pub(crate) fn in_both(en: &'static str, zh: &'static str) -> &'static str {
    match language() {
        Language::Zh => zh,
        _ => en,
    }
}

/// The first of these that is set counts, as POSIX has it. A language that is not spoken here is English.
fn of_locale(variable: impl Fn(&str) -> Option<String>) -> Language {
    let mut locales = ["LC_ALL", "LC_MESSAGES", "LANG"].iter();
    let locale = locales.find_map(|name| variable(name).filter(|value| !value.is_empty()));
    locale.and_then(|tag| tag.parse().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_variable_that_is_set_counts() {
        let of = |variables: &[(&str, &str)]| {
            of_locale(|name| {
                let found = variables.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(of(&[]), Language::En);
        assert_eq!(of(&[("LANG", "zh_CN.UTF-8")]), Language::Zh);
        assert_eq!(
            of(&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C")]),
            Language::En
        );
        assert_eq!(
            of(&[("LANG", "en_US.UTF-8"), ("LC_MESSAGES", "zh_CN")]),
            Language::Zh
        );
        assert_eq!(of(&[("LANG", "zh_CN"), ("LC_ALL", "")]), Language::Zh);
        assert_eq!(of(&[("LANG", "de_DE")]), Language::En);
    }
}
