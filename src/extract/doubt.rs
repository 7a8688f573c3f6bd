//! What stands directly around a code that other systems have, too, and makes it theirs if nothing near it speaks
//! of this cloud: the status of HTTP, which is always 200 here; texts of theirs; the ways of source code.

use core::ops::Range;

use super::bytes::{code_len, find, find_byte, find_byte_back, is_code_byte};
use super::prose::token;

/// So far around a code its line, or its comment, is looked at, in bytes.
const NEAR: usize = 300;
/// So far from a quotation another one may be, and so far into a line a name may start.
const NEAR_QUOTE: usize = 64;

/// Whether a code that other systems may have, too, is likely to be one of theirs.
pub(super) fn is_doubtful(text: &[u8], code: &Range<usize>) -> bool {
    let before = text.get(..code.start).unwrap_or_default();
    let behind = text.get(code.end..).unwrap_or_default();
    let code = text.get(code.clone()).unwrap_or_default();
    // Each way has its own signs directly before and behind the code, and most codes have none of them.
    let is_by_sign_behind = match behind {
        [b':', b' ', rest @ ..] => {
            is_text_of_others(rest)
                || has_status_behind(behind)
                || is_word(rest, code)
                || is_raised(before)
        }
        [b' ' | b'(' | b':' | b'=' | b'>', ..] => has_status_behind(behind),
        _ => false,
    };
    is_by_sign_behind
        || match before {
            [before @ .., quote @ (b'"' | b'\'')] => {
                is_quoted_name(before, *quote, code, behind)
                    || is_reason(before, code)
                    || before.ends_with(b", ") && has_status_before(before)
            }
            [.., b'/', b'/', b' '] => is_documented(code, behind),
            [.., b' ', b'*'] => behind.starts_with(b") ") || behind.starts_with(b" {"),
            [.., b' ' | b'\t' | b':'] => {
                has_status_before(before)
                    || is_member(before, behind)
                    || is_defined(before, code)
                    || before.ends_with(b"ClientError: ")
                    || before.ends_with(b" with error: ")
            }
            _ => false,
        }
        || is_in_row_with_status(before, behind)
}

/// Whether the text behind a code is what AWS, a database or Python says.
fn is_text_of_others(text: &[u8]) -> bool {
    const STARTS: [&[u8]; 12] = [
        b"Cannot exceed quota for ",
        b"Request would have succeeded",
        b"Target group '",
        b"The maximum number of VPCs has ",
        b"The maximum number of addresses has ",
        b"The request must contain the parameter ",
        b"Value (",
        b"You are not authorized to perform this ",
        b"current transaction is aborted",
        b"fileno",
        b"not readable",
        b"not writable",
    ];
    match text {
        // `InternalError: (1054, "Unknown column…`
        [b'(', a, b, c, d, b',', ..] => [a, b, c, d].iter().all(|byte| byte.is_ascii_digit()),
        [first, ..] => {
            let mut starts = STARTS.iter().filter(|start| start.first() == Some(first));
            starts.any(|start| text.starts_with(start))
        }
        [] => false,
    }
}

/// `InternalError: 500`, `InternalError (500)`. Behind a quotation it is what somebody makes of a code:
/// `("InternalError", 500)`.
fn has_status_behind(behind: &[u8]) -> bool {
    let is_sign = |b: &&u8| matches!(**b, b' ' | b':' | b'(' | b'=' | b'>');
    let len = behind.iter().take(4).take_while(is_sign).count();
    starts_with_status(behind.get(len..).unwrap_or_default())
}

/// `400: InvalidParameter`, `HTTP Status: 400 Error:InvalidParameter`, `(400, LimitExceeded, …)`, but not the
/// number of a line: `main.go:404: InvalidParameter`.
fn has_status_before(before: &[u8]) -> bool {
    let (before, openers) = match before {
        [before @ .., b':', b' '] => (before, &b" \t\n(\"'`>"[..]),
        [before @ .., b',', b' '] => (before, &b"("[..]),
        [before @ .., b' ', b'E', b'r', b'r', b'o', b'r', b':'] => (before, &b" "[..]),
        _ => return false,
    };
    let (before, number) = before.split_at(before.len().saturating_sub(3));
    starts_with_status(number) && openers.contains(before.last().unwrap_or(&b'\n'))
}

/// Whether the text starts with a number that is the status of a failure in HTTP.
fn starts_with_status(text: &[u8]) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b".-_".contains(byte);
    match text {
        [b'4' | b'5', b'0'..=b'3', b'0'..=b'9', rest @ ..] => !rest.first().is_some_and(is_part),
        _ => false,
    }
}

/// Whether the code is in a row of a table that has a status, too: `|404|InvalidImage|…`. A status directly
/// behind the code is what somebody makes of it.
fn is_in_row_with_status(before: &[u8], behind: &[u8]) -> bool {
    let is_edge = matches!(
        before,
        [.., b'|'] | [.., b'|', b' ' | b'`'] | [.., b'|', b' ', b'`']
    );
    if !is_edge {
        return false;
    }
    let start = before.len().saturating_sub(NEAR);
    let line = before.get(start..).unwrap_or_default();
    let line = find_byte_back(line, b'\n').map_or(line, |at| line.get(at..).unwrap_or_default());
    let rest = behind.get(..NEAR).unwrap_or(behind);
    let rest = find_byte(rest, b'\n').map_or(rest, |at| rest.get(..at).unwrap_or_default());
    let is_cell = |byte: &u8| *byte == b'|';
    let mut cells = line.split(is_cell).chain(rest.split(is_cell).skip(2));
    cells.any(|cell| starts_with_status(cell.trim_ascii()))
}

