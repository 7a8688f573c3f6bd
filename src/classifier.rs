//! Rules that override classes at run time.

#[cfg(feature = "serde")]
use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::category::Category;
use crate::class::{Basis, Class};
use crate::code::Code;
use crate::decision::Decision;
use crate::hash::{THOROUGH, hash};
use crate::idempotency::Idempotency;
use crate::retry::Retry;

/// Exceptions to the classes of the catalog, such as "never retry `InternalError` in our account".
///
/// A rule applies to one code ([`with_code`](Self::with_code)), or to a code and everything below it
/// ([`with_family`](Self::with_family)). The rule for the code itself takes precedence, then the
/// longest family. Codes without a rule keep the class of the catalog. A lookup takes the same time
/// however many rules there are, and does not allocate.
///
/// ```
/// use tencentcloud_error_codes::{Category, Classifier, ErrorCode, Retry, WireCode};
///
/// let classifier = Classifier::new()
///     .with_code(ErrorCode::InternalError, Retry::Never)
///     .with_family("UnsupportedOperation.Mutex", (Category::Conflict, Retry::WhenReady));
///
/// let retry = |code: &WireCode| classifier.class(code).map(|class| class.retry);
/// assert_eq!(retry(&"InternalError".into()), Some(Retry::Never));
/// assert_eq!(retry(&"UnsupportedOperation.Mutex.Task".into()), Some(Retry::WhenReady));
/// // No rule applies, so the catalog does.
/// assert_eq!(retry(&"InternalError.BrandNew".into()), Some(Retry::IfIdempotent));
/// assert_eq!(retry(&"Gibberish".into()), None);
/// ```
///
/// With the feature `serde`, a classifier can be read from a file and written to one, using the names
/// in the tables in `data/`. `.*` stands for everything below a code:
///
/// ```
/// # #[cfg(feature = "serde")] {
/// use tencentcloud_error_codes::{Classifier, ErrorCode, Idempotency};
///
/// // As TOML: "InternalError" = { retry = "never" }
/// //          "UnsupportedOperation.Mutex.*" = { category = "conflict", retry = "when_ready" }
/// let file = r#"{
///     "InternalError": {"retry": "never"},
///     "UnsupportedOperation.Mutex.*": {"category": "conflict", "retry": "when_ready"}
/// }"#;
/// let classifier: Classifier = serde_json::from_str(file).unwrap();
/// let decision = classifier.decide(ErrorCode::InternalError, Idempotency::Idempotent);
/// assert_eq!(decision.as_str(), "give_up");
/// # }
/// ```
#[derive(Clone, Default)]
pub struct Classifier {
    entries: Vec<Entry>,
    /// The indices of the entries, each in the first slot that was free from where its text hashes to.
    /// A power of two in number, at most half of them taken.
    slots: Vec<Option<usize>>,
    /// The length of the longest text with a rule for what is below it.
    longest_family: usize,
}

/// The rules for one text.
#[derive(Clone)]
struct Entry {
    text: String,
    code: Rule,
    family: Rule,
}

/// What a rule of a [`Classifier`] sets: a category, a retry class or both. The rest comes from the
/// catalog.
///
/// ```
/// use tencentcloud_error_codes::{Category, Class, Classifier, Retry, WireCode};
///
/// let classifier = Classifier::new()
///     .with_code("Private.Locked", Retry::WhenReady)
///     .with_code("Private.Locked", Category::Conflict)
///     .with_code("Private.Full", (Category::Quota, Retry::Never));
/// let class = classifier.class(&WireCode::new("Private.Locked")).unwrap();
/// assert_eq!((class.category, class.retry), (Category::Conflict, Retry::WhenReady));
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub struct Rule {
    pub(crate) category: Option<Category>,
    pub(crate) retry: Option<Retry>,
}

impl From<Category> for Rule {
    fn from(category: Category) -> Self {
        Self {
            category: Some(category),
            retry: None,
        }
    }
}

impl From<Retry> for Rule {
    fn from(retry: Retry) -> Self {
        Self {
            category: None,
            retry: Some(retry),
        }
    }
}

impl From<(Category, Retry)> for Rule {
    fn from((category, retry): (Category, Retry)) -> Self {
        Self {
            category: Some(category),
            retry: Some(retry),
        }
    }
}

impl Rule {
    pub(crate) const fn is_empty(self) -> bool {
        self.category.is_none() && self.retry.is_none()
    }

    fn is_complete(self) -> bool {
        self.category.is_some() && self.retry.is_some()
    }

    /// What this says, and for the rest what the other says.
    fn or(self, other: Self) -> Self {
        Self {
            category: self.category.or(other.category),
            retry: self.retry.or(other.retry),
        }
    }
}

