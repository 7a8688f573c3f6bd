//! The hash of the code table, read by both sides: the generator places the codes with it, the
//! lookup finds them with it.
//!
//! It is a perfect hash by hash and displace, as in phf: the hash of a text chooses a bucket, and
//! the displacement of that bucket leads to the only slot the text can have. phf's `Map` spends
//! nearly all its time in `SipHash`, which protects against keys that somebody chooses; the keys of
//! this table are fixed, and a text that collides is compared and found to be another one. phf also
//! finds a slot with two divisions and a multiplication, where an exclusive or will do for a table
//! that is at most four fifths full. Where a lookup is not hot, phf is used: products by name.
//!
//! What makes it fast, each measured (`benches/README.md`):
//!
//! - Three parts of 16 bytes cover a text of 16 to 48 bytes, which 92 % of all codes have, and four
//!   parts cover up to 64. There is no loop and no branch that a processor would have to guess, and
//!   one multiplication. Any other length takes a loop, out of line.
//! - The text is compared in the same parts, all of them with one branch, instead of `memcmp`.
//! - A slot has 8 bytes: the code itself, where its name starts, and a key made of the length and 8
//!   bits of the hash, which decides nearly every miss without a look at the text. With the index of
//!   the code in its place, a hit takes an eighth longer. The price: to check a constant, rustc walks
//!   through the variants up to that of each code in it, which takes time with the square of their
//!   number.
//! - The table is a `const` of references to statics. Inlined into a caller, its seed and its sizes are
//!   constants: nothing is read to learn them, and no slot needs a check of the bounds.
//!
//! The parts are rotated by amounts that come from the seed, so most texts whose differences cancel
//! out under one seed do not under the next. The generator takes the first seed under which every
//! name finds a slot, about one in four. Some names, in catalogs of other crates, no rotation tells
//! apart: after 128 seeds in vain the next ones have a bit set that sends texts of all lengths
//! through the slower hash.
//!
//! Reads are little-endian and sizes are fixed, so the table is the same on every target; the tests
//! define the hash a second time, bit by bit, to prove it.

#![allow(clippy::cast_possible_truncation, reason = "a hash is cut into parts")]

const K0: u64 = 0x9e37_79b9_7f4a_7c15;
const K1: u64 = 0xd1b5_4a32_d192_ed03;

/// What the table is addressed with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hashed(u64);

impl Hashed {
    /// All of it, for a table that grows.
    pub(crate) const fn number(self) -> usize {
        self.0 as usize
    }

    /// The bucket, below `buckets`.
    #[inline]
    pub(crate) const fn bucket(self, buckets: usize) -> usize {
        // A single shift, where the number is a power of two that is known at compile time.
        (((self.0 >> 32) * buckets as u64) >> 32) as usize
    }

    /// The slot, of a number of slots that is a power of two, with the displacement of the bucket.
    #[inline]
    pub(crate) const fn slot(self, displacement: u16, slots: usize) -> usize {
        (self.0 as usize ^ displacement as usize) & (slots - 1)
    }

    /// Stands in the slot: a text with another one needs no comparison. The length of a text that
    /// has at most 255 bytes, and eight bits of the hash.
    #[inline]
    pub(crate) const fn key(self, len: usize) -> u16 {
        len as u16 | (self.0 >> 32) as u16 & 0xff00
    }
}

/// Parts of 16 bytes that overlap as far as a text is shorter than they are together.
pub(crate) type Parts<'a, const N: usize> = [&'a [u8; 16]; N];

/// Whether the seed hashes texts of all lengths by [`hash_any`]: for names that the parts cannot
/// tell apart, such as two that are the same words in another order. There are few such tables, and
/// the lookup knows at compile time whether its own is one.
pub(crate) const fn is_thorough(seed: u64) -> bool {
    seed & THOROUGH != 0
}

/// The bit of such a seed.
pub(crate) const THOROUGH: u64 = 1 << 63;

