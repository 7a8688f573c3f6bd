//! Any bytes as a log: what is found stands there, and is found in pieces as well as in one.

#![no_main]

#[path = "../../tcerr/src/extract.rs"]
mod extract;
#[path = "../../tcerr/src/pieces.rs"]
mod pieces;

use std::io::Read;
use std::sync::LazyLock;

use extract::Extractor;
use libfuzzer_sys::fuzz_target;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::new().unwrap());

fuzz_target!(|data: &[u8]| {
    let mut whole = Vec::new();
    let mut from = 0;
    while let Some(found) = EXTRACTOR.find_at(data, from) {
        assert!(found.start >= from);
        assert!(found.end > found.start);
        assert_eq!(
            &data[found.start..found.start + found.code.len()],
            found.code.as_bytes()
        );
        if let Some(id) = found.request_id {
            assert!(data.windows(id.len()).any(|window| window == id.as_bytes()));
        }
        let line = 1 + data[..found.start].iter().filter(|b| **b == b'\n').count() as u64;
        whole.push((found.code.to_owned(), line));
        from = found.end;
    }
    assert_eq!(scanned(data, 0), whole);
    // Where the text stands at the end of a piece, now and then, for it is slow.
    if data.first().is_some_and(|byte| byte % 32 == 0) {
        for line in &mut whole {
            line.1 += 1;
        }
        for end in [1 << 20, (1 << 20) - extract::LONGEST_RECORD] {
            let before = end - data.len() / 2;
            assert_eq!(scanned(data, before), whole);
        }
    }
});

/// The codes and their lines, with so many bytes of a line of blanks before the text.
fn scanned(data: &[u8], before: usize) -> Vec<(String, u64)> {
    let blanks = vec![b' '; before.saturating_sub(1)];
    let newline: &[u8] = if before > 0 { b"\n" } else { b"" };
    let mut found = Vec::new();
    pieces::scan(
        blanks.chain(newline).chain(data),
        &EXTRACTOR,
        |code, line, _| {
            found.push((code.code.to_owned(), line));
            Ok(())
        },
    )
    .unwrap();
    found
}
