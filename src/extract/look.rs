//! A close look at the places where a code may start.

use core::ops::Range;

use super::bytes::{find, find_byte, find_byte_back, has_byte};
use super::candidates::Candidates;
use super::doubt::is_doubtful;
use super::fields::{
    Beside, Id, Walked, beside, beside_lines, beside_plain, first_id, first_of_twins, id_before,
    id_of_line, last_id, message_at, trim_message,
};
use super::foreign::{self, Surroundings, Whose};
use super::prose::{
    LONGEST, before_sentence, has_class, is_beside_code, is_cut, is_everyday_word, is_exception,
    is_name_of_status, is_new_member, is_of_client, is_source_code, is_type, is_well_formed,
    lookup, may_end, may_start, token, without_dots,
};
use super::syntax::{
    Quote, begins_anew, skip, skip_back, skip_decoration, skip_lines, skip_prefixes,
    skip_separator, skip_separator_back,
};
use super::{Message, Shape, Spelling, storage};
use crate::error_code::ErrorCode;

const SDK: &[u8] = b"TencentCloudSDK";

/// A code in a text; all places are relative to it.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) code: Range<usize>,
    pub(super) known: Option<ErrorCode>,
    /// Where to go on: behind the code or, where it is part of a record, behind that.
    pub(super) end: usize,
    pub(super) request_id: Option<Range<usize>>,
    pub(super) message: Option<Message>,
    pub(super) shape: Shape,
}

/// What is remembered from one look to the next, so that nothing is read twice.
#[derive(Clone, Debug, Default)]
pub(super) struct Memory {
    surroundings: Surroundings,
    walked: Walked,
    /// Where the last field for a code is in the whole text, and of what it is.
    field: Option<(usize, Place)>,
    /// Where the last code is in the whole text that is likely to be another system's, for it is behind the
    /// message.
    refused: Option<usize>,
}

/// Looks at a candidate. What is before the floor belongs to the record before. The text is a part of
/// a larger one, `base` into it.
pub(super) fn look(
    text: &[u8],
    at: usize,
    floor: usize,
    base: usize,
    memory: &mut Memory,
) -> Option<Found> {
    match text.get(at..)? {
        [b'T', ..] if text.get(at..)?.starts_with(SDK) => sdk_record(text, at, floor),
        [b'C', b'o', b'd', b'e', ..] => error_code(text, at, floor, base, memory),
        [b'E', b'r', b'r', b'o', b'r', ..] => error_object(text, at, floor, base, memory),
        _ => code(text, at, floor, base, memory),
    }
}

/// What says that a code comes: `code=`, `"error_code": "`, `err: `.
struct Key {
    /// Where its name starts.
    start: usize,
    name: Name,
    /// `Code`, not `code`.
    is_capital: bool,
    /// The quote directly before the code.
    quote: Option<Quote>,
    /// The name, too, is in quotes, or the value is in quotes behind a colon.
    is_field: bool,
    /// What the field is of, if it was looked at already.
    place: Option<Place>,
}

/// The object that a field is of.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Place {
    /// The `Error` of an answer: nothing else has that.
    Answer,
    /// The `Error` of something.
    Error,
    /// The `error` of something, which Azure has.
    Azure,
    Other,
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum Name {
    Code,
    Error,
}

fn key_before(text: &[u8], start: usize) -> Option<Key> {
    const CHINESE: [&str; 5] = ["错误码", "错误代码", "返回码", "状态码", "异常码"];
    let quote = Quote::before(text, start);
    let mut end = start - quote.map_or(0, Quote::len);
    for _ in 0..3 {
        end = skip_back(text, end);
        match text.get(..end)?.last()? {
            // As Rust prints it: `code: Some("…")`.
            b'(' if text.get(..end)?.ends_with(b"Some(") => end -= b"Some(".len(),
            b'[' | b'(' | b'*' | b'<' | b'&' => end -= 1,
            // As Python 2 prints it: `u'Code': u'…'`.
            b'u' if quote.is_some() && is_separated(text, end - 1) => end -= 1,
            _ => break,
        }
    }
    let mut end = skip_back(text, skip_separator_back(text, end)?);
    let before = text.get(..end)?;
    let behind_name = Quote::before(text, end);
    end -= match behind_name {
        Some(quote) => quote.len(),
        None => before
            .iter()
            .rev()
            .take(2)
            .take_while(|b| matches!(b, b']' | b'*'))
            .count(),
    };
    let before = text.get(..end)?;
    if let Some(name) = CHINESE
        .iter()
        .find(|name| before.ends_with(name.as_bytes()))
    {
        return Some(Key {
            start: end - name.len(),
            name: Name::Code,
            is_capital: false,
            quote,
            is_field: behind_name.is_some(),
            place: None,
        });
    }
    let is_part = |b: &&u8| b.is_ascii_alphabetic() || matches!(**b, b'_' | b'-');
    let len = before.iter().rev().take(40).take_while(is_part).count();
    let start = end - len;
    let word = before.get(start..)?;
    let ends_with = |name: &[u8]| {
        let at = word.len().checked_sub(name.len());
        at.and_then(|at| word.get(at..))
            .is_some_and(|end| end.eq_ignore_ascii_case(name))
    };
    let name = if ends_with(b"statuscode") || ends_with(b"httpcode") {
        return None;
    } else if ends_with(b"code") || ends_with(b"codedesc") {
        Name::Code
    } else if ends_with(b"err") || ends_with(b"error") || ends_with(b"reason") {
        Name::Error
    } else {
        return None;
    };
    Some(Key {
        start,
        name,
        is_capital: word.first().is_some_and(u8::is_ascii_uppercase),
        quote,
        is_field: behind_name.is_some() || quote.is_some(),
        place: None,
    })
}

