//! `tcerr search`: codes by words, best first, typos forgiven.

use std::io;

use tencentcloud_error_codes::ErrorCode;

use crate::Outcome;
use crate::list::write_codes;

/// Searches codes and descriptions for words; typos are forgiven.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  tcerr search disk quota
  tcerr search 'signture expired' --limit 3")]
pub(crate) struct Arguments {
    /// The words to look for.
    #[arg(required = true)]
    words: Vec<String>,
    /// At most so many codes.
    #[arg(long, default_value_t = 10, value_name = "N")]
    limit: usize,
    /// One JSON object per code, one per line.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> io::Result<Outcome> {
    let query = words(&arguments.words.join(" "));
    let mut scored: Vec<_> = ErrorCode::ALL
        .iter()
        .filter_map(|&code| Some((score(&query, code)?, code)))
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    let best = scored
        .into_iter()
        .take(arguments.limit)
        .map(|(_, code)| code);
    write_codes(&mut out, best, arguments.json)
}

/// How well a code fits the words; `None` if one of them fits nothing.
fn score(query: &[String], code: ErrorCode) -> Option<f64> {
    /// A word of the code says more than one of the description.
    const IN_CODE: f64 = 1.5;
    let in_code = words(code.as_str());
    let in_description = words(code.description());
    let mut sum = 0.0;
    for wanted in query {
        let best = |words: &[String]| {
            words
                .iter()
                .map(|word| likeness(wanted, word))
                .fold(0.0, f64::max)
        };
        let best = f64::max(best(&in_code) * IN_CODE, best(&in_description));
        if best == 0.0 {
            return None;
        }
        sum += best;
    }
    // Among equals the one that says little else.
    let common = if ErrorCode::COMMON.contains(&code) {
        0.1
    } else {
        0.0
    };
    let length = u8::try_from(in_code.len()).unwrap_or(u8::MAX);
    Some(sum + common - 0.01 * f64::from(length))
}

/// How like two words are: the same, the beginning, or the same but for a typo; else 0.
fn likeness(wanted: &str, word: &str) -> f64 {
    if wanted == word {
        return 1.0;
    }
    if wanted.len() >= 3 && word.starts_with(wanted) {
        return 0.8;
    }
    // One slip in a word of four letters, two in a long one.
    let slips = match wanted.len() {
        0..=3 => return 0.0,
        4..=7 => 1,
        _ => 2,
    };
    if wanted.len().abs_diff(word.len()) > slips {
        return 0.0;
    }
    match strsim::damerau_levenshtein(wanted, word) {
        1 => 0.5,
        distance if distance <= slips => 0.4,
        _ => 0.0,
    }
}

/// The words of a text in lower case; capitals begin a word in a code.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut was_lower = false;
    for c in text.chars() {
        let begins = c.is_uppercase() && was_lower;
        if (begins || !c.is_alphanumeric()) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
        was_lower = c.is_lowercase() || c.is_ascii_digit();
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}
