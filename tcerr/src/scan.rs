//! `tcerr scan`: finds error codes in logs, and sums them up or annotates the lines.

use std::collections::HashMap;
use std::io::{self, Write};

use comfy_table::Table;
use serde_json::json;
use tencentcloud_error_codes::{Category, Retry, WireCode};

use crate::Outcome;
use crate::escape::Escaped;
use crate::extract::{Extractor, Found};
use crate::input;
use crate::pieces::scan;

/// Finds error codes in any text: JSON answers, NDJSON, the lines that SDKs print, prose.
#[derive(clap::Args)]
#[command(after_help = "\
An answer or an SDK's record counts once, by its code, whatever its message says. A code that was
never seen before is known by its family.

Exit codes:
  0  done, whether or not anything was found
  1  something that --fail-on names was found
  2  the command line is wrong, or something cannot be read or written

Examples:
  tcerr scan app.log
  kubectl logs my-pod | tcerr scan --json
  tcerr scan --annotate app.log.gz | jq 'select(.codes[].category == \"throttling\")'
  tcerr scan --fail-on authorization --fail-on never test.log")]
pub(crate) struct Arguments {
    /// Files to read, plain, gzip or zstd; `-` or none for standard input.
    #[arg(value_name = "FILE")]
    files: Vec<String>,
    /// One JSON object per code, one per line.
    #[arg(long, conflicts_with = "annotate")]
    json: bool,
    /// Every line with a code, as a JSON object with its codes and their classes.
    #[arg(long)]
    annotate: bool,
    /// Exit with 1 if a code of this category or retry class is found; may be repeated.
    #[arg(long, value_name = "CATEGORY|RETRY", value_parser = parse_class)]
    fail_on: Vec<Class>,
}

/// A category or a retry class.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Class {
    Category(Category),
    Retry(Retry),
}

fn parse_class(text: &str) -> Result<Class, String> {
    let category = text.parse().map(Class::Category);
    category
        .or_else(|_| text.parse().map(Class::Retry))
        .map_err(|_| {
            let categories = Category::ALL.iter().map(|category| category.as_str());
            let retries = Retry::ALL.iter().map(|retry| retry.as_str());
            let known = categories.chain(retries).collect::<Vec<_>>().join(", ");
            format!("expected one of {known}")
        })
}

impl Class {
    fn is_of(self, code: &WireCode<'_>) -> bool {
        match self {
            Self::Category(category) => code.category() == Some(category),
            Self::Retry(retry) => code.retry() == Some(retry),
        }
    }
}

/// A place in the input.
#[derive(Clone, Debug)]
struct Place {
    file: usize,
    line: u64,
}

/// What was seen of one code.
#[derive(Clone, Debug)]
struct Seen {
    count: u64,
    first: Place,
    last: Place,
    request_id: Option<String>,
}

/// So many different codes are told apart; a log that holds more is not a log of this API, and
/// must not use up the memory.
const MOST_CODES: usize = 50_000;

#[derive(Default)]
struct Summary {
    codes: HashMap<String, Seen>,
    /// Codes that were found when there were too many already.
    dropped: u64,
}

impl Summary {
    fn add(&mut self, found: &Found<'_>, place: Place) {
        if let Some(seen) = self.codes.get_mut(found.code) {
            seen.count += 1;
            seen.last = place;
            if seen.request_id.is_none() {
                seen.request_id = found.request_id.map(str::to_owned);
            }
        } else if self.codes.len() < MOST_CODES {
            let seen = Seen {
                count: 1,
                first: place.clone(),
                last: place,
                request_id: found.request_id.map(str::to_owned),
            };
            self.codes.insert(found.code.to_owned(), seen);
        } else {
            self.dropped += 1;
        }
    }

    /// The most frequent first.
    fn sorted(&self) -> Vec<(&str, &Seen)> {
        let mut rows: Vec<_> = self
            .codes
            .iter()
            .map(|(code, seen)| (code.as_str(), seen))
            .collect();
        rows.sort_by(|a, b| b.1.count.cmp(&a.1.count).then(a.0.cmp(b.0)));
        rows
    }
}

