//! Text that may be larger than memory, and the codes in it.

use std::io::{self, Read};

use crate::extract::{Extractor, Found, LONGEST_RECORD};

/// Reads in pieces that are cut at a line's end, so that a file may be larger than memory; a line
/// that is longer than a piece is cut where no code is. Calls back with each code, the number of
/// its line and the line, or what is in memory of it.
pub(crate) fn scan(
    mut source: impl Read,
    extractor: &Extractor,
    mut each: impl FnMut(&Found<'_>, u64, &[u8]) -> io::Result<()>,
) -> io::Result<()> {
    const PIECE: usize = 1 << 20;
    let mut buffer = vec![0; PIECE];
    let mut filled = 0;
    let mut line = 1u64;
    loop {
        let is_full = filled == buffer.len();
        let read = if is_full {
            0
        } else {
            source.read(&mut buffer[filled..])?
        };
        filled += read;
        let is_at_end = read == 0 && !is_full;
        if filled < buffer.len() && !is_at_end {
            continue;
        }
        let text = &buffer[..filled];
        // A record's message may go on over several lines: what is close to the end waits for the
        // next piece.
        let end = if is_at_end {
            filled
        } else {
            let limit = filled - LONGEST_RECORD;
            memchr::memrchr(b'\n', &text[..limit])
                .map_or_else(|| cut(text, limit), |newline| newline + 1)
        };
        let mut from = 0;
        let mut counted = 0;
        while let Some(found) = extractor
            .find_at(text, from)
            .filter(|found| found.start < end)
        {
            line += memchr::memchr_iter(b'\n', &text[counted..found.start]).count() as u64;
            counted = found.start;
            each(&found, line, line_at(text, found.start))?;
            from = found.end;
        }
        let done = end.max(from);
        line += memchr::memchr_iter(b'\n', &text[counted..done]).count() as u64;
        if is_at_end {
            return Ok(());
        }
        buffer.copy_within(done..filled, 0);
        filled -= done;
    }
}

/// The last place before the limit that is within no word.
fn cut(text: &[u8], limit: usize) -> usize {
    text[..limit]
        .iter()
        .rposition(|b| !b.is_ascii_alphanumeric() && !matches!(b, b'.' | b'_' | b'-'))
        .map_or(limit, |at| at + 1)
}

fn line_at(text: &[u8], at: usize) -> &[u8] {
    let start = memchr::memrchr(b'\n', &text[..at]).map_or(0, |newline| newline + 1);
    let end = memchr::memchr(b'\n', &text[at..]).map_or(text.len(), |len| at + len);
    &text[start..end]
}
