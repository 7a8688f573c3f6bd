//! Values that JSON does not have, by way of serde's own deserializers.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::value::{Error, MapDeserializer};
use serde::de::{Deserializer, IntoDeserializer, Visitor};
use tencentcloud_error_codes::{ApiError, ErrorCode, Response};

/// What a binary format has, and JSON has not.
#[derive(Clone, Copy, PartialEq)]
enum Odd {
    Some(&'static str),
    Variant,
}

impl IntoDeserializer<'_, Error> for Odd {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Odd {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Self::Some(text) => visitor.visit_some(text.into_deserializer()),
            Self::Variant => visitor.visit_enum("Variant".into_deserializer()),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        option unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier
        ignored_any
    }
}

fn map<'de, K: IntoDeserializer<'de, Error>, V: IntoDeserializer<'de, Error>>(
    key: K,
    value: V,
) -> MapDeserializer<'de, std::iter::Once<(K, V)>, Error> {
    MapDeserializer::new(std::iter::once((key, value)))
}

fn error<'de>(code: impl IntoDeserializer<'de, Error>) -> Result<ApiError, String> {
    ApiError::deserialize(map("Code", code)).map_err(|error| error.to_string())
}

fn id<'de>(id: impl IntoDeserializer<'de, Error>) -> Result<String, String> {
    Response::<BTreeMap<String, String>>::deserialize(map("Response", map("RequestId", id)))
        .map(|response| response.request_id().unwrap_or_default().to_owned())
        .map_err(|error| error.to_string())
}

#[test]
fn a_code_may_come_as_any_scalar() {
    assert_eq!(
        *error("InternalError").unwrap().code(),
        ErrorCode::InternalError
    );
    assert_eq!(*error(-1).unwrap().code(), "-1");
    assert_eq!(*error(1u64).unwrap().code(), "1");
    assert_eq!(*error(1.5).unwrap().code(), "1.5");
    assert_eq!(*error(true).unwrap().code(), "true");
    assert_eq!(*error(false).unwrap().code(), "false");
    assert_eq!(*error(Odd::Some("New")).unwrap().code(), "New");
    assert_eq!(error(()).unwrap_err(), "missing field `Code`");
}

#[test]
fn what_is_no_value_is_an_error() {
    assert_eq!(
        error(Odd::Variant).unwrap_err(),
        "invalid type: enum, expected a text"
    );
    let key = ApiError::<ErrorCode>::deserialize(map(Odd::Variant, "m")).unwrap_err();
    assert_eq!(key.to_string(), "invalid type: enum, expected a text");

    assert_eq!(id(Odd::Some("r")).unwrap(), "r");
    assert_eq!(
        id(Odd::Variant).unwrap_err(),
        "invalid type: enum, expected any value"
    );
}
