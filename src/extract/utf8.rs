//! Text that is not in UTF-8.

use alloc::vec::Vec;
use std::io::{self, Read};

/// Reads a text as UTF-8. UTF-16 with a byte order mark, which `PowerShell` writes to files, is
/// converted. Everything else is passed on unchanged.
///
/// ```
/// use std::io::Read as _;
///
/// use tencentcloud_error_codes::extract::Utf8;
///
/// let mut text = String::new();
/// Utf8::new(&b"\xff\xfeO\0K\0"[..]).read_to_string(&mut text)?;
/// assert_eq!(text, "OK");
/// # std::io::Result::Ok(())
/// ```
#[derive(Debug)]
pub struct Utf8<R> {
    source: R,
    encoding: Encoding,
    /// What was read to learn the encoding, or of a character that is not whole.
    rest: Vec<u8>,
    /// What was decoded and had no room.
    decoded: Vec<u8>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Encoding {
    Unknown,
    Utf8,
    Utf16Le,
    Utf16Be,
}

impl<R: Read> Utf8<R> {
    /// Makes a reader that reads this input as UTF-8.
    #[must_use]
    pub const fn new(source: R) -> Self {
        Self {
            source,
            encoding: Encoding::Unknown,
            rest: Vec::new(),
            decoded: Vec::new(),
        }
    }

    fn learn(&mut self) -> io::Result<()> {
        // Not more than it needs: the first line may be empty, and be all that has come.
        while matches!(*self.rest, [] | [0xfe | 0xff]) {
            let mut byte = [0];
            if self.source.read(&mut byte)? == 0 {
                break;
            }
            self.rest.extend_from_slice(&byte);
        }
        self.encoding = match *self.rest {
            [0xff, 0xfe] => Encoding::Utf16Le,
            [0xfe, 0xff] => Encoding::Utf16Be,
            _ => Encoding::Utf8,
        };
        if self.encoding != Encoding::Utf8 {
            self.rest.clear();
        }
        Ok(())
    }

    fn read_utf16(&mut self, buffer: &mut [u8], unit: fn([u8; 2]) -> u16) -> io::Result<usize> {
        // A unit of two bytes is one of three at most.
        let mut units = [0; 8192];
        let most = (buffer.len() / 3 * 2).clamp(2, units.len());
        loop {
            if !self.decoded.is_empty() {
                let len = self.decoded.len().min(buffer.len());
                for (byte, decoded) in buffer.iter_mut().zip(self.decoded.drain(..len)) {
                    *byte = decoded;
                }
                return Ok(len);
            }
            let kept = self.rest.len();
            let Some(room) = units.get_mut(kept..most.max(kept + 2)) else {
                return Ok(0);
            };
            let read = self.source.read(room)?;
            for (unit, rest) in units.iter_mut().zip(self.rest.drain(..)) {
                *unit = rest;
            }
            let filled = kept + read;
            let mut whole = filled - filled % 2;
            let last = whole
                .checked_sub(2)
                .and_then(|at| units.get(at..whole)?.first_chunk());
            // The other half of a pair is still to come.
            if read > 0 && last.is_some_and(|last| (0xd800..0xdc00).contains(&unit(*last))) {
                whole -= 2;
            }
            if read > 0 {
                self.rest
                    .extend_from_slice(units.get(whole..filled).unwrap_or_default());
            }
            let text = units.get(..whole).unwrap_or_default();
            let text = text
                .chunks_exact(2)
                .filter_map(|chunk| Some(unit(*chunk.first_chunk()?)));
            let mut len = 0;
            for c in char::decode_utf16(text) {
                let c = c.unwrap_or(char::REPLACEMENT_CHARACTER);
                match buffer.get_mut(len..len + c.len_utf8()) {
                    Some(room) if self.decoded.is_empty() => len += c.encode_utf8(room).len(),
                    _ => self
                        .decoded
                        .extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
                }
            }
            if len > 0 || read == 0 && self.decoded.is_empty() {
                return Ok(len);
            }
        }
    }
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        if self.encoding == Encoding::Unknown {
            self.learn()?;
        }
        match self.encoding {
            Encoding::Utf16Le => self.read_utf16(buffer, u16::from_le_bytes),
            Encoding::Utf16Be => self.read_utf16(buffer, u16::from_be_bytes),
            _ if !self.rest.is_empty() => {
                let len = self.rest.len().min(buffer.len());
                for (byte, rest) in buffer.iter_mut().zip(self.rest.drain(..len)) {
                    *byte = rest;
                }
                Ok(len)
            }
            _ => self.source.read(buffer),
        }
    }
}
