//! Places the names of a catalog in the slots in which the lookup looks for them.

use std::cmp::Reverse;

use crate::hash::{Hashed, THOROUGH, hash};

/// A slot for every name, by hash and displace: the hash of a name chooses a bucket, and the
/// displacement of the bucket moves all its names to slots that are free.
///
/// The names of a bucket are moved together, by an exclusive or: two with the same number within
/// their bucket are never parted, so under such a seed there is no table.
pub(super) struct PerfectHash {
    pub(super) seed: u64,
    pub(super) displacements: Vec<u16>,
    /// The indices of the names.
    pub(super) slots: Vec<Option<usize>>,
}

impl PerfectHash {
    /// Takes the first seed that works: of the fullest tables, one seed in four, and fewer where
    /// there are only a few names. Names that the fast hash never tells apart get the thorough one.
    pub(super) fn new(names: &[&str]) -> Self {
        let mut number = 0x5851_f42d_4c95_7f2d_u64;
        let mut tries = 0;
        loop {
            number = number.wrapping_mul(0x5851_f42d_4c95_7f2d).rotate_left(23);
            tries += 1;
            let fast = number >> 1;
            let seed = if tries > 128 { fast | THOROUGH } else { fast };
            if let Some(hash) = Self::with_seed(names, seed) {
                return hash;
            }
        }
    }

    fn with_seed(names: &[&str], seed: u64) -> Option<Self> {
        // At most four in five are taken: in a fuller table, the last buckets find no room.
        let slots = (names.len() * 5).div_ceil(4).next_power_of_two();
        let mut hash = Self {
            seed,
            displacements: vec![0; slots.div_ceil(4)],
            slots: vec![None; slots],
        };
        let mut buckets = vec![Vec::new(); hash.displacements.len()];
        for (index, name) in names.iter().enumerate() {
            let hashed = hash.of(name);
            buckets[hashed.bucket(hash.displacements.len())].push((index, hashed));
        }
        let mut order: Vec<usize> = (0..buckets.len()).collect();
        // The fullest first, as long as there is room for all its names together.
        order.sort_by_key(|bucket| Reverse(buckets[*bucket].len()));
        for bucket in order {
            hash.place(bucket, &buckets[bucket])?;
        }
        Some(hash)
    }

    /// Finds the displacement under which all names of a bucket have slots that are free.
    fn place(&mut self, bucket: usize, names: &[(usize, Hashed)]) -> Option<()> {
        let slots = self.slots.len();
        let mut numbers: Vec<usize> = names.iter().map(|name| name.1.slot(0, slots)).collect();
        numbers.sort_unstable();
        if numbers.windows(2).any(|pair| pair[0] == pair[1]) {
            return None;
        }
        let displacement = (0..=u16::MAX).take(slots).find(|displacement| {
            let mut places = names.iter().map(|name| name.1.slot(*displacement, slots));
            places.all(|slot| self.slots[slot].is_none())
        })?;
        for (index, hashed) in names {
            self.slots[hashed.slot(displacement, slots)] = Some(*index);
        }
        self.displacements[bucket] = displacement;
        Some(())
    }

    pub(super) fn of(&self, name: &str) -> Hashed {
        hash(name.as_bytes(), self.seed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names with the same words at the same places differ in a few bytes only.
    fn names(count: usize) -> Vec<String> {
        (0..count)
            .map(|i| {
                format!(
                    "InvalidParameter.Value{}IsNotThatOfTheResource{}",
                    i % 7,
                    i / 7
                )
            })
            .collect()
    }

    #[test]
    fn every_name_has_a_slot_of_its_own_in_tables_of_any_size() {
        for count in (0..70).chain([127, 128, 129, 1023, 1024, 50_000]) {
            let names = names(count);
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let hash = PerfectHash::new(&names);
            let slots = hash.slots.len();
            // One is empty, for what is written for an empty one is otherwise unused.
            assert!(slots.is_power_of_two() && slots > count && slots * 4 >= count * 5);
            for (index, name) in names.iter().enumerate() {
                let hashed = hash.of(name);
                let displacement = hash.displacements[hashed.bucket(hash.displacements.len())];
                assert_eq!(
                    hash.slots[hashed.slot(displacement, slots)],
                    Some(index),
                    "{name}"
                );
            }
        }
    }

    /// Of each, two or more names are alike to the fast hash under every seed, or nearly so.
    #[test]
    fn names_that_are_hardly_different_have_slots_too() {
        let one_hot = |len: usize, count: usize, one: u8, other: u8| {
            (0..count)
                .map(|at| {
                    let mut name = vec![other; len];
                    name[len - 1 - at] = one;
                    String::from_utf8(name).unwrap()
                })
                .collect::<Vec<_>>()
        };
        let swapped = ["InstanceResource", "ResourceInstance"].map(str::to_owned);
        let swapped_long = swapped.clone().map(|name| name + "ResourceResource");
        let periodic = ["pA", "aP", "RP", "4P", "ac"].map(|pair| {
            let (first, second) = pair.split_at(1);
            [first.repeat(8), second.repeat(8), "_".repeat(32)].concat()
        });
        for names in [
            swapped.to_vec(),
            swapped_long.to_vec(),
            periodic.to_vec(),
            one_hot(16, 16, b'B', b'A'),
            one_hot(32, 28, b'1', b'0'),
            one_hot(48, 48, b'B', b'A'),
            one_hot(64, 64, b'B', b'A'),
        ] {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let hash = PerfectHash::new(&names);
            let found = hash.slots.iter().flatten().count();
            assert_eq!(found, names.len());
        }
    }
}
