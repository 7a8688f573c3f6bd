//! Brings the catalog to what an SDK says.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, Value, value};

use crate::features::Features;
use crate::sdk::{Action, Product, Products};
use crate::tables::{Files, Problems, lines, texts};

/// The description of a code that nobody has read.
const UNDESCRIBED: &str = "Nobody has described this code yet.";

/// Brings the tables to what the SDK says, and returns what changed, a line each.
pub(crate) fn import(root: &Path, sdk: &Products, month: &str) -> Result<Vec<String>, Problems> {
    let data = &root.join("data");
    let mut features = Features::read(root)?;
    let mut codes = Files::read_folder(&data.join("codes"))?;
    let mut products = Files::read_folder(&data.join("products"))?;
    let mut actions = Files::read_folder(&data.join("actions"))?;
    let mut report = Vec::new();

    let gone = gone(&products, data, sdk);
    for (name, product) in sdk.iter().filter(|(_, product)| !product.codes.is_empty()) {
        let file = format!("{name}.toml");
        let path = data.join("products").join(&file);
        if !products.0.contains_key(&path) {
            report.push(if features.add(name) {
                format!("new product {name}: give it a title")
            } else {
                format!("new product {name}, in all-products only: give it a title")
            });
        }
        update_product(products.get(path), name, product, &mut report);
        update_actions(
            actions.get(data.join("actions").join(file)),
            name,
            product,
            &mut report,
        );
    }
    for code in sdk
        .values()
        .flat_map(|product| &product.codes)
        .collect::<BTreeSet<_>>()
    {
        describe(&mut codes, data, code, &mut report);
    }
    for code in &gone {
        retire(&mut codes, code, month, &mut report);
    }
    for files in [&codes, &products, &actions] {
        files.write()?;
    }
    features.write()?;
    if report.is_empty() {
        report.push("nothing changed".to_owned());
    }
    Ok(report)
}

/// How much nobody has read, and how many features are left.
pub(crate) fn status(root: &Path) -> Result<Vec<String>, Problems> {
    let data = root.join("data");
    let count = |folder: &str, mark: &str| -> Result<usize, Problems> {
        let files = Files::read_folder(&data.join(folder))?;
        let texts = files.0.values().map(|(text, _)| text.matches(mark).count());
        Ok(texts.sum())
    };
    let (codes, actions) = (
        count("codes", "unread = true")?,
        count("actions", "# unread")?,
    );
    let products = Files::read_folder(&data.join("products"))?;
    let tables: BTreeMap<_, _> = products
        .0
        .iter()
        .map(|(path, (_, table))| (name(path), texts(table.get("codes")).count()))
        .collect();
    Ok(vec![
        format!("{codes} codes and {actions} actions are unread"),
        Features::read(root)?.check(&tables)?,
    ])
}

