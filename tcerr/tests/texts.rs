//! Texts of all kinds: `explain`, `scan` and `classify` find what the library finds.

#![allow(clippy::format_collect, reason = "a test may take its time")]

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tencentcloud_error_codes::extract::codes_in;

const FOUND: &str = include_str!("../../tests/fixtures/extract/found.txt");
const NOT_FOUND: &str = include_str!("../../tests/fixtures/extract/not-found.txt");

fn tcerr(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tcerr"))
        .args(arguments)
        .env("NO_COLOR", "1")
        .env_remove("COLUMNS")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn rows(output: &Output) -> Vec<Value> {
    let text = std::str::from_utf8(&output.stdout).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn texts(fixture: &str) -> impl Iterator<Item = (&str, String)> {
    fixture.split("\n=== ").skip(1).map(|case| {
        let (name, rest) = case.split_once('\n').unwrap();
        let text = rest.split_once("\n---\n").map_or(rest, |(text, _)| text);
        (name, text.replace('␛', "\x1b").replace('␍', "\r"))
    })
}

#[test]
fn all_commands_find_the_same() {
    for (name, text) in texts(FOUND).chain(texts(NOT_FOUND)) {
        let mut expected: Vec<(String, Option<String>)> = vec![];
        for found in codes_in(&text) {
            let code = found.code().as_str().to_owned();
            let id = found.request_id().map(str::to_owned);
            match expected.iter_mut().find(|(known, _)| *known == code) {
                Some((_, known)) => *known = known.take().or(id),
                None => expected.push((code, id)),
            }
        }
        let found = |output: &Output| -> Vec<_> {
            let field = |row: &Value, name: &str| row[name].as_str().map(str::to_owned);
            rows(output)
                .iter()
                .map(|row| (field(row, "code").unwrap(), field(row, "request_id")))
                .collect()
        };
        let explained = tcerr(&["explain", "--json", "-"], text.as_bytes());
        assert_eq!(found(&explained), expected, "explain: {name}");
        if !text.starts_with('-') {
            let explained = tcerr(&["explain", "--json", "--", &text], b"");
            assert_eq!(
                found(&explained),
                expected,
                "explain, as an argument: {name}"
            );
        }
        let is_known = |(code, _): &(String, _)| {
            tencentcloud_error_codes::WireCode::new(code.as_str())
                .known()
                .is_some()
        };
        let is_fine = !expected.is_empty() && expected.iter().all(is_known);
        assert_eq!(
            explained.status.code(),
            Some(i32::from(!is_fine)),
            "explain: {name}"
        );

        let mut scanned = found(&tcerr(&["scan", "--json"], text.as_bytes()));
        let mut sorted = expected.clone();
        scanned.sort();
        sorted.sort();
        assert_eq!(scanned, sorted, "scan: {name}");
        let annotated = tcerr(&["scan", "--annotate"], text.as_bytes());
        let annotated: Vec<_> = rows(&annotated)
            .iter()
            .flat_map(|row| row["codes"].as_array().unwrap().clone())
            .map(|code| code["code"].as_str().unwrap().to_owned())
            .collect();
        let all: Vec<_> = codes_in(&text)
            .map(|found| found.code().as_str().to_owned())
            .collect();
        assert_eq!(annotated, all, "scan --annotate: {name}");

        let classified = tcerr(&["classify", "--json"], text.as_bytes());
        let lines: Vec<_> = text.split_terminator('\n').collect();
        let classified = rows(&classified);
        assert_eq!(classified.len(), lines.len(), "classify: {name}");
        for (row, line) in classified.iter().zip(lines) {
            let first = codes_in(line)
                .next()
                .map(|found| found.code().as_str().to_owned());
            assert_eq!(
                row["code"].as_str(),
                first.as_deref(),
                "classify: {name}: {line}"
            );
        }
    }
}

#[test]
fn a_row_comes_for_each_line_at_once() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tcerr"))
        .arg("classify")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut rows = std::io::BufReader::new(child.stdout.take().unwrap());
    for (line, expected) in [
        // The first bytes may say how it is packed, and are not waited for.
        ("", "\t\t\tnone\n"),
        (
            "RequestLimitExceeded",
            "RequestLimitExceeded\tthrottling\tbackoff\texact\n",
        ),
        ("", "\t\t\tnone\n"),
        ("nothing here", "\t\t\tnone\n"),
        (
            "failed: LimitExceeded.New, again",
            "LimitExceeded.New\tquota\tnever\tfamily\n",
        ),
    ] {
        writeln!(stdin, "{line}").unwrap();
        let mut row = String::new();
        std::io::BufRead::read_line(&mut rows, &mut row).unwrap();
        assert_eq!(row, expected);
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn packed_and_utf_16_lines_give_their_rows_at_once() {
    let gzip = {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(b"InternalError\n").unwrap();
        packer.flush().unwrap();
        packer.get_ref().clone()
    };
    let zstd = ruzstd::encoding::compress_to_vec(
        &b"InternalError\n"[..],
        ruzstd::encoding::CompressionLevel::Fastest,
    );
    let utf_16 = |to_bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        let text = "\u{feff}InternalError\n";
        text.encode_utf16().flat_map(to_bytes).collect()
    };
    for (name, bytes) in [
        ("UTF-16, little end first", utf_16(u16::to_le_bytes)),
        ("UTF-16, big end first", utf_16(u16::to_be_bytes)),
        ("gzip", gzip),
        ("zstd", zstd),
    ] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_tcerr"))
            .arg("classify")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // What is packed is cut off.
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(&bytes).unwrap();
        let mut rows = std::io::BufReader::new(child.stdout.take().unwrap());
        let mut row = String::new();
        std::io::BufRead::read_line(&mut rows, &mut row).unwrap();
        let expected = "InternalError\tinternal\tif_idempotent\texact\n";
        assert_eq!(row, expected, "{name}");
        drop(stdin);
        child.wait().unwrap();
    }
}

#[test]
fn a_line_that_flows_is_annotated_at_once() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tcerr"))
        .args(["scan", "--annotate"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut rows = std::io::BufReader::new(child.stdout.take().unwrap());
    for number in 1..4 {
        write!(stdin, "failed: InternalError\nnot yet whole: Limit").unwrap();
        let mut row = String::new();
        std::io::BufRead::read_line(&mut rows, &mut row).unwrap();
        let row: Value = serde_json::from_str(&row).unwrap();
        assert_eq!(
            (&row["line"], &row["codes"][0]["code"]),
            (&number.into(), &"InternalError".into())
        );
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_success_with_failed_items_is_said() {
    let answer = r#"{"Response":{"SendStatusSet":[{"Code":"InternalError.Timeout","Message":"m"}],"RequestId":"x"}}"#;
    let output = tcerr(&["explain", "-"], answer.as_bytes());
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "tcerr: success, with 1 failed item\n"
    );
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("InternalError.Timeout\n"));
}

#[test]
fn what_a_message_names_is_said() {
    let line = "[TencentCloudSDKError] Code=FailedOperation.AsCommon, Message=said LimitExceeded, RequestId=x";
    let output = tcerr(&["explain", line], b"");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains("  names       LimitExceeded: "), "{text}");
}

#[test]
fn a_word_in_another_case_or_the_name_of_a_variant_is_understood() {
    for word in ["internalerror", "InternalError", "INTERNALERROR"] {
        let output = tcerr(&["explain", word], b"");
        assert!(
            String::from_utf8_lossy(&output.stdout).starts_with("InternalError\n"),
            "{word}"
        );
        assert_eq!(output.status.code(), Some(0));
    }
    let output = tcerr(&["explain", "AuthFailureSignatureExpire"], b"");
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("AuthFailure.SignatureExpire\n"));
    let output = tcerr(&["explain", "InternalErr"], b"");
    assert!(String::from_utf8_lossy(&output.stdout).contains("similar     InternalError, "));
}

