//! Columns and categories that a catalog has beside ours: declared in the head of a table, checked in
//! every row.

use std::collections::{BTreeMap, HashMap};

use super::check::check_prose;
use super::error::{nearest, quoted};
use super::head;
use super::ident;
use super::read::{Extra, Family, Fields, Whose};
use super::source::{At, Sources};
use super::value::Value;
use crate::category::Category;

/// A column, as the head declares it.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: Kind,
    /// Whether every code has a value, its own or that of its family.
    pub(super) is_required: bool,
    pub(super) description: String,
}

/// What stands in a column.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    Text,
    Number,
    /// One of these.
    Words(Vec<Word>),
}

/// A word that a column may have.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) text: String,
    /// What it means; empty if nothing says it.
    pub(super) description: String,
}

/// What a row has in a column.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Cell {
    Text(String),
    Number(i64),
    /// The place in the words.
    Word(usize),
}

/// A category beside ours.
#[derive(Clone, Debug)]
pub(super) struct OwnCategory {
    pub(super) name: String,
    /// The one of ours that it is a kind of.
    pub(super) is: Category,
    pub(super) description: String,
}

impl OwnCategory {
    fn word(&self) -> Word {
        let is = format!("A kind of `{}`.", self.is);
        Word {
            text: self.name.clone(),
            description: [self.description.as_str(), &is].join(" ").trim().to_owned(),
        }
    }
}

/// What each code has in each column, in their order.
pub(super) type Cells = BTreeMap<String, Vec<Option<Cell>>>;

/// The accessor of the column that categories beside ours make.
const CATEGORY_COLUMN: &str = "own_category";

/// The most words of a column, and the most distinct values.
const MOST_WORDS: usize = 1_000;

const COLUMN_FIELDS: &[&str] = &["description", "name", "required", "type"];
const CATEGORY_FIELDS: &[&str] = &["description", "is", "name"];

/// What a column may not be called: fields of rows, and methods that the enum has already.
const TAKEN: &[&str] = &[
    "actor",
    "all",
    "as_ref",
    "as_str",
    "borrow",
    "category",
    "class",
    "clone",
    "cmp",
    "code",
    "codes",
    "description",
    "description_in",
    "eq",
    "family",
    "fmt",
    "hash",
    "hint",
    "hint_in",
    "http_status",
    "into",
    "lookup",
    "nearest",
    "observed",
    "own_category",
    "partial_cmp",
    "remedy",
    "retired",
    "retry",
    "row",
    "sdks",
    "to_string",
    "unread",
    "variant",
    "window",
];
/// What Rust has a use for.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Reads the columns that a head declares.
pub(super) fn read_columns(sources: &mut Sources, value: &At<Value>) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for (place, row) in rows(
        sources,
        value,
        "`columns = [{ name = \"...\", type = \"text\" }]`",
    ) {
        let (mut name, mut kind, mut is_required) = (None, None, false);
        let mut description = String::new();
        for (key, value) in row {
            match key.value.as_str() {
                "name" => name = sources.string(&value),
                "type" => kind = read_kind(sources, &value),
                "required" => is_required = sources.boolean(&value).is_some_and(|at| at.value),
                "description" => {
                    let text = sources.string(&value);
                    let text = text.map(|text| check_prose(sources, &text, "description"));
                    description = text.unwrap_or_default();
                }
                _ => sources.unknown_field(&key, COLUMN_FIELDS),
            }
        }
        let Some(name) = name else {
            sources.problem(place.pos, "a column without a name", "`name = \"...\"`");
            continue;
        };
        if !check_name(sources, &name, "column") {
            continue;
        }
        if columns.iter().any(|known| known.name == name.value) {
            let found = format!("the column {} a second time", quoted(&name.value));
            sources.problem(name.pos, found, "each once");
            continue;
        }
        columns.push(Column {
            name: name.value,
            kind: kind.unwrap_or(Kind::Text),
            is_required,
            description,
        });
    }
    columns
}

fn read_kind(sources: &mut Sources, value: &At<Value>) -> Option<Kind> {
    const EXPECTED: &str =
        "`\"text\"`, `\"number\"` or the words that it may have: `[\"low\", \"high\"]`";
    match &value.value {
        Value::Text(text) if text == "text" => Some(Kind::Text),
        Value::Text(text) if text == "number" => Some(Kind::Number),
        Value::Text(text) => {
            let found = format!("the type {}", quoted(text));
            sources.problem(value.pos, found, EXPECTED).suggestion =
                nearest(text, ["number", "text"]);
            None
        }
        Value::List(_) => {
            let words = sources.strings(value);
            if words.is_empty() || words.len() > MOST_WORDS {
                let found = format!("{} words", words.len());
                sources.problem(value.pos, found, format!("1 to {MOST_WORDS}"));
                return None;
            }
            let mut variants = BTreeMap::new();
            for word in &words {
                let variant = ident::variant(&word.value, ident::NUMBER_PREFIX);
                if !ident::is_variant(&variant) {
                    let expected = "a word with letters or digits";
                    sources.problem(word.pos, quoted(&word.value), expected);
                } else if let Some(first) = variants.insert(variant, &word.value) {
                    let found = format!("{} beside {}", quoted(&word.value), quoted(first));
                    let expected = "words that differ in their letters and digits";
                    sources.problem(word.pos, found, expected);
                }
            }
            let words = words.into_iter().map(|word| Word {
                text: word.value,
                description: String::new(),
            });
            Some(Kind::Words(words.collect()))
        }
        _ => {
            sources.wrong_kind(value, EXPECTED);
            None
        }
    }
}

