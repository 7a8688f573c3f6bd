//! Finds error codes in any text: in answers, in the lines that SDKs print, and in prose.
//!
//! One pass over the bytes with a few literal anchors (the first letters of every family, the
//! header of an SDK's error, the key `Code`); what is found there is looked at closely.

use aho_corasick::{AhoCorasick, Input, MatchKind};
use tencentcloud_error_codes::{ErrorCode, Product, WireCode};

/// A code in a text.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Found<'t> {
    /// The code, to the letter.
    pub(crate) code: &'t str,
    /// Where the code starts.
    pub(crate) start: usize,
    /// Where to go on: behind the code or, where it is part of a record, behind that.
    pub(crate) end: usize,
    /// The id of the request, where the record has one.
    pub(crate) request_id: Option<&'t str>,
}

/// Looks for codes.
pub(crate) struct Extractor {
    anchors: AhoCorasick,
}

/// The longest text that is taken for a code, in bytes.
const LONGEST: usize = 200;
/// How far behind a code its request id may stand, in bytes, if the message is not longer.
const NEAR: usize = 300;
/// The longest message that an SDK's record may have, in bytes.
pub(crate) const LONGEST_RECORD: usize = 64 * 1024;

const SDK: &[u8] = b"TencentCloudSDK";
const CODE_KEY: &[u8] = b"Code";
const ERROR_KEY: &[u8] = b"\"Error";

impl Extractor {
    /// An extractor for all codes of the catalog.
    pub(crate) fn new() -> Result<Self, aho_corasick::BuildError> {
        const ANCHOR: usize = 4;
        let mut anchors: Vec<&[u8]> = ErrorCode::ALL
            .iter()
            .filter(|code| !is_in_records_only(**code))
            .map(|code| {
                let family = code.family().as_bytes();
                family.get(..ANCHOR).unwrap_or(family)
            })
            .chain([SDK, CODE_KEY, ERROR_KEY])
            .collect();
        anchors.sort_unstable();
        anchors.dedup();
        let anchors = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(anchors)?;
        Ok(Self { anchors })
    }

    /// The first code that starts at the offset or behind it.
    pub(crate) fn find_at<'t>(&self, text: &'t [u8], mut from: usize) -> Option<Found<'t>> {
        loop {
            let found = self.anchors.find(Input::new(text).range(from..))?;
            let (start, end) = (found.start(), found.end());
            let anchor = &text[start..end];
            let found = if anchor == SDK {
                sdk_record(text, end)
            } else if anchor == CODE_KEY {
                code_field(text, start)
            } else if anchor == ERROR_KEY {
                error_object(text, start)
            } else {
                bare_code(text, start)
            };
            if found.is_some() {
                return found;
            }
            from = end;
        }
    }
}

/// An error as an SDK prints it, from behind `TencentCloudSDK`:
/// `[TencentCloudSDKError] Code=…, Message=…, RequestId=…`,
/// `[TencentCloudSDKException] code:… message:… requestId:…` or
/// `[TencentCloudSDKException]message:CODE-text requestId:…`.
fn sdk_record(text: &[u8], from: usize) -> Option<Found<'_>> {
    let rest = &text[from..];
    let rest = strip(rest, &[b"Error", b"Exception"])?;
    let rest = strip(rest, &[b"]", b":"])?.trim_ascii_start();
    let keys: &[&[u8]] = &[b"Code=", b"code=", b"Code:", b"code:"];
    let field = strip(rest, keys);
    let message = strip(rest, &[b"message:", b"message="]);
    let rest = field.or(message).unwrap_or(rest).trim_ascii_start();
    let start = text.len() - rest.len();
    let token = token(text, start);
    let code = match ErrorCode::lookup(token) {
        Some(_) => token,
        None => token.trim_end_matches('.'),
    };
    // Without the field for it, the message comes at once, and need not begin with a code.
    let is_code = has_class(code) || (field.is_some() && is_well_formed(code));
    if !is_code {
        return None;
    }
    let (end, request_id) = record_end(text, start + code.len());
    Some(Found {
        code,
        start,
        end,
        request_id,
    })
}

