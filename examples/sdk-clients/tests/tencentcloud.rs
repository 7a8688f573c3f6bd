//! The errors of `tencentcloud`. The client sends to `https://` and a host that is fixed when it
//! is compiled, so it cannot be pointed at a server of a test: its errors are made here as it makes
//! them, out of the body of an answer.

use std::time::Duration;

use http_body_util::Empty;
use hyper::body::Bytes;
use hyper_util::client::legacy;
use hyper_util::rt::TokioExecutor;
use sdk_clients::tencentcloud_errors::{code, decision};
use serde::Deserialize;
use tencentcloud::Error;
use tencentcloud::error::ApiError;
use tencentcloud_error_codes::{Action, Category, Decision, ErrorCode, Idempotency};
use test_server::{Answer, Server};

/// The envelope as the client reads it; the type is its own, and private.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Envelope {
    response: Body,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Body {
    request_id: String,
    error: ApiError,
}

fn error(code: &str) -> Error {
    let body = format!(
        r#"{{"Response": {{"Error": {{"Code": "{code}", "Message": "a message"}}, "RequestId": "ed93f3cb"}}}}"#
    );
    let body = serde_json::from_str::<Envelope>(&body).unwrap().response;
    Error::Api {
        err: body.error,
        request_id: body.request_id,
    }
}

fn idempotency(action: &str, token: bool) -> Idempotency {
    Action::lookup("lighthouse", action)
        .unwrap()
        .idempotency(token)
}

#[test]
fn code_is_looked_up_in_the_catalog() {
    let error = error("ResourcesSoldOut.BundleSoldOut");
    let code = code(&error).unwrap();
    assert_eq!(code.known(), Some(ErrorCode::ResourcesSoldOutBundleSoldOut));
    assert_eq!(code.category(), Some(Category::Capacity));
    // The text that the client prints is still its own.
    assert_eq!(
        error.to_string(),
        "error: code: ResourcesSoldOut.BundleSoldOut, message: a message, request id: ed93f3cb"
    );
}

#[test]
fn every_kind_of_code_is_decided() {
    let read = idempotency("DescribeInstances", false);
    let write = idempotency("StopInstances", true);
    let with_token = idempotency("CreateInstances", true);
    let without_token = idempotency("CreateInstances", false);

    let backoff = Decision::unanswered(Idempotency::Idempotent);
    let throttled = Decision::new(ErrorCode::RequestLimitExceeded, write);
    let poll = Decision::new(ErrorCode::ResourceInsufficient, write);
    assert_eq!(poll.as_str(), "poll");
    let least = Duration::from_secs(1);
    assert!(matches!(throttled, Decision::Backoff { at_least, .. } if at_least == Some(least)));
    for (code, idempotency, expected) in [
        ("RequestLimitExceeded", write, throttled),
        ("RequestLimitExceeded.SomethingNew", write, throttled),
        ("InternalError", read, backoff),
        ("InternalError", with_token, backoff),
        ("InternalError", without_token, Decision::GiveUp),
        ("InternalError", write, Decision::GiveUp),
        ("InternalError.SomethingNew", write, Decision::GiveUp),
        ("AuthFailure.SignatureExpire", write, Decision::Refresh),
        ("AuthFailure.SignatureFailure", read, Decision::GiveUp),
        ("OperationDenied.InstanceOperationInProgress", write, poll),
        ("ResourcesSoldOut.BundleSoldOut", without_token, poll),
        ("SomethingNew.Altogether", read, Decision::GiveUp),
    ] {
        let decided = decision(&error(code), idempotency);
        assert_eq!(decided, expected, "{code}, {idempotency:?}");
    }
}

#[test]
fn unknown_code_keeps_its_text() {
    let error = error("LimitExceeded.SomethingNew");
    let code = code(&error).unwrap();
    assert_eq!(code, "LimitExceeded.SomethingNew");
    assert_eq!(code.known(), None);
    assert_eq!(code.known_prefix(), Some("LimitExceeded"));
    assert_eq!(code.category(), Some(Category::Quota));
}

#[tokio::test]
async fn lost_connection_has_no_code() {
    let server = Server::start([Answer::Nothing]).await;
    // The HTTP client that is inside the client.
    let http: legacy::Client<_, Empty<Bytes>> =
        legacy::Client::builder(TokioExecutor::new()).build_http();
    let lost = http.get(server.endpoint.parse().unwrap()).await;
    let error = Error::from(lost.unwrap_err());

    assert_eq!(code(&error), None);
    assert_eq!(
        decision(&error, Idempotency::Idempotent),
        Decision::unanswered(Idempotency::Idempotent)
    );
    assert_eq!(
        decision(&error, Idempotency::NotIdempotent),
        Decision::GiveUp
    );
}

#[test]
fn status_that_is_not_200_has_no_code() {
    let error = Error::Other("status code is not OK: 502 Bad Gateway".into());
    assert_eq!(code(&error), None);
    assert_eq!(
        decision(&error, Idempotency::Idempotent),
        Decision::unanswered(Idempotency::Idempotent)
    );
    assert_eq!(
        decision(&error, Idempotency::NotIdempotent),
        Decision::GiveUp
    );
}

#[test]
fn unreadable_answer_is_given_up() {
    let error = Error::from(serde_json::from_str::<Envelope>("<html>").err().unwrap());
    assert_eq!(code(&error), None);
    assert_eq!(decision(&error, Idempotency::Idempotent), Decision::GiveUp);
}
