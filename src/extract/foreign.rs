//! Words of other systems: a text that speaks of another cloud, and not of this one, means that cloud's
//! code, for some codes have the same names there.

use core::ops::Range;

use super::bytes::{find_byte, find_byte_back, starts_with_word};
use super::look::begins_anew;

/// Whose a code is.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(super) enum Whose {
    Ours,
    Foreign,
    Unknown,
}

/// What a word says of the codes around it.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Says {
    /// They are of this cloud.
    Ours,
    /// In the same line, they are another system's.
    ForeignLine,
    /// In the same record, which may have several lines, they are another system's.
    Foreign,
}

/// Where a word stands.
#[derive(Clone, Copy, Eq, PartialEq)]
enum At {
    /// Anywhere: it is in no other word.
    Any,
    /// Not in the middle of a word.
    Start,
    /// By itself: it is short, and could be in an id.
    Alone,
    /// Before a digit: the second half of a region.
    Number,
    /// As the name of a field with this value.
    Field(&'static [u8]),
    /// Of a number that JSON-RPC has for an error: `-32603`.
    JsonRpc,
}

/// In lower case. The number tells two letters of the word that are rare in other words, by which it is
/// found.
const WORDS: [(&[u8], usize, At, Says); 64] = [
    (b"qcloud", 0, At::Any, Says::Ours),
    (b"qcs:", 0, At::Any, Says::Ours),
    (b"tccli", 0, At::Any, Says::Ours),
    (b"tencent", 5, At::Any, Says::Ours),
    ("腾讯".as_bytes(), 0, At::Any, Says::Ours),
    (b"apiversion", 2, At::Start, Says::ForeignLine),
    (b"kubectl", 1, At::Start, Says::ForeignLine),
    (b"service: ", 6, At::Start, Says::ForeignLine),
    (b"status code: ", 10, At::Start, Says::ForeignLine),
    ("阿里".as_bytes(), 1, At::Any, Says::Foreign),
    (b"alibaba", 2, At::Start, Says::Foreign),
    (b"alicloud", 3, At::Start, Says::Foreign),
    (b"aliyun", 2, At::Start, Says::Foreign),
    (b"amazon", 2, At::Start, Says::Foreign),
    (b"aws", 0, At::Start, Says::Foreign),
    (b"azcore", 0, At::Start, Says::Foreign),
    (b"azure", 0, At::Start, Says::Foreign),
    (b"boto", 0, At::Start, Says::Foreign),
    (b"categoryinfo", 4, At::Start, Says::Foreign),
    (b"central-", 6, At::Number, Says::Foreign),
    (b"clienterror(", 10, At::Start, Says::Foreign),
    (b"cn-beijing", 5, At::Start, Says::Foreign),
    (b"cn-hangzhou", 0, At::Start, Says::Foreign),
    (b"cn-north", 0, At::Start, Says::Foreign),
    (b"compartment", 6, At::Start, Says::Foreign),
    (b"dashscope", 3, At::Start, Says::Foreign),
    (b"dynamo", 1, At::Start, Says::Foreign),
    (b"cloudform", 4, At::Start, Says::Foreign),
    (b"east-", 3, At::Number, Says::Foreign),
    (b"ec2", 1, At::Alone, Says::Foreign),
    (b"encoded author", 9, At::Start, Says::Foreign),
    (b"error(s) found.", 5, At::Start, Says::Foreign),
    (b"except client", 4, At::Start, Says::Foreign),
    (b"exceptioncode", 4, At::Start, Says::Foreign),
    (b"googleapi", 3, At::Start, Says::Foreign),
    (b"hostid = ", 0, At::Start, Says::Foreign),
    (b"https response e", 3, At::Start, Says::Foreign),
    (b"huaweicloud", 2, At::Start, Says::Foreign),
    (b"kind", 0, At::Field(b"status"), Says::Foreign),
    (b"ksyun", 0, At::Start, Says::Foreign),
    (b"microsoft", 7, At::Start, Says::Foreign),
    (b"ocid1.", 3, At::Start, Says::Foreign),
    (b"odata", 1, At::Start, Says::Foreign),
    (b"ows:exc", 1, At::Start, Says::Foreign),
    (b"opc", 1, At::Alone, Says::Foreign),
    (b"qwen", 0, At::Start, Says::Foreign),
    (b"reasonphrase", 6, At::Start, Says::Foreign),
    (b"recommend:", 4, At::Start, Says::Foreign),
    (b"responsemetadata", 7, At::Start, Says::Foreign),
    (b"s3serviceexc", 1, At::Start, Says::Foreign),
    (b"sagemaker", 5, At::Start, Says::Foreign),
    (b"sdk.servererror", 2, At::Start, Says::Foreign),
    (b"sdkerror:", 1, At::Start, Says::Foreign),
    (b"senderfault", 5, At::Start, Says::Foreign),
    (b"smithy", 4, At::Start, Says::Foreign),
    (b"sqs", 1, At::Alone, Says::Foreign),
    (b"type", 1, At::Field(b"sender"), Says::Foreign),
    (b"volcengine", 2, At::Start, Says::Foreign),
    (b"west-", 3, At::Number, Says::Foreign),
    (b"$metadata", 0, At::Any, Says::Foreign),
    (b"__type", 0, At::Any, Says::Foreign),
    (b"xmlns", 2, At::Start, Says::Foreign),
    (b"<serviceexc", 0, At::Any, Says::Foreign),
    (b"-32", 0, At::JsonRpc, Says::Foreign),
];
/// No word is longer.
const LONGEST: usize = 16;
/// So far around a code its line, or its record, is looked at, in bytes.
const NEAR: usize = 400;

/// Where the last word of each kind starts.
#[derive(Clone, Copy, Debug, Default)]
struct Words {
    ours: Option<usize>,
    foreign_line: Option<usize>,
    foreign: Option<usize>,
}

impl Words {
    /// Notes the words in a part of a text, which is so far into another.
    fn add(&mut self, text: &[u8], part: Range<usize>, base: usize) {
        each_word(text, part, |start, says| {
            let last = match says {
                Says::Ours => &mut self.ours,
                Says::ForeignLine => &mut self.foreign_line,
                Says::Foreign => &mut self.foreign,
            };
            *last = Some(base + start);
            true
        });
    }

