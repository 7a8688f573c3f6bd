//! `cargo xtask import`: a checkout of the SDK into the tables, in place.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tencentcloud_error_codes::codegen::Builder;
use tencentcloud_error_codes::{ErrorCode, Product};

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("import")
        .join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn write(path: PathBuf, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// A version of a product, in the form of the SDK. An action is its name, whether it has a
/// `ClientToken` and a `DryRun`, and its codes.
fn sdk(
    checkout: &Path,
    product: &str,
    version: &str,
    codes: &[&str],
    actions: &[(&str, bool, bool, Vec<&str>)],
) {
    let constant = |code: &str| {
        let name: String = code
            .chars()
            .map(|c| {
                if c == '.' {
                    '_'
                } else {
                    c.to_ascii_uppercase()
                }
            })
            .collect();
        format!("{name} = \"{code}\"")
    };
    let mut errors =
        format!("package v{version}\n\nconst (\n\t// error codes for specific actions\n\n");
    for code in codes {
        write!(errors, "\t// What it means.\n\t{}\n\n", constant(code)).unwrap();
    }
    errors += ")\n";
    let mut client = String::from("package v\n\ntype Client struct {\n\tcommon.Client\n}\n\n");
    let mut models = String::from("package v\n\n");
    for (action, client_token, dry_run, codes) in actions {
        for method in [(*action).to_owned(), format!("{action}WithContext")] {
            writeln!(
                client,
                "// {action}\n// What it does.\n//\n// error code that may be returned:"
            )
            .unwrap();
            for code in codes {
                writeln!(client, "//  {}", constant(code)).unwrap();
            }
            writeln!(client, "func (c *Client) {method}(request *{action}Request) (err error) {{\n    return\n}}\n").unwrap();
        }
        writeln!(
            models,
            "type {action}Request struct {{\n\t*tchttp.BaseRequest\n"
        )
        .unwrap();
        for (is_there, field) in [(client_token, "ClientToken"), (dry_run, "DryRun")] {
            if *is_there {
                writeln!(
                    models,
                    "\t{field} *string `json:\"{field},omitnil,omitempty\" name:\"{field}\"`"
                )
                .unwrap();
            }
        }
        models += "}\n\n";
    }
    let folder = checkout
        .join("tencentcloud")
        .join(product)
        .join(format!("v{version}"));
    write(folder.join("errors.go"), &errors);
    write(folder.join("client.go"), &client);
    write(folder.join("models.go"), &models);
}

fn import(checkout: &Path, root: &Path) -> Output {
    import_all(&[checkout], root)
}

fn import_all(checkouts: &[&Path], root: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["import", "--month", "2026-11", "--root"])
        .arg(root)
        .args(checkouts)
        .output()
        .unwrap()
}

fn said(output: &Output) -> Vec<String> {
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    text.lines().map(str::to_owned).collect()
}

fn files(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else {
            let text = fs::read_to_string(&path).unwrap();
            files.insert(path, text);
        }
    }
    files
}

const CODES: &str = r#"# A comment at the top.
[Busy]
description = "Too many calls."
category = "throttling"
retry = "backoff"

[Ticket]
code = false
category = "not_found"
retry = "never"

[Ticket.codes]
# A comment on a row.
Back = { description = "It was gone and is back.", retired = "2026-01" }
Lost = { description = "No ticket has this number.", hint = "Look again." } # behind a row
Old = { description = "It is going." }
"#;

const MANIFEST: &str = "\
[package]
name = \"small\"

