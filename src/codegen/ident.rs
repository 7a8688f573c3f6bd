//! Names of variants and files, made from codes in one place.

use core::ops::RangeInclusive;

/// What stands before a name that would begin with a digit, where the tables say nothing else.
pub(super) const NUMBER_PREFIX: &str = "E";

/// The variant for a code: its words, joined, each with a capital first. `AuthFailure.SignatureExpire`
/// becomes `AuthFailureSignatureExpire`. It is empty where the code has nothing that a name may have.
///
/// The table of examples is in `tutorial.md`.
pub(super) fn variant(code: &str, number_prefix: &str) -> String {
    let mut name = String::with_capacity(code.len() + number_prefix.len());
    // `SYS_ERR` and `NOT-FOUND` are written in another convention; `SYSErr` is an abbreviation.
    let is_joint = |c| matches!(c, '_' | '-' | ' ');
    for phrase in code.split(|c| !is_letter_or_digit(c) && !is_joint(c)) {
        let has_joints = phrase.contains(is_joint);
        let number = phrase.strip_prefix('-');
        let mut is_negative =
            number.is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()));
        for word in phrase.split(is_joint) {
            let is_shouted = has_joints && !word.contains(char::is_lowercase);
            let mut chars = word.chars();
            let Some(first) = chars.next() else {
                continue;
            };
            if first.is_ascii_digit() && name.is_empty() {
                name.push_str(number_prefix);
            }
            if core::mem::take(&mut is_negative) {
                name.push_str("Minus");
            } else if first.is_ascii_digit() && name.ends_with(|c: char| c.is_ascii_digit()) {
                // `1.23` is not `12.3`.
                name.push('_');
            }
            name.push(other_case(first, first.to_uppercase()));
            if is_shouted {
                name.extend(chars.map(|c| other_case(c, c.to_lowercase())));
            } else {
                name.extend(chars);
            }
        }
    }
    if is_taken(&name) {
        name.push_str("Code");
    }
    name
}

/// A character in another case, where it is one there, too, and one that names have.
fn other_case(c: char, mut other: impl ExactSizeIterator<Item = char>) -> char {
    let one = other.next().filter(|_| other.len() == 0);
    one.filter(|one| is_letter_or_digit(*one)).unwrap_or(c)
}

/// Whether the text can be the name of a variant, in the form that rustc expects.
pub(super) fn is_variant(name: &str) -> bool {
    let mut before = ' ';
    let mut after = name.chars().skip(1);
    let is_inside = name.chars().all(|c| {
        let is_between_digits = before.is_ascii_digit()
            && after
                .clone()
                .next()
                .is_some_and(|next| next.is_ascii_digit());
        before = c;
        after.next();
        is_letter_or_digit(c) || c == '_' && is_between_digits
    });
    let is_first = |c: char| !c.is_ascii_lowercase() && !c.is_ascii_digit() && c != '_';
    name.starts_with(is_first) && is_inside && !is_taken(name)
}

/// What Rust, and what the enum itself has a use for.
fn is_taken(name: &str) -> bool {
    matches!(name, "Self" | "ALL")
}

/// Whether the text can be the name of the enum.
pub(super) fn is_type(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_alphanumeric())
        && name != "Self"
}

/// Letters that a name may have in Rust, and which no form of Unicode writes in another way: two names
/// that differ here differ for rustc.
const LETTERS: [RangeInclusive<char>; 23] = [
    // Latin
    '\u{c0}'..='\u{d6}',
    '\u{d8}'..='\u{f6}',
    '\u{f8}'..='\u{148}',
    '\u{14a}'..='\u{17e}',
    '\u{1a0}'..='\u{1a1}',
    '\u{1af}'..='\u{1b0}',
    '\u{218}'..='\u{21b}',
    '\u{1ea0}'..='\u{1ef9}',
    // Greek
    '\u{388}'..='\u{38a}',
    '\u{38e}'..='\u{3a1}',
    '\u{3a3}'..='\u{3ce}',
    // Cyrillic
    '\u{400}'..='\u{481}',
    '\u{48a}'..='\u{52f}',
    // Hebrew and Arabic
    '\u{5d0}'..='\u{5ea}',
    '\u{620}'..='\u{63f}',
    '\u{641}'..='\u{64a}',
    // Japanese
    '\u{3041}'..='\u{3096}',
    '\u{30a1}'..='\u{30fa}',
    '\u{30fc}'..='\u{30fc}',
    // Chinese
    '\u{3400}'..='\u{4dbf}',
    '\u{4e00}'..='\u{9ffc}',
    '\u{20000}'..='\u{2a6d6}',
    // Korean
    '\u{ac00}'..='\u{d7a3}',
];

