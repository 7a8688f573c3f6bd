//! What a table says of the whole catalog: everything on its top level that is no table, since a table
//! is a code.

use super::columns::{self, Column, OwnCategory};
use super::error::{nearest, quoted};
use super::ident::{self, NUMBER_PREFIX};
use super::source::{At, Sources};
use super::value::Value;

/// The fields of a head.
pub(super) const FIELDS: &[&str] = &["categories", "columns", "number_prefix", "separator"];
/// Where they stand.
pub(super) const PLACE: &str = "it at the top of a table, before the first `[`";

/// What all tables of a catalog say of it together.
#[derive(Debug, Default)]
pub(super) struct Head {
    separator: Option<At<String>>,
    number_prefix: Option<At<String>>,
    pub(super) columns: Vec<Column>,
    pub(super) categories: Vec<OwnCategory>,
}

impl Head {
    /// What parts a family from its members, if anything does.
    pub(super) fn separator(&self) -> Separator {
        let text = self.separator.as_ref().map_or(".", |at| &at.value);
        Separator(text.chars().next())
    }

    /// What stands before the name of a variant that would begin with a digit.
    pub(super) fn number_prefix(&self) -> &str {
        let prefix = self.number_prefix.as_ref();
        prefix.map_or(NUMBER_PREFIX, |at| &at.value)
    }
}

/// What parts a family from its members; `None` where a member begins with its family, and no more.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Separator(pub(super) Option<char>);

impl Separator {
    /// The text of a member.
    pub(super) fn join(self, family: &str, member: &str) -> String {
        let mut text = family.to_owned();
        text.extend(self.0);
        text + member
    }

    /// What may be the family of a text, the longest first, without the text itself.
    pub(super) fn prefixes(self, text: &str) -> impl Iterator<Item = &str> {
        let is_end = move |(at, c): (usize, char)| match self.0 {
            Some(separator) => (c == separator).then_some(at),
            None => (at > 0).then_some(at),
        };
        let ends = text.char_indices().rev().filter_map(is_end);
        ends.map(|at| &text[..at])
    }
}

impl Sources {
    /// Reads a field of the head.
    pub(super) fn head_field(&mut self, key: &At<String>, value: &At<Value>) {
        match key.value.as_str() {
            "separator" => {
                let is_valid = |text: &str| {
                    let mut chars = text.chars();
                    chars.next().is_none_or(|c| c.is_ascii_punctuation()) && chars.next().is_none()
                };
                let expected = "one character such as `.`, `/`, `-` or `:`, or nothing";
                if let Some(text) = self.head_text(value, is_valid, expected) {
                    let known = self.head.separator.take();
                    self.head.separator = Some(self.the_same(key, known, text));
                }
            }
            "number_prefix" => {
                let expected = "letters and digits, a capital first";
                if let Some(text) = self.head_text(value, ident::is_type, expected) {
                    let known = self.head.number_prefix.take();
                    self.head.number_prefix = Some(self.the_same(key, known, text));
                }
            }
            "columns" => {
                let columns = columns::read_columns(self, value);
                if self.head.columns.is_empty() {
                    self.head.columns = columns;
                } else {
                    self.problem(key.pos, "columns a second time", "them in one table");
                }
            }
            "categories" => {
                let categories = columns::read_categories(self, value);
                if self.head.categories.is_empty() {
                    self.head.categories = categories;
                } else {
                    self.problem(key.pos, "categories a second time", "them in one table");
                }
            }
            name => {
                let expected = format!(
                    "a table (a code or a family), or one of {}",
                    FIELDS.join(", ")
                );
                let found = format!("{}, which is no table", quoted(name));
                self.problem(key.pos, found, expected).suggestion =
                    nearest(name, FIELDS.iter().copied());
            }
        }
    }

    fn head_text(
        &mut self,
        value: &At<Value>,
        is_valid: impl Fn(&str) -> bool,
        expected: &str,
    ) -> Option<At<String>> {
        let text = self.string(value)?;
        if is_valid(&text.value) {
            return Some(text);
        }
        self.problem(text.pos, quoted(&text.value), expected);
        None
    }

    /// The tables of a catalog may all say it, if they agree.
    fn the_same(
        &mut self,
        key: &At<String>,
        known: Option<At<String>>,
        text: At<String>,
    ) -> At<String> {
        let Some(known) = known else {
            return text;
        };
        if known.value != text.value {
            let found = format!("the {} {}", key.value, quoted(&text.value));
            let place = self.place(known.pos);
            let expected = format!(
                "the same for all tables ({} in {place})",
                quoted(&known.value)
            );
            self.problem(text.pos, found, expected);
        }
        known
    }
}