[features]
default = [\"std\"]
# Products:
all-products = [
    \"desk\",
]
desk = []

[dependencies]
";

/// A library with a small catalog.
fn small(name: &str) -> PathBuf {
    let root = folder(name);
    write(root.join("Cargo.toml"), MANIFEST);
    write(root.join("data/codes/small_families.toml"), CODES);
    write(
        root.join("data/common.toml"),
        "codes = [\n    \"Busy\",\n]\n",
    );
    write(
        root.join("data/products/desk.toml"),
        "# By hand.\ntitle = \"Help Desk\"\nversions = [\"2020-01-01\"]\ncodes = [\n    \"Ticket.Back\",\n    \"Ticket.Lost\",\n    \"Ticket.Old\",\n]\n",
    );
    write(
        root.join("data/actions/desk.toml"),
        "# By hand.\nAsk = { access = \"read\", codes = [\"Ticket.Lost\"] }\nGone = { access = \"write\" }\n",
    );
    root
}

#[test]
fn what_is_new_gone_and_changed_is_brought_in_and_a_second_run_changes_nothing() {
    let root = small("small");
    let checkout = folder("small-sdk");
    sdk(
        &checkout,
        "desk",
        "20200101",
        &["Ticket.Lost", "Ticket.Back"],
        &[],
    );
    sdk(
        &checkout,
        "desk",
        "20260101",
        &["Ticket.Lost", "Ticket.Closed", "Desk.Full"],
        &[
            ("Ask", false, true, vec!["Ticket.Lost", "Ticket.Closed"]),
            ("Open", true, false, vec!["Desk.Full"]),
        ],
    );
    write(
        checkout.join("tencentcloud/common/client.go"),
        "package common\n",
    );
    assert_eq!(
        said(&import(&checkout, &root)),
        [
            "desk: versions 2020-01-01, 2026-01-01",
            "desk: answers with Desk.Full",
            "desk: answers with Ticket.Closed",
            "desk: action Gone is gone",
            "desk: action Ask changed",
            "desk: new action Open",
            "new family Desk: give it a class",
            "new code Desk.Full",
            "Ticket.Back is back",
            "new code Ticket.Closed",
            "Ticket.Old is gone, retired in 2026-11",
        ]
    );
    let codes = fs::read_to_string(root.join("data/codes/small_families.toml")).unwrap();
    for line in [
        "# A comment at the top.",
        "# A comment on a row.",
        "Back = { description = \"It was gone and is back.\" }",
        "Closed = { description = \"Nobody has described this code yet.\", unread = true }",
        "Lost = { description = \"No ticket has this number.\", hint = \"Look again.\" } # behind a row",
        "Old = { description = \"It is going.\", retired = \"2026-11\" }",
    ] {
        assert!(codes.lines().any(|found| found == line), "{line}\n{codes}");
    }
    let actions = fs::read_to_string(root.join("data/actions/desk.toml")).unwrap();
    assert_eq!(
        actions,
        "# By hand.\nAsk = { access = \"read\", dry_run = true, codes = [\"Ticket.Closed\", \"Ticket.Lost\"] }\n\
         Open = { access = \"write\", client_token = true, codes = [\"Desk.Full\"] } # unread\n"
    );
    let product = fs::read_to_string(root.join("data/products/desk.toml")).unwrap();
    assert!(
        product.starts_with("# By hand.\ntitle = \"Help Desk\"\n"),
        "{product}"
    );
    // What is retired stays listed, so that it still resolves.
    assert!(product.contains("    \"Ticket.Old\",\n"), "{product}");

    let before = files(&root);
    assert_eq!(said(&import(&checkout, &root)), ["nothing changed"]);
    assert_eq!(files(&root), before);
    let source = Builder::new()
        .table(root.join("data/codes/small_families.toml"))
        .generate();
    let source = source.unwrap_or_else(|problems| panic!("{problems}"));
    assert!(source.contains("TicketClosed"), "{source}");

    assert_eq!(
        said(&status(&root)),
        [
            "2 codes and 1 actions are unread",
            "3 features, 297 left of the 300 that crates.io accepts; 0 products come with \
             `all-products` only",
        ]
    );
}

/// A code that one product drops and another keeps stays where it is, and is not retired.
#[test]
fn a_product_loses_no_code() {
    let root = small("drops");
    let checkout = folder("drops-sdk");
    let ask = || ("Ask", false, false, vec!["Ticket.Lost"]);
    sdk(
        &checkout,
        "desk",
        "20200101",
        &["Ticket.Back", "Ticket.Lost"],
        &[ask()],
    );
    sdk(&checkout, "other", "20200101", &["Ticket.Old"], &[]);
    let report = said(&import(&checkout, &root));
    assert!(
        !report.iter().any(|line| line.contains("retired")),
        "{report:?}"
    );
    let product = fs::read_to_string(root.join("data/products/desk.toml")).unwrap();
    assert!(product.contains("    \"Ticket.Old\",\n"), "{product}");
    let codes = fs::read_to_string(root.join("data/codes/small_families.toml")).unwrap();
    assert!(
        codes.contains("Old = { description = \"It is going.\" }"),
        "{codes}"
    );
}

/// What one SDK lacks and another has is not gone.
#[test]
fn several_checkouts_are_read_as_one() {
    let root = small("several");
    let (home, abroad) = (folder("several-home"), folder("several-abroad"));
    let ask = |client_token, codes| ("Ask", client_token, false, codes);
    sdk(
        &home,
        "desk",
        "20200101",
        &["Ticket.Back", "Ticket.Lost"],
        &[ask(true, vec!["Ticket.Lost"])],
    );
    sdk(
        &abroad,
        "desk",
        "20200101",
        &["Ticket.Lost", "Ticket.Old"],
        &[
            ask(false, vec!["Ticket.Old"]),
            ("Gone", false, false, vec![]),
        ],
    );
    let expected = ["desk: action Ask changed", "Ticket.Back is back"];
    assert_eq!(said(&import_all(&[&home, &abroad], &root)), expected);
    let actions = fs::read_to_string(root.join("data/actions/desk.toml")).unwrap();
    assert_eq!(
        actions,
        "# By hand.\nAsk = { access = \"read\", client_token = true, codes = [\"Ticket.Lost\", \
         \"Ticket.Old\"] }\nGone = { access = \"write\" }\n"
    );
    let swapped = import_all(&[&abroad, &home], &root);
    assert_eq!(said(&swapped), ["nothing changed"]);
}

#[test]
fn what_is_missing_in_the_checkout_is_said_at_once() {
    let root = small("broken");
    let checkout = folder("broken-sdk");
    sdk(&checkout, "desk", "20200101", &["Ticket.Lost"], &[]);
    let version = checkout.join("tencentcloud/desk/v20200101");
    fs::remove_file(version.join("errors.go")).unwrap();
    fs::remove_file(version.join("models.go")).unwrap();
    let before = files(&root);
    let output = import(&checkout, &root);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said.lines().count(), 2, "{said}");
    assert!(said.contains("errors.go: found no readable file"), "{said}");
    assert_eq!(files(&root), before);
    assert_eq!(
        import(&checkout.join("nowhere"), &root).status.code(),
        Some(2)
    );
}

