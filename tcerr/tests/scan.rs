//! `tcerr scan` on lines that hold codes, on lines that only look like it, and on bad input.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use proptest::prelude::*;
use serde_json::Value;

const CODES: &str = include_str!("../../tests/fixtures/extract/codes.tsv");
const NOT_CODES: &str = include_str!("../../tests/fixtures/extract/not-codes.txt");

fn scan(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tcerr"))
        .arg("scan")
        .args(arguments)
        .env("NO_COLOR", "1")
        .env_remove("COLUMNS")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            // Whoever does not read its input to the end closes the pipe.
            let _ = stdin.write_all(input);
        });
        child.wait_with_output().unwrap()
    })
}

fn rows(output: &Output) -> Vec<Value> {
    String::from_utf8(output.stdout.clone())
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// The codes of each line that has any.
fn annotated(input: &str) -> BTreeMap<u64, Vec<String>> {
    let output = scan(&["--annotate"], input.as_bytes());
    assert_eq!(output.status.code(), Some(0));
    let codes = |row: &Value| {
        let codes = row["codes"].as_array().unwrap().iter();
        codes
            .map(|code| code["code"].as_str().unwrap().to_owned())
            .collect()
    };
    rows(&output)
        .iter()
        .map(|row| (row["line"].as_u64().unwrap(), codes(row)))
        .collect()
}

fn counts(output: &Output) -> BTreeMap<String, u64> {
    rows(output)
        .iter()
        .map(|row| {
            (
                row["code"].as_str().unwrap().to_owned(),
                row["count"].as_u64().unwrap(),
            )
        })
        .collect()
}

fn temporary(name: &str, content: &[u8]) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, content).unwrap();
    path
}

#[test]
fn every_line_with_codes_gives_just_these() {
    let lines: Vec<_> = CODES
        .lines()
        .map(|line| line.split_once('\t').unwrap())
        .collect();
    assert!(lines.len() >= 60);
    let text: Vec<_> = lines.iter().map(|(_, line)| *line).collect();
    let text = text.join("\n");
    let found = annotated(&text);
    for (number, (expected, line)) in (1..).zip(&lines) {
        let expected: Vec<_> = expected.split(',').map(str::to_owned).collect();
        assert_eq!(found.get(&number), Some(&expected), "{number}: {line}");
    }
}

#[test]
fn no_line_that_only_looks_like_it_gives_any() {
    assert!(NOT_CODES.lines().count() >= 60);
    let found = annotated(NOT_CODES);
    let lines: Vec<_> = NOT_CODES.lines().collect();
    if let Some((number, codes)) = found.first_key_value() {
        let line = lines[usize::try_from(*number).unwrap() - 1];
        panic!("{number}: {codes:?} in {line}");
    }
}

#[test]
fn a_message_over_several_lines_does_not_derail_it() {
    let text = "\
before
[TencentCloudSDKError] Code=InvalidParameter.Conflict, Message=first, \"InternalError\"
RequestId=no, LimitExceeded and so on
last, RequestId=b5b41468-520d-4192-b42f-595cc34b6c1c
after: ResourceInUse
";
    let output = scan(&["--json"], text.as_bytes());
    let expected = [
        ("InvalidParameter.Conflict".to_owned(), 1),
        ("ResourceInUse".to_owned(), 1),
    ];
    assert_eq!(counts(&output), BTreeMap::from(expected));
    let row = rows(&output)
        .into_iter()
        .find(|row| row["code"] == "InvalidParameter.Conflict")
        .unwrap();
    assert_eq!(row["request_id"], "b5b41468-520d-4192-b42f-595cc34b6c1c");
    assert_eq!(row["first"]["line"], 2);
}

