//! The envelope: `{"Response": {...}}`, for success and for failure.

mod content;
mod read;
mod write;

pub(crate) use content::NUMBER;

use alloc::string::String;

use serde::de::IgnoredAny;

use crate::api_error::ApiError;
use crate::code::Code;
use crate::error_code::ErrorCode;

/// An answer of the API: what the action answers with, or an error, and the id of the request in
/// both.
///
/// `T` reads the fields that belong to the action, and nothing else. One pass over the input, in
/// any self-describing serde format and whatever the order of the keys; `T` may borrow from the input.
/// A failure does not touch `T` if its `Error` comes before the fields of the action, as the API sends
/// it.
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
/// older API 2.0 (`{"code": 4003, "message": "..."}`) is recognized, and the error says so.
///
/// So is a success that `T` does not fit, which is quite another matter: the request was carried out.
/// [`Answer`] tells the two apart; use it for writes.
///
/// # What `T` sees
///
/// `T` sees the object in `Response` as if it read it directly, with its `RequestId` if it has a field
/// for it, but for `Error`. Four limits:
///
/// - If a field of `T` does not fit and an `Error` comes only behind it, the error is that of `T`.
///   [`Answer`] gives the API's error in this case, too.
/// - Two of the same key are refused in `Response`, `RequestId`, `Error`, `Code` and `Message`, but for
///   one that is `null`.
/// - `RawValue` of `serde_json` cannot be `T`: it would have to contain what is taken out. Read a
///   `Response<BTreeMap<String, Box<RawValue>>>`.
/// - A format that is not self-describing, such as bincode, cannot be read.
///
/// It can be written as well, for servers that stand in for the API in tests.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Response<T, C: Code = ErrorCode> {
    /// For a failure, the id is in the error.
    outcome: Result<Success<T>, ApiError<C>>,
}

#[derive(Clone, Debug, Eq, PartialEq)]
struct Success<T> {
    value: T,
    request_id: Option<String>,
}

impl<T, C: Code> Response<T, C> {
    /// An answer that says that the request succeeded.
    ///
    /// ```
    /// use tencentcloud_error_codes::{ErrorCode, Response};
    ///
    /// let fields = std::collections::BTreeMap::from([("TotalCount", 3)]);
    /// let response = Response::<_, ErrorCode>::success(fields, Some("b5b41468".to_owned()));
    /// assert_eq!(
    ///     serde_json::to_string(&response)?,
    ///     r#"{"Response":{"TotalCount":3,"RequestId":"b5b41468"}}"#
    /// );
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub const fn success(value: T, request_id: Option<String>) -> Self {
        Self {
            outcome: Ok(Success { value, request_id }),
        }
    }

    /// An answer that says that the request failed.
    ///
    /// ```
    /// use tencentcloud_error_codes::{ApiError, Response};
    ///
    /// let error = ApiError::new("InternalError", "try later", Some("ed93f3cb".to_owned()));
    /// let response = Response::<()>::failure(error);
    /// assert_eq!(
    ///     serde_json::to_string(&response)?,
    ///     r#"{"Response":{"Error":{"Code":"InternalError","Message":"try later"},"RequestId":"ed93f3cb"}}"#
    /// );
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub const fn failure(error: ApiError<C>) -> Self {
        Self {
            outcome: Err(error),
        }
    }

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
        match &self.outcome {
            Ok(success) => success.request_id.as_deref(),
            Err(error) => error.request_id(),
        }
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
    pub fn into_result(self) -> Result<T, ApiError<C>> {
        self.outcome.map(|success| success.value)
    }

    /// The same, with the id of the request for a success, too.
    ///
    /// ```
    /// # use tencentcloud_error_codes::{ErrorCode, Response};
    /// # use serde::de::IgnoredAny;
    /// let body = r#"{"Response": {"RequestId": "b5b41468"}}"#;
    /// let response: Response<IgnoredAny> = serde_json::from_str(body).unwrap();
    /// let (result, request_id) = response.into_parts();
    /// assert!(result.is_ok());
    /// assert_eq!(request_id.as_deref(), Some("b5b41468"));
    /// ```
    pub fn into_parts(self) -> (Result<T, ApiError<C>>, Option<String>) {
        match self.outcome {
            Ok(Success { value, request_id }) => (Ok(value), request_id),
            Err(error) => {
                let request_id = error.request_id().map(Into::into);
                (Err(error), request_id)
            }
        }
    }
}