/// The whole catalog, as the SDK would have it, changes no byte of the tables.
#[test]
fn nothing_new_changes_nothing() {
    let library = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let root = folder("whole");
    let manifest = library.join("Cargo.toml");
    write(
        root.join("Cargo.toml"),
        &fs::read_to_string(manifest).unwrap(),
    );
    for (path, text) in files(&library.join("data")) {
        write(root.join(path.strip_prefix(&library).unwrap()), &text);
    }
    let checkout = folder("whole-sdk");
    for product in Product::ALL {
        let codes: Vec<_> = product.codes().iter().map(|code| code.as_str()).collect();
        let actions: Vec<_> = product
            .actions()
            .map(|action| {
                let codes = action.error_codes().map(ErrorCode::as_str).collect();
                (
                    action.name(),
                    action.takes_client_token(),
                    action.takes_dry_run(),
                    codes,
                )
            })
            .collect();
        for version in product.versions() {
            sdk(
                &checkout,
                product.name(),
                &version.replace('-', ""),
                &codes,
                &actions,
            );
        }
    }
    let before = files(&root);
    assert_eq!(said(&import(&checkout, &root)), ["nothing changed"]);
    let after = files(&root);
    for (path, text) in &before {
        assert!(after[path] == *text, "{} changed", path.display());
    }
}

