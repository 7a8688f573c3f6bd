//! `tcerr scan`: finds error codes in logs, and sums them up or annotates the lines.

use std::collections::HashMap;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap_complete::engine::ArgValueCompleter;
use serde_json::json;
use tencentcloud_error_codes::extract::{Codes, Escaped, Finding, Utf8};
use tencentcloud_error_codes::{Category, ErrorCode, Retry, WireCode};

use crate::guess::{self, did_you_mean, nearest};
use crate::out::{self, CODE, say};
use crate::pieces::{self, Piece, Plan};
use crate::table::{Cell, Column, Table};
use crate::time::Time;
use crate::timeline::{By, Timeline};
use crate::{Outcome, complete, input};

/// Finds error codes in any text: JSON answers, NDJSON, the lines that SDKs print, prose.
#[derive(clap::Args)]
#[command(after_help = "\
An answer or an SDK's record counts once, by its code, whatever its message says. A code that was
never seen before is known by its family; what has no class at all counts as `never`.

Ctrl-C ends the reading, and what was found until then is printed.

Exit codes:
  0    done, whether or not anything was found
  1    something that --fail-on names was found
  2    the command line is wrong, or something cannot be read or written
  130  interrupted

Examples:
  tcerr scan app.log
  kubectl logs my-pod | tcerr scan --json
  kubectl logs -f my-pod | tcerr scan --annotate
  tcerr scan --annotate app.log.gz | jq 'select(.codes[].category == \"throttling\")'
  tcerr scan --timeline category --svg errors.svg app.log
  tcerr scan --fail-on authorization,unknown --fail-on ResourceInUse test.log")]
pub(crate) struct Arguments {
    /// Files to read, plain, gzip or zstd; `-` or none for standard input.
    #[arg(value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    files: Vec<OsString>,
    /// One JSON object per code, one per line.
    #[arg(long, conflicts_with_all = ["annotate", "csv"])]
    json: bool,
    /// A header, and a row a code.
    #[arg(long, conflicts_with = "annotate")]
    csv: bool,
    /// Every line with a code, as a JSON object with its codes and their classes.
    #[arg(long)]
    annotate: bool,
    /// Put the codes of a category together.
    #[arg(long, value_name = "CATEGORY", value_parser = ["category"], conflicts_with = "annotate")]
    by: Option<String>,
    /// Draw how often a code or a category was found when, if the lines bear a time.
    #[arg(long, value_name = "BY", conflicts_with_all = ["annotate", "json", "csv", "by"])]
    timeline: Option<By>,
    /// Write the timeline to a file, as a picture.
    #[arg(long, value_name = "FILE", requires = "timeline", value_hint = clap::ValueHint::FilePath)]
    svg: Option<PathBuf>,
    /// Exit with 1 if a code of this category or retry class, this code, or one that is `unknown` is
    /// found; several with commas between them, or repeated.
    #[arg(long, value_name = "WHAT", value_parser = parse_what, value_delimiter = ',', add = ArgValueCompleter::new(complete::failures))]
    fail_on: Vec<What>,
    /// So many threads look for codes; as many as there are processors, if it is not said.
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..=64))]
    threads: Option<u16>,
}

/// What may be failed on.
#[derive(Clone, Debug, Eq, PartialEq)]
enum What {
    Category(Category),
    Retry(Retry),
    Code(String),
    Unknown,
}

fn parse_what(text: &str) -> Result<What, String> {
    if text == "unknown" {
        return Ok(What::Unknown);
    }
    if let Ok(category) = text.parse() {
        return Ok(What::Category(category));
    }
    if let Ok(retry) = text.parse() {
        return Ok(What::Retry(retry));
    }
    let code = WireCode::new(text);
    if code.known().is_some() || code.category().is_some() && text.contains('.') {
        return Ok(What::Code(text.to_owned()));
    }
    let categories = Category::ALL.iter().map(|category| category.as_str());
    let retries = Retry::ALL.iter().map(|retry| retry.as_str());
    let names = categories.chain(retries).chain(["unknown"]);
    let near = guess::code(text).map(ErrorCode::as_str);
    let name = nearest(text, names.clone());
    let code = || guess::similar(text).first().copied();
    // Only codes have capitals.
    let near = near.or_else(|| match text.chars().next() {
        Some('A'..='Z') => code().or(name),
        _ => name.or_else(code),
    });
    let hint = did_you_mean(near);
    let names = names.collect::<Vec<_>>().join(", ");
    Err(format!("expected a code, or one of {names}{hint}"))
}

