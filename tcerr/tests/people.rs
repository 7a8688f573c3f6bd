//! What people see: tables and prose that fit the terminal, colors, suggestions, manual pages,
//! completions.

use std::process::{Command, Output};

use serde_json::Value;

fn run(width: usize, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tcerr"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("COLUMNS", width.to_string())
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap()
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

fn rows(arguments: &[&str]) -> Vec<Value> {
    let output = run(80, &[arguments, &["--json"]].concat());
    let lines = stdout(&output).lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn tables_break_no_code_and_no_class_at_any_width() {
    for (arguments, fields) in [
        (&["list"][..], &["code", "category", "retry"][..]),
        (
            &["list", "--product", "lighthouse"],
            &["code", "category", "retry"],
        ),
        (&["search", "disk", "quota"], &["code", "category", "retry"]),
        (&["list", "--products"], &["product"]),
        (
            &["actions", "--product", "cvm"],
            &["product", "action", "access"],
        ),
        (&["scan", "examples/app.log"], &["code"]),
        (
            &["scan", "--by", "category", "examples/app.log"],
            &["category"],
        ),
    ] {
        let rows = rows(arguments);
        for width in [80, 40] {
            let output = run(width, arguments);
            let text = stdout(&output);
            let mut words = text.split_whitespace().peekable();
            // Each row's values are there as words, in order.
            for row in &rows {
                let mut of_row: Vec<_> = fields
                    .iter()
                    .map(|field| row[*field].as_str().unwrap())
                    .collect();
                for word in words.by_ref() {
                    of_row.retain(|value| *value != word);
                    if of_row.is_empty() {
                        break;
                    }
                }
                assert!(
                    of_row.is_empty(),
                    "{arguments:?} at {width}: no {of_row:?} of {row}"
                );
            }
            for line in text.lines() {
                let is_one_word = line.split_whitespace().count() == 1;
                assert!(
                    line.chars().count() <= width || is_one_word,
                    "{arguments:?} at {width}: {line}"
                );
            }
        }
    }
}

#[test]
fn prose_is_wrapped_between_words() {
    let whole = run(
        10_000,
        &[
            "explain",
            "AuthFailure.SignatureExpire",
            "InvalidParameter.New",
        ],
    );
    for width in [80, 40] {
        let output = run(
            width,
            &[
                "explain",
                "AuthFailure.SignatureExpire",
                "InvalidParameter.New",
            ],
        );
        let text = stdout(&output);
        assert!(
            text.lines()
                .all(|line| line.chars().count() <= width || !line.trim().contains(' ')),
            "{text}"
        );
        let words = |text: &str| {
            text.split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert_eq!(words(text), words(stdout(&whole)));
    }
}

#[test]
fn no_address_is_broken() {
    for language in ["en", "zh"] {
        let command = [
            "explain",
            "--lang",
            language,
            "ResourcesSoldOut.BundleSoldOut",
        ];
        let addresses = |width| {
            let output = run(width, &command);
            let words = stdout(&output).split_whitespace().map(str::to_owned);
            let addresses = words.filter(|word| word.contains("://"));
            addresses.collect::<Vec<_>>()
        };
        let whole = addresses(10_000);
        assert!(whole.len() >= 2 && whole.iter().any(|address| address.contains('?')));
        for width in [80, 40, 1] {
            assert_eq!(addresses(width), whole, "{width}");
        }
    }
}

#[test]
fn a_timeline_breaks_no_name() {
    for width in [80, 40] {
        let output = run(width, &["scan", "--timeline", "code", "examples/app.log"]);
        let text = stdout(&output);
        assert!(
            text.contains("UnsupportedOperation.InvalidInstanceState"),
            "{text}"
        );
        let bars = text.lines().filter(|line| !line.starts_with("2026"));
        assert!(bars.clone().count() >= 4);
        let caption = text.lines().skip_while(|line| !line.starts_with("2026"));
        assert!(
            caption.into_iter().all(|line| line.len() <= width),
            "{text}"
        );
        assert!(
            bars.into_iter()
                .all(|line| line.chars().count() <= width.max(44)),
            "{text}"
        );
    }
}

#[test]
fn classes_are_colored_where_it_is_asked_for() {
    let colored = |command: &[&str], variables: &[(&str, &str)]| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_tcerr"));
        program
            .args(command)
            .current_dir(env!("CARGO_MANIFEST_DIR"));
        for name in ["NO_COLOR", "CLICOLOR_FORCE", "CLICOLOR"] {
            program.env_remove(name);
        }
        program.envs(variables.iter().copied());
        String::from_utf8(program.output().unwrap().stdout).unwrap()
    };
    let (green, red, yellow) = ("\x1b[32m", "\x1b[31m", "\x1b[33m");
    for (command, expected) in [
        (&["explain", "RequestLimitExceeded"][..], green),
        (&["list", "--product", "lighthouse"], red),
        (&["search", "signature"], yellow),
        (&["scan", "examples/app.log"], green),
    ] {
        let always = colored(
            &[command, &["--color", "always"]].concat(),
            &[("NO_COLOR", "1")],
        );
        assert!(always.contains(expected), "{command:?}: {always}");
        // No terminal, no colors.
        let auto = colored(command, &[]);
        assert!(!auto.contains('\x1b'), "{command:?}");
        let never = colored(
            &[&["--color=never"], command].concat(),
            &[("CLICOLOR_FORCE", "1")],
        );
        assert_eq!(never, auto);
        let forced = colored(command, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]);
        assert_eq!(forced, auto, "{command:?}");
    }
    let json = colored(
        &["explain", "--json", "--color", "always", "InternalError"],
        &[],
    );
    assert!(!json.contains('\x1b'));
}

#[test]
fn a_code_without_a_command_is_told_what_to_type() {
    for (typed, code) in [
        ("InternalError", "InternalError"),
        ("AuthFailure.SignatureExpire", "AuthFailure.SignatureExpire"),
        ("authfailure.signatureexpire", "AuthFailure.SignatureExpire"),
        ("AuthFailureSignatureExpire", "AuthFailure.SignatureExpire"),
        (
            "InvalidParameterValue.BrandNew",
            "InvalidParameterValue.BrandNew",
        ),
        (
            "[TencentCloudSDKError] Code=ResourceInUse, Message=x",
            "ResourceInUse",
        ),
        ("InternalErr", "InternalError"),
    ] {
        let output = run(80, &[typed]);
        assert_eq!(output.status.code(), Some(2), "{typed}");
        let said = format!("tcerr: to explain a code, type: tcerr explain {code}\n");
        assert!(
            stderr(&output).ends_with(&said),
            "{typed}: {}",
            stderr(&output)
        );
    }
    for typed in ["explian", "xyz", "--yaml"] {
        assert!(
            !stderr(&run(80, &[typed])).contains("to explain"),
            "{typed}"
        );
    }
}

#[test]
fn suggestions_are_near_and_common() {
    for (arguments, said) in [
        (
            &["explain", "InternalErr"][..],
            "similar     InternalError, ",
        ),
        (
            &["explain", "RequestLimitExeeded"],
            "similar     RequestLimitExceeded",
        ),
        (
            &["list", "--family", "InternalEror"],
            "no family `InternalEror`; did you mean `InternalError`?",
        ),
        (
            &["list", "--action", "RunInstance"],
            "no action `RunInstance`; did you mean `RunInstances`?",
        ),
        (&["list", "--retry", "bakoff"], "backoff"),
        (&["actions", "RunInstance"], "did you mean `RunInstances`?"),
        (
            &["scan", "--fail-on", "InternalErr"],
            "did you mean `InternalError`?",
        ),
        (
            &["scan", "--fail-on", "internalerror"],
            "did you mean `InternalError`?",
        ),
        (
            &["scan", "--fail-on", "throtling"],
            "did you mean `throttling`?",
        ),
        (&["search", "InternalErrro"], "InternalError"),
        (&["man", "scn"], "no command `scn`; did you mean `scan`?"),
    ] {
        let output = run(200, arguments);
        let all = stdout(&output).to_owned() + stderr(&output);
        assert!(all.contains(said), "{arguments:?}: {all}");
    }
}

#[test]
fn a_search_ranks_what_was_meant_first() {
    let first = |words: &[&str]| -> Vec<String> {
        let rows = rows(&[&["search", "--limit", "3"], words].concat());
        rows.iter()
            .map(|row| row["code"].as_str().unwrap().to_owned())
            .collect()
    };
    // A code that is named, in any case, or by its variant.
    assert_eq!(first(&["internalerror"])[0], "InternalError");
    assert_eq!(
        first(&["ResourceNotFoundInstanceNotFound"])[0],
        "ResourceNotFound.InstanceNotFound"
    );
    // Common ones, then those with all words in the code, then in the description.
    assert_eq!(
        first(&["signture", "expired"])[0],
        "AuthFailure.SignatureExpire"
    );
    assert_eq!(
        first(&["signature expired"])[0],
        "AuthFailure.SignatureExpire"
    );
    assert_eq!(first(&["InternalErr"])[0], "InternalError");
    assert_eq!(
        first(&["limit"])[..2],
        ["LimitExceeded", "RequestLimitExceeded"]
    );
    assert_eq!(first(&["resource", "not", "found"])[0], "ResourceNotFound");
    for code in first(&["disk", "quota"]) {
        let lower = code.to_lowercase();
        assert!(lower.contains("disk") && lower.contains("quota"), "{code}");
    }
    // What is spelled right comes before what is not.
    let all = rows(&["search", "backup", "--limit", "20"]);
    assert!(all.iter().all(|row| {
        row["code"]
            .as_str()
            .unwrap()
            .to_lowercase()
            .contains("backup")
    }));
}

#[test]
fn every_command_has_a_page_with_every_option() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("man1");
    let output = run(80, &["man", "--dir", folder.to_str().unwrap()]);
    assert!(output.status.success(), "{}", stderr(&output));
    let commands = [
        "explain",
        "list",
        "search",
        "scan",
        "classify",
        "actions",
        "export",
        "fmt-table",
        "completions",
        "man",
    ];
    let page = |name: &str| {
        std::fs::read_to_string(folder.join(name))
            .unwrap()
            .replace("\\-", "-")
    };
    let program = page("tcerr.1");
    for command in commands {
        assert!(
            program.contains(&format!("tcerr-{command}(1)")),
            "{command}"
        );
        let page = page(&format!("tcerr-{command}.1"));
        let shown = run(80, &["man", command]);
        assert_eq!(stdout(&shown).replace("\\-", "-"), page);
        // As `--help` has them.
        let help = run(200, &[command, "--help"]);
        let options = stdout(&help)
            .split_whitespace()
            .filter(|word| word.starts_with("--"));
        let options: Vec<_> = options
            .map(|word| word.trim_end_matches(|c: char| !c.is_ascii_alphanumeric()))
            .filter(|word| word.len() > 2)
            .collect();
        assert!(options.contains(&"--color") && options.contains(&"--help"));
        for option in options {
            assert!(page.contains(option), "{command}: no {option} in\n{page}");
        }
    }
    assert_eq!(
        std::fs::read_dir(&folder).unwrap().count(),
        commands.len() + 1
    );
}

