//! `tcerr`, run as a program.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tencentcloud_error_codes::ErrorCode;

fn tcerr(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tcerr"))
        .args(arguments)
        .env("NO_COLOR", "1")
        .env_remove("COLUMNS")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that needs no input may have ended before it gets some.
    match child.stdin.take().unwrap().write_all(input.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => panic!("{error}"),
        _ => {}
    }
    child.wait_with_output().unwrap()
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

/// The README of the repository, which is no part of the package.
fn root_readme() -> Option<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let is_checkout = root.join("xtask").exists();
    is_checkout.then(|| fs::read_to_string(root.join("README.md")).unwrap())
}

#[test]
fn the_readme_shows_the_true_output() {
    let answer = include_str!("../examples/failure.json");
    let output = tcerr(&["explain", "AuthFailure.SignatureExpire", "-"], answer);
    let shown = format!("```text\n{}```", stdout(&output));
    if let Some(readme) = root_readme() {
        assert!(readme.contains(&shown), "it does not show:\n{shown}");
    }
    assert_eq!(output.status.code(), Some(0));
}

/// The text without the month of the data at the end of a row: an import is no reason to rewrite a README.
fn ageless(text: &str) -> String {
    let is_month = |text: &str| text.len() == 7 && text.starts_with("20") && &text[4..5] == "-";
    let lines = text.lines().map(|line| match line.rsplit_once(',') {
        Some((rest, last)) if is_month(last) => format!("{rest},YYYY-MM\n"),
        _ => format!("{line}\n"),
    });
    lines.collect()
}

/// Each command of the READMEs is run, and prints what they show.
#[test]
fn the_readmes_show_what_their_commands_print() {
    let program = Path::new(env!("CARGO_BIN_EXE_tcerr"));
    let folder = program.parent().unwrap().display();
    let path = format!("{folder}:{}", std::env::var("PATH").unwrap());
    let own = include_str!("../README.md").to_owned();
    for (readme, folder) in [(Some(own), "."), (root_readme(), "..")] {
        let Some(readme) = readme else { continue };
        let sessions: Vec<_> = readme.split("```console\n$ ").skip(1).collect();
        assert!(!sessions.is_empty());
        for session in sessions {
            let (command, rest) = session.split_once('\n').unwrap();
            let (shown, _) = rest.split_once("```").unwrap();
            let output = Command::new("sh")
                .args(["-c", command])
                .current_dir(folder)
                .env("PATH", &path)
                .env("NO_COLOR", "1")
                .env_remove("COLUMNS")
                .output()
                .unwrap();
            assert_eq!(ageless(stdout(&output)), ageless(shown), "{command}");
        }
    }
}

#[test]
fn exit_codes_tell_known_from_unknown_from_usage() {
    for (arguments, code) in [
        (&["explain", "InternalError"][..], 0),
        (&["explain", "InternalError", "Gibberish"], 1),
        (&["explain", "InternalError.New"], 1),
        (&["explain"], 2),
        (&["explain", "--yaml", "InternalError"], 2),
        (&[], 2),
    ] {
        assert_eq!(
            tcerr(arguments, "").status.code(),
            Some(code),
            "{arguments:?}"
        );
    }
}

#[test]
fn an_unknown_code_has_its_family_and_the_three_nearest() {
    let output = tcerr(&["explain", "ResourceNotFound.InstanceNotFond"], "");
    let text = stdout(&output);
    assert!(text.starts_with(
        "ResourceNotFound.InstanceNotFond
  Not in this catalog; ResourceNotFound says:
  category    not_found
  retry       never: Do not send it again as it is: it fails the same way until you change something.
  similar     ResourceNotFound.InstanceNotFound, "
    ), "{text}");
    assert_eq!(
        text.lines().last().unwrap().matches(", ").count(),
        2,
        "{text}"
    );
    let output = tcerr(&["explain", "Gibberish"], "");
    assert_eq!(
        stdout(&output),
        "Gibberish\n  Not in this catalog, and neither is its family.\n"
    );
}

