//! The generator: what it writes, and what it says of broken tables. The expected texts are files
//! beside the tables; `UPDATE_GOLDEN=1 cargo test` writes them anew.

mod attacks;
mod classes;
mod formats;
mod messages;
mod texts;

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use tencentcloud_error_codes::codegen::Builder;

/// Compares with a file, and rewrites it where that is asked for. It fails either way, so that a
/// changed file is looked at.
fn assert_golden(path: &str, actual: &str) {
    let expected = fs::read_to_string(path).unwrap_or_default();
    if actual == expected {
        return;
    }
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(path, actual).unwrap();
        panic!("{path} was rewritten: look at the difference");
    }
    panic!("{path} differs (UPDATE_GOLDEN=1 rewrites it); found:\n{actual}");
}

fn problems(tables: &[&str]) -> String {
    let builder = tables.iter().fold(Builder::new().strict(), Builder::table);
    builder.generate().unwrap_err().to_string() + "\n"
}

fn write(name: &str, text: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, text).unwrap();
    path
}

#[test]
fn ten_mistakes_are_reported_at_once_with_their_places() {
    let found = problems(&["tests/fixtures/broken/ten_mistakes.toml"]);
    assert_eq!(found.lines().count(), 10, "{found}");
    assert_golden("tests/fixtures/broken/ten_mistakes.txt", &found);
}

#[test]
fn broken_syntax_is_reported_and_the_rest_is_read() {
    let found = problems(&["tests/fixtures/broken/syntax.toml"]);
    assert_golden("tests/fixtures/broken/syntax.txt", &found);
}

#[test]
fn every_field_is_checked() {
    let found = problems(&["tests/fixtures/broken/fields.toml"]);
    assert_golden("tests/fixtures/broken/fields.txt", &found);
}

#[test]
fn a_family_is_no_longer_than_a_code_may_be() {
    let family = |len| {
        let class = "code = false\ncategory = \"failed\"\nretry = \"if_idempotent\"";
        let code =
            "[A]\ndescription = \"A code.\"\ncategory = \"failed\"\nretry = \"if_idempotent\"";
        format!("{code}\n\n[{}]\n{class}\n", "F".repeat(len))
    };
    let problems = |len| {
        let path = write("long_family.toml", &family(len));
        Builder::new().table(path).generate().err()
    };
    assert!(problems(255).is_none());
    let found = problems(256).unwrap().to_string();
    assert!(
        found.contains("6:2: found a family of 256 bytes, expected at most 255"),
        "{found}"
    );
}

#[test]
fn all_problems_of_all_files_come_in_one_go() {
    let found = problems(&[
        "tests/fixtures/broken/ten_mistakes.toml",
        "no/such/file.toml",
        "tests/fixtures/broken/syntax.toml",
    ]);
    assert!(
        found.contains("no/such/file.toml: found no readable file"),
        "{found}"
    );
    for file in ["syntax", "ten_mistakes"] {
        let alone = fs::read_to_string(format!("tests/fixtures/broken/{file}.txt")).unwrap();
        for line in alone.lines() {
            assert!(found.contains(line), "{line}");
        }
    }
}

#[test]
fn problems_can_be_taken_one_by_one() {
    let builder = Builder::new().table("no/such/a.toml");
    let problems = builder.table("no/such/b.toml").generate().unwrap_err();
    let all: Vec<_> = problems.iter().cloned().collect();
    let paths: Vec<_> = all.iter().map(|problem| &problem.path).collect();
    assert_eq!(
        paths,
        [Path::new("no/such/a.toml"), Path::new("no/such/b.toml")]
    );
    assert!((&problems).into_iter().eq(&all));
    assert!(problems.into_iter().eq(all));
}

#[test]
fn a_family_in_two_files_is_reported_with_both_places() {
    let family =
        "[A]\ndescription = \"A family.\"\ncategory = \"failed\"\nretry = \"if_idempotent\"\n";
    let (one, two) = (
        write("one.toml", family),
        write("two.toml", &format!("\n{family}")),
    );
    let problems = Builder::new()
        .table(&one)
        .table(&two)
        .generate()
        .unwrap_err();
    let message = problems.to_string();
    let expected = format!(
        "{}:2:2: found `A` a second time, expected it once (first in {}:1)",
        two.display(),
        one.display()
    );
    assert!(message.lines().any(|line| line == expected), "{message}");
}

