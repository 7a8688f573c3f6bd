//! The codes in texts of all kinds.

use proptest::prelude::*;
use tencentcloud_error_codes::ErrorCode;
use tencentcloud_error_codes::extract::{Codes, Finding, Reader, Shape, Utf8, codes_in};

const FOUND: &str = include_str!("fixtures/extract/found.txt");
const NOT_FOUND: &str = include_str!("fixtures/extract/not-found.txt");

/// The names, the texts and what is expected of them.
fn cases(fixture: &str) -> Vec<(&str, String, Vec<&str>)> {
    let cases = fixture.split("\n=== ").skip(1);
    cases
        .map(|case| {
            let (name, rest) = case.split_once('\n').unwrap();
            let (text, expected) = rest.split_once("\n---\n").unwrap_or((rest, ""));
            let text = text.replace('␛', "\x1b").replace('␍', "\r");
            (
                name,
                text,
                expected.lines().filter(|line| !line.is_empty()).collect(),
            )
        })
        .collect()
}

fn shown(found: &Finding<'_>, like: &str) -> String {
    let (fields, named) = like
        .split_once(" > ")
        .map_or((like, None), |(fields, named)| (fields, Some(named)));
    let expected: Vec<_> = fields.split(" | ").collect();
    let message = found.message().map(|message| message.replace('\n', "⏎"));
    let values = [
        Some(found.code().as_str()),
        found.request_id(),
        message.as_deref(),
    ];
    let mut shown = values
        .iter()
        .zip(&expected)
        .map(|(value, expected)| match *expected {
            "*" => "*",
            _ => value.unwrap_or("-"),
        })
        .collect::<Vec<_>>()
        .join(" | ");
    if named.is_some() {
        let named: Vec<_> = found.named().map(|code| code.to_string()).collect();
        shown = format!("{shown} > {}", named.join(", "));
    }
    shown
}

