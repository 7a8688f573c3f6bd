//! Columns and categories of a catalog's own: what the generator says of mistakes. What it makes of them is
//! tested in `own.rs`.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use tencentcloud_error_codes::codegen::Builder;

fn write(name: &str, text: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("columns");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    path
}

/// What is wrong with a table, without its path.
fn problems(name: &str, text: &str) -> String {
    let path = write(name, text);
    let problems = Builder::new().table(&path).generate().unwrap_err();
    problems
        .to_string()
        .replace(&format!("{}:", path.display()), "")
}

#[test]
fn every_row_is_checked() {
    let found = problems(
        "rows.toml",
        r#"columns = [
    { name = "severity", type = ["low", "high"], required = true },
    { name = "owner", type = "text" },
    { name = "grpc_status", type = "number" },
    { name = "kind", type = "number", required = true },
]
categories = [{ name = "fraud", is = "authorization" }]

[A]
description = "A code."
category = "fruad"
retry = "never"
kind = 1
severity = "hihg"
owner = 7
grpc_status = "seven"

[B]
code = false
category = "fraud"
retry = "never"
severity = "low"

[B.codes]
C = { description = "Another one.", ower = "payments", kind = 1 }
D = { description = "Another one.", owner = " ", severity = ["low"], kind = 1 }
E = { description = "Another one.", own_category = "fraud", kind = 1 }
F = { description = "Another one." }
"#,
    );
    let expected = "\
11:12: found the category `fruad`, expected one of authentication, authorization, validation, not_found, \
conflict, quota, throttling, capacity, billing, unsupported, unavailable, internal, failed, dry_run, fraud; \
did you mean `fraud`?
14:12: found the severity `hihg`, expected one of low, high; did you mean `high`?
15:9: found an integer, expected a string
16:15: found a string, expected a number (grpc_status)
25:37: found the field `ower`, expected one of actor, category, description, hint, http_status, observed, \
remedy, retired, retry, sdks, unread, variant, window, severity, owner, grpc_status, kind; did you mean `owner`?
26:45: found an empty owner, expected a sentence
26:61: found an array, expected a string
27:37: found the field `own_category`, expected one of actor, category, description, hint, http_status, \
observed, remedy, retired, retry, sdks, unread, variant, window, severity, owner, grpc_status, kind; \
did you mean `category`?
28:1: found `B.F` without `kind`, expected a value: its own, or one of its family";
    assert_eq!(found, expected);
}

