//! What stands beside a code: its message and the id of the request, in whatever notation.

use core::ops::Range;

use super::bytes::{find_byte, find_byte_back, id_len, starts_with_word};
use super::syntax::{Quote, punctuation, skip, skip_back, skip_decoration, skip_separator};
use super::{Message, Spelling};

/// The longest id that an answer may have, in bytes.
const LONGEST_ID: usize = 200;
/// So far before a code its request id may stand, in bytes.
const NEAR: usize = 512;

/// What was found beside a code.
#[derive(Debug, Default)]
pub(super) struct Beside {
    pub(super) message: Option<Message>,
    pub(super) request_id: Option<Range<usize>>,
    /// Where the own fields of the record end.
    pub(super) end: usize,
    /// `HostId`: other clouds have it, this API has not.
    pub(super) has_host_id: bool,
}

/// Where a search for a request id went already: items of one list share the id behind the list.
#[derive(Clone, Debug, Default)]
pub(super) struct Walked {
    pub(super) range: Range<usize>,
    pub(super) request_id: Option<Range<usize>>,
}

/// The fields behind a code that is the value of a field of an object, in JSON or in what a
/// language prints: those of its own object, and the request id of an object around it. All places
/// are relative to the text, but those in `walked`, which are `base` further on.
#[allow(clippy::too_many_lines, reason = "one walk, one state")]
pub(super) fn beside(text: &[u8], from: usize, base: usize, walked: &mut Walked) -> Beside {
    /// So many objects may be around a code.
    const DEEPEST: i32 = 6;
    /// So many fields are read of the object itself, and of those around it.
    const MOST_FIELDS: usize = 64;
    let mut beside = Beside {
        end: from,
        ..Beside::default()
    };
    let mut at = from;
    let mut depth = 0;
    let mut lowest = 0;
    let mut may_open = false;
    let mut fields = 0;
    loop {
        at = skip(text, at);
        let Some((byte, len)) = punctuation(text, at) else {
            break;
        };
        match byte {
            b',' | b';' => {
                at += len;
                may_open = true;
                continue;
            }
            b'}' | b']' | b')' => {
                depth -= 1;
                lowest = lowest.min(depth);
                at += len;
                may_open = false;
                if depth < -DEEPEST {
                    break;
                }
                continue;
            }
            b'{' | b'[' if may_open => {
                // Whatever is in here was looked at before, for another item of the list.
                if lowest < 0 && walked.range.contains(&(base + at)) {
                    if let Some(id) = &walked.request_id {
                        beside.request_id =
                            id.start.checked_sub(base).map(|start| start..id.end - base);
                    }
                    return beside;
                }
                depth += 1;
                fields += usize::from(lowest == 0);
                if fields > MOST_FIELDS {
                    break;
                }
                at += len;
                continue;
            }
            _ => {}
        }
        let Some(word) = word_at(text, at) else {
            break;
        };
        let Some(value_at) = skip_separator(text, skip(text, word.end)) else {
            at = word.end;
            continue;
        };
        let value_at = skip(text, value_at);
        let name = text.get(word.range.clone()).unwrap_or_default();
        if matches!(punctuation(text, value_at), Some((b'{' | b'[', _))) {
            at = value_at;
            may_open = true;
            continue;
        }
        let is_own = depth == 0 && lowest == 0;
        fields += usize::from(lowest == 0 || depth == lowest);
        // The next record, in a text without structure.
        let is_next = lowest == 0
            && [&b"code"[..], b"errorcode", b"error_code", b"errcode"]
                .iter()
                .any(|next| name.eq_ignore_ascii_case(next));
        if fields > MOST_FIELDS || is_next {
            break;
        }
        let Some(value) = word_at(text, value_at) else {
            break;
        };
        if is_own {
            beside.end = value.end;
        }
        if is_own && beside.message.is_none() && is_message(name) {
            beside.message = Some(Message {
                range: value.range.clone(),
                spelling: value.spelling,
            });
        } else if depth == lowest && is_request_id(name) && is_id(text, &value.range) {
            beside.request_id = Some(value.range);
            if !is_own {
                break;
            }
        } else if depth == lowest && name == b"HostId" {
            beside.has_host_id = true;
        }
        at = value.end;
        may_open = false;
    }
    if lowest < 0 {
        *walked = Walked {
            range: base + from..base + at,
            request_id: beside
                .request_id
                .as_ref()
                .map(|id| base + id.start..base + id.end),
        };
    }
    beside
}

