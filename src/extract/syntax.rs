//! The small parts of what is written around a code, in whatever notation: quotes, blanks, colors,
//! separators. A text may be in another text (JSON in JSON, in HTML, in a URL), so each of these has
//! several spellings.

use super::bytes::{find, find_byte, find_byte_back, has_byte, word_len};

/// The longest text between quotes.
const LONGEST: usize = 64 * 1024;
/// More backslashes than this before a quote are of no JSON in JSON in JSON.
const MOST_SLASHES: usize = 31;

/// A quote, as it is spelled where it was found.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Quote {
    /// `"`, `'`, with so many backslashes before it.
    Byte(u8, usize),
    /// `&quot;`, `%22`, `\u0022`.
    Spelled(&'static [u8]),
}

const SPELLED: [&[u8]; 12] = [
    b"&quot;",
    b"&amp;quot;",
    b"&#34;",
    b"&#39;",
    b"&#x22;",
    b"&#x27;",
    b"&apos;",
    b"%22",
    b"%27",
    b"\\u0022",
    // What nginx writes.
    b"\\x22",
    b"\\x27",
];

impl Quote {
    /// The quote that ends here.
    pub(super) fn before(text: &[u8], end: usize) -> Option<Self> {
        let text = text.get(..end)?;
        let last = *text.last()?;
        if is_quote(last) {
            return Some(Self::Byte(last, slashes_before(text, end - 1)));
        }
        if !matches!(last, b';' | b'2' | b'7') {
            return None;
        }
        let spelled = SPELLED.iter().find(|spelled| text.ends_with(spelled))?;
        Some(Self::Spelled(spelled))
    }

    /// The quote that starts here, and where what it quotes starts.
    #[inline]
    pub(super) fn at(text: &[u8], start: usize) -> Option<(Self, usize)> {
        match *text.get(start)? {
            byte if is_quote(byte) => Some((Self::Byte(byte, 0), start + 1)),
            b'\\' | b'&' | b'%' => Self::at_escape(text, start),
            _ => None,
        }
    }

    fn at_escape(text: &[u8], start: usize) -> Option<(Self, usize)> {
        let rest = text.get(start..)?;
        let slashes = rest
            .iter()
            .take(MOST_SLASHES)
            .take_while(|b| **b == b'\\')
            .count();
        match rest.get(slashes) {
            Some(&byte) if is_quote(byte) => Some((Self::Byte(byte, slashes), start + slashes + 1)),
            _ => {
                let spelled = SPELLED.iter().find(|spelled| rest.starts_with(spelled))?;
                Some((Self::Spelled(spelled), start + spelled.len()))
            }
        }
    }

    pub(super) const fn len(self) -> usize {
        match self {
            Self::Byte(_, slashes) => slashes + 1,
            Self::Spelled(text) => text.len(),
        }
    }

    /// Where the quote is that ends the text which starts here.
    pub(super) fn close(self, text: &[u8], from: usize) -> Option<usize> {
        let limit = text.len().min(from + LONGEST);
        match self {
            Self::Spelled(spelled) => {
                let rest = text.get(from..limit)?;
                Some(from + find(rest, spelled, 0)?)
            }
            // Within a text each level of JSON doubles the backslashes and adds one for a quote, so
            // the number before a quote tells whether it is the one that ends the text.
            Self::Byte(byte, outer) => {
                let period = (outer + 1) * 2;
                let mut at = from;
                loop {
                    at += find_byte(text.get(at..limit)?, byte)?;
                    // Most often there is no backslash at all.
                    if outer == 0 && (at == from || text.get(at - 1) != Some(&b'\\')) {
                        return Some(at);
                    }
                    let slashes = slashes_before(text.get(from..)?, at - from);
                    if slashes % period == outer {
                        return Some(at - outer);
                    }
                    at += 1;
                }
            }
        }
    }