/// Whether a blank or a separator is before this place.
fn is_separated(text: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| text.get(at));
    before.is_some_and(|byte| matches!(byte, b' ' | b':' | b'='))
}

/// A code of the catalog, or a new member of a family of it.
fn code(text: &[u8], at: usize, floor: usize, base: usize, memory: &mut Memory) -> Option<Found> {
    if !may_start(text, at) {
        return None;
    }
    let mut code = without_dots(token(text, at));
    let mut known = lookup(code);
    let mut is_cut = false;
    if known.is_none() {
        let behind = text.get(at + code.len()..).unwrap_or_default();
        if let Some(before) = before_sentence(code, behind) {
            code = before;
            known = lookup(code);
            is_cut = true;
        }
    }
    let end = at + code.len();
    let has_dot = has_byte(code, b'.');
    if let Some(known) = known.filter(|_| !has_dot) {
        if let Some(found) = storage::record(text, at..end, known) {
            return Some(found);
        }
        if storage::is_of_storage(known) && !is_line_of_its_own(text, at, end) {
            return None;
        }
    }
    let is_client = is_of_client(code, known);
    let is_new = known.is_none() && is_new_member(code);
    if known.is_none() && !is_client && !is_new && !has_class(code) {
        return None;
    }
    let key = key_before(text, at);
    if let Some(key) = &key {
        if let Some(quote) = key.quote {
            if key.name == Name::Code && key.is_field && quote.is_at(text, end) && !is_client {
                return field(text, at..end, known, key, quote, floor, base, memory);
            }
        }
    }
    // Certain is what no other system has a name for.
    let is_certain = known.is_some() && has_dot;
    let may_end = is_cut || may_end(text, at, end, is_certain);
    if !may_end || is_of_other_system(text, &(at..end)) {
        return None;
    }
    let has_key = key.is_some();
    if is_of_others(text, &(at..end), base, memory, is_doubtful) {
        return None;
    }
    let is_alone = || is_line_of_its_own(text, at, end);
    if is_client
        && !(known.is_some() && is_alone())
        && !(is_certain && is_beside_ours(text, &(at..end), base, memory))
    {
        let key = key.filter(|key| key.name == Name::Code)?;
        let record = beside_plain(text, end);
        return record
            .message
            .is_some()
            .then(|| plain_record(text, at..end, known, &key, record, floor));
    }
    if known.is_none() && !is_new {
        return None;
    }
    if !is_certain && known.is_some() && !is_alone() {
        let line = memory.surroundings.line_start(base);
        if is_name(text, &(at..end), has_key, line) {
            return None;
        }
        if is_everyday_word(code) {
            let key = key.filter(|key| key.name == Name::Code)?;
            let record = beside_plain(text, end);
            let found = plain_record(text, at..end, known, &key, record, floor);
            return found.request_id.is_some().then_some(found);
        }
    }
    if let Some(key) = key.filter(|key| key.name == Name::Code) {
        // Azure: `"Code=ResourceNotFound"`, `Code="ResourceNotFound" Message="…"`.
        let before = text.get(..key.start).unwrap_or_default();
        let is_azure = !is_certain
            && key.is_capital
            && (before.ends_with(b"\"") && text.get(end) == Some(&b'"'));
        if is_azure {
            return None;
        }
        let record = beside_plain(text, end);
        let is_foreign = |message: &Message| {
            foreign::is_foreign(text.get(message.range.clone()).unwrap_or_default())
        };
        if record.message.as_ref().is_some_and(is_foreign) {
            return None;
        }
        return Some(plain_record(text, at..end, known, &key, record, floor));
    }
    Some(Found {
        request_id: None,
        code: at..end,
        known,
        end,
        message: None,
        shape: Shape::Text,
    })
}

