//! How old the data is: `data/snapshot.toml`.

use std::path::{Path, PathBuf};

use toml_edit::{InlineTable, Item, Table, Value, value};

use crate::sdk::{Sdk, numbers};
use crate::tables::{Changed, Files, Problems, is_month};

/// The table with the month and the SDKs that the data was read from.
pub(crate) struct Snapshot {
    path: PathBuf,
    file: Files,
}

impl Snapshot {
    pub(crate) fn read(data: &Path) -> Result<Self, Problems> {
        let path = data.join("snapshot.toml");
        let file = Files::read([path.clone()])?;
        Ok(Self { path, file })
    }

    fn get(&self, key: &str) -> Option<&Item> {
        let (_, document) = self.file.0.get(&self.path)?;
        document.get(key)
    }

    /// The SDKs with their version and date.
    fn sdks(&self) -> impl Iterator<Item = (&str, &str, Option<&str>)> {
        let table = self.get("sdks").and_then(Item::as_table);
        table.into_iter().flat_map(Table::iter).map(|(name, row)| {
            let text = |key: &str| row.get(key).and_then(Item::as_str);
            (name, text("version").unwrap_or_default(), text("date"))
        })
    }

    /// Why these checkouts may not decide what is gone.
    pub(crate) fn refusals(&self, sdks: &[Sdk], month: &str) -> Problems {
        let mut problems = Problems::new();
        let recorded = self.get("month").and_then(Item::as_str).unwrap_or_default();
        if !is_month(month) {
            problems.push(format!("found the month {month:?}, expected 2026-11, say"));
        } else if month < recorded {
            problems.push(format!(
                "found the month {month}, expected {recorded} or a later one, as the data is of then"
            ));
        }
        let known: Vec<_> = self.sdks().collect();
        for (index, sdk) in sdks.iter().enumerate() {
            let (checkout, name) = (sdk.checkout.display(), &sdk.name);
            if sdks[..index].iter().any(|other| other.name == *name) {
                problems.push(format!("{checkout}: found {name} a second time"));
            }
            let Some((_, version, date)) = known.iter().find(|(known, ..)| known == name) else {
                if !known.is_empty() {
                    problems.push(format!(
                        "{checkout}: found {name}, which the data does not come from"
                    ));
                }
                continue;
            };
            let is_older = numbers(&sdk.version) < numbers(version)
                || sdk.date.as_deref().is_some_and(|day| Some(day) < *date);
            if is_older {
                problems.push(format!(
                    "{checkout}: found {name} {}, expected {} or a newer one, as the data has it",
                    told(&sdk.version, sdk.date.as_deref()),
                    told(version, *date),
                ));
            }
        }
        for (name, ..) in known {
            if !sdks.iter().any(|sdk| sdk.name == name) {
                problems.push(format!(
                    "found no checkout of {name}, expected one: what the others lack would be gone"
                ));
            }
        }
        problems
    }

    /// Records what was read, and says whether that is something else than before.
    pub(crate) fn update(&mut self, sdks: &[Sdk], month: &str) -> bool {
        let mut changed = false;
        for sdk in sdks {
            let known = self.sdks().find(|(known, ..)| *known == sdk.name);
            let is_same = known.is_some_and(|(_, version, date)| {
                version == sdk.version && (sdk.date.is_none() || sdk.date.as_deref() == date)
            });
            if is_same {
                continue;
            }
            changed = true;
            let mut row = InlineTable::new();
            row.insert("version", sdk.version.as_str().into());
            if let Some(date) = &sdk.date {
                row.insert("date", date.as_str().into());
            }
            let document = self.file.get(self.path.clone());
            let table = document
                .entry("sdks")
                .or_insert_with(|| Item::Table(Table::new()));
            table[&sdk.name] = Item::Value(Value::from(row));
        }
        if changed {
            self.set_month(month);
        }
        changed
    }

    /// In place, for the comment above it.
    pub(crate) fn set_month(&mut self, month: &str) {
        let document = self.file.get(self.path.clone());
        if let Some(item) = document.get_mut("month") {
            *item = value(month);
        } else {
            document["month"] = value(month);
        }
    }

    pub(crate) fn changed(&self) -> impl Iterator<Item = Changed> {
        self.file.changed()
    }
}

fn told(version: &str, date: Option<&str>) -> String {
    match date {
        Some(date) => format!("{version} of {date}"),
        None => version.to_owned(),
    }
}