impl What {
    fn is(&self, code: &WireCode<'_>) -> bool {
        match self {
            Self::Category(category) => code.category() == Some(*category),
            Self::Retry(retry) => code.retry().unwrap_or(Retry::Never) == *retry,
            Self::Code(text) => code.as_str() == text,
            Self::Unknown => code.known().is_none(),
        }
    }
}

/// A place in the input.
#[derive(Clone, Copy, Debug)]
struct Place {
    file: usize,
    line: u64,
    time: Option<Time>,
}

/// What was seen of one code.
#[derive(Clone, Debug)]
struct Seen {
    count: u64,
    first: Place,
    last: Place,
    request_id: Option<String>,
}

/// So many different unknown codes are told apart: a log that holds more is not a log of this API, and
/// must not use up the memory. Known ones are all told apart.
const MOST_UNKNOWN: usize = 50_000;

/// The codes that were found so far, each with its number.
struct Numbers<'t> {
    known: Vec<u32>,
    unknown: HashMap<WireCode<'t>, usize>,
    count: usize,
}

impl<'t> Numbers<'t> {
    fn new() -> Self {
        Self {
            known: vec![u32::MAX; ErrorCode::ALL.len()],
            unknown: HashMap::new(),
            count: 0,
        }
    }

    /// The number of a code: `Ok` of one that was seen, `Err` of a new one, if it has room.
    fn of(&mut self, code: &WireCode<'t>) -> Result<usize, Option<usize>> {
        let new = self.count;
        if let Some(known) = code.known() {
            let slot = self.known.get_mut(known as usize).ok_or(None)?;
            if *slot != u32::MAX {
                return Ok(*slot as usize);
            }
            *slot = u32::try_from(new).map_err(|_| None)?;
        } else {
            if let Some(number) = self.unknown.get(code) {
                return Ok(*number);
            }
            if self.unknown.len() == MOST_UNKNOWN {
                return Err(None);
            }
            self.unknown.insert(code.clone(), new);
        }
        self.count += 1;
        Err(Some(new))
    }
}

/// What was found in a piece, or in all.
#[derive(Default)]
struct Part {
    codes: Vec<(WireCode<'static>, Seen)>,
    /// Codes that were found when there were too many already.
    dropped: u64,
    /// Whether one of the codes is what `--fail-on` names.
    is_failure: bool,
    timeline: Timeline,
    /// The lines of `--annotate`.
    rows: Vec<u8>,
}

struct Summary {
    numbers: Numbers<'static>,
    all: Part,
}

impl Summary {
    fn add(&mut self, part: Part) {
        self.all.is_failure |= part.is_failure;
        self.all.dropped += part.dropped;
        self.all.timeline.merge(part.timeline);
        for (code, new) in part.codes {
            match self.numbers.of(&code) {
                Ok(number) => {
                    if let Some((_, seen)) = self.all.codes.get_mut(number) {
                        seen.count += new.count;
                        seen.last = new.last;
                        seen.request_id = seen.request_id.take().or(new.request_id);
                    }
                }
                Err(Some(_)) => self.all.codes.push((code, new)),
                Err(None) => self.all.dropped += new.count,
            }
        }
    }
}

impl Part {
    /// The most frequent first.
    fn sorted(&self) -> Vec<(&WireCode<'static>, &Seen)> {
        let mut rows: Vec<_> = self.codes.iter().map(|(code, seen)| (code, seen)).collect();
        rows.sort_by(|a, b| b.1.count.cmp(&a.1.count).then(a.0.cmp(b.0)));
        rows
    }
}

/// What is done with each piece.
struct Work<'a> {
    arguments: &'a Arguments,
    file: usize,
    name: String,
}

/// What is noted of a code in a piece: places, from which lines and times are told when all is found.
struct Noted<'t> {
    code: WireCode<'t>,
    count: u64,
    first: (usize, u64),
    last: (usize, u64),
    request_id: Option<&'t str>,
}