/// The name of the product that a table is of.
fn name(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

/// The codes that no product has any more: all that listed them are in the SDK, and none there has
/// them. They stay where they are listed, so that they still resolve.
fn gone(products: &Files, data: &Path, sdk: &Products) -> BTreeSet<String> {
    let common = fs::read_to_string(data.join("common.toml")).unwrap_or_default();
    let common = common.parse::<DocumentMut>().unwrap_or_default();
    let mut kept: BTreeSet<String> = texts(common.get("codes")).collect();
    // Those of a product that is new, too.
    kept.extend(
        sdk.values()
            .flat_map(|product| product.codes.iter().cloned()),
    );
    let mut listed = BTreeSet::new();
    for (path, (_, document)) in &products.0 {
        let codes = texts(document.get("codes"));
        if sdk.contains_key(&name(path)) {
            listed.extend(codes);
        } else {
            kept.extend(codes);
        }
    }
    listed.difference(&kept).cloned().collect()
}

fn update_product(
    document: &mut DocumentMut,
    name: &str,
    product: &Product,
    report: &mut Vec<String>,
) {
    if document.get("title").is_none() {
        document["title"] = value(name);
    }
    let versions: BTreeSet<_> = texts(document.get("versions")).collect();
    if versions != product.versions {
        let all: Array = product.versions.iter().map(String::as_str).collect();
        document["versions"] = value(all);
        report.push(format!("{name}: versions {}", join(&product.versions)));
    }
    let before: BTreeSet<_> = texts(document.get("codes")).collect();
    // A product loses no code: who has only its feature on would lose the variant.
    let after: BTreeSet<_> = before.union(&product.codes).cloned().collect();
    if before != after {
        document["codes"] = value(lines(&after));
        report.extend(
            after
                .difference(&before)
                .map(|code| format!("{name}: answers with {code}")),
        );
    }
}

fn update_actions(
    document: &mut DocumentMut,
    name: &str,
    product: &Product,
    report: &mut Vec<String>,
) {
    let known: Vec<String> = document
        .iter()
        .map(|(action, _)| action.to_owned())
        .collect();
    for action in known
        .iter()
        .filter(|action| !product.actions.contains_key(*action))
    {
        document.remove(action);
        report.push(format!("{name}: action {action} is gone"));
    }
    for (action, facts) in &product.actions {
        let Some(row) = document.get_mut(action).and_then(Item::as_inline_table_mut) else {
            let mut row = InlineTable::new();
            // What cannot be told is a write, until somebody has looked at it.
            row.insert("access", "write".into());
            set_facts(&mut row, facts);
            let mut row = Value::from(row);
            row.decor_mut().set_suffix(" # unread");
            document.insert(action, Item::Value(row));
            report.push(format!("{name}: new action {action}"));
            continue;
        };
        if set_facts(row, facts) {
            report.push(format!("{name}: action {action} changed"));
        }
    }
    document.sort_values();
}

/// Sets the fields that differ, and says whether any did.
fn set_facts(row: &mut InlineTable, facts: &Action) -> bool {
    let flag =
        |row: &InlineTable, key: &str| row.get(key).and_then(Value::as_bool).unwrap_or(false);
    let codes = |row: &InlineTable| -> BTreeSet<String> {
        let codes = row
            .get("codes")
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        codes
            .filter_map(|code| code.as_str().map(str::to_owned))
            .collect()
    };
    let is_same = codes(row) == facts.codes
        && flag(row, "client_token") == facts.client_token
        && flag(row, "dry_run") == facts.dry_run;
    if is_same {
        return false;
    }
    for key in ["client_token", "dry_run", "codes"] {
        row.remove(key);
    }
    if facts.client_token {
        row.insert("client_token", true.into());
    }
    if facts.dry_run {
        row.insert("dry_run", true.into());
    }
    if !facts.codes.is_empty() {
        let codes: Array = facts.codes.iter().map(String::as_str).collect();
        row.insert("codes", codes.into());
    }
    row.fmt();
    true
}

/// Adds a row for a code that has none; one that was retired is back.
fn describe(codes: &mut Files, data: &Path, code: &str, report: &mut Vec<String>) {
    let (family, member) = code
        .split_once('.')
        .map_or((code, None), |(f, m)| (f, Some(m)));
    let home = codes
        .0
        .iter()
        .find(|(_, (_, document))| document.contains_key(family));
    let home = home.map(|(path, _)| path.clone());
    let is_new_family = home.is_none();
    let home = home.unwrap_or_else(|| data.join("codes/small_families.toml"));
    let document = codes.get(home);
    if is_new_family {
        let mut table = Table::new();
        table["code"] = value(false);
        table["category"] = value("failed");
        table["retry"] = value("if_idempotent");
        table.decor_mut().set_prefix("\n");
        document.insert(family, Item::Table(table));
        document.sort_values();
        report.push(format!("new family {family}: give it a class"));
    }
    let Some(table) = document.get_mut(family).and_then(Item::as_table_mut) else {
        return;
    };
    let Some(member) = member else {
        if table.remove("code").is_some() {
            table.insert("description", value(UNDESCRIBED));
            table.insert("unread", value(true));
            report.push(format!("new code {code}"));
        }
        if table.remove("retired").is_some() {
            report.push(format!("{code} is back"));
        }
        return;
    };
    let members = table.entry("codes").or_insert_with(|| {
        let mut members = Table::new();
        members.decor_mut().set_prefix("\n");
        Item::Table(members)
    });
    let Some(members) = members.as_table_mut() else {
        return;
    };
    if let Some(row) = members.get_mut(member).and_then(Item::as_inline_table_mut) {
        if row.remove("retired").is_some() {
            row.fmt();
            report.push(format!("{code} is back"));
        }
        return;
    }
    let mut row = InlineTable::new();
    row.insert("description", UNDESCRIBED.into());
    row.insert("unread", true.into());
    members.insert(member, value(row));
    members.sort_values();
    report.push(format!("new code {code}"));
}

/// Marks a code as retired, unless it is already.
fn retire(codes: &mut Files, code: &str, month: &str, report: &mut Vec<String>) {
    let (family, member) = code
        .split_once('.')
        .map_or((code, None), |(f, m)| (f, Some(m)));
    for (_, document) in codes.0.values_mut() {
        let Some(table) = document.get_mut(family).and_then(Item::as_table_mut) else {
            continue;
        };
        let is_retired = match member {
            None if table.contains_key("retired") => return,
            None => table.insert("retired", value(month)),
            Some(member) => {
                let row = table
                    .get_mut("codes")
                    .and_then(|members| members.get_mut(member));
                let Some(row) = row.and_then(Item::as_inline_table_mut) else {
                    continue;
                };
                if row.contains_key("retired") {
                    return;
                }
                row.insert("retired", month.into());
                row.fmt();
                None
            }
        };
        if is_retired.is_none() {
            report.push(format!("{code} is gone, retired in {month}"));
        }
    }
}

fn join(texts: &BTreeSet<String>) -> String {
    texts
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(", ")
}
