//! Where a code may start, told fast: an upper-case letter that is within no word, and bytes behind
//! it with which some code of the catalog begins.

use super::syntax::{skip_sequence, start_of_sequence};
use crate::error_code::TABLE;

/// So many bytes are looked at together.
const BLOCK: usize = 64;
/// It begins what a terminal takes for an order.
const ESC: u8 = 0x1b;
/// So many bytes before a letter tell whether it is within a word.
const BEFORE: usize = 6;

/// The places in a text where something of interest may start, in order.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Candidates {
    /// Where the block starts that the flags are of.
    block: usize,
    /// One bit for each byte of the block: the places that are still to be looked at.
    flags: u64,
}

impl Candidates {
    pub(super) fn new(text: &[u8], from: usize) -> Self {
        // What comes behind an order to the terminal is found by its start.
        let from = start_of_sequence(text, from);
        let block = from - from % BLOCK;
        let mut candidates = Self {
            block,
            flags: flags_at(text, block),
        };
        candidates.skip_to(text, from);
        candidates
    }

    /// Goes on at this place, which is not before the one that was found last.
    pub(super) fn skip_to(&mut self, text: &[u8], from: usize) {
        if from >= self.block + BLOCK {
            self.block = from - from % BLOCK;
            self.flags = flags_at(text, self.block);
        }
        if let Some(bits @ 1..) = from.checked_sub(self.block) {
            self.flags &= u32::try_from(bits)
                .ok()
                .and_then(|bits| u64::MAX.checked_shl(bits))
                .unwrap_or(0);
        }
    }

    /// The next one before the end.
    #[inline]
    pub(super) fn next(&mut self, text: &[u8], end: usize) -> Option<usize> {
        loop {
            while self.flags != 0 {
                let at = self.block + self.flags.trailing_zeros() as usize;
                if at >= end {
                    return None;
                }
                self.flags &= self.flags - 1;
                let start = match text.get(at) {
                    // Whatever letter the order to the terminal ends with.
                    Some(&ESC) => skip_sequence(text, at),
                    _ => at,
                };
                if start < end && is_start(text, start) && !is_in_word(text, start) {
                    return Some(start);
                }
            }
            if self.block + BLOCK >= end {
                return None;
            }
            self.block += BLOCK;
            self.flags = flags_at(text, self.block);
        }
    }
}

/// The flags of the block that starts here.
#[inline]
fn flags_at(text: &[u8], block: usize) -> u64 {
    let whole = block
        .checked_sub(BEFORE)
        .and_then(|start| text.get(start..block + BLOCK))
        .and_then(|bytes| bytes.first_chunk());
    whole.map_or_else(|| edge_flags_at(text, block), flags)
}

/// The same at the start and at the end of the text, where bytes are missing.
#[cold]
fn edge_flags_at(text: &[u8], block: usize) -> u64 {
    let mut bytes = [b' '; BEFORE + BLOCK];
    let start = block.saturating_sub(BEFORE);
    let from = BEFORE - (block - start);
    let rest = text.get(start..).unwrap_or_default();
    for (copy, byte) in bytes.iter_mut().skip(from).zip(rest) {
        *copy = *byte;
    }
    flags(&bytes)
}

/// One bit for each byte but the first few: whether it is ESC, or an upper-case letter that may start a
/// code. What is before the letter is no letter, or is the end of an escape: `\n`, `%2C`, `\u003c`, or of
/// a color. That it is of no other word is left to [`is_in_word`], for few places come so far.
#[allow(
    clippy::needless_bitwise_bool,
    reason = "measured: with a lazy operator it is no vector code any more"
)]
#[inline]
fn flags(bytes: &[u8; BEFORE + BLOCK]) -> u64 {
    // As many as a vector has. Bit `n` of the byte `i`, or `8 + i`, is of the place `8 * n + i`.
    let mut marks = [0u8; 16];
    for part in 0..BLOCK / 16 {
        for (lane, mark) in marks.iter_mut().enumerate() {
            let at = 16 * part + lane;
            // Which byte is how far back is known to the compiler, and so are the bounds.
            let back = |n: usize| bytes[at + BEFORE - n];
            let is_upper = back(0).wrapping_sub(b'A') < 26;
            let is_letter = (back(1) | 0x20).wrapping_sub(b'a') < 26;
            // Of a color, perhaps.
            let is_color = back(1) == b'm';
            let is_escape = (back(2) == b'\\') | (back(3) == b'%') | (back(6) == b'\\');
            let is_start = is_upper & (!is_letter | is_color | is_escape);
            *mark |= if is_start | (back(0) == ESC) {
                1 << (at / 8)
            } else {
                0
            };
        }
    }
    let (even, odd) = marks.split_at(8);
    let eight = |bytes: &[u8]| {
        bytes
            .first_chunk()
            .map_or(0, |eight| u64::from_le_bytes(*eight))
    };
    transposed(eight(even) | eight(odd))
}

/// Eight rows of eight bits as columns.
#[inline]
const fn transposed(mut bits: u64) -> u64 {
    if bits == 0 {
        return 0;
    }
    let swap = (bits ^ (bits >> 7)) & 0x00aa_00aa_00aa_00aa;
    bits ^= swap ^ (swap << 7);
    let swap = (bits ^ (bits >> 14)) & 0x0000_cccc_0000_cccc;
    bits ^= swap ^ (swap << 14);
    let swap = (bits ^ (bits >> 28)) & 0x0000_0000_f0f0_f0f0;
    bits ^ swap ^ (swap << 28)
}

