//! Reads the envelope in one pass.

use alloc::borrow::{Cow, ToOwned};
use alloc::string::{String, ToString};
use core::fmt;
use core::marker::PhantomData;

use serde::de::value::{BorrowedStrDeserializer, MapAccessDeserializer};
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, IntoDeserializer, MapAccess,
    Visitor,
};

use super::content::{Content, NUMBER, RAW_VALUE, Replay};
use super::{Response, Success};
use crate::api_error::ApiError;
use crate::code::Code;
use crate::escape::Escaped;
use crate::wire::WireCode;

impl<'de, T: Deserialize<'de>, C: Code> Deserialize<'de> for Response<T, C> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let is_human_readable = deserializer.is_human_readable();
        deserializer.deserialize_map(Envelope {
            is_human_readable,
            marker: PhantomData,
        })
    }
}

/// Reads the outer object: `Response`, and whatever stands beside it.
struct Envelope<T, C> {
    is_human_readable: bool,
    marker: PhantomData<(T, C)>,
}

impl<'de, T: Deserialize<'de>, C: Code> Visitor<'de> for Envelope<T, C> {
    type Value = Response<T, C>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an answer of Tencent Cloud API 3.0: an object with `Response`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut response = None;
        // The fields of an API 2.0 answer, in case this is one.
        let mut old_code = None;
        let mut old_code_text = None;
        let mut old_message = None;
        while let Some(Text(key)) = map.next_key()? {
            match &*key {
                "Response" if response.is_some() => {
                    return Err(A::Error::duplicate_field("Response"));
                }
                "Response" => {
                    response = Some(map.next_value_seed(Body {
                        is_human_readable: self.is_human_readable,
                        marker: self.marker,
                    })?);
                }
                "code" => old_code = map.next_value::<Scalar>()?.0,
                "codeDesc" => old_code_text = map.next_value::<Scalar>()?.0,
                "message" => old_message = map.next_value::<Scalar>()?.0,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        match (response, old_code) {
            (Some(response), _) => Ok(response),
            (None, Some(code)) => Err(A::Error::custom(format_args!(
                "found an answer of API 2.0 (code {}{}{}: {}), expected one of API 3.0, with `Response`",
                Escaped(&code),
                if old_code_text.is_some() { ", " } else { "" },
                Escaped(old_code_text.as_deref().unwrap_or_default()),
                Escaped(old_message.as_deref().unwrap_or_default()),
            ))),
            (None, None) => Err(A::Error::missing_field("Response")),
        }
    }
}

/// Reads the object in `Response`.
struct Body<T, C> {
    is_human_readable: bool,
    marker: PhantomData<(T, C)>,
}

impl<'de, T: Deserialize<'de>, C: Code> DeserializeSeed<'de> for Body<T, C> {
    type Value = Response<T, C>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, T: Deserialize<'de>, C: Code> Visitor<'de> for Body<T, C> {
    type Value = Response<T, C>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`Response` to be an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut seen = Seen::<C>::default();
        // `T` starts at the first key that is its own, so that a failure never touches it.
        seen.pending = seen.next_key(&mut map)?;
        let mut value = None;
        if seen.error.is_none() {
            seen.reader = Reader::Value;
            let read = T::deserialize(Rest {
                map: &mut map,
                seen: &mut seen,
                request_id: None,
                is_human_readable: self.is_human_readable,
            });
            seen.reader = Reader::Envelope;
            match read {
                Ok(read) => value = Some(read),
                Err(error) if seen.error.is_none() => return Err(error),
                // `T` had begun before `Error` came, and nothing was read since: it misses a field.
                Err(_) => {}
            }
        }
        // A `T` that is content early, such as `()`, leaves keys behind, and so does a failure.
        seen.skip_rest(&mut map)?;
        let request_id = seen.request_id;
        let outcome = match (seen.error, value) {
            (Some((code, message)), _) => Err(ApiError::of(code, message, request_id)),
            (None, Some(value)) => Ok(Success { value, request_id }),
            (None, None) => return Err(A::Error::missing_field("Error")),
        };
        Ok(Response { outcome })
    }
}

/// What was taken out of the way of `T` so far, and how far the object is read.
struct Seen<'de, C: Code> {
    error: Option<(WireCode<'static, C>, String)>,
    request_id: Option<String>,
    /// A request id that was read before `T` started, which may want it, too.
    early_request_id: Option<Content<'de>>,
    /// A key that was read ahead.
    pending: Option<Cow<'de, str>>,
    /// Whether the last key was handed to `T`, and its value not asked for yet.
    value_is_due: bool,
    reader: Reader,
    is_at_end: bool,
}