/// Where the record of an SDK ends, and its request id. The message may hold anything: commas,
/// quotes, line ends, even `RequestId=`; so the id is the last one in the line that looks like an
/// id or, if the message goes on, in the first line that has one and does not begin anew.
fn record_end(text: &[u8], from: usize) -> (usize, Option<&str>) {
    let limit = text.len().min(from + LONGEST_RECORD);
    let next_record = memchr::memmem::find(&text[from..limit], b"[TencentCloudSDK");
    let limit = next_record.map_or(limit, |at| from + at);
    let mut line_start = from;
    let mut first_line_end = None;
    while line_start < limit {
        let line_end =
            memchr::memchr(b'\n', &text[line_start..limit]).map_or(limit, |at| line_start + at);
        let is_first = first_line_end.is_none();
        first_line_end.get_or_insert(line_end);
        if !is_first && memchr::memmem::find(&text[line_start..line_end], b"ode").is_some() {
            break;
        }
        if let Some((id, end)) = last_request_id(text, line_start, line_end) {
            return (end, Some(id));
        }
        line_start = line_end + 1;
    }
    (first_line_end.unwrap_or(from), None)
}

/// The last `RequestId=…` or `requestId:…` of a line, and where it ends.
fn last_request_id(text: &[u8], start: usize, end: usize) -> Option<(&str, usize)> {
    let mut line_end = end;
    loop {
        let at = start + memchr::memmem::rfind(&text[start..line_end], b"equestId")?;
        let rest = &text[at + b"equestId".len()..end];
        let value = rest.trim_ascii_start();
        if let Some(value) = strip(value, &[b"=", b":"]).map(<[u8]>::trim_ascii_start) {
            let is_id = |b: &&u8| b.is_ascii_alphanumeric() || **b == b'-';
            let len = value.iter().take_while(is_id).count();
            let id = std::str::from_utf8(&value[..len]).ok();
            if let Some(id) = id.filter(|_| (16..=64).contains(&len)) {
                return Some((id, end - value.len() + len));
            }
        }
        line_end = at;
    }
}

/// `"Code": "…"` in JSON, also in JSON that is a text in JSON: `\"Code\":\"…\"`.
fn code_field(text: &[u8], key: usize) -> Option<Found<'_>> {
    let quote = quote_before(text, key)?;
    let rest = text[key + CODE_KEY.len()..].strip_prefix(quote)?;
    let rest = rest.trim_ascii_start().strip_prefix(b":")?;
    let rest = rest.trim_ascii_start().strip_prefix(quote)?;
    let start = text.len() - rest.len();
    let code_end = start + string_len(rest, quote)?;
    let code = std::str::from_utf8(&text[start..code_end]).ok()?;
    let is_error = || {
        let before = &text[key.saturating_sub(NEAR)..key];
        memchr::memmem::rfind(before, b"\"Error").is_some()
    };
    // A number is in the envelope of an error; object storage answers in XML.
    let is_code = match ErrorCode::lookup(code) {
        Some(known) if is_in_records_only(known) => is_number(known) && is_error(),
        _ => has_class(code) || (is_well_formed(code) && is_error()),
    };
    if code.len() > LONGEST || !is_code {
        return None;
    }
    let mut end = code_end + quote.len();
    if let Some(message_end) = message_end(text, end, quote) {
        end = message_end;
    }
    let id = |from: usize, to: usize| json_request_id(&text[from..to], quote);
    let request_id =
        id(end, text.len().min(end + NEAR)).or_else(|| id(key.saturating_sub(NEAR), key));
    Some(Found {
        code,
        start,
        end,
        request_id,
    })
}

/// `"Error": {"Message": "…", "Code": "…"}`, where the code is not the first field.
fn error_object(text: &[u8], start: usize) -> Option<Found<'_>> {
    let key = start + 1;
    let quote = quote_before(text, key)?;
    let rest = text[key..].strip_prefix(b"Error")?.strip_prefix(quote)?;
    let rest = rest.trim_ascii_start().strip_prefix(b":")?;
    let mut rest = rest
        .trim_ascii_start()
        .strip_prefix(b"{")?
        .trim_ascii_start();
    loop {
        rest = rest.strip_prefix(quote)?;
        if rest.starts_with(CODE_KEY) {
            return code_field(text, text.len() - rest.len());
        }
        // A field with a text, and on to the next.
        rest = &rest[string_len(rest, quote)? + quote.len()..];
        rest = rest.trim_ascii_start().strip_prefix(b":")?;
        rest = rest.trim_ascii_start().strip_prefix(quote)?;
        rest = &rest[string_len(rest, quote)? + quote.len()..];
        rest = rest
            .trim_ascii_start()
            .strip_prefix(b",")?
            .trim_ascii_start();
    }
}