#[test]
fn the_generated_source_is_as_recorded() {
    let source = Builder::new()
        .table("tests/fixtures/golden/tables.toml")
        .enum_name("DeskCode")
        .visibility("pub(crate)")
        .derive("my_crate::Metric")
        .doc("The codes of the desk.\n\nSecond paragraph.")
        .generate()
        .unwrap();
    let versioned = source.replace(env!("CARGO_PKG_VERSION"), "VERSION");
    assert_golden("tests/fixtures/golden/desk_code.rs.txt", &versioned);
}

/// `tests/own.rs` compiles it.
#[test]
fn columns_categories_and_languages_are_generated_as_recorded() {
    let source = Builder::new()
        .table("tests/fixtures/golden/shop.toml")
        .language("zh", ["tests/fixtures/golden/shop.zh.toml"])
        .enum_name("ShopCode")
        .generate()
        .unwrap();
    let versioned = source.replace(env!("CARGO_PKG_VERSION"), "VERSION");
    assert_golden("tests/fixtures/golden/shop_code.rs.txt", &versioned);
}

#[test]
fn the_order_of_the_files_does_not_matter() {
    let table = |family: &str| {
        format!(
            "[{family}]\ndescription = \"A {family}.\"\ncategory = \"failed\"\nretry = \"if_idempotent\"\n"
        )
    };
    let a = write("order_a.toml", &table("Alpha"));
    let b = write("order_b.toml", &table("Beta"));
    let forwards = Builder::new().table(&a).table(&b).generate().unwrap();
    let backwards = Builder::new().table(&b).table(&a).generate().unwrap();
    assert_eq!(forwards, backwards);
    assert_eq!(
        forwards,
        Builder::new().table(&a).table(&b).generate().unwrap()
    );
}

#[test]
fn no_codes_are_an_empty_enum_that_nobody_wants() {
    let path = write("empty.toml", "");
    let problems = Builder::new().table(&path).generate().unwrap_err();
    assert_eq!(
        problems.to_string(),
        format!("{}: found no codes, expected at least one", path.display())
    );
    let problems = Builder::new().generate().unwrap_err();
    assert_eq!(
        problems.to_string(),
        "(no table): found no codes, expected at least one"
    );
}

#[test]
fn a_code_of_which_no_name_can_be_made_needs_a_variant() {
    for family in ["_", "+", "ไทย"] {
        let table = |variant: &str| {
            format!(
                "[\"{family}\"]\ndescription = \"It is.\"\ncategory = \"failed\"\nretry = \"if_idempotent\"\n{variant}"
            )
        };
        let path = write("no_name.toml", &table(""));
        let problems = Builder::new().table(&path).generate().unwrap_err();
        assert_eq!(
            problems.to_string(),
            format!(
                "{}:1:2: found `{family}`, of which no name can be made, expected the name of its \
                 variant (`variant = \"...\"`): letters and digits, a capital first, not `Self` or \
                 `ALL`",
                path.display()
            )
        );
        let path = write("a_name.toml", &table("variant = \"Name\"\n"));
        let source = Builder::new().table(&path).generate().unwrap();
        assert!(source.contains("\nName,\n"));
    }
}

#[test]
fn a_name_that_no_enum_can_have_is_refused() {
    for name in ["", "private code", "desk_code", "Self", "A\nB"] {
        let builder = Builder::new().table("tests/fixtures/golden/tables.toml");
        let problems = builder.enum_name(name).generate().unwrap_err();
        assert_eq!(problems.iter().count(), 1);
        let expected = "expected letters and digits, a capital first, not `Self`";
        let message = problems.to_string();
        assert!(message.starts_with("enum_name: found `"), "{message}");
        assert!(message.ends_with(expected), "{message}");
    }
}

#[test]
fn a_name_with_control_characters_is_quoted_wherever_it_is_told() {
    // Found by fuzzing: the variant was told as it is.
    let text = "[\"Ticket\\u0007\"]\ncategory = \"failed\"\nretry = \"if_idempotent\"\n\
                [\"Ticket\\u0007\".codes]\n\"\" = {}\n";
    let path = write("control.toml", text);
    let problems = Builder::new().table(&path).generate().unwrap_err();
    let message = problems.to_string();
    assert!(
        message.contains("found the code `Ticket\\u{7}.`, expected no character"),
        "{message}"
    );
    assert!(!message.replace('\n', "").chars().any(char::is_control));
}

