//! Text to code, against what users would write instead.

mod ratio;

use std::collections::HashMap;
use std::sync::LazyLock;

use ratio::{measure, print, variant};
use rustc_hash::FxHashMap;
use tencentcloud_error_codes::{ErrorCode, WireCode};

include!(concat!(env!("OUT_DIR"), "/compared.rs"));

static SIP: LazyLock<HashMap<&'static str, ErrorCode>> = LazyLock::new(|| {
    ErrorCode::ALL
        .iter()
        .map(|code| (code.as_str(), *code))
        .collect()
});
static FX: LazyLock<FxHashMap<&'static str, ErrorCode>> = LazyLock::new(|| {
    ErrorCode::ALL
        .iter()
        .map(|code| (code.as_str(), *code))
        .collect()
});
static SORTED: LazyLock<Vec<(&'static str, ErrorCode)>> = LazyLock::new(|| {
    ErrorCode::ALL
        .iter()
        .map(|code| (code.as_str(), *code))
        .collect()
});

/// The map that phf_codegen writes, made at run time.
static PHF: LazyLock<phf::Map<&'static str, ErrorCode>> = LazyLock::new(|| {
    let keys: Vec<_> = ErrorCode::ALL.iter().map(|code| code.as_str()).collect();
    let state = phf_generator::generate_hash(&keys);
    let entries: Vec<_> = state
        .map
        .iter()
        .map(|&index| (keys[index], ErrorCode::ALL[index]))
        .collect();
    phf::Map {
        key: state.key,
        disps: Vec::leak(state.disps),
        entries: Vec::leak(entries),
    }
});

/// A generator good enough to shuffle with, the same on every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}

fn main() {
    let all = ErrorCode::ALL;
    let random = &mut Random(0x9e37_79b9_7f4a_7c15);
    // Heap copies in random order: the text comes from an answer, not from the table.
    let mut uniform: Vec<String> = all.iter().map(|code| code.as_str().to_owned()).collect();
    for end in (1..uniform.len()).rev() {
        uniform.swap(end, random.below(end + 1));
    }
    let skewed: Vec<String> = (0..4096)
        .map(|_| {
            // Half of all answers have one of a handful of codes.
            let bits = random.below(usize::MAX).trailing_zeros() as usize;
            uniform[random.below((uniform.len() >> bits.min(8)).max(1))].clone()
        })
        .collect();
    let misses: Vec<String> = (0..uniform.len().max(1024))
        .map(|index| {
            let family = all[random.below(all.len())].family();
            format!("{family}.Brand{}New{}", index % 7, random.below(100_000))
        })
        .collect();
    let garbage: Vec<String> = (0..1024)
        .map(|_| {
            (0..random.below(60))
                .map(|_| char::from(b' ' + random.below(95) as u8))
                .collect()
        })
        .collect();

    println!("{} codes", all.len());
    let sum = |code: Option<ErrorCode>| code.map_or(1, |code| code as usize);
    let mut variants = vec![
        variant("ErrorCode::lookup", |text: &String| {
            sum(ErrorCode::lookup(text))
        }),
        variant("phf::Map", |text: &String| {
            sum(PHF.get(text.as_str()).copied())
        }),
        variant("HashMap, FxHash", |text: &String| {
            sum(FX.get(text.as_str()).copied())
        }),
        variant("HashMap, SipHash", |text: &String| {
            sum(SIP.get(text.as_str()).copied())
        }),
        variant("binary search", |text: &String| {
            let found = SORTED.binary_search_by(|(key, _)| (*key).cmp(text.as_str()));
            sum(found.ok().map(|index| SORTED[index].1))
        }),
        variant("WireCode, with the class", |text: &String| {
            WireCode::new(text.as_str())
                .retry()
                .map_or(1, |retry| retry as usize)
        }),
    ];
    if all.len() < 1000 {
        variants.push(variant("match", |text: &String| {
            by_match(text).map_or(1, usize::from)
        }));
        variants.push(variant("strum EnumString", |text: &String| {
            text.parse::<ByStrum>().map_or(1, |code| code as usize)
        }));
    }
    for (title, inputs) in [
        ("hits, uniform", &uniform),
        ("hits, skewed", &skewed),
        ("misses in a known family", &misses),
        ("garbage", &garbage),
    ] {
        let times = measure(&mut variants, inputs);
        print(title, &variants, &times, &["phf::Map", "HashMap, FxHash"]);
    }
}