/// The quote that ends at this place: `"`, with backslashes before it in JSON in JSON.
fn quote_before(text: &[u8], end: usize) -> Option<&[u8]> {
    let before = text.get(..end)?.strip_suffix(b"\"")?;
    let slashes = before.iter().rev().take_while(|b| **b == b'\\').count();
    text.get(end - 1 - slashes..end)
}

/// The length of a JSON text up to the quote that ends it.
fn string_len(text: &[u8], quote: &[u8]) -> Option<usize> {
    // Within a text each level of JSON doubles the backslashes and adds one for a quote, so the
    // number before a quote tells whether it is the one that ends the text.
    let outer = quote.len() - 1;
    let period = (outer + 1) * 2;
    memchr::memchr_iter(b'"', &text[..text.len().min(LONGEST_RECORD)]).find_map(|at| {
        let slashes = text[..at].iter().rev().take_while(|b| **b == b'\\').count();
        (slashes % period == outer).then(|| at - outer)
    })
}

/// Where the message ends that stands directly behind the code.
fn message_end(text: &[u8], from: usize, quote: &[u8]) -> Option<usize> {
    let rest = text[from..].trim_ascii_start().strip_prefix(b",")?;
    let rest = rest.trim_ascii_start().strip_prefix(quote)?;
    let rest = rest.strip_prefix(b"Message")?.strip_prefix(quote)?;
    let rest = rest.trim_ascii_start().strip_prefix(b":")?;
    let rest = rest.trim_ascii_start().strip_prefix(quote)?;
    let len = string_len(rest, quote)?;
    Some(text.len() - rest.len() + len + quote.len())
}

fn json_request_id<'t>(text: &'t [u8], quote: &[u8]) -> Option<&'t str> {
    let at = memchr::memmem::find(text, b"RequestId")?;
    let rest = text[at + b"RequestId".len()..].strip_prefix(quote)?;
    let rest = rest.trim_ascii_start().strip_prefix(b":")?;
    let rest = rest.trim_ascii_start().strip_prefix(quote)?;
    let len = string_len(rest, quote)?;
    std::str::from_utf8(&rest[..len])
        .ok()
        .filter(|id| !id.is_empty() && id.len() <= LONGEST)
}

/// A code in prose, or as the value of a field: it must stand alone, and must not be the name of
/// a host, a class or a file.
fn bare_code(text: &[u8], start: usize) -> Option<Found<'_>> {
    let code = token(text, start).trim_end_matches('.');
    let end = start + code.len();
    if code.is_empty() || !may_start(text, start, end) || !may_end(text, start, end) {
        return None;
    }
    let is_code = match ErrorCode::lookup(code) {
        Some(known) if is_in_records_only(known) => false,
        Some(_) if code.contains('.') => true,
        // One word may be the name of a class.
        Some(known) => {
            is_value_of_code(text, start)
                || !(is_everyday_word(known) || is_source_code(text, start, end))
        }
        None => is_new_member(code),
    };
    is_code.then_some(Found {
        code,
        start,
        end,
        request_id: None,
    })
}

/// Whether a code can start here: not within a word, a path, a host name or a dotted name.
fn may_start(text: &[u8], start: usize, end: usize) -> bool {
    let before = |back: usize| start.checked_sub(back).and_then(|at| text.get(at)).copied();
    let Some(last) = before(1) else {
        return true;
    };
    match last {
        // An escaped line end or tab in a text in JSON.
        b'n' | b'r' | b't' => before(2) == Some(b'\\'),
        b':' => before(2) != Some(b':'),
        // `<AuthFailure.TokenFailure>`, but not `List<InternalError>` and no element of XML.
        b'<' => {
            let is_generic = before(2).is_some_and(|b| b.is_ascii_alphanumeric());
            !is_generic && text.get(end) == Some(&b'>') && text[start..end].contains(&b'.')
        }
        b'/' => is_known(token_before(text, start - 1)),
        _ => {
            !(last.is_ascii_alphanumeric()
                || matches!(
                    last,
                    b'_' | b'.' | b'-' | b'\\' | b'$' | b'@' | b'#' | b'%' | b'~'
                ))
        }
    }
}

