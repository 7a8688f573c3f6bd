//! What the ending of an unknown code says, where its family says little.

use crate::category::Category;

/// The endings of a catalog, the longer ones first.
#[derive(Clone, Copy, Debug)]
pub struct Endings {
    /// Which last letters an ending has, so that most texts are done with at once.
    letters: u32,
    list: &'static [(&'static str, Option<Category>)],
}

impl Endings {
    /// A list with the longer endings first, each with its category, or with none where the class of the
    /// family stays.
    #[must_use]
    pub const fn new(list: &'static [(&'static str, Option<Category>)]) -> Self {
        let mut letters = 0;
        let mut i = 0;
        while i < list.len() {
            let ending = list[i].0.as_bytes();
            letters |= bit(ending[ending.len() - 1]);
            i += 1;
        }
        Self { letters, list }
    }

    /// The longest ending of the text, if something stands before it, and its category.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<(&'static str, Category)> {
        if self.letters & bit(*text.as_bytes().last()?) == 0 {
            return None;
        }
        let is_ending = |ending: &str| text.len() > ending.len() && text.ends_with(ending);
        let (ending, category) = self.list.iter().find(|(ending, _)| is_ending(ending))?;
        Some((ending, (*category)?))
    }
}

const fn bit(letter: u8) -> u32 {
    1 << (letter & 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENDINGS: Endings = Endings::new(&[
        ("NameIsNotExist", None),
        ("NotExist", Some(Category::NotFound)),
        ("Balance", Some(Category::Billing)),
    ]);

    #[test]
    fn the_longest_ending_counts_and_something_stands_before_it() {
        let find = |text| ENDINGS.find(text).map(|(ending, _)| ending);
        assert_eq!(find("DiskNotExist"), Some("NotExist"));
        assert_eq!(find("NoBalance"), Some("Balance"));
        assert_eq!(find("DiskNameIsNotExist"), None);
        assert_eq!(find("NotExist"), None);
        assert_eq!(find("NotExistent"), None);
        assert_eq!(find("DiskNotExiste"), None);
        assert_eq!(find("Diskt"), None);
        assert_eq!(find(""), None);
        assert_eq!(find("余额"), None);
        assert_eq!(Endings::new(&[]).find("DiskNotExist"), None);
    }
}
