//! The generated tables and the lookup over them: one perfect hash for codes and families, one
//! row for each. Nothing here allocates, locks or is built at start.

use crate::category::Category;
use crate::hash::hash;
use crate::retry::Retry;

/// What the generator writes for one catalog. All of it is constant data.
///
/// A catalog's table is a `const` that refers to statics: so the lookup, where it is inlined in
/// another crate, knows the seed and all sizes, and there is one copy of the data all the same.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Every code and every family, end to end.
    pub names: &'static &'static str,
    /// Every description, each followed by its hint, end to end.
    pub prose: &'static &'static str,
    /// The codes in the order of their text, then the families that are no codes themselves.
    pub rows: &'static [Row],
    /// The seed of the hash.
    pub seed: u64,
    /// One entry a bucket; a power of two.
    pub displacements: &'static [u32],
    /// The tag of each slot, apart from it: 12,000 of them stay in the first cache of a processor,
    /// and decide nearly every miss.
    pub tags: &'static [u8],
    /// A power of two, so that the remainder is a mask; at least one entry a name.
    pub slots: &'static [Slot],
}

/// Everything about a code but its text, packed into one number, because rustc takes far longer
/// for a table of structs: from the lowest bit, where the name starts (32 bits), where the
/// description starts (32), the lengths of the description (16), the hint (16), the name (8) and
/// the family (8), category (4), retry class (3), and whether the code was read (1).
#[derive(Clone, Copy, Debug)]
pub struct Row(pub u128);

/// Where a name stands, so that a hit touches the slot and the text only, packed likewise: its
/// length (8 bits), where it starts (24, for at most 65,000 names of at most 255 bytes), and its
/// index in `rows` (16).
#[derive(Clone, Copy, Debug)]
pub struct Slot(pub u64);

#[allow(
    clippy::cast_possible_truncation,
    reason = "the parts are cut out of the whole"
)]
#[allow(dead_code, reason = "the generator packs, the lookup unpacks")]
mod pack {
    use super::{Category, Retry, Row, Slot};

    impl Slot {
        /// A slot that no name has: it starts behind every text, for even the empty text is not
        /// found.
        pub const EMPTY: Self = Self(0xffff_ff00);

        pub(crate) const fn new(start: u32, index: u16, len: u8) -> Self {
            Self(len as u64 | (start as u64) << 8 | (index as u64) << 32)
        }

        pub(super) const fn len(self) -> usize {
            self.0 as u8 as usize
        }

        pub(super) const fn start(self) -> usize {
            (self.0 as u32 >> 8) as usize
        }

        pub(super) const fn index(self) -> u16 {
            (self.0 >> 32) as u16
        }
    }

    /// A row in its parts.
    pub(crate) struct Parts {
        pub(crate) name: u32,
        pub(crate) prose: u32,
        pub(crate) description_len: u16,
        pub(crate) hint_len: u16,
        pub(crate) name_len: u8,
        pub(crate) family_len: u8,
        pub(crate) category: Category,
        pub(crate) retry: Retry,
        pub(crate) reviewed: bool,
    }

    impl Row {
        pub(crate) const fn new(parts: &Parts) -> Self {
            Self(
                parts.name as u128
                    | (parts.prose as u128) << 32
                    | (parts.description_len as u128) << 64
                    | (parts.hint_len as u128) << 80
                    | (parts.name_len as u128) << 96
                    | (parts.family_len as u128) << 104
                    | (parts.category as u128) << 112
                    | (parts.retry as u128) << 116
                    | (parts.reviewed as u128) << 119,
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

        pub(super) const fn hint_len(self) -> usize {
            (self.0 >> 80) as u16 as usize
        }

        pub(super) const fn name_len(self) -> usize {
            (self.0 >> 96) as u8 as usize
        }

        pub(super) const fn family_len(self) -> usize {
            (self.0 >> 104) as u8 as usize
        }

        pub(super) const fn category(self) -> Category {
            <Category as strum::VariantArray>::VARIANTS[(self.0 >> 112) as usize & 15]
        }

        pub(super) const fn retry(self) -> Retry {
            <Retry as strum::VariantArray>::VARIANTS[(self.0 >> 116) as usize & 7]
        }

        pub(super) const fn is_reviewed(self) -> bool {
            self.0 >> 119 & 1 != 0
        }
    }
}

#[allow(unused_imports, reason = "the generator packs, the lookup unpacks")]
pub(crate) use pack::Parts;

#[allow(dead_code, reason = "the generator packs, the lookup unpacks")]
impl Table {
    /// The longest prefix of the text, cut at a dot, that is a code or a family. The text itself
    /// is not tried.
    #[must_use]
    pub fn prefix(&self, text: &str) -> Option<u16> {
        let text = text.as_bytes();
        // No name is longer than that, and so no prefix that is known.
        let mut prefix = text.get(..256).unwrap_or(text);
        loop {
            let dot = prefix.iter().rposition(|byte| *byte == b'.')?;
            prefix = prefix.get(..dot)?;
            if let Some(index) = self.find(prefix) {
                return Some(index);
            }
        }
    }

