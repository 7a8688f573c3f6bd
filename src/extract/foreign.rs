//! Words of other systems: a line that speaks of another cloud, and not of this one, means that cloud's
//! code, for some codes have the same names there.

use core::ops::Range;

use super::bytes::{find_byte, find_byte_back, starts_with_word};

/// What other systems say, in lower case, and two letters of it that are rare in other words, by
/// which it is found.
const FOREIGN: [(&[u8], usize); 17] = [
    (b"alibaba", 2),
    (b"alicloud", 3),
    (b"aliyun", 2),
    (b"amazon", 2),
    (b"apiversion", 2),
    (b"aws", 0),
    (b"azure", 0),
    (b"boto3", 0),
    (b"botocore", 0),
    (b"googleapis", 1),
    (b"huaweicloud", 2),
    (b"kubectl", 1),
    (b"microsoft", 7),
    (b"responsemetadata", 7),
    (b"service: ", 6),
    (b"status code: ", 10),
    (b"volcengine", 2),
];
/// What is only said of this cloud.
const OURS: [&[u8]; 5] = [b"qcloud", b"qcs:", b"tccli", b"tencent", "腾讯".as_bytes()];
/// So far around a code a line is looked at, in bytes.
const NEAR: usize = 400;

/// What was seen of the line in which a code was found last: the codes of one line are looked at one
/// after the other, and no part of it twice.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    /// From the start of the line, or of what was seen of it, to what was not seen yet.
    seen: Range<usize>,
    end: Option<usize>,
    /// The last word of another system.
    foreign: Option<usize>,
}

impl Line {
    /// Whether a code at these places is another system's. The line's own places are `base` further
    /// on than those of the text.
    pub(super) fn is_foreign(&mut self, text: &[u8], code: &Range<usize>, base: usize) -> bool {
        let limit = text.len().min(code.end + NEAR);
        let is_same = self.seen.start <= base + code.start
            && base + code.start < self.seen.end
            && self.end.is_none_or(|end| base + code.end <= end);
        if !is_same {
            let start = code.start.saturating_sub(NEAR);
            let before = text.get(start..code.start).unwrap_or_default();
            let start = find_byte_back(before, b'\n').map_or(start, |at| start + at + 1);
            *self = Self {
                seen: base + start..base + start,
                ..Self::default()
            };
        }
        if self.end.is_none() {
            let from = self.seen.end - base;
            let rest = text.get(from..limit).unwrap_or_default();
            let line_end = find_byte(rest, b'\n').map(|at| from + at);
            self.look(text, from, line_end.unwrap_or(limit), base);
            self.end = line_end.map(|end| base + end);
        }
        let near = (base + code.start)
            .saturating_sub(NEAR)
            .max(self.seen.start);
        let is_near = self.foreign.is_some_and(|at| at >= near);
        is_near && !speaks_of_us(text.get(near.saturating_sub(base)..self.seen.end - base))
    }

    /// Where the line starts in which the last code was, or what was seen of it.
    pub(super) fn start(&self, base: usize) -> usize {
        self.seen.start.saturating_sub(base)
    }

    fn look(&mut self, text: &[u8], from: usize, to: usize, base: usize) {
        // A word may have begun in what was seen before.
        let from = from
            .saturating_sub(LONGEST)
            .max(self.seen.start.saturating_sub(base));
        let part = text.get(from..to).unwrap_or_default();
        if let Some(at) = last_foreign(part) {
            self.foreign = Some(base + from + at);
        }
        self.seen.end = base + to;
    }
}

/// Where the last word of another system starts.
fn last_foreign(text: &[u8]) -> Option<usize> {
    let mut last = None;
    for (at, pair) in text.windows(2).enumerate() {
        let &[first, second] = pair else {
            continue;
        };
        if FIRST[usize::from(first)] & SECOND[usize::from(second)] != 0 {
            last = foreign_at(text, at).or(last);
        }
    }
    last
}

/// The start of the word whose two letters are here.
#[cold]
fn foreign_at(text: &[u8], at: usize) -> Option<usize> {
    FOREIGN.iter().find_map(|(word, rare)| {
        let start = at.checked_sub(*rare)?;
        let before = start.checked_sub(1).and_then(|at| text.get(at));
        // Not in the middle of a word: `laws`, `draws`.
        let is_word = before.is_none_or(|byte| !byte.is_ascii_lowercase());
        (is_word && starts_with_word(text.get(start..)?, word)).then_some(start)
    })
}

fn speaks_of_us(text: Option<&[u8]>) -> bool {
    let text = text.unwrap_or_default();
    (0..text.len()).any(|at| {
        let rest = text.get(at..).unwrap_or_default();
        OURS.iter().any(|word| starts_with_word(rest, word))
    })
}

/// Whether the text speaks of another system, and not of this one.
pub(super) fn is_foreign(text: &[u8]) -> bool {
    let text = text.get(..NEAR).unwrap_or(text);
    last_foreign(text).is_some() && !speaks_of_us(Some(text))
}

/// No word is longer.
const LONGEST: usize = 16;

/// One bit for each word, at the first and at the second of its two letters.
static FIRST: [u32; 256] = letters(0);
static SECOND: [u32; 256] = letters(1);

const fn letters(which: usize) -> [u32; 256] {
    let mut letters = [0; 256];
    let mut i = 0;
    while i < FOREIGN.len() {
        let (word, rare) = FOREIGN[i];
        let byte = word[rare + which];
        letters[byte as usize] |= 1 << i;
        letters[byte.to_ascii_uppercase() as usize] |= 1 << i;
        i += 1;
    }
    letters
}
