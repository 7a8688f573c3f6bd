//! The generated tables and the lookup over them: one perfect hash for codes and families, one
//! row for each. Nothing here allocates, locks or is built at start.

use crate::actor::Actor;
use crate::category::Category;
use crate::class::{Basis, Class};
use crate::endings::Endings;
use crate::hash::{
    Hashed, Parts, four_parts, hash, hash_ends, hash_parts, is_thorough, three_parts, two_ends,
};
use crate::language::Language;
use crate::retry::Retry;
use crate::window::Window;

/// The longest code or family, in bytes; the rules of the tables see to it.
pub(crate) const MAX_LEN: usize = 255;

/// What the generator writes for one catalog. All of it is constant data.
///
/// A catalog's table is a `const` that refers to statics: so the lookup, where it is inlined in
/// another crate, knows the seed and all sizes, and there is one copy of the data all the same.
#[derive(Clone, Copy, Debug)]
pub struct Table<C: 'static> {
    /// Every code and every family, end to end.
    pub names: &'static &'static str,
    /// Every description and every hint, end to end.
    pub prose: &'static &'static str,
    /// Where each hint starts in the prose (from bit 16), and its length (16 bits). Many codes have the
    /// same.
    pub hints: &'static [u64],
    /// The codes in the order of their text, then the families that are no codes themselves.
    pub rows: &'static [Row],
    /// The rows of the codes whose HTTP status is documented, in order, each with that status.
    pub statuses: &'static [(u16, u16)],
    /// The texts in other languages.
    pub languages: &'static [Texts],
    /// What parts a family from its members, in ASCII; 0 for nothing.
    pub separator: u8,
    /// What the ending of an unknown code says.
    pub endings: Endings,
    /// The seed of the hash.
    pub seed: u64,
    /// One entry a bucket.
    pub displacements: &'static [u16],
    /// A power of two, so that the remainder is a mask; at least one entry a name.
    pub slots: &'static [Slot<C>],
}

/// The texts of a catalog in another language than that of its tables.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    /// The language.
    pub language: Language,
    /// Every description and every hint, end to end.
    pub prose: &'static &'static str,
    /// Where the description of each code starts, and where that of the last one ends.
    pub starts: &'static [u32],
    /// Where the hints are, as in the table, by the same numbers.
    pub hints: &'static [u64],
}

/// Everything about a code but its text, packed into one number, because rustc takes far longer
/// for a table of structs: from the lowest bit, where the name starts (32 bits), where the
/// description starts (32), the length of the description (16), the number of the hint from 1 (16),
/// the lengths of the name (8) and of the family (8), category (4), retry class (3), actor (3) and
/// window (3), these two from 1.
#[derive(Clone, Copy, Debug)]
pub struct Row(pub u128);

/// What is found for a name, in 8 bytes, so that a hit touches the slot and the text only. The code
/// itself is in it: its index would have to be turned into the code by way of another table.
#[derive(Clone, Copy, Debug)]
#[repr(align(8))]
pub struct Slot<C> {
    /// The key that the hash of the name has.
    pub key: u16,
    /// The code; for a family that is no code, some code.
    pub code: C,
    /// Where the name starts; for a family that is no code, the index of its row, with
    /// `FAMILY`: no name starts there, so it is not found where a code is looked for.
    pub start: u32,
}

/// The bit of a start that is the index of a row; names start far below it.
pub(crate) const FAMILY: u32 = 1 << 31;

impl<C: Copy> Slot<C> {
    /// The slots, from one number each: the key from the lowest bit (16 bits), the place of the code in
    /// `codes` (16) and the start (32).
    ///
    /// A code that is written in the source costs rustc a walk through all variants, and another one where
    /// a constant has it. So the source has each code once, in `codes`, and the slots copy it.
    ///
    /// # Panics
    ///
    /// If there are no codes, or if a number is not of this catalog; the compiler says so.
    #[allow(
        clippy::cast_possible_truncation,
        reason = "the parts are cut out of the whole"
    )]
    #[must_use]
    pub const fn unpacked<const N: usize>(packed: &[u64; N], codes: &[C]) -> [Self; N] {
        let mut slots = [Self {
            key: 0,
            code: codes[0],
            start: u32::MAX,
        }; N];
        let mut i = 0;
        while i < N {
            let slot = packed[i];
            slots[i] = Self {
                key: slot as u16,
                code: codes[(slot >> 16) as u16 as usize],
                start: (slot >> 32) as u32,
            };
            i += 1;
        }
        slots
    }
}

