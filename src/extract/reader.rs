//! Text that is read in pieces, and the codes in it.

use alloc::vec::Vec;
use core::ops::Deref;
use std::io::{self, ErrorKind, Read};

use super::bytes::{count_lines, find_byte, find_byte_back, is_code_byte};
use super::utf8::Utf8;
use super::{BEFORE, BEHIND, Finding, Search, finding};

/// So much is read at once.
const PIECE: usize = 1 << 20;

/// Finds the codes in the output of a reader, which may be larger than memory.
///
/// UTF-16, which `PowerShell` writes to files, is recognized by its byte order mark.
///
/// ```
/// use tencentcloud_error_codes::extract::Reader;
///
/// let log: &[u8] = b"starting\ncall failed: RequestLimitExceeded\n";
/// let mut codes = Reader::new(log);
/// while let Some(found) = codes.next()? {
///     println!("line {}: {}", found.line(), found.code());
/// #   assert_eq!(found.line(), 2);
/// }
/// # std::io::Result::Ok(())
/// ```
#[derive(Debug)]
pub struct Reader<R> {
    source: Utf8<R>,
    is_flowing: bool,
    buffer: Vec<u8>,
    filled: usize,
    /// Where the buffer starts in the whole text, in bytes.
    base: u64,
    search: Search,
    /// Up to here codes may be looked for: what is behind may belong to a record that is not read yet.
    end: usize,
    is_at_end: bool,
    error: Option<io::Error>,
    /// Up to here line ends are counted.
    counted: usize,
    line: u64,
}

/// A code found by a [`Reader`].
#[derive(Clone, Debug)]
pub struct Located<'t> {
    finding: Finding<'t>,
    offset: u64,
    line: u64,
}

impl<'t> Located<'t> {
    /// The byte offset of the code in everything read so far. For UTF-16 input, this counts bytes of
    /// UTF-8.
    #[must_use]
    pub const fn offset(&self) -> u64 {
        self.offset
    }

    /// The line of the code, counted from 1.
    #[must_use]
    pub const fn line(&self) -> u64 {
        self.line
    }

    /// The text of the line, or the part of it that is in memory.
    #[must_use]
    pub fn line_text(&self) -> &'t [u8] {
        let text = self.finding.text;
        let at = self.finding.range.start;
        let before = text.get(..at).unwrap_or_default();
        let start = find_byte_back(before, b'\n').map_or(0, |newline| newline + 1);
        let behind = text.get(at..).unwrap_or_default();
        let end = find_byte(behind, b'\n').map_or(text.len(), |len| at + len);
        text.get(start..end).unwrap_or_default()
    }

    /// What was found.
    #[must_use]
    pub fn into_finding(self) -> Finding<'t> {
        self.finding
    }
}

impl<'t> Deref for Located<'t> {
    type Target = Finding<'t>;

    fn deref(&self) -> &Finding<'t> {
        &self.finding
    }
}

impl<R: Read> Reader<R> {
    /// Makes a reader that finds the codes in this input.
    #[must_use]
    pub fn new(source: R) -> Self {
        Self {
            source: Utf8::new(source),
            is_flowing: false,
            buffer: Vec::new(),
            filled: 0,
            base: 0,
            search: Search::default(),
            end: 0,
            is_at_end: false,
            error: None,
            counted: 0,
            line: 1,
        }
    }

    /// Whether to examine each read as it arrives, up to its last line end, instead of waiting for
    /// more. Use it for a pipe that somebody is watching. A record of several lines may then be read in
    /// parts and lose its request id.
    #[must_use]
    pub const fn flowing(mut self, is_flowing: bool) -> Self {
        self.is_flowing = is_flowing;
        self
    }

    /// Returns the next code, or `None` at the end.
    ///
    /// # Errors
    ///
    /// The input could not be read. All codes in the input before that are returned first. Another call
    /// tries to read on.
    #[allow(clippy::should_implement_trait, reason = "it lends what it returns")]
    pub fn next(&mut self) -> io::Result<Option<Located<'_>>> {
        let (base, found) = loop {
            let text = self.buffer.get(..self.filled).unwrap_or_default();
            if let Some(found) = self.search.next(text, self.end) {
                break found;
            }
            if let Some(error) = self.error.take() {
                self.is_at_end = false;
                return Err(error);
            }
            if self.is_at_end {
                return Ok(None);
            }
            self.read();
        };
        let start = base + found.code.start;
        self.count(start);
        let text = self.buffer.get(..self.filled).unwrap_or_default();
        Ok(Some(Located {
            finding: finding(text, base, found),
            offset: self.base + start as u64,
            line: self.line,
        }))
    }

    fn count(&mut self, to: usize) {
        // An error's code may come behind its message, but never before what was found last.
        let part = self.buffer.get(self.counted..to).unwrap_or_default();
        self.line += count_lines(part);
        self.counted = self.counted.max(to);
    }

    /// Reads a piece more, and tells up to where it may be looked at.
    fn read(&mut self) {
        let done = self.search.from;
        self.count(done);
        let kept = done.saturating_sub(BEFORE);
        self.buffer.copy_within(kept..self.filled, 0);
        self.base += kept as u64;
        self.filled -= kept;
        self.counted -= kept;
        let done = done - kept;
        self.end = self.read_from(done);
        let text = self.buffer.get(..self.filled).unwrap_or_default();
        let floor = self.search.floor.saturating_sub(kept);
        self.search = Search::new(text, done, floor);
    }

    /// Reads until there is something new to look at, and tells up to where.
    fn read_from(&mut self, done: usize) -> usize {
        loop {
            // Any character has room.
            if self.filled + 4096 > self.buffer.len() {
                let more = self.buffer.len().clamp(PIECE / 16, PIECE);
                self.buffer.resize(self.filled + more, 0);
            }
            let room = self.buffer.get_mut(self.filled..).unwrap_or_default();
            match self.source.read(room) {
                Ok(0) => self.is_at_end = true,
                Ok(len) => self.filled += len,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => {
                    self.error = Some(error);
                    self.is_at_end = true;
                }
            }
            let text = self.buffer.get(..self.filled).unwrap_or_default();
            if self.is_at_end {
                return self.filled;
            }
            let limit = if self.is_flowing {
                self.filled
            } else if self.filled >= done + PIECE + BEHIND {
                self.filled - BEHIND
            } else {
                continue;
            };
            let new = text.get(done..limit).unwrap_or_default();
            if let Some(newline) = find_byte_back(new, b'\n') {
                return done + newline + 1;
            }
            if !self.is_flowing || self.filled >= done + PIECE {
                return cut(text, done, limit);
            }
        }
    }
}

/// The last place before the limit that is within no word.
fn cut(text: &[u8], from: usize, limit: usize) -> usize {
    let part = text.get(from..limit).unwrap_or_default();
    let is_word = |byte: &u8| is_code_byte(*byte) || *byte == b'-';
    part.iter()
        .rposition(|byte| !is_word(byte))
        .map_or(limit, |at| from + at + 1)
}
