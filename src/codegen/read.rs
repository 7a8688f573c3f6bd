//! What the tables say, each with its place.

use std::path::Path;

#[cfg(feature = "codegen-csv")]
use super::csv;
use super::error::{nearest, quoted};
use super::head;
#[cfg(feature = "codegen-json")]
use super::json;
use super::source::{At, Pos, Sources};
use super::toml;
use super::value::{Entries, Value};
use crate::actor::Actor;
use crate::category::Category;
use crate::retry::Retry;
use crate::window::Window;

/// What a row says about a code or a family. What it does not say, it inherits.
#[derive(Debug, Default)]
pub(super) struct Fields {
    pub(super) description: Option<At<String>>,
    pub(super) category: Option<At<String>>,
    pub(super) retry: Option<At<String>>,
    pub(super) hint: Option<At<String>>,
    pub(super) remedy: Option<At<String>>,
    pub(super) actor: Option<At<String>>,
    pub(super) window: Option<At<String>>,
    pub(super) variant: Option<At<String>>,
    pub(super) retired: Option<At<String>>,
    pub(super) unread: Option<At<bool>>,
    /// Where a code was met that no product is documented to answer with.
    pub(super) observed: Option<At<String>>,
    /// The SDKs that make up the code.
    pub(super) sdks: Vec<At<String>>,
    pub(super) http_status: Option<At<u16>>,
    pub(super) is_code: Option<At<bool>>,
    /// Whether something of it is reported: what is missing may be just that.
    pub(super) is_broken: bool,
    /// Whose category the row names, if it names any and the catalog has some of its own.
    pub(super) whose_category: Option<Whose>,
    /// What is none of our fields, and may be a column.
    pub(super) extra: Vec<Extra>,
}

/// Whose category a row names.
#[derive(Clone, Copy, Debug)]
pub(super) enum Whose {
    Ours,
    /// One of the catalog's own, by its place among them.
    Own(usize),
}

/// A field that may be a column, with the fields that the row may have anyhow.
#[derive(Debug)]
pub(super) struct Extra {
    pub(super) key: At<String>,
    pub(super) value: At<Value>,
    pub(super) known: &'static [&'static str],
}

/// A table, or a row of a list: a family and its members, in the order of the file.
#[derive(Debug)]
pub(super) struct Family {
    pub(super) name: At<String>,
    pub(super) fields: Fields,
    pub(super) members: Vec<(At<String>, Fields)>,
}

impl Family {
    fn new(name: At<String>) -> Self {
        Self {
            name,
            fields: Fields::default(),
            members: Vec::new(),
        }
    }
}

/// What an ending of unknown codes says: a category, or `family`.
pub(super) struct Ending {
    pub(super) ending: At<String>,
    pub(super) category: At<String>,
}

/// A row of the table of remedies: advice that many codes share.
#[derive(Debug)]
pub(super) struct Remedy {
    pub(super) name: At<String>,
    pub(super) text: Option<At<String>>,
    pub(super) actor: Option<At<String>>,
}

/// A text, or a table of them: what the tables of a language are made of.
#[derive(Debug)]
pub(super) enum Node {
    Text(At<String>),
    Table(Nodes),
}

/// The entries of a table, in the order of the file.
pub(super) type Nodes = Vec<(At<String>, Node)>;

/// A table of `data/products`, or the table of the common codes.
#[derive(Debug)]
pub(super) struct Product {
    pub(super) name: String,
    pub(super) start: Pos,
    pub(super) title: String,
    pub(super) versions: Vec<String>,
    pub(super) docs: String,
    pub(super) codes: Vec<At<String>>,
    pub(super) actions: Vec<Action>,
}

/// A row of `data/actions`: an action of a product.
#[derive(Debug)]
pub(super) struct Action {
    pub(super) name: At<String>,
    pub(super) access: Option<At<String>>,
    pub(super) client_token: Option<At<bool>>,
    pub(super) dry_run: Option<At<bool>>,
    pub(super) retired: Option<At<String>>,
    pub(super) version: Option<At<String>>,
    pub(super) codes: Vec<At<String>>,
}

