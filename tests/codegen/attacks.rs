//! What was found by those who tried to break the generator.

use std::fmt::Write as _;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use tencentcloud_error_codes::codegen::{self, Builder};

use crate::write;

fn row(name: &str, fields: &str) -> String {
    format!(
        "[{name}]\ndescription = \"It is.\"\ncategory = \"failed\"\nretry = \"never\"\n{fields}\n"
    )
}

/// One broken line has one message, and it says what is broken.
#[test]
fn one_slip_is_one_problem() {
    let family = "[Ticket]\ncode = false\ncategory = \"failed\"\nretry = \"never\"\n\n[Ticket.codes]\n\
                  Lost = { description = \"It is.\" }\n";
    for (text, expected) in [
        (
            family.replace("[Ticket]", "[Ticket"),
            "1:1: found an unclosed `[`, expected `]` to close it",
        ),
        (
            family.replace("[Ticket.codes]", "[Ticket.codes"),
            "6:1: found an unclosed `[`, expected `]` to close it",
        ),
        (
            family.replace("retry", "sdks = [\"Go\"\nretry"),
            "4:8: found an unclosed `[`, expected `]` to close it",
        ),
        (
            family.replace("retry", "sdks = [\nretry"),
            "4:8: found an unclosed `[`, expected `]` to close it",
        ),
        (
            family.replace("It is.\" }", "It is.\""),
            "7:8: found an unclosed `{`, expected `}` to close it",
        ),
        (
            family.replace("\"failed\"", "\"failed"),
            "3:12: found an unclosed `\"`, expected `\"` to close it",
        ),
        (
            family.replace("\"failed\"", "\"\"\"failed\""),
            "3:12: found an unclosed `\"\"\"`, expected `\"\"\"` to close it",
        ),
        (
            family.replace("\"failed\"", "oops"),
            "3:12: found `oops` (string values must be quoted), expected a text in quotes",
        ),
        (
            family.replace("Lost", "Löst"),
            "7:2: found `ö` (invalid unquoted key), expected a key in quotes, for it has more than letters, digits, `-` and `_`",
        ),
    ] {
        let path = write("slip.toml", &text);
        let problems = Builder::new().table(&path).generate().unwrap_err();
        let expected = format!("{}:{expected}", path.display());
        assert_eq!(problems.to_string(), expected, "{text}");
    }
}

/// Two slips in two sections are two problems.
#[test]
fn every_section_has_its_own_slip() {
    let text = format!(
        "{}{}{}",
        row("A", "hint = no"),
        row("B", ""),
        row("C", "hint = [")
    );
    let path = write("slips.toml", &text);
    let problems = Builder::new().table(&path).generate().unwrap_err();
    let places: Vec<_> = problems.iter().map(|problem| problem.line).collect();
    assert_eq!(places, [5, 15], "{problems}");
}

#[test]
fn a_name_that_rust_or_the_enum_has_a_use_for_is_another_one() {
    let names = [
        "Self", "ALL", "Error", "Err", "Iterator", "Ok", "Some", "None", "Option",
    ];
    let text: String = names.iter().map(|name| row(name, "")).collect();
    let path = write("names.toml", &text);
    let source = Builder::new().table(&path).generate().unwrap();
    for variant in ["SelfCode", "ALLCode", "Error", "Err", "Iterator", "None"] {
        assert!(source.contains(&format!("\n{variant},\n")), "{variant}");
    }
    // Where the name is given, it is for the table to choose another one.
    for variant in ["Self", "ALL"] {
        let path = write("name.toml", &row("A", &format!("variant = \"{variant}\"")));
        let problems = Builder::new().table(&path).generate().unwrap_err();
        let expected = format!(
            ":5:11: found the variant `{variant}`, expected letters and digits, a capital first, not \
             `Self` or `ALL`"
        );
        assert!(problems.to_string().ends_with(&expected), "{problems}");
    }
}

/// A backtick without another one is not the end of code, so what follows it is no HTML.
#[test]
fn no_backtick_lets_html_into_the_documentation() {
    for (text, doc) in [
        ("a ` <script>", "a \\` \\<script\\>"),
        ("``` <b>x</b> `", "\\`\\`\\` \\<b\\>x\\</b\\> \\`"),
        ("`a`` <b> ` c", "\\`a\\`\\` \\<b\\> \\` c"),
        ("`a` <b> `c`", "`a` \\<b\\> `c`"),
        ("`a` <b> `c", "`a` \\<b\\> \\`c"),
        ("` ``<b>`` `", "\\` \\`\\`\\<b\\>\\`\\` \\`"),
        ("https://a/`<b>`x", "<https://a/>`<b>`x"),
    ] {
        let path = write(
            "html.toml",
            &format!("[A]\ndescription = {text:?}\ncategory = \"failed\"\nretry = \"never\"\n"),
        );
        let source = Builder::new().table(&path).generate().unwrap();
        let expected = format!("#[doc = \" {}\\n\\n `A`", doc.escape_default());
        assert!(source.contains(&expected), "{expected}\n{source}");
    }
    let path = write("html.toml", &row("\"<b>`x``\"", "variant = \"A\""));
    let source = Builder::new().table(&path).generate().unwrap();
    assert!(
        source.contains("\\n\\n ``` <b>`x`` ```: failed"),
        "{source}"
    );
}

