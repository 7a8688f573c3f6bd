//! Reads the TOML tables, and keeps the place of everything.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::{Problem, nearest, quoted};

/// The files that were read, and the problems that were found in them.
#[derive(Default)]
pub(super) struct Sources {
    files: Vec<(PathBuf, String)>,
    pub(super) problems: Vec<Problem>,
}

/// A place in a file.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Pos {
    file: usize,
    offset: usize,
}

impl Pos {
    pub(super) fn is_in_file_of(self, other: Self) -> bool {
        self.file == other.file
    }
}

/// A value with its place.
#[derive(Clone, Debug)]
pub(super) struct At<T> {
    pub(super) value: T,
    pub(super) pos: Pos,
}

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
}

/// A table of `data/codes`: a family and its members, in the order of the file.
#[derive(Debug)]
pub(super) struct Family {
    pub(super) name: At<String>,
    pub(super) fields: Fields,
    pub(super) members: Vec<(At<String>, Fields)>,
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
    pub(super) codes: Vec<At<String>>,
}

const ACTION_FIELDS: &[&str] = &["access", "client_token", "codes", "dry_run", "retired"];
const MEMBER_FIELDS: &[&str] = &[
    "actor",
    "category",
    "description",
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
];
const FAMILY_FIELDS: &[&str] = &[
    "actor",
    "category",
    "code",
    "codes",
    "description",
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
];
const REMEDY_FIELDS: &[&str] = &["actor", "text"];
const PRODUCT_FIELDS: &[&str] = &["codes", "docs", "title", "versions"];