/// Hashes a text.
#[inline]
pub(crate) fn hash(text: &[u8], seed: u64) -> Hashed {
    if is_thorough(seed) {
        hash_any(text, seed)
    } else if let Some(parts) = three_parts(text) {
        hash_parts(parts, text.len(), seed)
    } else if let Some(parts) = four_parts(text) {
        hash_parts(parts, text.len(), seed)
    } else {
        hash_any(text, seed)
    }
}

/// What covers a text of 16 to 48 bytes.
///
/// Nine codes in ten have so many: there is no loop, and so no branch that a processor would have
/// to guess.
#[allow(clippy::inline_always, reason = "measured: see benches/README.md")]
#[inline(always)]
pub(crate) fn three_parts(text: &[u8]) -> Option<Parts<'_, 3>> {
    // One comparison; with `contains`, LLVM makes two.
    let last = text.len().wrapping_sub(16);
    if last > 32 {
        return None;
    }
    let middle = last.min(16);
    Some([
        text.first_chunk()?,
        text.get(middle..middle + 16)?.first_chunk()?,
        text.last_chunk()?,
    ])
}

/// What covers a text of 49 to 64 bytes.
#[allow(clippy::inline_always, reason = "measured: see benches/README.md")]
#[inline(always)]
pub(crate) fn four_parts(text: &[u8]) -> Option<Parts<'_, 4>> {
    if !(49..=64).contains(&text.len()) {
        return None;
    }
    let (start, end) = (text.first_chunk::<32>()?, text.last_chunk::<32>()?);
    Some([
        start.first_chunk()?,
        start.last_chunk()?,
        end.first_chunk()?,
        end.last_chunk()?,
    ])
}

/// Hashes the parts of a text of this length.
///
/// The rotations come from the seed: most texts whose differences cancel out with one seed do not
/// with another.
#[allow(clippy::inline_always, reason = "measured: see benches/README.md")]
#[inline(always)]
pub(crate) fn hash_parts<const N: usize>(parts: Parts<'_, N>, len: usize, seed: u64) -> Hashed {
    let (mut a, mut b) = (0, len as u64);
    let mut rotations = seed << 6;
    for part in parts {
        let by = rotations as u32;
        a ^= low(part).rotate_left(by);
        b ^= high(part).rotate_left(by);
        rotations >>= 6;
    }
    Hashed(fold(a, b))
}

/// The ends of a text of 8 to 15 bytes, which overlap.
#[inline]
pub(crate) fn two_ends(text: &[u8]) -> Option<[u64; 2]> {
    if text.len() >= 16 {
        return None;
    }
    Some([
        u64::from_le_bytes(*text.first_chunk()?),
        u64::from_le_bytes(*text.last_chunk()?),
    ])
}

/// What [`hash_any`] makes of a text of this length, with its ends read already.
#[inline]
pub(crate) fn hash_ends(ends: [u64; 2], len: usize, seed: u64) -> Hashed {
    let sum = (len as u64).wrapping_mul(K0);
    Hashed(sum.wrapping_add(fold(ends[0] ^ seed, ends[1] ^ K1)))
}

/// Another hash, for the lengths that parts do not cover.
#[inline(never)]
fn hash_any(text: &[u8], seed: u64) -> Hashed {
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
    Hashed(sum.wrapping_add(fold(a ^ key, b ^ K1)))
}

#[inline]
fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product as u64) ^ ((product >> 64) as u64)
}

// Not as halves of an `u128`: that is how `table::are_same` reads the same bytes, and LLVM would keep
// them for it, in more registers than there are.
#[inline]
fn low(chunk: &[u8; 16]) -> u64 {
    u64::from_le_bytes(chunk.first_chunk().copied().unwrap_or_default())
}

