//! The envelope: `{"Response": {...}}`, for success and for failure.

use alloc::borrow::Cow;
use alloc::borrow::ToOwned;
use alloc::string::{String, ToString};
use core::fmt;
use core::marker::PhantomData;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, IntoDeserializer, MapAccess,
    Visitor,
};

use crate::category::Category;
use crate::classify::Classified;
use crate::escape::Escaped;
use crate::retry::Retry;
use crate::wire::WireCode;

/// An answer of the API: what the action answers with, or an error, and the id of the request in
/// both.
///
/// `T` reads the fields that belong to the action, and nothing else. One pass over the input, in
/// any serde format and whatever the order of the keys; `T` may borrow from the input. A failure
/// does not touch `T` if its `Error` comes before the fields of the action, as the API sends it.
///
/// ```
/// use tencentcloud_error_codes::{Category, Response};
///
/// #[derive(Debug, serde::Deserialize)]
/// #[serde(rename_all = "PascalCase")]
/// struct DescribeInstances {
///     total_count: u64,
/// }
///
/// let body = r#"{"Response": {"TotalCount": 3, "RequestId": "b5b41468"}}"#;
/// let response: Response<DescribeInstances> = serde_json::from_str(body)?;
/// assert_eq!(response.request_id(), Some("b5b41468"));
/// assert_eq!(response.into_result()?.total_count, 3);
///
/// let body = r#"{"Response": {"Error": {"Code": "ResourceNotFound.InstanceNotFound",
///     "Message": "not found"}, "RequestId": "ed93f3cb"}}"#;
/// let response: Response<DescribeInstances> = serde_json::from_str(body)?;
/// let error = response.into_result().unwrap_err();
/// assert_eq!(error.code().category(), Some(Category::NotFound));
/// assert_eq!(error.request_id(), Some("ed93f3cb"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// What is no answer of API 3.0 is an error of the format, never a success: no `Response`, a
/// `Response` that is `null`, an `Error` without a `Code`, truncated input, HTML. An answer of the
/// older API 2.0 (`{"code": 4003, "message": "..."}`) is recognised, and the error says so.
///
/// A `T` with a field `RequestId` of its own gets it, too.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Response<T> {
    request_id: Option<String>,
    outcome: Result<T, ApiErrorBody>,
}

/// The `Error` of an answer, before the request id is known.
#[derive(Clone, Debug, Eq, PartialEq)]
struct ApiErrorBody {
    code: WireCode<'static>,
    message: String,
}

impl<T> Response<T> {
    /// The id of the request, which Tencent Cloud asks for when something is to be looked into.
    ///
    /// ```
    /// # use tencentcloud_error_codes::Response;
    /// # use serde::de::IgnoredAny;
    /// let body = r#"{"Response": {"RequestId": "b5b41468"}}"#;
    /// let response: Response<IgnoredAny> = serde_json::from_str(body).unwrap();
    /// assert_eq!(response.request_id(), Some("b5b41468"));
    /// ```
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// Whether the answer says that the request succeeded.
    ///
    /// ```
    /// # use tencentcloud_error_codes::Response;
    /// # use serde::de::IgnoredAny;
    /// let body = r#"{"Response": {"Error": {"Code": "InternalError", "Message": ""}}}"#;
    /// let response: Response<IgnoredAny> = serde_json::from_str(body).unwrap();
    /// assert!(!response.is_success());
    /// ```
    #[must_use]
    pub const fn is_success(&self) -> bool {
        self.outcome.is_ok()
    }

    /// What the action answered with, or the error.
    ///
    /// # Errors
    ///
    /// The error of the answer, with its code, message and request id.
    ///
    /// ```
    /// # use tencentcloud_error_codes::{ErrorCode, Response};
    /// # use serde::de::IgnoredAny;
    /// let body = r#"{"Response": {"Error": {"Code": "InternalError", "Message": ""}}}"#;
    /// let response: Response<IgnoredAny> = serde_json::from_str(body).unwrap();
    /// let error = response.into_result().unwrap_err();
    /// assert_eq!(error.code().known(), Some(ErrorCode::InternalError));
    /// ```
    pub fn into_result(self) -> Result<T, ApiError> {
        let Self {
            request_id,
            outcome,
        } = self;
        outcome.map_err(|ApiErrorBody { code, message }| ApiError {
            code,
            message,
            request_id,
        })
    }
}