/// Whether the word is a name in source code, or of a status of HTTP.
fn is_name(text: &[u8], code: &Range<usize>, has_key: bool, line_start: usize) -> bool {
    if has_key {
        return is_type(text, code.start, code.end);
    }
    is_name_of_status(text.get(code.clone()).unwrap_or_default())
        || is_source_code(text, line_start, code.start, code.end)
}

/// A request id behind a code in prose, in the same line and before any other code, which
/// the candidates tell; or alone in the next line.
pub(super) fn id_in_prose(
    text: &[u8],
    end: usize,
    mut candidates: Candidates,
) -> Option<Range<usize>> {
    const NEAR: usize = 200;
    /// In most texts the line ends, or the next code comes, before that.
    const VERY_NEAR: usize = 64;
    /// Less than this has no room for an id and its name.
    const SHORTEST: usize = "reqid=1234".len();
    if candidates
        .next(text, text.len().min(end + SHORTEST))
        .is_some()
    {
        return None;
    }
    let line_end = |limit: usize| {
        let near = text.get(end..limit).unwrap_or_default();
        find_byte(near, b'\n').map(|at| end + at)
    };
    let limit = text.len().min(end + NEAR);
    let limit = if let Some(line_end) = line_end(limit.min(end + VERY_NEAR)) {
        candidates.next(text, line_end).unwrap_or(line_end)
    } else {
        let limit = candidates.next(text, limit).unwrap_or(limit);
        line_end(limit).unwrap_or(limit)
    };
    let id = match first_id(text, end, limit) {
        None if text.get(limit) == Some(&b'\n') => id_of_line(text, limit + 1),
        id => id,
    }?;
    Some(id.range).filter(|range| !range.is_empty())
}

fn plain_record(
    text: &[u8],
    code: Range<usize>,
    known: Option<ErrorCode>,
    key: &Key,
    record: Beside,
    floor: usize,
) -> Found {
    Found {
        request_id: record
            .request_id
            .or_else(|| id_before(text, floor, key.start)),
        end: record.end.max(code.end),
        code,
        known,
        message: record.message,
        shape: Shape::Field,
    }
}

/// `"Code": "…"`, in quotes: in JSON, also in JSON that is a text in JSON, and in what languages
/// print.
#[allow(clippy::too_many_arguments, reason = "what was found out already")]
fn field(
    text: &[u8],
    code: Range<usize>,
    known: Option<ErrorCode>,
    key: &Key,
    quote: Quote,
    floor: usize,
    base: usize,
    memory: &mut Memory,
) -> Option<Found> {
    let word = text.get(code.clone())?;
    let before = text.get(..code.start - quote.len()).unwrap_or_default();
    let is_option = before.ends_with(b"Some(");
    let end = code.end + quote.len();
    let end = end + usize::from(is_option && text.get(end) == Some(&b')'));
    let mut record = beside(text, end, base, &mut memory.walked);
    let behind = text.get(end..).unwrap_or_default();
    if record.request_id.is_none() && record.message.is_none() && !behind.starts_with(b",\"") {
        // `code='…' requestId='…'`: no commas.
        let plain = beside_plain(text, end);
        record.request_id = plain.request_id;
        record.message = plain.message;
        record.end = plain.end;
    }
    let request_id = record
        .request_id
        .or_else(|| id_before(text, floor, key.start));
    let place = key.place.unwrap_or_else(|| match memory.field {
        Some((field, place)) if field == base + key.start => place,
        _ => place_of(text, key.start),
    });
    let is_certain = known.is_some() && has_byte(word, b'.');
    if place != Place::Answer {
        let is_refused_before = memory.refused == Some(base + code.start);
        let is_refused = record.has_host_id
            || is_of_others(text, &code, base, memory, |text, code| {
                is_doubtful(text, code)
                    || place == Place::Error && is_exception(word)
                    || is_refused_before && request_id.is_none()
                    || request_id.is_none()
                        && !record.has_no_id
                        && !has_byte(word, b'.')
                        && is_lower_code(
                            text,
                            key,
                            code.end + quote.len(),
                            record.message.is_some(),
                        )
            })
            || !is_certain && request_id.is_none() && is_of_azure(text, key, place)
            || is_everyday_word(word) && request_id.is_none();
        if is_refused {
            return None;
        }
    }
    let shape = if matches!(place, Place::Answer | Place::Error) {
        Shape::Answer
    } else if key.is_capital {
        Shape::Item
    } else {
        Shape::Field
    };
    Some(Found {
        end: record.end,
        code,
        known,
        request_id,
        message: record.message,
        shape,
    })
}

