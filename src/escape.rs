//! Untrusted text for terminals and logs.

use alloc::string::String;
use core::fmt;

/// Writes a text with everything that [`char::escape_debug`] escapes as an escape, but for quotes and
/// the backslash: control characters, and what cannot be seen or turns the direction of writing. It
/// honors width and alignment.
pub(crate) struct Escaped<'a>(pub(crate) &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The usual text has nothing to escape.
        if self.0.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            f.pad(self.0)
        } else if f.width().is_none() && f.precision().is_none() {
            write_escaped(f, self.0)
        } else {
            let mut text = String::new();
            write_escaped(&mut text, self.0)?;
            f.pad(&text)
        }
    }
}

fn write_escaped(out: &mut impl fmt::Write, text: &str) -> fmt::Result {
    for (at, c) in text.char_indices() {
        match c {
            '\'' | '"' | '\\' => out.write_char(c)?,
            // A combining mark needs no escape behind the letter that it belongs to.
            _ if at > 0 && is_mark(c) => out.write_char(c)?,
            _ => c.escape_debug().try_for_each(|c| out.write_char(c))?,
        }
    }
    Ok(())
}

/// Whether a character is escaped only because it combines with the one before it.
fn is_mark(c: char) -> bool {
    let mut utf8 = [0; 5];
    utf8[0] = b'a';
    let len = c.encode_utf8(&mut utf8[1..]).len();
    // `str::escape_debug` escapes such a character only where it comes first.
    core::str::from_utf8(&utf8[..=len]).is_ok_and(|text| text.escape_debug().nth(1) == Some(c))
}

/// The same for a text of any length in a message: its start.
pub(crate) struct Shortened<'a>(pub(crate) &'a str);

impl fmt::Display for Shortened<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LONGEST: usize = 60;
        match self.0.char_indices().nth(LONGEST) {
            Some((end, _)) => write!(f, "{}...", Escaped(&self.0[..end])),
            None => Escaped(self.0).fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;
    use alloc::string::ToString as _;

    use super::*;

    #[test]
    fn every_character_is_escaped_as_debug_does_but_quotes_and_the_backslash() {
        for c in '\0'..=char::MAX {
            let expected: String = match c {
                '\'' | '"' | '\\' => c.into(),
                _ => c.escape_debug().collect(),
            };
            let mut utf8 = [0; 4];
            assert_eq!(Escaped(c.encode_utf8(&mut utf8)).to_string(), expected);
        }
    }

    #[test]
    fn text_stays_as_it_is_written() {
        for text in ["", "plain", "余额不足", "e\u{301}", "\"a\\b'"] {
            assert_eq!(Escaped(text).to_string(), text);
        }
        assert_eq!(
            Escaped("a\u{61c}b\n\u{1b}[0m").to_string(),
            r"a\u{61c}b\n\u{1b}[0m"
        );
        assert_eq!(Escaped("\"a\\b'\n").to_string(), "\"a\\b'\\n");
        assert_eq!(Escaped("\u{301}").to_string(), r"\u{301}");
    }

    #[test]
    fn width_and_precision_hold() {
        assert_eq!(format!("{:>5}|", Escaped("ab")), "   ab|");
        assert_eq!(format!("{:<5}|", Escaped("a\n")), "a\\n  |");
        assert_eq!(format!("{:.2}|", Escaped("a\nb")), "a\\|");
    }

    #[test]
    fn a_long_text_is_cut() {
        let sixty = "ä".repeat(60);
        assert_eq!(Shortened(&sixty).to_string(), sixty);
        assert_eq!(Shortened(&(sixty.clone() + "x")).to_string(), sixty + "...");
    }
}
