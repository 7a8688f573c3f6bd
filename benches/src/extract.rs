//! How fast codes are found: in a log, and in texts that were made to be slow. Each text is a megabyte
//! times the number that is given, from memory, on one thread: `extract 64`, or `extract 64 json` for
//! those with this in their name.

mod log;

use std::hint::black_box;

use tencentcloud_error_codes::extract::{Reader, codes_in};

/// What is repeated, and whether a code is found in it.
const PATTERNS: &[(&str, &str)] = &[
    ("codes in one line", "InternalError "),
    (
        "codes in one line, of two parts",
        "AuthFailure.SignatureExpire ",
    ),
    ("records of an SDK", "TencentCloudSDKError: InternalError\n"),
    (
        "records of an SDK in one line",
        "TencentCloudSDKError: InternalError ",
    ),
    (
        "records without an id",
        "[TencentCloudSDKException] code:InternalError message:m\n",
    ),
    (
        "exceptions of Node",
        "TencentCloudSDKHttpException: m { code: 'InternalError' }\n",
    ),
    ("fields in one line", "code=InternalError "),
    ("fields of JSON", "\"Code\":\"InternalError\","),
    (
        "fields of JSON and others",
        "\"Code\":\"InternalError\",\"a\":1,",
    ),
    (
        "items of a list",
        "{\"Code\":\"InternalError\",\"Message\":\"m\"},",
    ),
    ("objects", "{\"Error\":{\"Code\":\"InternalError\"}},"),
    (
        "objects within objects",
        "{\"a\":{\"Code\":\"InternalError\",",
    ),
    ("open messages", "\"Code\":\"InternalError\",\"Message\":\""),
    (
        "open messages in JSON in JSON",
        "\\\"Code\\\":\\\"InternalError\\\",\\\"Message\\\":\\\"",
    ),
    (
        "messages before codes",
        "\"Error\":{\"Message\":\"m\",\"Message\":\"m\",",
    ),
    ("ids", "requestId: 01234567890123456789\n"),
    ("unknown codes", "InvalidParameterValue.Xy "),
    ("classes", "com.example.InvalidParameterException "),
    ("names of families", "InvalidParameterValueXy "),
    ("backslashes", "\\\\\\\\\\\\\\\\\\\\\\\\\\\\\""),
    ("capitals", "A B C D "),
    ("Code", "\"Code\":"),
];

/// The seconds that this thread was on a processor: others may be busy on this machine.
fn cpu_time() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    stat.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e9
}

fn main() {
    let megabytes = std::env::args().nth(1).and_then(|text| text.parse().ok());
    let len = megabytes.unwrap_or(64) * 1_000_000;
    let mut texts = vec![];
    for (name, log) in [
        ("dense log", log::Log::dense()),
        ("sparse log", log::Log::sparse()),
    ] {
        let mut text = String::with_capacity(len + 1000);
        for line in log {
            if text.len() >= len {
                break;
            }
            text.push_str(&line);
            text.push('\n');
        }
        texts.push((name, text));
    }
    for (name, pattern) in PATTERNS {
        texts.push((name, pattern.repeat(len / 4 / pattern.len())));
    }
    let wanted = std::env::args().nth(2).unwrap_or_default().to_lowercase();
    texts.retain(|(name, _)| name.to_lowercase().contains(&wanted));
    println!("{:32} {:>10} {:>8} {:>8}", "", "codes", "MB/s", "Reader");
    for (name, text) in &texts {
        let rate = |run: &dyn Fn() -> usize| {
            let mut best = f64::MAX;
            let mut codes = 0;
            for _ in 0..3 {
                let start = cpu_time();
                codes = black_box(run());
                best = best.min(cpu_time() - start);
            }
            (codes, text.len() as f64 / best / 1e6)
        };
        let (codes, direct) = rate(&|| codes_in(text).count());
        let (read, reader) = rate(&|| {
            let mut reader = Reader::new(text.as_bytes());
            let mut codes = 0;
            while reader.next().unwrap().is_some() {
                codes += 1;
            }
            codes
        });
        assert_eq!(codes, read);
        println!("{name:32} {codes:>10} {direct:>8.0} {reader:>8.0}");
    }
}