/// `{"code":"InvalidParameter","message":…}`, `{"code":"InvalidParameter"}`: the SDKs of this API that write
/// `code` so write a request id, too, though perhaps in another line, and no message.
fn is_lower_code(text: &[u8], key: &Key, end: usize, has_message: bool) -> bool {
    let (before, name) = text.split_at_checked(key.start).unwrap_or_default();
    let Some(behind) = name.strip_prefix(b"code") else {
        return false;
    };
    let is_field = matches!(behind, [b':' | b'"' | b'\'' | b'\\', ..]);
    let is_last = || text.get(skip(text, end)) == Some(&b'}');
    is_field && (has_message || is_last() && !is_start_of_line(before))
}

/// `Code="ResourceNotFound" Message="…"`, `{"error":{"code":"ResourceNotFound","message":…}}`.
fn is_of_azure(text: &[u8], key: &Key, place: Place) -> bool {
    let name = text.get(key.start..).unwrap_or_default();
    place == Place::Azure || name.starts_with(b"Code=\"")
}

/// Of what the field at this place is.
fn place_of(text: &[u8], key: usize) -> Place {
    let end = object_name_before(text, key);
    let (before, between) = text.split_at_checked(end).unwrap_or_default();
    if before.ends_with(b"Error") && !before.ends_with(b"SDKError") {
        return place_of_error(text, key);
    }
    let between = between.get(..key - end).unwrap_or_default();
    if before.ends_with(b"error") && has_byte(between, b'{') {
        return Place::Azure;
    }
    Place::Other
}

/// Of which error the field at this place is.
fn place_of_error(text: &[u8], key: usize) -> Place {
    if is_in_response(text, key) {
        Place::Answer
    } else {
        Place::Error
    }
}

fn is_in_response(text: &[u8], key: usize) -> bool {
    const NEAR: usize = 512;
    const NAME: &[u8] = b"Response";
    let near = text.get(key.saturating_sub(NEAR)..key).unwrap_or_default();
    let mut before = near;
    while let Some(at) = find_byte_back(before, b'R') {
        let rest = near.get(at..).unwrap_or_default();
        if rest.starts_with(NAME) {
            // Not `ResponseMetadata`, which is of another cloud.
            let behind = rest.get(NAME.len());
            return behind.is_some_and(|byte| !byte.is_ascii_alphanumeric());
        }
        before = near.get(..at).unwrap_or_default();
    }
    false
}

/// Where the name ends of the object whose first field is here.
fn object_name_before(text: &[u8], key: usize) -> usize {
    let end = skip_signs_back(text, key);
    // Go: `Error:map[Code:…]`; PHP: `[Error] => Array ( [Code] => … )`.
    let kind = match text.get(..end).unwrap_or_default() {
        [.., b'm', b'a', b'p'] => 3,
        [.., b'A', b'r', b'r', b'a', b'y'] => 5,
        [.., b'O', b'b', b'j', b'e', b'c', b't'] => 6,
        _ => return end,
    };
    skip_signs_back(text, end - kind)
}

/// The end of the word before this place, other than those that a tool writes at the start of every line.
fn skip_signs_back(text: &[u8], from: usize) -> usize {
    /// So many lines may have brackets alone.
    const MOST_LINES: usize = 3;
    let mut end = signs_back(text, from);
    let mut behind = from;
    for _ in 0..MOST_LINES {
        // Told first: a blank is behind what a tool writes, but not behind the name of an object.
        if text.get(end) != Some(&b' ') {
            break;
        }
        let start = end.saturating_sub(MOST_SIGNS);
        let line = find_byte_back(text.get(start..end).unwrap_or_default(), b'\n');
        let Some(line) = line.map(|at| start + at + 1) else {
            break;
        };
        let (field, has_prefix) = skip_prefixes(text.get(..behind).unwrap_or_default(), line);
        if !has_prefix || field < end {
            break;
        }
        behind = line;
        end = signs_back(text, line);
    }
    end
}

/// So many signs, or so many bytes before a line, may be before a name.
const MOST_SIGNS: usize = 64;

/// The end of the word before this place.
fn signs_back(text: &[u8], from: usize) -> usize {
    let mut end = from;
    while end > from.saturating_sub(MOST_SIGNS) {
        match text.get(..end).unwrap_or_default() {
            [.., b'%', a, b] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() => end -= 3,
            [.., last] if !last.is_ascii_alphanumeric() => end -= 1,
            _ => break,
        }
    }
    end
}

/// The code of an error, whatever it is: `"Error": {"Code": "4002"`.
fn error_code(
    text: &[u8],
    at: usize,
    floor: usize,
    base: usize,
    memory: &mut Memory,
) -> Option<Found> {
    let place = place_of(text, at);
    if !matches!(place, Place::Answer | Place::Error) {
        memory.field = Some((base + at, place));
        return None;
    }
    code_of_error(text, at, place, floor, base, memory)
}