#[test]
fn json_is_small_unless_it_is_asked_for() {
    let output = tcerr(&["explain", "--json", "InternalError"], b"");
    assert!(output.stdout.len() < 2048);
    let row = &rows(&output)[0];
    assert_eq!(row["retryable"], "conditional");
    assert!(row["product_count"].as_u64().unwrap() > 100);
    let full = &rows(&tcerr(
        &["explain", "--json", "--full", "InternalError"],
        b"",
    ))[0];
    assert_eq!(
        full["products"].as_array().unwrap().len() as u64,
        row["product_count"]
    );
}

/// What an attacker or an accident may put in.
mod odd {
    use super::{rows, tcerr};
    use std::process::{Command, Stdio};

    #[test]
    fn a_line_with_very_many_codes_is_cut_into_rows() {
        let line = "InternalError ".repeat(100_000);
        let output = tcerr(&["scan", "--annotate"], line.as_bytes());
        let rows = rows(&output);
        // Of a thousand codes each, and some more where the line was cut to be worked on.
        assert!((100..=104).contains(&rows.len()), "{}", rows.len());
        assert!(output.stdout.len() < 20_000_000);
        let codes: usize = rows
            .iter()
            .map(|row| row["codes"].as_array().unwrap().len())
            .sum();
        assert_eq!(codes, 100_000);
    }

