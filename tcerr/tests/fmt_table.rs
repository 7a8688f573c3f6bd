//! `tcerr fmt-table`, run as a program.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tencentcloud_error_codes::codegen::Builder;

const TABLE: &str = r#"# The codes of the help desk.
# Two lines.

# About tickets.
[Ticket]
code = false
category = "not_found"
retry = "never"

[Ticket.codes]
# Lost comes last.
Lost = { description = "No ticket has this number.", retry = "never" }
Closed = { category = "not_found", description = "The ticket was closed." } # at the end
"Archive.Locked" = {description = "Locked.", category = "conflict", retry = "never"}

# About the desk.
[DeskClosed]
description = "Nobody answers."
category = "unavailable"
retry = "when_ready"
code = true
"#;

const IN_ORDER: &str = r#"# The codes of the help desk.
# Two lines.

# About the desk.
[DeskClosed]
description = "Nobody answers."
category = "unavailable"
retry = "when_ready"

# About tickets.
[Ticket]
code = false
category = "not_found"
retry = "never"

[Ticket.codes]
"Archive.Locked" = {description = "Locked.", category = "conflict", retry = "never"}
Closed = { description = "The ticket was closed." } # at the end
# Lost comes last.
Lost = { description = "No ticket has this number." }
"#;

fn file(name: &str, text: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, text).unwrap();
    path
}

fn fmt_table(arguments: &[&str]) -> (Option<i32>, String, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = Command::new(env!("CARGO_BIN_EXE_tcerr"))
        .arg("fmt-table")
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code(), text(stdout), text(stderr))
}

#[test]
fn a_table_is_put_in_order_with_its_comments() {
    let path = file("order.toml", TABLE);
    let name = path.to_str().unwrap();
    let changed = format!("{name}\n");

    assert_eq!(
        fmt_table(&["--check", name]),
        (Some(1), changed.clone(), String::new())
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), TABLE);

    assert_eq!(fmt_table(&[name]), (Some(0), changed, String::new()));
    assert_eq!(fs::read_to_string(&path).unwrap(), IN_ORDER);

    let nothing = (Some(0), String::new(), String::new());
    assert_eq!(fmt_table(&[name]), nothing);
    assert_eq!(fmt_table(&["--check", name]), nothing);
}

#[test]
fn what_is_put_in_order_is_the_same_catalog_and_in_style() {
    let source = |name: &str, text: &str, is_strict: bool| {
        let builder = Builder::new().table(file(name, text));
        let builder = if is_strict { builder.strict() } else { builder };
        let source = builder.generate();
        source.map(|source| source.split_once("\n\n").unwrap().1.to_owned())
    };
    let before = source("before.toml", TABLE, false).unwrap();
    assert!(source("before.toml", TABLE, true).is_err());
    assert_eq!(source("after.toml", IN_ORDER, true).unwrap(), before);
}

#[test]
fn other_forms_of_toml_are_put_in_order_too() {
    for (name, text, expected) in [
        (
            "head.toml",
            "# The head.\nseparator = \"/\"\nb = { description = \"B.\" }\na = { description = \"A.\" }\n",
            "# The head.\nseparator = \"/\"\na = { description = \"A.\" }\nb = { description = \"B.\" }\n",
        ),
        (
            "tables.toml",
            "[b.codes.z]\ndescription = \"Z.\"\nretry = \"never\"\n[b.codes.a]\ndescription = \"A.\"\n\n\
             [b]\nretry = \"never\"\n",
            "[b]\nretry = \"never\"\n[b.codes.a]\ndescription = \"A.\"\n[b.codes.z]\ndescription = \
             \"Z.\"\n",
        ),
        ("empty.toml", "", ""),
        ("comment.toml", "# Only this.\n", "# Only this.\n"),
        ("line_ends.toml", "[b]\r\n[a]\r\n", "[a]\n\n[b]\n"),
    ] {
        let path = file(name, text);
        fmt_table(&[path.to_str().unwrap()]);
        let found = fs::read_to_string(&path).unwrap();
        assert_eq!(found, expected, "{name}");
        fmt_table(&[path.to_str().unwrap()]);
        assert_eq!(
            fs::read_to_string(&path).unwrap(),
            expected,
            "{name}, again"
        );
    }
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_done() {
    let broken = file("broken.toml", "[Ticket\n");
    let good = file("good.toml", TABLE);
    let (broken, good) = (broken.to_str().unwrap(), good.to_str().unwrap());
    let (status, stdout, stderr) = fmt_table(&["no/such.toml", broken, good]);
    assert_eq!(status, Some(2));
    assert_eq!(stdout, format!("{good}\n"));
    assert!(stderr.contains("tcerr: no/such.toml: "), "{stderr}");
    assert!(
        stderr.contains("TOML parse error at line 1, column 8"),
        "{stderr}"
    );
    assert_eq!(fs::read_to_string(broken).unwrap(), "[Ticket\n");
}

/// The tables of the catalog itself are in order; in the package they are not there.
#[test]
fn the_tables_of_the_catalog_are_in_order() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/codes");
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let paths: Vec<String> = entries
        .map(|entry| entry.unwrap().path().to_str().unwrap().to_owned())
        .collect();
    let mut arguments = vec!["--check"];
    arguments.extend(paths.iter().map(String::as_str));
    assert_eq!(
        fmt_table(&arguments),
        (Some(0), String::new(), String::new())
    );
}