/// A slot that no name has, neither of a code nor of a family, packed.
#[allow(dead_code, reason = "the generator packs, the lookup unpacks")]
pub(crate) const EMPTY_SLOT: u64 = (u32::MAX as u64) << 32;

#[allow(
    clippy::cast_possible_truncation,
    reason = "the parts are cut out of the whole"
)]
#[allow(dead_code, reason = "the generator packs, the lookup unpacks")]
mod pack {
    use super::{Actor, Basis, Category, Class, Retry, Row, Window};

    // The bits of a row that hold each of them.
    const _: () = assert!(Category::ALL.len() <= 16 && Retry::ALL.len() <= 8);
    const _: () = assert!(Actor::ALL.len() < 8 && Window::ALL.len() < 8);

    // The numbers that are packed are the places in `ALL`.
    const _: () = {
        let mut i = 0;
        while i < Category::ALL.len() {
            assert!(Category::ALL[i] as usize == i);
            i += 1;
        }
        let mut i = 0;
        while i < Retry::ALL.len() {
            assert!(Retry::ALL[i] as usize == i);
            i += 1;
        }
        let mut i = 0;
        while i < Actor::ALL.len() {
            assert!(Actor::ALL[i] as usize == i);
            i += 1;
        }
        let mut i = 0;
        while i < Window::ALL.len() {
            assert!(Window::ALL[i] as usize == i);
            i += 1;
        }
    };

    // What each number stands for, with room for all that the bits can hold: no look at the bounds.
    const CATEGORIES: [Category; 16] = {
        let mut all = [Category::ALL[0]; 16];
        let mut i = 0;
        while i < Category::ALL.len() {
            all[i] = Category::ALL[i];
            i += 1;
        }
        all
    };
    const RETRIES: [Retry; 8] = {
        let mut all = [Retry::ALL[0]; 8];
        let mut i = 0;
        while i < Retry::ALL.len() {
            all[i] = Retry::ALL[i];
            i += 1;
        }
        all
    };
    const WINDOWS: [Option<Window>; 8] = {
        let mut all = [None; 8];
        let mut i = 0;
        while i < Window::ALL.len() {
            all[i + 1] = Some(Window::ALL[i]);
            i += 1;
        }
        all
    };

    /// A row unpacked.
    pub(crate) struct Unpacked {
        pub(crate) name: u32,
        pub(crate) prose: u32,
        pub(crate) description_len: u16,
        /// From 1; 0 for none.
        pub(crate) hint: u16,
        pub(crate) name_len: u8,
        pub(crate) family_len: u8,
        pub(crate) category: Category,
        pub(crate) retry: Retry,
        pub(crate) actor: Option<Actor>,
        pub(crate) window: Option<Window>,
    }

    impl Row {
        pub(crate) const fn new(fields: &Unpacked) -> Self {
            Self(
                fields.name as u128
                    | (fields.prose as u128) << 32
                    | (fields.description_len as u128) << 64
                    | (fields.hint as u128) << 80
                    | (fields.name_len as u128) << 96
                    | (fields.family_len as u128) << 104
                    | (fields.category as u128) << 112
                    | (fields.retry as u128) << 116
                    | match fields.actor {
                        Some(actor) => (actor as u128 + 1) << 119,
                        None => 0,
                    }
                    | match fields.window {
                        Some(window) => (window as u128 + 1) << 122,
                        None => 0,
                    },
            )
        }

        pub(super) const fn name(self) -> usize {
            self.0 as u32 as usize
        }

        pub(super) const fn prose(self) -> usize {
            (self.0 >> 32) as u32 as usize
        }

        pub(super) const fn description_len(self) -> usize {
            (self.0 >> 64) as u16 as usize
        }

        pub(super) const fn hint(self) -> usize {
            (self.0 >> 80) as u16 as usize
        }

        pub(super) const fn name_len(self) -> usize {
            (self.0 >> 96) as u8 as usize
        }

        pub(super) const fn family_len(self) -> usize {
            (self.0 >> 104) as u8 as usize
        }

