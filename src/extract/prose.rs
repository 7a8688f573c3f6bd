//! What tells a code in prose, or in a log, from the name of a class, a host or a file.

use super::bytes::{code_len, find_byte, find_byte_back, has_byte, is_code_byte};
use super::syntax::{sequence_len_back, skip_sequence};
use crate::error_code::{ErrorCode, TABLE};
use crate::wire::WireCode;

/// The longest text that is taken for a code, in bytes.
pub(super) const LONGEST: usize = 200;
/// So far back a line is looked at, in bytes.
const NEAR: usize = 300;
/// So far back the quote of an attribute may stand.
const NEAR_QUOTE: usize = 64;

/// The letters, digits, underscores and dots at this place.
pub(super) fn token(text: &[u8], start: usize) -> &[u8] {
    let rest = text.get(start..).unwrap_or_default();
    let rest = rest.get(..LONGEST).unwrap_or(rest);
    rest.get(..code_len(rest)).unwrap_or(rest)
}

/// The token without the dots that end a sentence.
pub(super) fn without_dots(mut token: &[u8]) -> &[u8] {
    while let [rest @ .., b'.'] = token {
        token = rest;
    }
    token
}

/// The same up to this place.
fn token_before(text: &[u8], end: usize) -> &[u8] {
    let before = text.get(..end).unwrap_or_default();
    let len = before
        .iter()
        .rev()
        .take(LONGEST)
        .take_while(|b| is_code_byte(**b))
        .count();
    before.get(end - len..).unwrap_or_default()
}

/// Whether a code can start here, by what is before it: not within a word, a path, a host name or a
/// dotted name.
pub(super) fn may_start(text: &[u8], start: usize) -> bool {
    let before = |back: usize| start.checked_sub(back).and_then(|at| text.get(at)).copied();
    let Some(last) = before(1) else {
        return true;
    };
    match last {
        _ if (last.is_ascii_alphabetic() || last == b'\\')
            && sequence_len_back(text.get(..start).unwrap_or_default()) > 0 =>
        {
            true
        }
        // An escaped line end or tab in a text in JSON.
        b'n' | b'r' | b't' if before(2) == Some(b'\\') => true,
        b':' => before(2) != Some(b':'),
        b'/' => {
            let before = token_before(text, start - 1);
            let first = start - 1 - before.len();
            is_known(before) || is_list(text, first, start - 1)
        }
        // Of an escape, all that is within a word here: `%22`, `\x22`, `\u0022`, `\u8bef`.
        _ if last.is_ascii_alphanumeric() => {
            let is_percent = before(3) == Some(b'%') && is_hex(text, start - 2, start);
            let is_unicode = before(5) == Some(b'u')
                && before(6) == Some(b'\\')
                && is_hex(text, start - 4, start);
            let is_hexadecimal = before(3) == Some(b'x')
                && before(4) == Some(b'\\')
                && is_hex(text, start - 2, start);
            is_percent || is_unicode || is_hexadecimal
        }
        _ => !matches!(
            last,
            b'_' | b'.' | b'-' | b'\\' | b'$' | b'@' | b'#' | b'%' | b'~'
        ),
    }
}

fn is_hex(text: &[u8], start: usize, end: usize) -> bool {
    text.get(start..end)
        .is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
}

/// Whether a code can end here: not before a call, a path, a scope, an index or a host name.
pub(super) fn may_end(text: &[u8], start: usize, end: usize, is_certain: bool) -> bool {
    let after = |at: usize| text.get(end + at).copied().unwrap_or(b' ');
    let before = |back: usize| start.checked_sub(back).and_then(|at| text.get(at)).copied();
    let is_opened = before(1) == Some(b'<');
    if is_opened {
        // `<AuthFailure.TokenFailure>`, but not `List<InternalError>` and no element of XML.
        let is_generic = before(2).is_some_and(|b| b.is_ascii_alphanumeric());
        if is_generic || after(0) != b'>' || !is_certain {
            return false;
        }
    }
    match after(0) {
        // `InternalError.DbError(backend)`, but `InternalError("x")` makes one.
        b'(' | b'[' => is_certain,
        b'@' | b'$' => false,
        // What rsyslog writes of a color.
        b'#' => text
            .get(end..)
            .is_some_and(|rest| rest.starts_with(b"#033[")),
        b'/' => is_known(token(text, end + 1)) || is_list(text, start, end),
        0x1b => !is_cut(text, end),
        // `<td>InternalError</td>`, but not `InternalError<T>`.
        b'<' => before(1) == Some(b'>') || matches!(after(1), b'/' | b'b'),
        // Not `Result<User, InternalError>`.
        b'>' => is_opened,
        b':' => after(1) != b':',
        b'\\' => matches!(after(1), b'"' | b'\\' | b'n' | b'r' | b't' | b'u' | b'x'),
        // Java: `InternalError-The text`; a host name goes on in lower case.
        b'-' => !(after(1).is_ascii_lowercase() || after(1).is_ascii_digit() || after(1) == b'>'),
        // A sentence that ends with a code, but not `InternalError.()` or `InternalError..`.
        b'.' => {
            after(1).is_ascii_whitespace()
                || after(1) == b'.' && after(2) == b'.' && after(3).is_ascii_whitespace()
                || !after(1).is_ascii()
                || matches!(
                    after(1),
                    b'"' | b'\'' | b')' | b',' | b'\\' | b'`' | b'<' | 0x1b | b'*'
                )
        }
        _ => true,
    }
}