impl Work<'_> {
    /// Finds the codes of a piece from a place on.
    fn run(&self, piece: &Piece, from: usize) -> (Part, usize) {
        let mut part = Part::default();
        let mut rows = Rows::new(&self.name);
        let mut noted: Vec<Noted<'_>> = Vec::new();
        let mut numbers = Numbers::new();
        let mut codes = Codes::within(&piece.text, from..piece.end);
        let (mut line, mut counted) = (piece.line, piece.start);
        for found in codes.by_ref() {
            let at = found.range().start;
            let between = piece.text.get(counted..at).unwrap_or_default();
            line += memchr::memchr_iter(b'\n', between).count() as u64;
            counted = at.max(counted);
            if self.arguments.annotate {
                rows.add(&found, line, &piece.text);
            }
            if let Some(by) = self.arguments.timeline {
                if let Some(time) = Time::of_line(line_at(&piece.text, at)) {
                    part.timeline.add(by.name(found.code()), time, 1);
                }
            }
            let number = numbers.of(found.code());
            if let Ok(noted) = number.map(|number| noted.get_mut(number)) {
                if let Some(noted) = noted {
                    noted.count += 1;
                    noted.last = (at, line);
                    noted.request_id = noted.request_id.or(found.request_id());
                }
                continue;
            }
            part.is_failure |= self
                .arguments
                .fail_on
                .iter()
                .any(|what| what.is(found.code()));
            if number == Err(None) {
                part.dropped += 1;
                continue;
            }
            noted.push(Noted {
                count: 1,
                first: (at, line),
                last: (at, line),
                request_id: found.request_id(),
                code: found.code().clone(),
            });
        }
        let place = |(at, line)| Place {
            file: self.file,
            line,
            time: Time::of_line(line_at(&piece.text, at)),
        };
        let seen = noted.into_iter().map(|noted| {
            let first = place(noted.first);
            let last = if noted.count == 1 {
                first
            } else {
                place(noted.last)
            };
            let seen = Seen {
                count: noted.count,
                first,
                last,
                request_id: noted.request_id.map(str::to_owned),
            };
            (noted.code.into_owned(), seen)
        });
        part.codes = seen.collect();
        rows.end();
        part.rows = rows.out;
        (part, codes.position())
    }
}

/// The line of a place, or what is near of it.
fn line_at(text: &[u8], at: usize) -> &[u8] {
    const NEAR: usize = 8 * 1024;
    let before = text.get(at.saturating_sub(NEAR)..at).unwrap_or_default();
    let start = memchr::memrchr(b'\n', before).map_or(0, |newline| newline + 1);
    let start = at - before.len() + start;
    let behind = text
        .get(at..text.len().min(at + 2 * NEAR))
        .unwrap_or_default();
    let end = memchr::memchr(b'\n', behind).unwrap_or(behind.len());
    text.get(start..at + end).unwrap_or_default()
}

pub(crate) fn run(arguments: &Arguments) -> io::Result<Outcome> {
    let mut files = arguments.files.clone();
    if files.is_empty() {
        files.push(input::STDIN.into());
    }
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    // Where there are no signals, the reading just ends with the program.
    let _ = ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    });
    let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let threads = arguments.threads.map_or(processors.min(8), usize::from);
    let mut rows = out::data();
    let mut summary = Summary {
        numbers: Numbers::new(),
        all: Part::default(),
    };
    let mut is_unreadable = false;
    let bar = input::progress(&files);
    for (file, name) in files.iter().enumerate() {
        let work = Work {
            arguments,
            file,
            name: name.to_string_lossy().into_owned(),
        };
        let plan = Plan {
            is_flowing: input::is_flowing(name),
            threads,
            stop: &stop,
        };
        let result = input::open(name, &bar).and_then(|source| {
            let source = Box::new(Utf8::new(source));
            pieces::scan(
                source,
                &plan,
                |piece, from| work.run(piece, from),
                |mut part| {
                    rows.write_all(&std::mem::take(&mut part.rows))?;
                    rows.flush()?;
                    summary.add(part);
                    // Somebody may still want to know whether it fails.
                    Ok(!(rows.is_closed() && arguments.fail_on.is_empty()))
                },
            )
        });
        if let Err(error) = result {
            is_unreadable = true;
            let name = name.to_string_lossy();
            say(format_args!(
                "{}: {}",
                Escaped(&name),
                Escaped(&error.to_string())
            ));
        }
        if stop.load(Ordering::Relaxed) {
            break;
        }
    }
    bar.finish_and_clear();
    drop(rows);
    let summary = summary.all;
    if !arguments.annotate && (!is_unreadable || !summary.codes.is_empty()) {
        write(&summary, arguments, &files)?;
    }
    if summary.dropped > 0 {
        say(format_args!(
            "more than {MOST_UNKNOWN} different unknown codes: {} more are not listed",
            summary.dropped
        ));
    }
    let is_interrupted = stop.load(Ordering::Relaxed);
    Ok(match (is_unreadable, summary.is_failure, is_interrupted) {
        (true, ..) => Outcome::Trouble,
        (false, true, _) => Outcome::NotFound,
        (false, false, true) => Outcome::Interrupted,
        (false, false, false) => Outcome::Found,
    })
}