#[test]
fn a_code_to_the_letter_is_that_code() {
    let is_odd = |code: &&str| code.ends_with('.') || code.parse::<u32>().is_ok();
    let all = ErrorCode::ALL.iter().map(|code| code.as_str());
    let codes: Vec<_> = all.filter(is_odd).collect();
    assert_eq!(codes.len(), 28);
    let code_of = |line: &str| {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        row["code"].as_str().unwrap().to_owned()
    };
    let output = tcerr(&[&["explain", "--json"], &codes[..]].concat(), "");
    assert_eq!(output.status.code(), Some(0));
    let explained: Vec<_> = stdout(&output).lines().map(code_of).collect();
    assert_eq!(explained, codes);
    let lines = format!(" {}\r\n", codes.join("\r\n "));
    for command in [&["explain", "--json", "-"][..], &["classify", "--json"]] {
        let output = tcerr(command, &lines);
        let found: Vec<_> = stdout(&output).lines().map(code_of).collect();
        assert_eq!(found, codes, "{command:?}");
    }
    // In a text they are what they were.
    let output = tcerr(&["classify"], "took 4400 ms\nan InternalError. Sorry\n");
    assert_eq!(
        stdout(&output),
        "\t\t\tnone\nInternalError\tinternal\tif_idempotent\texact\n"
    );
}