        pub(super) const fn class(self, basis: Basis) -> Class {
            Class {
                category: CATEGORIES[(self.0 >> 112) as usize & 15],
                retry: RETRIES[(self.0 >> 116) as usize & 7],
                basis,
                window: WINDOWS[(self.0 >> 122) as usize & 7],
            }
        }

        pub(super) const fn actor(self) -> Option<Actor> {
            match (self.0 >> 119) as usize & 7 {
                0 => None,
                actor => Some(Actor::ALL[actor - 1]),
            }
        }
    }
}

#[allow(unused_imports, reason = "the generator packs, the lookup unpacks")]
pub(crate) use pack::Unpacked;

impl<C: Copy> Table<C> {
    /// The row of the longest prefix of the text, cut at a separator, that is a code or a family. A text
    /// without a separator is tried as it is.
    #[must_use]
    #[inline]
    pub fn prefix(&self, text: &str, find_row: impl Fn(&[u8]) -> Option<u16>) -> Option<u16> {
        if self.separator == 0 {
            return self.longest_family(text.as_bytes());
        }
        // No name is longer than that, and so no prefix that is known.
        let mut prefix = text.as_bytes();
        prefix = prefix.get(..=MAX_LEN).unwrap_or(prefix);
        let Some(mut end) = last(self.separator, prefix) else {
            return find_row(prefix);
        };
        loop {
            prefix = prefix.get(..end)?;
            if let Some(row) = find_row(prefix) {
                return Some(row);
            }
            end = last(self.separator, prefix)?;
        }
    }

    /// The row of the longest family that the text begins with, where nothing parts the two. A family that
    /// is a code, too, does not count: `4` says nothing of `40001`.
    #[inline(never)]
    fn longest_family(&self, text: &[u8]) -> Option<u16> {
        let longest = text.len().min(MAX_LEN);
        let mut prefixes = (1..=longest).rev().filter_map(|len| text.get(..len));
        prefixes.find_map(|prefix| self.find_row_of(prefix, |_| None))
    }

