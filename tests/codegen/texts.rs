//! Any text is a code, and what stands for a family is said in the head.

use std::collections::BTreeSet;

use proptest::prelude::*;
use tencentcloud_error_codes::codegen::Builder;

use crate::{assert_golden, write};

/// `tests/own_texts.rs` compiles them.
#[test]
fn codes_of_other_apis_are_generated_from() {
    for name in ["any_text", "nasty", "slash", "state"] {
        let source = Builder::new()
            .table(format!("tests/fixtures/own/{name}.toml"))
            .enum_name("Code")
            .generate()
            .unwrap_or_else(|problems| panic!("{problems}"));
        let source = source.replace(env!("CARGO_PKG_VERSION"), "VERSION");
        assert_golden(&format!("tests/fixtures/own/{name}.rs.txt"), &source);
    }
}

#[test]
fn a_code_with_its_family_in_it_needs_a_class_or_a_family() {
    let path = write(
        "no_family.toml",
        "[\"SDK.ServerUnreachable\"]\ndescription = \"No server answered.\"\nretry = \"never\"\n",
    );
    let problems = Builder::new().table(&path).generate().unwrap_err();
    let message = problems.to_string();
    assert!(
        message.contains(
            ":1:2: found the code `SDK.ServerUnreachable` without a category, expected one of auth"
        ),
        "{message}"
    );
    assert_eq!(problems.iter().count(), 1);
}

#[test]
fn the_head_is_checked() {
    let code = "[A]\ndescription = \"It is.\"\ncategory = \"failed\"\nretry = \"never\"\n";
    for (head, expected) in [
        (
            "separator = \"::\"\n",
            "1:13: found `::`, expected one character such as `.`, `/`, `-` or `:`, or nothing",
        ),
        (
            "separator = \"a\"\n",
            "1:13: found `a`, expected one character such as `.`, `/`, `-` or `:`, or nothing",
        ),
        (
            "separator = 7\n",
            "1:13: found an integer, expected a string",
        ),
        (
            "number_prefix = \"e\"\n",
            "1:17: found `e`, expected letters and digits, a capital first",
        ),
        (
            "seperator = \".\"\n",
            "1:1: found `seperator`, which is no table, expected a table (a code or a family), or \
             one of categories, columns, number_prefix, separator; did you mean `separator`?",
        ),
    ] {
        let path = write("head.toml", &format!("{head}{code}"));
        let problems = Builder::new().table(&path).generate().unwrap_err();
        let expected = format!("{}:{expected}", path.display());
        assert_eq!(problems.to_string(), expected);
    }
}

#[test]
fn all_tables_of_a_catalog_have_one_head() {
    let code = |name: &str| {
        format!("[{name}]\ndescription = \"It is.\"\ncategory = \"failed\"\nretry = \"never\"\n")
    };
    let head = write("head_only.toml", "separator = \"/\"\n");
    let same = write(
        "head_same.toml",
        &format!("separator = \"/\"\n{}", code("A")),
    );
    let other = write(
        "head_other.toml",
        &format!("separator = \":\"\n{}", code("B")),
    );
    let silent = write("head_silent.toml", &code("\"C/D\""));
    let builder = Builder::new().table(&head).table(&same).table(&silent);
    assert!(builder.generate().unwrap().contains("separator: 47,"));
    let problems = builder.table(&other).generate().unwrap_err();
    assert_eq!(
        problems.to_string(),
        format!(
            "{}:1:13: found the separator `:`, expected the same for all tables (`/` in {}:1)",
            other.display(),
            head.display()
        )
    );
}

#[test]
fn what_no_answer_can_hold_is_no_code() {
    for (text, expected) in [
        (
            "\\u0007",
            "found the code `\\u{7}`, expected no character that cannot be seen",
        ),
        (
            "a\\u202eb",
            "found the code `a\\u{202e}b`, expected no character that cannot be seen",
        ),
        (
            " a",
            "found the code ` a` with space around it, expected none",
        ),
        ("", "found an empty code, expected its text"),
    ] {
        let path = write(
            "no_code.toml",
            &format!(
                "[\"{text}\"]\ndescription = \"It is.\"\ncategory = \"failed\"\nretry = \"never\"\n"
            ),
        );
        let problems = Builder::new().table(&path).generate().unwrap_err();
        let message = problems.iter().next().unwrap().to_string();
        assert!(message.ends_with(expected), "{message}");
    }
}

/// A line of a table for each text.
fn table<'t>(texts: impl IntoIterator<Item = &'t String>) -> String {
    let line = |text: &String| {
        let escaped: String = text
            .chars()
            .flat_map(|c| {
                format!("\\U{:08x}", u32::from(c))
                    .chars()
                    .collect::<Vec<_>>()
            })
            .collect();
        format!(
            "\"{escaped}\" = {{ description = \"It is.\", category = \"failed\", retry = \"never\" }}\n"
        )
    };
    texts.into_iter().map(line).collect()
}

proptest! {
    #[test]
    fn any_texts_are_codes_or_are_named_with_their_places(
        texts in prop::collection::btree_set(
            prop_oneof!["[a-bA-B1_. /-]{1,4}", "\\PC{1,12}", ".{0,6}", "[A-Z_]{1,6}\\.[a-z ]{1,6}"],
            1..20,
        ),
    ) {
        let path = write("any_texts.toml", &table(&texts));
        let builder = Builder::new().table(&path);
        let mut good = texts.clone();
        if let Err(problems) = builder.generate() {
            let lines: BTreeSet<_> = problems.iter().map(|problem| problem.line).collect();
            for (index, text) in texts.iter().enumerate() {
                if lines.contains(&(index + 1)) {
                    good.remove(text);
                }
            }
            prop_assert!(lines.iter().all(|line| (1..=texts.len()).contains(line)));
        }
        // What no problem names is generated from.
        if !good.is_empty() {
            std::fs::write(&path, table(&good)).unwrap();
            let source = builder.generate();
            prop_assert!(source.is_ok(), "{:?}", source);
        }
    }
}
