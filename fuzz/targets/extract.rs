//! Any bytes, and long texts made of them: what is found lies within them and reads there, in order, and
//! is found in parts and by a reader as in the whole.

#![no_main]

use std::io::Read;

use libfuzzer_sys::fuzz_target;
use tencentcloud_error_codes::extract::{Codes, Reader, Utf8, codes_in};

fuzz_target!(|data: &[u8]| {
    check(data);
    if let Some(long) = lengthened(data) {
        check(&long);
    }
});

/// The same with some parts of it many times over, for some of the texts: what is looked at around a
/// code, and what a reader keeps, is much longer than what a fuzzer makes up.
fn lengthened(data: &[u8]) -> Option<Vec<u8>> {
    const LONGEST: usize = 1 << 18;
    let (&last, data) = data.split_last()?;
    if last % 64 != 0 {
        return None;
    }
    let mut long = Vec::new();
    for (number, part) in data.split(|byte| *byte == 0xff).enumerate() {
        let times = if number % 2 == 0 {
            1
        } else {
            1 + usize::from(last) * 16
        };
        let room = LONGEST.saturating_sub(long.len());
        for _ in 0..times.min(room / part.len().max(1)) {
            long.extend_from_slice(part);
        }
    }
    (long.len() > data.len()).then_some(long)
}

fn check(data: &[u8]) {
    let mut whole = Vec::new();
    let mut from = 0;
    for found in codes_in(data) {
        let range = found.range();
        assert!(range.start >= from && range.end <= found.end() && found.end() <= data.len());
        assert_eq!(&data[range.clone()], found.code().as_str().as_bytes());
        if let Some(id) = found.request_id() {
            assert_eq!(&data[found.request_id_range().unwrap()], id.as_bytes());
        }
        let _ = (found.message(), found.named().count(), found.line());
        from = found.end();
        whole.push((range.start, found.code().as_str().to_owned()));
    }
    // In parts, cut where the data say.
    let step = 1 + data.first().map_or(0, |byte| usize::from(*byte)) + data.len() / 8;
    let mut parts = 0;
    let mut from = 0;
    while from < data.len() {
        let mut codes = Codes::within(data, from..from + step);
        parts += codes.by_ref().count();
        assert!(codes.position() > from);
        from = codes.position();
    }
    assert!(parts >= whole.len() / 2);
    // UTF-16 has places of its own.
    if !data.starts_with(b"\xff\xfe") && !data.starts_with(b"\xfe\xff") {
        let mut reader = Reader::new(data);
        for (offset, code) in &whole {
            let found = reader.next().unwrap().unwrap();
            assert_eq!(
                (found.offset(), found.code().as_str()),
                (*offset as u64, code.as_str())
            );
            assert!(data[found.range()] == *found.code().as_str().as_bytes());
        }
        assert!(reader.next().unwrap().is_none());
    } else {
        let mut text = String::new();
        Utf8::new(data).read_to_string(&mut text).unwrap();
    }
}
