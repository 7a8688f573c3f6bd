//! Brings the catalog to what the SDKs say.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, Value, value};

use crate::features::Features;
use crate::plan::{Plan, Seen, What};
use crate::record::{Record, codes, living};
use crate::sdk::{Action, Product, Products, Sdk, union};
use crate::snapshot::Snapshot;
use crate::tables::{Changed, Files, Problems, lines, name, texts};

/// The description of a code that nobody has read. The tests know it, too.
const UNDESCRIBED: &str = "Nobody has described this code yet.";

/// What is to be done with the checkouts.
pub(crate) struct Request {
    /// The month in which they were read, and in which went what they lack.
    pub(crate) month: String,
    /// The products that may lose more than a few codes or actions.
    pub(crate) gone: BTreeSet<String>,
    /// Whether to write what changes, and not only to say it.
    pub(crate) is_applied: bool,
}

/// Brings the tables to what the SDKs say. Returns what changes, a line each, and what is refused:
/// where that is anything, nothing is written.
pub(crate) fn import(
    root: &Path,
    sdks: Vec<Sdk>,
    request: &Request,
) -> Result<(Vec<String>, Problems), Problems> {
    let data = &root.join("data");
    let month = &request.month;
    let mut snapshot = Snapshot::read(data)?;
    let refusals = snapshot.refusals(&sdks, month);
    if !refusals.is_empty() {
        return Err(refusals);
    }
    let mut features = Features::read(root)?;
    let mut rows = Files::read_folder(&data.join("codes"))?;
    let mut products = Files::read_folder(&data.join("products"))?;
    let mut actions = Files::read_folder(&data.join("actions"))?;
    let mut record = Record::read(root)?;
    let mut plan = Plan::default();

    let is_newer = snapshot.update(&sdks, month);
    let sdk = &union(sdks);
    let refusals = losses(sdk, &record, &products, &actions, &request.gone);
    for (name, product) in sdk {
        let file = format!("{name}.toml");
        let path = data.join("products").join(&file);
        let is_new = !products.0.contains_key(&path);
        let has_feature = !product.codes.is_empty() && features.add(name);
        if is_new {
            plan.add(
                Seen::New,
                What::Product,
                match (has_feature, product.codes.is_empty()) {
                    (true, _) => format!("product {name}: give it a title"),
                    (_, true) => format!("product {name}, without codes: give it a title"),
                    _ => format!("product {name}, in all-products only: give it a title"),
                },
            );
        } else if has_feature {
            plan.add(Seen::New, What::Feature, format!("feature {name}"));
        }
        update_product(products.get(path), name, product, &mut plan);
        let path = data.join("actions").join(file);
        update_actions(actions.get(path), name, product, month, &mut plan);
    }
    let gone = record.gone(sdk);
    for product in products_of(&actions).filter(|name| !sdk.contains_key(name)) {
        // It is not in the SDKs any more: the refusals see to it that somebody said so.
        let path = data.join("actions").join(format!("{product}.toml"));
        let none = Product::default();
        retire_actions(actions.get(path), &product, &none, month, &mut plan);
    }
    for (product, codes) in &gone {
        for code in codes {
            let line = format!("{product}: does not answer with {code} any more");
            plan.add(Seen::Gone, What::Answer, line);
        }
    }
    let documented: BTreeSet<_> = sdk.values().flat_map(|product| &product.codes).collect();
    for code in &documented {
        describe(&mut rows, data, code, &mut plan);
    }
    let kept = kept(data, &products, &record, sdk);
    for code in gone.values().flatten().collect::<BTreeSet<_>>() {
        if !kept.contains(*code) && !documented.contains(&(*code).to_owned()) {
            retire(&mut rows, code, month, &mut plan);
        }
    }
    drop(gone);
    record.update(sdk, month);
    if is_newer {
        plan.add(Seen::New, What::Sdk, "versions of the SDKs".to_owned());
    }
    if !plan.is_empty() {
        snapshot.set_month(month);
    }
    let mut files: Vec<Changed> = record.changed(&actions).collect();
    for tables in [&rows, &products, &actions] {
        files.extend(tables.changed());
    }
    files.extend(features.changed());
    files.extend(snapshot.changed());
    let is_written = request.is_applied && refusals.is_empty();
    if is_written {
        crate::tables::write(&files)?;
    }
    Ok((plan.report(is_written, !files.is_empty()), refusals))
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

/// A product may lose one in so many of its codes and actions, and always one.
const MAY_LOSE: usize = 50;
/// All products together may lose so many codes, and so many actions.
const MAY_LOSE_TOGETHER: usize = 50;

/// What goes that is more than usual, unless it was named: rather is a checkout not whole.
fn losses(
    sdk: &Products,
    record: &Record,
    products: &Files,
    actions: &Files,
    named: &BTreeSet<String>,
) -> Problems {
    let mut problems = Problems::new();
    let gone_codes = record.gone(sdk);
    let living_actions: BTreeMap<_, _> = actions
        .0
        .iter()
        .map(|(path, (_, document))| (name(path), living(document)))
        .collect();
    let mut codes_together = BTreeSet::new();
    let mut actions_together = 0;
    let recorded = record.documented.iter().map(|(product, _)| product.clone());
    let known: BTreeSet<_> = products_of(products).chain(recorded).collect();
    for name in known.iter().cloned() {
        let product = sdk.get(&name);
        let codes = gone_codes.get(name.as_str()).cloned().unwrap_or_default();
        let (code_count, living) = (record.count(&name), living_actions.get(&name));
        let action_count = living.map_or(0, BTreeSet::len);
        if named.contains(&name) || code_count + action_count == 0 {
            continue;
        }
        let Some(product) = product else {
            problems.push(format!(
                "the product {name} is gone, with {code_count} codes and {action_count} actions: \
                 `--gone {name}` if that is so"
            ));
            continue;
        };
        let mut tables = products.0.iter();
        let table = tables.find(|(path, _)| crate::tables::name(path) == name);
        let versions = table.and_then(|(_, (_, table))| table.get("versions"));
        for version in texts(versions).filter(|version| !product.versions.contains(version)) {
            problems.push(format!(
                "{name}: version {version} is gone: `--gone {name}` if that is so"
            ));
        }
        let actions = living.into_iter().flatten();
        let actions = actions
            .filter(|action| !product.actions.contains_key(**action))
            .count();
        for (what, gone, of) in [
            ("codes", codes.len(), code_count),
            ("actions", actions, action_count),
        ] {
            if gone > of.div_ceil(MAY_LOSE) {
                problems.push(format!(
                    "{name}: {gone} of {of} {what} are gone, more than {} %: `--gone {name}` if \
                     that is so",
                    100 / MAY_LOSE
                ));
            }
        }
        codes_together.extend(codes);
        actions_together += actions;
    }
    for (what, gone) in [
        ("codes", codes_together.len()),
        ("actions", actions_together),
    ] {
        if gone > MAY_LOSE_TOGETHER {
            problems.push(format!(
                "{gone} {what} are gone, more than {MAY_LOSE_TOGETHER}: name the products with \
                 `--gone` if that is so"
            ));
        }
    }
    for name in named {
        if !known.contains(name) {
            problems.push(format!("`--gone {name}`: found no such product"));
        }
    }
    problems
}

fn products_of(files: &Files) -> impl Iterator<Item = String> + use<> {
    let names: Vec<_> = files.0.keys().map(|path| name(path)).collect();
    names.into_iter()
}

/// The codes that stay whatever the SDKs document: those that every product may answer with, and
/// those of products that come from elsewhere.
fn kept(data: &Path, products: &Files, record: &Record, sdk: &Products) -> BTreeSet<String> {
    let mut kept = BTreeSet::new();
    let lists = fs::read_dir(data).into_iter().flatten().flatten();
    for list in lists.filter_map(|entry| fs::read_to_string(entry.path()).ok()) {
        let list = list.parse::<DocumentMut>().unwrap_or_default();
        kept.extend(texts(list.get("codes")));
    }
    for (path, (_, document)) in &products.0 {
        let name = name(path);
        if !sdk.contains_key(&name) && record.count(&name) == 0 {
            kept.extend(texts(document.get("codes")));
        }
    }
    kept
}

fn update_product(document: &mut DocumentMut, name: &str, product: &Product, plan: &mut Plan) {
    if document.get("title").is_none() {
        document["title"] = value(name);
    }
    let versions: BTreeSet<_> = texts(document.get("versions")).collect();
    if versions != product.versions {
        let all: Array = product.versions.iter().map(String::as_str).collect();
        document["versions"] = value(all);
        // That a new product has some goes without saying.
        if !versions.is_empty() {
            let line = format!("{name}: versions {}", join(&product.versions));
            plan.add(Seen::Changed, What::Version, line);
        }
    }
    let before: BTreeSet<_> = texts(document.get("codes")).collect();
    // A product loses no code: who has only its feature on would lose the variant.
    let after: BTreeSet<_> = before.union(&product.codes).cloned().collect();
    if before != after {
        document["codes"] = value(lines(&after));
        for code in after.difference(&before) {
            let line = format!("{name}: answers with {code}");
            plan.add(Seen::New, What::Answer, line);
        }
    }
}

fn update_actions(
    document: &mut DocumentMut,
    name: &str,
    product: &Product,
    month: &str,
    plan: &mut Plan,
) {
    retire_actions(document, name, product, month, plan);
    let newest = product.versions.last();
    for (action, facts) in &product.actions {
        let version = Some(&facts.version).filter(|version| Some(*version) != newest);
        let Some(row) = document.get_mut(action).and_then(Item::as_inline_table_mut) else {
            let mut row = InlineTable::new();
            // What cannot be told is a write, until somebody has looked at it.
            row.insert("access", "write".into());
            set_facts(&mut row, facts, version);
            let mut row = Value::from(row);
            row.decor_mut().set_suffix(" # unread");
            document.insert(action, Item::Value(row));
            plan.add(Seen::New, What::Action, format!("{name}: action {action}"));
            continue;
        };
        let is_back = row.remove("retired").is_some();
        if is_back {
            row.fmt();
            plan.add(Seen::Back, What::Action, format!("{name}: action {action}"));
        }
        if set_facts(row, facts, version) && !is_back {
            plan.add(
                Seen::Changed,
                What::Action,
                format!("{name}: action {action}"),
            );
        }
    }
    document.sort_values();
}

/// Marks the actions that the product has no more.
fn retire_actions(
    document: &mut DocumentMut,
    name: &str,
    product: &Product,
    month: &str,
    plan: &mut Plan,
) {
    let living = living(document).into_iter().map(str::to_owned);
    let gone: Vec<_> = living
        .filter(|action| !product.actions.contains_key(action))
        .collect();
    for action in gone {
        let row = document
            .get_mut(&action)
            .and_then(Item::as_inline_table_mut);
        if let Some(row) = row {
            row.insert("retired", month.into());
            row.fmt();
            plan.add(Seen::Gone, What::Action, format!("{name}: action {action}"));
        }
    }
}

/// Sets the fields that differ, and says whether any did. The version is said where the newest one of the
/// product does not have the action.
fn set_facts(row: &mut InlineTable, facts: &Action, version: Option<&String>) -> bool {
    let flag =
        |row: &InlineTable, key: &str| row.get(key).and_then(Value::as_bool).unwrap_or(false);
    let is_same = codes(row) == facts.codes
        && flag(row, "client_token") == facts.client_token
        && flag(row, "dry_run") == facts.dry_run
        && row.get("version").and_then(Value::as_str) == version.map(String::as_str);
    if is_same {
        return false;
    }
    for key in ["client_token", "dry_run", "version", "codes"] {
        row.remove(key);
    }
    if facts.client_token {
        row.insert("client_token", true.into());
    }
    if facts.dry_run {
        row.insert("dry_run", true.into());
    }
    if let Some(version) = version {
        row.insert("version", version.into());
    }
    if !facts.codes.is_empty() {
        let codes: Array = facts.codes.iter().map(String::as_str).collect();
        row.insert("codes", codes.into());
    }
    row.fmt();
    true
}

/// Adds a row for a code that has none; one that was retired is back.
fn describe(codes: &mut Files, data: &Path, code: &str, plan: &mut Plan) {
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
        let line = format!("family {family}: give it a class");
        plan.add(Seen::New, What::Family, line);
    }
    let Some(table) = document.get_mut(family).and_then(Item::as_table_mut) else {
        return;
    };
    let Some(member) = member else {
        if table.remove("code").is_some() {
            table.insert("description", value(UNDESCRIBED));
            table.insert("unread", value(true));
            plan.add(Seen::New, What::Code, format!("code {code}"));
        }
        if table.remove("retired").is_some() {
            plan.add(Seen::Back, What::Code, format!("code {code}"));
        }
        if table.remove("observed").is_some() {
            plan.add(Seen::New, What::Code, format!("code {code}, met before"));
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
            plan.add(Seen::Back, What::Code, format!("code {code}"));
        }
        if row.remove("observed").is_some() {
            row.fmt();
            plan.add(Seen::New, What::Code, format!("code {code}, met before"));
        }
        return;
    }
    let mut row = InlineTable::new();
    row.insert("description", UNDESCRIBED.into());
    row.insert("unread", true.into());
    members.insert(member, value(row));
    members.sort_values();
    plan.add(Seen::New, What::Code, format!("code {code}"));
}

/// Marks a code as retired, unless it is already.
fn retire(codes: &mut Files, code: &str, month: &str, plan: &mut Plan) {
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
            plan.add(Seen::Gone, What::Code, format!("code {code}"));
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
