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

const GO: &str = "tencentcloud-sdk-go";
const INTL: &str = "tencentcloud-sdk-go-intl-en";

/// A checkout of this SDK in this version, without products.
fn checkout(folder_name: &str, name: &str, version: &str) -> PathBuf {
    let checkout = folder(folder_name);
    write(
        checkout.join("tencentcloud/common/http/request.go"),
        &format!("package common\n\nconst a = \"SDK_GO_{version}\"\n"),
    );
    write(checkout.join("name"), name);
    checkout
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
    let name = fs::read_to_string(checkout.join("name")).unwrap();
    let mut client = format!(
        "package v\n\nimport (\n    \"github.com/tencentcloud/{name}/tencentcloud/common\"\n)\n\n\
         type Client struct {{\n    common.Client\n}}\n"
    );
    // Not everything with this end is a request.
    let mut models = String::from("package v\n\ntype OtherRequest struct {\n\n}\n");
    for (action, client_token, dry_run, codes) in actions {
        for method in [(*action).to_owned(), format!("{action}WithContext")] {
            write!(
                client,
                "\n// {action}\n// What it does.\n//\n// error code that may be returned:\n"
            )
            .unwrap();
            for code in codes {
                writeln!(client, "//  {}", constant(code)).unwrap();
            }
            writeln!(
                client,
                "func (c *Client) {method}(request *{action}Request) (err error) {{\n    return\n}}"
            )
            .unwrap();
        }
        for name in [format!("{action}RequestParams"), format!("{action}Request")] {
            write!(models, "\ntype {name} struct {{\n").unwrap();
            if name.ends_with("Request") {
                models += "\t*tchttp.BaseRequest\n\n";
            }
            for (is_there, field) in [(client_token, "ClientToken"), (dry_run, "DryRun")] {
                if *is_there {
                    writeln!(
                        models,
                        "\t{field} *string `json:\"{field},omitnil,omitempty\" name:\"{field}\"`"
                    )
                    .unwrap();
                }
            }
            models += "}\n";
        }
    }
    let folder = checkout
        .join("tencentcloud")
        .join(product)
        .join(format!("v{version}"));
    write(folder.join("errors.go"), &errors);
    write(folder.join("client.go"), &client);
    // Without a newline at the end, as the SDK has it.
    write(folder.join("models.go"), models.trim_end());
}

/// What a run over these checkouts with these options says.
fn run(checkouts: &[&Path], root: &Path, options: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["import", "--month", "2026-11", "--root"])
        .arg(root)
        .args(checkouts)
        .args(options)
        .output()
        .unwrap()
}

fn import(checkout: &Path, root: &Path) -> Output {
    run(&[checkout], root, &["--apply"])
}

/// What was refused, in a run that changed nothing.
fn refused(checkouts: &[&Path], root: &Path, options: &[&str]) -> Vec<String> {
    let before = files(root);
    let output = run(checkouts, root, &[options, &["--apply"]].concat());
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(files(root), before);
    let text = String::from_utf8(output.stderr).unwrap();
    let lines = text.lines().map(|line| line.replacen("xtask: ", "", 1));
    // Without the folder, which is another one on each machine.
    lines
        .map(|line| match line.split_once("/import/") {
            Some((_, rest)) => rest.to_owned(),
            None => line,
        })
        .collect()
}

/// The lines of a report between the numbers and the last one, which says what became of it.
fn changes(output: &Output) -> Vec<String> {
    let mut lines = said(output);
    assert!(lines.len() >= 5, "{lines:?}");
    lines.pop();
    lines.split_off(4)
}

const NOTHING: [&str; 5] = [
    "new: nothing",
    "back: nothing",
    "changed: nothing",
    "gone: nothing",
    "no file changes",
];

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
        root.join("data/snapshot.toml"),
        "# How old.\nmonth = \"2026-08\"\n",
    );
    write(
        root.join("data/products/desk.toml"),
        "# By hand.\ntitle = \"Help Desk\"\nversions = [\"2020-01-01\"]\ncodes = [\n    \"Ticket.Back\",\n    \"Ticket.Lost\",\n    \"Ticket.Old\",\n]\n",
    );
    write(
        root.join("data/actions/desk.toml"),
        "# By hand.\nAsk = { access = \"read\", codes = [\"Ticket.Lost\"] }\nBack = { access = \"read\", retired = \"2026-01\" }\nGone = { access = \"write\" }\n",
    );
    let fixtures = root.join("tests/fixtures");
    write(
        fixtures.join("documented-codes.tsv"),
        "product\tcode\ndesk\tTicket.Lost\ndesk\tTicket.Old\n",
    );
    write(
        fixtures.join("dropped-codes.tsv"),
        "product\tcode\tmonth\ndesk\tTicket.Back\t2026-01\n",
    );
    write(fixtures.join("documented-actions.tsv"), "");
    root
}