impl Sources {
    /// Reports what stands at a place.
    pub(super) fn problem(
        &mut self,
        pos: Pos,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) -> &mut Problem {
        let (path, text) = &self.files[pos.file];
        let before = text.get(..pos.offset).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        self.problems.push(Problem {
            path: path.clone(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            found: found.into(),
            expected: expected.into(),
            suggestion: None,
        });
        let last = self.problems.len() - 1;
        &mut self.problems[last]
    }

    /// Reports that nothing is left to generate, unless that has a reason which is reported.
    pub(super) fn no_codes(&mut self) {
        if self.problems.is_empty() {
            let path = self.files.first().map(|(path, _)| path.clone());
            self.problems.push(Problem {
                path: path.unwrap_or_else(|| PathBuf::from("(no table)")),
                line: 0,
                column: 0,
                found: "no codes".to_owned(),
                expected: "at least one".to_owned(),
                suggestion: None,
            });
        }
    }

    /// A place in words, for a message about another place.
    pub(super) fn place(&self, pos: Pos) -> String {
        let (path, text) = &self.files[pos.file];
        let line = text[..pos.offset].matches('\n').count() + 1;
        format!("{}:{line}", path.display())
    }

    /// Reads a file of codes.
    pub(super) fn codes(&mut self, path: &Path) -> Vec<Family> {
        let Some((file, text)) = self.open(path) else {
            return Vec::new();
        };
        let mut families = Vec::new();
        for (name, value) in self.document(file, &text) {
            let Some(table) = self.table(value, "a family") else {
                continue;
            };
            let mut family = Family {
                fields: Fields::default(),
                members: Vec::new(),
                name,
            };
            for (key, value) in entries(file, table) {
                match key.value.as_str() {
                    "code" => family.fields.is_code = self.boolean(&value),
                    "codes" => family.members = self.members(file, value),
                    _ => self.field(&key, &value, &mut family.fields, FAMILY_FIELDS),
                }
            }
            families.push(family);
        }
        families
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
            for (key, value) in entries(file, table) {
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
                "sdks" => self.sdks(file, value),
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

    fn sdks(&mut self, file: usize, value: At<DeValue<'_>>) {
        let Some(table) = self.table(value, "the SDKs") else {
            return;
        };
        for (_, value) in entries(file, table) {
            let Some(table) = self.table(value, "an SDK") else {
                continue;
            };
            for (key, value) in entries(file, table) {
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
                codes: Vec::new(),
            };
            for (key, value) in entries(file, table) {
                match key.value.as_str() {
                    "access" => action.access = self.string(&value),
                    "client_token" => action.client_token = self.boolean(&value),
                    "codes" => action.codes = self.strings(&value),
                    "dry_run" => action.dry_run = self.boolean(&value),
                    "retired" => action.retired = self.string(&value),
                    _ => self.unknown_field(&key, ACTION_FIELDS),
                }
            }
            actions.push(action);
        }
        actions
    }

    fn open(&mut self, path: &Path) -> Option<(usize, String)> {
        match std::fs::read_to_string(path) {
            Ok(text) => {
                self.files.push((path.to_owned(), text.clone()));
                Some((self.files.len() - 1, text))
            }
            Err(error) => {
                self.problems.push(Problem {
                    path: path.to_owned(),
                    line: 0,
                    column: 0,
                    found: format!("no readable file ({error})"),
                    expected: "a table in TOML".to_owned(),
                    suggestion: None,
                });
                None
            }
        }
    }

    /// The entries of the document, in the order of the file. What is not TOML is reported, and
    /// the rest is read.
    fn document<'a>(&mut self, file: usize, text: &'a str) -> Vec<(At<String>, At<DeValue<'a>>)> {
        let (document, errors) = DeTable::parse_recoverable(text);
        let mut reported = BTreeSet::new();
        for error in errors {
            let Range { start, end } = error.span().unwrap_or(0..0);
            // One slip makes the parser stumble several times in its line.
            let line = text.get(..start).unwrap_or(text).matches('\n').count();
            if !reported.insert(line) {
                continue;
            }
            let pos = Pos {
                file,
                offset: start,
            };
            let found = text.get(start..end).unwrap_or_default().trim_end();
            if error.message() == "duplicate key" {
                self.problem(
                    pos,
                    format!("{} a second time", quoted(found)),
                    "each key once",
                );
            } else if found.is_empty() {
                self.problem(
                    pos,
                    format!("a TOML error ({})", error.message()),
                    "valid TOML",
                );
            } else {
                let found = format!("{}, a TOML error ({})", quoted(found), error.message());
                self.problem(pos, found, "valid TOML");
            }
        }
        entries(file, document.into_inner())
    }

    fn members(&mut self, file: usize, value: At<DeValue<'_>>) -> Vec<(At<String>, Fields)> {
        let Some(table) = self.table(value, "the codes of the family") else {
            return Vec::new();
        };
        let mut members = Vec::new();
        for (name, value) in entries(file, table) {
            let Some(table) = self.table(value, "a code") else {
                continue;
            };
            let mut fields = Fields::default();
            for (key, value) in entries(file, table) {
                self.field(&key, &value, &mut fields, MEMBER_FIELDS);
            }
            members.push((name, fields));
        }
        members
    }

    fn field(
        &mut self,
        key: &At<String>,
        value: &At<DeValue<'_>>,
        fields: &mut Fields,
        known: &[&str],
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
            _ => return self.unknown_field(key, known),
        };
        *field = self.string(value);
    }

    fn unknown_field(&mut self, key: &At<String>, known: &[&str]) {
        let found = format!("the field {}", quoted(&key.value));
        let expected = format!("one of {}", known.join(", "));
        self.problem(key.pos, found, expected).suggestion =
            nearest(&key.value, known.iter().copied());
    }

    fn table<'a>(&mut self, value: At<DeValue<'a>>, what: &str) -> Option<DeTable<'a>> {
        match value.value {
            DeValue::Table(table) => Some(table),
            other => {
                self.problem(value.pos, a_kind(&other), format!("a table ({what})"));
                None
            }
        }
    }

    fn string(&mut self, value: &At<DeValue<'_>>) -> Option<At<String>> {
        let Some(text) = value.value.as_str() else {
            self.problem(value.pos, a_kind(&value.value), "a string");
            return None;
        };
        Some(At {
            value: text.to_owned(),
            pos: value.pos,
        })
    }

    fn boolean(&mut self, value: &At<DeValue<'_>>) -> Option<At<bool>> {
        let Some(boolean) = value.value.as_bool() else {
            self.problem(value.pos, a_kind(&value.value), "`true` or `false`");
            return None;
        };
        Some(At {
            value: boolean,
            pos: value.pos,
        })
    }

    fn status(&mut self, value: &At<DeValue<'_>>) -> Option<At<u16>> {
        let number = value.value.as_integer().and_then(|integer| {
            let radix = integer.radix();
            u16::from_str_radix(integer.as_str(), radix).ok()
        });
        let status = number.filter(|number| (400..600).contains(number));
        if status.is_none() {
            let found = a_kind(&value.value);
            self.problem(value.pos, found, "the HTTP status of an error, as 404");
        }
        status.map(|status| At {
            value: status,
            pos: value.pos,
        })
    }

    fn strings(&mut self, value: &At<DeValue<'_>>) -> Vec<At<String>> {
        let Some(array) = value.value.as_array() else {
            self.problem(value.pos, a_kind(&value.value), "an array of strings");
            return Vec::new();
        };
        let mut strings = Vec::new();
        for item in array {
            let offset = item.span().start;
            let file = value.pos.file;
            let item = At {
                value: item.get_ref().clone(),
                pos: Pos { file, offset },
            };
            strings.extend(self.string(&item));
        }
        strings
    }
}

/// The entries of a table, in the order of the file: the parser sorts them by key.
fn entries(file: usize, table: DeTable<'_>) -> Vec<(At<String>, At<DeValue<'_>>)> {
    fn at<T>(file: usize, spanned: Spanned<T>) -> At<T> {
        let offset = spanned.span().start;
        At {
            value: spanned.into_inner(),
            pos: Pos { file, offset },
        }
    }
    let mut entries: Vec<_> = table
        .into_iter()
        .map(|(key, value)| {
            let key = at(file, key);
            let key = At {
                value: key.value.into_owned(),
                pos: key.pos,
            };
            (key, at(file, value))
        })
        .collect();
    entries.sort_by_key(|(key, _)| key.pos);
    entries
}

fn a_kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "an integer",
        DeValue::Float(_) => "a float",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "an array",
        DeValue::Table(_) => "a table",
    }
}

/// Whether the text is a month, as `2026-11`.
pub(super) fn is_month(text: &str) -> bool {
    let Some((year, month)) = text.split_once('-') else {
        return false;
    };
    let is_number = |text: &str, len| text.len() == len && text.bytes().all(|b| b.is_ascii_digit());
    is_number(year, 4) && is_number(month, 2) && ("01"..="12").contains(&month)
}