    const fn is_empty(&self) -> bool {
        self.ours.is_none() && self.foreign_line.is_none() && self.foreign.is_none()
    }
}

impl At {
    /// Whether the word at this place stands there.
    fn is_at(self, text: &[u8], start: usize, end: usize) -> bool {
        let before = text.get(..start).unwrap_or_default();
        let behind = text.get(end);
        match self {
            Self::Any => true,
            // Not `laws` or `draws`; but behind an escape: `\taws`.
            Self::Start => match before {
                [] | [.., b'\\', _] => true,
                [.., last] => !last.is_ascii_lowercase(),
            },
            Self::Alone => {
                let is_start = !before.last().is_some_and(u8::is_ascii_alphanumeric);
                is_start && !behind.is_some_and(u8::is_ascii_alphanumeric)
            }
            Self::Number => behind.is_some_and(u8::is_ascii_digit),
            Self::Field(value) => {
                let behind = text.get(end..).unwrap_or_default();
                let is_sign = |byte: &&u8| b" :=\"'\\".contains(byte);
                let signs = behind.iter().take(8).take_while(is_sign).count();
                signs > 0 && starts_with_word(behind.get(signs..).unwrap_or_default(), value)
            }
            Self::JsonRpc => match text.get(end..).unwrap_or_default() {
                [b'0' | b'6' | b'7', a, b, rest @ ..] => {
                    let is_part = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
                    let is_number = a.is_ascii_digit() && b.is_ascii_digit();
                    is_number && !is_part(before.last()) && !is_part(rest.first())
                }
                _ => false,
            },
        }
    }
}

/// Calls the function with each word in a part of a text and where it starts, until it returns `false`.
fn each_word(text: &[u8], part: Range<usize>, mut each: impl FnMut(usize, Says) -> bool) {
    /// So many pairs of letters are looked at together.
    const TOGETHER: usize = 8;
    let words = |pair: &[u8]| match pair {
        [first, second] => FIRST[usize::from(*first)] & SECOND[usize::from(*second)],
        _ => 0,
    };
    let text = text.get(..part.end).unwrap_or(text);
    let mut at = part.start;
    while let Some(rest) = text.get(at..) {
        if let Some(near) = rest.first_chunk::<{ TOGETHER + 1 }>() {
            if near.windows(2).fold(0, |all, pair| all | words(pair)) == 0 {
                at += TOGETHER;
                continue;
            }
        }
        for pair in rest.windows(2).take(TOGETHER) {
            let bits = words(pair);
            if bits != 0 && !each_word_at(text, at, bits, &mut each) {
                return;
            }
            at += 1;
        }
        if rest.len() <= TOGETHER {
            return;
        }
    }
}

/// The same of those words whose two letters are here.
#[cold]
fn each_word_at(
    text: &[u8],
    at: usize,
    mut words: u64,
    mut each: impl FnMut(usize, Says) -> bool,
) -> bool {
    while let Some((word, rare, place, says)) = WORDS.get(words.trailing_zeros() as usize) {
        words &= words - 1;
        let Some(start) = at.checked_sub(*rare) else {
            continue;
        };
        let rest = text.get(start..).unwrap_or_default();
        let says = match says {
            Says::ForeignLine if is_of_aws(rest) => Says::Foreign,
            says => *says,
        };
        let is_here = starts_with_word(rest, word) && place.is_at(text, start, start + word.len());
        if is_here && !each(start, says) {
            return false;
        }
    }
    true
}

/// How AWS's client for Go ends an error, in a line of its own: `status code: 403, request id: …`.
fn is_of_aws(text: &[u8]) -> bool {
    let behind = text.get(b"status code: 403".len()..).unwrap_or_default();
    text.starts_with(b"status code: ") && behind.starts_with(b", request id: ")
}

/// Whether the text speaks of another system, and not of this one.
pub(super) fn is_foreign(text: &[u8]) -> bool {
    let mut words = Words::default();
    words.add(text, 0..text.len().min(NEAR), 0);
    words.ours.is_none() && !words.is_empty()
}

/// What was seen around the code that was found last: the codes of one line are looked at one after the
/// other, and no part of it twice.
#[derive(Clone, Debug, Default)]
pub(super) struct Surroundings {
    line: Part,
    record: Part,
    /// Around a code in here there is no word.
    silent: Range<usize>,
}

impl Surroundings {
    /// Whose a code at these places is, if the text around it says so. The text is a part of a larger one,
    /// `base` into it.
    pub(super) fn whose(&mut self, text: &[u8], code: &Range<usize>, base: usize) -> Whose {
        if self.silent.start <= base + code.start && base + code.end <= self.silent.end {
            return Whose::Unknown;
        }
        self.line.find(text, code, base, |_| true);
        let line = self.line.look(text, code, base);
        if line.ours.is_some() {
            return Whose::Ours;
        }
        if !line.is_empty() {
            return Whose::Foreign;
        }
        self.record.find(text, code, base, begins_record);
        let mut silent = self.line.silent();
        if (self.record.start, self.record.end) != (self.line.start, self.line.end) {
            let record = self.record.look(text, code, base);
            if record.ours.is_some() {
                return Whose::Ours;
            }
            if record.foreign.is_some() {
                return Whose::Foreign;
            }
            if !record.is_empty() {
                return Whose::Unknown;
            }
            silent.end = silent.end.min(self.record.silent().end);
        }
        self.silent = silent;
        Whose::Unknown
    }