/// The same where it is known that it is of an error.
fn code_of_error(
    text: &[u8],
    at: usize,
    place: Place,
    floor: usize,
    base: usize,
    memory: &mut Memory,
) -> Option<Found> {
    let name_end = at + b"Code".len();
    let value = skip_separator(text, skip(text, skip_decoration(text, name_end)))?;
    let value = skip(text, value);
    let Some((quote, start)) = Quote::at(text, value) else {
        return bare_error_code(text, at, value, floor, base, memory);
    };
    let mut end = start + token(text, start).len();
    if !quote.is_at(text, end) {
        // Some codes of the catalog have other characters.
        let limit = text.len().min(start + LONGEST + 8);
        end = quote.close(text.get(..limit)?, start)?;
    }
    let code = text.get(start..end)?;
    let known = lookup(code);
    if known.is_none() && !is_code(code) {
        return None;
    }
    let is_unlikely = || is_of_client(code, known) || known.is_some_and(storage::is_of_storage);
    if place == Place::Error && is_unlikely() {
        return None;
    }
    let key = Key {
        start: at,
        name: Name::Code,
        is_capital: true,
        quote: Some(quote),
        is_field: true,
        place: Some(place),
    };
    field(text, start..end, known, &key, quote, floor, base, memory)
}

/// The same without quotes, as Go prints it: `Error:map[Code:4002 Message:…]`.
fn bare_error_code(
    text: &[u8],
    key: usize,
    start: usize,
    floor: usize,
    base: usize,
    memory: &mut Memory,
) -> Option<Found> {
    let word = token(text, start);
    // What is in the catalog is found by itself.
    if has_class(word) || !is_well_formed(word) {
        return None;
    }
    let code = start..start + word.len();
    let record = beside(text, code.end, base, &mut memory.walked);
    if record.message.is_none() && record.request_id.is_none() {
        return None;
    }
    Some(Found {
        end: record.end.max(code.end),
        code,
        known: None,
        request_id: record.request_id.or_else(|| id_before(text, floor, key)),
        message: record.message,
        shape: Shape::Answer,
    })
}

/// Whether the text in the field for it can be a code.
fn is_code(text: &[u8]) -> bool {
    text.len() <= LONGEST
        && core::str::from_utf8(text).is_ok()
        && (is_well_formed(text) || has_class(text))
}

/// `"Error": {"Message": "…", "Code": "…"}`, where the code is not the first field, and the message
/// may speak of another.
fn error_object(
    text: &[u8],
    at: usize,
    floor: usize,
    base: usize,
    memory: &mut Memory,
) -> Option<Found> {
    let error = at;
    let quote = Quote::before(text, at)?;
    let name_end = at + b"Error".len();
    if !quote.is_at(text, name_end) {
        return None;
    }
    let object = skip_separator(text, skip(text, name_end + quote.len()))?;
    let mut at = skip(text, object);
    if text.get(at) != Some(&b'{') {
        return None;
    }
    at += 1;
    let mut message = None;
    for number in 0..8 {
        let (quote, start) = Quote::at(text, skip_lines(text, at).0)?;
        let end = quote.close(text, start)?;
        let name = text.get(start..end)?;
        if name == b"Code" {
            if number == 0 {
                let place = place_of_error(text, start);
                return code_of_error(text, start, place, floor, base, memory);
            }
            // Other clouds have fields before the code, too, but no message.
            if message.is_none() && !is_in_response(text, error) {
                return None;
            }
            return code_behind(text, error, start, message, floor, base, memory);
        }
        at = skip_separator(text, skip(text, end + quote.len()))?;
        let (quote, start) = Quote::at(text, skip(text, at))?;
        let end = quote.close(text, start)?;
        if name == b"Message" {
            message = Some(Message {
                range: start..end,
                spelling: Spelling::Quoted(quote),
            });
        }
        at = skip(text, end + quote.len());
        if text.get(at) != Some(&b',') {
            return None;
        }
        at += 1;
    }
    None
}

/// The value of the key here, which is that of an error for sure.
fn code_behind(
    text: &[u8],
    error: usize,
    key: usize,
    message: Option<Message>,
    floor: usize,
    base: usize,
    memory: &mut Memory,
) -> Option<Found> {
    let key_quote = Quote::before(text, key)?;
    let at = skip_separator(text, skip(text, key + b"Code".len() + key_quote.len()))?;
    let (quote, start) = Quote::at(text, skip(text, at))?;
    let end = quote.close(text, start)?;
    let code = text.get(start..end)?;
    if !is_code(code) {
        return None;
    }
    // AWS has the message first. What this API has first is the code.
    if !is_in_response(text, error) && is_of_others(text, &(start..end), base, memory, |_, _| true)
    {
        memory.refused = Some(base + start);
        return None;
    }
    let record = beside(text, end + quote.len(), base, &mut memory.walked);
    Some(Found {
        code: start..end,
        known: lookup(code),
        end: record.end.max(end + quote.len()),
        request_id: record.request_id.or_else(|| id_before(text, floor, key)),
        message: message.or(record.message),
        shape: Shape::Answer,
    })
}

