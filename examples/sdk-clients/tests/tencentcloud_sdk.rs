//! `tencentcloud-sdk`, sending over HTTP to a server of the test.

use std::iter;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use backon::{BackoffBuilder, ConstantBuilder, Retryable};
use hyper::StatusCode;
use sdk_clients::tencentcloud_sdk_errors::{code, decision};
use serde::Deserialize;
use serde_json::{Value, json};
use tencentcloud_error_codes::{Action, Category, Decision, ErrorCode, Idempotency};
use tencentcloud_sdk::runtime::Clock;
use tencentcloud_sdk::{Client, CommonClient, Credentials, Endpoint, SdkError};
use test_server::{Answer, Server, error, page, success};

/// By how much the delays of the loop are shorter here than they should be.
const SCALE: u32 = 100;

/// A clock by which ten minutes pass between two signatures.
struct SlowCaller(AtomicI64);

impl Clock for SlowCaller {
    fn unix_timestamp(&self) -> Result<i64, SdkError> {
        Ok(self.0.fetch_add(600, Ordering::Relaxed))
    }
}

fn lighthouse(server: &Server, timeout: Duration) -> CommonClient {
    let client = Client::builder()
        .credentials(Credentials::new("an-id", "a-key").unwrap())
        .region("ap-guangzhou")
        .endpoint(
            "lighthouse",
            Endpoint::loopback_http(&server.endpoint).unwrap(),
        )
        .clock(SlowCaller(AtomicI64::new(1_700_000_000)))
        .timeout(timeout)
        .build()
        .unwrap();
    CommonClient::new(client, "lighthouse", "2020-03-24").unwrap()
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Answered {
    #[serde(default)]
    instance_id_set: Vec<String>,
}

async fn call_once(server: &Server, action: &str) -> Result<Answered, SdkError> {
    let lighthouse = lighthouse(server, Duration::from_secs(5));
    let answer = lighthouse.call(action, &json!({})).await;
    answer.map(|answer| answer.data)
}

/// The loop of `retry-loops`, around the client, with the delays scaled down.
async fn call(server: &Server, action: &str, parameters: &Value) -> Result<Answered, SdkError> {
    let idempotency = Action::lookup("lighthouse", action)
        .unwrap()
        .idempotency(parameters.get("ClientToken").is_some());
    let mut polls = ConstantBuilder::new()
        .with_delay(Duration::from_secs(15))
        .with_max_times(5)
        .build();
    let mut backoffs = ConstantBuilder::new()
        .with_delay(Duration::from_millis(200))
        .with_max_times(5)
        .build();
    let mut refresh = Some(Duration::ZERO);
    let delay = |error: &SdkError, _| match decision(error, idempotency) {
        Decision::Backoff { at_least, .. } => Some(at_least.unwrap_or_default() + backoffs.next()?),
        Decision::Poll { .. } => polls.next(),
        Decision::Refresh => refresh.take(),
        _ => None,
    };
    let lighthouse = lighthouse(server, Duration::from_secs(5));
    (|| lighthouse.call(action, parameters))
        .retry(iter::repeat(Duration::ZERO))
        .sleep(|delay| tokio::time::sleep(delay / SCALE))
        .adjust(delay)
        .await
        .map(|answer| answer.data)
}

fn code_of<T: std::fmt::Debug>(result: Result<T, SdkError>) -> String {
    code(&result.unwrap_err()).unwrap().as_str().to_owned()
}

#[track_caller]
fn assert_waited(server: &Server, least: Duration) {
    for gap in server.gaps() {
        assert!(gap >= least / SCALE, "expected {least:?}, found {gap:?}");
    }
}

#[tokio::test]
async fn code_is_looked_up_in_the_catalog() {
    let server = Server::start([error("ResourcesSoldOut.BundleSoldOut", "sold out")]).await;
    let error = call_once(&server, "CreateInstances").await.unwrap_err();
    let code = code(&error).unwrap();
    assert_eq!(code.known(), Some(ErrorCode::ResourcesSoldOutBundleSoldOut));
    assert_eq!(code.category(), Some(Category::Capacity));
    let decision = decision(&error, Idempotency::NotIdempotent);
    assert_eq!(decision.as_str(), "poll");
}

#[tokio::test]
async fn unknown_code_keeps_its_text() {
    let server = Server::start([error("LimitExceeded.SomethingNew", "new")]).await;
    let error = call_once(&server, "CreateInstances").await.unwrap_err();
    let code = code(&error).unwrap();
    assert_eq!(code, "LimitExceeded.SomethingNew");
    assert_eq!(code.known_prefix(), Some("LimitExceeded"));
    assert_eq!(code.category(), Some(Category::Quota));
    assert_eq!(decision(&error, Idempotency::Idempotent), Decision::GiveUp);
}

#[tokio::test]
async fn throttled_twice_then_served() {
    let throttled = || error("RequestLimitExceeded", "slow down");
    let server = Server::start([throttled(), throttled(), success(json!({}))]).await;
    let parameters = json!({ "InstanceIds": ["lhins-a1b2c3d4"] });
    call(&server, "StopInstances", &parameters).await.unwrap();

    let log = server.log();
    assert_eq!(log.len(), 3);
    for seen in log {
        assert_eq!(seen.action, "StopInstances");
        assert_eq!(seen.parameters, parameters);
    }
    assert_waited(&server, Duration::from_secs(1));
}

#[tokio::test]
async fn internal_error_needs_a_token() {
    let answers = || {
        [
            error("InternalError", "An internal error has occurred."),
            success(json!({ "InstanceIdSet": ["lhins-e5f6a7b8"] })),
        ]
    };
    let server = Server::start(answers()).await;
    let result = call(&server, "CreateInstances", &json!({})).await;
    assert_eq!(code_of(result), "InternalError");
    assert_eq!(server.log().len(), 1);

    let server = Server::start(answers()).await;
    let parameters = json!({ "ClientToken": "6f1c9a52" });
    let created = call(&server, "CreateInstances", &parameters).await;
    assert_eq!(created.unwrap().instance_id_set, ["lhins-e5f6a7b8"]);
    let log = server.log();
    assert_eq!(log.len(), 2);
    assert_eq!(log[0].parameters["ClientToken"], "6f1c9a52");
    assert_eq!(log[1].parameters["ClientToken"], "6f1c9a52");
}

#[tokio::test]
async fn expired_signature_is_made_anew_once() {
    let expired = || error("AuthFailure.SignatureExpire", "Signature expired.");
    let server = Server::start([expired(), success(json!({}))]).await;
    call(&server, "StopInstances", &json!({})).await.unwrap();
    let log = server.log();
    assert_eq!(log.len(), 2);
    assert_eq!(log[1].timestamp - log[0].timestamp, 600);
    assert_ne!(log[1].authorization, log[0].authorization);

    let server = Server::start([expired(), expired(), success(json!({}))]).await;
    let result = call(&server, "StopInstances", &json!({})).await;
    assert_eq!(code_of(result), "AuthFailure.SignatureExpire");
    assert_eq!(server.log().len(), 2);
}

#[tokio::test]
async fn busy_until_ready() {
    let code = "OperationDenied.InstanceOperationInProgress";
    let busy = || error(code, "in progress");
    let server = Server::start([busy(), busy(), busy(), success(json!({}))]).await;
    call(&server, "StopInstances", &json!({})).await.unwrap();

    assert_eq!(server.log().len(), 4);
    assert_waited(&server, Duration::from_secs(15));
}

#[tokio::test]
async fn unknown_code_of_no_family_is_sent_once() {
    let new = error("SomethingNew.Altogether", "new");
    let server = Server::start([new, success(json!({}))]).await;
    let result = call(&server, "DescribeInstances", &json!({})).await;
    assert_eq!(code_of(result), "SomethingNew.Altogether");
    assert_eq!(server.log().len(), 1);
}

#[tokio::test]
async fn without_an_answer_of_the_api_only_a_read_is_sent_again() {
    let failures: [fn() -> Answer; 2] = [|| Answer::Nothing, || page(StatusCode::BAD_GATEWAY)];
    for failure in failures {
        let server = Server::start([failure(), success(json!({}))]).await;
        let error = call(&server, "StopInstances", &json!({}))
            .await
            .unwrap_err();
        assert_eq!(code(&error), None);
        assert_eq!(server.log().len(), 1);

        let server = Server::start([failure(), success(json!({}))]).await;
        call(&server, "DescribeInstances", &json!({}))
            .await
            .unwrap();
        assert_eq!(server.log().len(), 2);
    }
}

#[tokio::test]
async fn timeout_is_an_unknown_outcome() {
    let late = success(json!({})).after(Duration::from_secs(5));
    let server = Server::start([late]).await;
    let lighthouse = lighthouse(&server, Duration::from_millis(50));
    let parameters = json!({});
    let result = lighthouse.call::<_, Answered>("StopInstances", &parameters);
    let error = result.await.unwrap_err();

    assert!(matches!(error, SdkError::Timeout));
    assert_eq!(
        decision(&error, Idempotency::Idempotent),
        Decision::unanswered(Idempotency::Idempotent)
    );
    assert_eq!(
        decision(&error, Idempotency::NotIdempotent),
        Decision::GiveUp
    );
}

#[tokio::test]
async fn unreadable_answer_is_given_up() {
    let server = Server::start([page(StatusCode::OK)]).await;
    let result = call_once(&server, "DescribeInstances").await;
    let error = result.unwrap_err();
    assert_eq!(code(&error), None);
    assert_eq!(decision(&error, Idempotency::Idempotent), Decision::GiveUp);
}
