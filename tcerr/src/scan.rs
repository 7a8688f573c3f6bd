//! `tcerr scan`: finds error codes in logs, and sums them up or annotates the lines.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::ffi::OsString;
use std::hash::Hash;
use std::io::{self, Write};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap_complete::engine::ArgValueCompleter;
use serde_json::json;
use tencentcloud_error_codes::extract::{Codes, Escaped, Finding};
use tencentcloud_error_codes::{Category, ErrorCode, Retry, WireCode};

use crate::guess::{self, did_you_mean, nearest};
use crate::out::{self, CODE, say};
use crate::pieces::{self, Piece, Plan};
use crate::table::{Cell, Column, Table};
use crate::time::Time;
use crate::timeline::{By, Timeline};
use crate::{Outcome, complete, input};

/// Finds error codes in any text: JSON responses, NDJSON, what SDKs print, prose.
#[derive(clap::Args)]
#[command(after_help = "\
A response or an SDK's record counts once, by its code, whatever its message says. An unknown code
has the class of its family. A code that has no class at all counts as `never`.

Across several files, the first and the last place of a code go by the time where both lines have one, else
by the order of the files.

Ctrl-C stops reading, and what was found so far is printed.

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
    /// A header, then one row per code.
    #[arg(long, conflicts_with = "annotate")]
    csv: bool,
    /// Every line with a code, as a JSON object with its codes and their classes.
    #[arg(long)]
    annotate: bool,
    /// Group the codes by category.
    #[arg(long, value_name = "CATEGORY", value_parser = ["category"], conflicts_with = "annotate")]
    by: Option<String>,
    /// Draw how often each code or category occurred over time, if the lines have timestamps; time
    /// zones are not converted.
    #[arg(long, value_name = "BY", conflicts_with_all = ["annotate", "json", "csv", "by"])]
    timeline: Option<By>,
    /// Write the timeline to a file as a picture.
    #[arg(long, value_name = "FILE", requires = "timeline", value_hint = clap::ValueHint::FilePath)]
    svg: Option<PathBuf>,
    /// Exit with 1 if this code, a code of this category or retry class, or an `unknown` one is found;
    /// may be a comma-separated list, or repeated.
    #[arg(long, value_name = "WHAT", value_parser = parse_what, value_delimiter = ',', add = ArgValueCompleter::new(complete::failures))]
    fail_on: Vec<What>,
    /// How many threads look for codes; by default one per processor.
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

impl Place {
    /// Whether it comes before another place: in one file by its line, across files by the time where both have
    /// one, for rotated logs are often named with the newest first.
    fn is_before(&self, other: &Self) -> bool {
        match (self.time, other.time) {
            (Some(own), Some(time)) if self.file != other.file && own != time => own < time,
            _ => (self.file, self.line) < (other.file, other.line),
        }
    }
}

/// What was seen of one code.
#[derive(Clone, Copy, Debug)]
struct Seen<'a> {
    count: u64,
    first: Place,
    last: Place,
    request_id: Option<&'a str>,
}

/// So many different unknown codes are told apart: a log that holds more is not a log of this API, and
/// must not use up the memory. Known ones are all told apart.
const MOST_UNKNOWN: usize = 50_000;

/// The codes that were found so far, each with its number. Unknown ones are kept as `T`.
struct Numbers<T> {
    known: Vec<u32>,
    unknown: HashMap<T, u32>,
    count: u32,
}

impl<T: Borrow<str> + Eq + Hash> Numbers<T> {
    fn new() -> Self {
        Self {
            known: vec![u32::MAX; ErrorCode::ALL.len()],
            unknown: HashMap::new(),
            count: 0,
        }
    }

    /// The number of a code: `Ok` of one that was seen, `Err` of a new one, if it has room.
    fn of(
        &mut self,
        known: Option<ErrorCode>,
        text: impl Copy + Into<T> + AsRef<str>,
    ) -> Result<usize, Option<usize>> {
        let new = self.count;
        if let Some(known) = known {
            let slot = self.known.get_mut(known as usize).ok_or(None)?;
            if *slot != u32::MAX {
                return Ok(*slot as usize);
            }
            *slot = new;
        } else {
            if let Some(number) = self.unknown.get(text.as_ref()) {
                return Ok(*number as usize);
            }
            if self.unknown.len() == MOST_UNKNOWN {
                return Err(None);
            }
            self.unknown.insert(text.into(), new);
        }
        self.count += 1;
        Err(Some(new as usize))
    }
}