    #[test]
    fn unknown_codes_do_not_hide_known_ones() {
        let mut text: String = (0..60_000)
            .map(|n| format!("InvalidParameterValue.New{n}\n"))
            .collect();
        text += "AuthFailure.SignatureExpire\n";
        let output = tcerr(
            &["scan", "--json", "--fail-on", "authentication"],
            text.as_bytes(),
        );
        assert_eq!(output.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&output.stdout).contains("AuthFailure.SignatureExpire"));
        assert!(String::from_utf8_lossy(&output.stderr).contains("10000 more are not listed"));
        // What is not listed counts, too.
        text += "LimitExceeded.New\n";
        let output = tcerr(&["scan", "--json", "--fail-on", "quota"], text.as_bytes());
        assert_eq!(output.status.code(), Some(1));
    }

    #[test]
    fn several_things_may_be_failed_on() {
        let text = b"RequestLimitExceeded, LimitExceeded.New, InternalError";
        for (what, code) in [
            ("throttling", 1),
            ("billing,never", 1),
            ("billing,refresh", 0),
            ("unknown", 1),
            ("InternalError", 1),
            ("LimitExceeded.New", 1),
            ("ResourceInUse,ResourceNotFound", 0),
            ("thursday", 2),
        ] {
            assert_eq!(
                tcerr(&["scan", "--fail-on", what], text).status.code(),
                Some(code),
                "{what}"
            );
        }
        // What has no class counts as `never`.
        let number = br#"{"Response":{"Error":{"Code":"4002","Message":"m"},"RequestId":"x"}}"#;
        assert_eq!(
            tcerr(&["scan", "--fail-on", "never"], number).status.code(),
            Some(1)
        );
    }

    #[test]
    #[cfg(unix)]
    fn a_closed_output_does_not_hide_a_failure() {
        let run = |fail_on: &str| {
            let command = format!(
                "yes 'call failed: RequestLimitExceeded' | head -n 200000 | {{ {} scan --annotate --fail-on {fail_on}; echo $? >&2; }} | true",
                env!("CARGO_BIN_EXE_tcerr")
            );
            let output = Command::new("sh").args(["-c", &command]).output().unwrap();
            String::from_utf8(output.stderr).unwrap()
        };
        assert_eq!(run("throttling"), "1\n");
        assert_eq!(run("billing"), "0\n");
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_full_disk_is_said_and_a_full_stderr_is_no_trouble() {
        let full = || {
            std::fs::OpenOptions::new()
                .write(true)
                .open("/dev/full")
                .unwrap()
        };
        let run = |stdout: Stdio, stderr: Stdio| {
            let mut child = Command::new(env!("CARGO_BIN_EXE_tcerr"))
                .args(["scan", "no/such/file", "../examples/app.log"])
                .current_dir(env!("CARGO_MANIFEST_DIR"))
                .stdout(stdout)
                .stderr(stderr)
                .spawn()
                .unwrap();
            child.wait().unwrap().code()
        };
        assert_eq!(run(Stdio::null(), full().into()), Some(2));
        assert_eq!(run(full().into(), Stdio::null()), Some(2));
    }

    #[test]
    fn a_picture_that_cannot_be_written_has_a_name() {
        let arguments = ["scan", "--timeline", "code", "--svg", "no/such/x.svg"];
        let output = tcerr(&arguments, b"2026-03-06T14:00:00Z InternalError\n");
        assert_eq!(output.status.code(), Some(2));
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.starts_with("tcerr: no/such/x.svg: "), "{said}");
    }

    #[test]
    fn a_cut_file_gives_what_is_in_it() {
        let text = "call failed: RequestLimitExceeded, and some text that does not repeat\n"
            .repeat(20_000);
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
        std::io::Write::write_all(&mut gzip, text.as_bytes()).unwrap();
        let gzip = gzip.finish().unwrap();
        let output = tcerr(&["scan", "--json"], &gzip[..gzip.len() / 2]);
        assert_eq!(output.status.code(), Some(2));
        let count = rows(&output)[0]["count"].as_u64().unwrap();
        assert!(count > 9_000, "{count}");
        // One that is only for reading, as a device or a pipe may be.
        let output = tcerr(&["explain", "--json", "-"], &gzip[..gzip.len() / 2]);
        assert_eq!((rows(&output).len(), output.status.code()), (1, Some(2)));
    }

    #[test]
    fn frames_without_text_and_checksums_of_zstd_are_minded() {
        let text = b"call failed: RequestLimitExceeded\n";
        let packed = ruzstd::encoding::compress_to_vec(
            &text[..],
            ruzstd::encoding::CompressionLevel::Fastest,
        );
        let skippable = [&[0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3][..], &packed].concat();
        assert_eq!(rows(&tcerr(&["scan", "--json"], &skippable)).len(), 1);
        // The last four bytes are the checksum, if there is one.
        let mut wrong = packed.clone();
        let has_checksum = packed[4] & 4 != 0;
        *wrong.last_mut().unwrap() ^= 1;
        let output = tcerr(&["scan", "--json"], &wrong);
        assert_eq!(output.status.code(), Some(2), "{has_checksum}");
    }

    #[test]
    fn what_is_packed_otherwise_is_said() {
        for (start, name, command) in [
            (&b"\xfd7zXZ\0\0\x04"[..], "xz", "xz -dc"),
            (b"BZh91AY&SY", "bzip2", "bzip2 -dc"),
            (b"PK\x03\x04\x14\0", "zip", "unzip -p"),
            (b"\x04\x22\x4d\x18\x64\x40", "lz4", "lz4 -dc"),
        ] {
            for (arguments, of) in [
                (&["scan"][..], "-"),
                (&["explain", "-"], "standard input"),
                (&["classify"], "standard input"),
            ] {
                let output = tcerr(arguments, start);
                assert_eq!(output.status.code(), Some(2), "{name}");
                let said = format!(
                    "tcerr: {of}: is packed by {name}, which is not read; \
                     unpack it first: {command} FILE | tcerr ...\n"
                );
                assert_eq!(String::from_utf8(output.stderr).unwrap(), said);
            }
        }
    }

    #[test]
    fn what_is_broken_has_a_name() {
        for (arguments, of) in [
            (&["scan"][..], "-"),
            (&["explain", "-"], "standard input"),
            (&["classify"], "standard input"),
        ] {
            let output = tcerr(arguments, b"\x1f\x8b");
            assert_eq!(output.status.code(), Some(2), "{arguments:?}");
            let said = String::from_utf8(output.stderr).unwrap();
            let end = format!("tcerr: {of}: broken gzip: it ends too early\n");
            assert!(said.ends_with(&end), "{said}");
        }
    }

    #[test]
    fn utf_16_is_read() {
        let text = "返回InternalError\r\n";
        let units = text.encode_utf16().flat_map(u16::to_le_bytes);
        let bytes: Vec<_> = [0xff, 0xfe].into_iter().chain(units).collect();
        for command in [
            &["scan", "--json"][..],
            &["explain", "--json", "-"],
            &["classify", "--json"],
        ] {
            assert_eq!(
                rows(&tcerr(command, &bytes))[0]["code"],
                "InternalError",
                "{command:?}"
            );
        }
        // A list of words that are no codes, too.
        let words = "\u{feff}InternalErr\r\n".encode_utf16();
        let words: Vec<_> = words.flat_map(u16::to_be_bytes).collect();
        let output = tcerr(&["explain", "--json", "-"], &words);
        assert_eq!(rows(&output)[0]["code"], "InternalErr");
    }

    #[test]
    fn a_nul_ends_nothing() {
        let output = tcerr(
            &["explain", "--json", "-"],
            b"x\0 call failed: InternalError\n",
        );
        assert_eq!(rows(&output).len(), 1);
    }

    #[test]
    fn very_many_unknown_words_come_to_an_end() {
        let words = "SomeWordOfSomebody\n".repeat(30_000);
        let output = tcerr(&["explain", "-"], words.as_bytes());
        assert_eq!(output.status.code(), Some(1));
        let words: String = (0..3_000).map(|n| format!("Unheard.Of{n}\n")).collect();
        let output = tcerr(&["explain", "--json", "-"], words.as_bytes());
        assert_eq!(rows(&output).len(), 3_000);
    }

    #[test]
    fn nothing_that_a_terminal_obeys_is_written() {
        let odd = "\u{7f}\u{9b}31m\u{202e}\u{1b}]52;c;eA==\u{7}";
        let answer = format!(
            "{{\"Error\":{{\"Code\":\"InternalError\",\"Message\":\"a{odd}b\"}},\"RequestId\":\"c{odd}d\"}}"
        );
        for command in [
            &["scan"][..],
            &["scan", "--json"],
            &["scan", "--csv"],
            &["scan", "--annotate"],
            &["explain", "-"],
            &["explain", "--json", "-"],
            &["classify"],
            &["classify", "--json"],
            &["scan", odd],
            &["explain", odd],
            &["list", "--product", odd],
            &["search", odd],
            &["actions", odd],
            &[odd],
            &["scan", "--fail-on", odd],
        ] {
            let output = tcerr(command, answer.as_bytes());
            for written in [&output.stdout, &output.stderr] {
                let written = std::str::from_utf8(written).unwrap();
                let is_odd =
                    |c: char| c.is_control() && !matches!(c, '\n' | '\t') || c == '\u{202e}';
                assert!(!written.contains(is_odd), "{command:?}: {written:?}");
            }
        }
        // Nothing is lost, either.
        let output = tcerr(&["explain", "--json", "-"], answer.as_bytes());
        assert_eq!(rows(&output)[0]["message"], format!("a{odd}b"));
    }

    #[test]
    #[cfg(unix)]
    fn a_file_may_have_any_name() {
        use std::os::unix::ffi::OsStrExt as _;
        let name = std::ffi::OsStr::from_bytes(b"\xff\xfe.log");
        let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::write(&path, "call failed: InternalError").unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_tcerr"))
            .args(["scan", "--json"])
            .arg(&path)
            .output()
            .unwrap();
        assert_eq!(rows(&output).len(), 1);
    }
}

