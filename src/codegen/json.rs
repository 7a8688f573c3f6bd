//! Tables in JSON: an object as in TOML, or an array of codes.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::error::quoted;
use super::source::{At, Pos, Sources};
use super::value::{Entries, Value};

/// The deepest that a table has a use for, and more.
const DEEPEST: usize = 16;

/// The entries of a document. `None` where its syntax is broken, which is reported.
pub(super) fn read(sources: &mut Sources, file: usize, text: &str) -> Option<Entries> {
    let mut reader = Reader {
        sources,
        file,
        text,
    };
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let at = reader.value(&text[start..], start, 0)?;
    match at.value {
        Value::Table(entries) => Some(entries),
        // Only the codes are given, and nothing is said of the catalog.
        Value::List(_) => {
            let key = At {
                value: "codes".to_owned(),
                pos: at.pos,
            };
            Some(vec![(key, at)])
        }
        _ => {
            reader
                .sources
                .wrong_kind(&at, "an object, or an array of codes");
            None
        }
    }
}

struct Reader<'a> {
    sources: &'a mut Sources,
    file: usize,
    text: &'a str,
}

/// A value with the values in it as they are written: where these are in the text is their place.
enum Node<'a> {
    Object(Vec<(&'a RawValue, &'a RawValue)>),
    Array(Vec<&'a RawValue>),
    Text(Cow<'a, str>),
    Integer(i64),
    Boolean(bool),
    Null,
    Float,
}

impl<'a> Reader<'a> {
    fn value(&mut self, text: &'a str, offset: usize, depth: usize) -> Option<At<Value>> {
        let pos = self.pos(offset + (text.len() - text.trim_start().len()));
        if depth > DEEPEST {
            let expected = format!("at most {DEEPEST}");
            self.sources
                .problem(pos, "a value in too many others", expected);
            return None;
        }
        let node = match serde_json::from_str(text) {
            Ok(node) => node,
            Err(error) => {
                self.syntax(&error, text, offset);
                return None;
            }
        };
        let value = match node {
            Node::Object(entries) => Value::Table(self.entries(entries, depth)?),
            Node::Array(items) => {
                let items = items.into_iter();
                let items = items.map(|item| self.raw(item, depth));
                Value::List(items.collect::<Option<_>>()?)
            }
            Node::Text(text) => Value::Text(text.into_owned()),
            Node::Integer(integer) => Value::Integer(integer),
            Node::Boolean(boolean) => Value::Boolean(boolean),
            Node::Null => Value::Other("null"),
            Node::Float => Value::Other("a float"),
        };
        Some(At { value, pos })
    }

    fn raw(&mut self, raw: &'a RawValue, depth: usize) -> Option<At<Value>> {
        self.value(raw.get(), self.offset(raw), depth + 1)
    }

    fn entries(
        &mut self,
        entries: Vec<(&'a RawValue, &'a RawValue)>,
        depth: usize,
    ) -> Option<Entries> {
        let mut known = std::collections::HashSet::new();
        let mut read = Entries::with_capacity(entries.len());
        for (key, value) in entries {
            let pos = self.pos(self.offset(key));
            let At {
                value: Value::Text(name),
                ..
            } = self.raw(key, depth)?
            else {
                continue;
            };
            if !known.insert(name.clone()) {
                let found = format!("{} a second time", quoted(&name));
                self.sources.problem(pos, found, "each key once");
                continue;
            }
            let value = self.raw(value, depth)?;
            // What is null is as if it were not there.
            if !matches!(value.value, Value::Other("null")) {
                read.push((At { value: name, pos }, value));
            }
        }
        Some(read)
    }

    /// Where a value is, which is a part of the text.
    fn offset(&self, raw: &RawValue) -> usize {
        raw.get().as_ptr() as usize - self.text.as_ptr() as usize
    }

    fn pos(&self, offset: usize) -> Pos {
        Pos {
            file: self.file,
            offset,
        }
    }

    fn syntax(&mut self, error: &serde_json::Error, text: &str, offset: usize) {
        let mut lines = text.split_inclusive('\n');
        let before: usize = lines
            .by_ref()
            .take(error.line().saturating_sub(1))
            .map(str::len)
            .sum();
        let within = error.column().saturating_sub(1);
        let mut at = (before + within).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let message = error.to_string();
        let message = message
            .rsplit_once(" at line ")
            .map_or(message.as_str(), |(message, _)| message);
        let found = format!("a JSON error ({message})");
        self.sources
            .problem(self.pos(offset + at), found, "valid JSON");
    }
}

impl<'de> Deserialize<'de> for Node<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NodeVisitor;

        impl<'de> Visitor<'de> for NodeVisitor {
            type Value = Node<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node<'de>, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Node::Object(entries))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node<'de>, A::Error> {
                let mut list = Vec::new();
                while let Some(item) = items.next_element()? {
                    list.push(item);
                }
                Ok(Node::Array(list))
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Node<'de>, E> {
                Ok(Node::Text(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Node<'de>, E> {
                Ok(Node::Text(Cow::Owned(text.to_owned())))
            }

            fn visit_i64<E>(self, integer: i64) -> Result<Node<'de>, E> {
                Ok(Node::Integer(integer))
            }

            fn visit_u64<E>(self, integer: u64) -> Result<Node<'de>, E> {
                Ok(i64::try_from(integer).map_or(Node::Float, Node::Integer))
            }

            fn visit_f64<E>(self, _: f64) -> Result<Node<'de>, E> {
                Ok(Node::Float)
            }

            fn visit_bool<E>(self, boolean: bool) -> Result<Node<'de>, E> {
                Ok(Node::Boolean(boolean))
            }

            fn visit_unit<E>(self) -> Result<Node<'de>, E> {
                Ok(Node::Null)
            }
        }

        deserializer.deserialize_any(NodeVisitor)
    }
}