/// What was found in a piece.
struct Part {
    codes: Vec<Noted>,
    /// So many line ends it has.
    lines: u64,
    unlisted: Unlisted<Spot>,
    /// Whether one of the codes is what `--fail-on` names.
    is_failure: bool,
    timeline: Timeline,
    rows: Rows,
}

/// What is noted of a code in a piece.
struct Noted {
    known: Option<ErrorCode>,
    code: Range<usize>,
    count: u64,
    first: Spot,
    last: Spot,
    request_id: Option<Range<usize>>,
}

/// A line in a piece, and the line ends before it.
#[derive(Clone, Copy)]
struct Spot {
    line_start: usize,
    lines: u64,
    time: Option<Time>,
}

/// Unknown codes that were found when there were too many already, by their category.
struct Unlisted<P>(Vec<OfUnlisted<P>>);

struct OfUnlisted<P> {
    category: Option<Category>,
    count: u64,
    first: P,
    last: P,
}

impl<P> Unlisted<P> {
    /// Adds what was found, whose places `extend` puts together with those of the same category.
    fn add(&mut self, new: OfUnlisted<P>, extend: impl FnOnce(&mut OfUnlisted<P>, OfUnlisted<P>)) {
        let known = self.0.iter_mut().find(|old| old.category == new.category);
        match known {
            Some(old) => {
                old.count += new.count;
                extend(old, new);
            }
            None => self.0.push(new),
        }
    }

    fn count(&self) -> u64 {
        self.0.iter().map(|of| of.count).sum()
    }
}

/// What rarely changes when a code is found again.
struct Origin {
    code: WireCode<'static>,
    first: Place,
    /// The last place in the files before that of the tally.
    last_before: Option<Place>,
    request_id: Option<String>,
}

impl Origin {
    /// Notes where the code was last before another file, and where it is first in that.
    fn goes_on(&mut self, last: Place, first: Place) {
        self.last_before = Some(self.last(last));
        if first.is_before(&self.first) {
            self.first = first;
        }
    }

    /// The last place of all, given that in the last file.
    fn last(&self, last: Place) -> Place {
        self.last_before
            .filter(|before| last.is_before(before))
            .unwrap_or(last)
    }
}

/// What changes each time. Apart from the rest, so that the processor's cache holds it for all codes.
struct Tally {
    count: u64,
    last: Place,
    has_request_id: bool,
}

/// What was found in all.
struct Summary {
    numbers: Numbers<Box<str>>,
    origins: Vec<Origin>,
    /// One for each origin.
    tallies: Vec<Tally>,
    unlisted: Unlisted<Place>,
    is_failure: bool,
    timeline: Timeline,
}

impl Summary {
    fn new() -> Self {
        Self {
            numbers: Numbers::new(),
            origins: Vec::new(),
            tallies: Vec::new(),
            unlisted: Unlisted(Vec::new()),
            is_failure: false,
            timeline: Timeline::default(),
        }
    }

