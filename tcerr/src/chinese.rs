//! Codes by words in Chinese, which has no blanks between them: by the characters, the pairs of characters
//! and the Latin words that a description shares with them. Rare ones count more.
//!
//! `site/assets/search.js` has the same rules, and `tests/fixtures/searches.tsv` holds both to them. They
//! count in whole numbers, which are the same in every language.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::LazyLock;

use tencentcloud_error_codes::{ErrorCode, Language};

use crate::search::words;

/// Whether the text has a character of Chinese.
pub(crate) fn is_chinese(text: &str) -> bool {
    text.chars().any(is_han)
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}')
}

/// The codes that fit a clause, best first.
pub(crate) fn rank(clause: &str) -> Vec<ErrorCode> {
    /// A code with less of the words than this, in thousandths, has little to do with them.
    const LEAST: u64 = 350;
    /// So much more of the words another code must have to come before a common one.
    const COMMON: u64 = 250;
    let wanted = Clause::new(clause);
    let described: Vec<_> = ErrorCode::ALL
        .iter()
        .map(|&code| wanted.in_code(code))
        .collect();
    let mut frequencies = vec![0; wanted.parts.len()];
    for parts in &described {
        for &part in parts {
            frequencies[part] += 1;
        }
    }
    let weights: Vec<_> = wanted
        .parts
        .iter()
        .zip(frequencies)
        .map(|(part, frequency)| weight(part, frequency))
        .collect();
    let whole: u64 = weights.iter().sum();
    let mut ranked: Vec<_> = ErrorCode::ALL
        .iter()
        .zip(described)
        .filter_map(|(&code, parts)| {
            let shared: u64 = parts.iter().map(|&part| weights[part]).sum();
            let share = (1000 * shared).checked_div(whole)?;
            let bonus = if ErrorCode::COMMON.contains(&code) {
                COMMON
            } else {
                0
            };
            // Whoever asks for no product means a code of many.
            let spread = (code.products().len() / 4).min(2);
            let len = code.description_in(Language::Zh).chars().count();
            let key = (Reverse((share + bonus, spread)), len, code);
            (share >= LEAST).then_some(key)
        })
        .collect();
    ranked.sort();
    ranked.into_iter().map(|(.., code)| code).collect()
}

/// What a part counts that is in so many of the codes.
fn weight(part: &str, frequency: u32) -> u64 {
    #[expect(clippy::cast_precision_loss, reason = "there are not so many codes")]
    let codes = ErrorCode::ALL.len() as f64;
    let rarity = 100.0 * (codes / (f64::from(frequency) + 1.0)).ln();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 10 and 1000"
    )]
    let rarity = rarity.round().max(10.0) as u64;
    // A character says less than a pair or a word.
    let is_character = part.chars().count() == 1 && is_chinese(part);
    rarity * if is_character { 2 } else { 3 }
}

/// What is looked for.
struct Clause {
    parts: Vec<String>,
    numbers: HashMap<String, usize>,
}

impl Clause {
    fn new(text: &str) -> Self {
        let (mut parts, mut numbers) = (Vec::new(), HashMap::new());
        each_part(text, |part| {
            numbers.entry(part.to_owned()).or_insert_with(|| {
                parts.push(part.to_owned());
                parts.len() - 1
            });
        });
        Self { parts, numbers }
    }

    /// Which of the parts a code or its description has.
    fn in_code(&self, code: ErrorCode) -> Vec<usize> {
        let mut parts: Vec<usize> = Vec::new();
        let mut take = |part: &str| parts.extend(self.numbers.get(part));
        each_part(code.description_in(Language::Zh), &mut take);
        for word in words(code.as_str()) {
            take(&word);
        }
        parts.sort_unstable();
        parts.dedup();
        parts
    }
}

/// Gives the parts of a text, with one word for each thing: the characters of Chinese, the pairs of them that
/// stand together, and the words in Latin letters.
fn each_part(text: &str, mut take: impl FnMut(&str)) {
    let mut together = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let same = WORDS.get(&c).into_iter().flatten();
        let len = if let Some(word) = same.copied().find(|word| rest.starts_with(word.text)) {
            if word.is_apart {
                give_characters(word.one, &mut take);
                give_characters(&std::mem::take(&mut together), &mut take);
            } else {
                together.push_str(word.one);
            }
            word.text.len()
        } else if is_han(c) {
            together.push(c);
            c.len_utf8()
        } else if c.is_whitespace() {
            c.len_utf8()
        } else {
            give_characters(&std::mem::take(&mut together), &mut take);
            let len = rest.find(|c: char| !c.is_ascii_alphanumeric());
            let len = len.unwrap_or(rest.len());
            for word in words(&rest[..len]) {
                take(&word);
            }
            len.max(c.len_utf8())
        };
        rest = &rest[len..];
    }
    give_characters(&together, &mut take);
}

fn give_characters(text: &str, take: &mut impl FnMut(&str)) {
    let mut last = None;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        take(&text[at..end]);
        if let Some(last) = last {
            take(&text[last..end]);
        }
        last = Some(at);
    }
}

#[derive(Clone, Copy)]
struct Word {
    text: &'static str,
    /// The one that counts.
    one: &'static str,
    /// Whether it makes no pairs with what is beside it.
    is_apart: bool,
}

/// The words for the same thing by their first characters, the longest first.
static WORDS: LazyLock<HashMap<char, Vec<Word>>> = LazyLock::new(|| {
    let mut words = HashMap::<char, Vec<Word>>::new();
    let lines = include_str!("words.zh.txt").lines();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let is_apart = line.starts_with('~');
        let same = line.trim_start_matches('~').split_whitespace();
        let Some(one) = same.clone().next() else {
            continue;
        };
        for text in same {
            let word = Word {
                text,
                one,
                is_apart,
            };
            let start = text.chars().next().unwrap_or_default();
            words.entry(start).or_default().push(word);
        }
    }
    for words in words.values_mut() {
        words.sort_by_key(|word| Reverse(word.text.len()));
    }
    words
});

#[cfg(test)]
mod tests {
    use super::{each_part, is_chinese};

    fn parts(text: &str) -> Vec<String> {
        let mut parts = Vec::new();
        each_part(text, |part| parts.push(part.to_owned()));
        parts.sort();
        parts
    }

    #[test]
    fn words_for_the_same_thing_have_the_same_parts() {
        assert_eq!(parts("签名已过期"), parts("签名失效"));
        assert_eq!(parts("超过配额"), parts("超出配额"));
        assert_eq!(parts("秘钥 CVM"), parts("密 钥（CVM）"));
    }

    #[test]
    fn the_order_of_a_thing_and_what_is_said_of_it_is_the_same() {
        assert_eq!(parts("镜像不存在"), parts("找不到镜像"));
        assert_ne!(parts("镜像已存在"), parts("重复镜像"));
    }

    #[test]
    fn pairs_do_not_reach_over_a_mark() {
        assert_eq!(parts("余额"), ["余", "余额", "额"]);
        assert_eq!(parts("余，额"), ["余", "额"]);
        assert_eq!(parts("余DryRun额"), ["dry", "run", "余", "额"]);
        assert_eq!(parts("余 额"), parts("余额"));
        assert!(parts("，.").is_empty());
        assert!(is_chinese("a余") && !is_chinese("abc，"));
    }
}
