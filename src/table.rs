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
    /// How many of the rows are codes.
    pub codes: u16,
    /// The most dots that a name has: no longer prefix can be known.
    pub dots: u8,
    /// The seed of the hash.
    pub seed: u64,
    /// One entry a bucket.
    pub displacements: &'static [(u16, u16)],
    /// A power of two, so that the remainder is a mask; at least one entry a name.
    pub slots: &'static [Slot],
}

/// Everything about a code but its text, in the order: start in `names`, start in `prose`, length
/// of the description, of the hint, of the name, of the family, category, retry, reviewed.
#[derive(Clone, Copy, Debug)]
pub struct Row(
    pub u32,
    pub u32,
    pub u16,
    pub u16,
    pub u8,
    pub u8,
    pub Category,
    pub Retry,
    pub bool,
);

/// Where a name stands, so that a hit touches the slot and the text only, in the order: start in
/// `names`, index in `rows`, length, tag of the hash.
#[derive(Clone, Copy, Debug)]
pub struct Slot(pub u32, pub u16, pub u8, pub u8);

impl Slot {
    /// A slot that no name has: the start is behind every text.
    pub const EMPTY: Self = Self(u32::MAX, 0, 0, 0);
}

impl Table {
    /// The code with this text.
    #[inline]
    #[must_use]
    pub fn code(&self, text: &str) -> Option<u16> {
        self.find(text).filter(|&index| index < self.codes)
    }

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
        let hashed = hash(text.as_bytes(), self.seed);
        let bucket = scale(hashed.bucket, self.displacements.len()) as usize;
        let &(d1, d2) = self.displacements.get(bucket)?;
        let slot = displace(hashed, d1.into(), d2.into()) as usize & (self.slots.len() - 1);
        let Slot(start, index, len, tag) = *self.slots.get(slot)?;
        if tag != hashed.tag || usize::from(len) != text.len() {
            return None;
        }
        let start = start as usize;
        let name = self.names.as_bytes().get(start..start + usize::from(len))?;
        (name == text.as_bytes()).then_some(index)
    }

    /// The text of a row.
    #[inline]
    #[must_use]
    pub fn name(&self, index: u16) -> &'static str {
        let row = self.row(index);
        slice(self.names, row.0, usize::from(row.4))
    }

    /// The part of the text before the first dot.
    #[inline]
    #[must_use]
    pub fn family(&self, index: u16) -> &'static str {
        let row = self.row(index);
        slice(self.names, row.0, usize::from(row.5))
    }

    /// The description of a row; empty for a family that is no code.
    #[inline]
    #[must_use]
    pub fn description(&self, index: u16) -> &'static str {
        let row = self.row(index);
        slice(self.prose, row.1, usize::from(row.2))
    }

    /// The hint of a row.
    #[inline]
    #[must_use]
    pub fn hint(&self, index: u16) -> Option<&'static str> {
        let row = self.row(index);
        let hint = slice(self.prose, row.1 + u32::from(row.2), usize::from(row.3));
        (!hint.is_empty()).then_some(hint)
    }

    /// The category of a row.
    #[inline]
    #[must_use]
    pub const fn category(&self, index: u16) -> Category {
        self.row(index).6
    }

    /// The retry class of a row.
    #[inline]
    #[must_use]
    pub const fn retry(&self, index: u16) -> Retry {
        self.row(index).7
    }

    /// Whether somebody has read the meaning of the code and classified it.
    #[inline]
    #[must_use]
    pub const fn is_reviewed(&self, index: u16) -> bool {
        self.row(index).8
    }

    #[inline]
    const fn row(&self, index: u16) -> &'static Row {
        &self.rows[index as usize]
    }
}

/// The generator writes starts and lengths within the text; the empty text stands for a table
/// that it did not write.
#[inline]
fn slice(text: &'static str, start: u32, len: usize) -> &'static str {
    let start = start as usize;
    text.get(start..start + len).unwrap_or_default()
}