    /// Adds what was found in a piece of a file, which starts at this line.
    fn add(&mut self, part: Part, piece: &Piece, file: usize, line: u64) {
        self.is_failure |= part.is_failure;
        self.timeline.merge(part.timeline);
        let text = |range| text_of(piece, range);
        let place = |spot: Spot| Place {
            file,
            line: line + spot.lines,
            time: spot.time,
        };
        for new in part.unlisted.0 {
            self.add_unlisted(OfUnlisted {
                category: new.category,
                count: new.count,
                first: place(new.first),
                last: place(new.last),
            });
        }
        for new in part.codes {
            // Known ones need no text.
            let code = match new.known {
                Some(_) => "",
                None => text(new.code),
            };
            let request_id = || new.request_id.map(|range| text(range).to_owned());
            match self.numbers.of(new.known, code) {
                Ok(number) => {
                    let Some(tally) = self.tallies.get_mut(number) else {
                        continue;
                    };
                    tally.count += new.count;
                    let before = std::mem::replace(&mut tally.last, place(new.last));
                    if before.file != file {
                        if let Some(origin) = self.origins.get_mut(number) {
                            origin.goes_on(before, place(new.first));
                        }
                    }
                    if tally.has_request_id {
                        continue;
                    }
                    if let Some(origin) = self.origins.get_mut(number) {
                        origin.request_id = request_id();
                        tally.has_request_id = origin.request_id.is_some();
                    }
                }
                Err(Some(_)) => {
                    let code = match new.known {
                        Some(known) => known.into(),
                        None => WireCode::new(code.to_owned()),
                    };
                    let request_id = request_id();
                    self.tallies.push(Tally {
                        count: new.count,
                        last: place(new.last),
                        has_request_id: request_id.is_some(),
                    });
                    self.origins.push(Origin {
                        code,
                        first: place(new.first),
                        last_before: None,
                        request_id,
                    });
                }
                Err(None) => self.add_unlisted(OfUnlisted {
                    category: WireCode::new(code).category(),
                    count: new.count,
                    first: place(new.first),
                    last: place(new.last),
                }),
            }
        }
    }

    fn add_unlisted(&mut self, new: OfUnlisted<Place>) {
        self.unlisted.add(new, |old, new| {
            if new.first.is_before(&old.first) {
                old.first = new.first;
            }
            if old.last.is_before(&new.last) {
                old.last = new.last;
            }
        });
    }

    /// The most frequent first.
    fn sorted(&self) -> Vec<(&WireCode<'static>, Seen<'_>)> {
        let codes = self.origins.iter().zip(&self.tallies);
        let mut rows: Vec<_> = codes
            .map(|(origin, tally)| {
                let seen = Seen {
                    count: tally.count,
                    first: origin.first,
                    last: origin.last(tally.last),
                    request_id: origin.request_id.as_deref(),
                };
                (&origin.code, seen)
            })
            .collect();
        // The numbers of known codes are in the order of their texts.
        let by_text = |a: &WireCode<'_>, b: &WireCode<'_>| match (a.known(), b.known()) {
            (Some(a), Some(b)) => a.cmp(&b),
            _ => a.cmp(b),
        };
        rows.sort_unstable_by(|a, b| b.1.count.cmp(&a.1.count).then_with(|| by_text(a.0, b.0)));
        rows
    }
}

fn text_of(piece: &Piece, range: Range<usize>) -> &str {
    let text = piece.text().get(range).unwrap_or_default();
    std::str::from_utf8(text).unwrap_or_default()
}

/// The places of the line ends in a part of a text.
fn line_ends(text: &[u8], part: Range<usize>) -> impl Iterator<Item = usize> {
    let start = part.start;
    memchr::memchr_iter(b'\n', text.get(part).unwrap_or_default()).map(move |at| start + at)
}