    /// The part of a text before the first separator; without one, the family that the text begins with.
    #[must_use]
    pub fn family_of<'t>(&self, text: &'t str) -> &'t str {
        let len = if self.separator == 0 {
            let row = self.longest_family(text.as_bytes());
            row.map(|row| self.row(row).name_len())
        } else {
            text.bytes().position(|byte| byte == self.separator)
        };
        len.and_then(|len| text.get(..len)).unwrap_or(text)
    }

    /// The row of a code or a family with this text.
    #[inline]
    #[must_use]
    pub fn find_row(&self, text: &[u8], row_of: impl Fn(C) -> u16) -> Option<u16> {
        let len = text.len();
        let row_of = |code| Some(row_of(code));
        // The lengths of nearly all families.
        if let (Some(parts), false) = (three_parts(text), is_thorough(self.seed)) {
            let slot = self.slot(hash_parts(parts, len, self.seed), len)?;
            let (row, name) = self.row_at(slot, len, row_of)?;
            are_same(parts, three_parts(name)?).then_some(row)
        } else if let Some(ends) = two_ends(text) {
            let slot = self.slot(hash_ends(ends, len, self.seed), len)?;
            let (row, name) = self.row_at(slot, len, row_of)?;
            (ends == two_ends(name)?).then_some(row)
        } else {
            self.find_row_of(text, row_of)
        }
    }

    /// The row of a family with this text or, if the function gives one, of a code.
    #[inline(never)]
    fn find_row_of(&self, text: &[u8], row_of: impl Fn(C) -> Option<u16>) -> Option<u16> {
        let slot = self.slot_of_any(text)?;
        let (row, name) = self.row_at(slot, text.len(), row_of)?;
        (name == text).then_some(row)
    }

    /// The row of what is in a slot, and its name, which has the length that the key says.
    #[inline]
    fn row_at(
        &self,
        slot: &Slot<C>,
        len: usize,
        row_of: impl Fn(C) -> Option<u16>,
    ) -> Option<(u16, &'static [u8])> {
        let (row, start) = if slot.start & FAMILY == 0 {
            (row_of(slot.code)?, slot.start as usize)
        } else {
            let row = u16::try_from(slot.start & !FAMILY).ok()?;
            (row, self.rows.get(usize::from(row))?.name())
        };
        Some((row, self.names.as_bytes().get(start..start + len)?))
    }

    /// The code with this text. A text of an unusual length is left to the function, which is to
    /// call [`find_unusual`](Self::find_unusual), out of line.
    #[allow(clippy::inline_always, reason = "measured: see benches/README.md")]
    #[inline(always)]
    #[must_use]
    pub fn find(&self, text: &[u8], unusual: impl Fn(&[u8]) -> Option<C>) -> Option<C> {
        match three_parts(text) {
            Some(parts) if !is_thorough(self.seed) => self.find_parts(text, parts, three_parts),
            _ => unusual(text),
        }
    }

    /// The code with this text of whatever length.
    #[allow(clippy::inline_always, reason = "measured: see benches/README.md")]
    #[inline(always)]
    #[must_use]
    pub fn find_unusual(&self, text: &[u8]) -> Option<C> {
        match four_parts(text) {
            Some(parts) if !is_thorough(self.seed) => self.find_parts(text, parts, four_parts),
            _ => {
                if let Some(ends) = two_ends(text) {
                    let slot = self.slot(hash_ends(ends, text.len(), self.seed), text.len())?;
                    let name = two_ends(self.name_at(slot, text.len())?)?;
                    return (name == ends).then_some(slot.code);
                }
                let slot = self.slot_of_any(text)?;
                (self.name_at(slot, text.len())? == text).then_some(slot.code)
            }
        }
    }

    #[allow(clippy::inline_always, reason = "measured: see benches/README.md")]
    #[inline(always)]
    fn find_parts<const N: usize>(
        &self,
        text: &[u8],
        parts: Parts<'_, N>,
        parts_of: impl Fn(&[u8]) -> Option<Parts<'_, N>>,
    ) -> Option<C> {
        let slot = self.slot(hash_parts(parts, text.len(), self.seed), text.len())?;
        let name = parts_of(self.name_at(slot, text.len())?)?;
        are_same(parts, name).then_some(slot.code)
    }

    fn slot_of_any(&self, text: &[u8]) -> Option<&'static Slot<C>> {
        if text.len() > MAX_LEN {
            return None;
        }
        self.slot(hash(text, self.seed), text.len())
    }

    /// The only slot in which a text of this length, at most [`MAX_LEN`], can be.
    #[inline]
    fn slot(&self, hashed: Hashed, len: usize) -> Option<&'static Slot<C>> {
        let bucket = hashed.bucket(self.displacements.len());
        let displacement = *self.displacements.get(bucket)?;
        let slot = self
            .slots
            .get(hashed.slot(displacement, self.slots.len()))?;
        (slot.key == hashed.key(len)).then_some(slot)
    }

    #[inline]
    fn name_at(&self, slot: &Slot<C>, len: usize) -> Option<&'static [u8]> {
        let start = slot.start as usize;
        self.names.as_bytes().get(start..start + len)
    }

    /// Where the text of a row starts, and how long it is.
    #[cfg(feature = "extract")]
    pub(crate) const fn place(&self, row: usize) -> (usize, usize) {
        let row = self.rows[row];
        (row.name(), row.name_len())
    }

    /// The text of a row.
    #[inline]
    #[must_use]
    pub fn name(&self, index: u16) -> &'static str {
        self.text(self.row(index))
    }

    /// The length of the text of a row.
    #[inline]
    #[must_use]
    pub const fn name_len(&self, index: u16) -> usize {
        self.row(index).name_len()
    }

    /// The part of the text before the first dot.
    #[inline]
    #[must_use]
    pub fn family(&self, index: u16) -> &'static str {
        let row = self.row(index);
        slice(self.names, row.name(), row.family_len())
    }

    /// The description of a row; empty for a family that is no code.
    #[inline]
    #[must_use]
    pub fn description(&self, index: u16) -> &'static str {
        let row = self.row(index);
        slice(self.prose, row.prose(), row.description_len())
    }

    /// The same in another language, if it is there.
    #[must_use]
    pub fn description_in(&self, index: u16, language: Language) -> &'static str {
        let own = self.texts(language).and_then(|texts| {
            let index = usize::from(index);
            let (start, end) = (*texts.starts.get(index)?, *texts.starts.get(index + 1)?);
            texts.prose.get(start as usize..end as usize)
        });
        match own {
            Some(text) if !text.is_empty() => text,
            _ => self.description(index),
        }
    }

    /// The hint of a row.
    #[inline]
    #[must_use]
    pub fn hint(&self, index: u16) -> Option<&'static str> {
        let number = self.row(index).hint().checked_sub(1)?;
        Some(hint_at(self.prose, *self.hints.get(number)?))
    }

    /// The same in another language, if it is there.
    #[must_use]
    pub fn hint_in(&self, index: u16, language: Language) -> Option<&'static str> {
        let number = self.row(index).hint().checked_sub(1)?;
        let own = self
            .texts(language)
            .and_then(|texts| Some(hint_at(texts.prose, *texts.hints.get(number)?)));
        match own {
            Some(text) if !text.is_empty() => Some(text),
            _ => self.hint(index),
        }
    }

    fn texts(&self, language: Language) -> Option<&'static Texts> {
        self.languages
            .iter()
            .find(|texts| texts.language == language)
    }

    /// Who can do something about it.
    #[inline]
    #[must_use]
    pub const fn actor(&self, index: u16) -> Option<Actor> {
        self.row(index).actor()
    }

    /// The class of a row.
    #[inline]
    #[must_use]
    pub const fn class(&self, index: u16, basis: Basis) -> Class {
        self.row(index).class(basis)
    }

    /// The ending of an unknown code whose prefix is this row, and the category that it stands for. It
    /// counts only where the family lets requests be sent again.
    #[inline(never)]
    #[must_use]
    pub fn ending(&self, text: &str, prefix: u16) -> Option<(&'static str, Category)> {
        if !self.class(prefix, Basis::Family).is_retryable() {
            return None;
        }
        let rest = text.as_bytes().get(self.name_len(prefix)..)?;
        let member = match (self.separator, rest) {
            (0, _) => rest,
            (separator, [first, member @ ..]) if *first == separator => member,
            _ => return None,
        };
        self.endings.find(member)
    }

    /// The HTTP status of a row: the documented one, or else the nearest to its category.
    #[must_use]
    pub const fn http_status(&self, index: u16) -> u16 {
        let (mut low, mut high) = (0, self.statuses.len());
        while low < high {
            let middle = low.midpoint(high);
            let (row, status) = self.statuses[middle];
            if row == index {
                return status;
            }
            if row < index {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        self.class(index, Basis::Exact).category.http_status()
    }

    #[inline]
    fn text(&self, row: Row) -> &'static str {
        slice(self.names, row.name(), row.name_len())
    }

    #[inline]
    const fn row(&self, index: u16) -> Row {
        self.rows[index as usize]
    }
}

