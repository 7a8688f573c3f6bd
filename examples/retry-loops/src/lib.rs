//! Retry loops that ask the catalog: [`backon_loop`] and [`tower_policy`], over a small client.
//!
//! The catalog says what may be done ([`Decision`]); how often and how long is decided here.

pub mod backon_loop;
pub mod tower_policy;

use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use serde_json::{Value, json};
use tencentcloud_error_codes::{Action, ApiError, Decision, Response, WireCode};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// How often a request is sent at most.
pub const MOST_TRIES: usize = 5;
/// The first delay before a request is sent again; it doubles each time.
pub const FIRST_DELAY: Duration = Duration::from_millis(200);
/// The interval at which a resource that is busy is polled.
pub const POLL_INTERVAL: Duration = Duration::from_secs(10);

/// A request: an action, and the token by which the server recognises it when it comes again.
#[derive(Clone, Debug)]
pub struct Request {
    pub action: Action,
    pub client_token: Option<String>,
}

impl Request {
    /// What to do about an error of this request.
    #[must_use]
    pub fn decide(&self, error: &ApiError) -> Decision {
        let idempotency = self.action.idempotency(self.client_token.is_some());
        Decision::new(error, idempotency)
    }
}

/// A client that speaks plain HTTP to one address. A real one signs; this one sends the timestamp
/// that the signature would be made of.
#[derive(Debug)]
pub struct Client {
    address: SocketAddr,
    clock: AtomicU64,
}

impl Client {
    /// A client for a server at this address.
    #[must_use]
    pub fn new(address: SocketAddr) -> Self {
        Self {
            address,
            clock: AtomicU64::new(1),
        }
    }

    /// Signs anew, and sends the request once.
    ///
    /// # Errors
    ///
    /// The error of the answer; what is no answer is the code `ClientError`, which the catalog
    /// does not know, and so is not retried.
    pub async fn send(&self, request: &Request) -> Result<Value, ApiError> {
        let body = self.exchange(request).await;
        let response: Result<Response<Value>, String> = body
            .map_err(|error| error.to_string())
            .and_then(|body| serde_json::from_slice(&body).map_err(|error| error.to_string()));
        match response {
            Ok(response) => response.into_result(),
            Err(error) => Err(ApiError::new(WireCode::new("ClientError"), error, None)),
        }
    }

    async fn exchange(&self, request: &Request) -> io::Result<Vec<u8>> {
        let timestamp = self.clock.fetch_add(1, Ordering::Relaxed);
        let body = json!({ "ClientToken": request.client_token }).to_string();
        let head = format!(
            "POST / HTTP/1.1\r\nHost: {}\r\nX-TC-Action: {}\r\nX-TC-Timestamp: {timestamp}\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n",
            self.address,
            request.action,
            body.len()
        );
        let mut stream = TcpStream::connect(self.address).await?;
        stream.write_all(head.as_bytes()).await?;
        stream.write_all(body.as_bytes()).await?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await?;
        let end = answer.windows(4).position(|window| window == b"\r\n\r\n");
        Ok(end.map_or_else(Vec::new, |end| answer.split_off(end + 4)))
    }
}
