//! A minimal client of Lighthouse: one request, one response, no TLS.

use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE};
use hyper::{StatusCode, Uri, http};
use hyper_util::client::legacy::{self, connect::HttpConnector};
use hyper_util::rt::TokioExecutor;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tencentcloud_error_codes::{Action, Answer, ApiError, Decision, Idempotency};
use tokio::time::timeout;

/// The version of the API of Lighthouse.
const VERSION: &str = "2020-03-24";

/// What an action is asked to do.
///
/// ```
/// use retry_loops::Request;
/// use serde_json::json;
/// use tencentcloud_error_codes::{Action, Idempotency};
///
/// let create = Action::lookup("lighthouse", "CreateInstances").unwrap();
/// let request = Request::new(create, json!({ "ClientToken": "6f1c9a52" }));
/// assert_eq!(request.idempotency(), Idempotency::Idempotent);
/// ```
#[derive(Clone, Debug)]
pub struct Request {
    action: Action,
    parameters: Value,
}

impl Request {
    /// A request with these parameters, an object. If one of them is a `ClientToken`, it stays the same
    /// however often the request is sent, because the server recognizes the request by it.
    #[must_use]
    pub fn new(action: Action, parameters: Value) -> Self {
        Self { action, parameters }
    }

    /// Whether sending it twice has the same effect as sending it once.
    #[must_use]
    pub fn idempotency(&self) -> Idempotency {
        let token = self.parameters.get("ClientToken").and_then(Value::as_str);
        self.action
            .idempotency(token.is_some_and(|token| !token.is_empty()))
    }
}

/// What makes a request valid for five minutes.
#[derive(Clone, Debug)]
pub struct Signature {
    /// `X-TC-Timestamp`: when it was signed, in seconds since 1970.
    pub timestamp: u64,
    /// `Authorization`: `TC3-HMAC-SHA256 Credential=...`.
    pub authorization: String,
}

/// Sends requests, each once.
#[derive(Clone)]
pub struct Client {
    http: legacy::Client<HttpConnector, Full<Bytes>>,
    endpoint: Uri,
    time_limit: Option<Duration>,
    sign: Arc<dyn Fn(&str) -> Signature + Send + Sync>,
}

impl Client {
    /// A client of the API at this address. `sign` is handed the body of every request, and again
    /// when it is sent again: what was signed before a long wait has expired after it.
    #[must_use]
    pub fn new(endpoint: Uri, sign: impl Fn(&str) -> Signature + Send + Sync + 'static) -> Self {
        Self {
            http: legacy::Client::builder(TokioExecutor::new()).build_http(),
            endpoint,
            time_limit: None,
            sign: Arc::new(sign),
        }
    }

    /// The same client, which waits for an answer no longer than this.
    #[must_use]
    pub fn with_time_limit(self, time_limit: Duration) -> Self {
        Self {
            time_limit: Some(time_limit),
            ..self
        }
    }

    /// Sends a request once.
    ///
    /// # Errors
    ///
    /// The error that the API answered with, or why there is no answer of the API.
    pub async fn send<T: DeserializeOwned>(&self, request: &Request) -> Result<T, Error> {
        let answer = self.send_and_wait(request);
        match self.time_limit {
            Some(limit) => timeout(limit, answer).await.unwrap_or(Err(Error::TimedOut)),
            None => answer.await,
        }
    }

    async fn send_and_wait<T: DeserializeOwned>(&self, request: &Request) -> Result<T, Error> {
        let body = request.parameters.to_string();
        let signature = (self.sign)(&body);
        let http_request = http::Request::post(&self.endpoint)
            .header(CONTENT_TYPE, "application/json; charset=utf-8")
            .header("X-TC-Action", request.action.name())
            .header("X-TC-Version", VERSION)
            .header("X-TC-Timestamp", signature.timestamp)
            .header(AUTHORIZATION, signature.authorization)
            .body(Full::from(body))?;
        let answer = self.http.request(http_request).await?;
        let status = answer.status();
        let body = answer.into_body().collect().await?.to_bytes();
        // The API answers with status 200 for errors, too, so the body is read whatever it is.
        let answer = Answer::read(
            || serde_json::from_slice(&body),
            || serde_json::from_slice(&body),
        );
        match answer {
            Ok(Answer::Success { value, .. }) => Ok(value),
            Ok(Answer::Failure(error)) => Err(Error::Api(error)),
            Ok(Answer::NotUnderstood {
                request_id, error, ..
            }) => Err(Error::NotUnderstood {
                request_id,
                source: error,
            }),
            Ok(_) => Err(Error::Unexpected),
            Err(source) => Err(Error::NoAnswer { status, source }),
        }
    }
}

/// Why a request did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The API refused it, and says why.
    #[error(transparent)]
    Api(#[from] ApiError),
    /// The API answered that it succeeded, and the rest of the answer cannot be read: it was carried
    /// out.
    #[error("found an answer that does not have the expected fields (RequestId: {request_id:?})")]
    NotUnderstood {
        /// The id of the request.
        request_id: Option<String>,
        /// What does not fit.
        source: serde_json::Error,
    },
    /// An outcome that this client does not know yet.
    #[error("found an answer of an unknown kind")]
    Unexpected,
    /// There was an answer, but not one of the API.
    #[error("expected an answer of the API, found something else with HTTP status {status}")]
    NoAnswer {
        /// The HTTP status, which may be that of a proxy.
        status: StatusCode,
        /// Why it cannot be read.
        source: serde_json::Error,
    },
    /// The request could not be sent, or the connection was lost before the answer began.
    #[error("could not send the request")]
    Send(#[from] legacy::Error),
    /// The connection was lost within the answer.
    #[error("could not receive the answer")]
    Receive(#[from] hyper::Error),
    /// No answer came in time. The request may have been carried out, or still be.
    #[error("found no answer within the time limit")]
    TimedOut,
    /// The request cannot be put into HTTP.
    #[error("could not make the request")]
    Http(#[from] http::Error),
}

impl Error {
    /// What to do next with a request of this idempotency.
    ///
    /// ```
    /// use retry_loops::Error;
    /// use tencentcloud_error_codes::{ApiError, Decision, Idempotency};
    ///
    /// let error = Error::Api(ApiError::new("ResourcesSoldOut.BundleSoldOut", "", None));
    /// let decision = error.decision(Idempotency::NotIdempotent);
    /// assert!(matches!(decision, Decision::Poll { .. }));
    /// ```
    #[must_use]
    pub fn decision(&self, idempotency: Idempotency) -> Decision {
        match self {
            Self::Api(error) => Decision::new(error, idempotency),
            Self::Send(_) | Self::Receive(_) | Self::TimedOut => Decision::unanswered(idempotency),
            // The page of a proxy: the API may have been reached or not.
            Self::NoAnswer { status, .. } if status.is_server_error() => {
                Decision::unanswered(idempotency)
            }
            // It was carried out, or it would be the same again.
            Self::NotUnderstood { .. }
            | Self::Unexpected
            | Self::NoAnswer { .. }
            | Self::Http(_) => Decision::GiveUp,
        }
    }
}
