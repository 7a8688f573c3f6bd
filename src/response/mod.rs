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

/// A response of the API: the result of the action or an error, and the request id in both cases.
///
/// `T` reads only the fields of the action. The input is read in one pass, from any self-describing
/// serde format and with keys in any order, and `T` may borrow from it. If a failure has its `Error`
/// before the fields of the action, as the API sends it, `T` is not used at all.
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
/// Anything that is not a response of API 3.0 is an error of the format, never a success: a missing
/// `Response`, a `Response` that is `null`, an `Error` without a `Code`, truncated input, HTML. A
/// response of the older API 2.0 (`{"code": 4003, "message": "..."}`) is recognized, and the error says
/// so.
///
/// A success that does not fit `T` is an error of the format too, but a very different case, because
/// the request was carried out. [`Answer`] tells the two apart. Use it for writes.
///
/// # What `T` sees
///
/// `T` sees the object in `Response` as if it were deserialized directly, but without `Error`, and with
/// `RequestId` only if `T` has a field for it. There are four limits:
///
/// - If a field of `T` does not fit and an `Error` comes only after it, the error is that of `T`.
///   [`Answer`] returns the API's error in this case too.
/// - `Response`, `RequestId`, `Error`, `Code` and `Message` must not occur twice, unless one of the two
///   is `null`.
/// - `T` cannot be `serde_json`'s `RawValue`, which would have to contain the fields that are removed.
///   Use a `Response<BTreeMap<String, Box<RawValue>>>`.
/// - Formats that are not self-describing, such as bincode, are not supported.
///
/// It also implements `Serialize`, for mock servers in tests.
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
    /// Makes the response of a request that succeeded.
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

    /// Makes the response of a request that failed.
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

    /// The id of the request, which Tencent Cloud asks for when you report a problem.
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

    /// Whether the response says that the request succeeded.
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

    /// The result of the action, or the error.
    ///
    /// # Errors
    ///
    /// The error in the response, with its code, message and request id.
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

    /// Like [`into_result`](Self::into_result), with the request id also for a success.
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

/// The three things that a response can be: a value, an error of the API, or a success that was not
/// understood. Anything that is not a response of the API is an error `E` of the format.
///
/// The third case is the one that clients forget: the request was carried out, but the response does
/// not fit `T`, because a field is missing or has another type. Sending such a request again may buy
/// something twice.
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
        /// The result of the action.
        value: T,
        /// The id of the request.
        request_id: Option<String>,
    },
    /// The API answered with an error.
    Failure(ApiError<C>),
    /// The API says that the request succeeded, but the rest of the response does not fit `T`.
    #[non_exhaustive]
    NotUnderstood {
        /// The id of the request.
        request_id: Option<String>,
        /// What does not fit.
        error: E,
    },
}

impl<T, E, C: Code> Answer<T, E, C> {
    /// Reads a response. The second function is called only if the first one fails. It reads the same
    /// body again, to find out whether it is a response of the API.
    ///
    /// # Errors
    ///
    /// The error of the format, if the body is not a response of the API.
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