const ACTION_FIELDS: &[&str] = &[
    "access",
    "client_token",
    "codes",
    "dry_run",
    "retired",
    "version",
];
/// The fields of a code in their order, and where those come that only some tables have.
macro_rules! fields {
    ([$($code:literal),*] [$($family:literal),*]) => {
        &[
            "actor",
            "category",
            $($code,)*
            "description",
            $($family,)*
            "hint",
            "http_status",
            "observed",
            "remedy",
            "retired",
            "retry",
            "sdks",
            "unread",
            "variant",
            "window",
        ]
    };
}
const MEMBER_FIELDS: &[&str] = fields!([] []);
const FAMILY_FIELDS: &[&str] = fields!(["code", "codes"] []);
const ROW_FIELDS: &[&str] = fields!(["code"]["family"]);
const REMEDY_FIELDS: &[&str] = &["actor", "text"];
const PRODUCT_FIELDS: &[&str] = &["codes", "docs", "title", "versions"];

impl Sources {
    /// Reads a file of codes.
    pub(super) fn codes(&mut self, path: &Path) -> Vec<Family> {
        let Some((file, text)) = self.open(path) else {
            return Vec::new();
        };
        let mut families = Vec::new();
        for (key, value) in self.document(file, &text) {
            match value.value {
                Value::Table(entries) => families.push(self.family(key, entries)),
                Value::List(rows) if key.value == "codes" => {
                    families.extend(rows.into_iter().filter_map(|row| self.row(row)));
                }
                _ => self.head_field(&key, &value),
            }
        }
        families
    }

    fn family(&mut self, name: At<String>, entries: Entries) -> Family {
        let mut family = Family::new(name);
        for (key, value) in entries {
            match key.value.as_str() {
                "codes" => family.members = self.members(value),
                _ if matches!(value.value, Value::Table(_)) => {
                    self.table_in_family(&family.name.value, &key, &value.value);
                    family.fields.is_broken = true;
                }
                "code" => self.is_code(&value, &mut family.fields, |is_code| is_code),
                _ => self.field(&key, &value, &mut family.fields, FAMILY_FIELDS),
            }
        }
        family
    }

    /// Reports a table in a family that is not the one of its codes: a dot in a header has parted what is
    /// one text, or `codes` is misspelled.
    fn table_in_family(&mut self, family: &str, key: &At<String>, value: &Value) {
        let name = quoted(&key.value);
        if let Some(suggestion) = nearest(&key.value, ["codes"]) {
            let found = format!("a table {name} in {}", quoted(family));
            self.problem(key.pos, found, "the table of its codes")
                .suggestion = Some(suggestion);
            return;
        }
        let mut member = key.value.clone();
        let mut value = value;
        while let Value::Table(entries) = value {
            let [
                (
                    key,
                    inner @ At {
                        value: Value::Table(_),
                        ..
                    },
                ),
            ] = entries.as_slice()
            else {
                break;
            };
            member = format!("{member}.{}", key.value);
            value = &inner.value;
        }
        let found = format!("a table {name} in {}", quoted(family));
        let expected = format!(
            "quotes around a code with a dot: {}, or the code below {}",
            quoted(&format!("[\"{family}.{member}\"]")),
            quoted(&format!("[{family}.codes]"))
        );
        self.problem(key.pos, found, expected);
    }

    fn is_code(&mut self, value: &At<Value>, fields: &mut Fields, is_code: fn(bool) -> bool) {
        let boolean = self.boolean(value);
        fields.is_broken |= boolean.is_none();
        fields.is_code = boolean.map(|at| At {
            value: is_code(at.value),
            pos: at.pos,
        });
    }

