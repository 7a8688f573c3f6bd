//! A local server that responds as it is told, and records its requests.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::AUTHORIZATION;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{StatusCode, http};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::time::{Duration, Instant, sleep};

/// What the server does with one request.
pub enum Answer {
    /// Responds after this delay.
    With(StatusCode, String, Duration),
    /// Reads the request and hangs up.
    Nothing,
}

/// A failure, as the API sends it: with HTTP status 200.
pub fn error(code: &str, message: &str) -> Answer {
    success(json!({ "Error": { "Code": code, "Message": message } }))
}

/// An answer with these fields.
pub fn success(mut fields: Value) -> Answer {
    fields["RequestId"] = json!("ed93f3cb-f35e-473f-b9f3-0d451b8b79c6");
    let body = json!({ "Response": fields }).to_string();
    Answer::With(StatusCode::OK, body, Duration::ZERO)
}

/// A page that is not of the API.
pub fn page(status: StatusCode) -> Answer {
    let body = format!("<html><title>{status}</title></html>");
    Answer::With(status, body, Duration::ZERO)
}

impl Answer {
    /// The same answer, so much later.
    #[must_use]
    pub fn after(self, delay: Duration) -> Self {
        match self {
            Self::With(status, body, _) => Self::With(status, body, delay),
            Self::Nothing => Self::Nothing,
        }
    }
}

/// A request as the server saw it.
#[derive(Clone, Debug)]
pub struct Seen {
    /// When it came.
    pub at: Instant,
    /// `X-TC-Action`.
    pub action: String,
    /// `X-TC-Timestamp`.
    pub timestamp: u64,
    /// `Authorization`, with the signature.
    pub authorization: String,
    /// The body.
    pub parameters: Value,
}

/// The server, which runs as long as the runtime of the test.
pub struct Server {
    /// `http://127.0.0.1:PORT`
    pub endpoint: String,
    shared: Arc<Mutex<Shared>>,
}

struct Shared {
    answers: VecDeque<Answer>,
    log: Vec<Seen>,
}

impl Server {
    /// Answers with these, in this order. What comes after the last one is logged and refused in a
    /// way that is not sent again.
    pub async fn start(answers: impl IntoIterator<Item = Answer>) -> Self {
        let shared = Arc::new(Mutex::new(Shared {
            answers: answers.into_iter().collect(),
            log: Vec::new(),
        }));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn({
            let shared = Arc::clone(&shared);
            async move {
                while let Ok((stream, _)) = listener.accept().await {
                    let shared = Arc::clone(&shared);
                    let service = service_fn(move |request| answer(Arc::clone(&shared), request));
                    tokio::spawn(
                        http1::Builder::new().serve_connection(TokioIo::new(stream), service),
                    );
                }
            }
        });

        Self { endpoint, shared }
    }

    /// Every request so far.
    pub fn log(&self) -> Vec<Seen> {
        self.shared.lock().unwrap().log.clone()
    }

    /// The time from each request to the next one.
    pub fn gaps(&self) -> Vec<Duration> {
        self.log()
            .windows(2)
            .map(|pair| pair[1].at - pair[0].at)
            .collect()
    }
}

async fn answer(
    shared: Arc<Mutex<Shared>>,
    request: http::Request<Incoming>,
) -> Result<http::Response<Full<Bytes>>, &'static str> {
    let at = Instant::now();
    let header = |name: &str| {
        let value = request.headers().get(name);
        value.and_then(|value| value.to_str().ok().map(str::to_owned))
    };
    let action = header("X-TC-Action").unwrap_or_default();
    let timestamp = header("X-TC-Timestamp").and_then(|text| text.parse().ok());
    let authorization = header(AUTHORIZATION.as_str()).unwrap_or_default();
    let body = request.into_body().collect().await;
    let body = body.map_err(|_| "no body")?.to_bytes();
    let next = {
        let mut shared = shared.lock().unwrap();
        shared.log.push(Seen {
            at,
            action,
            timestamp: timestamp.unwrap_or_default(),
            authorization,
            parameters: serde_json::from_slice(&body).unwrap_or_default(),
        });
        shared.answers.pop_front()
    };
    match next.unwrap_or_else(|| error("InvalidParameter", "the test has no answer left")) {
        Answer::With(status, body, delay) => {
            sleep(delay).await;
            let mut response = http::Response::new(Full::from(body));
            *response.status_mut() = status;
            Ok(response)
        }
        Answer::Nothing => Err("hang up"),
    }
}
