//! The tables of `docs/own-catalog.md` are those that the page says they are.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tencentcloud_error_codes::codegen::{Builder, Problems};

const PAGE: &str = include_str!("../docs/own-catalog.md");

/// The blocks of a language.
fn blocks(language: &str) -> impl Iterator<Item = &'static str> {
    let fence = format!("```{language}\n");
    let blocks: Vec<_> = PAGE.split(&fence).skip(1).collect();
    blocks
        .into_iter()
        .filter_map(|rest| Some(rest.split_once("```")?.0))
}

/// Writes the tables to files, by the name in their first line. Tests run at the same time, each with files of
/// its own.
fn tables(test: &str) -> BTreeMap<&'static str, PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let folder = folder.join("own-catalog-page").join(test);
    fs::create_dir_all(&folder).unwrap();
    let table = |block: &'static str| {
        let name = block.lines().next()?.strip_prefix("# ")?;
        let path = folder.join(name);
        fs::write(&path, block).unwrap();
        Some((name, path))
    };
    blocks("toml").filter_map(table).collect()
}

fn generate(table: &Path) -> Result<String, Problems> {
    Builder::new().table(table).generate()
}

/// The variants of the enum in a source.
fn variants(source: &str) -> Vec<&str> {
    let (_, body) = source.split_once("pub enum ErrorCode {\n").unwrap();
    let (body, _) = body.split_once("\n}").unwrap();
    let lines = body.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.trim_end_matches(',')).collect()
}

#[test]
fn the_tables_are_catalogs_of_30_codes() {
    let tables = tables("1");
    let states = generate(&tables["sql-states.toml"]).unwrap();
    let numbers = generate(&tables["platform-codes.toml"]).unwrap();
    let (states, codes) = (variants(&states), variants(&numbers));
    assert_eq!((states.len(), codes.len()), (19, 11));
    // The page names variants in its text and in a table.
    for name in PAGE.split(|c: char| !c.is_ascii_alphanumeric()) {
        if name.starts_with("State") && name.len() > 5 {
            assert!(states.contains(&name), "{name} of {states:?}");
        }
    }
    assert_eq!(codes[..3], ["EMinus1", "E40001", "E40003"]);
    for accessor in [
        "pub const fn owner(self) -> &'static str {",
        "pub const fn severity(self) -> ErrorCodeSeverity {",
        "pub const fn grpc_status(self) -> ::core::option::Option<i64> {",
        "pub const fn own_category(self) -> ::core::option::Option<ErrorCodeOwnCategory> {",
    ] {
        assert!(numbers.contains(accessor), "{accessor}");
    }
}

#[test]
fn the_mistakes_are_told_as_the_page_says() {
    let path = &tables("2")["mistakes.toml"];
    let folder = format!("{}/", path.parent().unwrap().display());
    let found = generate(path).unwrap_err().to_string().replace(&folder, "");
    assert_eq!(found + "\n", blocks("text").next().unwrap());
}

/// The page shows only the first rows of it.
#[test]
fn the_table_of_the_other_language_has_the_same_keys() {
    let tables = tables("3");
    let builder = Builder::new().table(&tables["sql-states.toml"]);
    let builder = builder.language("zh", [&tables["sql-states.zh.toml"]]);
    let problems = builder.generate().unwrap_err();
    assert_eq!(problems.iter().count(), 19 - 2 + 2);
    assert!(
        problems
            .iter()
            .all(|problem| problem.path == tables["sql-states.toml"])
    );
}
