//! The record of what the SDKs document, in `tests/fixtures/`: the tests compare the tables with it,
//! and the next import sees what went since.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use toml_edit::{InlineTable, Item, Value};

use crate::sdk::Products;
use crate::tables::{Changed, Files, Problems, name};

/// A product and a code that it answers with.
type Pair = (String, String);

/// The record as it is to be, with the files as they were.
pub(crate) struct Record {
    fixtures: PathBuf,
    before: BTreeMap<&'static str, String>,
    /// What the SDKs document.
    pub(crate) documented: BTreeSet<Pair>,
    /// What they documented, with the month in which it went.
    dropped: BTreeMap<Pair, String>,
}

const DOCUMENTED: &str = "documented-codes.tsv";
const DROPPED: &str = "dropped-codes.tsv";
const ACTIONS: &str = "documented-actions.tsv";

impl Record {
    pub(crate) fn read(root: &Path) -> Result<Self, Problems> {
        let fixtures = root.join("tests/fixtures");
        let mut before = BTreeMap::new();
        let mut problems = Problems::new();
        for file in [DOCUMENTED, DROPPED, ACTIONS] {
            let path = fixtures.join(file);
            match fs::read_to_string(&path) {
                Ok(text) => drop(before.insert(file, text)),
                Err(error) => problems.push(format!(
                    "{}: found no readable file ({error})",
                    path.display()
                )),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let rows = |file: &str| before[file].lines().skip(1);
        let pair = |(product, code): (&str, &str)| (product.to_owned(), code.to_owned());
        let documented = rows(DOCUMENTED)
            .filter_map(|row| row.split_once('\t').map(pair))
            .collect();
        let dropped = rows(DROPPED)
            .filter_map(|row| row.rsplit_once('\t'))
            .filter_map(|(row, month)| Some((row.split_once('\t').map(pair)?, month.to_owned())))
            .collect();
        Ok(Self {
            fixtures,
            before,
            documented,
            dropped,
        })
    }

    /// The codes that each product documented and does not document any more.
    pub(crate) fn gone(&self, sdk: &Products) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut gone: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (product, code) in &self.documented {
            let is_there = sdk
                .get(product)
                .is_some_and(|product| product.codes.contains(code));
            if !is_there {
                gone.entry(product).or_default().insert(code);
            }
        }
        gone
    }

    /// How many codes a product is recorded to document.
    pub(crate) fn count(&self, product: &str) -> usize {
        let pairs = self.documented.iter();
        pairs.filter(|(name, _)| name == product).count()
    }

    pub(crate) fn update(&mut self, sdk: &Products, month: &str) {
        let documented: BTreeSet<Pair> = sdk
            .iter()
            .flat_map(|(name, product)| {
                let codes = product.codes.iter();
                codes.map(|code| (name.clone(), code.clone()))
            })
            .collect();
        for pair in self.documented.difference(&documented) {
            self.dropped.insert(pair.clone(), month.to_owned());
        }
        self.dropped.retain(|pair, _| !documented.contains(pair));
        self.documented = documented;
    }

    /// The files that differ. Of the actions, the record has what the tables say.
    pub(crate) fn changed(&self, actions: &Files) -> impl Iterator<Item = Changed> {
        let mut documented = "product\tcode\n".to_owned();
        for (product, code) in &self.documented {
            let _ = writeln!(documented, "{product}\t{code}");
        }
        let mut dropped = "product\tcode\tmonth\n".to_owned();
        for ((product, code), month) in &self.dropped {
            let _ = writeln!(dropped, "{product}\t{code}\t{month}");
        }
        let files = [
            (DOCUMENTED, documented),
            (DROPPED, dropped),
            (ACTIONS, record_of(actions)),
        ];
        files.into_iter().filter_map(|(file, after)| {
            let before = self.before.get(file).cloned().unwrap_or_default();
            Changed::new(self.fixtures.join(file), before, after)
        })
    }
}

/// For each product the number of its actions and of their codes, and a hash over all of them:
/// tests/catalog.rs makes the same of the library.
fn record_of(actions: &Files) -> String {
    let mut record = "product\tactions\tpairs\tfnv\n".to_owned();
    for (path, (_, document)) in &actions.0 {
        let (mut count, mut pairs) = (0, 0);
        let mut text = String::new();
        for (action, row) in document.iter() {
            let Some(row) = row.as_inline_table() else {
                continue;
            };
            count += 1;
            text += action;
            for (field, mark) in [("client_token", "+token"), ("dry_run", "+dry")] {
                if row.get(field).and_then(Value::as_bool) == Some(true) {
                    text += mark;
                }
            }
            for code in codes(row) {
                pairs += 1;
                text += "\t";
                text += &code;
            }
            text += "\n";
        }
        if count > 0 {
            let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            });
            let product = name(path);
            let _ = writeln!(record, "{product}\t{count}\t{pairs}\t{hash:016x}");
        }
    }
    record
}

/// The codes of an action.
pub(crate) fn codes(row: &InlineTable) -> BTreeSet<String> {
    let codes = row.get("codes").and_then(Value::as_array);
    let codes = codes.into_iter().flatten();
    codes
        .filter_map(|code| code.as_str().map(str::to_owned))
        .collect()
}

/// The rows of a table of actions that are not retired.
pub(crate) fn living(document: &toml_edit::DocumentMut) -> BTreeSet<&str> {
    let rows = document.iter();
    rows.filter(|(_, row)| {
        let row = row.as_inline_table();
        row.is_some_and(|row| !row.contains_key("retired"))
    })
    .map(|(action, _): (&str, &Item)| action)
    .collect()
}