/// Who asks for the keys.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Reader {
    Envelope,
    /// `T`, which reads no further than to `Error`, so that an error of the format behind it is not
    /// taken for one of `T`.
    Value,
    /// The same, and it wants the request id, too.
    ValueWithRequestId,
}

impl<C: Code> Default for Seen<'_, C> {
    fn default() -> Self {
        Self {
            error: None,
            request_id: None,
            early_request_id: None,
            pending: None,
            value_is_due: false,
            reader: Reader::Envelope,
            is_at_end: false,
        }
    }
}

impl<'de, C: Code> Seen<'de, C> {
    /// The next key that is not the envelope's own, or `RequestId` if `T` wants it: then its value is
    /// in `early_request_id`.
    fn next_key<A: MapAccess<'de>>(
        &mut self,
        map: &mut A,
    ) -> Result<Option<Cow<'de, str>>, A::Error> {
        if let Some(key) = self.pending.take() {
            return Ok(Some(key));
        }
        // Not every format can be asked for a key after the last one.
        while !self.is_at_end {
            let Some(Text(key)) = map.next_key::<Text<'de>>()? else {
                self.is_at_end = true;
                break;
            };
            match &*key {
                "Error" => {
                    let error = map.next_value::<Option<ErrorBody<C>>>()?;
                    set(&mut self.error, error.map(|body| body.0), "Error")?;
                    if self.reader != Reader::Envelope && self.error.is_some() {
                        break;
                    }
                }
                "RequestId" if self.reader == Reader::Value || self.error.is_some() => {
                    let request_id = map.next_value::<Scalar>()?.0;
                    set(&mut self.request_id, request_id, "RequestId")?;
                }
                "RequestId" => {
                    let content = map.next_value::<Content<'de>>()?;
                    set(
                        &mut self.request_id,
                        content.clone().into_text(),
                        "RequestId",
                    )?;
                    self.early_request_id = Some(content);
                    if self.reader == Reader::ValueWithRequestId {
                        return Ok(Some(key));
                    }
                }
                _ => return Ok(Some(key)),
            }
        }
        Ok(None)
    }

    fn skip_rest<A: MapAccess<'de>>(&mut self, map: &mut A) -> Result<(), A::Error> {
        if self.value_is_due {
            self.value_is_due = false;
            map.next_value::<IgnoredAny>()?;
        }
        while self.next_key(map)?.is_some() {
            map.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }
}

/// Sets what was not set yet. A `null` says nothing, wherever it stands.
fn set<T, E: Error>(field: &mut Option<T>, value: Option<T>, name: &'static str) -> Result<(), E> {
    if value.is_some() && field.is_some() {
        return Err(E::duplicate_field(name));
    }
    if value.is_some() {
        *field = value;
    }
    Ok(())
}

/// The object in `Response` as `T` sees it: without `Error`, and with `RequestId` only where `T`
/// asks for it.
struct Rest<'a, 'de, A, C: Code> {
    map: &'a mut A,
    seen: &'a mut Seen<'de, C>,
    /// The value of the `RequestId` that `T` was given as a key.
    request_id: Option<Content<'de>>,
    is_human_readable: bool,
}

impl<'de, A: MapAccess<'de>, C: Code> Deserializer<'de> for Rest<'_, 'de, A, C> {
    type Error = A::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, A::Error> {
        // A map, or a struct with a flattened part, may hold anything.
        self.seen.reader = Reader::ValueWithRequestId;
        visitor.visit_map(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        if fields.contains(&"RequestId") {
            self.seen.reader = Reader::ValueWithRequestId;
        }
        visitor.visit_map(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        self.seen.reader = Reader::ValueWithRequestId;
        visitor.visit_enum(MapAccessDeserializer::new(self))
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, A::Error> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        visitor.visit_unit()
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, A::Error> {
        visitor.visit_unit()
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, A::Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        if name == RAW_VALUE {
            return Err(A::Error::custom(
                "found `RawValue` as the type of the answer, expected a type with fields: \
                 `BTreeMap<String, Box<RawValue>>` keeps each field as it is",
            ));
        }
        visitor.visit_newtype_struct(self)
    }

    fn is_human_readable(&self) -> bool {
        self.is_human_readable
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf seq
        tuple tuple_struct map identifier
    }
}

impl<'de, A: MapAccess<'de>, C: Code> MapAccess<'de> for Rest<'_, 'de, A, C> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        // One that came before the first key of `T`.
        if let Some(content) = self.seen.early_request_id.take() {
            if self.seen.reader == Reader::ValueWithRequestId {
                self.request_id = Some(content);
                return seed
                    .deserialize(BorrowedStrDeserializer::new("RequestId"))
                    .map(Some);
            }
        }
        let Some(key) = self.seen.next_key(self.map)? else {
            return Ok(None);
        };
        self.request_id = self.seen.early_request_id.take();
        self.seen.value_is_due = self.request_id.is_none();
        match key {
            Cow::Borrowed(key) => seed.deserialize(BorrowedStrDeserializer::new(key)),
            Cow::Owned(key) => seed.deserialize(key.into_deserializer()),
        }
        .map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        if let Some(content) = self.request_id.take() {
            return seed.deserialize(Replay::new(content, self.is_human_readable));
        }
        self.seen.value_is_due = false;
        self.map.next_value_seed(seed)
    }
}