/// Whether a code can end here: not before a call, a path, a scope, an index or a host name.
fn may_end(text: &[u8], start: usize, end: usize) -> bool {
    let after = |at: usize| text.get(end + at).copied().unwrap_or(b' ');
    let before = start.checked_sub(1).and_then(|at| text.get(at)).copied();
    match after(0) {
        b'(' | b'[' | b'@' | b'$' | b'#' => false,
        b'/' => is_known(token(text, end + 1)),
        // `<Code>InternalError</Code>`, but not `InternalError<T>`.
        b'<' => before == Some(b'>'),
        // Not `Result<User, InternalError>`.
        b'>' => before == Some(b'<'),
        b':' => after(1) != b':',
        b'\\' => matches!(after(1), b'"' | b'\\' | b'n' | b'r' | b't'),
        // Java: `InternalError-The text`; a host name goes on in lower case.
        b'-' => !(after(1).is_ascii_lowercase() || after(1).is_ascii_digit() || after(1) == b'>'),
        // A sentence that ends with a code, but not `InternalError.()` or `InternalError..`.
        b'.' => {
            after(1).is_ascii_whitespace() || matches!(after(1), b'"' | b'\'' | b')' | b',' | b'\\')
        }
        _ => true,
    }
}

/// Whether the text before says that a code comes: `code=`, `"error_code": "`, `err: `.
fn is_value_of_code(text: &[u8], start: usize) -> bool {
    const KEYS: &[&[u8]] = &[b"code", b"err", b"error", b"reason"];
    let before = &text[start.saturating_sub(NEAR)..start];
    let before = trim_end(before, b" \"'\\");
    let Some(before) = before
        .strip_suffix(b"=")
        .or_else(|| before.strip_suffix(b":"))
    else {
        return false;
    };
    let before = trim_end(before, b" \"'\\");
    KEYS.iter().any(|key| {
        let at = before.len().checked_sub(key.len());
        at.is_some_and(|at| before[at..].eq_ignore_ascii_case(key))
    })
}

/// Whether the code is a word that logs of any system use.
fn is_everyday_word(code: ErrorCode) -> bool {
    const EVERYDAY: &[&str] = &[
        "DBError",
        "FlowError",
        "InternalServerError",
        "InvalidPassword",
        "OverQuota",
        "SystemError",
        "UnknownError",
    ];
    // Those that SDKs make up are words like `NetworkError`.
    EVERYDAY.contains(&code.as_str()) || ErrorCode::CLIENT.contains(&code)
}

/// Whether the code is one only within a record: a number of API 2.0, or a word that object storage
/// has in common with every other storage, such as `NoSuchKey`.
fn is_in_records_only(code: ErrorCode) -> bool {
    is_number(code) || code.products() == [Product::COS]
}

fn is_number(code: ErrorCode) -> bool {
    code.as_str().starts_with(|c: char| c.is_ascii_digit())
}

/// Whether the word is a name in source code: `class InternalError`, `catch (InternalError e)`,
/// `import { InternalError } from`, `<div class="InternalError">`.
fn is_source_code(text: &[u8], start: usize, end: usize) -> bool {
    /// With one of these directly before it, the word names a class.
    const BEFORE: &[&[u8]] = &[
        b"catch",
        b"class",
        b"def",
        b"enum",
        b"except",
        b"extends",
        b"func",
        b"fn",
        b"implements",
        b"import",
        b"instanceof",
        b"interface",
        b"new",
        b"raise",
        b"rescue",
        b"struct",
        b"throw",
        b"throws",
        b"trait",
        b"type",
    ];
    /// A line that starts with one of these is a line of source code.
    const STARTS: &[&[u8]] = &[
        b"abstract ",
        b"catch ",
        b"class ",
        b"const ",
        b"enum ",
        b"except ",
        b"export ",
        b"final ",
        b"from ",
        b"import ",
        b"interface ",
        b"let ",
        b"private ",
        b"protected ",
        b"public ",
        b"rescue ",
        b"static ",
        b"struct ",
        b"throws ",
        b"use ",
        b"var ",
        b"} catch ",
    ];
    let line_start = start.saturating_sub(NEAR);
    let line_start = memchr::memrchr(b'\n', &text[line_start..start])
        .map_or(line_start, |newline| line_start + newline + 1);
    let line = text[line_start..start].trim_ascii_start();
    let before = line.trim_ascii_end();
    let before = before.strip_suffix(b"(").unwrap_or(before).trim_ascii_end();
    let has_keyword_before = BEFORE.iter().any(|keyword| {
        before.strip_suffix(*keyword).is_some_and(|rest| {
            rest.last()
                .is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_')
        })
    });
    let is_attribute = memchr::memrchr(b'"', line)
        .is_some_and(|quote| line[..quote].ends_with(b"class=") || line[..quote].ends_with(b"id="));
    has_keyword_before
        || is_attribute
        || STARTS.iter().any(|start| line.starts_with(start))
        || text[end..].starts_with(b");")
        || text[end..].starts_with(b") {")
}