/// Whether a digit or an underscore is before this place that is of no escape: `%22`, `\x22`, `\u0022`.
fn is_in_word(text: &[u8], at: usize) -> bool {
    let back = |n: usize| at.checked_sub(n).and_then(|at| text.get(at)).copied();
    let is_slash = |n: usize| back(n) == Some(b'\\');
    back(1).is_some_and(|byte| byte.is_ascii_digit() || byte == b'_')
        && !(back(3) == Some(b'%') || is_slash(4) || is_slash(6))
}

/// Whether some code, or what begins a record, starts with the bytes here.
#[inline]
pub(super) fn is_start(text: &[u8], at: usize) -> bool {
    let Some(bytes) = text.get(at..).and_then(|rest| rest.first_chunk::<9>()) else {
        return is_start_at_end(text, at);
    };
    let [first @ .., last] = bytes;
    let eight = u64::from_le_bytes(*first);
    #[allow(clippy::cast_possible_truncation, reason = "the first four bytes")]
    let four = eight as u32;
    four == u32::from_le_bytes(*b"Code")
        || four == u32::from_le_bytes(*b"Erro")
        || STARTS[slot(eight)] & ninth(*last) != 0
}

#[cold]
fn is_start_at_end(text: &[u8], at: usize) -> bool {
    let mut bytes = [b' '; 9];
    for (copy, byte) in bytes.iter_mut().zip(text.get(at..).unwrap_or_default()) {
        *copy = *byte;
    }
    is_start(&bytes, 0)
}

/// One byte for each hash of the first eight bytes of a code, with a bit for the ninth.
static STARTS: [u8; SLOTS] = starts();

const SLOTS: usize = 1 << 13;

#[allow(clippy::cast_possible_truncation, reason = "13 bits are left")]
const fn slot(eight: u64) -> usize {
    (eight.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - 13)) as usize
}

const fn ninth(byte: u8) -> u8 {
    1 << (byte.wrapping_mul(15) >> 5)
}

/// The header of what the SDKs print.
const HEADER: &[u8] = b"TencentCloudSDK";

#[allow(
    long_running_const_eval,
    reason = "some thousand names, once, when this crate is compiled"
)]
const fn starts() -> [u8; SLOTS] {
    let mut starts = [0; SLOTS];
    let names = TABLE.names.as_bytes();
    let mut row = 0;
    while row < TABLE.rows.len() {
        let (start, len) = TABLE.place(row);
        add(&mut starts, names, start, len);
        row += 1;
    }
    add(&mut starts, HEADER, 0, HEADER.len());
    starts
}

const fn add(starts: &mut [u8; SLOTS], names: &[u8], start: usize, len: usize) {
    let mut eight = 0u64;
    let mut i = 0;
    while i < 8 && i < len {
        eight |= (names[start + i] as u64) << (8 * i);
        i += 1;
    }
    match len {
        // What is shorter than this is no code by itself, but the family of longer ones.
        0..7 => {}
        // Any byte may follow.
        7 => {
            let mut byte = 0u64;
            while byte < 256 {
                starts[slot(eight | byte << 56)] = u8::MAX;
                byte += 1;
            }
        }
        8 => starts[slot(eight)] = u8::MAX,
        _ => starts[slot(eight)] |= ninth(names[start + 8]),
    }
}

#[cfg(test)]
mod tests {
    use super::{Candidates, SLOTS, STARTS};
    use crate::ErrorCode;
    use alloc::format;
    use alloc::vec::Vec;

    #[test]
    fn every_code_is_a_candidate_behind_whatever_may_come_before_it() {
        // A number is found by the key before it.
        let is_word = |code: &&ErrorCode| !code.as_str().starts_with(char::is_numeric);
        for code in ErrorCode::ALL.iter().filter(is_word).step_by(7) {
            for before in [
                "", " ", "\"", "返回", "\\n", "\\t", "%22", "\\u0022", "\x1b[31m", "\x1b[m",
                "\\\\n",
            ] {
                for more in ["", "x", "\"", ".New", " and so on, for some bytes more"] {
                    let text = format!("{before}{code}{more}");
                    let found =
                        Candidates::new(text.as_bytes(), 0).next(text.as_bytes(), text.len());
                    assert_eq!(found, Some(before.len()), "{text}");
                }
            }
        }
    }

    fn all(mut candidates: Candidates, text: &str) -> Vec<usize> {
        core::iter::from_fn(|| candidates.next(text.as_bytes(), text.len())).collect()
    }

    #[test]
    fn the_flags_are_those_of_every_block_and_of_any_start() {
        let text = "x InternalError\\nInternalError ".repeat(40);
        let whole = Candidates::new(text.as_bytes(), 0);
        let places = all(whole, &text);
        assert_eq!(places.len(), 80);
        for from in 0..text.len() {
            let expected: Vec<_> = places.iter().copied().filter(|at| *at >= from).collect();
            assert_eq!(all(Candidates::new(text.as_bytes(), from), &text), expected);
            let mut skipped = whole;
            skipped.skip_to(text.as_bytes(), from);
            assert_eq!(all(skipped, &text), expected);
        }
    }

    #[test]
    fn the_keys_of_ordinary_answers_are_no_candidates() {
        for text in [
            "{\"Response\":{",
            "\"RequestId\":\"x\"",
            "\"InstanceSet\":[]",
            "\"InstanceId\":\"ins-1\"",
            "\"Region\":\"x\"  ",
            "\"InternetAccessible\":",
            "INFO request done",
        ] {
            let none = Candidates::new(text.as_bytes(), 0).next(text.as_bytes(), text.len());
            assert_eq!(none, None, "{text}");
        }
        let filled = STARTS.iter().filter(|byte| **byte != 0).count();
        assert!(filled < SLOTS / 8, "{filled}");
    }
}
