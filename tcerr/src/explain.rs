//! `tcerr explain`: what a code means and what may be done about it.

use std::io::{self, BufRead as _, Write};

use clap::builder::styling::{AnsiColor, Style};
use serde_json::json;
use tencentcloud_error_codes::{ApiError, Basis, ErrorCode, Response, Retry, WireCode};

use crate::Outcome;
use crate::extract::Extractor;

/// Explains error codes: meaning, category, whether to retry, what to do.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  tcerr explain AuthFailure.SignatureExpire
  tcerr explain '{\"Response\": {\"Error\": {\"Code\": \"InternalError\", \"Message\": \"\"}}}'
  curl ... | tcerr explain -
  tcerr explain --json ResourceNotFound | jq -r .retry")]
pub(crate) struct Arguments {
    /// Codes, whole answers in JSON, or lines of a log; `-` reads them from standard input, one a
    /// line.
    #[arg(required = true, value_name = "CODE")]
    codes: Vec<String>,
    /// One JSON object per code, one per line.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: Arguments) -> io::Result<Outcome> {
    let Arguments { codes, json } = arguments;
    let extractor = Extractor::new().map_err(io::Error::other)?;
    let mut out = anstream::stdout().lock();
    let mut outcome = Outcome::Found;
    let mut is_first = true;
    let texts = read(codes)?;
    if texts.is_empty() {
        anstream::eprintln!("tcerr: found nothing on standard input, expected a code or an answer");
        return Ok(Outcome::NotFound);
    }
    for text in texts {
        let error = match parse(&text, &extractor) {
            Ok(error) => error,
            Err(why) => {
                anstream::eprintln!("tcerr: {why}");
                outcome = Outcome::NotFound;
                continue;
            }
        };
        if error.code().known().is_none() {
            outcome = Outcome::NotFound;
        }
        if json {
            writeln!(out, "{}", to_json(&error))?;
        } else {
            if !is_first {
                writeln!(out)?;
            }
            write_text(&mut out, &error)?;
        }
        is_first = false;
    }
    out.flush()?;
    Ok(outcome)
}

/// The arguments, with `-` replaced by what standard input says: one JSON answer, however many
/// lines it has, or one code a line.
fn read(arguments: Vec<String>) -> io::Result<Vec<String>> {
    let mut texts = Vec::new();
    for argument in arguments {
        if argument != "-" {
            texts.push(argument);
            continue;
        }
        let mut input = Vec::new();
        io::stdin().lock().read_until(0, &mut input)?;
        let input = String::from_utf8_lossy(&input);
        if serde_json::from_str::<serde_json::Value>(&input).is_ok() {
            texts.push(input.into_owned());
        } else {
            texts.extend(
                input
                    .lines()
                    .map(str::trim)
                    .filter(|line| !line.is_empty())
                    .map(str::to_owned),
            );
        }
    }
    Ok(texts)
}

/// An answer in JSON with an error, a line of a log with a code in it, or else a code. Where there
/// is none, what there is instead.
fn parse(text: &str, extractor: &Extractor) -> Result<ApiError, String> {
    /// So much is shown of a text without a code.
    const SHOWN: usize = 60;
    let answer = serde_json::from_str::<Response<serde::de::IgnoredAny>>(text);
    if let Ok(answer) = answer {
        let request_id = answer.request_id().map(str::to_owned);
        return match answer.into_result() {
            Err(error) => Ok(error),
            Ok(_) => Err(format!(
                "found an answer that reports success{}, expected one with `Error`",
                request_id.map_or_else(String::new, |id| format!(
                    " (RequestId: {})",
                    crate::escape::Escaped(&id)
                ))
            )),
        };
    }
    let text = text.trim();
    if is_word(text) {
        return Ok(ApiError::new(WireCode::new(text), "", None));
    }
    if let Some(found) = extractor.find_at(text.as_bytes(), 0) {
        let request_id = found.request_id.map(str::to_owned);
        return Ok(ApiError::new(WireCode::new(found.code), "", request_id));
    }
    let start: String = text.chars().take(SHOWN).collect();
    Err(format!(
        "found no error code in `{}{}`",
        crate::escape::Escaped(&start),
        if start.len() < text.len() { "..." } else { "" }
    ))
}

/// Whether the text can only be meant as a code: a word, and no line of a log and no markup.
fn is_word(text: &str) -> bool {
    !text.contains(|c: char| c.is_whitespace() || matches!(c, '"' | '=' | ':' | '<' | '{'))
}