fn is_letter_or_digit(c: char) -> bool {
    c.is_ascii_alphanumeric() || !c.is_ascii() && LETTERS.iter().any(|range| range.contains(&c))
}

/// A type name in snake case, for the file: `ErrorCode` becomes `error_code`.
pub(super) fn snake(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 4);
    for (i, c) in name.char_indices() {
        if c.is_ascii_uppercase() {
            if i > 0 {
                snake.push('_');
            }
            snake.push(c.to_ascii_lowercase());
        } else {
            snake.push(c);
        }
    }
    snake
}

/// The constant for a product, by its name.
pub(super) fn constant(product: &str) -> String {
    product.replace('-', "_").to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_joined() {
        for (code, name) in [
            ("InternalError", "InternalError"),
            (
                "FailedOperation.DeleteTrigger.UrlUsed",
                "FailedOperationDeleteTriggerUrlUsed",
            ),
            ("InvalidParameter.fFowIds", "InvalidParameterFFowIds"),
            (
                "InvalidParameter.InvalidParameter_ColumnType",
                "InvalidParameterInvalidParameterColumnType",
            ),
            ("FailedOperation.DBError", "FailedOperationDBError"),
            // Both need a name of their own: the generator says so.
            ("InternalError.", "InternalError"),
            ("1.23", "E1_23"),
            ("12.3", "E12_3"),
            ("E1.2a", "E1_2a"),
            ("1-2", "E1_2"),
            ("Busy.-1", "BusyMinus1"),
            ("Busy--1", "Busy1"),
            ("-a", "A"),
            ("ALL", "ALLCode"),
            ("+", ""),
            ("_", ""),
            ("ß", "ß"),
        ] {
            assert_eq!(variant(code, NUMBER_PREFIX), name, "{code}");
        }
        assert_eq!(variant("4000", "Code"), "Code4000");
        assert_eq!(variant("-4000", "Code"), "CodeMinus4000");
    }

    /// The table in the documentation is the rule.
    #[test]
    fn the_examples_of_the_documentation_hold() {
        let tutorial = include_str!("tutorial.md");
        let (_, table) = tutorial.split_once("| code | variant |").unwrap();
        let rows = table
            .lines()
            .skip(2)
            .take_while(|line| line.starts_with('|'));
        let mut count = 0;
        for row in rows {
            let cells: Vec<_> = row.split('`').collect();
            assert_eq!(variant(cells[1], NUMBER_PREFIX), cells[3], "{row}");
            assert!(is_variant(cells[3]), "{row}");
            count += 1;
        }
        assert!(count > 10);
    }

    #[test]
    fn variants_are_camel_case() {
        for name in ["A1", "E1_23", "Ä", "余额"] {
            assert!(is_variant(name), "{name}");
        }
        for name in [
            "", "1A", "a", "A_B", "A_1", "A1_", "_1", "Self", "ALL", "A b", "A-",
        ] {
            assert!(!is_variant(name), "{name}");
        }
    }

    #[test]
    fn files_are_snake_case() {
        assert_eq!(snake("ErrorCode"), "error_code");
        assert_eq!(snake("Code2"), "code2");
    }

    #[test]
    fn constants_are_upper_case() {
        assert_eq!(constant("cvm"), "CVM");
        assert_eq!(constant("a-b"), "A_B");
    }
}