    /// Whether this quote stands here.
    pub(super) fn is_at(self, text: &[u8], at: usize) -> bool {
        match self {
            Self::Byte(byte, slashes) => {
                let rest = text.get(at..).unwrap_or_default();
                rest.get(slashes) == Some(&byte)
                    && rest.iter().take(slashes).all(|byte| *byte == b'\\')
            }
            Self::Spelled(spelled) => text.get(at..).is_some_and(|rest| rest.starts_with(spelled)),
        }
    }
}

const fn is_quote(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'`')
}

pub(super) fn slashes_before(text: &[u8], end: usize) -> usize {
    let before = text.get(..end).unwrap_or_default();
    before
        .iter()
        .rev()
        .take(MOST_SLASHES)
        .take_while(|b| **b == b'\\')
        .count()
}

/// The place behind blanks, line ends, colors and the bars of boxes.
#[inline]
pub(super) fn skip(text: &[u8], at: usize) -> usize {
    match text.get(at) {
        Some(b' ' | b'\t' | b'\n' | b'\r' | 0x1b | b'\\' | 0xe2 | b'%' | 0xc2 | b'&') => {
            skip_some(text, at)
        }
        _ => at,
    }
}

fn skip_some(text: &[u8], mut at: usize) -> usize {
    loop {
        let Some(rest) = text.get(at..) else {
            return at;
        };
        let len = match rest {
            [b' ' | b'\t' | b'\n' | b'\r', ..] => 1,
            [0x1b, ..] => sequence_len(rest),
            // An escaped line end or color, in a text in JSON.
            [b'\\', ..] => escape_len(rest),
            // The bar of a box, and the blank that does not break.
            [0xe2, 0x94, 0x82 | 0x83, ..]
            | [b'%', b'2', b'0', ..]
            | [b'%', b'0', b'A' | b'D' | b'9' | b'a' | b'd', ..] => 3,
            [0xc2, 0xa0, ..] => 2,
            [b'&', b'n', b'b', b's', b'p', b';', ..] => 6,
            _ => 0,
        };
        if len == 0 {
            return at;
        }
        at += len;
    }
}

/// The same and, behind a line end, what a tool writes at the start of every line; and whether one
/// did.
#[inline]
pub(super) fn skip_lines(text: &[u8], from: usize) -> (usize, bool) {
    let at = skip(text, from);
    if at > from && has_byte(text.get(from..at).unwrap_or_default(), b'\n') {
        skip_prefixes(text, at)
    } else {
        (at, false)
    }
}

/// The place behind what tools write at the start of every line, and whether there is any.
pub(super) fn skip_prefixes(text: &[u8], mut at: usize) -> (usize, bool) {
    let mut is_any = false;
    loop {
        let len = prefix_len(text.get(at..).unwrap_or_default());
        if len == 0 {
            return (at, is_any);
        }
        is_any = true;
        at = skip(text, at + len);
    }
}

/// The length of what a tool writes at the start of every line: the sign of a quotation, a comment or
/// a list, the time of GitHub Actions, `docker logs -t` and `kubectl logs --timestamps`, the name that docker
/// compose writes.
fn prefix_len(line: &[u8]) -> usize {
    match line {
        [b'>', ..] => 1,
        [b'#' | b'*' | b'-', behind @ ..] if !is_part_of_word(behind) => 1,
        [b'/', b'/', ..] => 2,
        [first, ..] if first.is_ascii_alphanumeric() => match time_len(line) {
            0 => name_len(line),
            len => len,
        },
        _ => 0,
    }
}

fn is_part_of_word(text: &[u8]) -> bool {
    !matches!(text, [] | [b' ' | b'\t' | b'\r' | b'\n', ..])
}