fn to_json(error: &ApiError) -> serde_json::Value {
    let code = error.code();
    let known = code.known();
    let class = code.class();
    let basis = match class.map(|class| class.basis) {
        None => "none",
        Some(Basis::Family) => "family",
        Some(_) => "exact",
    };
    json!({
        "code": code,
        "known": known.is_some(),
        "family": code.family(),
        "basis": basis,
        "prefix": code.known_prefix().filter(|_| known.is_none()),
        "description": code.description(),
        "hint": code.hint(),
        "category": code.category(),
        "retry": code.retry(),
        "advice": code.retry().map(Retry::advice),
        "http_status": code.http_status(),
        "common": known.is_some_and(|code| ErrorCode::COMMON.contains(&code)),
        "products": code.products().iter().map(|product| product.name()).collect::<Vec<_>>(),
        "actions": known.map_or_else(Vec::new, |code| actions(code, usize::MAX)),
        "similar": if known.is_some() { Vec::new() } else { similar(code.as_str()) },
        "message": error.message(),
        "request_id": error.request_id(),
    })
}

fn write_text(out: &mut impl Write, error: &ApiError) -> io::Result<()> {
    const CODE: Style = Style::new().bold();
    let code = error.code();
    writeln!(out, "{CODE}{code}{CODE:#}")?;
    if let Some(known) = code.known() {
        writeln!(out, "  {}", known.description())?;
    } else {
        let said = match code.known_prefix() {
            Some(prefix) if *code == prefix => "Not a code by itself; the family says:".to_owned(),
            Some(prefix) => format!("Not in this catalog; {prefix} says:"),
            None => "Not in this catalog, and neither is its family.".to_owned(),
        };
        writeln!(out, "  {said}")?;
    }
    if let Some(category) = code.category() {
        field(out, "category", category.as_str())?;
    }
    if let Some(retry) = code.retry() {
        field(out, "retry", &format!("{retry}: {}", retry.advice()))?;
    }
    if let Some(known) = code.known() {
        if let Some(hint) = known.hint() {
            field(out, "hint", hint)?;
        }
        field(out, "products", &products(known))?;
        // A common code may come from any action.
        if !ErrorCode::COMMON.contains(&known) {
            let actions = actions(known, SHOWN + 1);
            let more = if actions.len() > SHOWN { ", ..." } else { "" };
            let shown = actions.get(..SHOWN).unwrap_or(&actions).join(", ");
            if !shown.is_empty() {
                field(out, "actions", &format!("{shown}{more}"))?;
            }
        }
    } else {
        let similar = similar(code.as_str());
        if !similar.is_empty() {
            field(out, "similar", &similar.join(", "))?;
        }
    }
    let escaped = |text| crate::escape::Escaped(text).to_string();
    if !error.message().is_empty() {
        field(out, "message", &escaped(error.message()))?;
    }
    if let Some(request_id) = error.request_id() {
        field(out, "request id", &escaped(request_id))?;
    }
    Ok(())
}

fn field(out: &mut impl Write, name: &str, value: &str) -> io::Result<()> {
    const NAME: Style = AnsiColor::Cyan.on_default();
    writeln!(out, "  {NAME}{name:<10}{NAME:#}  {value}")
}

/// So many products and actions are named.
const SHOWN: usize = 8;

/// The actions that are documented to answer with the code, as `product:action`.
fn actions(code: ErrorCode, limit: usize) -> Vec<String> {
    let actions = code.actions().take(limit);
    actions
        .map(|action| format!("{}:{action}", action.product()))
        .collect()
}

fn products(code: ErrorCode) -> String {
    if ErrorCode::COMMON.contains(&code) {
        return "every product (a common code)".to_owned();
    }
    let products = code.products();
    let names: Vec<_> = products
        .iter()
        .take(SHOWN)
        .map(|product| product.name())
        .collect();
    match products.len().checked_sub(SHOWN) {
        None | Some(0) => names.join(", "),
        Some(more) => format!("{} and {more} more", names.join(", ")),
    }
}

/// The three known codes that are most like the text, best first.
fn similar(text: &str) -> Vec<&'static str> {
    const SHOWN: usize = 3;
    const LIKE: f64 = 0.5;
    // The distance is quadratic in the length; no code is nearly as long as this.
    if text.len() > 200 {
        return Vec::new();
    }
    let mut codes: Vec<_> = ErrorCode::ALL
        .iter()
        .map(|code| {
            (
                strsim::normalized_damerau_levenshtein(text, code.as_str()),
                code.as_str(),
            )
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
