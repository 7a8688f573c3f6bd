//! Texts in other languages: tables beside those of the catalog, with the same keys.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::check::{Code, again, check_prose};
use super::error::{nearest, quoted};
use super::read::{Node, Nodes, Product};
use super::source::{At, Pos, Sources};
use crate::actor::Actor;
use crate::category::Category;
use crate::language::Language;
use crate::retry::Retry;
use crate::window::Window;

/// What was given to the builder for a language.
#[derive(Clone, Debug)]
pub(super) struct Input {
    pub(super) tag: String,
    pub(super) tables: Vec<PathBuf>,
    /// What only our own catalog has: the titles of the products, and the names of our enums.
    pub(super) own: Option<[PathBuf; 2]>,
}

impl Input {
    pub(super) fn paths(&self) -> impl Iterator<Item = &PathBuf> {
        self.tables.iter().chain(self.own.iter().flatten())
    }
}

/// What the tables of a language say.
pub(super) struct Texts {
    pub(super) language: Language,
    codes: BTreeMap<String, Row>,
    remedies: BTreeMap<String, At<String>>,
    pub(super) own: Option<Own>,
}

/// The row of a code.
struct Row {
    pos: Pos,
    description: Option<At<String>>,
    hint: Option<At<String>>,
}

/// What only our own catalog has.
pub(super) struct Own {
    start: Pos,
    titles: Vec<(At<String>, String)>,
    pub(super) categories: Vec<Name>,
    pub(super) retries: Vec<Name>,
    pub(super) actors: Vec<Name>,
    pub(super) windows: Vec<Name>,
}

/// What a value of an enum is called, and what that means.
pub(super) struct Name {
    pub(super) name: String,
    pub(super) description: String,
}

/// The texts of a code in one language; empty where they are not there.
#[derive(Clone, Default)]
pub(super) struct Text {
    pub(super) description: String,
    pub(super) hint: String,
}

const ROW_FIELDS: &[&str] = &["description", "hint"];
const FAMILY_FIELDS: &[&str] = &["codes", "description", "hint"];
const NAME_FIELDS: &[&str] = &["description", "name"];

/// Reads the tables of all languages.
pub(super) fn read(sources: &mut Sources, inputs: &[Input]) -> Vec<Texts> {
    let mut all: Vec<Texts> = Vec::new();
    for input in inputs {
        let Ok(language) = input.tag.parse::<Language>() else {
            let known: Vec<_> = Language::ALL.iter().map(|known| known.as_str()).collect();
            let expected = format!("one of {}", known.join(", "));
            sources.problem_of_file(PathBuf::from("language"), quoted(&input.tag), expected);
            continue;
        };
        let known = all.iter().position(|texts| texts.language == language);
        let index = known.unwrap_or_else(|| {
            all.push(Texts {
                language,
                codes: BTreeMap::new(),
                remedies: BTreeMap::new(),
                own: None,
            });
            all.len() - 1
        });
        for path in &input.tables {
            read_table(sources, path, &mut all[index]);
        }
        if let Some([titles, names]) = &input.own {
            all[index].own = read_own(sources, titles, names);
        }
    }
    all.sort_by_key(|texts| texts.language);
    all
}

/// A file of families or of remedies, which are texts without a table of their own.
fn read_table(sources: &mut Sources, path: &Path, texts: &mut Texts) {
    let Some((_, entries)) = sources.texts(path) else {
        return;
    };
    for (name, node) in entries {
        match node {
            Node::Text(mut text) => {
                text.value = check_prose(sources, &text, "text");
                let first = texts.remedies.get(&name.value).map(|first| first.pos);
                match first {
                    Some(first) => again(sources, &name, first),
                    None => drop(texts.remedies.insert(name.value, text)),
                }
            }
            Node::Table(fields) => read_family(sources, &name, fields, &mut texts.codes),
        }
    }
}

