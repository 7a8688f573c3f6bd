//! `tcerr classify`: a line in, a row out.

use std::io::{self, BufRead, BufReader, Read as _, Write};

use serde_json::json;
use tencentcloud_error_codes::extract::codes_in;
use tencentcloud_error_codes::{Category, ErrorCode, Retry, WireCode};

use crate::Outcome;
use crate::{input, out};

/// Writes a row for each line of its input: the code in it, with category and retry class.
#[derive(clap::Args)]
#[command(after_help = "\
A line may be a code, or any text that contains one. The first code of a line counts. A line without
a code gives a row without one. Each row is written as soon as its line arrives, so this can serve as a
function of a database, or as a transform of a log shipper. The input may be plain, gzip or zstd.

The columns are code, category, retry, and how that is known: `exact`, `family`, `ending` or `none`.

Examples:
  cut -f3 errors.tsv | tcerr classify | paste errors.tsv -
  tail -f app.log | tcerr classify --json")]
pub(crate) struct Arguments {
    /// One JSON object per line, instead of tab-separated columns.
    #[arg(long)]
    json: bool,
}

/// So much of a line is looked at.
const LONGEST_LINE: u64 = 1 << 20;

pub(crate) fn run(arguments: &Arguments) -> io::Result<Outcome> {
    let mut lines = BufReader::new(input::stdin()?);
    let mut out = out::data();
    let mut line = Vec::new();
    while !out.is_closed() {
        line.clear();
        let read = lines
            .by_ref()
            .take(LONGEST_LINE)
            .read_until(b'\n', &mut line)?;
        if read == 0 {
            break;
        }
        if !line.ends_with(b"\n") {
            skip_line(&mut lines)?;
        }
        // Some codes are numbers, or end in a dot, and are found in no text.
        let word = std::str::from_utf8(line.trim_ascii()).unwrap_or_default();
        let code = match ErrorCode::lookup(word) {
            Some(code) => Some(code.into()),
            None => codes_in(&line).next().map(|found| found.code().clone()),
        };
        row(&mut out, code.as_ref(), arguments.json)?;
        // At once, but not each of many that are there already.
        if !lines.buffer().contains(&b'\n') {
            out.flush()?;
        }
    }
    out.flush()?;
    Ok(Outcome::Found)
}

fn skip_line(lines: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = match lines.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            buffer => buffer?,
        };
        let newline = buffer.iter().position(|byte| *byte == b'\n');
        let len = newline.map_or(buffer.len(), |at| at + 1);
        lines.consume(len);
        if newline.is_some() || len == 0 {
            return Ok(());
        }
    }
}

fn row(out: &mut impl Write, code: Option<&WireCode<'_>>, is_json: bool) -> io::Result<()> {
    let category = code.and_then(WireCode::category).map(Category::as_str);
    let retry = code.and_then(WireCode::retry).map(Retry::as_str);
    let basis = code.map_or("none", basis);
    if is_json {
        let row = json!({"code": code, "category": category, "retry": retry, "basis": basis});
        return writeln!(out, "{}", out::json(&row));
    }
    // A code has no tab in it unless somebody means ill; `Display` escapes it.
    let code = code.map(ToString::to_string).unwrap_or_default();
    let (category, retry) = (category.unwrap_or_default(), retry.unwrap_or_default());
    writeln!(out, "{code}\t{category}\t{retry}\t{basis}")
}

/// How the class of a code is known.
pub(crate) fn basis(code: &WireCode<'_>) -> &'static str {
    code.class().map_or("none", |class| class.basis.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_skipped_though_reading_is_interrupted() {
        let text = [&b"x".repeat(100_000)[..], b"\nnext"].concat();
        let mut lines = BufReader::new(input::tests::Interrupted::new(text));
        skip_line(&mut lines).unwrap();
        let mut rest = String::new();
        lines.read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "next");
    }
}
