//! The error in a response.

use alloc::string::String;
use core::fmt;

use crate::class::Class;
use crate::code::Code;
use crate::error_code::ErrorCode;
use crate::escape::Escaped;
use crate::wire::WireCode;

/// The error in a response: code, message and request id.
///
/// The message is for people and may change at any time, so decide by the [`code`](Self::code).
/// `Display` writes all three on one line, with control characters escaped.
///
/// ```
/// use tencentcloud_error_codes::ApiError;
///
/// let error = ApiError::new("InternalError", "try later", None);
/// assert_eq!(error.to_string(), "InternalError: try later");
/// ```
///
/// With the feature `serde`, it is serialized as an object with `Code`, `Message` and `RequestId`.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct ApiError<C: Code = ErrorCode> {
    code: WireCode<'static, C>,
    message: String,
    request_id: Option<String>,
}

impl ApiError {
    /// Makes an error from its parts, for tests and for programs that parse the envelope themselves.
    ///
    /// ```
    /// # use tencentcloud_error_codes::{ApiError, ErrorCode};
    /// let error = ApiError::new("InternalError", "", Some("ed93f3cb".to_owned()));
    /// assert_eq!(error.request_id(), Some("ed93f3cb"));
    ///
    /// let error = ApiError::new(ErrorCode::InternalError, "", None);
    /// assert_eq!(error.request_id(), None);
    /// ```
    #[must_use]
    pub fn new<'a>(
        code: impl Into<WireCode<'a>>,
        message: impl Into<String>,
        request_id: Option<String>,
    ) -> Self {
        Self::of(code, message, request_id)
    }
}

impl<C: Code> ApiError<C> {
    /// Like [`new`](ApiError::new), for a code of the catalog `C`.
    ///
    /// ```
    /// # use tencentcloud_error_codes::{ApiError, ErrorCode};
    /// let error = ApiError::<ErrorCode>::of("InternalError", "", None);
    /// assert_eq!(error, ApiError::new("InternalError", "", None));
    /// ```
    #[must_use]
    pub fn of<'a>(
        code: impl Into<WireCode<'a, C>>,
        message: impl Into<String>,
        request_id: Option<String>,
    ) -> Self {
        Self {
            code: code.into().into_owned(),
            message: message.into(),
            request_id,
        }
    }

    /// The code, known or not.
    ///
    /// ```
    /// # use tencentcloud_error_codes::{ApiError, ErrorCode};
    /// let error = ApiError::new("InternalError", "", None);
    /// assert_eq!(error.code().known(), Some(ErrorCode::InternalError));
    /// ```
    #[must_use]
    pub const fn code(&self) -> &WireCode<'static, C> {
        &self.code
    }

    /// What went wrong, and what may be done with the same request: the class of the
    /// [`code`](Self::code). `None` if nothing is known about the code.
    ///
    /// ```
    /// # use tencentcloud_error_codes::{ApiError, Category};
    /// let error = ApiError::new("ResourceNotFound", "", None);
    /// assert!(error.class().is_some_and(|class| class.is_not_found()));
    /// ```
    #[must_use]
    pub fn class(&self) -> Option<Class> {
        self.code.class()
    }

    /// The message as it was sent. It may be empty.
    ///
    /// ```
    /// # use tencentcloud_error_codes::ApiError;
    /// let error = ApiError::new("InternalError", "try later", None);
    /// assert_eq!(error.message(), "try later");
    /// ```
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The id of the request, if the response had one.
    ///
    /// ```
    /// # use tencentcloud_error_codes::ApiError;
    /// let error = ApiError::new("InternalError", "", None);
    /// assert_eq!(error.request_id(), None);
    /// ```
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// Splits the error into code, message and request id.
    ///
    /// ```
    /// # use tencentcloud_error_codes::{ApiError, ErrorCode};
    /// let error = ApiError::new("InternalError", "try later", None);
    /// let (code, message, request_id) = error.into_parts();
    /// assert_eq!((code, &*message, request_id), ("InternalError".into(), "try later", None));
    /// ```
    #[must_use]
    pub fn into_parts(self) -> (WireCode<'static, C>, String, Option<String>) {
        (self.code, self.message, self.request_id)
    }
}

impl<C: Code> From<&ApiError<C>> for Option<Class> {
    fn from(error: &ApiError<C>) -> Self {
        error.class()
    }
}

impl<C: Code> fmt::Display for ApiError<C> {
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

impl<C: Code> core::error::Error for ApiError<C> {}
