//! Takes the escapes out of a text that was in quotes.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use super::syntax::Quote;

/// The text without the escapes that such quotes around it call for. What is no escape is kept.
pub(super) fn unescape(text: &[u8], quote: Quote) -> Cow<'_, str> {
    let escapes: &[u8] = match quote {
        Quote::Byte(..) => b"\\",
        Quote::Spelled(spelled) => spelled.get(..1).unwrap_or_default(),
    };
    if !text.iter().any(|byte| escapes.contains(byte)) {
        return String::from_utf8_lossy(text);
    }
    let plain = match quote {
        Quote::Byte(_, slashes) => {
            // Each level of JSON doubles the backslashes and adds one.
            let levels = (slashes + 1).trailing_zeros() + 1;
            let mut text = Cow::Borrowed(text);
            for _ in 0..levels {
                text = Cow::Owned(without_backslashes(&text));
            }
            text.into_owned()
        }
        Quote::Spelled(b"%22" | b"%27") => without_percent(text),
        Quote::Spelled(spelled) if spelled.starts_with(b"&") => without_entities(text),
        Quote::Spelled(_) => without_backslashes(text),
    };
    match String::from_utf8(plain) {
        Ok(text) => Cow::Owned(text),
        Err(error) => Cow::Owned(String::from_utf8_lossy(error.as_bytes()).into_owned()),
    }
}

fn push(out: &mut Vec<u8>, c: char) {
    out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
}

fn without_backslashes(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, behind)) = rest.split_first() {
        rest = behind;
        let Some((&escaped, after)) = behind.split_first().filter(|_| byte == b'\\') else {
            out.push(byte);
            continue;
        };
        rest = after;
        match escaped {
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b'"' | b'\'' | b'\\' | b'/' | b'`' => out.push(escaped),
            b'u' => match unicode(after) {
                Some((c, len)) => {
                    push(&mut out, c);
                    rest = after.get(len..).unwrap_or_default();
                }
                None => out.extend_from_slice(b"\\u"),
            },
            _ => out.extend_from_slice(&[b'\\', escaped]),
        }
    }
    out
}

/// The character of `\u` and four digits, or of two such that are a pair, and the length behind the
/// first `\u`.
fn unicode(text: &[u8]) -> Option<(char, usize)> {
    let first = number(text.get(..4)?, 16)?;
    if let Some(c) = char::from_u32(first) {
        return Some((c, 4));
    }
    let second = number(text.get(4..)?.strip_prefix(b"\\u")?.get(..4)?, 16)?;
    let units = [u16::try_from(first).ok()?, u16::try_from(second).ok()?];
    let c = char::decode_utf16(units).next()?.ok()?;
    Some((c, 10))
}

fn number(digits: &[u8], radix: u32) -> Option<u32> {
    let digits = core::str::from_utf8(digits).ok()?;
    // `from_str_radix` takes a sign, too.
    let is_number = digits.bytes().all(|byte| byte.is_ascii_alphanumeric());
    u32::from_str_radix(digits, radix)
        .ok()
        .filter(|_| is_number)
}

fn without_percent(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, behind)) = rest.split_first() {
        rest = behind;
        let escaped = behind.get(..2).and_then(|digits| number(digits, 16));
        match (byte, escaped.and_then(|byte| u8::try_from(byte).ok())) {
            (b'%', Some(byte)) => {
                out.push(byte);
                rest = behind.get(2..).unwrap_or_default();
            }
            (b'+', _) => out.push(b' '),
            _ => out.push(byte),
        }
    }
    out
}

fn without_entities(text: &[u8]) -> Vec<u8> {
    const LONGEST: usize = 10;
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, behind)) = rest.split_first() {
        rest = behind;
        let len = behind.iter().take(LONGEST).position(|byte| *byte == b';');
        let name = len
            .and_then(|len| behind.get(..len))
            .filter(|_| byte == b'&');
        let c = match name {
            Some(b"quot") => Some('"'),
            Some(b"apos") => Some('\''),
            Some(b"amp") => Some('&'),
            Some(b"lt") => Some('<'),
            Some(b"gt") => Some('>'),
            Some(b"nbsp") => Some(' '),
            Some([b'#', b'x' | b'X', digits @ ..]) => number(digits, 16).and_then(char::from_u32),
            Some([b'#', digits @ ..]) => number(digits, 10).and_then(char::from_u32),
            _ => None,
        };
        match (c, name) {
            (Some(c), Some(name)) => {
                push(&mut out, c);
                rest = behind.get(name.len() + 1..).unwrap_or_default();
            }
            _ => out.push(byte),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Quote, unescape};

    #[test]
    fn escapes_are_taken_out() {
        for (text, quote, plain) in [
            (
                r#"a \"b\"\n\u4e2d \ud83d\ude00 \q"#,
                Quote::Byte(b'"', 0),
                "a \"b\"\n中 😀 \\q",
            ),
            (r#"a \\\"b\\\""#, Quote::Byte(b'"', 1), "a \"b\""),
            ("it\\'s", Quote::Byte(b'\'', 0), "it's"),
            ("a%20b+c%", Quote::Spelled(b"%22"), "a b c%"),
            (
                "&lt;a&gt; &#39;&amp;&#x4e2d; & co",
                Quote::Spelled(b"&quot;"),
                "<a> '&中 & co",
            ),
            ("plain", Quote::Byte(b'"', 0), "plain"),
            (r"\u12 \ud83d", Quote::Byte(b'"', 0), r"\u12 \ud83d"),
        ] {
            assert_eq!(unescape(text.as_bytes(), quote), plain, "{text}");
        }
    }
}