    /// Where the line starts in which the last code was, or what was seen of it.
    pub(super) fn line_start(&self, base: usize) -> usize {
        self.line.start.saturating_sub(base)
    }
}

/// Whether a record starts with this line, or ends before it.
fn begins_record(line: &[u8]) -> bool {
    matches!(line, [b'\n', ..] | [b'\r', b'\n', ..]) || begins_anew(line)
}

/// Of one line, or of several ones: what was seen of it.
#[derive(Clone, Debug, Default)]
struct Part {
    start: usize,
    /// What is from here on was not looked at yet.
    seen: usize,
    /// So far no other part starts.
    searched: usize,
    /// Where it ends, if that was seen.
    end: Option<usize>,
    words: Words,
}

impl Part {
    /// Finds the part that the code is in, if it is another one than before, and its end. Of a line, it
    /// is said whether it is the first of a part.
    fn find(
        &mut self,
        text: &[u8],
        code: &Range<usize>,
        base: usize,
        is_first: impl Fn(&[u8]) -> bool,
    ) {
        let at = base + code.start;
        let is_same = self.start <= at
            && at < self.searched
            && self.end.is_none_or(|end| base + code.end <= end);
        if !is_same {
            let start = base + start_before(text, code.start, &is_first);
            *self = Self {
                start,
                seen: start,
                searched: at,
                ..Self::default()
            };
        }
        let near = text.len().min(code.end + NEAR);
        if self.end.is_none() && self.searched < base + near {
            // Further than need be, so that it is not done again for the next code.
            let limit = text.len().min(near + NEAR);
            let from = self.searched.saturating_sub(base);
            self.end = end_behind(text, from, limit, &is_first).map(|end| base + end);
            self.searched = base + limit;
        }
    }