/// The code of another service in a message, whatever it is: `CVM_COMMON_ERROR[CODE:text]`.
pub(super) fn wrapped(message: &[u8]) -> Option<&str> {
    const OPENER: &[u8] = b"ERROR[";
    let start = find(message, OPENER, 5)? + OPENER.len();
    let code = token(message, start);
    let is_ended = matches!(message.get(start + code.len()), Some(b':' | b']' | b','));
    let is_code = is_ended && has_byte(code, b'.') && is_well_formed(code);
    core::str::from_utf8(code).ok().filter(|_| is_code)
}

/// Whether other systems may have a code of this name.
fn is_shared(code: &[u8]) -> bool {
    code.starts_with(b"Invalid") || code.starts_with(b"OperationDenied") || !has_byte(code, b'.')
}

/// Whether the text around a code says that it is another system's, or does not say that it is not, and it
/// is doubtful. What no other system has needs no look at the text.
fn is_of_others(
    text: &[u8],
    code: &Range<usize>,
    base: usize,
    memory: &mut Memory,
    is_doubtful: impl Fn(&[u8], &Range<usize>) -> bool,
) -> bool {
    if !is_shared(text.get(code.clone()).unwrap_or_default()) {
        return false;
    }
    match memory.surroundings.whose(text, code, base) {
        Whose::Ours => false,
        Whose::Foreign => true,
        Whose::Unknown => is_doubtful(text, code),
    }
}

/// Whether a code in quotes has another one behind it, or a word of this cloud near.
fn is_beside_ours(text: &[u8], code: &Range<usize>, base: usize, memory: &mut Memory) -> bool {
    let quote = Quote::before(text, code.start).filter(|quote| quote.is_at(text, code.end));
    quote.is_some_and(|quote| {
        is_beside_code(text, code.end, quote.len())
            || memory.surroundings.whose(text, code, base) == Whose::Ours
    })
}

/// What stands directly around a word that is another system's.
fn is_of_other_system(text: &[u8], code: &Range<usize>) -> bool {
    let before = text.get(..code.start).unwrap_or_default();
    let behind = text.get(code.end..).unwrap_or_default();
    let is_before = match before.last() {
        // The document of an object storage.
        Some(b'>') => before.ends_with(b"Code>"),
        Some(b';') => before.ends_with(b"Code&gt;"),
        Some(b' ') => before.ends_with(b"api error ") || before.ends_with(b"\nERROR CODE: "),
        // JSON, as Go writes it.
        Some(b'e') => before.ends_with(b"Code\\u003e"),
        Some(b'(') => {
            let before_bracket = before.strip_suffix(b"(").unwrap_or(before);
            before_bracket.trim_ascii_end().ends_with(b"server")
                || before.ends_with(b"An error occurred (")
                || behind.starts_with(b") when calling")
        }
        // A database.
        Some(b'\'') => before.ends_with(b"column '"),
        _ => false,
    };
    // Firefox.
    let messages = [
        &b": too much recursion"[..],
        b": allocation size overflow",
        b": out of memory",
    ];
    // A table of contents, and a key of YAML.
    let is_link = behind.starts_with(b"](#");
    let is_key = matches!(behind, [b':'] | [b':', b'\n' | b'\r', ..])
        && before.trim_ascii_end().len() < before.len()
        && is_start_of_line(before);
    is_before || is_link || is_key || messages.iter().any(|message| behind.starts_with(message))
}

/// Whether nothing but blanks stands before it in its line.
fn is_start_of_line(before: &[u8]) -> bool {
    let last = before
        .iter()
        .rev()
        .find(|byte| !matches!(**byte, b' ' | b'\t'));
    last.is_none_or(|byte| *byte == b'\n')
}

fn is_line_of_its_own(text: &[u8], start: usize, end: usize) -> bool {
    let before = text.get(..start).unwrap_or_default();
    let behind = text.get(end..).unwrap_or_default();
    let is_blank = |byte: &&u8| matches!(**byte, b' ' | b'\t' | b'\r');
    let before = before.iter().rev().find(|byte| !is_blank(byte));
    let behind = behind.iter().find(|byte| !is_blank(byte));
    before.is_none_or(|byte| *byte == b'\n') && behind.is_none_or(|byte| *byte == b'\n')
}

