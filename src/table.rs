//! The generated tables and the lookup over them: one perfect hash for codes and families, one
//! row for each. Nothing here allocates, locks or is built at start.

use crate::category::Category;
use crate::hash::{displace, hash, scale};
use crate::retry::Retry;

/// What the generator writes for one catalog. All of it is constant data.
#[derive(Debug)]
pub struct Table {
    /// Every code and every family, end to end.
    pub names: &'static str,
    /// Every description, each followed by its hint, end to end.
    pub prose: &'static str,
    /// The codes in the order of their text, then the families that are no codes themselves.
    pub rows: &'static [Row],
    /// The most dots that a name has: no longer prefix can be known.
    pub dots: u8,
    /// The seed of the hash.
    pub seed: u64,
    /// One entry a bucket.
    pub displacements: &'static [u32],
    /// A power of two, so that the remainder is a mask; at least one entry a name.
    pub slots: &'static [Slot],
}

/// Everything about a code but its text, packed into one number, because rustc takes far longer
/// for a table of structs: from the lowest bit, where the name starts (32 bits), where the
/// description starts (32), the lengths of the description (16), the hint (16), the name (8) and
/// the family (8), category (4), retry class (3), and whether the code was read (1).
#[derive(Clone, Copy, Debug)]
pub struct Row(pub u128);

/// Where a name stands, so that a hit touches the slot and the text only, packed likewise: where
/// the name starts (32 bits), its index in `rows` (16), its length (8), and the tag of the hash
/// (8).
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
        /// A slot that no name has: the start is behind every text.
        pub const EMPTY: Self = Self(u32::MAX as u64);

        pub(crate) const fn new(start: u32, index: u16, len: u8, tag: u8) -> Self {
            Self(start as u64 | (index as u64) << 32 | (len as u64) << 48 | (tag as u64) << 56)
        }

        pub(super) const fn start(self) -> usize {
            self.0 as u32 as usize
        }

        pub(super) const fn index(self) -> u16 {
            (self.0 >> 32) as u16
        }

        pub(super) const fn tag_and_len(self) -> u64 {
            self.0 >> 48
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
        // No longer prefix can be known than the one with as many dots as a name has.
        let dots = text.bytes().enumerate().filter(|(_, byte)| *byte == b'.');
        let (mut end, _) = dots.take(usize::from(self.dots) + 1).last()?;
        loop {
            let prefix = text.get(..end)?;
            if let Some(index) = self.find(prefix) {
                return Some(index);
            }
            end = prefix.bytes().rposition(|byte| byte == b'.')?;
        }
    }

    /// The row of a code or a family with this text.
    #[inline]
    #[must_use]
    pub fn find(&self, text: &str) -> Option<u16> {
        /// What the length of a name has in its slot.
        const LONGEST: usize = u8::MAX as usize;
        if text.len() > LONGEST {
            return None;
        }
        let hashed = hash(text.as_bytes(), self.seed);
        let bucket = scale(hashed.bucket, self.displacements.len()) as usize;
        let displacement = *self.displacements.get(bucket)?;
        let slot = displace(hashed, displacement) as usize & (self.slots.len() - 1);
        let slot = *self.slots.get(slot)?;
        if slot.tag_and_len() != u64::from(hashed.tag) << 8 | text.len() as u64 {
            return None;
        }
        let start = slot.start();
        let name = self.names.as_bytes().get(start..start + text.len())?;
        (name == text.as_bytes()).then_some(slot.index())
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