    /// Where a code has no word around it, if the last one had none.
    fn silent(&self) -> Range<usize> {
        let end = match self.end {
            Some(end) if self.seen >= end => end,
            _ => self.seen.saturating_sub(NEAR),
        };
        self.start..end
    }

    /// The words of this part that are near the code.
    fn look(&mut self, text: &[u8], code: &Range<usize>, base: usize) -> Words {
        let limit = base + text.len().min(code.end + NEAR);
        let end = self.end.map_or(limit, |end| end.min(limit));
        if end > self.seen {
            // A word may have begun in what was seen before.
            let from = |end: usize| end.saturating_sub(LONGEST).max(self.start.max(base)) - base;
            self.words.add(text, from(self.seen)..end - base, base);
            // Further than need be, up to the next word, so that it is not done again for the next code.
            let limit = text.len().min(end - base + NEAR);
            let limit = self.end.map_or(limit, |end| limit.min(end - base));
            let mut next = limit;
            each_word(text, from(end)..limit, |start, _| {
                next = start;
                false
            });
            self.seen = end.max(base + next);
        }
        let near = (base + code.start).saturating_sub(NEAR);
        let is_near = |word: &usize| *word >= near;
        Words {
            ours: self.words.ours.filter(is_near),
            foreign_line: self.words.foreign_line.filter(is_near),
            foreign: self.words.foreign.filter(is_near),
        }
    }
}

/// The start of the last line before this place that is the first of a part.
fn start_before(text: &[u8], at: usize, is_first: impl Fn(&[u8]) -> bool) -> usize {
    let near = at.saturating_sub(NEAR);
    let mut end = at;
    while let Some(found) = text
        .get(near..end)
        .and_then(|part| find_byte_back(part, b'\n'))
    {
        end = near + found;
        if is_first(text.get(end + 1..).unwrap_or_default()) {
            return end + 1;
        }
    }
    near
}

/// The line end before the next line that is the first of a part.
fn end_behind(
    text: &[u8],
    mut from: usize,
    limit: usize,
    is_first: impl Fn(&[u8]) -> bool,
) -> Option<usize> {
    loop {
        let end = from + find_byte(text.get(from..limit)?, b'\n')?;
        if is_first(text.get(end + 1..).unwrap_or_default()) {
            return Some(end);
        }
        from = end + 1;
    }
}

/// One bit for each word, at the first and at the second of its two letters.
static FIRST: [u64; 256] = letters(0);
static SECOND: [u64; 256] = letters(1);

const fn letters(which: usize) -> [u64; 256] {
    let mut letters = [0; 256];
    let mut i = 0;
    while i < WORDS.len() {
        let (word, rare, ..) = WORDS[i];
        let byte = word[rare + which];
        letters[byte as usize] |= 1 << i;
        letters[byte.to_ascii_uppercase() as usize] |= 1 << i;
        i += 1;
    }
    letters
}