/// A name or a value.
struct Word {
    range: Range<usize>,
    /// Behind it, and behind its quote.
    end: usize,
    spelling: Spelling,
}

fn word_at(text: &[u8], at: usize) -> Option<Word> {
    if let Some((quote, start)) = Quote::at(text, at) {
        let end = quote.close(text, start)?;
        return Some(Word {
            range: start..end,
            end: end + quote.len(),
            spelling: Spelling::Quoted(quote),
        });
    }
    let is_part = |b: &&u8| b.is_ascii_alphanumeric() || matches!(**b, b'_' | b'-' | b'.' | b'+');
    let len = text
        .get(at..)?
        .iter()
        .take(LONGEST_ID)
        .take_while(is_part)
        .count();
    (len > 0).then(|| Word {
        range: at..at + len,
        end: at + len,
        spelling: Spelling::Plain,
    })
}

fn is_message(name: &[u8]) -> bool {
    const NAMES: [&[u8]; 6] = [
        b"message",
        b"msg",
        b"errormessage",
        b"errmsg",
        b"error_message",
        b"error_msg",
    ];
    NAMES.iter().any(|known| name.eq_ignore_ascii_case(known))
}

fn is_request_id(name: &[u8]) -> bool {
    const NAMES: [&[u8]; 6] = [
        b"requestid",
        b"request_id",
        b"request-id",
        b"reqid",
        b"req_id",
        b"seqid",
    ];
    let name = name.strip_prefix(b"X-TC-").unwrap_or(name);
    NAMES.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// Whether the value of a field for it can be an id.
fn is_id(text: &[u8], range: &Range<usize>) -> bool {
    let value = text.get(range.clone()).unwrap_or_default();
    !value.is_empty()
        && value.len() <= LONGEST_ID
        && !matches!(value, b"None" | b"null" | b"nil" | b"undefined")
}

/// The name of a request id somewhere in a text, and the id.
#[derive(Clone, Debug)]
pub(super) struct Id {
    /// Where its name starts.
    pub(super) name: usize,
    /// The id; empty where the text says that there is none.
    pub(super) range: Range<usize>,
}

/// The first request id between these places.
pub(super) fn first_id(text: &[u8], start: usize, end: usize) -> Option<Id> {
    let mut from = start;
    while let Some(at) = text.get(from..end).and_then(|rest| find_byte(rest, b'q')) {
        if let Some(id) = id_at(text, from + at, start, end) {
            return Some(id);
        }
        from += at + 1;
    }
    chinese_id(text, start, end)
}

/// The last request id between these places.
pub(super) fn last_id(text: &[u8], start: usize, end: usize) -> Option<Id> {
    let mut to = end;
    while let Some(at) = text
        .get(start..to)
        .and_then(|rest| find_byte_back(rest, b'q'))
    {
        if let Some(id) = id_at(text, start + at, start, end) {
            return Some(id);
        }
        to = start + at;
    }
    None
}

/// The id whose name has its `q` here: `RequestId=…`, `request_id: …`, `[request id:…]`, `reqId`.
fn id_at(text: &[u8], q: usize, start: usize, end: usize) -> Option<Id> {
    let name = q.checked_sub(2).filter(|name| *name >= start)?;
    let text = text.get(..end)?;
    let rest = text.get(name..)?;
    let len = [&b"request"[..], b"req"]
        .into_iter()
        .find(|word| starts_with_word(rest, word))?
        .len();
    let rest = rest.get(len..)?;
    let gap = usize::from(matches!(rest.first(), Some(b'_' | b'-' | b' ')));
    if !starts_with_word(rest.get(gap..)?, b"id") {
        return None;
    }
    let value = skip_decoration(text, name + len + gap + 2);
    let value = skip_separator(text, skip(text, value))?;
    id_value(text, name, value)
}

/// `请求ID=…`, `请求 ID：…`.
fn chinese_id(text: &[u8], start: usize, end: usize) -> Option<Id> {
    const NAME: &[u8] = "请求".as_bytes();
    let text = text.get(..end)?;
    let rest = text.get(start..)?;
    // Most lines are of ASCII, and this is told fast.
    if rest.is_ascii() {
        return None;
    }
    let name = start + super::bytes::find(rest, NAME, 0)?;
    let at = skip(text, name + NAME.len());
    if !starts_with_word(text.get(at..)?, b"id") {
        return None;
    }
    let value = skip_separator(text, skip(text, at + 2))?;
    id_value(text, name, value)
}

fn id_value(text: &[u8], name: usize, at: usize) -> Option<Id> {
    let at = skip_decoration(text, skip(text, at));
    let rest = text.get(at..)?;
    let rest = rest.get(..65).unwrap_or(rest);
    let len = id_len(rest);
    match rest.get(..len)? {
        b"None" | b"null" => Some(Id {
            name,
            range: at..at,
        }),
        _ => (16..=64).contains(&len).then_some(Id {
            name,
            range: at..at + len,
        }),
    }
}

/// The request id of a record in which it comes before the code: in an object that is still open at
/// the code, or in the same line, or in lines of one field each.
pub(super) fn id_before(text: &[u8], floor: usize, at: usize) -> Option<Range<usize>> {
    let start = floor.max(at.saturating_sub(NEAR));
    let id = last_id(text, start, at)?;
    let between = text.get(id.range.end..at)?;
    let mut depth = 0;
    for byte in between {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        // `[requestId: …] code: …`: brackets close, too, but no object does.
        if depth < 0 && *byte == b'}' {
            return None;
        }
    }
    let mut lines = between.split(|byte| *byte == b'\n');
    lines.next();
    let is_one_record = lines.all(is_field);
    (is_one_record && !id.range.is_empty()).then_some(id.range)
}

/// Whether the line has a field of its own: `code: 'x',`, or nothing but brackets.
fn is_field(line: &[u8]) -> bool {
    let at = skip_decoration(line, skip(line, 0));
    let rest = line.get(at..).unwrap_or_default();
    if rest.iter().all(|byte| b" \t\r(){}[],;'\"".contains(byte)) {
        return true;
    }
    let len = rest
        .iter()
        .take_while(|b| b.is_ascii_alphanumeric() || **b == b'_')
        .count();
    len > 0 && skip_separator(line, skip(line, skip_decoration(line, at + len))).is_some()
}

/// The message and the request id of a record without quotes around its values: `code=… message=…`,
/// in one line or in lines of one field each.
pub(super) fn beside_plain(text: &[u8], code_end: usize) -> Beside {
    /// So far behind a code its request id may stand, in bytes.
    const FAR: usize = 2048;
    let mut beside = Beside {
        end: code_end,
        ..Beside::default()
    };
    let limit = text.len().min(code_end + FAR);
    // In most records the next field is near, and in some texts the next record is.
    let mut near = 64;
    let (line_end, is_line, id) = loop {
        let to = limit.min(code_end + near);
        let part = text.get(code_end..to).unwrap_or_default();
        let line_end = find_byte(part, b'\n').map(|at| code_end + at);
        let end = line_end.unwrap_or(to);
        let line = text.get(code_end..end).unwrap_or_default();
        let next = code_key(line).map(|at| code_end + at);
        // An id that reaches the end of the part may go on behind it.
        let is_cut = next.is_none() && line_end.is_none() && to < limit;
        let id = first_id(text, code_end, next.unwrap_or(end))
            .filter(|id| !(is_cut && id.range.end == to));
        if id.is_some() || next.is_some() || line_end.is_some() || to == limit {
            break (next.unwrap_or(end), next.is_none(), id);
        }
        near *= 4;
    };
    let line = text.get(code_end..line_end).unwrap_or_default();
    if is_line && line.len() <= 8 && line.iter().all(|byte| b" \t\r,;'\"`])}".contains(byte)) {
        return beside_lines(text, beside, line_end, limit);
    }
    let fields_end = id.as_ref().map_or(line_end, |id| id.name);
    if let Some(message) = message_at(text, code_end, fields_end, id.is_some()) {
        beside.end = message.range.end;
        beside.message = Some(message);
    }
    if let Some(id) = id {
        beside.end = beside.end.max(id.range.end);
        beside.request_id = Some(id.range).filter(|range| !range.is_empty());
    }
    beside
}

/// A message that comes next: `, Message=…`, ` message:…`, up to the end or, quoted, to its quote.
pub(super) fn message_at(
    text: &[u8],
    from: usize,
    end: usize,
    has_id_behind: bool,
) -> Option<Message> {
    let text = text.get(..end)?;
    let mut at = skip_decoration(text, from);
    loop {
        at = skip(text, at);
        match text.get(at) {
            Some(b',' | b';' | b'|' | b'*') => at += 1,
            _ => break,
        }
    }
    let at = skip_decoration(text, at);
    let rest = text.get(at..)?;
    let len = rest
        .iter()
        .take_while(|b| b.is_ascii_alphabetic() || **b == b'_')
        .count();
    if !is_message(rest.get(..len)?) {
        return None;
    }
    let at = skip_separator(text, skip(text, skip_decoration(text, at + len)))?;
    let at = skip(text, at);
    if let Some((quote, start)) = Quote::at(text, at) {
        if let Some(close) = quote.close(text, start) {
            return Some(Message {
                range: start..close,
                spelling: Spelling::Quoted(quote),
            });
        }
    }
    let message = trim_message(text, at, has_id_behind);
    Some(message)
}

/// The message from here to the end of the text, without what separates it from the next field.
pub(super) fn trim_message(text: &[u8], start: usize, has_id_behind: bool) -> Message {
    let mut end = text.len();
    while end > start {
        let trimmed = skip_back(text, end);
        let separator = text.get(..trimmed).and_then(<[u8]>::last);
        end = match separator {
            Some(b',' | b';' | b'[' | b'(' | b'"' | b'\'') if has_id_behind => trimmed - 1,
            _ if trimmed == end => break,
            _ => trimmed,
        };
    }
    Message {
        range: start..end.max(start),
        spelling: Spelling::Plain,
    }
}

/// The same where each field has a line of its own.
fn beside_lines(text: &[u8], mut beside: Beside, line_end: usize, limit: usize) -> Beside {
    let mut from = line_end + 1;
    for _ in 0..12 {
        let Some(rest) = text.get(from..limit) else {
            break;
        };
        let end = find_byte(rest, b'\n').map_or(limit, |at| from + at);
        let line = text.get(..end).unwrap_or_default();
        if from >= end && end == limit || !is_field(line.get(from..).unwrap_or_default()) {
            break;
        }
        let at = skip_decoration(line, skip(line, from).min(end));
        let rest = line.get(at..).unwrap_or_default();
        let len = rest
            .iter()
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
            .count();
        let name = rest.get(..len).unwrap_or_default();
        if is_request_id(name) {
            beside.request_id = first_id(text, from, end)
                .map(|id| id.range)
                .filter(|range| !range.is_empty());
            if let Some(id) = &beside.request_id {
                beside.end = id.end;
            }
            break;
        }
        if code_key(rest).is_some() && !is_message(name) {
            break;
        }
        if beside.message.is_none() {
            if let Some(message) = message_at(line, at, end, true) {
                beside.end = message.range.end;
                beside.message = Some(message);
            }
        }
        from = end + 1;
    }
    beside
}

/// Where another record may begin in the text: at a field for a code, other than that of a status.
fn code_key(text: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + super::bytes::find(text.get(from..)?, b"ode", 1)?;
        from = at + 3;
        let is_code = at > 0 && matches!(text.get(at - 1), Some(b'C' | b'c'));
        let before = text.get(..at.saturating_sub(1)).unwrap_or_default();
        let is_status = [
            &b"tatus"[..],
            b"http",
            b"Http",
            b"tatus_",
            b"http_",
            b"ret",
            b"Iso",
            b"iso",
        ]
        .iter()
        .any(|word| before.ends_with(word));
        let behind = skip(text, skip_decoration(text, from));
        if is_code && !is_status && skip_separator(text, behind).is_some() {
            return Some(at - 1);
        }
    }
}
