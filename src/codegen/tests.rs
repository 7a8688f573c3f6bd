//! The rules for what only our own catalog has: common codes, products and their actions.

use std::fs;
use std::path::MAIN_SEPARATOR;

use super::Builder;

/// The tables of a catalog with one product. Each test changes what it is about.
struct Tables {
    codes: String,
    common: String,
    product: String,
    actions: String,
    all: bool,
}

impl Default for Tables {
    fn default() -> Self {
        Self {
            codes: CODES.to_owned(),
            common: "codes = [\"Busy\"]\n".to_owned(),
            product: product("\"Closed\", \"Lost\""),
            actions: String::new(),
            all: true,
        }
    }
}

const CODES: &str = r#"
Busy = { description = "It is busy.", category = "failed", retry = "if_idempotent" }
Closed = { description = "It is closed.", category = "failed", retry = "if_idempotent" }
Lost = { description = "It is lost.", category = "failed", retry = "if_idempotent" }
"#;

fn product(codes: &str) -> String {
    format!("title = \"Desk\"\nversions = [\"2020-01-01\", \"2021-01-01\"]\ncodes = [{codes}]\n")
}

impl Tables {
    /// The generated source, or the problems. `name` names a folder that no other test uses.
    fn generate(&self, name: &str) -> Result<String, Vec<String>> {
        let folder = format!("tencentcloud-error-codes-{}-{name}", std::process::id());
        let folder = std::env::temp_dir().join(folder);
        fs::create_dir_all(&folder).unwrap();
        let write = |file: &str, text: &str| {
            let path = folder.join(file);
            fs::write(&path, text).unwrap();
            path
        };
        fs::create_dir_all(folder.join("actions")).unwrap();
        write("actions/desk.toml", &self.actions);
        let builder = Builder::new()
            .strict()
            .table(write("codes.toml", &self.codes))
            .own(
                write("common.toml", &self.common),
                write("snapshot.toml", "month = \"2026-08\"\n"),
                [write("desk.toml", &self.product)],
                Some(&folder.join("actions")),
                self.all,
            );
        let generated = builder.generate();
        fs::remove_dir_all(&folder).unwrap();
        let prefix = format!("{}{MAIN_SEPARATOR}", folder.display());
        generated.map_err(|problems| {
            let problems = problems.iter().map(ToString::to_string);
            problems
                .map(|problem| problem.replace(&prefix, "").replace(MAIN_SEPARATOR, "/"))
                .collect()
        })
    }

    /// The variants of the enum.
    fn variants(&self, name: &str) -> Vec<String> {
        let source = self
            .generate(name)
            .unwrap_or_else(|problems| panic!("{problems:#?}"));
        let (_, variants) = source.split_once("pub enum ErrorCode {\n").unwrap();
        let (variants, _) = variants.split_once("\n}").unwrap();
        let variants = variants.lines().filter_map(|line| line.strip_suffix(','));
        variants.map(str::to_owned).collect()
    }
}

#[test]
fn common_codes_and_those_of_products_are_generated() {
    assert_eq!(
        Tables::default().variants("all"),
        ["Busy", "Closed", "Lost"]
    );
}

#[test]
fn codes_that_a_product_lists_are_checked() {
    for (codes, expected) in [
        (
            "\"Closed\", \"Lost\", \"Lost\"",
            "desk.toml:3:28: found `Lost` a second time, expected it once (first in desk.toml:3)",
        ),
        (
            "\"Lost\", \"Closed\"",
            "desk.toml:3:18: found `Closed` after `Lost`, expected the order of the text",
        ),
        (
            "\"Closed\", \"Lost\", \"Lots\"",
            "desk.toml:3:28: found `Lots`, which no table describes, expected a code of the tables; did \
             you mean `Lost`?",
        ),
        (
            "\"Closed\"",
            "codes.toml:4:1: found `Lost`, which no product lists, expected a code of a product, or a \
             common one",
        ),
    ] {
        let tables = Tables {
            product: product(codes),
            ..Tables::default()
        };
        assert_eq!(tables.generate("listed").unwrap_err(), [expected]);
    }
    let tables = Tables {
        common: "codes = [\"Busy\", \"Busy\"]".to_owned(),
        ..Tables::default()
    };
    assert_eq!(
        tables.generate("listed").unwrap_err(),
        ["common.toml:1:18: found `Busy` a second time, expected it once (first in common.toml:1)"]
    );
}

/// A table that cannot be read may have described the code.
#[test]
fn a_code_that_may_be_in_a_broken_table_is_not_missed() {
    let tables = Tables {
        codes: format!("{CODES}[More"),
        product: product("\"Closed\", \"Lost\", \"More\""),
        ..Tables::default()
    };
    assert_eq!(
        tables.generate("broken").unwrap_err(),
        ["codes.toml:5:1: found an unclosed `[`, expected `]` to close it"]
    );
}

#[test]
fn a_product_has_a_title_and_versions() {
    let tables = Tables {
        product: "codes = [\"Closed\", \"Lost\"]".to_owned(),
        ..Tables::default()
    };
    assert_eq!(
        tables.generate("title").unwrap_err(),
        [
            "desk.toml:1:1: found the product `desk` without title, expected `title = ...`",
            "desk.toml:1:1: found the product `desk` without versions, expected `versions = ...`",
        ]
    );
}