fn trim_end<'t>(mut text: &'t [u8], bytes: &[u8]) -> &'t [u8] {
    while let Some((last, rest)) = text.split_last() {
        if !bytes.contains(last) {
            break;
        }
        text = rest;
    }
    text
}

fn is_known(code: &str) -> bool {
    code.contains('.') && ErrorCode::lookup(code).is_some()
}

/// The letters, digits, underscores and dots up to this place.
fn token_before(text: &[u8], end: usize) -> &str {
    let is_part = |b: &&u8| b.is_ascii_alphanumeric() || matches!(**b, b'_' | b'.');
    let len = text[..end]
        .iter()
        .rev()
        .take(LONGEST)
        .take_while(is_part)
        .count();
    std::str::from_utf8(&text[end - len..end]).unwrap_or_default()
}

/// Whether the code is one that new members are expected of: it heads a family, or every product
/// may answer with it.
fn is_family(code: ErrorCode) -> bool {
    let next = ErrorCode::ALL.get(code as usize + 1);
    let has_members = next.is_some_and(|next| {
        let rest = next.as_str().strip_prefix(code.as_str());
        rest.is_some_and(|rest| rest.starts_with('.'))
    });
    has_members || ErrorCode::COMMON.contains(&code)
}

/// Whether an unknown code is a member of a known family: `InvalidParameterValue.BrandNew`, but
/// not `InternalError.java`.
fn is_new_member(code: &str) -> bool {
    /// What stands behind the name of a class, not of a family.
    const CLASS_PARTS: &[&str] = &[
        "Builder",
        "Class",
        "Companion",
        "Factory",
        "Handler",
        "Impl",
        "Serializer",
        "Test",
        "Tests",
    ];
    let Some((family, rest)) = code.split_once('.') else {
        return false;
    };
    let is_part = |part: &str| {
        part.len() >= 2
            && part.starts_with(|c: char| c.is_ascii_uppercase())
            && !CLASS_PARTS.contains(&part)
    };
    // `INTERNAL.LOG`: an ending in capitals.
    let is_ending = |part: &str| part.len() <= 4 && part.bytes().all(|b| b.is_ascii_uppercase());
    ErrorCode::lookup(family).is_some_and(is_family)
        && rest.split('.').count() <= 2
        && rest.split('.').all(is_part)
        && !rest.rsplit('.').next().is_some_and(is_ending)
}

/// Whether the catalog says anything of the code.
fn has_class(code: &str) -> bool {
    !code.is_empty() && WireCode::new(code).class().is_some()
}

/// Whether the text has the form of a code.
fn is_well_formed(code: &str) -> bool {
    code.starts_with(|c: char| c.is_ascii_uppercase())
        && code.len() >= 3
        && code
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_'))
}

/// The letters, digits, underscores and dots at this place.
fn token(text: &[u8], start: usize) -> &str {
    let is_part = |b: &&u8| b.is_ascii_alphanumeric() || matches!(**b, b'_' | b'.');
    let len = text[start..]
        .iter()
        .take(LONGEST)
        .take_while(is_part)
        .count();
    std::str::from_utf8(&text[start..start + len]).unwrap_or_default()
}

/// The text behind the first of the prefixes that it has.
fn strip<'t>(text: &'t [u8], prefixes: &[&[u8]]) -> Option<&'t [u8]> {
    prefixes
        .iter()
        .find_map(|prefix| text.strip_prefix(*prefix))
}