pub(crate) fn run(arguments: Arguments) -> io::Result<Outcome> {
    let Arguments {
        mut files,
        json,
        annotate,
        fail_on,
    } = arguments;
    if files.is_empty() {
        files.push(input::STDIN.to_owned());
    }
    let extractor = Extractor::new().map_err(io::Error::other)?;
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    let mut summary = Summary::default();
    let mut unreadable = false;
    let bar = input::progress(&files);
    for (index, name) in files.iter().enumerate() {
        let result = input::open(name, &bar).and_then(|source| {
            if annotate {
                let mut lines = Lines::new(name, &mut out);
                scan(source, &extractor, |found, line, text| {
                    summary.add(found, Place { file: index, line });
                    lines.add(found, line, text)
                })?;
                lines.flush()
            } else {
                scan(source, &extractor, |found, line, _| {
                    summary.add(found, Place { file: index, line });
                    Ok(())
                })
            }
        });
        match result {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Err(error),
            Err(error) => {
                unreadable = true;
                anstream::eprintln!("tcerr: {}: {}", Escaped(name), Escaped(&error.to_string()));
            }
        }
    }
    bar.finish_and_clear();
    if json {
        write_json(&mut out, &summary, &files)?;
    } else if !annotate && (!unreadable || !summary.codes.is_empty()) {
        write_table(&mut out, &summary, &files)?;
    }
    out.flush()?;
    if summary.dropped > 0 {
        anstream::eprintln!(
            "tcerr: more than {MOST_CODES} different codes: {} more are not counted",
            summary.dropped
        );
    }
    let is_failure = summary.codes.keys().any(|code| {
        let code = WireCode::new(code.as_str());
        fail_on.iter().any(|class| class.is_of(&code))
    });
    Ok(match (unreadable, is_failure) {
        (true, _) => Outcome::Trouble,
        (false, true) => Outcome::NotFound,
        (false, false) => Outcome::Found,
    })
}

/// Puts the codes of one line together.
struct Lines<'a, W> {
    name: &'a str,
    out: &'a mut W,
    line: u64,
    text: String,
    codes: Vec<serde_json::Value>,
}

impl<'a, W: Write> Lines<'a, W> {
    fn new(name: &'a str, out: &'a mut W) -> Self {
        Self {
            name,
            out,
            line: 0,
            text: String::new(),
            codes: Vec::new(),
        }
    }

    fn add(&mut self, found: &Found<'_>, line: u64, text: &[u8]) -> io::Result<()> {
        /// So much of a line is repeated.
        const LONGEST_LINE: usize = 16 * 1024;
        if line != self.line || self.codes.is_empty() {
            self.flush()?;
            self.line = line;
            let text = text.get(..LONGEST_LINE).unwrap_or(text);
            self.text.clear();
            self.text
                .push_str(String::from_utf8_lossy(text).trim_end_matches('\r'));
        }
        let code = WireCode::new(found.code);
        self.codes.push(json!({
            "code": code,
            "category": code.category(),
            "retry": code.retry(),
            "known": code.known().is_some(),
            "request_id": found.request_id,
        }));
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.codes.is_empty() {
            return Ok(());
        }
        let codes = std::mem::take(&mut self.codes);
        let row = json!({
            "file": self.name,
            "line": self.line,
            "codes": codes,
            "text": self.text,
        });
        writeln!(self.out, "{row}")
    }
}

fn write_json(out: &mut impl Write, summary: &Summary, files: &[String]) -> io::Result<()> {
    let place = |place: &Place| json!({"file": files[place.file], "line": place.line});
    for (text, seen) in summary.sorted() {
        let code = WireCode::new(text);
        let row = json!({
            "code": text,
            "count": seen.count,
            "known": code.known().is_some(),
            "category": code.category(),
            "retry": code.retry(),
            "first": place(&seen.first),
            "last": place(&seen.last),
            "request_id": seen.request_id,
        });
        writeln!(out, "{row}")?;
    }
    Ok(())
}

fn write_table(out: &mut impl Write, summary: &Summary, files: &[String]) -> io::Result<()> {
    if summary.codes.is_empty() {
        return writeln!(out, "no error codes found");
    }
    let place = |place: &Place| {
        if files.len() == 1 {
            return place.line.to_string();
        }
        format!("{}:{}", Escaped(&files[place.file]), place.line)
    };
    let class = |name: Option<&'static str>| name.unwrap_or("?");
    let mut table = Table::new();
    table.load_preset(comfy_table::presets::NOTHING);
    table.set_header([
        "count",
        "code",
        "category",
        "retry",
        "first",
        "last",
        "request id",
    ]);
    for (text, seen) in summary.sorted() {
        let code = WireCode::new(text);
        table.add_row([
            seen.count.to_string(),
            code.to_string(),
            class(code.category().map(Category::as_str)).to_owned(),
            class(code.retry().map(Retry::as_str)).to_owned(),
            place(&seen.first),
            place(&seen.last),
            Escaped(seen.request_id.as_deref().unwrap_or_default()).to_string(),
        ]);
    }
    if let Some(count) = table.column_mut(0) {
        count.set_cell_alignment(comfy_table::CellAlignment::Right);
    }
    writeln!(out, "{}", table.trim_fmt())
}