/// Takes the only product out.
fn without_desk(root: &Path) {
    fs::remove_file(root.join("data/products/desk.toml")).unwrap();
    fs::remove_file(root.join("data/actions/desk.toml")).unwrap();
    let record = root.join("tests/fixtures/documented-codes.tsv");
    write(record, "product\tcode\n");
}

fn read(path: impl AsRef<Path>) -> String {
    let path = path.as_ref();
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The small catalog, and a checkout in which something is new, back, changed and gone.
fn changed(test: &str) -> (PathBuf, PathBuf) {
    let root = small(test);
    let checkout = checkout(&format!("{test}-sdk"), GO, "1.2.3");
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
            ("Back", false, false, vec![]),
            ("Open", true, false, vec!["Desk.Full"]),
        ],
    );
    write(
        checkout.join("tencentcloud/common/client.go"),
        "package common\n",
    );
    (root, checkout)
}

#[test]
fn what_is_new_gone_and_changed_is_brought_in_and_a_second_run_changes_nothing() {
    let (root, checkout) = changed("small");
    let before = files(&root);
    let plan = said(&run(&[&checkout], &root, &["--plan"]));
    assert_eq!(
        plan,
        [
            "new: 1 families, 2 codes, 2 answers of products, 1 actions, 1 states of the SDKs",
            "back: 1 codes, 1 actions",
            "changed: 1 lists of versions, 1 actions",
            "gone: 1 codes, 1 answers of products, 1 actions",
            "changed desk: versions 2020-01-01, 2026-01-01",
            "new desk: answers with Desk.Full",
            "new desk: answers with Ticket.Closed",
            "gone desk: action Gone",
            "changed desk: action Ask",
            "back desk: action Back",
            "new desk: action Open",
            "gone desk: does not answer with Ticket.Old any more",
            "new family Desk: give it a class",
            "new code Desk.Full",
            "back code Ticket.Back",
            "new code Ticket.Closed",
            "gone code Ticket.Old",
            "new versions of the SDKs",
            "nothing was written: `--apply` does that",
        ]
    );
    assert_eq!(files(&root), before);
    // A plan is the default.
    assert_eq!(said(&run(&[&checkout], &root, &[])), plan);
    assert_eq!(files(&root), before);
    assert_eq!(
        said(&import(&checkout, &root))[..18],
        plan[..18],
        "what is written is what was planned"
    );
    let codes = read(root.join("data/codes/small_families.toml"));
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
    // What goes keeps its row, what comes back its reading.
    assert_eq!(
        read(root.join("data/actions/desk.toml")),
        "# By hand.\nAsk = { access = \"read\", dry_run = true, codes = [\"Ticket.Closed\", \"Ticket.Lost\"] }\n\
         Back = { access = \"read\" }\n\
         Gone = { access = \"write\", retired = \"2026-11\" }\n\
         Open = { access = \"write\", client_token = true, codes = [\"Desk.Full\"] } # unread\n"
    );
    let product = read(root.join("data/products/desk.toml"));
    assert!(
        product.starts_with("# By hand.\ntitle = \"Help Desk\"\n"),
        "{product}"
    );
    // What is retired stays listed, so that it still resolves.
    assert!(product.contains("    \"Ticket.Old\",\n"), "{product}");
    assert_eq!(
        read(root.join("data/snapshot.toml")),
        "# How old.\nmonth = \"2026-11\"\n\n[sdks]\ntencentcloud-sdk-go = { version = \"1.2.3\" }\n"
    );
    let fixtures = root.join("tests/fixtures");
    assert_eq!(
        read(fixtures.join("documented-codes.tsv")),
        "product\tcode\ndesk\tDesk.Full\ndesk\tTicket.Back\ndesk\tTicket.Closed\ndesk\tTicket.Lost\n"
    );
    assert_eq!(
        read(fixtures.join("dropped-codes.tsv")),
        "product\tcode\tmonth\ndesk\tTicket.Old\t2026-11\n"
    );
    let record = read(fixtures.join("documented-actions.tsv"));
    assert!(record.starts_with("product\tactions\tpairs\tfnv\ndesk\t4\t3\t"));

    let before = files(&root);
    assert_eq!(said(&import(&checkout, &root)), NOTHING);
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
    let checkout = checkout("drops-sdk", GO, "1.2.3");
    let ask = || ("Ask", false, false, vec!["Ticket.Lost"]);
    sdk(
        &checkout,
        "desk",
        "20200101",
        &["Ticket.Back", "Ticket.Lost"],
        &[ask()],
    );
    sdk(&checkout, "other", "20200101", &["Ticket.Old"], &[]);
    let report = changes(&import(&checkout, &root));
    assert!(
        !report.contains(&"gone code Ticket.Old".to_owned()),
        "{report:?}"
    );
    let product = read(root.join("data/products/desk.toml"));
    assert!(product.contains("    \"Ticket.Old\",\n"), "{product}");
    let codes = read(root.join("data/codes/small_families.toml"));
    assert!(
        codes.contains("Old = { description = \"It is going.\" }"),
        "{codes}"
    );
    let dropped = read(root.join("tests/fixtures/dropped-codes.tsv"));
    assert!(dropped.contains("desk\tTicket.Old\t2026-11\n"));
}