/// The error of an answer: code, message and request id.
///
/// The message may change at any time and is for people; decide by the [`code`](Self::code).
/// `Display` writes all three on one line, with control characters as escapes.
///
/// ```
/// use tencentcloud_error_codes::{ApiError, WireCode};
///
/// let error = ApiError::new(WireCode::new("InternalError"), "try later", None);
/// assert_eq!(error.to_string(), "InternalError: try later");
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct ApiError {
    code: WireCode<'static>,
    message: String,
    request_id: Option<String>,
}

impl ApiError {
    /// An error from its parts, for those who read the envelope themselves and for tests.
    ///
    /// ```
    /// # use tencentcloud_error_codes::{ApiError, WireCode};
    /// let error = ApiError::new("InternalError".into(), "", Some("ed93f3cb".to_owned()));
    /// assert_eq!(error.request_id(), Some("ed93f3cb"));
    /// ```
    #[must_use]
    pub fn new(code: WireCode<'_>, message: impl Into<String>, request_id: Option<String>) -> Self {
        Self {
            code: code.into_owned(),
            message: message.into(),
            request_id,
        }
    }

    /// The code, known or not.
    ///
    /// ```
    /// # use tencentcloud_error_codes::{ApiError, ErrorCode};
    /// let error = ApiError::new("InternalError".into(), "", None);
    /// assert_eq!(error.code().known(), Some(ErrorCode::InternalError));
    /// ```
    #[must_use]
    pub const fn code(&self) -> &WireCode<'static> {
        &self.code
    }

    /// The message, as it was sent; it may be empty.
    ///
    /// ```
    /// # use tencentcloud_error_codes::ApiError;
    /// let error = ApiError::new("InternalError".into(), "try later", None);
    /// assert_eq!(error.message(), "try later");
    /// ```
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The id of the request, if the answer had one.
    ///
    /// ```
    /// # use tencentcloud_error_codes::ApiError;
    /// let error = ApiError::new("InternalError".into(), "", None);
    /// assert_eq!(error.request_id(), None);
    /// ```
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }
}

impl Classified for ApiError {
    fn as_str(&self) -> &str {
        self.code.as_str()
    }

    fn category(&self) -> Option<Category> {
        self.code.category()
    }

    fn retry(&self) -> Option<Retry> {
        self.code.retry()
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code)?;
        if !self.message.is_empty() {
            write!(f, ": {}", Escaped(&self.message))?;
        }
        if let Some(request_id) = &self.request_id {
            write!(f, " (RequestId: {})", Escaped(request_id))?;
        }
        Ok(())
    }
}

impl core::error::Error for ApiError {}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Response<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Envelope(PhantomData))
    }
}

/// Reads the outer object: `Response`, and whatever stands beside it.
struct Envelope<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Envelope<T> {
    type Value = Response<T>;

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
                "Response" => response = Some(map.next_value_seed(Body(PhantomData))?),
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
struct Body<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for Body<T> {
    type Value = Response<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Body<T> {
    type Value = Response<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`Response` to be an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut seen = Seen::default();
        // `T` starts at the first key that is its own, so that a failure never touches it.
        let first = seen.next_key(&mut map)?;
        seen.pending = first;
        if seen.error.is_none() {
            seen.is_with_data = true;
            let read = T::deserialize(Rest {
                map: &mut map,
                seen: &mut seen,
                value_is_request_id: false,
                wants_request_id: false,
            });
            seen.is_with_data = false;
            match read {
                // A `T` that is content early, such as `()`, leaves keys behind.
                Ok(data) => {
                    seen.skip_rest(&mut map)?;
                    if seen.error.is_none() {
                        return Ok(Response {
                            request_id: seen.request_id,
                            outcome: Ok(data),
                        });
                    }
                }
                Err(error) if seen.error.is_none() => return Err(error),
                // `T` had begun before `Error` came, and nothing was read since: it misses a field.
                Err(_) => {}
            }
        }
        seen.skip_rest(&mut map)?;
        match seen.error {
            Some(error) => Ok(Response {
                request_id: seen.request_id,
                outcome: Err(error),
            }),
            None => Err(A::Error::missing_field("Error")),
        }
    }
}

/// What was taken out of the way of `T` so far, and how far the object is read.
#[derive(Default)]
struct Seen<'de> {
    error: Option<ApiErrorBody>,
    request_id: Option<String>,
    /// A key that was read ahead.
    pending: Option<Cow<'de, str>>,
    /// Whether the last key was handed to `T`, and its value not asked for yet.
    value_is_due: bool,
    /// Whether `T` reads. It reads no further than to `Error`, so that an error of the format
    /// behind it is not taken for one of `T`.
    is_with_data: bool,
    is_at_end: bool,
}

