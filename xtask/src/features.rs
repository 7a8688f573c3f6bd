//! The features of the library: one for each product, while the registry has room for them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use toml_edit::{Array, Item, Table, value};

use crate::tables::{Files, Problems, lines, texts};

/// How many features crates.io accepts in a crate.
const LIMIT: usize = 300;

/// So many are too many. The rest up to the limit is for features that the library needs itself.
const FULL: usize = 290;

const ALL: &str = "all-products";

/// The manifest of the library.
pub(crate) struct Features {
    path: PathBuf,
    file: Files,
}

impl Features {
    pub(crate) fn read(root: &Path) -> Result<Self, Problems> {
        let path = root.join("Cargo.toml");
        let file = Files::read([path.clone()])?;
        let features = Self { path, file };
        if !features.has(ALL) {
            let path = features.path.display();
            return Err(vec![format!("{path}: found no feature `{ALL}`")]);
        }
        Ok(features)
    }

    fn table(&self) -> Option<&Table> {
        let (_, document) = self.file.0.get(&self.path)?;
        document.get("features")?.as_table()
    }

    fn count(&self) -> usize {
        self.table().map_or(0, Table::len)
    }

    fn has(&self, name: &str) -> bool {
        self.table().is_some_and(|table| table.contains_key(name))
    }

    /// The products that have a feature.
    fn products(&self) -> Vec<String> {
        texts(self.table().and_then(|table| table.get(ALL))).collect()
    }

    /// Adds the feature of a product if there is room for it, and says whether there was.
    pub(crate) fn add(&mut self, product: &str) -> bool {
        if self.count() + 1 >= FULL || self.has(product) {
            return false;
        }
        let mut products = self.products();
        products.push(product.to_owned());
        products.sort();
        let document = self.file.get(self.path.clone());
        let Some(table) = document.get_mut("features").and_then(Item::as_table_mut) else {
            return false;
        };
        table.insert(product, value(Array::new()));
        // In place, for the comment above it.
        if let Some(all) = table.get_mut(ALL) {
            *all = value(lines(&products));
        }
        // The features of the library come first, in their own order.
        let place = |name: &str| {
            products
                .binary_search_by(|known| known.as_str().cmp(name))
                .ok()
        };
        table.sort_values_by(|a, _, b, _| place(a.get()).cmp(&place(b.get())));
        true
    }

    pub(crate) fn write(&self) -> Result<(), Problems> {
        self.file.write()
    }

    /// How many features are left, or what is wrong with them. `tables` has the number of codes of
    /// each product in `data/`.
    pub(crate) fn check(&self, tables: &BTreeMap<String, usize>) -> Result<String, Problems> {
        let (count, products) = (self.count(), self.products());
        let mut problems = Problems::new();
        for product in &products {
            if !self.has(product) {
                problems.push(format!("`{ALL}` has `{product}`, which is no feature"));
            }
            if !tables.contains_key(product) {
                problems.push(format!("`{ALL}` has `{product}`, which has no table"));
            }
        }
        let without = tables
            .iter()
            .filter(|(product, _)| !products.contains(product));
        if count + 1 < FULL {
            for (product, _) in without.clone().filter(|(_, codes)| **codes > 0) {
                problems.push(format!(
                    "`{product}` has no feature, and there is room for one"
                ));
            }
        }
        if count >= FULL {
            problems.push(format!(
                "found {count} features, expected fewer than {FULL}: crates.io accepts {LIMIT}, and \
                 the last ones are for the library itself; see docs/stability.md"
            ));
        }
        if problems.is_empty() {
            let (left, without) = (LIMIT - count, without.count());
            Ok(format!(
                "{count} features, {left} left of the {LIMIT} that crates.io accepts; {without} \
                 products come with `{ALL}` only"
            ))
        } else {
            let path = self.path.display();
            let problems = problems.iter();
            Err(problems
                .map(|problem| format!("{path}: {problem}"))
                .collect())
        }
    }
}