/// The small catalog as both SDKs have it: neither has all of it.
fn both(test: &str) -> (PathBuf, PathBuf, PathBuf) {
    let root = small(test);
    let home = checkout(&format!("{test}-home"), GO, "1.3.166");
    let abroad = checkout(&format!("{test}-abroad"), INTL, "3.0.1474");
    sdk(
        &home,
        "desk",
        "20200101",
        &["Ticket.Lost"],
        &[("Ask", true, false, vec!["Ticket.Lost"])],
    );
    sdk(
        &abroad,
        "desk",
        "20200101",
        &["Ticket.Lost", "Ticket.Old"],
        &[
            ("Ask", false, true, vec!["Ticket.Old"]),
            ("Gone", false, false, vec![]),
        ],
    );
    write(
        root.join("data/snapshot.toml"),
        "month = \"2026-08\"\n\n[sdks]\n\
         tencentcloud-sdk-go = { version = \"1.3.166\", date = \"2026-08-21\" }\n\
         tencentcloud-sdk-go-intl-en = { version = \"3.0.1474\" }\n",
    );
    (root, home, abroad)
}

/// What one SDK lacks and another has is not gone.
#[test]
fn several_checkouts_are_read_as_one() {
    let (root, home, abroad) = both("several");
    let output = run(&[&home, &abroad], &root, &["--apply"]);
    assert_eq!(changes(&output), ["changed desk: action Ask"]);
    assert_eq!(
        read(root.join("data/actions/desk.toml")).lines().nth(1),
        Some(
            "Ask = { access = \"read\", client_token = true, dry_run = true, codes = \
             [\"Ticket.Lost\", \"Ticket.Old\"] }"
        )
    );
    let swapped = run(&[&abroad, &home], &root, &["--apply"]);
    assert_eq!(said(&swapped), NOTHING);
}

#[test]
fn one_of_two_sdks_does_not_decide_alone() {
    let (root, home, abroad) = both("alone");
    assert_eq!(
        refused(&[&home], &root, &[]),
        [
            "found no checkout of tencentcloud-sdk-go-intl-en, expected one: what the others lack \
             would be gone"
        ]
    );
    assert_eq!(
        refused(&[&home, &home, &abroad], &root, &[]),
        ["alone-home: found tencentcloud-sdk-go a second time"]
    );
    let other = checkout("alone-other", "tencentcloud-sdk-go-fork", "1.4.0");
    sdk(&other, "desk", "20200101", &["Ticket.Lost"], &[]);
    assert_eq!(
        refused(&[&home, &abroad, &other], &root, &[]),
        ["alone-other: found tencentcloud-sdk-go-fork, which the data does not come from"]
    );
}