/// A library with so many features, all but `default` and `all-products` of products.
fn with_features(name: &str, count: usize) -> PathBuf {
    let root = small(name);
    let mut products = String::new();
    let mut features = String::new();
    for number in 0..count - 2 {
        let product = format!("p{number:03}");
        writeln!(products, "    \"{product}\",").unwrap();
        writeln!(features, "{product} = []").unwrap();
        write(
            root.join(format!("data/products/{product}.toml")),
            "title = \"P\"\ncodes = [\n    \"Busy\",\n]\n",
        );
    }
    fs::remove_file(root.join("data/products/desk.toml")).unwrap();
    let manifest =
        format!("[features]\ndefault = []\nall-products = [\n{products}]\n{features}\n[lints]\n");
    write(root.join("Cargo.toml"), &manifest);
    root
}

fn status(root: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["status", "--root"])
        .arg(root)
        .output()
        .unwrap()
}

#[test]
fn a_new_product_has_a_feature_while_there_is_room() {
    let root = small("room");
    let checkout = folder("room-sdk");
    for product in ["account", "desk", "zoo"] {
        sdk(&checkout, product, "20200101", &["Busy"], &[]);
    }
    let report = said(&import(&checkout, &root));
    assert!(report.contains(&"new product zoo: give it a title".to_owned()));
    assert_eq!(
        fs::read_to_string(root.join("Cargo.toml")).unwrap(),
        MANIFEST
            .replace(
                "    \"desk\",\n",
                "    \"account\",\n    \"desk\",\n    \"zoo\",\n"
            )
            .replace("desk = []\n", "account = []\ndesk = []\nzoo = []\n")
    );
    assert_eq!(said(&import(&checkout, &root)), ["nothing changed"]);
}

#[test]
fn a_product_for_which_there_is_no_room_comes_with_all_products() {
    let root = with_features("full", 288);
    let checkout = folder("full-sdk");
    for product in ["account", "zoo"] {
        sdk(&checkout, product, "20200101", &["Busy"], &[]);
    }
    let report = said(&import(&checkout, &root));
    for line in [
        "new product account: give it a title",
        "new product zoo, in all-products only: give it a title",
    ] {
        assert!(report.contains(&line.to_owned()), "{report:?}");
    }
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    assert!(
        manifest.contains("\naccount = []\np000 = []\n"),
        "{manifest}"
    );
    assert!(!manifest.contains("zoo"), "{manifest}");
    assert!(root.join("data/products/zoo.toml").exists());
    assert_eq!(
        said(&status(&root))[1],
        "289 features, 11 left of the 300 that crates.io accepts; 1 products come with \
         `all-products` only"
    );
}

#[test]
fn features_that_are_missing_or_too_many_are_reported() {
    let complaints = |root: &Path| {
        let output = status(root);
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8(output.stderr).unwrap()
    };
    let said = complaints(&with_features("too-many", 290));
    assert!(
        said.contains("found 290 features, expected fewer than 290"),
        "{said}"
    );
    assert_eq!(said.lines().count(), 1, "{said}");

    let root = with_features("missing", 4);
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    write(
        root.join("Cargo.toml"),
        &manifest.replace("p000 = []\n", ""),
    );
    fs::remove_file(root.join("data/products/p001.toml")).unwrap();
    write(root.join("data/products/p002.toml"), "codes = [\"Busy\"]\n");
    // Without codes there is nothing that a feature would turn on.
    write(root.join("data/products/p003.toml"), "codes = []\n");
    let said = complaints(&root);
    for problem in [
        "`all-products` has `p000`, which is no feature",
        "`all-products` has `p001`, which has no table",
        "`p002` has no feature, and there is room for one",
    ] {
        assert!(said.contains(problem), "{said}");
    }
    assert_eq!(said.lines().count(), 3, "{said}");
}

#[test]
fn the_library_has_a_feature_for_each_product() {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("status")
        .output()
        .unwrap();
    assert_eq!(said(&output).len(), 2);
}
