//! `tcerr fmt-table`: puts tables of codes in order, as the generator has them.

use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;

use toml_edit::{Decor, DocumentMut, InlineTable, Item, Key, RawString, Table, TableLike, Value};

use tencentcloud_error_codes::extract::Escaped;

use crate::Outcome;

use crate::out;

/// Sorts tables of codes, and drops what a code inherits from its family anyway.
///
/// The tables are those of the library's generator, in TOML. A comment stays with the line below it. A
/// comment at the top of the file, followed by an empty line, stays there. Prints the files that were
/// changed.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  tcerr fmt-table codes.toml
  tcerr fmt-table --check tables/*.toml

Exit codes:
  0  every table is in order
  1  with --check, a table is not
  2  a file cannot be read or written, or is not TOML")]
pub(crate) struct Arguments {
    /// The tables.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Change nothing; print the files that are not in order.
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(arguments: &Arguments) -> io::Result<Outcome> {
    let mut out = out::text();
    let mut outcome = Outcome::Found;
    for path in &arguments.files {
        let name = path.display().to_string();
        let name = Escaped(&name);
        let result = fs::read_to_string(path)
            .map_err(|error| error.to_string())
            .and_then(|text| Ok((formatted(&text)?, text)));
        let (after, before) = match result {
            Ok(texts) => texts,
            Err(message) => {
                for line in message.lines() {
                    out::say(format_args!("{name}: {}", Escaped(line)));
                }
                outcome = Outcome::Trouble;
                continue;
            }
        };
        if after == before {
            continue;
        }
        if arguments.check {
            if outcome == Outcome::Found {
                outcome = Outcome::NotFound;
            }
        } else if let Err(error) = fs::write(path, after) {
            out::say(format_args!("{name}: {}", Escaped(&error.to_string())));
            outcome = Outcome::Trouble;
            continue;
        }
        writeln!(out, "{name}")?;
    }
    out.flush()?;
    Ok(outcome)
}

/// The text in order.
fn formatted(text: &str) -> Result<String, String> {
    let mut document: DocumentMut = text
        .parse()
        .map_err(|error: toml_edit::TomlError| error.to_string().trim_end().to_owned())?;
    let root = document.as_table_mut();
    for (_, item) in root.iter_mut() {
        format_family(item);
    }
    let head = take_head(root);
    // What is no table is the head of the table, and stays as it is.
    root.sort_values_by(|a, a_item, b, b_item| {
        let key = |key: &Key, item: &Item| item.is_inline_table().then(|| key.get().to_owned());
        key(a, a_item).cmp(&key(b, b_item))
    });
    let mut names: Vec<String> = root.iter().map(|(name, _)| name.to_owned()).collect();
    names.sort();
    let mut position = 0;
    for name in &names {
        if let Some(table) = root.get_mut(name).and_then(Item::as_table_mut) {
            number(table, &mut position);
        }
    }
    let text = document.to_string();
    Ok(head.unwrap_or_default() + text.trim_start_matches('\n'))
}

/// A comment that is of the file, and not of the table below it: the lines before the last empty one. What
/// comes first may come later, so it gets an empty line before it.
fn take_head(root: &mut Table) -> Option<String> {
    if root.iter().any(|(_, item)| item.is_value()) {
        let (name, _) = root.iter().find(|(_, item)| item.is_value())?;
        let name = name.to_owned();
        Some(take_comment(root.key_mut(&name)?.leaf_decor_mut()))
    } else {
        let first = root
            .iter_mut()
            .filter_map(|(_, item)| first_table(item.as_table_mut()?))
            .min_by_key(|table| table.position())?;
        Some(take_comment(first.decor_mut()))
    }
}

/// The table whose header comes first: itself, or one in it.
fn first_table(table: &mut Table) -> Option<&mut Table> {
    if !table.is_implicit() {
        return Some(table);
    }
    let tables = table.iter_mut();
    let tables = tables.filter_map(|(_, item)| first_table(item.as_table_mut()?));
    tables.min_by_key(|table| table.position())
}

fn take_comment(decor: &mut Decor) -> String {
    let prefix = decor.prefix().and_then(RawString::as_str);
    let prefix = prefix.unwrap_or_default().to_owned();
    let end = prefix.rfind("\n\n").map_or(0, |end| end + 2);
    let (head, rest) = prefix.split_at(end);
    decor.set_prefix(format!("\n{}", rest.trim_start_matches('\n')));
    head.to_owned()
}

/// Numbers a table and those in it in the order in which they are written.
fn number(table: &mut Table, position: &mut isize) {
    *position += 1;
    table.set_position(Some(*position));
    let mut names: Vec<String> = table.iter().map(|(name, _)| name.to_owned()).collect();
    names.sort();
    for name in &names {
        if let Some(table) = table.get_mut(name).and_then(Item::as_table_mut) {
            number(table, position);
        }
    }
}

fn format_family(family: &mut Item) {
    drop_fields(family, |field, value| {
        field == "code" && value.as_bool() == Some(true) || is_default(field, value)
    });
    let Some(family) = family.as_table_like_mut() else {
        return;
    };
    let class = ["category", "retry", "window"].map(|field| {
        let word = family.get(field).and_then(Item::as_str);
        (field, word.map(str::to_owned))
    });
    let category = class[0].1.clone();
    let Some(codes) = family.get_mut("codes") else {
        return;
    };
    if let Some(codes) = codes.as_table_like_mut() {
        for (_, code) in codes.iter_mut() {
            // A code of another category does not inherit everything.
            let own = code.get("category").and_then(Item::as_str);
            let is_of_family = own.is_none_or(|own| Some(own) == category.as_deref());
            drop_fields(code, |field, value| {
                let is_inherited = |(name, word): &(&str, Option<String>)| {
                    field == *name && word.is_some() && value.as_str() == word.as_deref()
                };
                is_of_family && class.iter().any(is_inherited) || is_default(field, value)
            });
        }
    }
    match codes {
        Item::Table(codes) => codes.sort_values_by(|a, _, b, _| a.get().cmp(b.get())),
        Item::Value(Value::InlineTable(codes)) => in_place(codes, |codes| {
            codes.sort_values_by(|a, _, b, _| a.get().cmp(b.get()));
        }),
        _ => {}
    }
}

fn is_default(field: &str, value: &Item) -> bool {
    field == "unread" && value.as_bool() == Some(false)
}

fn drop_fields(row: &mut Item, is_dropped: impl Fn(&str, &Item) -> bool) {
    let drop = |row: &mut dyn TableLike| {
        let fields = row.iter();
        let fields = fields.filter(|(field, value)| is_dropped(field, value));
        let fields: Vec<String> = fields.map(|(field, _)| field.to_owned()).collect();
        for field in fields {
            row.remove(&field);
        }
    };
    match row {
        Item::Table(table) => drop(table),
        Item::Value(Value::InlineTable(table)) => in_place(table, |table| drop(table)),
        _ => {}
    }
}

/// Changes what is in braces, and leaves the space before the closing one as it was.
fn in_place(table: &mut InlineTable, change: impl FnOnce(&mut InlineTable)) {
    let suffix = |(_, value): (_, &Value)| value.decor().suffix().cloned();
    let end = table.iter().last().and_then(suffix);
    let between = table.iter().next().and_then(suffix);
    let last = table.iter().last().map(|(name, _)| name.to_owned());
    change(table);
    let new = table.iter().last().map(|(name, _)| name.to_owned());
    if new == last {
        return;
    }
    // What was the last may be there still, and is followed by a comma now.
    for (name, text) in [(last, between), (new, end)] {
        if let Some(value) = name.and_then(|name| table.get_mut(&name)) {
            value.decor_mut().set_suffix(text.unwrap_or_default());
        }
    }
}