/// Whether the code is a word that logs of any system use.
pub(super) fn is_everyday_word(code: &[u8]) -> bool {
    const EVERYDAY: [&[u8]; 7] = [
        b"DBError",
        b"FlowError",
        b"InternalServerError",
        b"InvalidPassword",
        b"OverQuota",
        b"SystemError",
        b"UnknownError",
    ];
    EVERYDAY.contains(&code)
}

/// Whether the code is the name of an HTTP status, or one that nearly every API has.
pub(super) fn is_name_of_status(code: &[u8]) -> bool {
    const NAMES: [&[u8]; 3] = [
        b"InvalidRequest",
        b"ServiceUnavailable",
        b"UnsupportedProtocol",
    ];
    NAMES.contains(&code)
}

/// Whether the word is a name in source code: `class InternalError`, `catch (InternalError e)`,
/// `import { InternalError } from`, `<div class="InternalError">`.
///
/// The line starts where it is said, or so far before that it does not matter how.
pub(super) fn is_source_code(text: &[u8], line_start: usize, start: usize, end: usize) -> bool {
    /// A line that starts with one of these is a line of source code.
    const STARTS: [&[u8]; 35] = [
        b"#define ",
        b"abstract ",
        b"case ",
        b"catch ",
        b"class ",
        b"const ",
        b"def ",
        b"enum ",
        b"except ",
        b"export ",
        b"final ",
        b"fn ",
        b"from ",
        b"func ",
        b"impl ",
        b"import ",
        b"interface ",
        b"let ",
        b"override ",
        b"private ",
        b"protected ",
        b"pub ",
        b"public ",
        b"raise ",
        b"rescue ",
        b"sealed ",
        b"static ",
        b"struct ",
        b"throw ",
        b"throws ",
        b"typedef ",
        b"use ",
        b"val ",
        b"var ",
        b"} catch ",
    ];
    let behind = text.get(end..).unwrap_or_default();
    if behind.starts_with(b");") || behind.starts_with(b") {") {
        return true;
    }
    let near = line_start.max(start.saturating_sub(NEAR));
    let line = text.get(near..start).unwrap_or_default().trim_ascii_start();
    // A member of an enumeration: `InternalError = -32603,`.
    if line.is_empty() && behind.starts_with(b" = ") {
        return true;
    }
    // `with pytest.raises(InternalError):`, `Err(InternalError)`
    let is_argument = match line {
        [.., byte, b'E', b'r', b'r', b'('] => !byte.is_ascii_alphanumeric(),
        _ => line.ends_with(b"aises("),
    };
    if is_argument && matches!(behind, [b')' | b',', ..]) {
        return true;
    }
    let before = line.trim_ascii_end();
    let before = before.strip_suffix(b"(").unwrap_or(before).trim_ascii_end();
    let len = before
        .iter()
        .rev()
        .take_while(|byte| byte.is_ascii_lowercase())
        .count();
    let (before, word) = before.split_at(before.len() - len);
    let is_word = !before
        .last()
        .is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    // Directly behind one of these, a word names a class.
    let has_keyword_before = match word {
        b"catch" | b"class" | b"def" | b"enum" | b"except" | b"extends" | b"fn" | b"func"
        | b"implements" | b"import" | b"instanceof" | b"interface" | b"new" | b"object"
        | b"raise" | b"rescue" | b"struct" | b"throw" | b"throws" | b"trait" => is_word,
        b"type" => is_word && !line.contains(&b':'),
        _ => false,
    };
    // A text in quotes is no name: `case "InternalError":`.
    let is_quoted = matches!(line.last(), Some(b'"' | b'\''));
    // Told first, for most lines start otherwise.
    let is_start = || {
        matches!(line.first(), Some(b'a'..=b'z' | b'#' | b'}'))
            && STARTS.iter().any(|start| line.starts_with(start))
    };
    if has_keyword_before || !is_quoted && near == line_start && is_start() {
        return true;
    }
    let line = line
        .get(line.len().saturating_sub(NEAR_QUOTE)..)
        .unwrap_or_default();
    let quote = find_byte_back(line, b'"').and_then(|quote| line.get(..quote));
    quote.is_some_and(|before| before.ends_with(b"class=") || before.ends_with(b"id="))
}

/// The code with this text.
pub(super) fn lookup(code: &[u8]) -> Option<ErrorCode> {
    TABLE.find(code, |code| TABLE.find_unusual(code))
}