/// The generator writes starts and lengths within the text; the empty text stands for a table
/// that it did not write.
#[inline]
fn slice(text: &'static str, start: usize, len: usize) -> &'static str {
    text.get(start..start + len).unwrap_or_default()
}

/// The hint at a place: where it starts from bit 16, before that its length.
#[allow(
    clippy::cast_possible_truncation,
    reason = "the parts are cut out of the whole"
)]
#[inline]
fn hint_at(prose: &'static str, place: u64) -> &'static str {
    slice(prose, (place >> 16) as usize, (place & 0xffff) as usize)
}

/// Where the last separator is: eight bytes at a time, for a loop over the bytes takes longer than the
/// rest of the lookup.
#[inline]
fn last(separator: u8, text: &[u8]) -> Option<usize> {
    let mut rest = text;
    while let Some((before, word)) = rest.split_last_chunk() {
        if let Some(at) = last_of(separator, *word) {
            return Some(before.len() + at);
        }
        rest = before;
    }
    match text.first_chunk() {
        // The bytes that are left, and some behind them that are no separators.
        Some(word) => last_of(separator, *word),
        None => rest.iter().rposition(|byte| *byte == separator),
    }
}

#[inline]
fn last_of(separator: u8, word: [u8; 8]) -> Option<usize> {
    const LOWEST: u64 = u64::from_ne_bytes([1; 8]);
    // The last byte is the lowest one.
    let other = u64::from_be_bytes(word) ^ u64::from_ne_bytes([separator; 8]);
    // The highest bit of each byte that is a separator, and perhaps of some above the lowest of these.
    let found = other.wrapping_sub(LOWEST) & !other & LOWEST << 7;
    (found != 0).then(|| 7 - found.trailing_zeros() as usize / 8)
}

/// Compares the parts as a whole: with one branch, not with one for each.
#[allow(
    clippy::cast_possible_truncation,
    reason = "both halves of the number are looked at"
)]
#[inline]
fn are_same<const N: usize>(a: Parts<'_, N>, b: Parts<'_, N>) -> bool {
    let mut difference = 0;
    for (a, b) in a.iter().zip(b) {
        difference |= u128::from_ne_bytes(**a) ^ u128::from_ne_bytes(*b);
    }
    // With `difference == 0`, LLVM compares the parts one by one again.
    difference as u64 | (difference >> 64) as u64 == 0
}

