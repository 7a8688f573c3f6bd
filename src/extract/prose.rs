//! What tells a code in prose, or in a log, from the name of a class, a host or a file.

use super::bytes::{find_byte_back, is_code_byte};
use super::syntax::color_len_back;
use crate::code::ErrorCode;
use crate::wire::{Basis, WireCode};

/// The longest text that is taken for a code, in bytes.
pub(super) const LONGEST: usize = 200;
/// So far back a line is looked at, in bytes.
const NEAR: usize = 300;

/// The letters, digits, underscores and dots at this place.
pub(super) fn token(text: &[u8], start: usize) -> &str {
    let rest = text.get(start..).unwrap_or_default();
    let len = rest.iter().take(LONGEST).take_while(|b| is_code_byte(**b)).count();
    core::str::from_utf8(rest.get(..len).unwrap_or_default()).unwrap_or_default()
}

/// The same up to this place.
fn token_before(text: &[u8], end: usize) -> &str {
    let before = text.get(..end).unwrap_or_default();
    let len = before.iter().rev().take(LONGEST).take_while(|b| is_code_byte(**b)).count();
    core::str::from_utf8(before.get(end - len..).unwrap_or_default()).unwrap_or_default()
}

/// Whether a code can start here, by what is before it: not within a word, a path, a host name or a
/// dotted name.
pub(super) fn may_start(text: &[u8], start: usize) -> bool {
    let before = |back: usize| start.checked_sub(back).and_then(|at| text.get(at)).copied();
    let Some(last) = before(1) else {
        return true;
    };
    match last {
        b'm' if color_len_back(text.get(..start).unwrap_or_default()) > 0 => true,
        // An escaped line end or tab in a text in JSON.
        b'n' | b'r' | b't' if before(2) == Some(b'\\') => true,
        b':' => before(2) != Some(b':'),
        b'/' => is_known(token_before(text, start - 1)),
        // Of an escape, all that is within a word here: `%22`, `\u0022`, `\u8bef`.
        _ if last.is_ascii_alphanumeric() => {
            let is_percent = before(3) == Some(b'%') && is_hex(text, start - 2, start);
            let is_unicode = before(5) == Some(b'u')
                && before(6) == Some(b'\\')
                && is_hex(text, start - 4, start);
            is_percent || is_unicode
        }
        _ => !matches!(last, b'_' | b'.' | b'-' | b'\\' | b'$' | b'@' | b'#' | b'%' | b'~'),
    }
}

fn is_hex(text: &[u8], start: usize, end: usize) -> bool {
    text.get(start..end).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
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
        b'@' | b'$' | b'#' => false,
        b'/' => is_known(token(text, end + 1)),
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
                || !after(1).is_ascii()
                || matches!(after(1), b'"' | b'\'' | b')' | b',' | b'\\' | b'`' | b'<' | 0x1b | b'*')
        }
        _ => true,
    }
}

/// Whether the code is a word that logs of any system use.
pub(super) fn is_everyday_word(code: &str) -> bool {
    const EVERYDAY: [&str; 7] = [
        "DBError",
        "FlowError",
        "InternalServerError",
        "InvalidPassword",
        "OverQuota",
        "SystemError",
        "UnknownError",
    ];
    EVERYDAY.contains(&code)
}

/// Whether the code is the name of an HTTP status, or one that nearly every API has.
pub(super) fn is_name_of_status(code: &str) -> bool {
    const NAMES: [&str; 3] = ["InvalidRequest", "ServiceUnavailable", "UnsupportedProtocol"];
    NAMES.contains(&code)
}

/// Whether the word is a name in source code: `class InternalError`, `catch (InternalError e)`,
/// `import { InternalError } from`, `<div class="InternalError">`.
pub(super) fn is_source_code(text: &[u8], start: usize, end: usize) -> bool {
    /// With one of these directly before it, the word names a class.
    const BEFORE: [&[u8]; 19] = [
        b"catch",
        b"class",
        b"def",
        b"enum",
        b"except",
        b"extends",
        b"fn",
        b"func",
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
    ];
    /// A line that starts with one of these is a line of source code.
    const STARTS: [&[u8]; 22] = [
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
    let behind = text.get(end..).unwrap_or_default();
    if behind.starts_with(b");") || behind.starts_with(b") {") {
        return true;
    }
    let line_start = start.saturating_sub(NEAR);
    let line = text.get(line_start..start).unwrap_or_default();
    let line = match find_byte_back(line, b'\n') {
        Some(newline) => line.get(newline + 1..).unwrap_or_default(),
        None => line,
    };
    let line = line.trim_ascii_start();
    let before = line.trim_ascii_end();
    let before = before.strip_suffix(b"(").unwrap_or(before).trim_ascii_end();
    let has_keyword_before = before.last().is_some_and(u8::is_ascii_lowercase)
        && (before.ends_with(b"type") && !line.contains(&b':')
            || BEFORE.iter().any(|keyword| {
                before.strip_suffix(*keyword).is_some_and(|rest| {
                    rest.last().is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_')
                })
            }));
    if has_keyword_before || STARTS.iter().any(|start| line.starts_with(start)) {
        return true;
    }
    let quote = find_byte_back(line, b'"').and_then(|quote| line.get(..quote));
    quote.is_some_and(|before| before.ends_with(b"class=") || before.ends_with(b"id="))
}

/// Whether this is a code of the catalog that has two parts: no word of anything else.
pub(super) fn is_known(code: &str) -> bool {
    code.contains('.') && ErrorCode::lookup(code).is_some()
}

/// Whether the catalog says anything of the code.
pub(super) fn has_class(code: &str) -> bool {
    !code.is_empty() && WireCode::new(code).basis() != Basis::None
}

/// Whether the text has the form of a code, or of a number that is one.
pub(super) fn is_well_formed(code: &str) -> bool {
    let is_number = (3..=6).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_digit());
    is_number
        || code.len() >= 3
            && code.starts_with(|c: char| c.is_ascii_uppercase())
            && code.bytes().all(is_code_byte)
}

/// Whether an SDK made the code up itself, for a request that got no answer.
pub(super) fn is_of_client(code: &str) -> bool {
    const CODES: [&str; 6] = [
        "ClientNetworkError",
        "ClientParamsError",
        "ClientError",
        "ServerError",
        "ServerNetworkError",
        "ServerSideError",
    ];
    code.starts_with("ClientError.") || CODES.contains(&code)
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
pub(super) fn is_new_member(code: &str) -> bool {
    /// What stands behind the name of a class, not of a family.
    const CLASS_PARTS: [&str; 9] = [
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
    rest.split('.').count() <= 2
        && rest.split('.').all(is_part)
        && !rest.rsplit('.').next().is_some_and(is_ending)
        && ErrorCode::lookup(family).is_some_and(is_family)
}

/// The code before a sentence that begins without a blank: `ResourceInUse.Please detach it`.
pub(super) fn before_sentence<'t>(code: &'t str, behind: &[u8]) -> Option<&'t str> {
    const WORDS: [&str; 12] = [
        "An", "Check", "If", "It", "No", "Please", "The", "There", "This", "We", "You", "Your",
    ];
    let (family, word) = code.rsplit_once('.')?;
    (WORDS.contains(&word) && behind.first().is_some_and(u8::is_ascii_whitespace)).then_some(family)
}