/// Whether both words around a slash are codes of the catalog, and they are in no path:
/// `InternalError/LimitExceeded`.
fn is_list(text: &[u8], start: usize, slash: usize) -> bool {
    let first = text.get(start..slash).unwrap_or_default();
    let second = token(text, slash + 1);
    let is_in_path = |at: Option<usize>| at.and_then(|at| text.get(at)) == Some(&b'/');
    lookup(first).is_some()
        && lookup(second).is_some()
        && !is_in_path(start.checked_sub(1))
        && !is_in_path(Some(slash + 1 + second.len()))
}

/// Whether a word goes on behind a color, which marks a part of it.
pub(super) fn is_cut(text: &[u8], end: usize) -> bool {
    let mut at = end;
    while text.get(at) == Some(&0x1b) {
        match skip_sequence(text, at) {
            next if next > at => at = next,
            _ => break,
        }
    }
    at > end && text.get(at).is_some_and(|byte| is_code_byte(*byte))
}

/// Whether this is a code of the catalog that has two parts: no word of anything else.
fn is_known(code: &[u8]) -> bool {
    has_byte(code, b'.') && lookup(code).is_some()
}

/// Whether the catalog says anything of the code.
pub(super) fn has_class(code: &[u8]) -> bool {
    let code = core::str::from_utf8(code).unwrap_or_default();
    !code.is_empty() && WireCode::new(code).category().is_some()
}

/// Whether the text has the form of a code, or of a number that is one.
pub(super) fn is_well_formed(code: &[u8]) -> bool {
    let is_number = (3..=6).contains(&code.len()) && code.iter().all(u8::is_ascii_digit);
    is_number
        || code.len() >= 3
            && code.first().is_some_and(u8::is_ascii_uppercase)
            && code.iter().all(|byte| is_code_byte(*byte))
}

/// Whether an SDK made the code up itself: most of these are words that other programs use, too.
pub(super) fn is_of_client(code: &[u8], known: Option<ErrorCode>) -> bool {
    code.starts_with(b"ClientError.") || known.is_some_and(|code| ErrorCode::CLIENT.contains(&code))
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
pub(super) fn is_new_member(code: &[u8]) -> bool {
    /// What stands behind the name of a class, not of a family.
    const CLASS_PARTS: [&[u8]; 9] = [
        b"Builder",
        b"Class",
        b"Companion",
        b"Factory",
        b"Handler",
        b"Impl",
        b"Serializer",
        b"Test",
        b"Tests",
    ];
    let mut parts = code.split(|byte| *byte == b'.');
    let family = parts.next().unwrap_or_default();
    let mut count = 0;
    let mut last = family;
    for part in parts {
        let is_part = part.len() >= 2
            && part.first().is_some_and(u8::is_ascii_uppercase)
            && !CLASS_PARTS.contains(&part);
        if !is_part {
            return false;
        }
        count += 1;
        last = part;
    }
    // `INTERNAL.LOG`, an ending; `AuthFailure.NOT_ALLOWED`, of an enumeration.
    let is_capital = |byte: &u8| byte.is_ascii_uppercase() || *byte == b'_';
    let is_ending = last.iter().all(is_capital);
    (1..=2).contains(&count) && !is_ending && lookup(family).is_some_and(is_family)
}

/// The code before a sentence that begins without a blank: `ResourceInUse.Please detach it`.
pub(super) fn before_sentence<'t>(code: &'t [u8], behind: &[u8]) -> Option<&'t [u8]> {
    const WORDS: [&[u8]; 12] = [
        b"An", b"Check", b"If", b"It", b"No", b"Please", b"The", b"There", b"This", b"We", b"You",
        b"Your",
    ];
    let dot = code.iter().rposition(|byte| *byte == b'.')?;
    let is_sentence = behind.first().is_some_and(u8::is_ascii_whitespace)
        && WORDS.contains(&code.get(dot + 1..)?);
    code.get(..dot).filter(|_| is_sentence)
}

/// Whether the code is the type of a parameter: `(error: InternalError) -> Self`.
pub(super) fn is_type(text: &[u8], start: usize, end: usize) -> bool {
    const ENDS: [&[u8]; 5] = [b") {", b") -> ", b") => ", b"): ", b");"];
    let behind = text.get(end..).unwrap_or_default();
    let before = text.get(..start).unwrap_or_default();
    before.ends_with(b": ") && ENDS.iter().any(|end| behind.starts_with(end))
}

/// Whether the next quotation has a code, too: `` `ClientError.NetworkError`, `RequestLimitExceeded` ``.
pub(super) fn is_beside_code(text: &[u8], end: usize, quote: usize) -> bool {
    /// So far from the first.
    const FAR: usize = 12;
    let closer = text.get(end..end + quote).unwrap_or_default();
    let start = end + quote;
    let between = text
        .get(start..text.len().min(start + FAR))
        .unwrap_or_default();
    let opener = closer.last().and_then(|byte| find_byte(between, *byte));
    opener.is_some_and(|at| {
        let code = token(text, start + at + 1);
        lookup(code).is_some_and(|known| !is_of_client(code, Some(known)))
    })
}

/// Whether the code is the name of an exception, as AWS answers with.
pub(super) fn is_exception(code: &[u8]) -> bool {
    !has_byte(code, b'.') && (code.ends_with(b"Exception") || code.ends_with(b"Fault"))
}