/// `2024-10-21T01:51:42.0000003Z`. Programs that write a time of their own write fewer digits.
fn time_len(line: &[u8]) -> usize {
    const PATTERN: &[u8] = b"0000-00-00T00:00:00.0000000";
    // Told first: the times of most logs have no dot here.
    if line.get(19) != Some(&b'.') {
        return 0;
    }
    let is_time = line.get(..PATTERN.len()).is_some_and(|start| {
        let mut pairs = start.iter().zip(PATTERN);
        pairs.all(|(byte, like)| match like {
            b'0' => byte.is_ascii_digit(),
            _ => byte == like,
        })
    });
    let len = PATTERN.len();
    match line.get(len..) {
        Some([b'Z', behind @ ..]) if is_time && !is_part_of_word(behind) => len + 1,
        Some([a, b, b'Z', behind @ ..])
            if is_time && a.is_ascii_digit() && b.is_ascii_digit() && !is_part_of_word(behind) =>
        {
            len + 3
        }
        _ => 0,
    }
}

/// `web-1  |`, with a blank behind it or in a color.
fn name_len(line: &[u8]) -> usize {
    const LONGEST: usize = 64;
    let name = word_len(line.get(..LONGEST).unwrap_or(line));
    let behind = line.get(name..).unwrap_or_default();
    let blanks = behind.iter().take(LONGEST).take_while(|b| **b == b' ');
    let len = name + blanks.count();
    match line.get(len..) {
        Some([b'|', 0x1b, ..]) if len > name => len + 1,
        Some([b'|', behind @ ..]) if len > name && !is_part_of_word(behind) => len + 1,
        _ => 0,
    }
}

/// A comma or a bracket, and its length: in a URL it is spelled `%2C`.
#[inline]
pub(super) fn punctuation(text: &[u8], at: usize) -> Option<(u8, usize)> {
    match *text.get(at)? {
        b'%' => Some(escaped_punctuation(text, at)),
        byte => Some((byte, 1)),
    }
}

fn escaped_punctuation(text: &[u8], at: usize) -> (u8, usize) {
    match text.get(at + 1..) {
        Some([b'2', b'C' | b'c', ..]) => (b',', 3),
        Some([b'7', b'B' | b'b', ..]) => (b'{', 3),
        Some([b'7', b'D' | b'd', ..]) => (b'}', 3),
        Some([b'5', b'B' | b'b', ..]) => (b'[', 3),
        Some([b'5', b'D' | b'd', ..]) => (b']', 3),
        _ => (b'%', 1),
    }
}

/// The length of what a terminal takes for an order, at the start of the text: a color `ESC[31m`, the end
/// of a line `ESC[K`, letters `ESC(B`, a link `ESC]8;;…ESC\`.
fn sequence_len(text: &[u8]) -> usize {
    /// So long may the text of a link be.
    const LONGEST: usize = 512;
    match text.get(1..) {
        Some([b'[', rest @ ..]) => {
            let parts = rest
                .iter()
                .take(32)
                .take_while(|b| matches!(b, b' '..=b'?'));
            let len = parts.count();
            match rest.get(len) {
                Some(b'@'..=b'~') => len + 3,
                _ => 0,
            }
        }
        Some([b']', rest @ ..]) => {
            let rest = rest.get(..LONGEST).unwrap_or(rest);
            let end = rest.iter().position(|b| matches!(b, 0x07 | 0x1b | b'\n'));
            match end.and_then(|end| Some((end, rest.get(end..)?))) {
                Some((end, [0x07, ..])) => end + 3,
                Some((end, [0x1b, b'\\', ..])) => end + 4,
                _ => 0,
            }
        }
        Some([b' '..=b'/', b'0'..=b'~', ..]) => 3,
        // The end of a link.
        Some([b'\\', ..]) => 2,
        _ => 0,
    }
}

/// Where what a terminal takes for an order ends, if one starts here.
pub(super) fn skip_sequence(text: &[u8], at: usize) -> usize {
    at + text.get(at..).map_or(0, sequence_len)
}