    /// The row of a code or a family with this text.
    #[allow(clippy::inline_always, reason = "measured: see benches/README.md")]
    #[inline(always)]
    #[must_use]
    pub fn find(&self, text: &[u8]) -> Option<u16> {
        let hashed = hash(text, self.seed);
        let bucket = hashed.bucket(self.displacements.len());
        let slot = hashed.slot(*self.displacements.get(bucket)?, self.slots.len());
        if *self.tags.get(slot)? != hashed.tag() {
            return None;
        }
        let slot = *self.slots.get(slot)?;
        if slot.len() != text.len() {
            return None;
        }
        let name = self
            .names
            .as_bytes()
            .get(slot.start()..)?
            .get(..text.len())?;
        // The usual lengths in place, and the others out of the way.
        match (halves(name), halves(text)) {
            (Some(name), Some(text)) => same(name, text).then_some(slot.index()),
            _ => found_if_same(slot, name, text),
        }
    }

    /// The text of a row.
    #[inline]
    #[must_use]
    pub fn name(&self, index: u16) -> &'static str {
        let row = self.row(index);
        slice(self.names, row.name(), row.name_len())
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

    /// The hint of a row.
    #[inline]
    #[must_use]
    pub fn hint(&self, index: u16) -> Option<&'static str> {
        let row = self.row(index);
        let start = row.prose() + row.description_len();
        let hint = slice(self.prose, start, row.hint_len());
        (!hint.is_empty()).then_some(hint)
    }

    /// The category of a row.
    #[inline]
    #[must_use]
    pub const fn category(&self, index: u16) -> Category {
        self.row(index).category()
    }

    /// The retry class of a row.
    #[inline]
    #[must_use]
    pub const fn retry(&self, index: u16) -> Retry {
        self.row(index).retry()
    }

    /// Whether somebody has read the meaning of the code and classified it.
    #[inline]
    #[must_use]
    pub const fn is_reviewed(&self, index: u16) -> bool {
        self.row(index).is_reviewed()
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

/// The parts of a text of 16 to 64 bytes that cover it, whatever its length: the first 32 bytes
/// and the last, as far as there are so many.
#[inline]
fn halves(text: &[u8]) -> Option<[&[u8; 16]; 4]> {
    if !(16..=64).contains(&text.len()) {
        return None;
    }
    let half = text.len().min(32);
    let (head, tail) = (text.get(..half)?, text.get(text.len() - half..)?);
    Some([
        head.first_chunk()?,
        head.last_chunk()?,
        tail.first_chunk()?,
        tail.last_chunk()?,
    ])
}

/// Compares without a branch between the parts, which a processor would have to guess.
#[inline]
fn same(a: [&[u8; 16]; 4], b: [&[u8; 16]; 4]) -> bool {
    let difference = |i: usize| u128::from_ne_bytes(*a[i]) ^ u128::from_ne_bytes(*b[i]);
    difference(0) | difference(1) | difference(2) | difference(3) == 0
}

#[inline(never)]
fn found_if_same(slot: Slot, name: &[u8], text: &[u8]) -> Option<u16> {
    (name == text).then_some(slot.index())
}

#[cfg(test)]
mod tests {
    use super::{Slot, Table};
    use crate::hash::hash;

    #[test]
    fn an_empty_slot_holds_no_text_not_even_the_empty_one() {
        for text in ["", "A"] {
            let tag = [hash(text.as_bytes(), 7).tag()];
            let table = Table {
                names: &"Name",
                prose: &"",
                rows: &[],
                seed: 7,
                displacements: &[1],
                tags: alloc::vec::Vec::leak(tag.to_vec()),
                slots: &[Slot::EMPTY],
            };
            assert_eq!(table.find(text.as_bytes()), None, "{text:?}");
        }
    }
}