/// A code that no product lists is compiled in always, only with all products, or never.
#[test]
fn codes_that_no_product_lists() {
    let with = |fields: &str, all| Tables {
        codes: format!(
            "{CODES}More = {{ description = \"There is more.\", category = \"failed\", \
             retry = \"if_idempotent\", {fields} }}\n"
        ),
        all,
        ..Tables::default()
    };
    let listed = ["Busy", "Closed", "Lost"];
    let and_more = ["Busy", "Closed", "Lost", "More"];
    for fields in [
        "observed = \"a forum\"",
        "sdks = [\"Go\"]",
        "observed = \"a forum\", sdks = [\"Go\"]",
    ] {
        for all in [true, false] {
            assert_eq!(with(fields, all).variants("unlisted"), and_more, "{fields}");
        }
    }
    let retired = |all| with("retired = \"2026-01\"", all).variants("unlisted");
    assert_eq!(retired(true), and_more);
    assert_eq!(retired(false), listed);
    assert_eq!(with("", false).variants("unlisted"), listed);
}

/// With only its family known, a write that fails with such a code would be sent again.
#[test]
fn a_code_that_is_stricter_than_its_family_is_always_there() {
    let throttling = "category = \"throttling\", retry = \"backoff\"";
    let conflict = "category = \"conflict\", retry = \"backoff\"";
    let billing = "category = \"billing\", retry = \"never\"";
    for (family, member, is_there) in [
        (throttling, billing, true),
        (throttling, conflict, false),
        (conflict, billing, false),
        (conflict, throttling, false),
        (billing, throttling, false),
        (billing, conflict, false),
    ] {
        let tables = Tables {
            codes: format!(
                "[Family]\ndescription = \"It is.\"\n{}\n[Family.codes]\n\
                 Member = {{ description = \"It is.\", {member} }}\n",
                family.replace(", ", "\n")
            ),
            common: "codes = [\"Family\"]".to_owned(),
            product: product(""),
            all: false,
            ..Tables::default()
        };
        let mut expected = vec!["Family"];
        expected.extend(is_there.then_some("FamilyMember"));
        assert_eq!(tables.variants("stricter"), expected, "{family}, {member}");
    }
}

#[test]
fn actions_are_checked() {
    let with = |actions: &str| Tables {
        actions: actions.to_owned(),
        ..Tables::default()
    };
    let access = "access = \"write\"";
    for name in ["Close", "close_2", "_"] {
        let tables = with(&format!(
            "{name} = {{ {access}, client_token = true, dry_run = true, retired = \"2026-01\", \
             version = \"2020-01-01\", codes = [\"Closed\", \"Lost\"] }}"
        ));
        assert!(tables.generate("actions").is_ok(), "{name}");
    }
    for (actions, expected) in [
        (
            format!("Lose = {{ {access} }}\nClose = {{ {access} }}"),
            "2:1: found `Close` after `Lose`, expected the order of the text",
        ),
        (
            format!("\"\" = {{ {access} }}"),
            "1:1: found the action ``, expected a word of letters, digits and underscores",
        ),
        (
            format!("Close-2 = {{ {access} }}"),
            "1:1: found the action `Close-2`, expected a word of letters, digits and underscores",
        ),
        (
            "Close = { codes = [] }".to_owned(),
            "1:1: found the action `Close` without access, expected `access = \"read\"` or `access = \"write\"`",
        ),
        (
            "Close = { access = \"both\" }".to_owned(),
            "1:20: found the access `both`, expected `read` or `write`",
        ),
        (
            format!("Close = {{ {access}, retired = \"2026\" }}"),
            "1:39: found `2026`, expected the month in which the action went, as `2026-11`",
        ),
        (
            format!("Close = {{ {access}, version = \"2019-01-01\" }}"),
            "1:39: found the version `2019-01-01`, expected a version of the product, unless the newest \
             has the action",
        ),
        // It goes without saying.
        (
            format!("Close = {{ {access}, version = \"2021-01-01\" }}"),
            "1:39: found the version `2021-01-01`, expected a version of the product, unless the newest \
             has the action",
        ),
        (
            format!("Close = {{ {access}, client_token = false }}"),
            "1:44: found `false`, which is the default, expected nothing, or `true`",
        ),
        (
            format!("Close = {{ {access}, dry_run = false }}"),
            "1:39: found `false`, which is the default, expected nothing, or `true`",
        ),
        (
            format!("Close = {{ {access}, codes = [\"Closed\", \"Lost\", \"Lost\"] }}"),
            "1:56: found `Lost` a second time, expected it once (first in actions/desk.toml:1)",
        ),
        (
            format!("Close = {{ {access}, codes = [\"Lost\", \"Closed\"] }}"),
            "1:46: found `Closed` after `Lost`, expected the order of the text",
        ),
        (
            format!("Close = {{ {access}, codes = [\"Busy\"] }}"),
            "1:38: found `Busy`, which the product does not list, expected a code of the product",
        ),
        (
            format!("Close = {{ {access}, codes = [\"Lots\"] }}"),
            "1:38: found `Lots`, which the product does not list, expected a code of the product; did you \
             mean `Lost`?",
        ),
    ] {
        let problems = with(&actions).generate("actions").unwrap_err();
        assert_eq!(problems, [format!("actions/desk.toml:{expected}")]);
    }
}
