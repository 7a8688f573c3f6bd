//! The hash of the code table, read by both sides: the generator places the codes with it, the
//! lookup finds them with it.
//!
//! It reads 8 bytes at a time and folds a 64-bit product, so that it costs a fraction of the
//! `SipHash` that a [`phf::Map`] uses. It need not resist collisions that somebody provokes: the
//! table is fixed, and a text that collides is compared and found to be another one. Reads are
//! little-endian on every target, so the table is the same for all of them.

#![allow(clippy::cast_possible_truncation, reason = "a hash is cut into parts")]

const K0: u64 = 0x9e37_79b9_7f4a_7c15;
const K1: u64 = 0xd1b5_4a32_d192_ed03;

/// What the table is addressed with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hashed {
    /// Chooses the displacement.
    pub(crate) bucket: u32,
    /// Chooses, together with the displacement, the slot.
    pub(crate) f1: u32,
    /// See `f1`.
    pub(crate) f2: u32,
    /// Stands in the slot: a text with another tag needs no comparison.
    pub(crate) tag: u8,
}

/// Hashes a text.
///
/// The products of the parts are added up and do not wait for each other, so a processor works on
/// several at once.
#[inline]
pub(crate) fn hash(text: &[u8], seed: u64) -> Hashed {
    let mut key = seed;
    let mut sum = (text.len() as u64).wrapping_mul(K0);
    let mut rest = text;
    while let Some((chunk, tail)) = rest.split_first_chunk::<16>() {
        sum = sum.wrapping_add(fold(low(chunk) ^ key, high(chunk) ^ K1));
        // Another key for every part: parts that change places make another hash.
        key = key.wrapping_add(K0);
        rest = tail;
    }
    // The last 16 bytes, overlapping: cheaper than a loop over the bytes left.
    let (a, b) = match text.last_chunk::<16>() {
        Some(chunk) => (low(chunk), high(chunk)),
        None => short(text),
    };
    sum = sum.wrapping_add(fold(a ^ key, b ^ K1));
    Hashed {
        bucket: (sum >> 32) as u32,
        f1: sum as u32,
        f2: (sum >> 20) as u32,
        tag: (sum >> 8) as u8,
    }
}

/// The place of a text with the displacement of its bucket, before it is reduced to the number of
/// slots: as `phf_shared::displace`. A displacement is its two numbers, of 16 bits each.
#[inline]
#[allow(dead_code, reason = "only the lookup calls it")]
pub(crate) const fn displace(hashed: Hashed, displacement: u32) -> u32 {
    (displacement >> 16)
        .wrapping_add(hashed.f1.wrapping_mul(displacement & 0xffff))
        .wrapping_add(hashed.f2)
}

/// A number below `end`, in proportion.
#[inline]
pub(crate) const fn scale(number: u32, end: usize) -> u32 {
    ((number as u64 * end as u64) >> 32) as u32
}

#[inline]
fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product as u64) ^ ((product >> 64) as u64)
}

#[inline]
fn low(chunk: &[u8; 16]) -> u64 {
    u128::from_le_bytes(*chunk) as u64
}

#[inline]
fn high(chunk: &[u8; 16]) -> u64 {
    (u128::from_le_bytes(*chunk) >> 64) as u64
}

/// Up to 15 bytes in two words.
#[inline]
fn short(text: &[u8]) -> (u64, u64) {
    if let (Some(first), Some(last)) = (text.first_chunk::<8>(), text.last_chunk::<8>()) {
        (u64::from_le_bytes(*first), u64::from_le_bytes(*last))
    } else if let (Some(first), Some(last)) = (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        (
            u64::from(u32::from_le_bytes(*first)),
            u64::from(u32::from_le_bytes(*last)),
        )
    } else {
        let first = text.first().copied().unwrap_or(0);
        let middle = text.get(text.len() / 2).copied().unwrap_or(0);
        let last = text.last().copied().unwrap_or(0);
        (u64::from(first) | u64::from(middle) << 8, u64::from(last))
    }
}