#[test]
fn a_month_is_one_and_not_before_the_data() {
    let (root, home, abroad) = both("month");
    for month in [
        "",
        "2026",
        "2026-13",
        "2026-00",
        "2026-1",
        "1026-11",
        "202611",
        "2026-11-01",
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(["import", "--apply", "--month", month, "--root"])
            .args([&root, &home, &abroad])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{month}");
        let text = String::from_utf8(output.stderr).unwrap();
        let expected = format!("xtask: found the month {month:?}, expected 2026-11, say\n");
        assert_eq!(text, expected);
    }
    // The last option wins in `run`, so that it is not asked here.
    write(root.join("data/snapshot.toml"), "month = \"2026-12\"\n");
    assert_eq!(
        refused(&[&home, &abroad], &root, &[]),
        ["found the month 2026-11, expected 2026-12 or a later one, as the data is of then"]
    );
}

#[test]
fn a_checkout_that_is_older_than_the_data_is_refused() {
    let (root, home, abroad) = both("older");
    let request = home.join("tencentcloud/common/http/request.go");
    write(request.clone(), "const a = \"SDK_GO_1.3.99\"\n");
    assert_eq!(
        refused(&[&home, &abroad], &root, &[]),
        [
            "older-home: found tencentcloud-sdk-go 1.3.99, expected 1.3.166 of 2026-08-21 or a newer \
             one, as the data has it"
        ]
    );
    // A newer one is recorded.
    write(request.clone(), "const a = \"SDK_GO_1.10.0\"\n");
    changes(&run(&[&home, &abroad], &root, &["--apply"]));
    assert_eq!(
        read(root.join("data/snapshot.toml")),
        "month = \"2026-11\"\n\n[sdks]\ntencentcloud-sdk-go = { version = \"1.10.0\" }\n\
         tencentcloud-sdk-go-intl-en = { version = \"3.0.1474\" }\n"
    );
    write(request, "package http\n");
    assert_eq!(
        refused(&[&home, &abroad], &root, &[]),
        [
            "older-home: found no version of the SDK, expected \"SDK_GO_<version>\" in \
             tencentcloud/common/http/request.go"
        ]
    );
}

/// A clone has a date, too: the same version of an earlier day is a branch of somebody's.
#[test]
fn the_date_of_a_clone_is_compared() {
    let (root, home, abroad) = both("date");
    let git = |arguments: &[&str], day: &str| {
        let status = Command::new("git")
            .args(["-c", "user.name=a", "-c", "user.email=a@example.com"])
            .arg("-C")
            .arg(&home)
            .args(arguments)
            .env("GIT_AUTHOR_DATE", format!("{day}T12:00:00Z"))
            .env("GIT_COMMITTER_DATE", format!("{day}T12:00:00Z"))
            .status();
        assert!(status.unwrap().success());
    };
    git(&["init", "--quiet"], "2026-08-20");
    let commit = ["commit", "--quiet", "--allow-empty", "--message", "release"];
    git(&commit, "2026-08-20");
    assert_eq!(
        refused(&[&home, &abroad], &root, &[]),
        [
            "date-home: found tencentcloud-sdk-go 1.3.166 of 2026-08-20, expected 1.3.166 of \
             2026-08-21 or a newer one, as the data has it"
        ]
    );
    git(&commit, "2026-08-22");
    changes(&run(&[&home, &abroad], &root, &["--apply"]));
    assert!(read(root.join("data/snapshot.toml")).contains("date = \"2026-08-22\""));
}