/// Reads the categories that a head declares.
pub(super) fn read_categories(sources: &mut Sources, value: &At<Value>) -> Vec<OwnCategory> {
    let mut categories: Vec<OwnCategory> = Vec::new();
    for (place, row) in rows(
        sources,
        value,
        "`categories = [{ name = \"...\", is = \"...\" }]`",
    ) {
        let (mut name, mut is) = (None, None);
        let mut description = String::new();
        for (key, value) in row {
            match key.value.as_str() {
                "name" => name = sources.string(&value),
                "is" => is = sources.string(&value),
                "description" => {
                    let text = sources.string(&value);
                    let text = text.map(|text| check_prose(sources, &text, "description"));
                    description = text.unwrap_or_default();
                }
                _ => sources.unknown_field(&key, CATEGORY_FIELDS),
            }
        }
        let (Some(name), Some(is)) = (name, is) else {
            let expected = "`name`, and `is` for the one of ours that it is a kind of";
            sources.problem(place.pos, "a category without one of these", expected);
            continue;
        };
        let is_ours = |word: &str| {
            let mut ours = Category::ALL.iter().copied();
            ours.find(|ours| ours.as_str() == word)
        };
        let Some(ours) = is_ours(&is.value) else {
            let words = || Category::ALL.iter().map(|ours| ours.as_str());
            let expected = words().collect::<Vec<_>>().join(", ");
            let found = format!("the category {}", quoted(&is.value));
            sources
                .problem(is.pos, found, format!("one of {expected}"))
                .suggestion = nearest(&is.value, words());
            continue;
        };
        let is_known = categories.iter().any(|known| known.name == name.value);
        if is_known || is_ours(&name.value).is_some() {
            let found = format!("the category {} a second time", quoted(&name.value));
            sources.problem(name.pos, found, "a name that no other category has");
        } else if is_snake(&name.value) {
            categories.push(OwnCategory {
                name: name.value,
                is: ours,
                description,
            });
        } else {
            let found = format!("the category {}", quoted(&name.value));
            sources.problem(name.pos, found, SNAKE);
        }
    }
    categories
}

/// The rows of a list of tables, each with its place.
fn rows(
    sources: &mut Sources,
    value: &At<Value>,
    expected: &str,
) -> Vec<(At<()>, super::value::Entries)> {
    let Value::List(items) = &value.value else {
        sources.wrong_kind(value, expected);
        return Vec::new();
    };
    let mut rows = Vec::new();
    for item in items {
        let place = At {
            value: (),
            pos: item.pos,
        };
        match &item.value {
            Value::Table(entries) => rows.push((place, entries.clone())),
            _ => sources.wrong_kind(item, expected),
        }
    }
    rows
}

const SNAKE: &str = "lower case letters, digits and underscores, a letter first";

