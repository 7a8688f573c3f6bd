//! Codes that are like a code, for whoever met the wrong one.

use std::collections::HashMap;

use crate::catalog::Catalog;

/// For each code those that are like it, best first.
pub(crate) struct Similar(Vec<Vec<usize>>);

impl Similar {
    pub(crate) fn new(catalog: &Catalog) -> Self {
        let words = Words::new(catalog);
        Self(
            (0..catalog.codes.len())
                .map(|number| words.similar(number))
                .collect(),
        )
    }

    pub(crate) fn to(&self, number: usize) -> &[usize] {
        &self.0[number]
    }
}

/// The words of all codes, and where each occurs.
struct Words {
    of_code: Vec<Vec<usize>>,
    codes_with: Vec<Vec<usize>>,
    /// A word counts the more the fewer codes have it.
    weights: Vec<f64>,
    /// What all words of a code count.
    totals: Vec<f64>,
}

impl Words {
    fn new(catalog: &Catalog) -> Self {
        let mut ids = HashMap::new();
        let mut of_code = Vec::new();
        let mut codes_with: Vec<Vec<usize>> = Vec::new();
        for (number, code) in catalog.codes.iter().enumerate() {
            let mut words = Vec::new();
            for word in split(&code.code) {
                let next = ids.len();
                words.push(*ids.entry(word).or_insert(next));
            }
            codes_with.resize_with(ids.len(), Vec::new);
            words.sort_unstable();
            words.dedup();
            for &word in &words {
                codes_with[word].push(number);
            }
            of_code.push(words);
        }
        let count = |codes: usize| f64::from(u32::try_from(codes).unwrap_or(u32::MAX));
        let weights: Vec<_> = codes_with
            .iter()
            .map(|codes| (count(of_code.len()) / count(codes.len())).ln())
            .collect();
        let totals = of_code
            .iter()
            .map(|words| words.iter().map(|&word| weights[word]).sum())
            .collect();
        Self {
            of_code,
            codes_with,
            weights,
            totals,
        }
    }

    /// The codes that have the most words in common with a code, best first.
    fn similar(&self, number: usize) -> Vec<usize> {
        const SHOWN: usize = 6;
        /// So much of the weight must be the same.
        const LIKE: f64 = 0.45;
        /// A word of so many codes makes nothing similar.
        const FREQUENT: usize = 1_000;
        let mut shared = HashMap::<usize, f64>::new();
        for &word in &self.of_code[number] {
            if self.codes_with[word].len() <= FREQUENT {
                for &other in &self.codes_with[word] {
                    *shared.entry(other).or_default() += self.weights[word];
                }
            }
        }
        let likeness = |other: usize, shared: f64| {
            let both = self.totals[number] + self.totals[other] - shared;
            shared / both.max(f64::EPSILON)
        };
        let mut found: Vec<_> = shared
            .into_iter()
            .filter(|(other, _)| *other != number)
            .map(|(other, shared)| (likeness(other, shared), other))
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