/// Finds the codes of a piece from a place on.
fn find(arguments: &Arguments, name: &str, piece: &Piece, from: usize) -> (Part, usize) {
    let mut part = Part {
        codes: Vec::new(),
        lines: 0,
        unlisted: Unlisted(Vec::new()),
        is_failure: false,
        timeline: Timeline::default(),
        rows: Rows::default(),
    };
    let mut numbers: Numbers<&str> = Numbers::new();
    let mut codes = Codes::within(piece.text(), from..piece.end);
    let mut counted = piece.start;
    let mut line_start = line_start(piece.text(), piece.start);
    for found in codes.by_ref() {
        let range = found.range();
        let at = range.start;
        for line_end in line_ends(piece.text(), counted..at) {
            part.lines += 1;
            line_start = line_end + 1;
        }
        counted = at.max(counted);
        if arguments.annotate {
            part.rows.add(&found, name, part.lines, piece.text());
        }
        if let Some(by) = arguments.timeline {
            match time_of_line(piece.text(), line_start) {
                Some(time) => part.timeline.add(by.name(found.code()), time, 1),
                None => part.timeline.add_untimed(),
            }
        }
        let known = found.code().known();
        let text = match known {
            Some(_) => "",
            None => text_of(piece, range.clone()),
        };
        let number = numbers.of(known, text);
        let spot = Spot {
            line_start,
            lines: part.lines,
            time: None,
        };
        if let Ok(noted) = number.map(|number| part.codes.get_mut(number)) {
            if let Some(noted) = noted {
                noted.count += 1;
                noted.last = spot;
                if noted.request_id.is_none() {
                    noted.request_id = found.request_id_range();
                }
            }
            continue;
        }
        part.is_failure |= arguments.fail_on.iter().any(|what| what.is(found.code()));
        if number == Err(None) {
            let new = OfUnlisted {
                category: found.code().category(),
                count: 1,
                first: spot,
                last: spot,
            };
            part.unlisted.add(new, |old, new| old.last = new.last);
            continue;
        }
        part.codes.push(Noted {
            known,
            code: range,
            count: 1,
            first: spot,
            last: spot,
            request_id: found.request_id_range(),
        });
    }
    // The last code may be behind the end: its record began before.
    part.lines += line_ends(piece.text(), counted..piece.end).count() as u64;
    part.lines -= line_ends(piece.text(), piece.end..counted).count() as u64;
    part.rows.end();
    let time = |spot: Spot| time_of_line(piece.text(), spot.line_start);
    for of in &mut part.unlisted.0 {
        of.first.time = time(of.first);
        of.last.time = time(of.last);
    }
    for noted in &mut part.codes {
        noted.first.time = time(noted.first);
        noted.last.time = if noted.count == 1 {
            noted.first.time
        } else {
            time(noted.last)
        };
    }
    (part, codes.position())
}

/// Where the line of a place starts, or what is near of it.
fn line_start(text: &[u8], at: usize) -> usize {
    const NEAR: usize = 8 * 1024;
    let near = at.saturating_sub(NEAR);
    let before = text.get(near..at).unwrap_or_default();
    memchr::memrchr(b'\n', before).map_or(near, |newline| near + newline + 1)
}

/// The time of the line that starts here.
fn time_of_line(text: &[u8], start: usize) -> Option<Time> {
    /// As far as a time may stand in it.
    const LEN: usize = 256;
    let line = text.get(start..text.len().min(start + LEN))?;
    let end = memchr::memchr(b'\n', line).unwrap_or(line.len());
    Time::of_line(line.get(..end)?)
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
    let mut summary = Summary::new();
    let mut is_unreadable = false;
    let bar = input::progress(&files);
    for (file, name) in files.iter().enumerate() {
        let shown = name.to_string_lossy();
        let mut line = 1;
        let plan = Plan {
            is_flowing: input::is_flowing(name),
            threads,
            stop: &stop,
        };
        let (path, progress) = (name.clone(), bar.clone());
        let result = pieces::scan(
            move || input::open(&path, &progress),
            &plan,
            |piece, from| find(arguments, &shown, piece, from),
            |part, piece| {
                part.rows.write(&mut rows, line)?;
                rows.flush()?;
                let lines = part.lines;
                summary.add(part, piece, file, line);
                line += lines;
                // Somebody may still want to know whether it fails.
                Ok(!(rows.is_closed() && arguments.fail_on.is_empty()))
            },
        );
        if let Err(error) = result {
            is_unreadable = true;
            say(format_args!(
                "{}: {}",
                Escaped(&shown),
                Escaped(&error.to_string())
            ));
        }
        if stop.load(Ordering::Relaxed) {
            break;
        }
    }
    bar.finish_and_clear();
    drop(rows);
    if !arguments.annotate && (!is_unreadable || !summary.origins.is_empty()) {
        write(&summary, arguments, &files)?;
    }
    say_unlisted(&summary, arguments);
    let is_interrupted = stop.load(Ordering::Relaxed);
    Ok(match (is_unreadable, summary.is_failure, is_interrupted) {
        (true, ..) => Outcome::Trouble,
        (false, true, _) => Outcome::NotFound,
        (false, false, true) => Outcome::Interrupted,
        (false, false, false) => Outcome::Found,
    })
}

