//! Writes a log to standard output, as much as is asked for in megabytes, with a code in three lines of
//! ten or, `sparse`, in one of a hundred; or, `calls`, a log of calls that are tried again.
//! `cargo run --release --bin make-log 1000 > log`

mod calls;
mod log;

use std::io::{self, BufWriter, Write};

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let megabytes: usize = arguments
        .next()
        .and_then(|text| text.parse().ok())
        .unwrap_or(1);
    let lines: Box<dyn Iterator<Item = String>> = match arguments.next().as_deref() {
        Some("sparse") => Box::new(log::Log::sparse()),
        Some("calls") => Box::new(calls::Calls::new()),
        _ => Box::new(log::Log::dense()),
    };
    let mut out = BufWriter::with_capacity(1 << 20, io::stdout().lock());
    let mut written = 0;
    for line in lines {
        if written >= megabytes * 1_000_000 {
            break;
        }
        writeln!(out, "{line}")?;
        written += line.len() + 1;
    }
    out.flush()
}