#[test]
fn prose_cannot_break_the_documentation() {
    let table = |prose: &str| {
        let path = write(
            "prose.toml",
            &format!(
                "[A]\ndescription = {prose:?}\ncategory = \"failed\"\nretry = \"if_idempotent\"\n"
            ),
        );
        Builder::new()
            .strict()
            .table(&path)
            .generate()
            .map_err(|problems| problems.to_string())
    };
    let error = table("An odd ` lets <script> through.").unwrap_err();
    assert!(
        error.ends_with(
            ":2:15: found a description with an odd number of backticks, expected each `name` \
             between two of them"
        ),
        "{error}"
    );
    for (prose, doc) in [
        (
            "Set `a_b<T>` to <b>1</b> & go.",
            "Set `a_b<T>` to \\<b\\>1\\</b\\> \\& go.",
        ),
        (
            "See https://example.com/a_b.",
            "See <https://example.com/a_b>.",
        ),
        (
            "At (http://example.com) or <https://example.com/>, yes.",
            "At (<http://example.com>) or \\<<https://example.com/>\\>, yes.",
        ),
        (
            "`https://example.com` is code.",
            "`https://example.com` is code.",
        ),
    ] {
        let expected = format!("#[doc = \" {}", doc.escape_default());
        let source = table(prose).unwrap();
        assert!(source.contains(&expected), "{expected}\n{source}");
    }
}

#[test]
fn prose_is_one_line_of_words() {
    for prose in [
        "It is.",
        "It  is.",
        "It\nis.",
        "It\tis.",
        " It is.",
        "It is.\n",
        "\u{3000}It\u{a0}is.",
    ] {
        let text = format!(
            "[A]\ndescription = \"\"\"{prose}\"\"\"\ncategory = \"failed\"\nretry = \"if_idempotent\"\n"
        );
        let path = write("words.toml", &text);
        let source = Builder::new().table(path).generate().unwrap();
        let expected = "static PROSE: &str = \"It is.\";";
        assert!(source.contains(expected), "{prose:?}");
    }
}

#[test]
fn prose_has_a_longest_form() {
    for (is_strict, longest) in [(true, 1_000), (false, 65_535)] {
        let generate = |len: usize| {
            let prose = "x".repeat(len);
            let text = format!(
                "[A]\ndescription = \"{prose}\"\ncategory = \"failed\"\nretry = \"if_idempotent\"\n"
            );
            let builder = Builder::new().table(write("long_prose.toml", &text));
            let builder = if is_strict { builder.strict() } else { builder };
            builder.generate()
        };
        assert!(generate(longest).is_ok());
        let problems = generate(longest + 1).unwrap_err().to_string();
        let expected = format!(
            ":2:15: found a description of {} bytes, expected at most {longest}",
            longest + 1
        );
        assert!(problems.ends_with(&expected), "{problems}");
    }
}

proptest! {
    #[test]
    fn any_text_is_generated_from_or_refused(text in ".*") {
        let path = write("any.toml", &text);
        let _ = Builder::new().table(&path).generate();
    }

    #[test]
    fn any_fields_are_generated_from_or_refused(
        family in "[A-Za-z0-9_.\" -]{0,8}",
        member in "[A-Za-z0-9_.\"-]{0,8}",
        field in "(description|category|retry|hint|variant|retired|unread|code|codes|x)",
        value in "(\"[ -~]{0,12}\"|true|false|1|\\[\\]|\\{\\}|\"never\"|\"quota\")",
    ) {
        let text = format!(
            "[{family}]\ncategory = \"failed\"\n{field} = {value}\nretry = \"never\"\n\
             [{family}.codes]\n{member} = {{ {field} = {value} }}\n"
        );
        let path = write("fields.toml", &text);
        if let Err(problems) = Builder::new().table(&path).generate() {
            for problem in &problems {
                prop_assert!(problem.line > 0, "{}", problem);
                prop_assert!(!problem.to_string().chars().any(char::is_control));
            }
        }
    }
}