/// What takes much memory or time if it is kept or looked at again; `cargo test --release -- --ignored` tries the
/// full sizes.
#[cfg(target_os = "linux")]
mod large {
    use std::fmt::Write as _;
    use std::io::{Read as _, Write};
    use std::process::{ChildStdin, Command, Stdio};

    /// Runs it, and returns its output, its exit code, and the most memory that it took until its input ended, in
    /// megabytes.
    fn run(arguments: &[&str], input: impl FnOnce(&mut ChildStdin)) -> (String, Option<i32>, u64) {
        let mut child = Command::new(env!("CARGO_BIN_EXE_tcerr"))
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let mut stdout = child.stdout.take().unwrap();
        let reader = std::thread::spawn(move || {
            let mut text = String::new();
            stdout.read_to_string(&mut text).unwrap();
            text
        });
        input(&mut stdin);
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
        drop(stdin);
        let peak = status
            .lines()
            .find_map(|line| line.strip_prefix("VmHWM:"))
            .unwrap();
        let peak: u64 = peak.trim().trim_end_matches(" kB").parse().unwrap();
        let code = child.wait().unwrap().code();
        (reader.join().unwrap(), code, peak / 1000)
    }

    /// An answer in one line, with its error at the end.
    fn explain(megabytes: usize) {
        let item =
            r#"{"InstanceId":"ins-1a2b3c4d","State":"RUNNING","Tags":["a","b"],"Note":"\u4f60"},"#;
        let block = item.repeat(1_000_000 / item.len());
        let (text, code, peak) = run(&["explain", "--json", "-"], |stdin| {
            stdin.write_all(b"{\"Response\":{\"Items\":[").unwrap();
            for _ in 0..megabytes {
                stdin.write_all(block.as_bytes()).unwrap();
            }
            let end = br#"{}],"Error":{"Code":"InternalError","Message":"m"},"RequestId":"x-1"}}"#;
            stdin.write_all(end).unwrap();
        });
        assert_eq!(code, Some(0));
        let row: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(
            (&row["code"], &row["request_id"]),
            (&"InternalError".into(), &"x-1".into())
        );
        assert!(peak < 64, "{peak} MB");
    }

