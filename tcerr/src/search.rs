//! `tcerr search`: codes by words, best first, typos forgiven.

use std::cmp::Reverse;
use std::io;

use tencentcloud_error_codes::{ErrorCode, Language};

use crate::Outcome;
use crate::chinese;
use crate::guess;
use crate::list::{say_none, write_codes};

/// Searches codes and descriptions for words; typos are forgiven.
#[derive(clap::Args)]
#[command(after_help = "\
A code that is named comes first, then common codes, then codes with all of the words in their name.

Examples:
  tcerr search disk quota
  tcerr search 'signture expired' --limit 3
  tcerr search 余额不足")]
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
    let text = arguments.words.join(" ");
    if chinese::is_chinese(&text) {
        return search_chinese(&text, arguments);
    }
    let query = words(&text);
    let named = guess::code(text.trim());
    let mut ranked: Vec<_> = ErrorCode::ALL
        .iter()
        .filter_map(|&code| {
            let fit = fit(&query, code);
            let is_named = named == Some(code);
            (is_named || fit.is_some()).then_some((Reverse(is_named), fit, code))
        })
        .collect();
    ranked.sort();
    let best = ranked
        .into_iter()
        .take(arguments.limit)
        .map(|(_, _, code)| code);
    let outcome = write_codes(best, arguments.json)?;
    if outcome == Outcome::NotFound {
        say_none(&guess::did_you_mean(guess::similar(&text).first().copied()));
    }
    Ok(outcome)
}

/// By the Chinese descriptions; words in Latin letters must fit the code or its description.
fn search_chinese(text: &str, arguments: &Arguments) -> io::Result<Outcome> {
    /// A code with less of the words than this, in thousandths, has little to do with them.
    const LEAST: u32 = 350;
    /// So much more of the words another code must have to come before a common one.
    const COMMON: u32 = 250;
    let latin: String = text
        .chars()
        .map(|c| if c.is_ascii() { c } else { ' ' })
        .collect();
    let latin = words(&latin);
    let fits = chinese::Index::new().fits(text);
    let mut ranked: Vec<_> = ErrorCode::ALL
        .iter()
        .zip(fits)
        .filter(|(_, share)| *share >= LEAST)
        .map(|(&code, share)| {
            let description = code.description_in(Language::Zh);
            let is_described = |word: &String| description.to_lowercase().contains(word.as_str());
            let misses = latin
                .iter()
                .filter(|word| !is_described(word))
                .filter(|word| fit(std::slice::from_ref(*word), code).is_none())
                .count();
            let bonus = if ErrorCode::COMMON.contains(&code) {
                COMMON
            } else {
                0
            };
            let len = description.chars().count();
            (misses, Reverse(share + bonus), len, code)
        })
        .collect();
    ranked.sort();
    let best = ranked.into_iter().take(arguments.limit);
    let outcome = write_codes(best.map(|(.., code)| code), arguments.json)?;
    if outcome == Outcome::NotFound {
        say_none("");
    }
    Ok(outcome)
}

/// How well a code fits the words, the best first.
#[derive(Eq, Ord, PartialEq, PartialOrd)]
struct Fit {
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

/// `None` if one of the words fits nothing.
fn fit(query: &[String], code: ErrorCode) -> Option<Fit> {
    let in_code = words(code.as_str());
    let in_description = words(code.description());
    let mut fit = Fit {
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
        let (slips, is_inexact) = if is_described {
            in_description
        } else {
            in_code
        }?;
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