/// Lines of all shapes, and how often each code is in them.
fn log(lines: usize) -> (String, BTreeMap<String, u64>) {
    const CODES: [&str; 6] = [
        "RequestLimitExceeded",
        "AuthFailure.SignatureExpire",
        "ResourceNotFound.InstanceNotFound",
        "InvalidParameterValue.BrandNew",
        "InternalError",
        "UnsupportedOperation.InvalidInstanceState",
    ];
    let mut text = String::new();
    let mut counts = BTreeMap::new();
    for line in 0..lines {
        let code = CODES[line * 7 % 6];
        let id = format!("{line:08x}-520d-4192-b42f-595cc34b6c1c");
        let is_code = match line % 5 {
            0 => writeln!(
                text,
                r#"{{"Response":{{"Error":{{"Code":"{code}","Message":"m, \"{}\" InternalError"}},"RequestId":"{id}"}}}}"#,
                "x".repeat(line % 97)
            ),
            1 => writeln!(
                text,
                "[TencentCloudSDKError] Code={code}, Message=a, RequestId=b, RequestId={id}"
            ),
            2 => writeln!(text, "level=warn msg=\"call failed with {code}\" n={line}"),
            3 => writeln!(text, "{}", "no code here ".repeat(line % 13)),
            _ => writeln!(
                text,
                "at com.example.InternalError.java:{line} www.limitexceeded.com"
            ),
        };
        is_code.unwrap();
        if line % 5 < 3 {
            *counts.entry(code.to_owned()).or_insert(0) += 1;
        }
    }
    (text, counts)
}

/// Line by line, with a JSON parser and by splitting.
fn naive_counts(text: &str) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for line in text.lines() {
        let code = if let Ok(answer) = serde_json::from_str::<Value>(line) {
            answer["Response"]["Error"]["Code"]
                .as_str()
                .map(str::to_owned)
        } else if let Some((_, rest)) = line.split_once("[TencentCloudSDKError] Code=") {
            rest.split(',').next().map(str::to_owned)
        } else {
            let rest = line.split_once("failed with ").map(|(_, rest)| rest);
            rest.and_then(|rest| rest.split('"').next())
                .map(str::to_owned)
        };
        if let Some(code) = code {
            *counts.entry(code).or_insert(0) += 1;
        }
    }
    counts
}

#[test]
fn counts_are_those_of_a_naive_reference() {
    // Several pieces of the buffer, cut at all sorts of places.
    let (text, expected) = log(60_000);
    assert!(text.len() > 3 << 20);
    assert_eq!(naive_counts(&text), expected);
    let output = scan(&["--json"], text.as_bytes());
    assert_eq!(counts(&output), expected);
    let last = rows(&output)
        .iter()
        .map(|row| row["last"]["line"].as_u64().unwrap())
        .max();
    assert_eq!(last, Some(59_998));
}

#[test]
fn packed_files_are_unpacked() {
    let (text, expected) = log(5_000);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(text.as_bytes()).unwrap();
    let gzip = gzip.finish().unwrap();
    let zstd = ruzstd::encoding::compress_to_vec(
        text.as_bytes(),
        ruzstd::encoding::CompressionLevel::Fastest,
    );
    // Two members, or frames, are one file.
    for (name, packed) in [("log.gz", gzip), ("log.zst", zstd)] {
        let twice: BTreeMap<_, _> = expected
            .iter()
            .map(|(code, n)| (code.clone(), n * 2))
            .collect();
        let path = temporary(name, &[packed.clone(), packed].concat());
        let output = scan(&["--json", path.to_str().unwrap()], b"");
        assert_eq!(counts(&output), twice, "{name}");
    }
    let path = temporary(
        "broken.zst",
        &[0x28, 0xb5, 0x2f, 0xfd, 0xff, 0xff, 0xff, 0xff],
    );
    let output = scan(&[path.to_str().unwrap()], b"");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("broken zstd"));
}

#[test]
fn exit_codes_serve_a_job_of_ci() {
    let line = b"call failed: RequestLimitExceeded";
    for (arguments, code) in [
        (&[][..], 0),
        (&["--fail-on", "throttling"], 1),
        (&["--fail-on", "backoff"], 1),
        (&["--fail-on", "billing", "--fail-on", "never"], 0),
        (&["--fail-on", "thursday"], 2),
        (&["--annotate", "--json"], 2),
    ] {
        assert_eq!(
            scan(arguments, line).status.code(),
            Some(code),
            "{arguments:?}"
        );
    }
}

#[test]
fn what_cannot_be_read_is_said_and_the_rest_is_done() {
    let good = temporary("good.log", b"call failed: RequestLimitExceeded\n");
    let folder = env!("CARGO_TARGET_TMPDIR");
    let output = scan(
        &["--json", "no/such/file", folder, good.to_str().unwrap()],
        b"",
    );
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(counts(&output).len(), 1);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("tcerr: no/such/file: "), "{said}");
    assert!(
        said.contains("found a directory, expected a file"),
        "{said}"
    );
}