    /// A row of a list, which has the text of the code in a field.
    fn row(&mut self, value: At<Value>) -> Option<Family> {
        let pos = value.pos;
        let entries = self.table(value, "a code")?;
        let mut name = None;
        let mut fields = Fields::default();
        let has_code = entries.iter().any(|(key, _)| key.value == "code");
        for (key, value) in entries {
            match (key.value.as_str(), &value.value) {
                ("code", Value::Integer(number)) => {
                    name = Some(At {
                        value: number.to_string(),
                        pos: value.pos,
                    });
                }
                ("code", Value::Text(_) | Value::Cell(_)) => name = self.string(&value),
                ("code", _) => self.wrong_kind_of(&key, &value, "its text, or a whole number"),
                ("family", _) => self.is_code(&value, &mut fields, |is_family| !is_family),
                _ => self.field(&key, &value, &mut fields, ROW_FIELDS),
            }
        }
        if !has_code {
            self.problem(pos, "a row without a code", "its text in the field `code`");
        }
        let name = name?;
        Some(Family {
            fields,
            ..Family::new(name)
        })
    }

    /// Reads a file of remedies.
    pub(super) fn remedies(&mut self, path: &Path) -> Vec<Remedy> {
        let Some((file, text)) = self.open(path) else {
            return Vec::new();
        };
        let mut remedies = Vec::new();
        for (name, value) in self.document(file, &text) {
            let Some(table) = self.table(value, "a remedy") else {
                continue;
            };
            let (mut text, mut actor) = (None, None);
            for (key, value) in table {
                match key.value.as_str() {
                    "text" => text = self.string(&value),
                    "actor" => actor = self.string(&value),
                    _ => self.unknown_field(&key, REMEDY_FIELDS),
                }
            }
            remedies.push(Remedy { name, text, actor });
        }
        remedies
    }

    /// Reads a file in which everything is a text, and returns where it starts.
    pub(super) fn texts(&mut self, path: &Path) -> Option<(Pos, Nodes)> {
        let (file, text) = self.open(path)?;
        let entries = self.document(file, &text);
        Some((Pos { file, offset: 0 }, self.nodes(entries)))
    }

