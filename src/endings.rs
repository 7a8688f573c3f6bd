//! What the ending of an unknown code says, where its family says little.

use crate::category::Category;

/// The endings of a catalog, the longer ones first.
#[derive(Clone, Copy, Debug)]
pub struct Endings {
    /// The last four bytes of all endings: a set that has some others, too.
    tails: [u64; 8],
    list: &'static [(&'static str, Option<Category>)],
}

impl Endings {
    /// A list with the longer endings first, each with its category, or with none where the class of the
    /// family stays.
    #[must_use]
    pub const fn new(list: &'static [(&'static str, Option<Category>)]) -> Self {
        let mut tails = [0; 8];
        let mut i = 0;
        while i < list.len() {
            match list[i].0.as_bytes().last_chunk() {
                Some(tail) => {
                    let (word, bit) = place(*tail);
                    tails[word] |= 1 << bit;
                }
                None => tails = [u64::MAX; 8],
            }
            i += 1;
        }
        Self { tails, list }
    }

    /// Whether the text may have an ending: false for most that have none, and cheap to ask.
    #[inline]
    #[must_use]
    pub fn may_end(&self, text: &[u8]) -> bool {
        text.last_chunk().is_none_or(|tail| {
            let (word, bit) = place(*tail);
            self.tails[word] >> bit & 1 != 0
        })
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

/// The bit of the set that stands for these four bytes, and the word that it is in.
#[inline]
const fn place(tail: [u8; 4]) -> (usize, u32) {
    let hash = u32::from_le_bytes(tail).wrapping_mul(0x9e37_79b9);
    ((hash >> 29) as usize, hash >> 23 & 63)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENDINGS: Endings = Endings::new(&[
        ("NameIsNotExist", None),
        ("NotExist", Some(Category::NotFound)),
        ("Balance", Some(Category::Billing)),
    ]);
    const SHORT: Endings = Endings::new(&[("9", Some(Category::Failed))]);

    #[test]
    fn the_longest_ending_counts_and_something_stands_before_it() {
        let find_in = |endings: Endings, text: &str| {
            let found = endings.find(text.as_bytes()).map(|(ending, _)| ending);
            assert!(found.is_none() || endings.may_end(text.as_bytes()));
            found
        };
        let find = |text| find_in(ENDINGS, text);
        assert_eq!(find("DiskNotExist"), Some("NotExist"));
        assert_eq!(find("NoBalance"), Some("Balance"));
        assert_eq!(find("DiskNameIsNotExist"), None);
        assert_eq!(find("NotExist"), None);
        assert_eq!(find_in(SHORT, "Disk9"), Some("9"));
        assert_eq!(find_in(SHORT, "9"), None);
        assert_eq!(find("NotExistent"), None);
        assert_eq!(find("DiskNotExiste"), None);
        assert_eq!(find("Diskt"), None);
        assert_eq!(find(""), None);
        assert_eq!(find("余额"), None);
        assert_eq!(find_in(Endings::new(&[]), "DiskNotExist"), None);
        assert!(!ENDINGS.may_end(b"FailedOperation.BrandNew"));
    }
}