#[test]
fn a_file_that_ends_in_the_middle_is_refused() {
    let (root, home, abroad) = both("cut");
    let version = home.join("tencentcloud/desk/v20200101");
    for (file, end) in [("errors.go", ")"), ("client.go", "}"), ("models.go", "}")] {
        let whole = read(version.join(file));
        for cut in [0, whole.len() / 2, whole.trim_end().len() - 1] {
            write(version.join(file), &whole[..cut]);
            assert_eq!(
                refused(&[&home, &abroad], &root, &[]),
                [format!(
                    "cut-home/tencentcloud/desk/v20200101/{file}: found a file that ends in the \
                     middle, expected `{end}` as its last line"
                )],
                "{cut}"
            );
        }
        write(version.join(file), &whole);
    }
    // Cut off between two declarations.
    for (file, at, expected) in [
        (
            "client.go",
            "\n// Ask\n",
            "client.go: found no method for Ask, expected a whole file",
        ),
        (
            "models.go",
            "\ntype AskRequest ",
            "models.go: found no request for Ask, expected a whole file",
        ),
    ] {
        let whole = read(version.join(file));
        let (before, _) = whole.split_once(at).unwrap();
        write(version.join(file), before);
        assert_eq!(
            refused(&[&home, &abroad], &root, &[]),
            [format!("cut-home/tencentcloud/desk/v20200101/{expected}")]
        );
        write(version.join(file), &whole);
    }
    write(version.join("errors.go"), "package v\n\nconst (\n)\n");
    assert_eq!(
        refused(&[&home, &abroad], &root, &[]),
        [
            "cut-home/tencentcloud/desk/v20200101/errors.go: found no constant for Ticket.Lost, \
             expected a whole file"
        ]
    );
}

#[test]
fn what_is_missing_in_the_checkout_is_said_at_once() {
    let (root, home, abroad) = both("broken");
    let version = home.join("tencentcloud/desk/v20200101");
    fs::remove_file(version.join("errors.go")).unwrap();
    fs::remove_file(version.join("models.go")).unwrap();
    let said = refused(&[&home, &abroad], &root, &[]);
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].contains("errors.go: found no readable file"));
    assert!(said[1].contains("models.go: found no readable file"));
    let nowhere = refused(&[&home.join("nowhere")], &root, &[]);
    assert!(nowhere[0].contains("found no readable folder"));
    let empty = folder("broken-empty");
    fs::create_dir_all(empty.join("tencentcloud/common")).unwrap();
    assert_eq!(
        refused(&[&empty], &root, &[]),
        ["broken-empty: found no product, expected tencentcloud/<product>/v<yyyymmdd>/errors.go"]
    );
}

/// A product with `count` codes and as many actions, and a checkout of which `left` are left.
fn large(test: &str, product: &str, count: usize, left: usize) -> (PathBuf, PathBuf) {
    let root = small(test);
    let checkout = checkout(&format!("{test}-sdk"), GO, "1.2.3");
    without_desk(&root);
    grow(&root, &checkout, product, count, left);
    (root, checkout)
}

fn grow(root: &Path, checkout: &Path, product: &str, count: usize, left: usize) {
    let codes: Vec<_> = (0..count)
        .map(|n| format!("Ticket.{product}{n:03}"))
        .collect();
    let names: Vec<_> = (0..count).map(|n| format!("Do{n:03}")).collect();
    let codes_toml = root.join("data/codes/small_families.toml");
    let mut text = read(&codes_toml);
    let (mut list, mut actions) = (String::new(), String::new());
    let record = root.join("tests/fixtures/documented-codes.tsv");
    let mut documented = read(&record);
    for (code, name) in codes.iter().zip(&names) {
        let member = code.split_once('.').unwrap().1;
        writeln!(text, "{member} = {{ description = \"It is a ticket.\" }}").unwrap();
        writeln!(list, "    \"{code}\",").unwrap();
        writeln!(actions, "{name} = {{ access = \"read\" }}").unwrap();
        writeln!(documented, "{product}\t{code}").unwrap();
    }
    write(codes_toml, &text);
    write(record, &documented);
    write(
        root.join(format!("data/products/{product}.toml")),
        &format!("title = \"P\"\nversions = [\"2020-01-01\"]\ncodes = [\n{list}]\n"),
    );
    write(root.join(format!("data/actions/{product}.toml")), &actions);
    let codes: Vec<_> = codes[..left].iter().map(String::as_str).collect();
    let actions: Vec<_> = names[..left]
        .iter()
        .map(|name| (name.as_str(), false, false, Vec::new()))
        .collect();
    sdk(checkout, product, "20200101", &codes, &actions);
}