/// Whether the line has nothing but a name, as a member of an enumeration or of a list of names is written, or
/// what is matched. Without a blank before it, it may be one of a list in a text.
fn is_member(before: &[u8], behind: &[u8]) -> bool {
    let is_name = match behind {
        [b','] | [b',', b'\n' | b'\r', ..] | [b' ', b'{', ..] => true,
        // `InternalError => …`, `InternalError ErrorCode = iota`
        [b' ', rest @ ..] => {
            let rest = rest.get(code_len(rest)..).unwrap_or_default();
            rest.starts_with(b"=> ") || rest.starts_with(b" = ")
        }
        _ => false,
    };
    // `| InternalError -> 1`; a table has a line behind it, too.
    let is_case = matches!(behind, [] | [b'\n' | b'\r', ..] | [b' ', b'-', b'>', ..])
        || behind.starts_with(b" of ");
    if !is_name && !is_case {
        return false;
    }
    let mut line = before.iter().rev().take(NEAR_QUOTE);
    let mut last = || line.find(|byte| !b" \t".contains(byte));
    match last() {
        None | Some(b'\n') => is_name,
        Some(b'|') => last().is_none_or(|byte| *byte == b'\n'),
        _ => false,
    }
}

/// Whether the text starts with this word.
fn is_word(text: &[u8], word: &[u8]) -> bool {
    let behind = text.strip_prefix(word).and_then(<[u8]>::first);
    behind.is_some_and(|byte| !is_code_byte(*byte))
}

/// Whether the code is what its own name stands for: `Self::InternalError => "InternalError"`,
/// `InternalError: "InternalError"`. A constant may have the name of one of this cloud's codes.
fn is_defined(before: &[u8], code: &[u8]) -> bool {
    let ([name @ .., b' ', b'=', b'>', b' '] | [name @ .., b':', b' ']) = before else {
        return false;
    };
    let before = name.strip_suffix(code);
    before.is_some_and(|before| !before.last().is_some_and(u8::is_ascii_alphanumeric))
}

/// Whether a code in quotes is what its own name stands for, or a type: `'InternalError' | 'Other'`; or
/// the quotation before it, or the next, has the name of an exception, as lists of the codes of AWS have:
/// `'ThrottlingException', 'RequestLimitExceeded'`.
fn is_quoted_name(before: &[u8], quote: u8, code: &[u8], behind: &[u8]) -> bool {
    let Some(behind) = behind.strip_prefix(&[quote]) else {
        return false;
    };
    let is_type = |rest: &[u8]| matches!(rest, [b' ', b'|', b' ', next, ..] if *next == quote);
    if is_type(behind) || matches!(before, [.., last, b' ', b'|', b' '] if *last == quote) {
        return true;
    }
    // Told first: a field is no item of a list.
    if matches!(before, [.., b':' | b'='] | [.., b':' | b'=' | b'>', b' ']) {
        return is_defined(before, code);
    }
    let near = before.get(before.len().saturating_sub(NEAR_QUOTE)..);
    let near = near.unwrap_or_default();
    let last = find_byte_back(near, quote).and_then(|at| near.get(..at));
    let near = behind.get(..NEAR_QUOTE).unwrap_or(behind);
    let next = find_byte(near, quote).map(|at| token(behind, at + 1));
    let mut items = [last, next].into_iter().flatten();
    items.any(|item| item.ends_with(b"Exception"))
}

/// `reason: "InternalError"`, which the status of Kubernetes has.
fn is_reason(before: &[u8], code: &[u8]) -> bool {
    if !matches!(code, b"InternalError" | b"ServiceUnavailable") {
        return false;
    }
    let signs = before.iter().rev().take(6);
    let len = signs.take_while(|byte| b"\"' :\\".contains(byte)).count();
    let name = before.get(..before.len() - len).unwrap_or_default();
    name.ends_with(b"eason")
}

/// Whether a comment is on the name that comes next: `// InternalError means …`, `type InternalError struct`.
fn is_documented(code: &[u8], behind: &[u8]) -> bool {
    const KEYWORDS: [&[u8]; 4] = [b"type ", b"const ", b"var ", b"func "];
    let lines = behind
        .get(..NEAR)
        .unwrap_or(behind)
        .split(|byte| *byte == b'\n');
    let mut lines = lines.skip(1).map(<[u8]>::trim_ascii_start);
    lines
        .find(|line| !line.starts_with(b"//"))
        .is_some_and(|line| {
            let keyword = KEYWORDS
                .iter()
                .find_map(|keyword| line.strip_prefix(*keyword));
            is_word(keyword.unwrap_or(line), code)
        })
}

/// Whether it is in the list of what is raised, in a docstring of Python.
fn is_raised(before: &[u8]) -> bool {
    let near = before.get(before.len().saturating_sub(NEAR)..);
    before.ends_with(b"  ") && find(near.unwrap_or_default(), b"Raises:\n", 0).is_some()
}
