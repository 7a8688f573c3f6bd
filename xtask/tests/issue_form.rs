//! The issue form offers the classes that the tables use.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The values of a field in the tables of codes.
fn used(field: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/codes");
    let start = format!("{field} = \"");
    let mut values = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        let rest = text.split(&start).skip(1);
        values.extend(rest.map(|rest| rest.split('"').next().unwrap().to_owned()));
    }
    values
}

/// The options of a dropdown, but the first, which is to leave the class as it is.
fn offered(id: &str) -> BTreeSet<String> {
    let form = include_str!("../../.github/ISSUE_TEMPLATE/classification.yml");
    let (_, field) = form.split_once(&format!("id: {id}\n")).unwrap();
    let (_, options) = field.split_once("options:\n").unwrap();
    let options = options
        .lines()
        .map_while(|line| line.strip_prefix("        - "));
    options.skip(1).map(str::to_owned).collect()
}

#[test]
fn the_form_offers_every_class() {
    for field in ["category", "retry"] {
        assert_eq!(offered(field), used(field), "{field}");
    }
    assert_eq!(used("retry").len(), 5);
}
