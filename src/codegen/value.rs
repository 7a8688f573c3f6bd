//! What the formats of tables have in common: values with their places.

use super::error::quoted;
use super::source::{At, Pos, Sources};

/// A value, from whatever format.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Text(String),
    /// A cell of CSV: what it is depends on what its column wants.
    #[cfg_attr(
        not(feature = "codegen-csv"),
        allow(dead_code, reason = "only CSV has cells")
    )]
    Cell(String),
    Integer(i64),
    Boolean(bool),
    List(Vec<At<Value>>),
    Table(Entries),
    /// What no field takes, in words.
    Other(&'static str),
}

/// The entries of a table, in the order of the file.
pub(super) type Entries = Vec<(At<String>, At<Value>)>;

impl Value {
    fn kind(&self) -> String {
        match self {
            Self::Text(_) => "a string".to_owned(),
            Self::Cell(text) => quoted(text),
            Self::Integer(_) => "an integer".to_owned(),
            Self::Boolean(_) => "a boolean".to_owned(),
            Self::List(_) => "an array".to_owned(),
            Self::Table(_) => "a table".to_owned(),
            Self::Other(kind) => (*kind).to_owned(),
        }
    }
}

impl Sources {
    /// Reports that a value is of another kind than its field.
    pub(super) fn wrong_kind(&mut self, value: &At<Value>, expected: impl Into<String>) {
        let found = value.value.kind();
        self.problem(value.pos, found, expected);
    }

    /// The same, with the name of the field.
    pub(super) fn wrong_kind_of(&mut self, key: &At<String>, value: &At<Value>, expected: &str) {
        let found = format!("{} as {}", value.value.kind(), quoted(&key.value));
        self.problem(value.pos, found, expected);
    }

    pub(super) fn table(&mut self, value: At<Value>, what: &str) -> Option<Entries> {
        if let Value::Table(entries) = value.value {
            return Some(entries);
        }
        self.wrong_kind(&value, format!("a table ({what})"));
        None
    }

    pub(super) fn string(&mut self, value: &At<Value>) -> Option<At<String>> {
        if let Value::Text(text) | Value::Cell(text) = &value.value {
            return Some(At {
                value: text.clone(),
                pos: value.pos,
            });
        }
        self.wrong_kind(value, "a string");
        None
    }

    pub(super) fn boolean(&mut self, value: &At<Value>) -> Option<At<bool>> {
        let boolean = match &value.value {
            Value::Boolean(boolean) => Some(*boolean),
            Value::Cell(text) => text.to_ascii_lowercase().parse().ok(),
            _ => None,
        };
        if boolean.is_none() {
            self.wrong_kind(value, "`true` or `false`");
        }
        boolean.map(|boolean| at(boolean, value.pos))
    }

    pub(super) fn integer(&mut self, value: &At<Value>, expected: &str) -> Option<At<i64>> {
        let integer = match &value.value {
            Value::Integer(integer) => Some(*integer),
            Value::Cell(text) => text.parse().ok(),
            _ => None,
        };
        if integer.is_none() {
            self.wrong_kind(value, expected);
        }
        integer.map(|integer| at(integer, value.pos))
    }

    pub(super) fn strings(&mut self, value: &At<Value>) -> Vec<At<String>> {
        let Value::List(items) = &value.value else {
            self.wrong_kind(value, "an array of strings");
            return Vec::new();
        };
        items.iter().filter_map(|item| self.string(item)).collect()
    }
}

fn at<T>(value: T, pos: Pos) -> At<T> {
    At { value, pos }
}