fn is_snake(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

fn check_name(sources: &mut Sources, name: &At<String>, what: &str) -> bool {
    let found = format!("the {what} {}", quoted(&name.value));
    if !is_snake(&name.value) {
        sources.problem(name.pos, found, SNAKE);
    } else if TAKEN.contains(&name.value.as_str()) {
        let expected = "a name that the enum has no other use for";
        sources.problem(name.pos, found, expected);
    } else if KEYWORDS.contains(&name.value.as_str()) {
        sources.problem(name.pos, found, "a name that is no keyword of Rust");
    } else {
        return true;
    }
    false
}

/// Replaces each category of the catalog's own by ours, and keeps it in the row.
pub(super) fn replace_categories(sources: &Sources, families: &mut [Family]) {
    let own = &sources.head.categories;
    if own.is_empty() {
        return;
    }
    let replace = |fields: &mut Fields| {
        let Some(category) = &mut fields.category else {
            return;
        };
        let place = own.iter().position(|own| own.name == category.value);
        fields.whose_category = Some(place.map_or(Whose::Ours, Whose::Own));
        if let Some(place) = place {
            own[place].is.as_str().clone_into(&mut category.value);
        }
    };
    for family in families {
        replace(&mut family.fields);
        for (_, fields) in &mut family.members {
            replace(fields);
        }
    }
}

/// The column that the categories make, after those that are declared.
pub(super) fn all(sources: &Sources) -> Vec<Column> {
    let mut columns = sources.head.columns.clone();
    let own = &sources.head.categories;
    if !own.is_empty() {
        columns.push(Column {
            name: CATEGORY_COLUMN.to_owned(),
            kind: Kind::Words(own.iter().map(OwnCategory::word).collect()),
            is_required: false,
            description: "The category of this catalog's own, if the code has one.".to_owned(),
        });
    }
    columns
}

/// Checks the fields of all rows that are none of ours. A code has what its row says or, where that is
/// silent, what its family has.
pub(super) fn check(sources: &mut Sources, families: &[Family], columns: &[Column]) -> Cells {
    let separator = sources.head.separator();
    let mut cells = Cells::new();
    let has_extra = |family: &Family| {
        let mut members = family.members.iter();
        !family.fields.extra.is_empty() || members.any(|(_, fields)| !fields.extra.is_empty())
    };
    if columns.is_empty() && !families.iter().any(has_extra) {
        return cells;
    }
    let mut order: Vec<&Family> = families.iter().collect();
    order.sort_by_key(|family| family.name.value.len());
    let mut known: HashMap<&str, Vec<Option<Cell>>> = HashMap::new();
    for family in order {
        let name = &family.name;
        let mut prefixes = separator.prefixes(&name.value);
        let parent = prefixes.find_map(|prefix| known.get(prefix).cloned());
        let parent = parent.unwrap_or_else(|| vec![None; columns.len()]);
        let inherited = read_row(sources, &family.fields, columns, &parent);
        let is_code = family.fields.is_code.as_ref().is_none_or(|at| at.value);
        if is_code {
            check_required(sources, name, &name.value, columns, &inherited);
            cells.insert(name.value.clone(), inherited.clone());
        }
        for (member, fields) in &family.members {
            let text = separator.join(&name.value, &member.value);
            let own = read_row(sources, fields, columns, &inherited);
            check_required(sources, member, &text, columns, &own);
            cells.insert(text, own);
        }
        // As in the classes: without a separator, a code is no family.
        if !columns.is_empty() && (separator.0.is_some() || !is_code) {
            known.insert(&name.value, inherited);
        }
    }
    cells
}

fn read_row(
    sources: &mut Sources,
    fields: &Fields,
    columns: &[Column],
    inherited: &[Option<Cell>],
) -> Vec<Option<Cell>> {
    let mut cells = inherited.to_vec();
    let declared = || {
        columns
            .iter()
            .filter(|column| column.name != CATEGORY_COLUMN)
    };
    for Extra { key, value, known } in &fields.extra {
        let Some(index) = declared().position(|column| column.name == key.value) else {
            let names = declared().map(|column| column.name.as_str());
            let names: Vec<_> = known.iter().copied().chain(names).collect();
            if head::FIELDS.contains(&key.value.as_str()) {
                let found = format!("the field {} in a table", quoted(&key.value));
                sources.problem(key.pos, found, head::PLACE);
            } else {
                sources.unknown_field(key, &names);
            }
            continue;
        };
        // A value that is none is reported; that it is missing would be one message too much.
        let cell = read_cell(sources, &columns[index], value);
        cells[index] = Some(cell.unwrap_or(Cell::Number(0)));
    }
    if let (Some(whose), Some(last)) = (fields.whose_category, cells.last_mut()) {
        *last = match whose {
            Whose::Ours => None,
            Whose::Own(place) => Some(Cell::Word(place)),
        };
    }
    cells
}

fn read_cell(sources: &mut Sources, column: &Column, value: &At<Value>) -> Option<Cell> {
    match &column.kind {
        Kind::Text => {
            let text = sources.string(value)?;
            Some(Cell::Text(check_prose(sources, &text, &column.name)))
        }
        Kind::Number => {
            let expected = format!("a number ({})", column.name);
            let number = sources.integer(value, &expected)?;
            Some(Cell::Number(number.value))
        }
        Kind::Words(words) => {
            let word = sources.string(value)?;
            let place = words.iter().position(|known| known.text == word.value);
            if place.is_none() {
                let found = format!("the {} {}", column.name, quoted(&word.value));
                let words = || words.iter().map(|known| known.text.as_str());
                let expected = format!("one of {}", words().collect::<Vec<_>>().join(", "));
                sources.problem(word.pos, found, expected).suggestion =
                    nearest(&word.value, words());
            }
            place.map(Cell::Word)
        }
    }
}

fn check_required(
    sources: &mut Sources,
    place: &At<String>,
    text: &str,
    columns: &[Column],
    cells: &[Option<Cell>],
) {
    for (column, cell) in columns.iter().zip(cells) {
        if column.is_required && cell.is_none() {
            let found = format!("{} without {}", quoted(text), quoted(&column.name));
            let expected = "a value: its own, or one of its family";
            sources.problem(place.pos, found, expected);
        }
    }
}
