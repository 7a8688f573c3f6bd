//! `tcerr search`: codes by words, best first, typos forgiven.

use std::cmp::Reverse;
use std::io;

use tencentcloud_error_codes::ErrorCode;
use tencentcloud_error_codes::extract::codes_in;

use crate::Outcome;
use crate::chinese;
use crate::guess;
use crate::list::{say_none, write_codes};

/// Searches codes and descriptions for words; typos are forgiven.
#[derive(clap::Args)]
#[command(after_help = "\
Codes given in the query come first, then common codes, then codes with all of the words in their name.

Examples:
  tcerr search disk quota
  tcerr search 'signture expired' --limit 3
  tcerr search 余额不足")]
pub(crate) struct Arguments {
    /// The words to look for.
    #[arg(required = true)]
    words: Vec<String>,
    /// Show at most this many codes.
    #[arg(long, default_value_t = 10, value_name = "N")]
    limit: usize,
    /// One JSON object per code, one per line.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> io::Result<Outcome> {
    let text = arguments.words.join(" ");
    let mut found = named_in(&text);
    if found.is_empty() {
        found = search(&text);
        if let Some(named) = guess::code(text.trim()) {
            found.retain(|code| *code != named);
            found.insert(0, named);
        }
    }
    let best = found.into_iter().take(arguments.limit);
    let outcome = write_codes(best, arguments.json)?;
    if outcome == Outcome::NotFound {
        say_none(&guess::did_you_mean(guess::similar(&text).first().copied()));
    }
    Ok(outcome)
}

/// The known codes in a text that is more than words to look for: an answer, a line of a log.
fn named_in(text: &str) -> Vec<ErrorCode> {
    let is_of_word = |c: char| c.is_alphanumeric() || c.is_whitespace() || "._-".contains(c);
    let is_pasted = !text.trim().chars().all(is_of_word) || text.split_whitespace().count() > 8;
    let mut codes = Vec::new();
    if is_pasted {
        for code in codes_in(text.as_bytes()).filter_map(|found| found.code().known()) {
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
    }
    codes
}

/// The codes that fit, best first. Of a message in Chinese, the first clause that finds a code counts, as
/// advice follows behind it; of one in English only if all of it finds none.
fn search(text: &str) -> Vec<ErrorCode> {
    let mut clauses: Vec<_> = text.split(|c| "，。；：！？,;:!?\n".contains(c)).collect();
    let rank = if chinese::is_chinese(text) {
        clauses.retain(|clause| chinese::is_chinese(clause));
        chinese::rank
    } else {
        clauses.insert(0, text);
        rank
    };
    let mut found = clauses.into_iter().map(rank);
    found.find(|codes| !codes.is_empty()).unwrap_or_default()
}

fn rank(text: &str) -> Vec<ErrorCode> {
    let query = words(text);
    let fits = ErrorCode::ALL.iter().copied();
    let mut ranked: Vec<_> = fits
        .filter_map(|code| Some((fit(&query, code)?, code)))
        .collect();
    ranked.sort();
    let least = ranked.first().map(|(fit, _)| fit.missing);
    ranked.retain(|(fit, _)| Some(fit.missing) == least);
    ranked.into_iter().map(|(_, code)| code).collect()
}

/// How well a code fits the words, the best first.
#[derive(Eq, Ord, PartialEq, PartialOrd)]
struct Fit {
    /// So many of the words are nowhere. Only codes that lack the fewest are found.
    missing: usize,
    /// So many letters differ.
    slips: usize,
    is_common: Reverse<bool>,
    /// So many of the words are not in the code itself, but in its description.
    described: usize,
    /// So many are there in another form only.
    inexact: usize,
    /// Among equals, the code that says little else.
    len: usize,
}

/// `None` if more than a third of the words fit nothing.
fn fit(query: &[String], code: ErrorCode) -> Option<Fit> {
    let in_code = words(code.as_str());
    let in_description = words(code.description());
    let mut fit = Fit {
        missing: 0,
        slips: 0,
        is_common: Reverse(ErrorCode::COMMON.contains(&code)),
        described: 0,
        inexact: 0,
        len: in_code.len(),
    };
    for wanted in query {
        let best = |words: &[String]| words.iter().filter_map(|word| likeness(wanted, word)).min();
        let (in_code, in_description) = (best(&in_code), best(&in_description));
        let is_described = match (in_code, in_description) {
            (Some((in_code, _)), Some((in_description, _))) => in_description < in_code,
            (in_code, _) => in_code.is_none(),
        };
        let best = if is_described {
            in_description
        } else {
            in_code
        };
        let Some((slips, is_inexact)) = best else {
            fit.missing += 1;
            if 3 * fit.missing > query.len() {
                return None;
            }
            continue;
        };
        fit.slips += slips;
        fit.inexact += usize::from(is_inexact);
        fit.described += usize::from(is_described);
    }
    (!query.is_empty()).then_some(fit)
}

/// How many letters differ, and whether it is the same word in another form, if at all: `expired`
/// and `Expire`, `instance` and `Instances`, `auth` and `authentication`.
fn likeness(wanted: &str, word: &str) -> Option<(usize, bool)> {
    /// An ending has so many letters.
    const ENDING: usize = 2;
    if wanted == word {
        return Some((0, false));
    }
    let is_form = wanted.len() >= 3 && word.starts_with(wanted)
        || word.len() >= 4 && wanted.starts_with(word) && wanted.len() - word.len() <= ENDING;
    if is_form {
        return Some((0, true));
    }
    // One slip in a word of four letters, two in a long one.
    let most = match wanted.len() {
        0..=3 => return None,
        4..=7 => 1,
        _ => 2,
    };
    if wanted.len().abs_diff(word.len()) > most {
        return None;
    }
    let slips = strsim::damerau_levenshtein(wanted, word);
    (slips <= most).then_some((slips, true))
}

/// The words of a text in lower case; capitals begin a word in a code.
pub(crate) fn words(text: &str) -> Vec<String> {
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