/// The length of an escaped blank or color at the start of the text: `\n`, `\\n`, `\u001b[31m`.
fn escape_len(text: &[u8]) -> usize {
    let slashes = text
        .iter()
        .take(MOST_SLASHES)
        .take_while(|b| **b == b'\\')
        .count();
    let rest = text.get(slashes..).unwrap_or_default();
    if let [b'n' | b'r' | b't', ..] = rest {
        slashes + 1
    } else {
        let escape = [&b"u001b"[..], b"u001B", b"x1b", b"x1B", b"033", b"e"]
            .into_iter()
            .find(|escape| rest.starts_with(escape));
        // What is skipped of the escape but its last byte stands for ESC.
        match escape.map(|escape| slashes + escape.len()) {
            Some(len) if text.get(len) == Some(&b'[') => {
                match sequence_len(text.get(len - 1..).unwrap_or_default()) {
                    0 => 0,
                    color => len - 1 + color,
                }
            }
            _ => 0,
        }
    }
}

/// The end of what is before blanks, line ends, colors and the bars of boxes.
#[inline]
pub(super) fn skip_back(text: &[u8], end: usize) -> usize {
    match end.checked_sub(1).and_then(|last| text.get(last)) {
        Some(
            b' '
            | b'\t'
            | b'\n'
            | b'\r'
            | b'm'
            | b'n'
            | b'r'
            | b't'
            | 0x82
            | 0x83
            | b'0'
            | 0xa0
            | b'A'..=b'Z'
            | b'\\',
        ) => skip_some_back(text, end),
        _ => end,
    }
}

fn skip_some_back(text: &[u8], mut end: usize) -> usize {
    loop {
        let before = text.get(..end).unwrap_or_default();
        let len = match before {
            [.., b' ' | b'\t' | b'\n' | b'\r'] => 1,
            [.., b'm' | b'A'..=b'Z'] | [.., 0x1b, b'\\'] => sequence_len_back(before),
            [.., b'\\', b'n' | b'r' | b't'] => 1 + slashes_before(before, end - 1),
            [.., 0xe2, 0x94, 0x82 | 0x83] | [.., b'%', b'2', b'0'] => 3,
            [.., 0xc2, 0xa0] => 2,
            _ => 0,
        };
        if len == 0 {
            return end;
        }
        end -= len;
    }
}

/// So far back it may start, but for the text of a link.
const LONGEST_SEQUENCE: usize = 40;

/// Where what a terminal takes for an order starts, if this place is in it or directly behind it.
pub(super) fn start_of_sequence(text: &[u8], at: usize) -> usize {
    let near = at.saturating_sub(LONGEST_SEQUENCE);
    let before = text.get(near..at).unwrap_or_default();
    let start = find_byte_back(before, 0x1b).map(|start| near + start);
    start
        .filter(|start| skip_sequence(text, *start) >= at)
        .unwrap_or(at)
}

/// The length of what a terminal takes for an order, and ends here.
pub(super) fn sequence_len_back(text: &[u8]) -> usize {
    match text.len() - start_of_sequence(text, text.len()) {
        0 => escaped_color_len_back(text),
        len => len,
    }
}

/// The length of the color that ends here and is spelled in a text: `\u001b[31m`, `#033[31m`, `^[[31m`.
fn escaped_color_len_back(text: &[u8]) -> usize {
    let (Some(b'm' | b'K'), Some(before)) = (text.last(), text.get(..text.len() - 1)) else {
        return 0;
    };
    let digits = before
        .iter()
        .rev()
        .take(16)
        .take_while(|b| b.is_ascii_digit() || **b == b';')
        .count();
    let before = before.get(..before.len() - digits).unwrap_or_default();
    let Some(before) = before.strip_suffix(b"[") else {
        return 0;
    };
    let plain = [&b"#033"[..], b"^["];
    if let Some(escape) = plain.into_iter().find(|escape| before.ends_with(escape)) {
        return digits + 2 + escape.len();
    }
    let escape = [&b"u001b"[..], b"u001B", b"x1b", b"x1B", b"033", b"e"]
        .into_iter()
        .find(|escape| before.ends_with(escape));
    let Some(escape) = escape else {
        return 0;
    };
    match slashes_before(before, before.len() - escape.len()) {
        0 => 0,
        slashes => digits + 2 + escape.len() + slashes,
    }
}