#[test]
fn bytes_that_are_no_text_are_no_trouble() {
    let mut bytes = vec![0, 0xff, 0xfe, b'"', 0x80];
    bytes.extend(b" InternalError \xff\xffLimitExceeded\0\"Code\":\"\xff\"");
    let output = scan(&["--annotate"], &bytes);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(rows(&output).len(), 1);
    assert!(scan(&[], b"").status.success());
}

#[test]
fn a_line_of_100_megabytes_is_no_trouble() {
    let mut line = b"x ".repeat(50 << 20);
    line.extend(b"RequestLimitExceeded");
    let output = scan(&["--json"], &line);
    assert_eq!(
        counts(&output),
        BTreeMap::from([("RequestLimitExceeded".to_owned(), 1)])
    );
}

#[test]
fn a_closed_pipe_is_a_quiet_end() {
    let (text, _) = log(100_000);
    let path = temporary("long.log", text.as_bytes());
    let mut child = Command::new(env!("CARGO_BIN_EXE_tcerr"))
        .args(["scan", "--annotate", path.to_str().unwrap()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut start = [0; 100];
    child.stdout.take().unwrap().read_exact(&mut start).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let text = b"{\"Error\":{\"Code\":\"InternalError.\x1b[2J\"},\"RequestId\":\"\x1b[31m\"}\n";
    let output = scan(&[], text);
    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(
        !shown.chars().any(|c| c.is_control() && c != '\n'),
        "{shown:?}"
    );
}

#[test]
fn an_empty_request_id_is_none_and_hides_no_later_one() {
    // Found by fuzzing.
    let answer = |id: &str| {
        format!(
            "{{\"Response\":{{\"Error\":{{\"Code\":\"InternalError\",\"Message\":\"m\"}},\"RequestId\":\"{id}\"}}}}\n"
        )
    };
    let input = answer("") + &answer("ed93f3cb");
    let rows = rows(&scan(&["--json"], input.as_bytes()));
    assert_eq!(rows[0]["count"], 2);
    assert_eq!(rows[0]["request_id"], "ed93f3cb");
}

/// Lines with so many different unknown codes of one category.
fn unknown(count: usize) -> String {
    let line = |number| format!("InvalidParameterValue.Foo{number}\n");
    (0..count).map(line).collect()
}

#[test]
fn codes_that_are_not_listed_count_in_their_category() {
    let text = unknown(60_000) + "ResourceNotFound.Foo\nInternalError\n";
    let output = scan(&["--by", "category", "--json"], text.as_bytes());
    let row = |row: &Value| {
        let category = row["category"].as_str().unwrap().to_owned();
        let number = |value: &Value| value.as_u64().unwrap();
        let places = (number(&row["first"]["line"]), number(&row["last"]["line"]));
        (
            category,
            number(&row["count"]),
            number(&row["codes"]),
            places,
        )
    };
    let rows: Vec<_> = rows(&output).iter().map(row).collect();
    assert_eq!(
        rows,
        [
            ("validation".to_owned(), 60_000, 50_000, (1, 60_000)),
            ("internal".to_owned(), 1, 1, (60_002, 60_002)),
            ("not_found".to_owned(), 1, 0, (60_001, 60_001)),
        ]
    );
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "tcerr: more than 50000 different unknown codes: 10001 more occurrences are in `count`, but their codes are not in `codes`\n"
    );
    let output = scan(&["--json"], text.as_bytes());
    assert_eq!(counts(&output).len(), 50_001);
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "tcerr: more than 50000 different unknown codes: 10001 more are not listed\n"
    );
    // These leave out none.
    for arguments in [&["--annotate"][..], &["--timeline", "category"]] {
        let output = scan(arguments, text.as_bytes());
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    }
}