    #[test]
    fn a_long_answer_is_not_kept() {
        explain(4);
    }

    #[test]
    #[ignore = "takes long in debug"]
    fn an_answer_of_60_megabytes_is_not_kept() {
        explain(60);
    }

    /// Codes that nobody knows, all different, and one that is known.
    fn unknown(count: usize) {
        let (text, code, peak) = run(
            &["scan", "--json", "--fail-on", "authentication"],
            |stdin| {
                let mut block = String::new();
                for number in 0..count {
                    writeln!(block, "InvalidParameterValue.New{number}").unwrap();
                    if block.len() > 1 << 16 {
                        stdin.write_all(block.as_bytes()).unwrap();
                        block.clear();
                    }
                }
                block += "AuthFailure.SignatureExpire\n";
                stdin.write_all(block.as_bytes()).unwrap();
            },
        );
        assert_eq!(code, Some(1));
        assert!(text.contains("AuthFailure.SignatureExpire"));
        assert!(peak < 200, "{peak} MB");
    }

    #[test]
    fn rows_of_long_codes_are_not_collected() {
        for format in ["--json", "--csv"] {
            let mut child = Command::new(env!("CARGO_BIN_EXE_tcerr"))
                .args(["scan", format])
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            let mut stdin = child.stdin.take().unwrap();
            let tail = "x".repeat(80);
            for number in 0..50_000 {
                writeln!(stdin, "InvalidParameterValue.New{number}{tail}").unwrap();
            }
            drop(stdin);
            let status = format!("/proc/{}/status", child.id());
            let peak = || -> u64 {
                let status = std::fs::read_to_string(&status).unwrap();
                let mut lines = status.lines();
                let peak = lines.find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
                peak.trim().trim_end_matches(" kB").parse().unwrap()
            };
            // More rows are to come than a pipe holds, so it still runs when the first one is here.
            let mut stdout = child.stdout.take().unwrap();
            stdout.read_exact(&mut [0; 1]).unwrap();
            let peak = peak() / 1000;
            stdout.read_to_end(&mut Vec::new()).unwrap();
            assert!(child.wait().unwrap().success());
            assert!(peak < 80, "{format}: {peak} MB");
        }
    }

