//! A value that was read before it is known who wants it: the `RequestId` of an answer, which the
//! envelope and `T` both may want.

use alloc::borrow::{Cow, ToOwned};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, MapDeserializer, SeqDeserializer, StrDeserializer};
use serde::de::{
    Deserialize, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Unexpected, Visitor,
};

/// How `serde_json`'s feature `arbitrary_precision` hands over a number: a map with this key, and the
/// digits as its value.
pub(crate) const NUMBER: &str = "$serde_json::private::Number";

/// What `serde_json`'s `RawValue` asks for: a map with this key, and the text of the value in JSON.
pub(super) const RAW_VALUE: &str = "$serde_json::private::RawValue";

/// Any value of a self-describing format.
#[derive(Clone, Debug)]
pub(super) enum Content<'de> {
    Unit,
    Bool(bool),
    I64(i64),
    U64(u64),
    I128(i128),
    U128(u128),
    F64(f64),
    /// A number as its digits, with [`NUMBER`] as the key.
    Number(String),
    Text(Cow<'de, str>),
    Bytes(Cow<'de, [u8]>),
    Seq(Vec<Content<'de>>),
    Map(Vec<(Content<'de>, Content<'de>)>),
}

impl Content<'_> {
    /// What should be a text, but may come as a number; `null`, a list or an object is nothing.
    pub(super) fn into_text(self) -> Option<String> {
        Some(match self {
            Self::Bool(value) => value.to_string(),
            Self::I64(value) => value.to_string(),
            Self::U64(value) => value.to_string(),
            Self::I128(value) => value.to_string(),
            Self::U128(value) => value.to_string(),
            Self::F64(value) => value.to_string(),
            Self::Number(digits) => digits,
            Self::Text(text) => text.into_owned(),
            Self::Unit | Self::Bytes(_) | Self::Seq(_) | Self::Map(_) => return None,
        })
    }
}

impl Content<'_> {
    /// The value in JSON. Of a list or an object, whose text is gone, only that it is not empty is
    /// known, and `null` is written.
    fn into_json(self) -> String {
        let is_text = matches!(self, Self::Text(_));
        let Some(text) = self.into_text() else {
            return "null".to_owned();
        };
        if !is_text {
            return text;
        }
        let mut json = String::with_capacity(text.len() + 2);
        json.push('"');
        for c in text.chars() {
            match c {
                '"' | '\\' => json.extend(['\\', c]),
                '\0'..='\u{1f}' => {
                    json.push_str("\\u00");
                    json.extend(
                        [u32::from(c) / 16, u32::from(c) % 16]
                            .map(|digit| char::from_digit(digit, 16).unwrap_or_default()),
                    );
                }
                _ => json.push(c),
            }
        }
        json.push('"');
        json
    }
}

impl<'de> Deserialize<'de> for Content<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ReadContent;

        impl<'de> Visitor<'de> for ReadContent {
            type Value = Content<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("any value")
            }

            fn visit_bool<E>(self, value: bool) -> Result<Content<'de>, E> {
                Ok(Content::Bool(value))
            }

            fn visit_i64<E>(self, value: i64) -> Result<Content<'de>, E> {
                Ok(Content::I64(value))
            }

            fn visit_u64<E>(self, value: u64) -> Result<Content<'de>, E> {
                Ok(Content::U64(value))
            }

            fn visit_i128<E>(self, value: i128) -> Result<Content<'de>, E> {
                Ok(Content::I128(value))
            }

            fn visit_u128<E>(self, value: u128) -> Result<Content<'de>, E> {
                Ok(Content::U128(value))
            }

            fn visit_f64<E>(self, value: f64) -> Result<Content<'de>, E> {
                Ok(Content::F64(value))
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Content<'de>, E> {
                Ok(Content::Text(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Content<'de>, E> {
                Ok(Content::Text(Cow::Owned(text.to_owned())))
            }

            fn visit_string<E>(self, text: String) -> Result<Content<'de>, E> {
                Ok(Content::Text(Cow::Owned(text)))
            }

            fn visit_borrowed_bytes<E>(self, bytes: &'de [u8]) -> Result<Content<'de>, E> {
                Ok(Content::Bytes(Cow::Borrowed(bytes)))
            }

            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Content<'de>, E> {
                Ok(Content::Bytes(Cow::Owned(bytes.to_owned())))
            }

            fn visit_byte_buf<E>(self, bytes: Vec<u8>) -> Result<Content<'de>, E> {
                Ok(Content::Bytes(Cow::Owned(bytes)))
            }

            fn visit_unit<E>(self) -> Result<Content<'de>, E> {
                Ok(Content::Unit)
            }

            fn visit_none<E>(self) -> Result<Content<'de>, E> {
                Ok(Content::Unit)
            }

            fn visit_some<D: Deserializer<'de>>(
                self,
                deserializer: D,
            ) -> Result<Content<'de>, D::Error> {
                deserializer.deserialize_any(self)
            }

            fn visit_newtype_struct<D: Deserializer<'de>>(
                self,
                deserializer: D,
            ) -> Result<Content<'de>, D::Error> {
                deserializer.deserialize_any(self)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Content<'de>, A::Error> {
                let mut values = Vec::new();
                while let Some(value) = seq.next_element()? {
                    values.push(value);
                }
                Ok(Content::Seq(values))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Content<'de>, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(match &mut *entries {
                    [(Content::Text(key), Content::Text(digits))] if key == NUMBER => {
                        Content::Number(core::mem::take(digits).into_owned())
                    }
                    _ => Content::Map(entries),
                })
            }
        }

        deserializer.deserialize_any(ReadContent)
    }
}

