//! What stands beside a code: its message and the id of the request, in whatever notation.

use core::ops::Range;

use super::bytes::{
    find, find_byte, find_byte_back, has_any_byte, id_len, starts_with_word, word_len,
};
use super::syntax::{
    Quote, punctuation, skip, skip_back, skip_decoration, skip_lines, skip_prefixes,
    skip_separator, slashes_before,
};
use super::{Message, Spelling};

/// The longest id that an answer may have, in bytes.
const LONGEST_ID: usize = 200;
/// So far before a code its request id may stand, in bytes.
const NEAR: usize = 512;
/// So far behind a code its request id may stand, in bytes.
const FAR: usize = 2048;

/// What was found beside a code.
#[derive(Debug, Default)]
pub(super) struct Beside {
    pub(super) message: Option<Message>,
    pub(super) request_id: Option<Range<usize>>,
    /// Where the own fields of the record end.
    pub(super) end: usize,
    /// `HostId`: other clouds have it, this API has not.
    pub(super) has_host_id: bool,
    /// It has a field for the request id, which says that there is none.
    pub(super) has_no_id: bool,
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
        let (next, has_prefix) = skip_lines(text, at);
        at = next;
        let Some((byte, len)) = punctuation(text, at) else {
            break;
        };
        // The next record of a log that a tool shows with a time or a name before each line.
        if has_prefix && !may_open && !matches!(byte, b',' | b'}' | b']' | b')') {
            break;
        }
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
        } else if depth == lowest && is_request_id(name) {
            let id = value.id(text);
            if is_id(text, &id) {
                beside.request_id = Some(id);
                if !is_own {
                    break;
                }
            } else {
                beside.has_no_id = true;
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

impl Word {
    /// The id that it is. A line without a line end may have the next one directly behind it.
    fn id(&self, text: &[u8]) -> Range<usize> {
        let word = text.get(self.range.clone()).unwrap_or_default();
        match self.spelling {
            Spelling::Plain if starts_with_uuid(word) => self.range.start..self.range.start + UUID,
            // In a color.
            Spelling::Quoted(_) if word.first() == Some(&0x1b) => {
                let text = text.get(..self.range.end).unwrap_or_default();
                let start = skip(text, self.range.start);
                start..skip_back(text, text.len()).max(start)
            }
            _ => self.range.clone(),
        }
    }
}

/// The length of a UUID.
const UUID: usize = 36;

/// Whether a UUID stands here, with a letter or a digit directly behind it.
fn starts_with_uuid(text: &[u8]) -> bool {
    text.get(UUID).is_some_and(u8::is_ascii_alphanumeric)
        && text.iter().take(UUID).enumerate().all(|(i, byte)| match i {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
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
    let rest = text.get(at..)?;
    let len = word_len(rest.get(..LONGEST_ID).unwrap_or(rest));
    // `Some("…")` of Rust, `u'…'` of Python 2.
    let (opener, closer) = match rest {
        [b'S', b'o', b'm', b'e', b'(', ..] => (b"Some(".len(), true),
        [b'u', b'\'' | b'"', ..] => (1, false),
        _ => (0, false),
    };
    if opener > 0 {
        let (quote, start) = Quote::at(text, at + opener)?;
        let end = quote.close(text, start)?;
        let behind = end + quote.len();
        return Some(Word {
            range: start..end,
            end: behind + usize::from(closer && text.get(behind) == Some(&b')')),
            spelling: Spelling::Quoted(quote),
        });
    }
    (len > 0).then(|| Word {
        range: at..at + len,
        end: at + len,
        spelling: Spelling::Plain,
    })
}

fn is_message(name: &[u8]) -> bool {
    const NAMES: [&[u8]; 11] = [
        b"message",
        b"msg",
        b"errormessage",
        b"errmsg",
        b"error_message",
        b"error_msg",
        "错误信息".as_bytes(),
        "错误描述".as_bytes(),
        "错误消息".as_bytes(),
        "描述".as_bytes(),
        "消息".as_bytes(),
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
        && !value.contains(&0x1b)
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

impl Id {
    /// Whether the id is of the text of the message, as CAM writes it: `[request id:…]you are not
    /// authorized`. Most records have it once more behind the message.
    pub(super) fn is_of_message(&self, text: &[u8]) -> bool {
        let before = self.name.checked_sub(1).and_then(|at| text.get(at));
        let behind = text.get(self.range.end..).unwrap_or_default();
        before == Some(&b'[')
            && matches!(behind, [b']', byte, ..] if byte.is_ascii_alphanumeric() || !byte.is_ascii())
    }
}

/// The first request id between these places. That of the message counts where there is no other, and is
/// said to be at the end.
pub(super) fn first_id(text: &[u8], start: usize, end: usize) -> Option<Id> {
    let text = text.get(..end)?;
    let mut of_message = None;
    let mut from = start;
    while let Some(at) = text.get(from..).and_then(|rest| find_byte(rest, b'q')) {
        match id_at(text, from + at, start, end) {
            Some(id) if id.is_of_message(text) => {
                of_message.get_or_insert(Id { name: end, ..id });
            }
            Some(id) => return Some(id),
            None => {}
        }
        from += at + 1;
    }
    of_message.or_else(|| chinese_id(text, start, end))
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
    let name = start + find(rest, NAME, 0)?;
    let at = skip(text, name + NAME.len());
    if !starts_with_word(text.get(at..)?, b"id") {
        return None;
    }
    let value = skip_separator(text, skip(text, at + 2))?;
    id_value(text, name, value)
}

fn id_value(text: &[u8], name: usize, at: usize) -> Option<Id> {
    /// A shorter word may be of anything, and one without digits is not an id, but `unknown`.
    const SHORTEST: usize = 4;
    const LONG: usize = 16;
    let at = skip_decoration(text, skip(text, at));
    let rest = text.get(at..)?;
    let rest = rest.get(..65).unwrap_or(rest);
    let len = if starts_with_uuid(rest) {
        UUID
    } else {
        id_len(rest)
    };
    let id = rest.get(..len)?;
    let behind = rest.get(len);
    let is_none = match id {
        b"None" | b"null" => true,
        b"" => behind.is_none_or(|byte| b"\n\r\"'`)]}".contains(byte)),
        _ => false,
    };
    let is_short = || len >= SHORTEST && id.iter().any(u8::is_ascii_digit) && behind != Some(&b'_');
    let is_id = len <= 64 && (len >= LONG || is_short());
    (is_none || is_id).then(|| Id {
        name,
        range: at..if is_none { at } else { at + len },
    })
}

/// The request id in the line that starts here, if there is nothing else in the line.
pub(super) fn id_of_line(text: &[u8], start: usize) -> Option<Id> {
    /// No line with nothing but an id is longer.
    const MOST: usize = 160;
    let near = text.get(start..text.len().min(start + MOST))?;
    let line = near.get(..find_byte(near, b'\n').unwrap_or(near.len()))?;
    let name = start + field_start(line).0;
    // Told first, for most lines begin otherwise.
    if !matches!(text.get(name), Some(b'R' | b'r' | 0xe8)) {
        return None;
    }
    let id = first_id(text, name, start + line.len()).filter(|id| id.name == name)?;
    let behind = text.get(skip(text, id.range.end).min(start + line.len())..start + line.len())?;
    behind
        .iter()
        .all(|byte| b" \t\r\"'`)],;.".contains(byte))
        .then_some(id)
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
    let behind_id = lines.next().unwrap_or_default();
    // What a tool writes before each line it also writes before the records of a log.
    let is_alone = || {
        let before = text.get(start..id.name).unwrap_or_default();
        let line = find_byte_back(before, b'\n').map_or(start, |at| start + at + 1);
        let line = text.get(line..id.name).unwrap_or_default();
        let before = line.get(field_start(line).0..).unwrap_or_default();
        before.iter().all(|byte| b" \t{[(\"'".contains(byte)) && is_end_of_field(behind_id)
    };
    let is_one_record = lines.all(|line| is_field(line) && (!field_start(line).1 || is_alone()));
    (is_one_record && !id.range.is_empty()).then_some(id.range)
}

/// Where the name of the field starts that has the line of its own, and whether a tool wrote something
/// before it.
fn field_start(line: &[u8]) -> (usize, bool) {
    let (at, has_prefix) = skip_prefixes(line, skip(line, 0));
    (skip_decoration(line, at), has_prefix)
}

/// The length of the name of a field: letters of ASCII or of Chinese.
fn name_len(text: &[u8]) -> usize {
    /// Chinese names are short, in bytes.
    const LONGEST: usize = 24;
    // No sign, and no colon: those begin with these bytes.
    let is_letter = |b: &u8| !b.is_ascii() && !matches!(*b, 0xe2 | 0xe3 | 0xef);
    let is_part = |b: &&u8| b.is_ascii_alphanumeric() || matches!(**b, b'_' | b'-') || is_letter(b);
    let most = match text.first() {
        Some(byte) if is_letter(byte) => LONGEST,
        _ => LONGEST_ID,
    };
    text.iter().take(most).take_while(is_part).count()
}

/// Whether nothing is behind the value of a field but what ends it.
fn is_end_of_field(line: &[u8]) -> bool {
    line.len() <= 8 && line.iter().all(|byte| b" \t\r,;'\"`])}".contains(byte))
}

/// Whether the line has a field of its own: `code: 'x',`, or nothing but brackets.
fn is_field(line: &[u8]) -> bool {
    let at = field_start(line).0;
    let rest = line.get(at..).unwrap_or_default();
    if rest.iter().all(|byte| b" \t\r(){}[],;'\"".contains(byte)) {
        return true;
    }
    let len = name_len(rest);
    len > 0 && skip_separator(line, skip(line, skip_decoration(line, at + len))).is_some()
}

/// The message and the request id of a record without quotes around its values: `code=… message=…`,
/// in one line or in lines of one field each.
pub(super) fn beside_plain(text: &[u8], code_end: usize) -> Beside {
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
        // An id that reaches the end of the part may go on behind it, or the message may.
        let is_cut = next.is_none() && line_end.is_none() && to < limit;
        let id = first_id(text, code_end, next.unwrap_or(end))
            .filter(|id| !(is_cut && id.name.max(id.range.end) + 2 > to));
        if id.is_some() || next.is_some() || line_end.is_some() || to == limit {
            break (next.unwrap_or(end), next.is_none(), id);
        }
        near *= 4;
    };
    if is_line {
        if let Some(beside) = beside_lines(text, code_end, line_end) {
            return beside;
        }
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
        match text.get(at..) {
            Some([b',' | b';' | b'|' | b'*', ..]) => at += 1,
            Some([0xef, 0xbc, 0x8c | 0x9b, ..]) => at += 3,
            _ => break,
        }
    }
    let at = skip_decoration(text, at);
    let rest = text.get(at..)?;
    let len = name_len(rest);
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

/// The message from here to the end of the text, or of the quotation that it is in, without what separates
/// it from the next field.
pub(super) fn trim_message(text: &[u8], start: usize, has_id_behind: bool) -> Message {
    let end = end_of_quotation(text, start);
    let text = text.get(..end).unwrap_or_default();
    Message {
        range: start..trimmed(text, start, has_id_behind),
        spelling: Spelling::Plain,
    }
}

/// The end of the text without blanks and, before an id, without what separates it from the id.
fn trimmed(text: &[u8], start: usize, has_id_behind: bool) -> usize {
    let mut end = text.len();
    while end > start {
        let trimmed = skip_back(text, end);
        let separator = text.get(..trimmed).unwrap_or_default();
        end = match separator {
            [.., b',' | b';' | b'[' | b'(' | b'"' | b'\''] if has_id_behind => trimmed - 1,
            [.., 0xef, 0xbc, 0x88 | 0x8c | 0x9b] if has_id_behind => trimmed - 3,
            _ if trimmed == end => break,
            _ => trimmed,
        };
    }
    end.max(start)
}

/// Where the quotation ends that the text from here on is in: at the first quote that closes and was
/// not opened in the text itself.
fn end_of_quotation(text: &[u8], start: usize) -> usize {
    let mut end = text.len();
    // Told first, for most messages have none. The last is the end of `”`.
    let message = text.get(start..).unwrap_or_default();
    if !has_any_byte(message, *b"\"`\x9d") {
        return end;
    }
    for quote in *b"\"`" {
        let part = text.get(..end).unwrap_or_default();
        end = unopened(part, start, quote).unwrap_or(end);
    }
    let (opener, closer) = ("“".as_bytes(), "”".as_bytes());
    let mut from = start;
    while let Some(rest) = text.get(from..end) {
        let Some(at) = find(rest, closer, 2) else {
            break;
        };
        if find(rest.get(..at).unwrap_or_default(), opener, 2).is_none() {
            return from + at;
        }
        from += at + closer.len();
    }
    end
}

/// The first quote that closes a text which begins before the start: it is behind something, and no word
/// is behind it. Any other opens a quotation.
fn unopened(text: &[u8], start: usize, byte: u8) -> Option<usize> {
    let mut from = start;
    loop {
        let at = from + find_byte(text.get(from..)?, byte)?;
        let slashes = slashes_before(text.get(from..)?, at - from);
        let before = text.get(start..at - slashes)?.last();
        let may_close = before.is_some_and(|before| !b" \t\n([{<:=,;/|".contains(before));
        let is_word_behind = match text.get(at + 1..)? {
            // Signs of Chinese.
            [0xef, 0xbc, ..] | [0xe3, 0x80, ..] | [] => false,
            [behind, ..] => behind.is_ascii_alphanumeric() || !behind.is_ascii() || *behind == byte,
        };
        if may_close && !is_word_behind {
            return Some(at - slashes);
        }
        from = Quote::Byte(byte, slashes).close(text, at + 1)? + slashes + 1;
    }
}

/// Where the ids begin behind a message. Some print the id twice: `requestId:… (RequestId: …)`.
pub(super) fn first_of_twins(text: &[u8], start: usize, id: Id) -> Id {
    /// The longest name of an id, with what is around it.
    const NAME: usize = 32;
    let before = text.get(..id.name).unwrap_or_default();
    let end = trimmed(before, start, true);
    let value = text.get(id.range.clone()).unwrap_or_default();
    let is_twin = !value.is_empty() && text.get(start..end).is_some_and(|t| t.ends_with(value));
    let twin = is_twin
        .then(|| last_id(text, start.max(end.saturating_sub(value.len() + NAME)), end))
        .flatten();
    match twin {
        Some(twin) if twin.range.end == end => Id {
            name: twin.name,
            ..id
        },
        _ => id,
    }
}

/// The message and the request id of a code that ends its line, where each field has a line of its own.
pub(super) fn beside_lines(text: &[u8], code_end: usize, line_end: usize) -> Option<Beside> {
    if !is_end_of_field(text.get(code_end..line_end)?) {
        return None;
    }
    let mut beside = Beside {
        end: code_end,
        ..Beside::default()
    };
    let limit = text.len().min(code_end + FAR);
    let mut from = line_end + 1;
    for _ in 0..12 {
        let Some(rest) = text.get(from..limit) else {
            break;
        };
        let end = find_byte(rest, b'\n').map_or(limit, |at| from + at);
        let line = text.get(..end).unwrap_or_default();
        if from >= end && end == limit {
            break;
        }
        let (at, has_prefix) = field_start(line.get(from..).unwrap_or_default());
        let at = from + at;
        let rest = line.get(at..).unwrap_or_default();
        let name = rest.get(..name_len(rest)).unwrap_or_default();
        if is_request_id(name) || name.starts_with("请求".as_bytes()) {
            let is_own = |id: &Range<usize>| {
                let behind = line.get(id.end..).unwrap_or_default();
                !id.is_empty() && (!has_prefix || is_end_of_field(behind))
            };
            let id = first_id(text, at, end);
            beside.request_id = id.map(|id| id.range).filter(is_own);
            if let Some(id) = &beside.request_id {
                beside.end = id.end;
                break;
            }
        }
        let is_next = code_key(rest).is_some() && !is_message(name);
        if is_request_id(name) || is_next || !is_field(line.get(from..).unwrap_or_default()) {
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
    Some(beside)
}

/// Where another record may begin in the text: at a field for a code, other than that of a status or of
/// a number, which another API has.
fn code_key(text: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + find(text.get(from..)?, b"ode", 1)?;
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
        let value = skip_separator(text, behind).map(|at| skip_decoration(text, skip(text, at)));
        let is_number = |value: usize| text.get(value).is_some_and(u8::is_ascii_digit);
        if is_code && !is_status && value.is_some_and(|value| !is_number(value)) {
            return Some(at - 1);
        }
    }
}