/// Says what the output leaves out. Lines and timelines are whole.
fn say_unlisted(summary: &Summary, arguments: &Arguments) {
    let count = summary.unlisted.count();
    if count == 0 || arguments.annotate || arguments.timeline.is_some() {
        return;
    }
    if arguments.by.is_some() {
        say(format_args!(
            "more than {MOST_UNKNOWN} different unknown codes: {count} more occurrences are in `count`, but their codes are not in `codes`"
        ));
    } else {
        say(format_args!(
            "more than {MOST_UNKNOWN} different unknown codes: {count} more are not listed"
        ));
    }
}

fn write(summary: &Summary, arguments: &Arguments, files: &[OsString]) -> io::Result<()> {
    if let Some(path) = &arguments.svg {
        let is_written = std::fs::File::create(path).and_then(|file| {
            let mut file = io::BufWriter::new(file);
            summary.timeline.write_svg(&mut file)?;
            file.flush()
        });
        is_written.map_err(|error| {
            let why = format!("{}: {error}", path.display());
            io::Error::new(error.kind(), why)
        })?;
    }
    if arguments.json || arguments.csv {
        let mut out = out::data();
        // One row at a time: as JSON, all of them would take much memory.
        let mut write = |header: &[&str], rows: &mut dyn Iterator<Item = serde_json::Value>| {
            if arguments.csv {
                return write_csv(&mut out, header, rows);
            }
            for row in rows {
                writeln!(out, "{}", out::json(&row))?;
            }
            Ok(())
        };
        if arguments.by.is_some() {
            let rows = by_category(summary);
            let mut rows = rows.iter().map(|row| row.to_json(files));
            write(&CATEGORY_HEADER, &mut rows)?;
        } else {
            let rows = summary.sorted();
            let mut rows = rows.iter().map(|(code, seen)| to_json(code, *seen, files));
            write(&HEADER, &mut rows)?;
        }
        return out.flush();
    }
    let mut out = out::text();
    if summary.origins.is_empty() {
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

/// The lines with codes, as JSON but for their numbers, which are told when all before is found.
#[derive(Default)]
struct Rows {
    out: Vec<u8>,
    /// Where a number belongs, and the line ends before it.
    numbers: Vec<(usize, u64)>,
    text: String,
    codes: usize,
}

impl Rows {
    /// Writes the rows of a piece that starts at this line.
    fn write(&self, out: &mut impl Write, line: u64) -> io::Result<()> {
        let mut from = 0;
        for (at, lines) in &self.numbers {
            out.write_all(self.out.get(from..*at).unwrap_or_default())?;
            write!(out, "{}", line + lines)?;
            from = *at;
        }
        out.write_all(self.out.get(from..).unwrap_or_default())
    }

    fn add(&mut self, found: &Finding<'_>, name: &str, lines: u64, text: &[u8]) {
        /// So much of a line is repeated.
        const LONGEST_LINE: usize = 16 * 1024;
        /// So many codes are in one row; a line with more has several.
        const MOST_CODES: usize = 1000;
        let is_new = self.numbers.last().is_none_or(|(_, last)| *last != lines);
        if is_new || self.codes == MOST_CODES {
            self.end();
        }
        if is_new {
            let text = line_at(text, found.range().start);
            let text = text.get(..LONGEST_LINE).unwrap_or(text);
            let text = String::from_utf8_lossy(text);
            self.text = out::json(&text.trim_end_matches('\r'));
        }
        if self.codes == 0 {
            self.append(format_args!("{{\"file\":{},\"line\":", out::json(&name)));
            self.numbers.push((self.out.len(), lines));
            self.append(format_args!(",\"codes\":["));
        } else {
            self.out.push(b',');
        }
        self.codes += 1;
        // There may be millions of codes, and most parts of their rows need no escapes.
        let code = found.code();
        self.push("{\"code\":");
        match code.known() {
            Some(known) => self.push_name(Some(known.as_str())),
            None => self.push(&out::json(code)),
        }
        self.push(",\"category\":");
        self.push_name(code.category().map(Category::as_str));
        self.push(",\"retry\":");
        self.push_name(code.retry().map(Retry::as_str));
        self.push(match code.known() {
            Some(_) => ",\"known\":true,\"request_id\":",
            None => ",\"known\":false,\"request_id\":",
        });
        match found.request_id() {
            Some(id) => self.push(&out::json(&id)),
            None => self.push_name(None),
        }
        self.push(",\"message_names\":[");
        for (number, name) in found.named().enumerate() {
            self.push(if number == 0 { "" } else { "," });
            self.push(&out::json(&name));
        }
        self.push("]}");
    }

    fn push(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    /// A name without anything to escape.
    fn push_name(&mut self, name: Option<&'static str>) {
        match name {
            Some(name) => {
                self.out.push(b'"');
                self.push(name);
                self.out.push(b'"');
            }
            None => self.push("null"),
        }
    }

    fn append(&mut self, text: std::fmt::Arguments<'_>) {
        // A vector takes anything.
        let _ = self.out.write_fmt(text);
    }

    fn end(&mut self) {
        if self.codes > 0 {
            self.codes = 0;
            let text = std::mem::take(&mut self.text);
            self.append(format_args!("],\"text\":{text}}}\n"));
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

fn to_json(code: &WireCode<'_>, seen: Seen<'_>, files: &[OsString]) -> serde_json::Value {
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

/// The columns of CSV: those of JSON, with those of the places side by side.
const HEADER: [&str; 12] = [
    "code",
    "count",
    "known",
    "category",
    "retry",
    "first_file",
    "first_line",
    "first_time",
    "last_file",
    "last_line",
    "last_time",
    "request_id",
];
const CATEGORY_HEADER: [&str; 9] = [
    "category",
    "count",
    "codes",
    "first_file",
    "first_line",
    "first_time",
    "last_file",
    "last_line",
    "last_time",
];

fn write_csv(
    out: &mut impl Write,
    header: &[&str],
    rows: &mut dyn Iterator<Item = serde_json::Value>,
) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(header)?;
    for row in rows {
        for value in row
            .as_object()
            .into_iter()
            .flat_map(serde_json::Map::values)
        {
            match value.as_object() {
                Some(place) => place
                    .values()
                    .try_for_each(|value| csv.write_field(csv_cell(value)))?,
                None => csv.write_field(csv_cell(value))?,
            }
        }
        csv.write_record(None::<&[u8]>)?;
    }
    csv.flush()
}

fn csv_cell(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => Escaped(text).to_string(),
        value => value.to_string(),
    }
}

/// All codes of one category.
struct OfCategory<'a> {
    category: Option<Category>,
    codes: usize,
    seen: Seen<'a>,
}

impl OfCategory<'_> {
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
fn by_category(summary: &Summary) -> Vec<OfCategory<'_>> {
    let mut rows: Vec<OfCategory<'_>> = Vec::new();
    let listed = summary.sorted().into_iter();
    let listed = listed.map(|(code, seen)| (code.category(), 1, seen));
    let unlisted = summary.unlisted.0.iter().map(|of| {
        let seen = Seen {
            count: of.count,
            first: of.first,
            last: of.last,
            request_id: None,
        };
        (of.category, 0, seen)
    });
    for (category, codes, seen) in listed.chain(unlisted) {
        let Some(row) = rows.iter_mut().find(|row| row.category == category) else {
            rows.push(OfCategory {
                category,
                codes,
                seen,
            });
            continue;
        };
        row.codes += codes;
        row.seen.count += seen.count;
        if seen.first.is_before(&row.seen.first) {
            row.seen.first = seen.first;
        }
        if row.seen.last.is_before(&seen.last) {
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

fn write_categories(out: &mut impl Write, summary: &Summary, files: &[OsString]) -> io::Result<()> {
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

fn write_table(out: &mut impl Write, summary: &Summary, files: &[OsString]) -> io::Result<()> {
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
            Escaped(seen.request_id.unwrap_or_default())
                .to_string()
                .into(),
        ]);
    }
    table.write(out)
}