impl Classifier {
    /// Makes a classifier without rules.
    ///
    /// ```
    /// use tencentcloud_error_codes::{Classifier, ErrorCode};
    ///
    /// let code = ErrorCode::InternalError;
    /// assert_eq!(Classifier::new().class(code), Some(code.class()));
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self {
            entries: Vec::new(),
            slots: Vec::new(),
            longest_family: 0,
        }
    }

    /// Gives one code another category, retry class or both. A later call replaces what an earlier one
    /// set for the same code.
    ///
    /// ```
    /// use tencentcloud_error_codes::{Classifier, ErrorCode, Retry, WireCode};
    ///
    /// let classifier = Classifier::new().with_code(ErrorCode::InternalError, Retry::Never);
    /// let below = WireCode::new("InternalError.BrandNew");
    /// assert_eq!(classifier.class(&below), below.class());
    /// ```
    #[must_use]
    pub fn with_code(mut self, code: impl Into<String>, rule: impl Into<Rule>) -> Self {
        let entry = self.entry(code.into());
        entry.code = rule.into().or(entry.code);
        self
    }

    /// Gives a code and everything below it another category, retry class or both. A later call
    /// replaces what an earlier one set for the same family.
    ///
    /// This reaches far: a rule for `FailedOperation` also applies to
    /// `FailedOperation.BalanceInsufficient`, whatever the catalog says about that code.
    ///
    /// ```
    /// use tencentcloud_error_codes::{Classifier, ErrorCode, Retry, WireCode};
    ///
    /// let classifier = Classifier::new().with_family("InternalError", Retry::Never);
    /// let retry = |code: &WireCode| classifier.class(code).unwrap().retry;
    /// assert_eq!(retry(&"InternalError".into()), Retry::Never);
    /// assert_eq!(retry(&"InternalError.BrandNew".into()), Retry::Never);
    /// ```
    #[must_use]
    pub fn with_family(mut self, family: impl Into<String>, rule: impl Into<Rule>) -> Self {
        let family = family.into();
        self.longest_family = self.longest_family.max(family.len());
        let entry = self.entry(family);
        entry.family = rule.into().or(entry.family);
        self
    }

    /// What went wrong, and what may be done with the same request: according to the rules that apply
    /// to the code, and otherwise according to the catalog.
    ///
    /// It takes an [`ErrorCode`](crate::ErrorCode), a `&`[`WireCode`](crate::WireCode) or a code of
    /// your own catalog. If a rule sets the retry class, the basis is [`Basis::Rule`].
    ///
    /// ```
    /// use tencentcloud_error_codes::{Basis, Classifier, Retry, WireCode};
    ///
    /// let classifier = Classifier::new().with_family("ResourceUnavailable", Retry::WhenReady);
    /// let class = classifier.class(&WireCode::new("ResourceUnavailable.BrandNew")).unwrap();
    /// assert_eq!((class.retry, class.basis), (Retry::WhenReady, Basis::Rule));
    /// ```
    #[must_use]
    pub fn class<T: AsRef<str> + Into<Option<Class>>>(&self, code: T) -> Option<Class> {
        let rule = self.rule(code.as_ref());
        let class: Option<Class> = code.into();
        if rule.is_empty() {
            return class;
        }
        // Half a rule, for a code of which nothing else is known, says as little as can be.
        let class = class.unwrap_or(Class::new(Category::Failed, Retry::Never));
        Some(Class {
            category: rule.category.unwrap_or(class.category),
            retry: rule.retry.unwrap_or(class.retry),
            basis: rule.retry.map_or(class.basis, |_| Basis::Rule),
            window: class.window,
        })
    }

    /// The decision about a request that failed with this code: [`Decision::new`] with the
    /// [`class`](Self::class).
    ///
    /// ```
    /// use tencentcloud_error_codes::{Classifier, Decision, ErrorCode, Idempotency, Retry};
    ///
    /// let classifier = Classifier::new().with_code("InternalError", Retry::Never);
    /// let decision = classifier.decide(ErrorCode::InternalError, Idempotency::Idempotent);
    /// assert_eq!(decision, Decision::GiveUp);
    /// ```
    #[must_use]
    pub fn decide<T: AsRef<str> + Into<Option<Class>>>(
        &self,
        code: T,
        idempotency: Idempotency,
    ) -> Decision {
        Decision::new(self.class(code), idempotency)
    }

    /// The rules that match no code and no family of the catalog, as they are written in a file, so
    /// that you can warn about typos. Codes of products whose feature is off are not in the catalog.
    ///
    /// ```
    /// use tencentcloud_error_codes::{Classifier, ErrorCode, Retry};
    ///
    /// let classifier = Classifier::new()
    ///     .with_code("InternalError", Retry::Never)
    ///     .with_family("LimitExceded", Retry::Never);
    /// assert_eq!(classifier.unmatched::<ErrorCode>(), ["LimitExceded.*"]);
    /// ```
    #[must_use]
    pub fn unmatched<C: Code>(&self) -> Vec<String> {
        self.spelled()
            .filter(|(text, _)| !C::is_known(text.strip_suffix(".*").unwrap_or(text)))
            .map(|(text, _)| text)
            .collect()
    }

    /// Every rule as it is spelled in a file, in the order of the text.
    pub(crate) fn spelled(&self) -> impl Iterator<Item = (String, Rule)> {
        let mut rules: Vec<_> = self
            .entries
            .iter()
            .flat_map(|entry| {
                [
                    (entry.text.clone(), entry.code),
                    (format!("{}.*", entry.text), entry.family),
                ]
            })
            .filter(|(_, rule)| !rule.is_empty())
            .collect();
        rules.sort_by(|(a, _), (b, _)| a.cmp(b));
        rules.into_iter()
    }

    /// Adds a rule as it is spelled in a file. `None` if there is one already.
    #[cfg(feature = "serde")]
    pub(crate) fn add_spelled(&mut self, spelled: &str, rule: Rule) -> Option<()> {
        let entry = match spelled.strip_suffix(".*") {
            Some(family) => {
                self.longest_family = self.longest_family.max(family.len());
                &mut self.entry(family.to_owned()).family
            }
            None => &mut self.entry(spelled.to_owned()).code,
        };
        if !entry.is_empty() {
            return None;
        }
        *entry = rule;
        Some(())
    }

    /// What all rules together say of a code: its own, then those of its families, the longest first.
    fn rule(&self, code: &str) -> Rule {
        let mut rule = Rule::default();
        if let Some(entry) = self.find(code) {
            rule = entry.code.or(entry.family);
        }
        let mut rest = code;
        while !rule.is_complete() {
            let Some((family, _)) = rest.rsplit_once('.') else {
                break;
            };
            rest = family;
            // No need to look for what is longer than every family.
            if family.len() <= self.longest_family {
                if let Some(entry) = self.find(family) {
                    rule = rule.or(entry.family);
                }
            }
        }
        rule
    }

    fn find(&self, text: &str) -> Option<&Entry> {
        self.index_of(text).map(|index| &self.entries[index])
    }

    /// The entry of a text, made if there is none.
    fn entry(&mut self, text: String) -> &mut Entry {
        let index = self.index_of(&text).unwrap_or_else(|| {
            self.entries.push(Entry {
                text,
                code: Rule::default(),
                family: Rule::default(),
            });
            self.add_slot(self.entries.len() - 1);
            self.entries.len() - 1
        });
        &mut self.entries[index]
    }

    fn index_of(&self, text: &str) -> Option<usize> {
        // From the slot that the text hashes to, up to the first free one.
        let mask = self.slots.len().checked_sub(1)?;
        let mut slot = hash_of(text) & mask;
        loop {
            let index = self.slots[slot]?;
            if self.entries[index].text == text {
                return Some(index);
            }
            slot = (slot + 1) & mask;
        }
    }

    fn add_slot(&mut self, index: usize) {
        if self.entries.len() * 2 > self.slots.len() {
            let len = (self.entries.len() * 2).next_power_of_two();
            self.slots.clear();
            self.slots.resize(len, None);
            for index in 0..self.entries.len() {
                self.fill_slot(index);
            }
        } else {
            self.fill_slot(index);
        }
    }

    fn fill_slot(&mut self, index: usize) {
        let mask = self.slots.len() - 1;
        let mut slot = hash_of(&self.entries[index].text) & mask;
        while self.slots[slot].is_some() {
            slot = (slot + 1) & mask;
        }
        self.slots[slot] = Some(index);
    }
}

/// Rules are few and written by whoever runs the program, so nobody provokes collisions; but texts
/// that are alike must differ, so it is the thorough hash.
fn hash_of(text: &str) -> usize {
    hash(text.as_bytes(), THOROUGH).number()
}

impl PartialEq for Classifier {
    fn eq(&self, other: &Self) -> bool {
        self.spelled().eq(other.spelled())
    }
}

impl Eq for Classifier {}

impl fmt::Debug for Classifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.spelled()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What makes a lookup take the same time whatever the number of rules.
    #[test]
    fn a_rule_is_in_the_slot_that_it_hashes_to_or_near() {
        let mut classifier = Classifier::new();
        for count in 1..=1000 {
            let code = format!("InvalidParameterValue.Rule{count}");
            classifier = classifier.with_code(code, Retry::Never);
            assert!(classifier.slots.len() >= 2 * count);
        }
        let mask = classifier.slots.len() - 1;
        let distances = classifier
            .slots
            .iter()
            .enumerate()
            .filter_map(|(slot, index)| {
                let home = hash_of(&classifier.entries[(*index)?].text);
                Some(slot.wrapping_sub(home) & mask)
            });
        assert!(distances.sum::<usize>() < 1000);
    }
}