#[test]
fn more_gone_than_two_percent_of_a_product_is_refused() {
    for (count, left) in [(100, 98), (101, 98), (3, 2), (1, 0)] {
        let (root, checkout) = large("share-small", "shop", count, left);
        let lines = said(&import(&checkout, &root));
        assert!(lines.contains(&format!("gone code Ticket.shop{:03}", count - 1)));
    }
    for (count, left) in [(100, 97), (50, 48), (3, 1)] {
        let (root, checkout) = large("share", "shop", count, left);
        let gone = count - left;
        assert_eq!(
            refused(&[&checkout], &root, &[]),
            [
                format!(
                    "shop: {gone} of {count} codes are gone, more than 2 %: `--gone shop` if that is so"
                ),
                format!(
                    "shop: {gone} of {count} actions are gone, more than 2 %: `--gone shop` if that is so"
                ),
            ]
        );
        // The plan is there all the same.
        let plan = run(&[&checkout], &root, &[]);
        assert_eq!(plan.status.code(), Some(2));
        assert!(
            String::from_utf8(plan.stdout)
                .unwrap()
                .contains("gone code")
        );
        let output = run(&[&checkout], &root, &["--apply", "--gone", "shop"]);
        assert!(said(&output)[3].starts_with(&format!("gone: {gone} codes")));
    }
}

#[test]
fn more_gone_than_fifty_in_all_is_refused() {
    let (root, checkout) = large("fifty", "shop", 1300, 1274);
    grow(&root, &checkout, "yard", 1250, 1225);
    assert_eq!(
        refused(&[&checkout], &root, &[]),
        [
            "51 codes are gone, more than 50: name the products with `--gone` if that is so",
            "51 actions are gone, more than 50: name the products with `--gone` if that is so",
        ]
    );
    let output = run(&[&checkout], &root, &["--apply", "--gone", "yard"]);
    assert!(said(&output)[3].starts_with("gone: 51 codes"));
}

#[test]
fn a_product_or_a_version_that_is_gone_has_to_be_named() {
    let (root, checkout) = large("vanished", "shop", 3, 3);
    grow(&root, &checkout, "yard", 4, 4);
    let folder = checkout.join("tencentcloud/yard");
    fs::rename(folder.join("v20200101"), folder.join("v20200102")).unwrap();
    assert_eq!(
        refused(&[&checkout], &root, &[]),
        ["yard: version 2020-01-01 is gone: `--gone yard` if that is so"]
    );
    fs::rename(folder.join("v20200102"), folder.join("beta")).unwrap();
    assert_eq!(
        refused(&[&checkout], &root, &[]),
        ["the product yard is gone, with 4 codes and 4 actions: `--gone yard` if that is so"]
    );
    assert_eq!(
        refused(&[&checkout], &root, &["--gone", "yard", "--gone", "lane"]),
        ["`--gone lane`: found no such product"]
    );
    let output = run(&[&checkout], &root, &["--apply", "--gone", "yard"]);
    assert!(said(&output)[3].starts_with("gone: 4 codes, 4 answers of products, 4 actions"));
    let actions = read(root.join("data/actions/yard.toml"));
    assert_eq!(actions.matches("retired = \"2026-11\"").count(), 4);
    assert!(read(root.join("data/products/yard.toml")).contains("Ticket.yard003"));
    // It was said once.
    assert_eq!(said(&import(&checkout, &root)), NOTHING);
}

/// A product that comes from elsewhere is none that the SDKs lost.
#[test]
fn what_the_sdks_never_had_stays() {
    let (root, home, abroad) = both("elsewhere");
    let table =
        "title = \"Store\"\nversions = [\"2020-01-01\"]\ncodes = [\n    \"Ticket.Old\",\n]\n";
    write(root.join("data/products/store.toml"), table);
    sdk(
        &abroad,
        "desk",
        "20200101",
        &["Ticket.Lost"],
        &[("Gone", false, false, vec![])],
    );
    let report = changes(&run(&[&home, &abroad], &root, &["--apply"]));
    assert!(report.contains(&"gone desk: does not answer with Ticket.Old any more".to_owned()));
    assert!(!report.contains(&"gone code Ticket.Old".to_owned()));
    assert_eq!(read(root.join("data/products/store.toml")), table);
}