    #[test]
    fn very_many_unknown_codes_take_little_memory() {
        unknown(200_000);
    }

    #[test]
    #[ignore = "takes long in debug"]
    fn ten_million_unknown_codes_take_little_memory() {
        unknown(10_000_000);
    }
}

#[test]
#[cfg(unix)]
fn an_interrupt_prints_what_was_found() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tcerr"))
        .args(["scan", "--json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(b"call failed: InternalError\n").unwrap();
    std::thread::sleep(std::time::Duration::from_millis(700));
    let kill = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(kill.success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(rows(&output).len(), 1);
    assert_eq!(output.status.code(), Some(130));
    drop(stdin);
}

/// Nothing was typed yet, or nobody writes to a pipe yet.
#[test]
#[cfg(unix)]
fn an_interrupt_ends_what_only_waits() {
    const SECONDS: u64 = 10;
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let fifo = folder.join("idle.fifo");
    let _ = std::fs::remove_file(&fifo);
    let made = Command::new("mkfifo").arg(&fifo).status().unwrap();
    assert!(made.success());
    std::fs::write(folder.join("before.log"), "call failed: InternalError\n").unwrap();
    let waiting: Vec<_> = [
        ("scan", "no error codes found\n"),
        ("scan --threads 1", "no error codes found\n"),
        ("scan --annotate", ""),
        ("scan idle.fifo", "no error codes found\n"),
        (
            "scan --json before.log idle.fifo",
            "{\"code\":\"InternalError\",",
        ),
    ]
    .into_iter()
    .map(|(arguments, expected)| {
        let child = Command::new(env!("CARGO_BIN_EXE_tcerr"))
            .args(arguments.split(' '))
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        (arguments, expected, child)
    })
    .collect();
    std::thread::sleep(std::time::Duration::from_millis(700));
    let ended = waiting.into_iter().map(|(arguments, expected, mut child)| {
        // Not to close the pipe.
        let stdin = child.stdin.take();
        let kill = Command::new("kill")
            .args(["-INT", &child.id().to_string()])
            .status()
            .unwrap();
        assert!(kill.success());
        let end = std::time::Instant::now() + std::time::Duration::from_secs(SECONDS);
        while child.try_wait().unwrap().is_none() && std::time::Instant::now() < end {
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        let _ = child.kill();
        let output = child.wait_with_output().unwrap();
        drop(stdin);
        (arguments, expected, output)
    });
    // None is left behind if one fails.
    let ended: Vec<_> = ended.collect();
    for (arguments, expected, output) in ended {
        assert_eq!(output.status.code(), Some(130), "{arguments}");
        let written = String::from_utf8(output.stdout).unwrap();
        assert!(written.starts_with(expected), "{arguments}: {written}");
    }
}

#[test]
fn times_stand_beside_places_and_are_drawn() {
    let log: String = (0..60)
        .map(|minute| {
            format!(
                "2026-03-06T14:{minute:02}:00Z failed: {}\n",
                if minute < 30 {
                    "InternalError"
                } else {
                    "LimitExceeded"
                }
            )
        })
        .collect();
    let row = &rows(&tcerr(&["scan", "--json"], log.as_bytes()))[0];
    assert_eq!(
        (&row["first"]["time"], &row["last"]["line"]),
        (&"2026-03-06 14:00:00".into(), &30.into())
    );
    let svg = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("timeline.svg");
    let output = tcerr(
        &[
            "scan",
            "--timeline",
            "category",
            "--svg",
            svg.to_str().unwrap(),
        ],
        log.as_bytes(),
    );
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines.len(), 3, "{text}");
    assert!(
        lines[0].starts_with(&"█".repeat(30)) && lines[0].ends_with("30  internal"),
        "{text}"
    );
    assert_eq!(
        lines[2],
        "2026-03-06 14:00:00 to 2026-03-06 15:00:00, 1 min a bar, 1 at most"
    );
    let svg = std::fs::read_to_string(svg).unwrap();
    assert_eq!(svg.matches("<title>").count(), 60);
    let by = tcerr(&["scan", "--by", "category", "--csv"], log.as_bytes());
    assert_eq!(
        String::from_utf8(by.stdout).unwrap().lines().nth(1),
        Some("internal,30,1,-,1,2026-03-06 14:00:00,-,30,2026-03-06 14:29:00")
    );
}