#[test]
fn a_synopsis_shows_values_and_what_may_be_repeated() {
    for (command, expected) in [
        (
            "scan",
            &[
                "[--by <CATEGORY>]",
                "[--fail-on <WHAT>]...",
                "[--csv]",
                "[FILE]...",
            ][..],
        ),
        ("explain", &["[--lang <LANGUAGE>]", "<CODE>..."]),
        ("man", &["[--dir <DIR>]", "[COMMAND]"]),
    ] {
        let output = run(80, &["man", command]);
        let page = stdout(&output).replace("\\-", "-");
        let (_, synopsis) = page.split_once(".SH SYNOPSIS\n").unwrap();
        let (synopsis, _) = synopsis.split_once("\n.SH").unwrap();
        for part in expected {
            assert!(
                synopsis.contains(part),
                "{command}: no {part} in {synopsis}"
            );
        }
    }
}

/// What the shell would ask, with the last word unfinished.
fn completed(words: &[&str]) -> Vec<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_tcerr"))
        .env("COMPLETE", "bash")
        .env("_CLAP_IFS", "\n")
        .env("_CLAP_COMPLETE_INDEX", words.len().to_string())
        .env("_CLAP_COMPLETE_COMP_TYPE", "9")
        .env("_CLAP_COMPLETE_SPACE", "true")
        .args(["--", "tcerr"])
        .args(words)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    stdout(&output).lines().map(str::to_owned).collect()
}