/// An error as an SDK prints it: `[TencentCloudSDKError] Code=…, Message=…, RequestId=…`,
/// `[TencentCloudSDKException] code:… message:… requestId:…`,
/// `[TencentCloudSDKException]message:CODE-text requestId:…`, `TencentCloudSDKHttpException [Error]: text`,
/// `TencentCloudSDKError{Code:"…", …}`, `TencentCloudSDKException('CODE', 'text', 'id')`.
fn sdk_record(text: &[u8], header: usize, floor: usize) -> Option<Found> {
    /// The name of the class, which Node writes behind that of the exception.
    const CLASS: &[u8] = b" [Error]";
    let at = header + SDK.len();
    let rest = text.get(at..)?;
    let kinds = [&b"Error"[..], b"Exception", b"HttpException"];
    let kind = kinds.into_iter().find(|kind| rest.starts_with(kind))?;
    let behind = rest.get(kind.len()..)?;
    let has_class_name = behind.starts_with(CLASS);
    let at = at + kind.len() + if has_class_name { CLASS.len() } else { 0 };
    let opener = *text.get(at)?;
    if !matches!(opener, b']' | b':' | b'(' | b'{' | b' ' | 0x1b) {
        return None;
    }
    let mut at = at + usize::from(matches!(opener, b']' | b':' | b'(' | b'{'));
    at = skip_filler(text, at);
    let field = field_name(text, at, &[b"Code", b"code", b"ErrorCode"]);
    let message = match field {
        Some(_) => None,
        None => field_name(text, at, &[b"message", b"Message"]),
    };
    let is_list = opener == b'(' && field.is_none() && message.is_none();
    let value = skip_filler(text, field.or(message).unwrap_or(at));
    let quote = Quote::at(text, value);
    if is_list && quote.is_none() {
        return None;
    }
    let start = quote.map_or(value, |(_, start)| start);
    let mut code = token(text, start);
    let mut known = lookup(code);
    if known.is_none() {
        code = without_dots(code);
        known = lookup(code);
    }
    // Without the field for it, the message comes at once, and need not begin with a code.
    let is_code = known.is_some()
        || has_class(code)
        || (field.is_some() || is_list) && is_well_formed(code)
        || is_of_client(code, known);
    if !is_code {
        return http_exception(text, header, at, kind);
    }
    let end = start + code.len();
    if is_cut(text, end) {
        return None;
    }
    if let Some((quote, _)) = quote.filter(|(quote, _)| quote.is_at(text, end)) {
        return Some(sdk_values(text, start..end, known, quote, is_list));
    }
    let behind_message = message.is_some().then_some(b'-');
    let (record_end, id) = record_end(text, end);
    let message_end = id.as_ref().map_or(record_end, |id| id.name);
    let mut message = match text.get(end) {
        Some(byte) if Some(*byte) == behind_message || field.is_none() && *byte == b':' => {
            let start = skip(text, end + 1).min(message_end);
            Some(trim_message(text.get(..message_end)?, start, id.is_some()))
        }
        _ => message_at(text, end, message_end, id.is_some()),
    };
    let mut record_end = record_end.max(end);
    let mut request_id = id.as_ref().map(|id| id.range.clone());
    if id.is_none() {
        let is_in_lines = field.is_some() && text.get(record_end) == Some(&b'\n');
        let lines = is_in_lines.then(|| beside_lines(text, end, record_end));
        if let Some(lines) = lines.flatten() {
            record_end = record_end.max(lines.end);
            message = message.or(lines.message);
            request_id = lines.request_id;
        }
        request_id = request_id.or_else(|| id_before(text, floor, header));
    }
    let request_id = request_id.filter(|range| !range.is_empty());
    Some(Found {
        code: start..end,
        known,
        end: record_end,
        request_id,
        message,
        shape: Shape::Sdk,
    })
}

/// Blanks, and what a box or a list puts at the start of a line.
fn skip_filler(text: &[u8], mut at: usize) -> usize {
    loop {
        at = skip(text, at);
        match text.get(at) {
            Some(b'*' | b'>' | b'|') => at += 1,
            _ => return at,
        }
    }
}

/// The place behind one of the names and its separator.
fn field_name(text: &[u8], at: usize, names: &[&[u8]]) -> Option<usize> {
    let rest = text.get(at..)?;
    let name = names.iter().find(|name| rest.starts_with(name))?;
    skip_separator(text, skip(text, at + name.len()))
}

/// `TencentCloudSDKError{Code:"…", Message:"…", RequestId:"…"}`,
/// `TencentCloudSDKException('CODE', 'text', 'id')`.
fn sdk_values(
    text: &[u8],
    code: Range<usize>,
    known: Option<ErrorCode>,
    quote: Quote,
    is_list: bool,
) -> Found {
    let mut at = code.end + quote.len();
    let mut record = Beside {
        end: at,
        ..Beside::default()
    };
    if is_list {
        let mut next = || {
            let comma = skip(text, at);
            if text.get(comma) != Some(&b',') {
                return None;
            }
            let (quote, start) = Quote::at(text, skip(text, comma + 1))?;
            let end = quote.close(text, start)?;
            at = end + quote.len();
            Some((start..end, quote))
        };
        if let Some((range, quote)) = next() {
            record.end = range.end;
            record.message = Some(Message {
                range,
                spelling: Spelling::Quoted(quote),
            });
            record.request_id = next().map(|(range, _)| range);
        }
    } else {
        record = beside(text, at, 0, &mut Walked::default());
    }
    Found {
        code,
        known,
        end: record.end,
        request_id: record.request_id,
        message: record.message,
        shape: Shape::Sdk,
    }
}

