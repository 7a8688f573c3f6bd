//! What changed between two states of the data, for a changelog: `cargo xtask diff`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::tables::Problems;

/// What is read of a file that `tcerr export --format json` wrote.
#[derive(Deserialize)]
struct Catalog {
    codes: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    code: String,
    category: String,
    retry: String,
}

impl Catalog {
    fn read(path: &Path) -> Result<BTreeMap<String, Row>, Problems> {
        let text = fs::read_to_string(path).map_err(|error| error.to_string());
        let catalog = text.and_then(|text| {
            serde_json::from_str::<Self>(&text).map_err(|error| error.to_string())
        });
        match catalog {
            Ok(catalog) => Ok(catalog
                .codes
                .into_iter()
                .map(|code| (code.code.escape_debug().to_string(), code))
                .collect()),
            Err(error) => Err(vec![format!("{}: {error}", path.display())]),
        }
    }
}

/// The numbers, then every code that is new, gone or reclassified.
pub(crate) fn diff(old: &Path, new: &Path) -> Result<Vec<String>, Problems> {
    let (old, new) = match (Catalog::read(old), Catalog::read(new)) {
        (Ok(old), Ok(new)) => (old, new),
        (old, new) => {
            let problems = [old.err(), new.err()];
            return Err(problems.into_iter().flatten().flatten().collect());
        }
    };
    // A file may come from anywhere, and this goes to a terminal.
    let class = |code: &Row| {
        let class = format!("{}, {}", code.category, code.retry);
        class.escape_debug().to_string()
    };
    let mut came = Vec::new();
    let mut changed = Vec::new();
    for (name, code) in &new {
        match old.get(name) {
            None => came.push(format!("new {name} ({})", class(code))),
            Some(before) if class(before) != class(code) => changed.push(format!(
                "reclassified {name} ({} -> {})",
                class(before),
                class(code)
            )),
            Some(_) => {}
        }
    }
    let gone: Vec<_> = old
        .iter()
        .filter(|(name, _)| !new.contains_key(*name))
        .map(|(name, code)| format!("gone {name} ({})", class(code)))
        .collect();
    let mut lines = vec![format!(
        "{} new, {} gone, {} reclassified",
        came.len(),
        gone.len(),
        changed.len()
    )];
    lines.extend(came);
    lines.extend(gone);
    lines.extend(changed);
    Ok(lines)
}
