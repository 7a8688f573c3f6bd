//! Both loops against a server that answers with bodies of the API, and writes down what it saw.
//! Time is paused: a delay passes at once, and is measured all the same.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use retry_loops::{Client, MOST_TRIES, POLL_INTERVAL, Request, backon_loop, tower_policy};
use serde_json::Value;
use tencentcloud_error_codes::{Action, ApiError};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::time::Instant;
use tower::{Service as _, ServiceBuilder, ServiceExt as _};

const SUCCESS: &str = r#"{"Response":{"TotalCount":0,"RequestId":"b5b41468"}}"#;

fn failure(code: &str) -> String {
    format!(
        r#"{{"Response":{{"Error":{{"Code":"{code}","Message":"m"}},"RequestId":"ed93f3cb"}}}}"#
    )
}

/// What the server saw of a request.
#[derive(Clone, Debug)]
struct Seen {
    action: String,
    timestamp: String,
    client_token: Option<String>,
}

/// The requests, the result, and how long it took.
struct Outcome {
    seen: Vec<Seen>,
    result: Result<Value, ApiError>,
    took: Duration,
}

/// Sends one request in a loop to a server that gives these answers, and the last one from then on.
async fn run(name: &str, action: &str, client_token: Option<&str>, answers: &[String]) -> Outcome {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&seen);
    let answers = answers.to_vec();
    let server = tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = Vec::new();
            while !request.ends_with(b"}") {
                assert_ne!(stream.read_buf(&mut request).await.unwrap(), 0);
            }
            let request = String::from_utf8(request).unwrap();
            let (head, body) = request.split_once("\r\n\r\n").unwrap();
            let header = |name: &str| {
                let value = head.lines().find_map(|line| line.strip_prefix(name));
                value.unwrap().trim().to_owned()
            };
            let body: Value = serde_json::from_str(body).unwrap();
            let number = {
                let mut log = log.lock().unwrap();
                log.push(Seen {
                    action: header("X-TC-Action:"),
                    timestamp: header("X-TC-Timestamp:"),
                    client_token: body["ClientToken"].as_str().map(str::to_owned),
                });
                log.len() - 1
            };
            let answer = answers.get(number).or(answers.last()).unwrap();
            // Errors come with status 200, too.
            let answer = format!(
                "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{answer}",
                answer.len()
            );
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
    });
    let client = Arc::new(Client::new(address));
    let request = Request {
        action: Action::lookup("lighthouse", action).unwrap(),
        client_token: client_token.map(str::to_owned),
    };
    let start = Instant::now();
    let result = if name == "backon" {
        backon_loop::send(&client, &request).await
    } else {
        let service = tower::service_fn(move |request: Request| {
            let client = Arc::clone(&client);
            async move { client.send(&request).await }
        });
        let mut service = ServiceBuilder::new()
            .retry(tower_policy::CatalogPolicy::default())
            .service(service);
        service.ready().await.unwrap().call(request).await
    };
    let took = start.elapsed();
    server.abort();
    let seen = seen.lock().unwrap().clone();
    Outcome { seen, result, took }
}

const LOOPS: [&str; 2] = ["backon", "tower"];

#[tokio::test(start_paused = true)]
async fn throttled_twice_then_success() {
    for name in LOOPS {
        let throttled = failure("RequestLimitExceeded");
        let answers = [throttled.clone(), throttled, SUCCESS.to_owned()];
        let outcome = run(name, "StopInstances", None, &answers).await;
        assert!(outcome.result.is_ok(), "{name}");
        assert_eq!(outcome.seen.len(), 3, "{name}");
        assert!(
            outcome
                .seen
                .iter()
                .all(|seen| seen.action == "StopInstances")
        );
        // The limits are per second, and so is the least delay.
        assert!(
            outcome.took >= Duration::from_secs(2),
            "{name}: {:?}",
            outcome.took
        );
    }
}

#[tokio::test(start_paused = true)]
async fn an_unknown_outcome_is_repeated_only_where_that_does_no_harm() {
    for name in LOOPS {
        let answers = [failure("InternalError"), SUCCESS.to_owned()];
        let without = run(name, "CreateInstances", None, &answers).await;
        assert!(without.result.is_err(), "{name}");
        assert_eq!(without.seen.len(), 1, "{name}");
        let with = run(name, "CreateInstances", Some("token-1"), &answers).await;
        assert!(with.result.is_ok(), "{name}");
        assert_eq!(with.seen.len(), 2, "{name}");
        assert!(
            with.seen
                .iter()
                .all(|seen| seen.client_token.as_deref() == Some("token-1"))
        );
        // A token that the action does not take means nothing; a read needs none.
        let useless = run(name, "StopInstances", Some("token-1"), &answers).await;
        assert_eq!(useless.seen.len(), 1, "{name}");
        let read = run(name, "DescribeInstances", None, &answers).await;
        assert_eq!(read.seen.len(), 2, "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_expired_signature_is_made_anew_once() {
    for name in LOOPS {
        let expired = failure("AuthFailure.SignatureExpire");
        let outcome = run(
            name,
            "StopInstances",
            None,
            &[expired.clone(), SUCCESS.to_owned()],
        )
        .await;
        assert!(outcome.result.is_ok(), "{name}");
        assert_eq!(outcome.seen.len(), 2, "{name}");
        assert_ne!(
            outcome.seen[0].timestamp, outcome.seen[1].timestamp,
            "{name}"
        );
        let outcome = run(name, "StopInstances", None, &[expired]).await;
        assert!(outcome.result.is_err(), "{name}");
        assert_eq!(outcome.seen.len(), 2, "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_busy_resource_is_polled() {
    for name in LOOPS {
        let busy = failure("OperationDenied.InstanceOperationInProgress");
        let answers = [busy.clone(), busy, SUCCESS.to_owned()];
        let outcome = run(name, "StopInstances", None, &answers).await;
        assert!(outcome.result.is_ok(), "{name}");
        assert_eq!(outcome.seen.len(), 3, "{name}");
        assert!(
            outcome.took >= POLL_INTERVAL * 2,
            "{name}: {:?}",
            outcome.took
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_sold_out_bundle_is_not_hammered() {
    for name in LOOPS {
        let sold_out = failure("ResourcesSoldOut.BundleSoldOut");
        let outcome = run(name, "CreateInstances", None, &[sold_out]).await;
        let error = outcome.result.unwrap_err();
        assert_eq!(*error.code(), "ResourcesSoldOut.BundleSoldOut", "{name}");
        assert_eq!(outcome.seen.len(), MOST_TRIES, "{name}");
        let waits = u32::try_from(MOST_TRIES - 1).unwrap();
        assert!(
            outcome.took >= POLL_INTERVAL * waits,
            "{name}: {:?}",
            outcome.took
        );
    }
}

#[tokio::test(start_paused = true)]
async fn an_unknown_code_has_its_family_or_nothing() {
    for name in LOOPS {
        let answers = [failure("RequestLimitExceeded.BrandNew"), SUCCESS.to_owned()];
        let outcome = run(name, "StopInstances", None, &answers).await;
        assert_eq!(outcome.seen.len(), 2, "{name}");
        let outcome = run(name, "DescribeInstances", None, &[failure("Gibberish")]).await;
        assert_eq!(outcome.seen.len(), 1, "{name}");
        let outcome = run(name, "DescribeInstances", None, &["<html>".to_owned()]).await;
        assert_eq!(*outcome.result.unwrap_err().code(), "ClientError", "{name}");
    }
}
