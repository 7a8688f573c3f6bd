//! Writes the envelope, for servers that stand in for the API in tests.

use alloc::string::String;
use core::fmt::{self, Write as _};

use serde::ser::{Error, Impossible, Serialize, SerializeMap, SerializeStruct, Serializer};

use super::{Response, Success};
use crate::api_error::ApiError;
use crate::code::Code;

impl<T: Serialize, C: Code> Serialize for Response<T, C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut envelope = serializer.serialize_map(Some(1))?;
        match &self.outcome {
            Ok(success) => envelope.serialize_entry("Response", success)?,
            Err(error) => envelope.serialize_entry("Response", &Failure(error))?,
        }
        envelope.end()
    }
}

/// An object with `Code`, `Message` and `RequestId`.
impl<C: Code> Serialize for ApiError<C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("Code", self.code())?;
        map.serialize_entry("Message", self.message())?;
        if let Some(request_id) = self.request_id() {
            map.serialize_entry("RequestId", request_id)?;
        }
        map.end()
    }
}

struct Failure<'a, C: Code>(&'a ApiError<C>);

impl<C: Code> Serialize for Failure<'_, C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("Error", &ErrorBody(self.0))?;
        if let Some(request_id) = self.0.request_id() {
            map.serialize_entry("RequestId", request_id)?;
        }
        map.end()
    }
}

/// The error as it is in an answer: the id of the request stands beside it.
struct ErrorBody<'a, C: Code>(&'a ApiError<C>);

impl<C: Code> Serialize for ErrorBody<'_, C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("Code", self.0.code())?;
        map.serialize_entry("Message", self.0.message())?;
        map.end()
    }
}

impl<T: Serialize> Serialize for Success<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let map = serializer.serialize_map(None)?;
        let mut fields = self.value.serialize(Fields {
            map,
            has_request_id: false,
        })?;
        // A `T` with an id of its own has written it already.
        if let (Some(request_id), false) = (&self.request_id, fields.has_request_id) {
            fields.map.serialize_entry("RequestId", request_id)?;
        }
        fields.map.end()
    }
}

/// Takes the fields of `T` into the object that is being written.
struct Fields<M> {
    map: M,
    has_request_id: bool,
}

impl<M: SerializeMap> Fields<M> {
    fn field<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), M::Error> {
        self.has_request_id |= name == "RequestId";
        self.map.serialize_entry(name, value)
    }
}

fn no_fields<T, E: Error>(found: impl fmt::Display) -> Result<T, E> {
    Err(E::custom(format_args!(
        "found {found} as the value of an answer, expected a struct or a map with the fields"
    )))
}

macro_rules! refuse {
    ($($method:ident: $type:ty = $found:literal;)+) => { $(
        fn $method(self, _: $type) -> Result<Self, M::Error> {
            no_fields($found)
        }
    )+ };
}

impl<M: SerializeMap> Serializer for Fields<M> {
    type Ok = Self;
    type Error = M::Error;
    type SerializeSeq = Impossible<Self, M::Error>;
    type SerializeTuple = Impossible<Self, M::Error>;
    type SerializeTupleStruct = Impossible<Self, M::Error>;
    type SerializeTupleVariant = Impossible<Self, M::Error>;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Impossible<Self, M::Error>;

    fn serialize_map(self, _: Option<usize>) -> Result<Self, M::Error> {
        Ok(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, M::Error> {
        Ok(self)
    }

    // An action that answers with nothing.
    fn serialize_unit(self) -> Result<Self, M::Error> {
        Ok(self)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Self, M::Error> {
        Ok(self)
    }

    fn serialize_none(self) -> Result<Self, M::Error> {
        Ok(self)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Self, M::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Self, M::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Self, M::Error> {
        self.field(variant, value)?;
        Ok(self)
    }

    refuse! {
        serialize_bool: bool = "a boolean";
        serialize_i8: i8 = "a number";
        serialize_i16: i16 = "a number";
        serialize_i32: i32 = "a number";
        serialize_i64: i64 = "a number";
        serialize_i128: i128 = "a number";
        serialize_u8: u8 = "a number";
        serialize_u16: u16 = "a number";
        serialize_u32: u32 = "a number";
        serialize_u64: u64 = "a number";
        serialize_u128: u128 = "a number";
        serialize_f32: f32 = "a number";
        serialize_f64: f64 = "a number";
        serialize_char: char = "a character";
        serialize_str: &str = "a text";
        serialize_bytes: &[u8] = "bytes";
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Self, M::Error> {
        no_fields(format_args!("the text `{variant}`"))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, M::Error> {
        no_fields("a sequence")
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, M::Error> {
        no_fields("a tuple")
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, M::Error> {
        no_fields("a tuple")
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, M::Error> {
        no_fields("a tuple")
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, M::Error> {
        no_fields(format_args!("the variant `{variant}`"))
    }
}

impl<M: SerializeMap> SerializeStruct for Fields<M> {
    type Ok = Self;
    type Error = M::Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), M::Error> {
        self.field(name, value)
    }

    fn end(self) -> Result<Self, M::Error> {
        Ok(self)
    }
}

impl<M: SerializeMap> SerializeMap for Fields<M> {
    type Ok = Self;
    type Error = M::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), M::Error> {
        self.has_request_id |= is_request_id(key);
        self.map.serialize_key(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), M::Error> {
        self.map.serialize_value(value)
    }

    fn end(self) -> Result<Self, M::Error> {
        Ok(self)
    }
}

/// Whether a key of a map is this text; keys may be of any type that is written as one.
fn is_request_id<T: Serialize + ?Sized>(key: &T) -> bool {
    struct Key<'a, T: ?Sized>(&'a T);

    impl<T: Serialize + ?Sized> fmt::Display for Key<'_, T> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.serialize(f)
        }
    }

    let mut text = String::new();
    write!(text, "{}", Key(key)).is_ok() && text == "RequestId"
}