fn write(summary: &Part, arguments: &Arguments, files: &[OsString]) -> io::Result<()> {
    if let Some(path) = &arguments.svg {
        let mut file = io::BufWriter::new(std::fs::File::create(path)?);
        summary.timeline.write_svg(&mut file)?;
        file.flush()?;
    }
    if arguments.json || arguments.csv {
        let mut out = out::data();
        let rows: Vec<_> = if arguments.by.is_some() {
            by_category(summary)
                .iter()
                .map(|row| row.to_json(files))
                .collect()
        } else {
            summary
                .sorted()
                .iter()
                .map(|(code, seen)| to_json(code, seen, files))
                .collect()
        };
        if arguments.json {
            for row in rows {
                writeln!(out, "{}", out::json(&row))?;
            }
        } else {
            write_csv(&mut out, &rows)?;
        }
        return out.flush();
    }
    let mut out = out::text();
    if summary.codes.is_empty() {
        writeln!(out, "no error codes found")?;
    } else if arguments.timeline.is_some() {
        summary.timeline.write(&mut out)?;
    } else if arguments.by.is_some() {
        write_categories(&mut out, summary, files)?;
    } else {
        write_table(&mut out, summary, files)?;
    }
    out.flush()
}

/// Puts the codes of one line together.
struct Rows<'a> {
    name: &'a str,
    out: Vec<u8>,
    line: u64,
    text: String,
    codes: usize,
}

impl<'a> Rows<'a> {
    fn new(name: &'a str) -> Self {
        Self {
            name,
            out: Vec::new(),
            line: 0,
            text: String::new(),
            codes: 0,
        }
    }

    fn add(&mut self, found: &Finding<'_>, line: u64, text: &[u8]) {
        /// So much of a line is repeated.
        const LONGEST_LINE: usize = 16 * 1024;
        /// So many codes are in one row; a line with more has several.
        const MOST_CODES: usize = 1000;
        if line != self.line || self.codes == MOST_CODES {
            self.end();
        }
        if line != self.line {
            self.line = line;
            let text = line_at(text, found.range().start);
            let text = text.get(..LONGEST_LINE).unwrap_or(text);
            let text = String::from_utf8_lossy(text);
            self.text = out::json(&text.trim_end_matches('\r'));
        }
        if self.codes == 0 {
            self.write(format_args!(
                "{{\"file\":{},\"line\":{line},\"codes\":[",
                out::json(&self.name)
            ));
        } else {
            self.out.push(b',');
        }
        self.codes += 1;
        let code = found.code();
        let name = |name: Option<&'static str>| {
            name.map_or_else(|| "null".to_owned(), |name| format!("\"{name}\""))
        };
        let names: Vec<_> = found.named().collect();
        self.write(format_args!(
            "{{\"code\":{},\"category\":{},\"retry\":{},\"known\":{},\"request_id\":{},\"message_names\":{}}}",
            out::json(code),
            name(code.category().map(Category::as_str)),
            name(code.retry().map(Retry::as_str)),
            code.known().is_some(),
            out::json(&found.request_id()),
            out::json(&names),
        ));
    }

    fn write(&mut self, text: std::fmt::Arguments<'_>) {
        // A vector takes anything.
        let _ = self.out.write_fmt(text);
    }

    fn end(&mut self) {
        if self.codes > 0 {
            self.codes = 0;
            let text = std::mem::take(&mut self.text);
            self.write(format_args!("],\"text\":{text}}}\n"));
            self.text = text;
        }
    }
}

fn place_to_json(place: &Place, files: &[OsString]) -> serde_json::Value {
    json!({
        "file": files[place.file].to_string_lossy(),
        "line": place.line,
        "time": place.time.map(|time| time.to_string()),
    })
}