fn read_family(
    sources: &mut Sources,
    family: &At<String>,
    mut fields: Nodes,
    codes: &mut BTreeMap<String, Row>,
) {
    let members = fields.iter().position(|(key, _)| key.value == "codes");
    let members = members.map(|index| fields.remove(index));
    if !fields.is_empty() {
        let row = read_row(sources, family, fields, FAMILY_FIELDS);
        add_row(sources, codes, family, &family.value, row);
    }
    match members {
        Some((_, Node::Table(members))) => {
            for (member, node) in members {
                let text = sources.head.separator().join(&family.value, &member.value);
                let row = match node {
                    Node::Text(mut description) => {
                        description.value = check_prose(sources, &description, "description");
                        Row {
                            pos: member.pos,
                            description: Some(description),
                            hint: None,
                        }
                    }
                    Node::Table(fields) => read_row(sources, &member, fields, ROW_FIELDS),
                };
                add_row(sources, codes, &member, &text, row);
            }
        }
        Some((key, Node::Text(_))) => {
            sources.problem(key.pos, "a string", "a table (the codes of the family)");
        }
        None => {}
    }
}

fn add_row(
    sources: &mut Sources,
    codes: &mut BTreeMap<String, Row>,
    name: &At<String>,
    text: &str,
    row: Row,
) {
    match codes.get(text).map(|first| first.pos) {
        Some(first) => again(sources, name, first),
        None => drop(codes.insert(text.to_owned(), row)),
    }
}

fn read_row(sources: &mut Sources, name: &At<String>, fields: Nodes, known: &[&str]) -> Row {
    let mut row = Row {
        pos: name.pos,
        description: None,
        hint: None,
    };
    for (key, node) in fields {
        let field = match key.value.as_str() {
            "description" => &mut row.description,
            "hint" => &mut row.hint,
            _ => {
                sources.unknown_field(&key, known);
                continue;
            }
        };
        *field = prose(sources, &key, node);
    }
    row
}

fn prose(sources: &mut Sources, key: &At<String>, node: Node) -> Option<At<String>> {
    match node {
        Node::Text(mut text) => {
            text.value = check_prose(sources, &text, &key.value);
            Some(text)
        }
        Node::Table(_) => {
            sources.problem(key.pos, "a table", "a string");
            None
        }
    }
}

fn read_own(sources: &mut Sources, titles: &Path, names: &Path) -> Option<Own> {
    let (start, entries) = sources.texts(titles)?;
    let mut titles = Vec::new();
    for (product, node) in entries {
        let title = prose(sources, &product, node);
        titles.extend(title.map(|title| (product, title.value)));
    }
    let (names, mut sections) = sources.texts(names)?;
    let mut section = |name: &str, words: Vec<&'static str>| {
        let index = sections.iter().position(|(key, _)| key.value == name);
        let entry = index.map(|index| sections.remove(index));
        read_names(sources, names, name, entry, &words)
    };
    let own = Own {
        start,
        titles,
        categories: section("category", words(Category::ALL, Category::as_str)),
        retries: section("retry", words(Retry::ALL, Retry::as_str)),
        actors: section("actor", words(Actor::ALL, Actor::as_str)),
        windows: section("window", words(Window::ALL, Window::as_str)),
    };
    for (key, _) in &sections {
        sources.unknown_field(key, &["actor", "category", "retry", "window"]);
    }
    Some(own)
}

fn words<T: Copy>(all: &[T], word: fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|value| word(*value)).collect()
}

/// The names of the values of an enum, all of them and in their order. Where only the name is given,
/// it is a text.
fn read_names(
    sources: &mut Sources,
    start: Pos,
    section: &str,
    entry: Option<(At<String>, Node)>,
    words: &[&str],
) -> Vec<Name> {
    let mut names = Vec::new();
    let (place, rows) = match entry {
        Some((key, Node::Table(rows))) => (key.pos, rows),
        Some((key, Node::Text(_))) => (key.pos, Vec::new()),
        None => (start, Vec::new()),
    };
    let found: Vec<_> = rows.iter().map(|(key, _)| key.value.as_str()).collect();
    if found != words {
        let found = format!("{} for {section}", quoted(&found.join(", ")));
        sources.problem(place, found, format!("{}, in this order", words.join(", ")));
    }
    for (_, node) in rows {
        let mut name = Name {
            name: String::new(),
            description: String::new(),
        };
        match node {
            Node::Text(text) => name.name = text.value,
            Node::Table(fields) => {
                for (key, node) in fields {
                    let text = prose(sources, &key, node).map(|text| text.value);
                    match key.value.as_str() {
                        "name" => name.name.extend(text),
                        "description" => name.description.extend(text),
                        _ => sources.unknown_field(&key, NAME_FIELDS),
                    }
                }
            }
        }
        names.push(name);
    }
    names
}

