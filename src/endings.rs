//! What the ending of an unknown code says, where its family says little.

use crate::category::Category;

/// The endings of a catalog, the longer ones first.
#[derive(Clone, Copy, Debug)]
pub struct Endings {
    /// The last two letters of all endings, so that most texts are done with at once.
    letters: u128,
    /// Whether an ending ends with anything else than a letter, such as a digit.
    others: bool,
    list: &'static [(&'static str, Option<Category>)],
}

impl Endings {
    /// A list with the longer endings first, each with its category, or with none where the class of the
    /// family stays.
    #[must_use]
    pub const fn new(list: &'static [(&'static str, Option<Category>)]) -> Self {
        let (mut letters, mut others) = (0, false);
        let mut i = 0;
        while i < list.len() {
            match list[i].0.as_bytes() {
                [.., a, b] if b.is_ascii_alphabetic() => letters |= bit(*a, *b),
                [b] if b.is_ascii_alphabetic() => letters = u128::MAX,
                _ => others = true,
            }
            i += 1;
        }
        Self {
            letters,
            others,
            list,
        }
    }

    /// Whether the text may have an ending: false for most that have none, and cheap to ask.
    #[inline]
    #[must_use]
    pub fn may_end(&self, text: &[u8]) -> bool {
        match text {
            [.., a, b] if b.is_ascii_alphabetic() => self.letters & bit(*a, *b) != 0,
            _ => self.others,
        }
    }

    /// The longest ending of the text, if something stands before it, and its category.
    #[inline(never)]
    #[must_use]
    pub fn find(&self, text: &[u8]) -> Option<(&'static str, Category)> {
        // Most differ in the last letter, which takes no call to see.
        let is_ending = |ending: &[u8]| {
            ending.last() == text.last() && text.len() > ending.len() && text.ends_with(ending)
        };
        let mut endings = self.list.iter();
        let (ending, category) = endings.find(|(ending, _)| is_ending(ending.as_bytes()))?;
        Some((ending, (*category)?))
    }
}

const fn bit(a: u8, b: u8) -> u128 {
    1 << (u16::from_be_bytes([a, b]).wrapping_mul(0x9e37) >> 9)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENDINGS: Endings = Endings::new(&[
        ("NameIsNotExist", None),
        ("NotExist", Some(Category::NotFound)),
        ("Balance", Some(Category::Billing)),
        ("9", Some(Category::Failed)),
    ]);

    #[test]
    fn the_longest_ending_counts_and_something_stands_before_it() {
        let find = |text: &str| {
            let found = ENDINGS.find(text.as_bytes()).map(|(ending, _)| ending);
            assert!(found.is_none() || ENDINGS.may_end(text.as_bytes()));
            found
        };
        assert_eq!(find("DiskNotExist"), Some("NotExist"));
        assert_eq!(find("NoBalance"), Some("Balance"));
        assert_eq!(find("DiskNameIsNotExist"), None);
        assert_eq!(find("NotExist"), None);
        assert_eq!(find("Disk9"), Some("9"));
        assert_eq!(find("9"), None);
        assert_eq!(find("NotExistent"), None);
        assert_eq!(find("DiskNotExiste"), None);
        assert_eq!(find("Diskt"), None);
        assert_eq!(find(""), None);
        assert_eq!(find("余额"), None);
        assert_eq!(Endings::new(&[]).find(b"DiskNotExist"), None);
    }
}
