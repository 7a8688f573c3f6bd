//! Words of other systems: a line that speaks of another cloud, and not of this one, means that cloud's
//! code, for some codes have the same names there.

use core::ops::Range;

use super::bytes::{find_byte, find_byte_back, starts_with_word};

/// What other systems say, in lower case.
const FOREIGN: [&[u8]; 22] = [
    b"alibaba",
    b"alicloud",
    b"aliyun",
    b"amazon",
    b"api error ",
    b"apiversion",
    b"aws",
    b"azure",
    b"boto3",
    b"botocore",
    b"error from server",
    b"googleapis",
    b"hostid",
    b"huaweicloud",
    b"kubectl",
    b"microsoft",
    b"minio",
    b"responsemetadata",
    b"service: ",
    b"status code: ",
    b"volcengine",
    b"when calling the ",
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
    /// The last word of another system, and of this one.
    foreign: Option<usize>,
    ours: Option<usize>,
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
        let near = (base + code.start).saturating_sub(NEAR);
        let is_near = |at: Option<usize>| at.is_some_and(|at| at >= near);
        is_near(self.foreign) && !is_near(self.ours)
    }

    fn look(&mut self, text: &[u8], from: usize, to: usize, base: usize) {
        for at in from..to {
            let Some(byte) = text.get(at) else {
                break;
            };
            let kind = FIRST[usize::from(*byte)];
            if kind == 0 {
                continue;
            }
            let rest = text.get(at..to).unwrap_or_default();
            let is = |words: &[&[u8]]| words.iter().any(|word| starts_with_word(rest, word));
            if kind & OF_OURS != 0 && is(&OURS) {
                self.ours = Some(base + at);
            } else if kind & OF_FOREIGN != 0
                // The middle of a word: `laws`, `draws`.
                && !at.checked_sub(1).is_some_and(|at| text[at].is_ascii_lowercase())
                && is(&FOREIGN)
            {
                self.foreign = Some(base + at);
            }
        }
        self.seen.end = base + to;
    }
}

/// Whether the text speaks of another system, and not of this one.
pub(super) fn is_foreign(text: &[u8]) -> bool {
    Line::default().is_foreign(text, &(0..0), 0)
}

const OF_FOREIGN: u8 = 1;
const OF_OURS: u8 = 2;

/// With what bytes the words begin.
static FIRST: [u8; 256] = {
    let mut first = [0; 256];
    let mut i = 0;
    while i < FOREIGN.len() {
        let byte = FOREIGN[i][0];
        first[byte as usize] |= OF_FOREIGN;
        first[byte.to_ascii_uppercase() as usize] |= OF_FOREIGN;
        i += 1;
    }
    i = 0;
    while i < OURS.len() {
        let byte = OURS[i][0];
        first[byte as usize] |= OF_OURS;
        first[byte.to_ascii_uppercase() as usize] |= OF_OURS;
        i += 1;
    }
    first
};