/// What Node prints of an exception: its message, where it came from, and then its fields, `{
/// requestId: '…', code: '…' }`.
fn http_exception(text: &[u8], header: usize, message: usize, kind: &[u8]) -> Option<Found> {
    const FAR: usize = 4096;
    if kind != b"HttpException" {
        return None;
    }
    let limit = text.len().min(message + FAR);
    let rest = text.get(message..limit)?;
    let limit = find(rest, SDK, 14).map_or(limit, |at| message + at);
    let mut from = message;
    let (quote, key, start) = loop {
        let at = from + find(text.get(from..limit)?, b"code:", 4)?;
        from = at + 5;
        let is_word = at
            .checked_sub(1)
            .and_then(|at| text.get(at))
            .is_some_and(u8::is_ascii_alphanumeric);
        if let (false, Some((quote, start))) = (is_word, Quote::at(text, skip(text, from))) {
            break (quote, at, start);
        }
    };
    let end = start + token(text, start).len();
    let code = text.get(start..end)?;
    if !quote.is_at(text, end) || !(has_class(code) || is_well_formed(code)) {
        return None;
    }
    let line_end = find_byte(text.get(message..key)?, b'\n').map_or(key, |at| message + at);
    let line = text.get(..line_end)?;
    let line = match find(line.get(message..)?, b" {", 1) {
        Some(at) => line.get(..message + at)?,
        None => line,
    };
    let record = beside(text, end + quote.len(), 0, &mut Walked::default());
    Some(Found {
        code: start..end,
        known: lookup(code),
        end: record.end,
        request_id: record.request_id.or_else(|| id_before(text, header, key)),
        message: Some(trim_message(line, message, false)),
        shape: Shape::Sdk,
    })
}

/// Where the record of an SDK ends, and its request id. The message may hold anything: commas,
/// quotes, line ends, even `RequestId=`; so the id is the last one in the line that looks like an
/// id or, if the message goes on, in the first line that has one and does not begin anew. An id that
/// is of the message says which one that is, and where there is no other, it is that of the record.
fn record_end(text: &[u8], from: usize) -> (usize, Option<Id>) {
    /// A message of more lines has swallowed what is not its own.
    const MOST_LINES: usize = 64;
    let mut line_start = from;
    let mut first_line_end = None;
    let mut of_message: Option<Range<usize>> = None;
    for _ in 0..MOST_LINES {
        if line_start > text.len() {
            break;
        }
        let (line_end, is_next) = line_or_header(text, line_start);
        let is_first = first_line_end.is_none();
        first_line_end.get_or_insert(line_end);
        let line = text.get(line_start..line_end).unwrap_or_default();
        if !is_first && (find(line, b"ode", 1).is_some() || begins_anew(line)) {
            break;
        }
        if let Some(id) = last_id(text, line_start, line_end) {
            let value = |range: &Range<usize>| text.get(range.clone());
            if of_message
                .as_ref()
                .is_some_and(|own| value(own) != value(&id.range))
            {
                break;
            }
            if !id.is_of_message(text) {
                return (id.range.end, Some(first_of_twins(text, line_start, id)));
            }
            of_message = Some(id.range);
        }
        if is_next {
            break;
        }
        line_start = line_end + 1;
    }
    let end = first_line_end.unwrap_or(from);
    (end, of_message.map(|range| Id { name: end, range }))
}

/// Where the line ends, or where the next record of an SDK begins in it, and whether one does. What
/// is behind that is not read, however long the line is.
fn line_or_header(text: &[u8], start: usize) -> (usize, bool) {
    let mut from = start;
    let mut step = 256;
    loop {
        let to = text.len().min(from + step);
        let part = text.get(from..to).unwrap_or_default();
        let line_end = find_byte(part, b'\n').map(|at| from + at);
        let line = text.get(from..line_end.unwrap_or(to)).unwrap_or_default();
        if let Some(at) = find(line, SDK, 14) {
            return (from + at, true);
        }
        if let Some(end) = line_end {
            return (end, false);
        }
        if to == text.len() {
            return (to, false);
        }
        // A header may lie across the end of the part.
        from = to - SDK.len() + 1;
        step *= 2;
    }
}