/// The place behind what separates a name from its value.
pub(super) fn skip_separator(text: &[u8], at: usize) -> Option<usize> {
    let len = match text.get(at..)? {
        [b'=' | b'-', b'>', ..] | [b':', b'=', ..] => 2,
        [b'=' | b':', ..] => 1,
        // A colon of Chinese.
        [0xef, 0xbc, 0x9a, ..] | [b'%', b'3', b'D' | b'd' | b'A' | b'a', ..] => 3,
        _ => return None,
    };
    Some(at + len)
}

/// The end of what is before the separator that ends here.
pub(super) fn skip_separator_back(text: &[u8], end: usize) -> Option<usize> {
    let len = match text.get(..end)? {
        [.., b'=' | b'-', b'>'] | [.., b':', b'='] => 2,
        [.., b'=' | b':'] => 1,
        [.., 0xef, 0xbc, 0x9a] | [.., b'%', b'3', b'D' | b'd' | b'A' | b'a'] => 3,
        _ => return None,
    };
    Some(end - len)
}

/// What is around a name: quotes, the brackets of PHP, the stars of Markdown.
pub(super) fn skip_decoration(text: &[u8], at: usize) -> usize {
    if let Some((_, at)) = Quote::at(text, at) {
        return at;
    }
    let rest = text.get(at..).unwrap_or_default();
    at + rest
        .iter()
        .take(2)
        .take_while(|b| matches!(b, b'[' | b']' | b'*'))
        .count()
}

#[cfg(test)]
mod tests {
    use super::{Quote, skip, skip_back, skip_lines};

    #[test]
    fn quotes_of_all_levels_are_told_apart() {
        let text = br#"\"a \\\"b\\\" c\" d""#;
        let (quote, start) = Quote::at(text, 0).unwrap();
        assert_eq!(quote, Quote::Byte(b'"', 1));
        assert_eq!(quote.close(text, start), Some(15));
        assert_eq!(Quote::before(text, 2), Some(quote));
    }

    #[test]
    fn blanks_are_skipped_both_ways() {
        for blank in [
            " \t\r\n",
            "\x1b[0m\x1b[1;39m",
            "\\n  ",
            "\\\\n",
            "\\u001b[31m",
            "\n│ ",
            "\u{a0}",
        ] {
            let text = [b"a", blank.as_bytes(), b"b"].concat();
            assert_eq!(skip(&text, 1), text.len() - 1, "{blank:?}");
            assert_eq!(skip_back(&text, text.len() - 1), 1, "{blank:?}");
        }
    }
    #[test]
    fn what_is_at_the_start_of_every_line_is_skipped() {
        for prefix in [
            "> ",
            "  > > ",
            "# ",
            " * ",
            "- ",
            "// ",
            "web-1  | ",
            "\x1b[36mweb-1  |\x1b[0m ",
            "2024-10-21T01:51:42.0000003Z ",
            "2024-10-21T01:51:42.000000003Z ",
            "2024-10-21T01:51:42.0000003Z web-1 | ",
        ] {
            let text = format!(",\n{prefix}  code");
            let code = text.len() - 4;
            assert_eq!(skip_lines(text.as_bytes(), 1), (code, true), "{prefix}");
            // In the middle of a line it is something else.
            let at = text.find(prefix).unwrap();
            assert!(!skip_lines(text.as_bytes(), at).1, "{prefix}");
        }
        for line in [
            "code: 'x'",
            "*code*",
            "#code",
            "a|b",
            "2024-10-21T01:51:42.003Z code",
            "2024-10-21 01:51:42 code",
            "level=error | code",
        ] {
            assert_eq!(
                skip_lines(format!("\n{line}").as_bytes(), 0),
                (1, false),
                "{line}"
            );
        }
    }
}