#[test]
fn first_and_last_go_by_time_across_files() {
    let newer = temporary(
        "rotated.log",
        b"2026-03-07 10:00:00 InternalError\n2026-03-07 11:00:00 InternalError\nLimitExceeded\n",
    );
    let older = temporary(
        "rotated.log.1",
        b"2026-03-06 10:00:00 InternalError\n2026-03-06 09:00:00 InternalError\n2026-03-06 11:00:00 LimitExceeded\n",
    );
    let oldest = temporary("rotated.log.2", b"x\n2026-03-06 09:30:00 InternalError\n");
    let [newer, older, oldest] = [&newer, &older, &oldest].map(|path| path.to_str().unwrap());
    let places = |arguments: &[&str], code: &str| {
        let rows = rows(&scan(arguments, b""));
        let named = |row: &&Value| row["code"] == code || row["category"] == code;
        let row = rows.iter().find(named).unwrap();
        ["first", "last"].map(|name| {
            let (file, line) = (&row[name]["file"], &row[name]["line"]);
            (file.as_str().unwrap().to_owned(), line.as_u64().unwrap())
        })
    };
    let place = |file: &str, line| (file.to_owned(), line);
    for files in [[newer, older], [older, newer]] {
        for (kind, code) in [
            (&["--json"][..], "InternalError"),
            (&["--json", "--by", "category"], "internal"),
        ] {
            // Within a file, the order of the lines counts.
            let expected = [place(older, 1), place(newer, 2)];
            assert_eq!(places(&[kind, &files].concat(), code), expected);
        }
    }
    let files = ["--json", newer, older, oldest];
    assert_eq!(
        places(&files, "InternalError"),
        [place(oldest, 2), place(newer, 2)]
    );
    // Where a place has no time, the order of the files counts.
    assert_eq!(
        places(&files, "LimitExceeded"),
        [place(newer, 3), place(older, 3)]
    );
}

#[test]
fn csv_has_a_header_and_the_columns_of_json() {
    for by in [&[][..], &["--by", "category"]] {
        let run = |format, text: &[u8]| scan(&[&[format], by].concat(), text);
        let json = run("--json", b"2026-03-06 10:00:00 InternalError");
        let mut names = vec![];
        for (name, value) in rows(&json)[0].as_object().unwrap() {
            match value.as_object() {
                Some(place) => names.extend(place.keys().map(|key| format!("{name}_{key}"))),
                None => names.push(name.clone()),
            }
        }
        let header = names.join(",") + "\n";
        let empty = run("--csv", b"nothing");
        assert_eq!(String::from_utf8(empty.stdout).unwrap(), header);
        let full = String::from_utf8(run("--csv", b"InternalError").stdout).unwrap();
        let rest = full.strip_prefix(&header).unwrap();
        assert_eq!(rest.matches(',').count(), names.len() - 1);
    }
}

#[test]
fn a_timeline_says_what_it_does_not_draw() {
    let mut text = String::new();
    for number in 0..30 {
        writeln!(
            text,
            "2026-03-06 10:00:00 InvalidParameterValue.Foo{number}"
        )
        .unwrap();
    }
    text += "InternalError\nInternalError\n";
    let shown = scan(&["--timeline", "code"], text.as_bytes());
    let shown = String::from_utf8(shown.stdout).unwrap();
    assert!(
        shown.ends_with(
            "10 s a bar, 1 at most\nthe 20 most frequent of 30 codes\nnot counted: 2 on lines without a time\n"
        ),
        "{shown}"
    );
    let path = temporary("missing.svg", b"");
    let arguments = ["--timeline", "code", "--svg", path.to_str().unwrap()];
    assert!(scan(&arguments, text.as_bytes()).status.success());
    let svg = fs::read_to_string(path).unwrap();
    assert!(
        svg.contains(">the 20 most frequent of 30 codes</text>"),
        "{svg}"
    );
    assert!(
        svg.contains(">not counted: 2 on lines without a time</text>"),
        "{svg}"
    );
    let shown = scan(
        &["--timeline", "category"],
        b"2026-03-06 10:00:00 InternalError",
    );
    let shown = String::from_utf8(shown.stdout).unwrap();
    assert_eq!(shown.lines().count(), 2, "{shown}");
    let help = scan(&["--help"], b"");
    assert!(String::from_utf8_lossy(&help.stdout).contains("time zones are not converted"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_bytes_are_scanned(parts: Vec<Vec<u8>>, at in 0..8usize) {
        const SEEDS: [&[u8]; 8] = [
            b"\"Error\":{\"Code\":\"", b"[TencentCloudSDKError] Code=", b"InternalError",
            b"\\\"Code\\\":\\\"", b"message:", b"RequestId=", b"Inva", b"\"Error",
        ];
        let bytes = parts.join(SEEDS[at]);
        let output = scan(&["--annotate"], &bytes);
        prop_assert_eq!(output.status.code(), Some(0));
        prop_assert!(output.stderr.is_empty());
    }
}