/// A line end in a path is no directive of its own, neither where the path is named nor in an error.
#[test]
fn a_path_tells_cargo_nothing() {
    let mut broken = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    broken.push("a\ncargo::rustc-cfg=injected");
    std::fs::create_dir_all(&broken).unwrap();
    broken.push("codes.toml");
    std::fs::write(&broken, row("A", "")).unwrap();
    let problems = Builder::new().table(&broken).generate().unwrap_err();
    let message = problems.to_string();
    assert_eq!(message.lines().count(), 1, "{message}");
    assert!(
        message.ends_with("expected a path without control characters"),
        "{message}"
    );
    // What is written to Cargo is written by a process of its own: this test, called again.
    if std::env::var_os("CODEGEN_RUNS").is_some() {
        let _ = Builder::new().table(&broken).run();
        return;
    }
    let program = std::env::current_exe().unwrap();
    let output = Command::new(program)
        .args([
            "--exact",
            "attacks::a_path_tells_cargo_nothing",
            "--nocapture",
        ])
        .env("CODEGEN_RUNS", "1")
        .output()
        .unwrap();
    let output = String::from_utf8(output.stdout).unwrap();
    assert!(output.contains("cargo::error="), "{output}");
    for line in output.lines().filter(|line| line.starts_with("cargo::")) {
        assert!(!line.starts_with("cargo::rustc-cfg"), "{output}");
    }
}

/// One of several catalogs that is broken stops the build, whatever its place.
#[test]
fn the_catalogs_of_a_build_script_fail_together() {
    let builder = |name: &str, fields: &str| {
        let table = write(&format!("{name}.toml"), &row("A", fields));
        Builder::new().table(table).enum_name(name)
    };
    if let Ok(case) = std::env::var("CODEGEN_RUNS_ALL") {
        let (good, other) = (builder("Good", ""), builder("Other", ""));
        let broken = builder("Broken", "hnit = \"x\"");
        let exit_code = codegen::run_all(match case.as_str() {
            "good" => vec![good, other],
            "first" => vec![broken, good],
            "last" => vec![good, broken],
            _ => vec![good.clone(), good],
        });
        println!("{exit_code:?}");
        return;
    }
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("run_all");
    for (case, files, errors) in [
        ("good", vec!["good.rs", "other.rs"], vec![]),
        ("first", vec!["good.rs"], vec!["found the field `hnit`"]),
        ("last", vec!["good.rs"], vec!["found the field `hnit`"]),
        (
            "twice",
            vec!["good.rs"],
            vec!["found the enum `Good` twice, expected a name for each catalog"],
        ),
    ] {
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        let output = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "attacks::the_catalogs_of_a_build_script_fail_together",
                "--nocapture",
            ])
            .env("CODEGEN_RUNS_ALL", case)
            .env("OUT_DIR", &folder)
            .output()
            .unwrap();
        let output = String::from_utf8(output.stdout).unwrap();
        let exit_code = if errors.is_empty() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        };
        assert!(output.contains(&format!("{exit_code:?}")), "{output}");
        let found = output.lines().filter(|line| line.contains("cargo::error="));
        let found: Vec<_> = found.collect();
        assert_eq!(found.len(), errors.len(), "{output}");
        for (found, error) in found.iter().zip(errors) {
            assert!(found.contains(error), "{found}");
        }
        let mut written: Vec<_> = std::fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        written.sort();
        assert_eq!(written, files, "{case}");
    }
}

/// What takes time that grows with the square of the problems takes 64 times as long for 8 times as many.
#[test]
fn the_time_for_problems_grows_with_their_number() {
    let seconds = |count: usize| {
        let mut text = String::new();
        for index in 0..count {
            let _ = writeln!(
                text,
                "C{index} = {{ description = \"It is.\", category = \"faild\", retry = \"never\" }}"
            );
        }
        // Places are counted in lines, and within one line.
        let one_line = format!("codes = [{}]", "{ code = 7.5 }, ".repeat(count));
        let path = write("many.toml", &(one_line + "\n" + &text));
        let builder = Builder::new().table(&path);
        let start = Instant::now();
        let problems = builder.generate().unwrap_err();
        assert!(problems.iter().count() > count);
        start.elapsed().as_secs_f64()
    };
    let ratio = || seconds(16_000) / seconds(2_000);
    // Something else may take the processor meanwhile.
    let least = (0..3).map(|_| ratio()).fold(f64::INFINITY, f64::min);
    assert!(least < 24.0, "{least}");
}

#[test]
fn a_long_word_is_not_compared_with_all_others() {
    let long = "x".repeat(16 * 1024);
    let mut text = String::new();
    for index in 0..100 {
        let _ = writeln!(
            text,
            "C{index} = {{ description = \"It is.\", category = \"{long}\", retry = \"never\" }}"
        );
    }
    let path = write("long.toml", &text);
    let start = Instant::now();
    let problems = Builder::new().table(&path).generate().unwrap_err();
    assert_eq!(problems.iter().count(), 100);
    assert!(
        start.elapsed() < Duration::from_secs(2),
        "{:?}",
        start.elapsed()
    );
}
