//! What may have been meant: the candidate that is nearest to a text.

use alloc::vec::Vec;

/// The candidate that differs least from the text, if it is near enough to be a slip of the pen.
///
/// Letters that differ only in case count as half a slip. A text may have one slip for every three of
/// its bytes.
pub(crate) fn nearest<'a>(
    text: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    const LONGEST: usize = 255;
    if text.len() > LONGEST {
        return None;
    }
    let mut row = Vec::new();
    let mut least = 2 * (text.len().div_ceil(3));
    let mut found = None;
    for candidate in candidates {
        // The lengths alone say that it is further away.
        if candidate == text || 2 * candidate.len().abs_diff(text.len()) > least {
            continue;
        }
        let distance = distance(text.as_bytes(), candidate.as_bytes(), &mut row);
        if distance < least || distance == least && found.is_none() {
            least = distance;
            found = Some(candidate);
        }
    }
    found
}

/// Twice the number of insertions, deletions, replacements and exchanges of neighbors that turn one
/// text into the other; a change of case counts 1.
fn distance(a: &[u8], b: &[u8], rows: &mut Vec<usize>) -> usize {
    let width = b.len() + 1;
    rows.clear();
    rows.resize(3 * width, 0);
    let (mut before, rest) = rows.split_at_mut(width);
    let (mut last, mut next) = rest.split_at_mut(width);
    for (j, cell) in last.iter_mut().enumerate() {
        *cell = 2 * j;
    }
    for (i, x) in a.iter().enumerate() {
        next[0] = 2 * (i + 1);
        for (j, y) in b.iter().enumerate() {
            let replaced = if x == y {
                0
            } else if x.eq_ignore_ascii_case(y) {
                1
            } else {
                2
            };
            let mut cell = (last[j] + replaced).min(last[j + 1] + 2).min(next[j] + 2);
            if i > 0 && j > 0 && a[i - 1] == *y && *x == b[j - 1] {
                cell = cell.min(before[j - 1] + 2);
            }
            next[j + 1] = cell;
        }
        (before, last, next) = (last, next, before);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(a: &str, b: &str) -> usize {
        distance(a.as_bytes(), b.as_bytes(), &mut Vec::new())
    }

    #[test]
    fn slips_are_counted() {
        for (a, b, expected) in [
            ("", "", 0),
            ("", "ab", 4),
            ("ab", "", 4),
            ("abc", "abc", 0),
            ("abc", "abd", 2),
            ("abc", "aBc", 1),
            ("abc", "acb", 2),
            ("abc", "ab", 2),
            ("bc", "abc", 2),
            ("vaildation", "validation", 2),
            ("kitten", "sitting", 6),
        ] {
            assert_eq!(of(a, b), expected, "{a} {b}");
            assert_eq!(of(b, a), expected, "{b} {a}");
        }
    }

    #[test]
    fn the_nearest_is_found_if_it_is_near() {
        let names = ["never", "backoff", "when_ready"];
        assert_eq!(nearest("bakoff", names), Some("backoff"));
        assert_eq!(nearest("Never", names), Some("never"));
        assert_eq!(nearest("whenready", names), Some("when_ready"));
        assert_eq!(nearest("xyz", names), None);
        // Itself is no suggestion.
        assert_eq!(nearest("never", names), None);
        assert_eq!(nearest("", ["", "a"]), None);
        assert_eq!(nearest("a", ["b"]), Some("b"));
        // The first of several.
        assert_eq!(nearest("abcd", ["abce", "abcf"]), Some("abce"));
        assert_eq!(nearest(&"n".repeat(256), [&*"n".repeat(255)]), None);
        assert_eq!(nearest("abcdef", ["abcxyz"]), None);
        assert_eq!(nearest("abcdef", ["abcdxy"]), Some("abcdxy"));
    }
}
