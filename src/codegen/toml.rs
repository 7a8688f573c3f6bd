//! Tables in TOML.

use std::ops::Range;

use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue, Error};

use super::check::again;
use super::error::quoted;
use super::source::{At, Pos, Sources};
use super::value::{Entries, Value};

/// The most sections of a file whose syntax is reported: each takes a look at the whole file.
const MOST_SECTIONS: usize = 20;

/// The entries of a document. `None` where its syntax is broken, which is reported: the rest of such a
/// file would be misunderstood.
pub(super) fn read(sources: &mut Sources, file: usize, text: &str) -> Option<Entries> {
    let (document, errors) = DeTable::parse_recoverable(text);
    report_duplicates(sources, file, text, document.get_ref(), &errors);
    if errors.iter().all(is_duplicate) {
        return Some(entries(file, document.into_inner()));
    }
    report_syntax(sources, file, text, errors);
    None
}

/// Reports each key that is there twice. What follows the second header of a table is there twice as well.
fn report_duplicates(
    sources: &mut Sources,
    file: usize,
    text: &str,
    document: &DeTable<'_>,
    errors: &[Error],
) {
    let mut spans: Vec<_> = errors
        .iter()
        .filter(|error| is_duplicate(error))
        .map(span)
        .collect();
    if spans.is_empty() {
        return;
    }
    spans.sort_by_key(|span| span.start);
    let mut keys = Vec::new();
    collect_keys(document, &mut keys);
    keys.sort_unstable();
    let mut told = 0;
    for span in spans {
        let line = text[..span.start]
            .rfind('\n')
            .map_or(0, |newline| newline + 1);
        let is_header = text[line..].starts_with('[');
        if !is_header && span.start < told {
            continue;
        }
        if is_header {
            told = section(text, span.start).end;
        }
        let name = &text[span.clone()];
        let pos = |offset| Pos { file, offset };
        let name = At {
            value: name.trim_matches(['"', '\'']).to_owned(),
            pos: pos(span.start),
        };
        // The nearest one before it is in the same table. Of a table, the second header is kept.
        let before = keys.partition_point(|(start, _)| *start < span.start);
        let before = keys[..before].iter().rev();
        let mut before = before.filter(|(_, key)| !is_header && *key == name.value);
        let first = before.next().map(|(start, _)| *start);
        let first = first.or_else(|| same_line(text, line, span.start));
        if let Some(first) = first {
            again(sources, &name, pos(first));
        } else {
            let found = format!("{} a second time", quoted(&name.value));
            sources.problem(name.pos, found, "each key once");
        }
    }
}

/// The place in an earlier line that is the same.
fn same_line(text: &str, line: usize, place: usize) -> Option<usize> {
    let mut start = 0;
    for earlier in text[..line].split_inclusive('\n') {
        if text[line..].lines().next() == Some(earlier.trim_end()) {
            return Some(start + place - line);
        }
        start += earlier.len();
    }
    None
}

/// The keys of a table and of those in it, each with its place.
fn collect_keys<'t>(table: &'t DeTable<'_>, keys: &mut Vec<(usize, &'t str)>) {
    for (key, value) in table {
        keys.push((key.span().start, key.get_ref()));
        if let DeValue::Table(table) = value.get_ref() {
            collect_keys(table, keys);
        }
    }
}

/// Reports what is wrong with the syntax: the first mistake of each section. One slip makes the parser
/// stumble more than once, so the section is blanked out and the file is read again.
fn report_syntax(sources: &mut Sources, file: usize, text: &str, mut errors: Vec<Error>) {
    let mut text = text.to_owned();
    let mut blanked = 0;
    for _ in 0..MOST_SECTIONS {
        errors.retain(|error| !is_duplicate(error));
        let Some(first) = errors.iter().min_by_key(|error| span(error).start) else {
            return;
        };
        let span = span(first);
        if span.start < blanked {
            return;
        }
        let open = unclosed(&text, &errors, span.start);
        let (offset, found, expected) = if let Some((offset, opening, close)) = open {
            let found = format!("an unclosed {}", quoted(opening));
            (offset, found, format!("{} to close it", quoted(close)))
        } else if let Some((offset, found, expected)) = header(&text, first) {
            (offset, found, expected)
        } else {
            let at = text.get(span.clone()).unwrap_or_default().trim_end();
            let (message, expected) = first
                .message()
                .split_once(", expected ")
                .unwrap_or((first.message(), "valid TOML"));
            let found = if at.is_empty() {
                format!("a TOML error ({message})")
            } else {
                format!("{} ({message})", quoted(at))
            };
            let expected = match message {
                "invalid unquoted key" => {
                    "a key in quotes, for it has more than letters, digits, `-` and `_`"
                }
                "string values must be quoted" => "a text in quotes",
                _ => expected,
            };
            (span.start, found, expected.to_owned())
        };
        sources.problem(Pos { file, offset }, found, expected);
        let section = section(&text, offset.min(span.start));
        blanked = section.end;
        text = text[..section.start].to_owned()
            + &blank(&text[section.clone()])
            + &text[section.end..];
        errors = DeTable::parse_recoverable(&text).1;
    }
}