/// A code names a remedy of the table, or has a hint of its own.
#[test]
fn advice_is_checked() {
    let remedies = write(
        "remedies.toml",
        "[wait]\nactor = \"nobody\"\ntext = \"Wait a moment, and look again.\"\n\
         [unused]\nactor = \"somebody\"\n",
    );
    let row = |fields: &str| {
        let table = format!(
            "[A]\ndescription = \"The desk is closed.\"\ncategory = \"failed\"\nretry = \"if_idempotent\"\n{fields}"
        );
        let path = write("advice.toml", &table);
        let builder = Builder::new().strict().table(&path).remedies(&remedies);
        let problems = builder.generate().unwrap_err().to_string();
        let prefix = format!("{}:", path.display());
        let lines = problems
            .lines()
            .filter_map(|line| line.strip_prefix(&prefix));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    for (fields, expected) in [
        ("remedy = \"wait\"\n", vec![]),
        (
            "remedy = \"wiat\"\n",
            vec![
                "5:10: found the remedy `wiat`, expected one of the table of remedies; did you mean `wait`?",
            ],
        ),
        (
            "remedy = \"wait\"\nhint = \"Come back tomorrow.\"\n",
            vec!["5:10: found a remedy beside a hint, expected one of the two"],
        ),
        (
            "remedy = \"wait\"\nactor = \"owner\"\n",
            vec!["6:9: found an actor beside a remedy, expected none: the remedy has one"],
        ),
        (
            "actor = \"owner\"\n",
            vec![
                "5:9: found an actor without a hint, expected one beside the hint that says what to do",
            ],
        ),
        (
            "hint = \"The desk is closed!\"\nactor = \"owner\"\n",
            vec![
                "5:8: found a hint that only repeats `The desk is closed.`, expected what to do about \
                 it, or no hint",
            ],
        ),
        (
            "hint = \"Come back tomorrow.\"\nactor = \"onwer\"\n",
            vec![
                "6:9: found the actor `onwer`, expected one of caller, key_holder, administrator, \
                 payer, owner, provider, nobody; did you mean `owner`?",
            ],
        ),
        (
            "window = \"week\"\n",
            vec!["5:10: found the window `week`, expected one of second, minute, hour, day, month"],
        ),
    ] {
        assert_eq!(row(fields), expected, "{fields}");
    }

    let path = write(
        "advice.toml",
        "[A]\ndescription = \"It is.\"\ncategory = \"failed\"\nretry = \"if_idempotent\"\n",
    );
    let problems = Builder::new()
        .strict()
        .table(&path)
        .remedies(&remedies)
        .generate()
        .unwrap_err();
    let prefix = format!("{}:", remedies.display());
    let found: Vec<_> = problems.iter().map(ToString::to_string).collect();
    let found: Vec<_> = found
        .iter()
        .filter_map(|line| line.strip_prefix(&prefix))
        .collect();
    assert_eq!(
        found,
        [
            "1:2: found the remedy `wait`, which no code names, expected one that a code names",
            "4:2: found `unused` after `wait`, expected the order of the text",
            "4:2: found the remedy `unused` without text, expected `text = \"...\"`",
            "4:2: found the remedy `unused`, which no code names, expected one that a code names",
            "5:9: found the actor `somebody`, expected one of caller, key_holder, administrator, \
             payer, owner, provider, nobody; did you mean `nobody`?",
        ]
    );
}

/// Codes that name the same remedy share its text; a window goes into the class.
#[test]
fn advice_and_windows_are_generated() {
    let remedies = write(
        "shared.toml",
        "[wait]\nactor = \"nobody\"\ntext = \"Wait a moment.\"\n",
    );
    let path = write(
        "windows.toml",
        "[A]\ndescription = \"One.\"\ncategory = \"throttling\"\nretry = \"backoff\"\n\
         remedy = \"wait\"\nwindow = \"minute\"\n\
         [B]\ndescription = \"Two.\"\ncategory = \"failed\"\nretry = \"if_idempotent\"\nremedy = \"wait\"\n",
    );
    let source = Builder::new()
        .table(&path)
        .remedies(&remedies)
        .generate()
        .unwrap();
    let (_, prose) = source.split_once("static PROSE: &str = \"").unwrap();
    assert!(prose.starts_with("One.Two.Wait a moment.\";"), "{prose}");
    assert!(
        source.contains("`A`: throttling, retry `backoff`, counted by the minute, actor `nobody`.")
    );
}
