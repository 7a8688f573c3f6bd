//! The first answers of `tcerr search`: the pages of the catalog are held to the same list.

use std::process::Command;

#[test]
fn the_first_answer_is_the_one_on_record() {
    // The record is no part of the package.
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../tests/fixtures/searches.tsv"
    );
    let Ok(record) = std::fs::read_to_string(path) else {
        return;
    };
    let mut wrong = Vec::new();
    for line in record.lines() {
        let (query, expected) = line.split_once('\t').unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_tcerr"))
            .args(["search", "--limit", "1", "--json", query])
            .output()
            .unwrap();
        let row: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
        if row["code"] != expected {
            wrong.push(format!("{query}: {}, not {expected}", row["code"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(record.lines().count() >= 60);
}