impl<'de> Seen<'de> {
    /// The next key that is not the envelope's own.
    fn next_key<A: MapAccess<'de>>(
        &mut self,
        map: &mut A,
    ) -> Result<Option<Cow<'de, str>>, A::Error> {
        if let Some(key) = self.pending.take() {
            return Ok(Some(key));
        }
        // Not every format can be asked for a key after the last one.
        while !self.is_at_end {
            match map.next_key::<Text<'de>>()? {
                None => self.is_at_end = true,
                Some(Text(key)) => match &*key {
                    "Error" if self.error.is_some() => {
                        return Err(A::Error::duplicate_field("Error"));
                    }
                    "Error" => {
                        self.error = map.next_value::<Option<ApiErrorBody>>()?;
                        if self.is_with_data && self.error.is_some() {
                            return Ok(None);
                        }
                    }
                    "RequestId" => self.request_id = map.next_value::<Scalar>()?.0,
                    _ => return Ok(Some(key)),
                },
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

/// The object in `Response` as `T` sees it: without `Error`, and with `RequestId` only where `T`
/// asks for it.
struct Rest<'a, 'de, A> {
    map: &'a mut A,
    seen: &'a mut Seen<'de>,
    value_is_request_id: bool,
    wants_request_id: bool,
}

impl<'de, A: MapAccess<'de>> Deserializer<'de> for Rest<'_, 'de, A> {
    type Error = A::Error;

    fn deserialize_any<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, A::Error> {
        // A map, or a struct with a flattened part, may hold anything.
        self.wants_request_id = true;
        visitor.visit_map(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        mut self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        self.wants_request_id = fields.contains(&"RequestId");
        visitor.visit_map(self)
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
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        visitor.visit_newtype_struct(self)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf seq
        tuple tuple_struct map enum identifier
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Rest<'_, 'de, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        let key = self.seen.next_key(self.map)?;
        if self.wants_request_id && self.seen.request_id.is_some() {
            self.wants_request_id = false;
            self.value_is_request_id = true;
            self.seen.pending = key;
            return seed
                .deserialize(BorrowedStrDeserializer::new("RequestId"))
                .map(Some);
        }
        self.seen.value_is_due = key.is_some();
        match key {
            Some(Cow::Borrowed(key)) => seed.deserialize(BorrowedStrDeserializer::new(key)),
            Some(Cow::Owned(key)) => seed.deserialize(key.into_deserializer()),
            None => return Ok(None),
        }
        .map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        if self.value_is_request_id {
            self.value_is_request_id = false;
            let request_id = self.seen.request_id.as_deref().unwrap_or_default();
            return seed.deserialize(request_id.into_deserializer());
        }
        self.seen.value_is_due = false;
        self.map.next_value_seed(seed)
    }

    fn size_hint(&self) -> Option<usize> {
        self.map.size_hint()
    }
}

impl<'de> Deserialize<'de> for ApiErrorBody {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ReadBody;

        impl<'de> Visitor<'de> for ReadBody {
            type Value = ApiErrorBody;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`Error` to be an object with `Code` and `Message`")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<ApiErrorBody, A::Error> {
                let mut code = None;
                let mut message = None;
                while let Some(Text(key)) = map.next_key()? {
                    match &*key {
                        "Code" => code = map.next_value::<ScalarCode>()?.0,
                        "Message" => message = map.next_value::<Scalar>()?.0,
                        _ => {
                            map.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                Ok(ApiErrorBody {
                    code: code.ok_or_else(|| A::Error::missing_field("Code"))?,
                    message: message.unwrap_or_default(),
                })
            }
        }

        deserializer.deserialize_map(ReadBody)
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
struct ScalarCode(Option<WireCode<'static>>);

impl<'de> Deserialize<'de> for ScalarCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_any(ReadScalar(|text: &str| WireCode::new(text).into_owned()))
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
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(None)
    }
}
