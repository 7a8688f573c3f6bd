//! The hash of the code table, read by both sides: the generator places the codes with it, the
//! lookup finds them with it.
//!
//! It costs a fraction of the `SipHash` that a [`phf::Map`] uses. It need not resist collisions
//! that somebody provokes: the table is fixed, and a text that collides is compared and found to
//! be another one. Reads are little-endian and sizes fixed on every target, so the table is the
//! same for all of them.

#![allow(clippy::cast_possible_truncation, reason = "a hash is cut into parts")]

const K0: u64 = 0x9e37_79b9_7f4a_7c15;
const K1: u64 = 0xd1b5_4a32_d192_ed03;

/// What the table is addressed with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hashed(u64);

impl Hashed {
    /// The bucket, of a number of buckets that is a power of two.
    #[inline]
    pub(crate) const fn bucket(self, buckets: usize) -> usize {
        (self.0 >> 32) as u16 as usize & (buckets - 1)
    }

    /// The slot, of a number of slots that is a power of two, with the displacement of the bucket:
    /// as `phf_shared::displace`, with its two numbers of 16 bits each in one, and without the
    /// third, for [`number`](Self::number) is all that it needs.
    #[inline]
    #[allow(dead_code, reason = "only the lookup calls it")]
    pub(crate) const fn slot(self, displacement: u32, slots: usize) -> usize {
        let number = self.number().wrapping_mul(displacement & 0xffff);
        number.wrapping_add(displacement >> 16) as usize & (slots - 1)
    }

    /// Chooses, together with the displacement, the slot.
    #[inline]
    pub(crate) const fn number(self) -> u32 {
        self.0 as u16 as u32
    }

    /// Stands beside the slot: a text with another tag needs no comparison.
    #[inline]
    pub(crate) const fn tag(self) -> u8 {
        (self.0 >> 48) as u8
    }
}

/// Hashes a text.
///
/// Nearly every code has 16 to 48 bytes, which three parts of 16 bytes cover, whatever the length:
/// there is no loop, and so no branch that a processor would have to guess. The rotations come
/// from the seed: texts whose differences cancel out with one seed do not with another.
#[allow(clippy::inline_always, reason = "measured: see benches/README.md")]
#[inline(always)]
pub(crate) fn hash(text: &[u8], seed: u64) -> Hashed {
    let Some([first, middle, last]) = thirds(text) else {
        return short_or_long(text, seed);
    };
    let (to_middle, to_last) = ((seed >> 40) as u32, (seed >> 46) as u32);
    let a = low(first) ^ low(middle).rotate_left(to_middle) ^ low(last).rotate_left(to_last);
    let b = high(first) ^ high(middle).rotate_left(to_middle) ^ high(last).rotate_left(to_last);
    Hashed(fold(a ^ seed, b ^ text.len() as u64))
}

/// The start, the middle and the end of a text that these cover.
#[inline]
fn thirds(text: &[u8]) -> Option<[&[u8; 16]; 3]> {
    if !(16..=48).contains(&text.len()) {
        return None;
    }
    let middle = text.get(text.len() / 2 - 8..)?;
    Some([
        text.first_chunk()?,
        middle.first_chunk()?,
        text.last_chunk()?,
    ])
}

/// The same for any length.
#[inline(never)]
fn short_or_long(text: &[u8], seed: u64) -> Hashed {
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
            if (16..=48).contains(&len) {
                let starts = [0, len / 2 - 8, len - 16];
                let rotations = [0, seed >> 40, seed >> 46];
                let part = |offset: usize| {
                    let words = starts
                        .iter()
                        .map(|start| word(&text[start + offset..start + offset + 8]));
                    words
                        .zip(rotations)
                        .fold(0, |sum, (word, by)| sum ^ rotated(word, by))
                };
                return fold(part(0) ^ seed, part(8) ^ len as u64);
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
        }
    }

    #[test]
    fn the_parts_are_those_of_the_generator() {
        let hashed = Hashed(0x00ab_1234_0000_5678);
        assert_eq!(hashed.tag(), 0xab);
        assert_eq!(hashed.bucket(16), 4);
        assert_eq!(hashed.number(), 0x5678);
        // 0x5678 * 3 + 5
        assert_eq!(hashed.slot(0x0005_0003, 0x1_0000), 0x036d);
        assert_eq!(hashed.slot(0x0005_0003, 8), 5);
    }
}