#[inline]
fn high(chunk: &[u8; 16]) -> u64 {
    u64::from_le_bytes(chunk.last_chunk().copied().unwrap_or_default())
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The hash from its definition, a byte and a bit at a time: with nothing that depends on the
    /// order of bytes or the size of a pointer, so that a target on which the two differ is a
    /// target on which the table would be another one.
    mod reference {
        fn word(bytes: &[u8]) -> u64 {
            (0u32..)
                .zip(bytes)
                .map(|(i, byte)| u64::from(*byte) * 256u64.pow(i))
                .sum()
        }

        fn fold(a: u64, b: u64) -> u64 {
            let mut product = [false; 128];
            for i in 0..64 {
                let mut carry = 0;
                for j in 0..64 {
                    let sum = u8::from(product[i + j]) + carry + (a >> i & b >> j & 1) as u8;
                    product[i + j] = sum & 1 != 0;
                    carry = sum >> 1;
                }
                for bit in &mut product[i + 64..] {
                    let sum = u8::from(*bit) + carry;
                    *bit = sum & 1 != 0;
                    carry = sum >> 1;
                }
            }
            (0..64)
                .map(|i| u64::from(product[i] ^ product[i + 64]) << i)
                .sum()
        }

        fn rotated(word: u64, by: u64) -> u64 {
            let by = by % 64;
            (0..64).map(|i| (word >> i & 1) << ((i + by) % 64)).sum()
        }

        pub(super) fn hash(text: &[u8], seed: u64) -> u64 {
            let len = text.len();
            let starts: &[usize] = match len {
                _ if seed / 2u64.pow(63) == 1 => &[],
                16..32 => &[0, len - 16, len - 16],
                32..49 => &[0, 16, len - 16],
                49..65 => &[0, 16, len - 32, len - 16],
                _ => &[],
            };
            if !starts.is_empty() {
                let part = |offset: usize| {
                    (0..).zip(starts).fold(0, |sum, (i, start)| {
                        let word = word(&text[start + offset..start + offset + 8]);
                        let by = if i == 0 { 0 } else { seed >> (6 * (i - 1)) };
                        sum ^ rotated(word, by)
                    })
                };
                return fold(part(0), part(8) ^ len as u64);
            }
            let mut sum = (len as u64).wrapping_mul(super::K0);
            let mut key = seed;
            for chunk in text.chunks_exact(16) {
                sum =
                    sum.wrapping_add(fold(word(&chunk[..8]) ^ key, word(&chunk[8..]) ^ super::K1));
                key = key.wrapping_add(super::K0);
            }
            let (a, b) = match len {
                0 => (0, 0),
                1..4 => (word(&[text[0], text[len / 2]]), word(&[text[len - 1]])),
                4..8 => (word(&text[..4]), word(&text[len - 4..])),
                8..16 => (word(&text[..8]), word(&text[len - 8..])),
                _ => (word(&text[len - 16..len - 8]), word(&text[len - 8..])),
            };
            sum.wrapping_add(fold(a ^ key, b ^ super::K1))
        }
    }

    proptest! {
        #[test]
        fn the_hash_is_the_one_that_is_defined(
            text in proptest::collection::vec(any::<u8>(), 0..120),
            seed: u64,
        ) {
            prop_assert_eq!(hash(&text, seed).0, reference::hash(&text, seed));
            if let Some(ends) = two_ends(&text) {
                prop_assert_eq!(hash_ends(ends, text.len(), seed).0, hash_any(&text, seed).0);
            }
        }
    }

    #[test]
    fn the_bits_of_the_hash_are_used_as_is_said() {
        let hashed = Hashed(0x4000_abcd_0000_5678);
        assert_eq!(hashed.bucket(16), 4);
        assert_eq!(hashed.bucket(1), 0);
        assert_eq!(hashed.slot(0x0101, 0x1_0000), 0x5779);
        assert_eq!(hashed.slot(0x0101, 8), 1);
        assert_eq!(hashed.key(0x21), 0xab21);
    }
}