#[cfg(test)]
mod tests {
    use alloc::boxed::Box;
    use alloc::vec;

    use super::{EMPTY_SLOT, Endings, Slot, Table, last};
    use crate::hash::hash;

    #[test]
    fn the_last_separator_is_found_wherever_it_is() {
        for separator in [b'.', b'/', b'-', b':', b'~'] {
            assert_eq!(last(separator, b""), None);
            for len in 1..40 {
                // What is near to a separator, and what has the highest bit.
                let mut text: alloc::vec::Vec<u8> = (0..len)
                    .map(|at| [separator - 1, separator + 1, separator | 0x80, 0][at % 4])
                    .collect();
                assert_eq!(last(separator, &text), None);
                for at in 0..len {
                    text[at] = separator;
                    assert_eq!(last(separator, &text), Some(at), "{len}");
                    text[0] = separator;
                }
            }
        }
    }

    #[test]
    fn an_empty_slot_holds_no_text_not_even_the_empty_one() {
        static EMPTY: [Slot<u8>; 1] = Slot::unpacked(&[EMPTY_SLOT], &[7]);
        // A seed under which the empty text has the key of an empty slot.
        let seed = (0..10_000).find(|seed| hash(b"", *seed).key(0) == EMPTY[0].key);
        let table = Table {
            names: &"Name",
            prose: &"",
            hints: &[],
            rows: &[],
            statuses: &[],
            languages: &[],
            separator: b'.',
            endings: Endings::new(&[]),
            seed: seed.unwrap(),
            displacements: &[1],
            slots: &EMPTY,
        };
        assert_eq!(table.find_unusual(b""), None);
        assert_eq!(table.find_row(b"", u16::from), None);
    }

    /// Nearly every text that is no name has another key, and is never compared: so these are
    /// chosen to have the same.
    #[test]
    fn a_text_that_differs_in_one_byte_only_is_another_one_wherever_it_is() {
        for len in [1, 15, 16, 17, 31, 32, 33, 47, 48, 49, 63, 64, 65] {
            let name = "N".repeat(len);
            let name: &'static str = name.leak();
            let name = Box::leak(Box::new(name));
            let mut is_compared = vec![false; len];
            for seed in (0..16).chain((1 << 63)..(1 << 63) + 16) {
                let key = |text: &[u8]| hash(text, seed).key(len);
                let slot = Slot {
                    key: key(name.as_bytes()),
                    code: 7u8,
                    start: 0,
                };
                let slots = Box::leak(Box::new([slot]));
                let table = Table {
                    names: name,
                    prose: &"",
                    hints: &[],
                    rows: &[],
                    statuses: &[],
                    languages: &[],
                    separator: b'.',
                    endings: Endings::new(&[]),
                    seed,
                    displacements: &[0],
                    slots,
                };
                let find = |text: &[u8]| table.find(text, |text| table.find_unusual(text));
                assert_eq!(find(name.as_bytes()), Some(7));
                for at in 0..len {
                    let mut text = name.as_bytes().to_vec();
                    for byte in (0..=u8::MAX).filter(|byte| *byte != b'N') {
                        text[at] = byte;
                        assert_eq!(find(&text), None, "{len} bytes, another at {at}");
                        is_compared[at] |= key(&text) == slots[0].key;
                    }
                }
            }
            let missed = is_compared.iter().filter(|is_compared| !**is_compared);
            assert_eq!(
                missed.count(),
                0,
                "of {len} bytes, some were never compared"
            );
        }
    }
}
