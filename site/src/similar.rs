//! Codes that are like a code, for whoever met the wrong one.

use std::collections::HashMap;

use crate::catalog::Catalog;

/// The words of all codes, and where each occurs.
pub(crate) struct Similar {
    words: Vec<Vec<usize>>,
    codes_with: Vec<Vec<usize>>,
}

impl Similar {
    pub(crate) fn new(catalog: &Catalog) -> Self {
        let mut ids = HashMap::new();
        let mut words = Vec::new();
        let mut codes_with: Vec<Vec<usize>> = Vec::new();
        for (number, code) in catalog.codes.iter().enumerate() {
            let mut of_code: Vec<usize> = split(&code.code)
                .into_iter()
                .map(|word| {
                    let next = ids.len();
                    *ids.entry(word).or_insert(next)
                })
                .collect();
            of_code.sort_unstable();
            of_code.dedup();
            for &word in &of_code {
                if word == codes_with.len() {
                    codes_with.push(Vec::new());
                }
                codes_with[word].push(number);
            }
            words.push(of_code);
        }
        Self { words, codes_with }
    }

    /// The codes that have the most words in common with a code, best first; a word counts the more
    /// the fewer codes have it.
    pub(crate) fn to(&self, number: usize) -> Vec<usize> {
        const SHOWN: usize = 6;
        /// So much of the weight must be the same.
        const LIKE: f64 = 0.45;
        let weight = |word: usize| {
            let with = u32::try_from(self.codes_with[word].len()).unwrap_or(u32::MAX);
            let all = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
            (f64::from(all) / f64::from(with)).ln()
        };
        let total = |number: usize| {
            self.words[number]
                .iter()
                .map(|&word| weight(word))
                .sum::<f64>()
        };
        let mut shared = HashMap::<usize, f64>::new();
        for &word in &self.words[number] {
            // A word of so many codes makes nothing similar.
            if self.codes_with[word].len() > 1_000 {
                continue;
            }
            for &other in &self.codes_with[word] {
                *shared.entry(other).or_default() += weight(word);
            }
        }
        let own = total(number);
        let mut found: Vec<_> = shared
            .into_iter()
            .filter(|(other, _)| *other != number)
            .map(|(other, shared)| (shared / (own + total(other) - shared).max(1e-9), other))
            .filter(|(likeness, _)| *likeness >= LIKE)
            .collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        found
            .into_iter()
            .take(SHOWN)
            .map(|(_, other)| other)
            .collect()
    }
}

/// The words of a code in lower case; capitals begin a word.
fn split(code: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for c in code.chars() {
        if !c.is_ascii_alphanumeric() || c.is_ascii_uppercase() && was_lower {
            words.push(String::new());
        }
        if let (Some(word), true) = (words.last_mut(), c.is_ascii_alphanumeric()) {
            word.push(c.to_ascii_lowercase());
        }
        was_lower = c.is_ascii_lowercase() || c.is_ascii_digit();
    }
    words.retain(|word| !word.is_empty());
    words
}