    fn nodes(&mut self, entries: Entries) -> Nodes {
        let mut nodes = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let node = match value.value {
                Value::Table(entries) => Some(Node::Table(self.nodes(entries))),
                _ => self.string(&value).map(Node::Text),
            };
            nodes.extend(node.map(|node| (key, node)));
        }
        nodes
    }

    /// Reads a file of endings.
    pub(super) fn endings(&mut self, path: &Path) -> Vec<Ending> {
        let Some((file, text)) = self.open(path) else {
            return Vec::new();
        };
        let mut endings = Vec::new();
        for (ending, value) in self.document(file, &text) {
            if let Some(category) = self.string(&value) {
                endings.push(Ending { ending, category });
            }
        }
        endings
    }

    /// Reads the table that says how old the data is, and returns the month. Of the SDKs that the
    /// data was read from, only the importer wants to know.
    pub(super) fn snapshot(&mut self, path: &Path) -> String {
        let Some((file, text)) = self.open(path) else {
            return String::new();
        };
        let mut month = None;
        for (key, value) in self.document(file, &text) {
            match key.value.as_str() {
                "month" => month = self.string(&value),
                "sdks" => self.sdks(value),
                _ => self.unknown_field(&key, &["month", "sdks"]),
            }
        }
        match month {
            Some(month) if is_month(&month.value) => month.value,
            Some(month) => {
                let found = quoted(&month.value);
                self.problem(month.pos, found, "the month of the data, as `2026-11`");
                String::new()
            }
            None => {
                let start = Pos { file, offset: 0 };
                self.problem(start, "no `month`", "the month of the data, as `2026-11`");
                String::new()
            }
        }
    }

    fn sdks(&mut self, value: At<Value>) {
        let Some(table) = self.table(value, "the SDKs") else {
            return;
        };
        for (_, value) in table {
            let Some(table) = self.table(value, "an SDK") else {
                continue;
            };
            for (key, value) in table {
                match key.value.as_str() {
                    "date" | "version" => drop(self.string(&value)),
                    _ => self.unknown_field(&key, &["date", "version"]),
                }
            }
        }
    }

    /// Reads a file of a product, or the common codes.
    pub(super) fn product(&mut self, path: &Path) -> Option<Product> {
        let (file, text) = self.open(path)?;
        let mut product = Product {
            name: path.file_stem()?.to_string_lossy().into_owned(),
            start: Pos { file, offset: 0 },
            title: String::new(),
            versions: Vec::new(),
            docs: String::new(),
            codes: Vec::new(),
            actions: Vec::new(),
        };
        for (key, value) in self.document(file, &text) {
            match key.value.as_str() {
                "codes" => product.codes = self.strings(&value),
                "docs" => product.docs.extend(self.string(&value).map(|at| at.value)),
                "title" => product.title.extend(self.string(&value).map(|at| at.value)),
                "versions" => {
                    let versions = self.strings(&value);
                    product
                        .versions
                        .extend(versions.into_iter().map(|at| at.value));
                }
                _ => self.unknown_field(&key, PRODUCT_FIELDS),
            }
        }
        Some(product)
    }

    /// Reads the actions of a product.
    pub(super) fn actions(&mut self, path: &Path) -> Vec<Action> {
        let Some((file, text)) = self.open(path) else {
            return Vec::new();
        };
        let mut actions = Vec::new();
        for (name, value) in self.document(file, &text) {
            let Some(table) = self.table(value, "an action") else {
                continue;
            };
            let mut action = Action {
                name,
                access: None,
                client_token: None,
                dry_run: None,
                retired: None,
                version: None,
                codes: Vec::new(),
            };
            for (key, value) in table {
                match key.value.as_str() {
                    "access" => action.access = self.string(&value),
                    "client_token" => action.client_token = self.boolean(&value),
                    "codes" => action.codes = self.strings(&value),
                    "dry_run" => action.dry_run = self.boolean(&value),
                    "retired" => action.retired = self.string(&value),
                    "version" => action.version = self.string(&value),
                    _ => self.unknown_field(&key, ACTION_FIELDS),
                }
            }
            actions.push(action);
        }
        actions
    }

    #[cfg(not(all(feature = "codegen-csv", feature = "codegen-json")))]
    fn lacks(&mut self, file: usize, format: &str) -> Option<Entries> {
        let found = format!("a table in {}", format.to_uppercase());
        let expected = format!("the feature `codegen-{format}` of this crate, or TOML");
        self.problem_of_file(self.path(file).to_owned(), found, expected);
        None
    }

    /// The entries of a document, in the order of the file.
    fn document(&mut self, file: usize, text: &str) -> Entries {
        let extension = self.path(file).extension().unwrap_or_default();
        let entries = match extension.to_str() {
            #[cfg(feature = "codegen-csv")]
            Some("csv") => csv::read(self, file, text),
            #[cfg(not(feature = "codegen-csv"))]
            Some("csv") => self.lacks(file, "csv"),
            #[cfg(feature = "codegen-json")]
            Some("json") => json::read(self, file, text),
            #[cfg(not(feature = "codegen-json"))]
            Some("json") => self.lacks(file, "json"),
            _ => toml::read(self, file, text),
        };
        self.is_broken |= entries.is_none();
        entries.unwrap_or_default()
    }

    fn members(&mut self, value: At<Value>) -> Vec<(At<String>, Fields)> {
        let Some(table) = self.table(value, "the codes of the family") else {
            return Vec::new();
        };
        let mut members = Vec::new();
        for (name, value) in table {
            let mut fields = Fields::default();
            match value.value {
                Value::Table(table) => {
                    for (key, value) in table {
                        self.field(&key, &value, &mut fields, MEMBER_FIELDS);
                    }
                }
                Value::Text(_) if is_field_of_more(&name.value) => {
                    self.misplaced(&name);
                    continue;
                }
                Value::Text(description) => {
                    fields.description = Some(At {
                        value: description,
                        pos: value.pos,
                    });
                }
                _ => {
                    let expected = "its description, or a table (`{ description = \"...\" }`)";
                    self.wrong_kind(&value, expected);
                    continue;
                }
            }
            members.push((name, fields));
        }
        members
    }

    /// Reports a field of the family, or of the head, among the codes, where it would be a code.
    fn misplaced(&mut self, name: &At<String>) {
        let place = if head::FIELDS.contains(&name.value.as_str()) {
            head::PLACE
        } else {
            "it above the table of codes"
        };
        let found = format!("the field {} among the codes", quoted(&name.value));
        let expected = format!("{place}, or `{{ description = \"...\" }}` if it is a code");
        self.problem(name.pos, found, expected);
    }

    fn field(
        &mut self,
        key: &At<String>,
        value: &At<Value>,
        fields: &mut Fields,
        known: &'static [&'static str],
    ) {
        let before = self.problems.len();
        self.read_field(key, value, fields, known);
        fields.is_broken |= self.problems.len() > before;
    }

    fn read_field(
        &mut self,
        key: &At<String>,
        value: &At<Value>,
        fields: &mut Fields,
        known: &'static [&'static str],
    ) {
        let field = match key.value.as_str() {
            "description" => &mut fields.description,
            "category" => &mut fields.category,
            "retry" => &mut fields.retry,
            "hint" => &mut fields.hint,
            "remedy" => &mut fields.remedy,
            "actor" => &mut fields.actor,
            "window" => &mut fields.window,
            "variant" => &mut fields.variant,
            "retired" => &mut fields.retired,
            "observed" => &mut fields.observed,
            "unread" => {
                fields.unread = self.boolean(value);
                return;
            }
            "sdks" => {
                fields.sdks = self.strings(value);
                return;
            }
            "http_status" => {
                fields.http_status = self.status(value);
                return;
            }
            _ => {
                fields.extra.push(Extra {
                    key: key.clone(),
                    value: value.clone(),
                    known,
                });
                return;
            }
        };
        if !matches!(value.value, Value::Text(_) | Value::Cell(_)) {
            let expected = match key.value.as_str() {
                "category" => one_of(Category::ALL, Category::as_str),
                "retry" => format!("a retry class: {}", one_of(Retry::ALL, Retry::as_str)),
                "actor" => one_of(Actor::ALL, Actor::as_str),
                "window" => one_of(Window::ALL, Window::as_str),
                "observed" => "a string: where the code was met".to_owned(),
                "retired" => "the month in which the code went, as `\"2026-11\"`".to_owned(),
                _ => "a string".to_owned(),
            };
            self.wrong_kind_of(key, value, &expected);
            return;
        }
        *field = self.string(value);
    }

    pub(super) fn unknown_field(&mut self, key: &At<String>, known: &[&str]) {
        let found = format!("the field {}", quoted(&key.value));
        let expected = format!("one of {}", known.join(", "));
        // `desc` and `status` are too short to be near to what they are a part of.
        let is_part = |name: &&&str| key.value.len() > 2 && name.contains(&key.value);
        let part = known.iter().find(is_part).map(|name| quoted(name));
        self.problem(key.pos, found, expected).suggestion =
            nearest(&key.value, known.iter().copied()).or(part);
    }

    fn status(&mut self, value: &At<Value>) -> Option<At<u16>> {
        const EXPECTED: &str = "the HTTP status of an error, as 404";
        let number = self.integer(value, EXPECTED)?;
        let status = u16::try_from(number.value).ok();
        let status = status.filter(|number| (400..600).contains(number));
        if status.is_none() {
            self.wrong_kind(value, EXPECTED);
        }
        status.map(|status| At {
            value: status,
            pos: value.pos,
        })
    }
}

/// The words of a classification.
fn one_of<T: Copy>(all: &[T], word: fn(T) -> &'static str) -> String {
    let words: Vec<_> = all.iter().map(|value| word(*value)).collect();
    format!("one of {}", words.join(", "))
}

/// Whether this is a field of a family, or of the head: what follows the header of the codes is one of them.
fn is_field_of_more(name: &str) -> bool {
    FAMILY_FIELDS.contains(&name) || head::FIELDS.contains(&name)
}

/// Whether the text is a month, as `2026-11`.
pub(super) fn is_month(text: &str) -> bool {
    let Some((year, month)) = text.split_once('-') else {
        return false;
    };
    let is_number = |text: &str, len| text.len() == len && text.bytes().all(|b| b.is_ascii_digit());
    is_number(year, 4) && is_number(month, 2) && ("01"..="12").contains(&month)
}