/// Gives every code its texts, and reports what is missing and what is too much. A code that nobody has
/// read yet may wait for its texts, and has those of the catalog until then.
pub(super) fn check(sources: &mut Sources, codes: &mut [Code], languages: &[Texts]) {
    // What is missing may be in a file that could not be read.
    if sources.is_broken {
        return;
    }
    for texts in languages {
        let language = texts.language;
        for (code, row) in &texts.codes {
            if codes
                .binary_search_by(|known| known.text.cmp(code))
                .is_err()
            {
                let found = format!("{}, which no table describes", quoted(code));
                let suggestion = nearest(code, codes.iter().map(|code| code.text.as_str()));
                sources
                    .problem(row.pos, found, "a code of the tables")
                    .suggestion = suggestion;
            }
        }
        let mut used = BTreeSet::new();
        for code in &mut *codes {
            let row = texts.codes.get(&code.text);
            let mut text = Text::default();
            match row.and_then(|row| row.description.as_ref()) {
                Some(description) => text.description.clone_from(&description.value),
                None if code.is_unread => {}
                None => {
                    let found = format!(
                        "{} without a description in `{language}`",
                        quoted(&code.text)
                    );
                    let place = row.map_or(code.pos, |row| row.pos);
                    sources.problem(place, found, "one in the tables of the language");
                }
            }
            let hint = row.and_then(|row| row.hint.as_ref());
            let has_own = code.remedy.is_none() && !code.hint.is_empty();
            match hint {
                Some(hint) if has_own => text.hint.clone_from(&hint.value),
                Some(hint) => {
                    let expected = "none: the code has none of its own";
                    sources.problem(hint.pos, "a hint", expected);
                }
                None if has_own && !code.is_unread => {
                    let found = format!("{} without a hint in `{language}`", quoted(&code.text));
                    let place = row.map_or(code.pos, |row| row.pos);
                    sources.problem(place, found, "one: the code has a hint of its own");
                }
                None => {}
            }
            if let Some(remedy) = &code.remedy {
                match texts.remedies.get(&remedy.value) {
                    Some(remedy) => text.hint.clone_from(&remedy.value),
                    // Once is enough, and an unknown remedy is reported anyhow.
                    None if used.contains(&remedy.value) || code.hint.is_empty() => {}
                    None => {
                        let found = format!(
                            "the remedy {} without a text in `{language}`",
                            quoted(&remedy.value)
                        );
                        sources.problem(remedy.pos, found, "one in the tables of the language");
                    }
                }
                used.insert(remedy.value.clone());
            }
            code.texts.push(text);
        }
        for (name, text) in &texts.remedies {
            if !used.contains(name) {
                let found = format!("the text of {}, which no code names", quoted(name));
                sources.problem(text.pos, found, "that of a remedy");
            }
        }
    }
}

impl Own {
    /// The titles of the products that are compiled in, in their order; `all` says whether these are
    /// all, so that another one is a mistake.
    pub(super) fn titles(
        &self,
        sources: &mut Sources,
        products: &[Product],
        all: bool,
    ) -> Vec<String> {
        if all {
            for (name, _) in &self.titles {
                if !products.iter().any(|product| product.name == name.value) {
                    let found = format!("the product {}", quoted(&name.value));
                    sources.problem(name.pos, found, "one of `data/products`");
                }
            }
        }
        let mut titles = Vec::new();
        for product in products {
            let known = self
                .titles
                .iter()
                .find(|(name, _)| name.value == product.name);
            let Some((_, title)) = known else {
                let found = format!("no title of {}", quoted(&product.name));
                sources.problem(self.start, found, "one for each product");
                continue;
            };
            titles.push(title.clone());
        }
        titles
    }
}