#[test]
fn the_codes_of_the_fixture_are_found() {
    let cases = cases(FOUND);
    assert!(cases.len() >= 80);
    let mut wrong = vec![];
    for (name, text, expected) in cases {
        let found: Vec<_> = codes_in(&text).collect();
        let shown: Vec<_> = found
            .iter()
            .enumerate()
            .map(|(i, found)| shown(found, expected.get(i).unwrap_or(&"")))
            .collect();
        if shown != expected {
            wrong.push(format!(
                "{name}\n  expected {expected:#?}\n  found {shown:#?} {found:?}"
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn nothing_else_is_found() {
    let cases = cases(NOT_FOUND);
    assert!(cases.len() >= 35);
    let lines = include_str!("fixtures/extract/not-codes.txt").lines();
    let texts = cases
        .into_iter()
        .map(|(name, text, _)| (name, text))
        .chain(lines.map(|line| (line, String::from(line))));
    let wrong: Vec<_> = texts
        .filter_map(|(name, text)| {
            let found: Vec<_> = codes_in(&text).collect();
            (!found.is_empty()).then(|| format!("{name}: {found:?}"))
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn the_lines_of_the_other_fixture_have_their_codes() {
    let mut wrong = vec![];
    for line in include_str!("fixtures/extract/codes.tsv").lines() {
        let (expected, text) = line.split_once('\t').unwrap();
        let found: Vec<_> = codes_in(text)
            .map(|found| found.code().to_string())
            .collect();
        if found.join(",") != expected {
            wrong.push(format!("{expected} but {found:?} in {text}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// The records that cannot be anything else, in the notations that people meet, with `{}` for the code.
const RECORDS: [&str; 6] = [
    r#"{"Response":{"Error":{"Code":"{}","Message":"m"},"RequestId":"r-1"}}"#,
    r#"{"Response":{"Error":{"Message":"m","Code":"{}"},"RequestId":"r-1"}}"#,
    "{\n  \"Response\": {\n    \"Error\": {\n      \"Code\": \"{}\",\n      \"Message\": \"m\"\n    },\n    \"RequestId\": \"r-1\"\n  }\n}\n",
    r#"msg="{\"Response\":{\"Error\":{\"Code\":\"{}\",\"Message\":\"m\"},\"RequestId\":\"r-1\"}}""#,
    "{'Response': {'Error': {'Code': '{}', 'Message': 'm'}, 'RequestId': 'r-1'}}",
    "%7B%22Response%22%3A%7B%22Error%22%3A%7B%22Code%22%3A%22{}%22%2C%22Message%22%3A%22m%22%7D%2C%22RequestId%22%3A%22r-1%22%7D%7D",
];

/// What is not found in a record, or not as it stands there.
fn lost(record: &str, code: &str) -> Option<String> {
    let text = record.replace("{}", code);
    let found: Vec<_> = codes_in(&text).collect();
    let is_right = match &*found {
        [found] => {
            found.code().as_str() == code
                && found.request_id() == Some("r-1")
                && found.message().as_deref() == Some("m")
                && found.shape() == Shape::Answer
        }
        _ => false,
    };
    (!is_right).then(|| format!("{text}\n  {found:?}"))
}

#[test]
fn an_answer_has_its_code_whatever_the_code_is() {
    let mut wrong = vec![];
    for code in ErrorCode::ALL.iter().map(|code| code.as_str()) {
        // The codes of the catalog, and such as begin with the same letters.
        let start: String = code.chars().take(9).collect();
        let is_word = code.starts_with(|c: char| c.is_ascii_uppercase());
        let codes = [
            code.to_owned(),
            format!("{start}zz.New"),
            format!("{start}_9"),
        ];
        for code in codes.iter().take(if is_word { 3 } else { 1 }) {
            wrong.extend(
                RECORDS
                    .iter()
                    .take(2)
                    .filter_map(|record| lost(record, code)),
            );
        }
    }
    for code in [
        "Alto.New",
        "Altogether.New",
        "Class",
        "Code",
        "CodeError",
        "Error",
        "Error.Code",
        "ErrorX",
        "Message",
        "NoSuchKey",
        "RequestId",
        "Response",
        "String",
        "TencentCloudSDKError",
        "4002",
    ] {
        wrong.extend(RECORDS.iter().filter_map(|record| lost(record, code)));
    }
    assert!(
        wrong.is_empty(),
        "{} wrong: {:#?}",
        wrong.len(),
        &wrong[..wrong.len().min(20)]
    );
}

fn read(source: impl std::io::Read) -> Vec<(String, u64, u64)> {
    let mut reader = Reader::new(source);
    let mut all = vec![];
    while let Some(found) = reader.next().unwrap() {
        all.push((found.code().to_string(), found.offset(), found.line()));
    }
    all
}

/// Reads few bytes at a time, and is interrupted before each.
struct Slow<'t>(&'t [u8], usize, bool);

impl std::io::Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.2 = !self.2;
        if self.2 {
            return Err(std::io::ErrorKind::Interrupted.into());
        }
        let len = self.1.min(buffer.len());
        self.0.read(&mut buffer[..len])
    }
}

#[test]
fn an_interrupted_read_is_tried_again() {
    let text = "a\nb: InternalError\n".repeat(20);
    for step in [1, 5, 1000] {
        assert_eq!(
            read(Slow(text.as_bytes(), step, false)),
            read(text.as_bytes())
        );
    }
    // Whoever reads on gets all of it.
    let mut whole = String::new();
    let mut utf8 = Utf8::new(Slow(text.as_bytes(), 1, false));
    std::io::Read::read_to_string(&mut utf8, &mut whole).unwrap();
    assert_eq!(whole, text);
}

#[test]
fn utf_16_is_told_by_its_mark() {
    let text = "错误 😀\r\n返回InternalError\r\n";
    let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let expected = [("InternalError".to_owned(), 19, 2)];
    for (mark, bytes) in [(b"\xff\xfe", le), (b"\xfe\xff", be)] {
        let bytes = [&mark[..], &bytes].concat();
        for step in [1, 2, 3, 7, 10_000] {
            assert_eq!(read(Slow(&bytes, step, false)), expected, "{step}");
            let mut recoded = String::new();
            let mut utf8 = Utf8::new(Slow(&bytes, step, false));
            std::io::Read::read_to_string(&mut utf8, &mut recoded).unwrap();
            assert_eq!(recoded, text);
        }
        // Half a character at the end is no trouble.
        assert_eq!(read(&bytes[..bytes.len() - 1]), expected);
    }
    assert_eq!(read(text.as_bytes()), expected);
}

#[test]
fn pieces_have_the_codes_of_the_whole() {
    let mut text = String::new();
    for (i, (_, case, _)) in (0..).zip(cases(FOUND).iter().cycle().take(8000)) {
        text += case;
        text += "\n\n";
        text += &"no code here. ".repeat(i % 50);
        text += "\n";
    }
    assert!(text.len() > 3 << 20);
    let lines = |offset: usize| 1 + text[..offset].matches('\n').count() as u64;
    let found = read(text.as_bytes());
    let whole: Vec<_> = codes_in(&text).collect();
    assert_eq!(found.len(), whole.len());
    for (i, (code, offset, line)) in found.iter().enumerate() {
        assert_eq!(
            (code.as_str(), *offset),
            (whole[i].code().as_str(), whole[i].range().start as u64)
        );
        if i % 500 == 0 {
            assert_eq!(*line, lines(whole[i].range().start));
            assert_eq!(*line, whole[i].line());
        }
    }
    // Any parts, each of which starts where the one before ended.
    for step in [1, 100, 70_000] {
        let text = &text[..if step == 1 { 20_000 } else { text.len() }];
        let mut from = 0;
        let mut parts = vec![];
        while from < text.len() {
            let mut codes = Codes::within(text.as_bytes(), from..from + step);
            parts.extend(codes.by_ref().map(|found| found.range()));
            from = codes.position();
        }
        let whole: Vec<_> = codes_in(text).map(|found| found.range()).collect();
        let differs = parts.iter().zip(&whole).find(|(part, whole)| part != whole);
        if let Some((part, whole)) = differs {
            panic!(
                "{step}: {part:?} {whole:?} {}",
                &text[part.start.min(whole.start).saturating_sub(100)..][..400]
            );
        }
        assert_eq!(parts.len(), whole.len());
    }
}

#[test]
fn what_was_read_before_an_error_is_not_lost() {
    struct Broken(u8);
    impl std::io::Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            self.0 += 1;
            Err(match self.0 {
                1 => std::io::ErrorKind::Interrupted.into(),
                _ => std::io::Error::other("cut"),
            })
        }
    }
    let start = &b"call failed: RequestLimitExceeded"[..];
    let mut reader = Reader::new(std::io::Read::chain(start, Broken(0)));
    let found = reader.next().unwrap().unwrap();
    assert_eq!(*found.code(), "RequestLimitExceeded");
    assert_eq!(reader.next().unwrap_err().to_string(), "cut");
}

#[test]
fn a_flowing_reader_does_not_wait() {
    /// Fails if it is read when it was read to its end.
    struct Once(&'static [u8]);
    impl std::io::Read for Once {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let len = std::io::Read::read(&mut self.0, buffer)?;
            match len {
                0 => Err(std::io::Error::other("would wait")),
                len => Ok(len),
            }
        }
    }
    let mut reader = Reader::new(Once(b"a InternalError\nb ResourceInUse\nc Limit")).flowing(true);
    for (line, code) in [(1, "InternalError"), (2, "ResourceInUse")] {
        let found = reader.next().unwrap().unwrap();
        assert_eq!((found.line(), found.code().as_str()), (line, code));
        assert_eq!(found.line_text().get(2..), Some(code.as_bytes()));
    }
    assert_eq!(reader.next().unwrap_err().to_string(), "would wait");
    let mut reader = Reader::new(Once(b"a InternalError\nb ResourceInUse\n"));
    assert_eq!(*reader.next().unwrap().unwrap().code(), "InternalError");
}

/// What takes long if anything is read twice; in the order of `benches/src/extract.rs`.
const PATTERNS: [&str; 22] = [
    "InternalError ",
    "AuthFailure.SignatureExpire ",
    "TencentCloudSDKError: InternalError\n",
    "TencentCloudSDKError: InternalError ",
    "[TencentCloudSDKException] code:InternalError message:m\n",
    "TencentCloudSDKHttpException: m { code: 'InternalError' }\n",
    "code=InternalError ",
    "\"Code\":\"InternalError\",",
    "\"Code\":\"InternalError\",\"a\":1,",
    "{\"Code\":\"InternalError\",\"Message\":\"m\"},",
    "{\"Error\":{\"Code\":\"InternalError\"}},",
    "{\"a\":{\"Code\":\"InternalError\",",
    "\"Code\":\"InternalError\",\"Message\":\"",
    "\\\"Code\\\":\\\"InternalError\\\",\\\"Message\\\":\\\"",
    "\"Error\":{\"Message\":\"m\",\"Message\":\"m\",",
    "requestId: 01234567890123456789\n",
    "InvalidParameterValue.Xy ",
    "com.example.InvalidParameterException ",
    "InvalidParameterValueXy ",
    "\\\\\\\\\\\\\\\\\\\\\\\\\\\\\"",
    "A B C D ",
    "\"Code\":",
];

/// The seconds that a thread was on a processor, for others may be busy on this machine; where the
/// system does not tell, those that went by.
fn seconds_of(text: &str) -> f64 {
    /// The system counts in steps of some milliseconds.
    const SHORTEST: f64 = 0.03;
    let now = || {
        let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
        stat.and_then(|stat| stat.split(' ').next()?.parse::<f64>().ok())
            .map(|ns| ns / 1e9)
    };
    let start = (now(), std::time::Instant::now());
    let mut times = 0.0;
    loop {
        std::hint::black_box(codes_in(text).count());
        times += 1.0;
        let seconds = match (start.0, now()) {
            (Some(start), Some(end)) => end - start,
            _ => start.1.elapsed().as_secs_f64(),
        };
        if seconds >= SHORTEST {
            return seconds / times;
        }
    }
}

/// A text of four times the length takes at most about four times as long; twice would be lost in what a
/// busy machine does.
fn is_linear(short: usize, factor: usize, most: f64) {
    for pattern in PATTERNS {
        let text = pattern.repeat(short * factor / pattern.len());
        let mut ratios = vec![];
        for _ in 0..5 {
            let long = seconds_of(&text);
            let short = seconds_of(&text[..text.floor_char_boundary_at(text.len() / factor)]);
            ratios.push(long / short);
            if ratios.last().unwrap() <= &most {
                break;
            }
        }
        let best = ratios.iter().copied().fold(f64::MAX, f64::min);
        assert!(best <= most, "{pattern:?}: {best:.1} times as long");
    }
}

trait FloorCharBoundary {
    fn floor_char_boundary_at(&self, at: usize) -> usize;
}

impl FloorCharBoundary for str {
    fn floor_char_boundary_at(&self, at: usize) -> usize {
        (0..=at)
            .rev()
            .find(|at| self.is_char_boundary(*at))
            .unwrap_or(0)
    }
}

#[test]
fn the_time_is_in_proportion_to_the_length() {
    is_linear(200_000, 4, 4.0 * 1.6);
}

/// `cargo test --release --features all-products,extract -- --ignored`
#[test]
#[ignore = "takes some minutes"]
fn the_time_is_in_proportion_to_the_length_up_to_64_mb() {
    is_linear(32_000_000, 2, 2.2);
}

proptest! {
    #[test]
    fn an_answer_has_its_code(record in 0..RECORDS.len(), code in "[A-Z][A-Za-z0-9_]{2,30}(\\.[A-Z][A-Za-z0-9_]{1,30}){0,3}|[0-9]{3,6}") {
        prop_assert_eq!(lost(RECORDS[record], &code), None);
    }

    #[test]
    fn any_bytes_are_looked_at(parts: Vec<Vec<u8>>, seeds in proptest::collection::vec(0..PATTERNS.len(), 1..6)) {
        let mut bytes = vec![];
        for (i, part) in parts.iter().enumerate() {
            bytes.extend_from_slice(part);
            bytes.extend_from_slice(PATTERNS[seeds[i % seeds.len()]].as_bytes());
        }
        let mut from = 0;
        for found in codes_in(&bytes) {
            prop_assert!(found.range().start >= from);
            prop_assert_eq!(&bytes[found.range()], found.code().as_str().as_bytes());
            prop_assert!(found.end() >= found.range().end && found.end() <= bytes.len());
            from = found.end();
            let _ = (found.message(), found.named().count(), found.line());
        }
    }
}