/// What was only met is documented now: its reading stays.
#[test]
fn a_code_that_was_met_before_may_become_documented() {
    let (root, home, abroad) = both("met");
    let codes = root.join("data/codes/small_families.toml");
    let text = read(&codes) + "Seen = { description = \"It was met.\", observed = \"here\" }\n";
    write(codes.clone(), &text);
    sdk(
        &home,
        "desk",
        "20200101",
        &["Ticket.Lost", "Ticket.Seen"],
        &[("Ask", true, false, vec![])],
    );
    let report = changes(&run(&[&home, &abroad], &root, &["--apply"]));
    assert!(
        report.contains(&"new code Ticket.Seen, met before".to_owned()),
        "{report:?}"
    );
    assert!(read(codes).contains("Seen = { description = \"It was met.\" }\n"));
}

/// What cannot be written to the end is not written at all.
#[test]
fn a_run_that_fails_leaves_everything_as_it_was() {
    let (root, home, abroad) = both("fails");
    // Where the last text would wait.
    let in_the_way = root.join("data/actions/desk.toml.import");
    fs::create_dir_all(&in_the_way).unwrap();
    let said = refused(&[&home, &abroad], &root, &[]);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("desk.toml.import"), "{said:?}");
    fs::remove_dir(in_the_way).unwrap();
    changes(&run(&[&home, &abroad], &root, &["--apply"]));
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
    let mut documented: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let record = read(library.join("tests/fixtures/documented-codes.tsv"));
    for row in record.lines().skip(1) {
        let (product, code) = row.split_once('\t').unwrap();
        documented.entry(product).or_default().push(code);
    }
    for (path, text) in files(&library.join("tests/fixtures")) {
        write(root.join(path.strip_prefix(&library).unwrap()), &text);
    }
    // Newer than any that the data may come from; nothing is written but that.
    let home = checkout("whole-home", GO, "1.999.0");
    let abroad = checkout("whole-abroad", INTL, "3.999.0");
    for (index, product) in Product::ALL.iter().enumerate() {
        let table = read(root.join(format!("data/actions/{product}.toml")));
        let is_retired = |action: &str| {
            let mut rows = table.lines();
            rows.any(|row| row.starts_with(&format!("{action} = ")) && row.contains("retired = "))
        };
        let codes = documented.get(product.name()).cloned().unwrap_or_default();
        if codes.is_empty() && product.actions().len() == 0 {
            // It does not come from the SDKs.
            continue;
        }
        for version in product.versions() {
            let actions: Vec<_> = product
                .actions()
                .filter(|action| action.version() == *version && !is_retired(action.name()))
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
            sdk(
                if index % 2 == 0 { &home } else { &abroad },
                product.name(),
                &version.replace('-', ""),
                &codes,
                &actions,
            );
        }
    }
    let before = files(&root);
    assert_eq!(
        changes(&run(&[&home, &abroad], &root, &["--apply"])),
        ["new versions of the SDKs"]
    );
    let after = files(&root);
    for (path, text) in before {
        let is_snapshot = path.ends_with("snapshot.toml");
        assert!((after[&path] == text) != is_snapshot, "{}", path.display());
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
    without_desk(&root);
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
    let checkout = checkout("room-sdk", GO, "1.2.3");
    sdk(
        &checkout,
        "desk",
        "20200101",
        &["Ticket.Lost", "Ticket.Old"],
        &[
            ("Ask", false, false, vec!["Ticket.Lost"]),
            ("Gone", false, false, vec![]),
        ],
    );
    for product in ["account", "zoo"] {
        sdk(&checkout, product, "20200101", &["Busy"], &[]);
    }
    // There is nothing that a feature would turn on.
    let ask = [("Ask", false, false, vec![])];
    sdk(&checkout, "quiet", "20200101", &[], &ask);
    let report = said(&import(&checkout, &root));
    assert!(report.contains(&"new product quiet, without codes: give it a title".to_owned()));
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
    assert_eq!(said(&import(&checkout, &root)), NOTHING);
}

#[test]
fn a_product_for_which_there_is_no_room_comes_with_all_products() {
    let root = with_features("full", 288);
    let checkout = checkout("full-sdk", GO, "1.2.3");
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
fn the_library_has_a_feature_for_each_product_and_no_unread_row() {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("status")
        .output()
        .unwrap();
    let lines = said(&output);
    assert_eq!(lines[0], "0 codes and 0 actions are unread");
    assert_eq!(lines.len(), 2);
}