fn to_json(code: &WireCode<'_>, seen: &Seen, files: &[OsString]) -> serde_json::Value {
    json!({
        "code": code,
        "count": seen.count,
        "known": code.known().is_some(),
        "category": code.category(),
        "retry": code.retry(),
        "first": place_to_json(&seen.first, files),
        "last": place_to_json(&seen.last, files),
        "request_id": seen.request_id,
    })
}

/// The same columns as JSON has, with those of the places side by side.
fn write_csv(out: &mut impl Write, rows: &[serde_json::Value]) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    for (number, row) in rows.iter().enumerate() {
        let (mut names, mut cells) = (vec![], vec![]);
        let mut add = |name: String, value: &serde_json::Value| {
            names.push(name);
            cells.push(match value {
                serde_json::Value::Null => String::new(),
                serde_json::Value::String(text) => Escaped(text).to_string(),
                value => value.to_string(),
            });
        };
        for (name, value) in row.as_object().into_iter().flatten() {
            match value.as_object() {
                Some(fields) => fields
                    .iter()
                    .for_each(|(field, value)| add(format!("{name}_{field}"), value)),
                None => add(name.clone(), value),
            }
        }
        if number == 0 {
            csv.write_record(&names)?;
        }
        csv.write_record(&cells)?;
    }
    csv.flush()
}

/// All codes of one category.
struct OfCategory {
    category: Option<Category>,
    codes: usize,
    seen: Seen,
}

impl OfCategory {
    fn to_json(&self, files: &[OsString]) -> serde_json::Value {
        json!({
            "category": self.category,
            "count": self.seen.count,
            "codes": self.codes,
            "first": place_to_json(&self.seen.first, files),
            "last": place_to_json(&self.seen.last, files),
        })
    }
}

/// The most frequent first.
fn by_category(summary: &Part) -> Vec<OfCategory> {
    let mut rows: Vec<OfCategory> = Vec::new();
    for (code, seen) in summary.sorted() {
        let category = code.category();
        let Some(row) = rows.iter_mut().find(|row| row.category == category) else {
            rows.push(OfCategory {
                category,
                codes: 1,
                seen: seen.clone(),
            });
            continue;
        };
        row.codes += 1;
        row.seen.count += seen.count;
        let place = |place: &Place| (place.file, place.line);
        if place(&seen.first) < place(&row.seen.first) {
            row.seen.first = seen.first;
        }
        if place(&seen.last) > place(&row.seen.last) {
            row.seen.last = seen.last;
        }
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.seen.count));
    rows
}

fn place_to_text(place: &Place, files: &[OsString]) -> String {
    let line = if files.len() == 1 {
        place.line.to_string()
    } else {
        format!(
            "{}:{}",
            Escaped(&files[place.file].to_string_lossy()),
            place.line
        )
    };
    match place.time {
        Some(time) => format!("{line} ({time})"),
        None => line,
    }
}

fn write_categories(out: &mut impl Write, summary: &Part, files: &[OsString]) -> io::Result<()> {
    let mut table = Table::new([
        Column::Number("count"),
        Column::Key("category"),
        Column::Number("codes"),
        Column::Spare("first", 2),
        Column::Spare("last", 1),
    ]);
    for row in by_category(summary) {
        table.add_row([
            row.seen.count.to_string().into(),
            row.category.map_or("?", Category::as_str).into(),
            row.codes.to_string().into(),
            place_to_text(&row.seen.first, files).into(),
            place_to_text(&row.seen.last, files).into(),
        ]);
    }
    table.write(out)
}

fn write_table(out: &mut impl Write, summary: &Part, files: &[OsString]) -> io::Result<()> {
    let mut table = Table::new([
        Column::Number("count"),
        Column::Key("code"),
        Column::Spare("category", 2),
        Column::Spare("retry", 1),
        Column::Spare("first", 4),
        Column::Spare("last", 3),
        Column::Spare("request id", 5),
    ]);
    for (code, seen) in summary.sorted() {
        let color = out::color(code.retry());
        let class = |name: Option<&'static str>| Cell::new(name.unwrap_or("?"), color);
        table.add_row([
            seen.count.to_string().into(),
            Cell::new(code.to_string(), CODE),
            class(code.category().map(Category::as_str)),
            class(code.retry().map(Retry::as_str)),
            place_to_text(&seen.first, files).into(),
            place_to_text(&seen.last, files).into(),
            Escaped(seen.request_id.as_deref().unwrap_or_default())
                .to_string()
                .into(),
        ]);
    }
    table.write(out)
}