/// Hands the value over to whoever wants it, as the format would.
pub(super) struct Replay<'de, E> {
    content: Content<'de>,
    is_human_readable: bool,
    error: PhantomData<E>,
}

impl<'de, E> Replay<'de, E> {
    pub(super) const fn new(content: Content<'de>, is_human_readable: bool) -> Self {
        Self {
            content,
            is_human_readable,
            error: PhantomData,
        }
    }
}

/// A number that came as its digits is asked for by its type.
macro_rules! numbers {
    ($($deserialize:ident, $visit:ident: $type:ty;)+) => { $(
        fn $deserialize<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
            match &self.content {
                Content::Number(digits) => match digits.parse::<$type>() {
                    Ok(number) => visitor.$visit(number),
                    Err(_) => Err(E::invalid_type(Unexpected::Other("a number"), &visitor)),
                },
                _ => self.deserialize_any(visitor),
            }
        }
    )+ };
}

impl<'de, E: Error> Deserializer<'de> for Replay<'de, E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        let human = self.is_human_readable;
        match self.content {
            Content::Unit => visitor.visit_unit(),
            Content::Bool(value) => visitor.visit_bool(value),
            Content::I64(value) => visitor.visit_i64(value),
            Content::U64(value) => visitor.visit_u64(value),
            Content::I128(value) => visitor.visit_i128(value),
            Content::U128(value) => visitor.visit_u128(value),
            Content::F64(value) => visitor.visit_f64(value),
            Content::Number(digits) => {
                visitor.visit_map(MapDeserializer::new(core::iter::once((NUMBER, digits))))
            }
            Content::Text(Cow::Borrowed(text)) => visitor.visit_borrowed_str(text),
            Content::Text(Cow::Owned(text)) => visitor.visit_string(text),
            Content::Bytes(Cow::Borrowed(bytes)) => visitor.visit_borrowed_bytes(bytes),
            Content::Bytes(Cow::Owned(bytes)) => visitor.visit_byte_buf(bytes),
            Content::Seq(values) => {
                let values = values.into_iter().map(|value| Replay::new(value, human));
                visitor.visit_seq(SeqDeserializer::new(values))
            }
            Content::Map(entries) => {
                let entries = entries
                    .into_iter()
                    .map(|(key, value)| (Replay::new(key, human), Replay::new(value, human)));
                visitor.visit_map(MapDeserializer::new(entries))
            }
        }
    }

    numbers! {
        deserialize_i8, visit_i64: i64;
        deserialize_i16, visit_i64: i64;
        deserialize_i32, visit_i64: i64;
        deserialize_i64, visit_i64: i64;
        deserialize_i128, visit_i128: i128;
        deserialize_u8, visit_u64: u64;
        deserialize_u16, visit_u64: u64;
        deserialize_u32, visit_u64: u64;
        deserialize_u64, visit_u64: u64;
        deserialize_u128, visit_u128: u128;
        deserialize_f32, visit_f64: f64;
        deserialize_f64, visit_f64: f64;
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.content {
            Content::Unit => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, E> {
        if name == RAW_VALUE {
            let raw = (RAW_VALUE, self.content.into_json());
            return visitor.visit_map(MapDeserializer::new(core::iter::once(raw)));
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, E> {
        match self.content {
            Content::Text(text) => visitor.visit_enum(StrDeserializer::new(&text)),
            Content::Map(entries) => {
                let human = self.is_human_readable;
                let entries = entries
                    .into_iter()
                    .map(|(key, value)| (Replay::new(key, human), Replay::new(value, human)));
                visitor.visit_enum(MapAccessDeserializer::new(MapDeserializer::new(entries)))
            }
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_unit()
    }

    fn is_human_readable(&self) -> bool {
        self.is_human_readable
    }

    serde::forward_to_deserialize_any! {
        bool char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct
        identifier
    }
}

impl<'de, E: Error> IntoDeserializer<'de, E> for Replay<'de, E> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}