#[test]
fn a_list_of_all_codes_is_explained_to_the_end() {
    let all: Vec<_> = ErrorCode::ALL.iter().map(|code| code.as_str()).collect();
    let list = all.join("\n");
    let output = tcerr(&["explain", "--json", "-"], &list);
    assert_eq!(stdout(&output).lines().count(), ErrorCode::ALL.len());
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn an_empty_argument_is_called_empty() {
    for argument in ["", " \n"] {
        let output = tcerr(&["explain", argument], "");
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(
            std::str::from_utf8(&output.stderr).unwrap(),
            "tcerr: found an empty argument, expected a code or an answer\n"
        );
    }
}

#[test]
fn json_has_one_object_a_code() {
    let output = tcerr(
        &["explain", "--json", "-"],
        "RequestLimitExceeded\n\n  RequestLimitExceeded.New\r\nGibberish\n",
    );
    let rows: Vec<serde_json::Value> = stdout(&output)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let field = |name: &str| rows.iter().map(|row| row[name].clone()).collect::<Vec<_>>();
    assert_eq!(
        field("code"),
        [
            "RequestLimitExceeded",
            "RequestLimitExceeded.New",
            "Gibberish"
        ]
    );
    assert_eq!(field("basis"), ["exact", "family", "none"]);
    assert_eq!(field("known"), [true, false, false]);
    assert_eq!(rows[1]["retry"], "backoff");
    assert!(rows[2]["retry"].is_null());
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let answer = r#"{"Response":{"Error":{"Code":"A\u001b[2J","Message":"x\u0007\ny"},"RequestId":"\u001b"}}"#;
    for arguments in [&["explain", "-"][..], &["explain", "B\u{1b}[2J\r"]] {
        let output = tcerr(arguments, answer);
        let odd = stdout(&output)
            .chars()
            .find(|c| c.is_control() && *c != '\n');
        assert_eq!(odd, None, "{}", stdout(&output));
    }
}

#[test]
fn a_whole_line_is_explained_by_its_code() {
    let line = "[TencentCloudSDKError] Code=ResourcesSoldOut.BundleSoldOut, Message=InternalError, \
                RequestId=b5b41468-520d-4192-b42f-595cc34b6c1c";
    let output = tcerr(&["explain", "--json", "--full", line], "");
    let row: serde_json::Value = serde_json::from_str(stdout(&output)).unwrap();
    assert_eq!(row["code"], "ResourcesSoldOut.BundleSoldOut");
    assert_eq!(row["request_id"], "b5b41468-520d-4192-b42f-595cc34b6c1c");
    assert_eq!(row["family"], "ResourcesSoldOut");
    let actions = row["actions"].as_array().unwrap();
    assert!(
        actions
            .iter()
            .any(|action| action == "lighthouse:CreateInstances"),
        "{row}"
    );
}

#[test]
fn what_holds_no_error_is_not_taken_for_a_code() {
    for (input, said) in [
        (
            r#"{"Response": {"RequestId": "id\u0007"}}"#,
            "found an answer that reports success (RequestId: id\\u{7}), expected one with `Error`",
        ),
        ("<html>", "found no error code in `<html>`"),
        (
            "ERR Code=Totally.Unknown, Message=x",
            "found no error code in `ERR Code=Totally.Unknown, Message=x`",
        ),
        (
            "",
            "found nothing on standard input, expected a code or an answer",
        ),
    ] {
        let output = tcerr(&["explain", "-"], input);
        assert_eq!(output.status.code(), Some(1), "{input}");
        assert_eq!(stdout(&output), "", "{input}");
        let stderr = std::str::from_utf8(&output.stderr).unwrap();
        assert_eq!(stderr, format!("tcerr: {said}\n"), "{input}");
    }
}

#[test]
fn an_action_is_looked_up_by_its_name() {
    let output = tcerr(&["actions", "GetCallerIdentity", "--json"], "");
    let row: serde_json::Value = serde_json::from_str(stdout(&output)).unwrap();
    assert_eq!(
        (&row["product"], &row["access"]),
        (&"sts".into(), &"read".into())
    );
    let long = "x".repeat(100_000);
    for (arguments, said) in [
        (
            &["Gibberish\u{1b}[31m"][..],
            "no action `Gibberish\\u{1b}[31m`",
        ),
        (
            &["runInstance"],
            "no action `runInstance`; did you mean `RunInstances`?",
        ),
        (&["RunInstances", "--product", "sts"], "no action matches"),
        (&[&long], &format!("no action `{long}`")),
    ] {
        let output = tcerr(&[&["actions"], arguments].concat(), "");
        assert_eq!((output.status.code(), stdout(&output)), (Some(1), ""));
        let stderr = std::str::from_utf8(&output.stderr).unwrap();
        assert_eq!(stderr, format!("tcerr: {said}\n"));
    }
    // What is known is shown all the same.
    let output = tcerr(&["actions", "GetCallerIdentity", "GetCalerIdentity"], "");
    assert!(output.status.success());
    assert!(stdout(&output).contains("GetCallerIdentity"));
    assert!(String::from_utf8_lossy(&output.stderr).contains("did you mean `GetCallerIdentity`?"));
}

#[test]
fn the_age_of_the_data_is_told() {
    let month = tencentcloud_error_codes::DATA_MONTH;
    let version = env!("CARGO_PKG_VERSION");
    let output = tcerr(&["--version"], "");
    assert_eq!(
        stdout(&output),
        format!("tcerr {version} (data of {month})\n")
    );
    let output = tcerr(&["export", "--format", "json", "--category", "dry_run"], "");
    assert!(stdout(&output).contains(&format!("\"data_month\": \"{month}\"")));
    let output = tcerr(&["export", "--format", "sql", "--category", "dry_run"], "");
    assert!(stdout(&output).starts_with(&format!(
        "-- tencentcloud-error-codes {version}, data of {month}\n"
    )));
}

#[test]
fn the_script_of_each_engine_has_types_comments_and_rows() {
    let export = |format| tcerr(&["export", "--format", format, "--retry", "refresh"], "");
    let rows = |text: &str| text.lines().filter(|line| line.starts_with("('")).count();
    let csv = export("csv");
    let count = stdout(&csv).lines().count() - 1;
    for (format, column, comment, end) in [
        (
            "sql",
            "\"hint\" TEXT,",
            "-- What to do about it",
            "COMMIT;\n",
        ),
        (
            "postgresql",
            "\"common\" BOOLEAN NOT NULL,",
            "COMMENT ON COLUMN tencentcloud_error_codes.\"hint\" IS 'What to do about it';",
            "COMMIT;\n",
        ),
        (
            "clickhouse",
            "\"hint\" Nullable(String) COMMENT",
            "ENGINE = MergeTree ORDER BY code COMMENT 'tencentcloud-error-codes",
            ");\n",
        ),
    ] {
        let output = export(format);
        let text = stdout(&output);
        assert!(text.contains(column) && text.contains(comment), "{text}");
        assert!(text.ends_with(end), "{text}");
        assert_eq!(rows(text), count, "{format}");
    }
}

#[test]
fn the_pattern_is_of_the_families_that_stand_in_prose() {
    let output = tcerr(&["export", "--pattern", "--product", "lighthouse"], "");
    let (place, code) = stdout(&output).split_once('\n').unwrap();
    // What names begin with in common is there once.
    let names = "|In(?:ternalError|validParameter(?:Value)?)|";
    assert!(place.contains(names), "{place}");
    assert!(!place.contains("NoSuch"), "no word of storage");
    let output = tcerr(&["export", "--pattern"], "");
    let (all, same) = stdout(&output).split_once('\n').unwrap();
    assert!(all.contains("NoSuch") && all.len() > place.len());
    // What takes a code out of its surroundings knows no names.
    assert_eq!(same, code);
    assert_eq!(code.lines().count(), 1);
    // They stand in quotes of SQL.
    assert!(!stdout(&output).contains('\''));
    let output = tcerr(&["export", "--pattern", "--text", "no such text"], "");
    assert!(stdout(&output).is_empty());
    let output = tcerr(&["export", "--pattern", "--format", "csv"], "");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn products_are_listed_as_json_too() {
    let output = tcerr(&["list", "--products", "--json"], "");
    let rows = stdout(&output).lines();
    let row = |line| serde_json::from_str::<serde_json::Value>(line).unwrap();
    let products: Vec<_> = rows.map(row).collect();
    assert!(products.len() >= 273);
    let with_codes = products
        .iter()
        .filter(|product| product["codes"].as_u64() > Some(0));
    // The others answer with common codes only.
    assert!(with_codes.count() >= 263);
}

#[test]
fn whoever_has_read_enough_may_close_the_output() {
    let formats = ["csv", "json", "ndjson", "markdown", "sql", "clickhouse"];
    for format in formats {
        let mut child = Command::new(env!("CARGO_BIN_EXE_tcerr"))
            .args(["export", "--format", format])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{format}");
        assert!(output.stderr.is_empty(), "{format}");
    }
}

#[test]
fn actions_are_listed_with_their_facts() {
    let output = tcerr(&["actions", "--product", "lighthouse", "--json"], "");
    let row = stdout(&output)
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .find(|row| row["action"] == "CreateInstances")
        .unwrap();
    assert_eq!(row["access"], "write");
    assert_eq!(row["client_token"], true);
    assert_eq!(row["dry_run"], true);
    assert!(row["codes"].as_array().unwrap().len() > 10);
}

#[test]
fn a_filter_narrows_down_and_a_wrong_one_is_said() {
    let output = tcerr(
        &[
            "list",
            "--product",
            "lighthouse",
            "--retry",
            "backoff",
            "--json",
        ],
        "",
    );
    for line in stdout(&output).lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(row["retry"], "backoff");
        assert!(
            row["products"]
                .as_array()
                .unwrap()
                .iter()
                .any(|name| name == "lighthouse")
        );
    }
    assert_eq!(
        tcerr(&["list", "--text", "no such words"], "")
            .status
            .code(),
        Some(1)
    );
    let output = tcerr(&["list", "--product", "lighthous"], "");
    assert!(String::from_utf8_lossy(&output.stderr).contains("did you mean `lighthouse`?"));
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn help_has_examples() {
    for command in [
        "explain", "list", "search", "scan", "classify", "actions", "export",
    ] {
        let output = tcerr(&[command, "--help"], "");
        let help = stdout(&output);
        assert!(help.contains("Examples:"), "{command}");
        assert!(
            !help.lines().any(|line| line.trim() == "\\"),
            "{command}: {help}"
        );
        assert_eq!(output.status.code(), Some(0));
    }
}