/// The object in `Error`.
pub(crate) struct ErrorBody<C: Code>(pub(crate) (WireCode<'static, C>, String));

impl<'de, C: Code> Deserialize<'de> for ErrorBody<C> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (code, message, _) = deserializer.deserialize_map(ReadError {
            expected: "`Error` to be an object with `Code` and `Message`",
            marker: PhantomData,
        })?;
        Ok(Self((code, message)))
    }
}

/// An object with `Code`, `Message` and `RequestId`, as it is written.
impl<'de, C: Code> Deserialize<'de> for ApiError<C> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (code, message, request_id) = deserializer.deserialize_map(ReadError {
            expected: "an error: an object with `Code`, `Message` and `RequestId`",
            marker: PhantomData,
        })?;
        Ok(Self::of(code, message, request_id))
    }
}

struct ReadError<C> {
    expected: &'static str,
    marker: PhantomData<C>,
}

impl<'de, C: Code> Visitor<'de> for ReadError<C> {
    /// Code, message and request id.
    type Value = (WireCode<'static, C>, String, Option<String>);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut code = None;
        let mut message = None;
        let mut request_id = None;
        while let Some(Text(key)) = map.next_key()? {
            match &*key {
                "Code" => set(&mut code, map.next_value::<ScalarCode<C>>()?.0, "Code")?,
                "Message" => set(&mut message, map.next_value::<Scalar>()?.0, "Message")?,
                "RequestId" => set(&mut request_id, map.next_value::<Scalar>()?.0, "RequestId")?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        let code = code.ok_or_else(|| A::Error::missing_field("Code"))?;
        Ok((code, message.unwrap_or_default(), request_id))
    }
}

/// A text, borrowed where the format can.
struct Text<'de>(Cow<'de, str>);

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ReadText;

        impl<'de> Visitor<'de> for ReadText {
            type Value = Text<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }

            fn visit_string<E>(self, text: String) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Owned(text)))
            }
        }

        deserializer.deserialize_str(ReadText)
    }
}

/// What should be a text, but may come as a number or be `null`. A list or an object is nothing.
struct Scalar(Option<String>);

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_any(ReadScalar(|text: &str| text.to_owned()))
            .map(Scalar)
    }
}

/// The same for an error code, which is not copied where it is known.
struct ScalarCode<C: Code>(Option<WireCode<'static, C>>);

impl<'de, C: Code> Deserialize<'de> for ScalarCode<C> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_any(ReadScalar(|text: &str| WireCode::of(text).into_owned()))
            .map(ScalarCode)
    }
}

struct ReadScalar<F>(F);

impl<'de, T, F: FnOnce(&str) -> T> Visitor<'de> for ReadScalar<F> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E>(self, text: &str) -> Result<Option<T>, E> {
        Ok(Some((self.0)(text)))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Option<T>, E> {
        Ok(Some((self.0)(&number.to_string())))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Option<T>, E> {
        Ok(Some((self.0)(&number.to_string())))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Option<T>, E> {
        Ok(Some((self.0)(&number.to_string())))
    }

    fn visit_bool<E>(self, boolean: bool) -> Result<Option<T>, E> {
        Ok(Some((self.0)(if boolean { "true" } else { "false" })))
    }

    fn visit_unit<E>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_none<E>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut seq: A) -> Result<Option<T>, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Option<T>, A::Error> {
        while let Some(Text(key)) = map.next_key()? {
            if key == NUMBER {
                return map.next_value_seed(Digits(self));
            }
            map.next_value::<IgnoredAny>()?;
        }
        Ok(None)
    }
}

/// The digits of a number that came as a map: see [`NUMBER`].
struct Digits<F>(ReadScalar<F>);

impl<'de, T, F: FnOnce(&str) -> T> DeserializeSeed<'de> for Digits<F> {
    type Value = Option<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        deserializer.deserialize_any(self.0)
    }
}
