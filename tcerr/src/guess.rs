//! What may have been meant by a word that is no name.

use std::collections::HashMap;
use std::sync::OnceLock;

use tencentcloud_error_codes::ErrorCode;

use crate::variant::variant;

/// The name of a variant that may have its type before it, as `tcerr explain` shows it.
pub(crate) fn without_type(word: &str) -> &str {
    word.strip_prefix("ErrorCode::").unwrap_or(word)
}

/// The code that a word is meant as: itself, in another case, or the name of its variant. Where
/// several may be meant, none is.
pub(crate) fn code(word: &str) -> Option<ErrorCode> {
    type Names = HashMap<String, Option<ErrorCode>>;
    static NAMES: OnceLock<[Names; 3]> = OnceLock::new();
    let lower = |text: &str| text.to_ascii_lowercase();
    let letters = |text: &str| lower(text).replace(|c: char| !c.is_ascii_alphanumeric(), "");
    let names = |name: &dyn Fn(ErrorCode) -> String| {
        let mut names = Names::new();
        for &code in ErrorCode::ALL {
            names
                .entry(name(code))
                .and_modify(|only| *only = None)
                .or_insert(Some(code));
        }
        names
    };
    if let Some(code) = ErrorCode::lookup(word) {
        return Some(code);
    }
    let word = without_type(word);
    let [by_text, by_variant, by_letters] = NAMES.get_or_init(|| {
        [
            names(&|code| lower(code.as_str())),
            names(&|code| lower(&variant(code))),
            names(&|code| letters(code.as_str())),
        ]
    });
    let found = by_text
        .get(&lower(word))
        .or_else(|| by_variant.get(&lower(word)));
    found.or_else(|| by_letters.get(&letters(word))).copied()?
}

/// The name that was meant, where one is like it.
pub(crate) fn nearest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // The likeness takes time by the length, and no name is nearly as long as this.
    if name.len() > 200 {
        return None;
    }
    names
        .map(|known| (strsim::jaro_winkler(known, name), known))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .filter(|(likeness, _)| *likeness > 0.8)
        .map(|(_, known)| known)
}

/// The end of a message that asks for what was meant.
pub(crate) fn did_you_mean(name: Option<&str>) -> String {
    name.map_or_else(String::new, |name| format!("; did you mean `{name}`?"))
}

/// The three known codes that are most like the text, best first.
pub(crate) fn similar(text: &str) -> Vec<&'static str> {
    const SHOWN: usize = 3;
    const LIKE: f64 = 0.5;
    // The distance is quadratic in the length; no code is nearly as long as this.
    if text.len() > 200 {
        return Vec::new();
    }
    let lower = text.to_ascii_lowercase();
    let mut codes: Vec<_> = ErrorCode::ALL
        .iter()
        .map(|code| {
            let name = code.as_str();
            let likeness = strsim::normalized_damerau_levenshtein(text, name);
            // The start of a code is more than letters in common; and a common code is meant more often.
            let is_start = lower.len() >= 3 && name.to_ascii_lowercase().starts_with(&lower);
            let is_common = ErrorCode::COMMON.contains(code);
            let bonus = if is_start { 0.3 } else { 0.0 } + if is_common { 0.1 } else { 0.0 };
            (likeness + bonus, name)
        })
        .filter(|&(likeness, _)| likeness >= LIKE)
        .collect();
    codes.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    codes
        .into_iter()
        .take(SHOWN)
        .map(|(_, code)| code)
        .collect()
}