#[test]
fn every_declaration_is_checked() {
    let class = "\n[A]\ndescription = \"A code.\"\ncategory = \"failed\"\nretry = \"never\"\n";
    for (head, expected) in [
        (
            "columns = \"owner\"",
            "1:11: found a string, expected `columns = [{ name = \"...\", type = \"text\" }]`",
        ),
        (
            "columns = [7]",
            "1:12: found an integer, expected `columns = [{ name = \"...\", type = \"text\" }]`",
        ),
        (
            "columns = [{ type = \"text\" }]",
            "1:12: found a column without a name, expected `name = \"...\"`",
        ),
        (
            "columns = [{ name = \"Owner\" }]",
            "1:21: found the column `Owner`, expected lower case letters, digits and underscores, a letter first",
        ),
        (
            "columns = [{ name = \"hint\" }]",
            "1:21: found the column `hint`, expected a name that the enum has no other use for",
        ),
        (
            "columns = [{ name = \"type\" }]",
            "1:21: found the column `type`, expected a name that is no keyword of Rust",
        ),
        (
            "columns = [{ name = \"a\" }, { name = \"a\" }]",
            "1:37: found the column `a` a second time, expected each once",
        ),
        (
            "columns = [{ name = \"a\", type = \"txt\" }]",
            "1:33: found the type `txt`, expected `\"text\"`, `\"number\"` or the words that it may have: \
             `[\"low\", \"high\"]`; did you mean `text`?",
        ),
        (
            "columns = [{ name = \"a\", type = true }]",
            "1:33: found a boolean, expected `\"text\"`, `\"number\"` or the words that it may have: \
             `[\"low\", \"high\"]`",
        ),
        (
            "columns = [{ name = \"a\", type = [] }]",
            "1:33: found 0 words, expected 1 to 1000",
        ),
        (
            "columns = [{ name = \"a\", type = [\"x y\", \"x-y\"] }]",
            "1:41: found `x-y` beside `x y`, expected words that differ in their letters and digits",
        ),
        (
            "columns = [{ name = \"a\", type = [\"-\"] }]",
            "1:34: found `-`, expected a word with letters or digits",
        ),
        (
            "columns = [{ name = \"a\", typ = \"text\" }]",
            "1:26: found the field `typ`, expected one of description, name, required, type; did you mean `type`?",
        ),
        (
            "categories = [{ name = \"quota\", is = \"failed\" }]",
            "1:24: found the category `quota` a second time, expected a name that no other category has",
        ),
        (
            "categories = [{ name = \"a\" }]",
            "1:15: found a category without one of these, expected `name`, and `is` for the one of ours that \
             it is a kind of",
        ),
        (
            "categories = [{ name = \"A\", is = \"failed\" }]",
            "1:24: found the category `A`, expected lower case letters, digits and underscores, a letter first",
        ),
        (
            "categories = [{ name = \"a\", is = \"faild\" }]",
            "1:34: found the category `faild`, expected one of authentication, authorization, validation, \
             not_found, conflict, quota, throttling, capacity, billing, unsupported, unavailable, internal, \
             failed, dry_run; did you mean `failed`?",
        ),
    ] {
        assert_eq!(
            problems("head.toml", &format!("{head}\n{class}")),
            expected,
            "{head}"
        );
    }
}

/// One table declares the columns for all of them.
#[test]
fn a_head_is_that_of_all_tables() {
    let row = |name: &str| {
        format!(
            "[{name}]\ndescription = \"A code.\"\ncategory = \"failed\"\nretry = \"never\"\nowner = \"a\"\n"
        )
    };
    let columns = "columns = [{ name = \"owner\", type = \"text\" }]\n";
    let head = write("a_head.toml", columns);
    let one = write("one.toml", &row("A"));
    let two = write("two.toml", &row("B"));
    let tables = |tables: &[&PathBuf]| tables.iter().fold(Builder::new(), Builder::table);
    let generated = tables(&[&two, &one, &head]).generate().unwrap();
    assert!(generated.contains("pub const fn owner(self) -> ::core::option::Option<&'static str>"));

    let again = write("z_again.toml", &format!("{columns}{}", row("C")));
    let problems = tables(&[&head, &again]).generate().unwrap_err().to_string();
    let expected = format!(
        "{}:1:1: found columns a second time, expected them in one table",
        again.display()
    );
    assert_eq!(problems, expected);
}

proptest! {
    #[test]
    fn any_head_is_generated_from_or_refused(
        name in "[a-zA-Z_ 0-9-]{0,6}",
        word in "[ -~]{0,5}",
        kind in "(\"text\"|\"number\"|\\[\"a\", \"b c\"\\]|\\[\\]|7)",
        value in "(\"a\"|\"b c\"|7|-7|true|\\[\\])",
    ) {
        let text = format!(
            "columns = [{{ name = {name:?}, type = {kind} }}, {{ name = \"x\", type = [{word:?}, \"z\"] }}]\n\
             categories = [{{ name = {name:?}, is = \"failed\" }}]\n\
             [A]\ndescription = \"A code.\"\ncategory = {name:?}\nretry = \"never\"\nx = {word:?}\n{name:?} = {value}\n"
        );
        let path = write("any.toml", &text);
        if let Err(problems) = Builder::new().table(&path).generate() {
            for problem in &problems {
                prop_assert!(problem.line > 0, "{}", problem);
                prop_assert!(!problem.to_string().chars().any(char::is_control));
            }
        }
    }
}