#[test]
fn products_codes_and_all_else_are_completed() {
    for (words, expected) in [
        (&["expl"][..], &["explain"][..]),
        (
            &["explain", "AuthFailure.SignatureE"],
            &["AuthFailure.SignatureExpire"],
        ),
        (
            &["explain", "authfailure.signaturee"],
            &["AuthFailure.SignatureExpire"],
        ),
        (
            &["explain", "InternalError", "RequestL"],
            &["RequestLimitExceeded"],
        ),
        (&["list", "--product", "lightho"], &["lighthouse"]),
        (&["export", "--product", "lightho"], &["lighthouse"]),
        (&["actions", "--product", "lightho"], &["lighthouse"]),
        (&["actions", "GetCallerId"], &["GetCallerIdentity"]),
        (&["list", "--family", "AuthF"], &["AuthFailure"]),
        (&["list", "--retry", "when"], &["when_ready"]),
        (&["scan", "--fail-on", "throt"], &["throttling"]),
        (&["scan", "--color", "al"], &["always"]),
        (&["scan", "--lang", ""], &["en", "zh"]),
        (&["man", "s"], &["scan", "search"]),
        (&["man", ""], &["classify", "completions", "man"]),
        (&["explain", "\u{1b}"], &[]),
    ] {
        let found = completed(words);
        let found: Vec<_> = found.iter().map(|word| word.trim_end()).collect();
        assert!(
            expected.iter().all(|word| found.contains(word)),
            "{words:?}: {found:?}"
        );
        assert!(found.len() < 30, "{words:?}: {found:?}");
    }
    // For nothing, the common codes.
    let found = completed(&["explain", ""]);
    assert!(
        found.iter().any(|word| word.trim_end() == "InternalError"),
        "{found:?}"
    );
    assert!(found.len() < 200);
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = run(80, &["completions", shell]);
        assert!(
            output.status.success() && stdout(&output).contains("COMPLETE"),
            "{shell}"
        );
    }
}

#[test]
fn the_name_in_rust_is_shown() {
    assert!(
        stdout(&run(80, &["explain", "AuthFailure.SignatureExpire"]))
            .contains("rust        ErrorCode::AuthFailureSignatureExpire\n")
    );
    assert_eq!(
        rows(&["explain", "InvalidParameter.Value"])[0]["variant"],
        "InvalidParameterDotValue"
    );
    assert_eq!(
        rows(&["explain", "InvalidParameterDotValue"])[0]["code"],
        "InvalidParameter.Value"
    );
    for name in [
        "ErrorCode::AuthFailureSignatureExpire",
        "ErrorCode::InvalidParameterDotValue",
        "ErrorCode::Code4400",
        "ErrorCode::InternalErrorDot",
    ] {
        let row = &rows(&["explain", name])[0];
        let variant = row["variant"].as_str().unwrap();
        assert_eq!(format!("ErrorCode::{variant}"), name);
    }
    assert_eq!(
        rows(&["explain", "ErrorCode::Gibberish"])[0]["code"],
        "Gibberish"
    );
    assert!(rows(&["explain", "Gibberish"])[0]["variant"].is_null());
}