/// What is wrong with a header that its line does not close: it has no `]`, or more in it than a name.
fn header(text: &str, error: &Error) -> Option<(usize, String, String)> {
    if !error.message().starts_with("unclosed table") {
        return None;
    }
    let start = text[..span(error).start]
        .rfind('\n')
        .map_or(0, |newline| newline + 1);
    let line = text[start..].lines().next()?;
    let Some((name, _)) = line.strip_prefix('[')?.split_once(']') else {
        return Some((
            start,
            "an unclosed `[`".to_owned(),
            "`]` to close it".to_owned(),
        ));
    };
    let (name, codes) = match name.strip_suffix(".codes") {
        Some(name) => (name, ".codes"),
        None => (name, ""),
    };
    let found = quoted(&format!("[{name}{codes}]"));
    let expected = format!(
        "the name in quotes: {}",
        quoted(&format!("[\"{name}\"{codes}]"))
    );
    Some((start, found, expected))
}

fn is_duplicate(error: &Error) -> bool {
    error.message() == "duplicate key"
}

fn span(error: &Error) -> Range<usize> {
    error.span().unwrap_or_default()
}

/// From the line of a header to the next one.
fn section(text: &str, offset: usize) -> Range<usize> {
    let line_start = text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
    let start = if text[line_start..].starts_with('[') {
        line_start
    } else {
        text[..line_start]
            .rfind("\n[")
            .map_or(0, |newline| newline + 1)
    };
    let end = text[offset..]
        .find("\n[")
        .map_or(text.len(), |newline| offset + newline + 1);
    start..end
}

/// As many bytes, in which there is nothing but lines.
fn blank(text: &str) -> String {
    let blank = |byte| if byte == b'\n' { '\n' } else { ' ' };
    text.bytes().map(blank).collect()
}

/// What is open where the parser stumbles: where it is, itself, and what would close it. `None` if that
/// is closed further on, so that the mistake is another one.
fn unclosed(
    text: &str,
    errors: &[Error],
    before: usize,
) -> Option<(usize, &'static str, &'static str)> {
    let is_told = |error: &Error| {
        let message = error.message();
        message.starts_with("unclosed array")
            || message.starts_with("unclosed inline table")
            || message.contains("basic string, expected")
            || message.contains("literal string, expected `'")
    };
    if !errors.iter().any(is_told) {
        return None;
    }
    let mut open = Vec::new();
    let mut at = 0;
    while at < before {
        let rest = &text[at..];
        let quote = ["\"\"\"", "'''", "\"", "'"]
            .into_iter()
            .find(|quote| rest.starts_with(quote));
        if let Some(quote) = quote {
            let Some(len) = string(&rest[quote.len()..], quote) else {
                return Some((at, quote, quote));
            };
            at += quote.len() + len;
            continue;
        }
        let c = rest.chars().next()?;
        match c {
            '#' => at += rest.find('\n').unwrap_or(rest.len()) - 1,
            '[' => open.push((at, "[", "]")),
            '{' => open.push((at, "{", "}")),
            ']' | '}' => drop(open.pop()),
            _ => {}
        }
        at += c.len_utf8();
    }
    // A header is no value: where it ends, its message says.
    open.pop()
        .filter(|(start, ..)| *start > 0 && !text[..*start].ends_with('\n'))
}

/// How long a string is to the end of the quote that closes it.
fn string(text: &str, quote: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        let rest = text.get(at..)?;
        if rest.starts_with(quote) {
            return Some(at + quote.len());
        }
        let c = rest.chars().next()?;
        if c == '\n' && quote.len() == 1 {
            return None;
        }
        at += c.len_utf8();
        if c == '\\' && quote.starts_with('"') {
            at += text[at..].chars().next()?.len_utf8();
        }
    }
}

/// The entries of a table, in the order of the file: the parser sorts them by key.
fn entries(file: usize, table: DeTable<'_>) -> Entries {
    let mut entries: Entries = table
        .into_iter()
        .map(|(key, item)| {
            let pos = Pos {
                file,
                offset: key.span().start,
            };
            let key = At {
                value: key.into_inner().into_owned(),
                pos,
            };
            (key, value(file, item))
        })
        .collect();
    entries.sort_by_key(|(key, _)| key.pos);
    entries
}

fn value(file: usize, item: Spanned<DeValue<'_>>) -> At<Value> {
    let offset = item.span().start;
    let value = match item.into_inner() {
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix())
            .map_or(Value::Other("an integer"), Value::Integer),
        DeValue::Boolean(boolean) => Value::Boolean(boolean),
        DeValue::Array(items) => {
            Value::List(items.into_iter().map(|item| value(file, item)).collect())
        }
        DeValue::Table(table) => Value::Table(entries(file, table)),
        DeValue::Float(_) => Value::Other("a float"),
        DeValue::Datetime(_) => Value::Other("a date"),
    };
    At {
        value,
        pos: Pos { file, offset },
    }
}