/// The three things that an answer can be: a value, an error of the API, or an answer that was not
/// understood. What is no answer at all is an error `E` of the format.
///
/// The third is what a client forgets: the request was carried out, and only what came back does not
/// fit `T`, because a field is new or has another type. To send such a request again may buy twice.
///
/// ```
/// use serde::de::IgnoredAny;
/// use tencentcloud_error_codes::{Answer, Decision, Idempotency};
///
/// #[derive(serde::Deserialize)]
/// #[serde(rename_all = "PascalCase")]
/// struct CreateInstances {
///     instance_id_set: Vec<String>,
/// }
///
/// fn what_now(body: &str) -> String {
///     let write = Idempotency::NotIdempotent;
///     match Answer::<CreateInstances, _>::read(|| serde_json::from_str(body), || serde_json::from_str(body)) {
///         Ok(Answer::Success { value, .. }) => format!("created {:?}", value.instance_id_set),
///         Ok(Answer::Failure(error)) => format!("{error}: {}", Decision::new(&error, write)),
///         // Never a reason to send a write again.
///         Ok(Answer::NotUnderstood { request_id, error, .. }) => {
///             format!("created something: {error} (RequestId: {request_id:?})")
///         }
///         Ok(_) => "give up".to_owned(),
///         // It may have been carried out, or not.
///         Err(error) => format!("no answer: {error}: {}", Decision::unanswered(write)),
///     }
/// }
///
/// assert_eq!(
///     what_now(r#"{"Response": {"InstanceIdSet": ["ins-1"], "RequestId": "b5b41468"}}"#),
///     r#"created ["ins-1"]"#
/// );
/// assert_eq!(
///     what_now(r#"{"Response": {"Error": {"Code": "InternalError", "Message": ""}}}"#),
///     "InternalError: give_up"
/// );
/// assert!(
///     what_now(r#"{"Response": {"InstanceIdSet": null, "RequestId": "b5b41468"}}"#)
///         .starts_with("created something: invalid type: null")
/// );
/// assert!(what_now("<html>").starts_with("no answer"));
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Answer<T, E, C: Code = ErrorCode> {
    /// The request succeeded.
    #[non_exhaustive]
    Success {
        /// What the action answered with.
        value: T,
        /// The id of the request.
        request_id: Option<String>,
    },
    /// The API answered with an error.
    Failure(ApiError<C>),
    /// The API answered that the request succeeded, and the rest of the answer does not fit `T`.
    #[non_exhaustive]
    NotUnderstood {
        /// The id of the request.
        request_id: Option<String>,
        /// What does not fit.
        error: E,
    },
}

impl<T, E, C: Code> Answer<T, E, C> {
    /// Reads an answer. The second function is called only if the first one fails: it reads the same
    /// body again, to find out whether it is an answer.
    ///
    /// # Errors
    ///
    /// The error of the format, if the body is no answer of the API.
    ///
    /// ```
    /// use tencentcloud_error_codes::Answer;
    ///
    /// let body = br#"{"Response": {"TotalCount": 3, "RequestId": "b5b41468"}}"#;
    /// let answer: Answer<serde_json::Value, _> =
    ///     Answer::read(|| serde_json::from_slice(body), || serde_json::from_slice(body))?;
    /// assert_eq!(answer.request_id(), Some("b5b41468"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn read(
        read: impl FnOnce() -> Result<Response<T, C>, E>,
        read_again: impl FnOnce() -> Result<Response<IgnoredAny, C>, E>,
    ) -> Result<Self, E> {
        let error = match read() {
            Ok(response) => return Ok(response.into()),
            Err(error) => error,
        };
        // What is no answer has the first error, which is the same or says more.
        let Ok(response) = read_again() else {
            return Err(error);
        };
        Ok(match response.outcome {
            Ok(Success { request_id, .. }) => Self::NotUnderstood { request_id, error },
            Err(error) => Self::Failure(error),
        })
    }

    /// The id of the request.
    ///
    /// ```
    /// use tencentcloud_error_codes::{Answer, ApiError};
    ///
    /// let error = ApiError::new("InternalError", "", Some("ed93f3cb".to_owned()));
    /// let answer: Answer<(), ()> = Answer::Failure(error);
    /// assert_eq!(answer.request_id(), Some("ed93f3cb"));
    /// ```
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Success { request_id, .. } | Self::NotUnderstood { request_id, .. } => {
                request_id.as_deref()
            }
            Self::Failure(error) => error.request_id(),
        }
    }
}

impl<T, E, C: Code> From<Response<T, C>> for Answer<T, E, C> {
    fn from(response: Response<T, C>) -> Self {
        match response.outcome {
            Ok(Success { value, request_id }) => Self::Success { value, request_id },
            Err(error) => Self::Failure(error),
        }
    }
}
