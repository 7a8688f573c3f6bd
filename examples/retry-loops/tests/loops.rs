//! What a server sees of both loops. The time is tokio's, which is paused: it passes over every
//! delay at once, and to the millisecond.

use std::panic;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use hyper::StatusCode;
use retry_loops::limits::{BACKOFFS, FIRST_DELAY, POLL_INTERVAL, POLLS};
use retry_loops::tower_policy::DecisionPolicy;
use retry_loops::{Client, Error, Request, Signature, backon_loop};
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::{Value, json};
use tencentcloud_error_codes::{Action, ApiError};
use test_server::{Answer, Server, error, page, success};
use tokio::time::Instant;
use tower::retry::RetryLayer;
use tower::{Service, ServiceBuilder, ServiceExt};

/// The period of the API's request limits, which a throttled request waits for at least.
const LIMIT_PERIOD: Duration = Duration::from_secs(1);
/// A timer goes off at the next full millisecond.
const TICK: Duration = Duration::from_millis(2);

#[derive(Clone, Copy)]
enum Loop {
    Backon,
    Tower,
}

impl Loop {
    async fn send<T: DeserializeOwned>(
        self,
        server: &Server,
        request: Request,
    ) -> Result<T, Error> {
        match self {
            Self::Backon => backon_loop::send(&client(server), &request).await,
            Self::Tower => tower_service(server).oneshot(request).await,
        }
    }
}

fn client(server: &Server) -> Client {
    let started = Instant::now();
    Client::new(server.endpoint.parse().unwrap(), move |_| {
        // The clock of the test, which passes over the delays at once.
        let timestamp = 1_700_000_000 + started.elapsed().as_secs();
        Signature {
            timestamp,
            authorization: authorization(timestamp),
        }
    })
}

/// Stands in for a signature: bound to the time, as a real one is.
fn authorization(timestamp: u64) -> String {
    format!("TC3-HMAC-SHA256 signed at {timestamp}")
}

fn tower_service<T: DeserializeOwned>(
    server: &Server,
) -> impl Service<Request, Response = T, Error = Error> {
    let client = client(server);
    ServiceBuilder::new()
        .layer(RetryLayer::new(DecisionPolicy::new().unwrap()))
        .service_fn(move |request: Request| {
            let client = client.clone();
            async move { client.send(&request).await }
        })
}

/// Makes two tests of each scenario.
macro_rules! with_both_loops {
    ($($scenario:ident,)*) => {
        mod by_backon {
            $(#[test]
            fn $scenario() {
                super::run(|| super::$scenario(super::Loop::Backon));
            })*
        }
        mod by_tower {
            $(#[test]
            fn $scenario() {
                super::run(|| super::$scenario(super::Loop::Tower));
            })*
        }
    };
}

with_both_loops! {
    throttled_twice_then_served,
    throttled_for_ever,
    internal_error_on_a_write,
    internal_error_on_a_write_with_a_token,
    internal_error_on_a_write_that_takes_no_token,
    internal_error_on_a_read,
    signature_expired_once,
    signature_expired_twice,
    refresh_is_once_a_request_not_once_in_a_row,
    busy_until_ready,
    sold_out_for_ever,
    unknown_code_of_a_known_family,
    unknown_code_of_a_family_of_unknown_outcome,
    unknown_code_of_no_family,
    wrong_request,
    lost_connection,
    page_of_a_proxy,
    unreadable_answer,
    answer_that_is_not_understood,
    write_that_only_its_family_would_repeat,
}

/// Runs a scenario in paused time. A bound by the real clock has to come from outside.
fn run<F: Future<Output = ()>>(scenario: impl FnOnce() -> F + Send + 'static) {
    let (running, is_running) = mpsc::channel::<()>();
    let thread = thread::spawn(move || {
        let _running = running;
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .start_paused(true)
            .build()
            .unwrap()
            .block_on(scenario());
    });
    let end = is_running.recv_timeout(Duration::from_secs(60));
    assert_eq!(end, Err(RecvTimeoutError::Disconnected), "it hangs");
    if let Err(panic) = thread.join() {
        panic::resume_unwind(panic);
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct CreateInstances {
    instance_id_set: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct DescribeInstances {
    total_count: u64,
}

fn request(action: &str, parameters: Value) -> Request {
    Request::new(Action::lookup("lighthouse", action).unwrap(), parameters)
}

/// A write that takes no `ClientToken`.
fn stop_instances() -> Request {
    request(
        "StopInstances",
        json!({ "InstanceIds": ["lhins-a1b2c3d4"] }),
    )
}

/// A write that takes a `ClientToken`, with it.
fn create_instances() -> Request {
    request("CreateInstances", create_parameters())
}

fn create_parameters() -> Value {
    json!({
        "BundleId": "bundle_starter_nmc_lin_med1_01",
        "BlueprintId": "lhbp-f1lkcd41",
        "ClientToken": "6f1c9a52-3d0e-4b57-9c1d-2a7d5f0e8b31",
    })
}

/// A read.
fn describe_instances() -> Request {
    request("DescribeInstances", json!({ "Limit": 20 }))
}

fn created() -> Answer {
    success(json!({ "InstanceIdSet": ["lhins-e5f6a7b8"] }))
}

fn described() -> Answer {
    success(json!({ "TotalCount": 1, "InstanceSet": [{ "InstanceId": "lhins-a1b2c3d4" }] }))
}

fn stopped() -> Answer {
    success(json!({}))
}

fn throttled() -> Answer {
    error(
        "RequestLimitExceeded",
        "Your current request times equals to `21` in a second, which exceeds the frequency limit `20`.",
    )
}

fn internal_error() -> Answer {
    error("InternalError", "An internal error has occurred.")
}

fn expired() -> Answer {
    error("AuthFailure.SignatureExpire", "Signature expired.")
}

fn busy() -> Answer {
    error(
        "OperationDenied.InstanceOperationInProgress",
        "The instance `lhins-a1b2c3d4` has an operation in progress.",
    )
}

fn sold_out() -> Answer {
    error(
        "ResourcesSoldOut.BundleSoldOut",
        "The bundle `bundle_starter_nmc_lin_med1_01` is sold out.",
    )
}

fn api_error<T>(result: Result<T, Error>) -> ApiError {
    match result {
        Err(Error::Api(error)) => error,
        Err(error) => panic!("expected an error of the API, found {error:?}"),
        Ok(_) => panic!("expected an error of the API, found a success"),
    }
}

#[track_caller]
fn assert_within(gap: Duration, least: Duration, most: Duration) {
    assert!(
        (least..=most + TICK).contains(&gap),
        "expected a gap from {least:?} to {most:?}, found {gap:?}"
    );
}

/// The gaps of a growing delay with jitter, after a period that is waited for in any case.
#[track_caller]
fn assert_growing(gaps: &[Duration], period: Duration) {
    let mut delay = FIRST_DELAY;
    for &gap in gaps {
        assert_within(gap, period + delay, period + 2 * delay);
        delay *= 2;
    }
}

#[track_caller]
fn assert_polled(server: &Server) {
    for gap in server.gaps() {
        assert_within(gap, POLL_INTERVAL, POLL_INTERVAL);
    }
}

async fn throttled_twice_then_served(by: Loop) {
    let server = Server::start([throttled(), throttled(), stopped()]).await;
    // Refused before anything was done, so that even this one may be sent again.
    by.send::<IgnoredAny>(&server, stop_instances())
        .await
        .unwrap();

    let log = server.log();
    assert_eq!(log.len(), 3);
    for seen in &log {
        assert_eq!(seen.action, "StopInstances");
        assert_eq!(
            seen.parameters,
            json!({ "InstanceIds": ["lhins-a1b2c3d4"] })
        );
    }
    assert_growing(&server.gaps(), LIMIT_PERIOD);
}

async fn throttled_for_ever(by: Loop) {
    let server = Server::start((0..100).map(|_| throttled())).await;
    let result = by
        .send::<DescribeInstances>(&server, describe_instances())
        .await;

    assert_eq!(*api_error(result).code(), "RequestLimitExceeded");
    assert_eq!(server.log().len(), 1 + BACKOFFS);
    assert_growing(&server.gaps(), LIMIT_PERIOD);
}

async fn internal_error_on_a_write(by: Loop) {
    let mut parameters = create_parameters();
    // An empty token is none.
    parameters["ClientToken"] = json!("");
    for parameters in [json!({ "BundleId": "bundle_x" }), parameters] {
        let server = Server::start([internal_error(), created()]).await;
        let create = request("CreateInstances", parameters);
        let result = by.send::<CreateInstances>(&server, create).await;

        // It may have been bought.
        assert_eq!(*api_error(result).code(), "InternalError");
        assert_eq!(server.log().len(), 1);
    }
}

async fn internal_error_on_a_write_with_a_token(by: Loop) {
    let server = Server::start([internal_error(), created()]).await;
    let answer = by.send::<CreateInstances>(&server, create_instances());
    assert_eq!(answer.await.unwrap().instance_id_set, ["lhins-e5f6a7b8"]);

    let log = server.log();
    assert_eq!(log.len(), 2);
    assert_eq!(
        log[0].parameters["ClientToken"],
        "6f1c9a52-3d0e-4b57-9c1d-2a7d5f0e8b31"
    );
    assert_eq!(log[1].parameters, log[0].parameters);
    assert_growing(&server.gaps(), Duration::ZERO);
}

async fn internal_error_on_a_write_that_takes_no_token(by: Loop) {
    let server = Server::start([internal_error(), stopped()]).await;
    let parameters = json!({ "InstanceIds": ["lhins-a1b2c3d4"], "ClientToken": "6f1c9a52" });
    let result = by.send::<IgnoredAny>(&server, request("StopInstances", parameters));

    assert_eq!(*api_error(result.await).code(), "InternalError");
    assert_eq!(server.log().len(), 1);
}

async fn internal_error_on_a_read(by: Loop) {
    let server = Server::start([internal_error(), internal_error(), described()]).await;
    let answer = by.send::<DescribeInstances>(&server, describe_instances());
    assert_eq!(answer.await.unwrap().total_count, 1);

    assert_eq!(server.log().len(), 3);
    assert_growing(&server.gaps(), Duration::ZERO);
}

async fn signature_expired_once(by: Loop) {
    // The request was held up for longer than a signature is good for.
    let held_up = Duration::from_secs(360);
    let server = Server::start([expired().after(held_up), created()]).await;
    by.send::<CreateInstances>(&server, create_instances())
        .await
        .unwrap();

    let log = server.log();
    assert_eq!(log.len(), 2);
    assert_eq!(log[1].timestamp - log[0].timestamp, 360);
    for seen in &log {
        assert_eq!(seen.authorization, authorization(seen.timestamp));
    }
    assert_eq!(log[1].parameters, log[0].parameters);
    // At once: there is nothing to wait for.
    assert_within(server.gaps()[0], held_up, held_up);
}

async fn signature_expired_twice(by: Loop) {
    let server = Server::start([expired(), expired(), described()]).await;
    let result = by
        .send::<DescribeInstances>(&server, describe_instances())
        .await;

    // The clock is wrong: one more signature does not help.
    assert_eq!(*api_error(result).code(), "AuthFailure.SignatureExpire");
    assert_eq!(server.log().len(), 2);
}

async fn refresh_is_once_a_request_not_once_in_a_row(by: Loop) {
    let server = Server::start([expired(), throttled(), expired(), described()]).await;
    let result = by
        .send::<DescribeInstances>(&server, describe_instances())
        .await;

    assert_eq!(*api_error(result).code(), "AuthFailure.SignatureExpire");
    assert_eq!(server.log().len(), 3);
    assert_within(server.gaps()[0], Duration::ZERO, Duration::ZERO);
    assert_growing(&server.gaps()[1..], LIMIT_PERIOD);
}

async fn busy_until_ready(by: Loop) {
    let server = Server::start((0..7).map(|_| busy()).chain([stopped()])).await;
    by.send::<IgnoredAny>(&server, stop_instances())
        .await
        .unwrap();

    // More often than a throttled request is sent again.
    assert_eq!(server.log().len(), 8);
    assert_polled(&server);
}

async fn sold_out_for_ever(by: Loop) {
    let server = Server::start((0..100).map(|_| sold_out())).await;
    let result = by
        .send::<CreateInstances>(&server, create_instances())
        .await;

    assert_eq!(*api_error(result).code(), "ResourcesSoldOut.BundleSoldOut");
    assert_eq!(server.log().len(), 1 + POLLS);
    assert_polled(&server);
}

async fn unknown_code_of_a_known_family(by: Loop) {
    let code = "RequestLimitExceeded.SomethingNew";
    let server = Server::start((0..100).map(|_| error(code, "new"))).await;
    let result = by.send::<IgnoredAny>(&server, stop_instances()).await;

    let error = api_error(result);
    assert_eq!(error.code().known_prefix(), Some("RequestLimitExceeded"));
    assert_eq!(server.log().len(), 1 + BACKOFFS);
    assert_growing(&server.gaps(), LIMIT_PERIOD);
}

async fn unknown_code_of_a_family_of_unknown_outcome(by: Loop) {
    let code = "InternalError.SomethingNew";
    let server = Server::start([error(code, "new"), described()]).await;
    let result = by.send::<IgnoredAny>(&server, stop_instances()).await;
    let failure = api_error(result);
    assert_eq!(failure.code().known_prefix(), Some("InternalError"));
    assert_eq!(server.log().len(), 1);

    let server = Server::start([error(code, "new"), described()]).await;
    by.send::<DescribeInstances>(&server, describe_instances())
        .await
        .unwrap();
    assert_eq!(server.log().len(), 2);
}

async fn unknown_code_of_no_family(by: Loop) {
    let server = Server::start([error("SomethingNew.Altogether", "new"), described()]).await;
    let result = by
        .send::<DescribeInstances>(&server, describe_instances())
        .await;

    assert_eq!(api_error(result).class(), None);
    assert_eq!(server.log().len(), 1);
}

async fn wrong_request(by: Loop) {
    let code = "InvalidParameterValue.InstanceIdMalformed";
    let server = Server::start([error(code, "The instance ID is malformed."), described()]).await;
    let result = by
        .send::<DescribeInstances>(&server, describe_instances())
        .await;

    assert_eq!(*api_error(result).code(), code);
    assert_eq!(server.log().len(), 1);
}

async fn lost_connection(by: Loop) {
    let server = Server::start([Answer::Nothing, stopped()]).await;
    let result = by.send::<IgnoredAny>(&server, stop_instances()).await;
    assert!(matches!(result, Err(Error::Send(_))), "{result:?}");
    assert_eq!(server.log().len(), 1);

    let server = Server::start([Answer::Nothing, described()]).await;
    by.send::<DescribeInstances>(&server, describe_instances())
        .await
        .unwrap();
    assert_eq!(server.log().len(), 2);
    assert_growing(&server.gaps(), Duration::ZERO);
}

async fn page_of_a_proxy(by: Loop) {
    let status = StatusCode::BAD_GATEWAY;
    let server = Server::start([page(status), stopped()]).await;
    let result = by.send::<IgnoredAny>(&server, stop_instances()).await;
    assert!(matches!(result, Err(Error::NoAnswer { .. })), "{result:?}");
    assert_eq!(server.log().len(), 1);

    let server = Server::start([page(status), described()]).await;
    by.send::<DescribeInstances>(&server, describe_instances())
        .await
        .unwrap();
    assert_eq!(server.log().len(), 2);
}

async fn unreadable_answer(by: Loop) {
    let server = Server::start([page(StatusCode::OK), described()]).await;
    let result = by
        .send::<DescribeInstances>(&server, describe_instances())
        .await;
    assert!(matches!(result, Err(Error::NoAnswer { .. })), "{result:?}");
    assert_eq!(server.log().len(), 1);
}

/// It was carried out: not even a read is sent again, for it would be answered the same.
async fn answer_that_is_not_understood(by: Loop) {
    let odd = success(json!({ "InstanceIdSet": "lhins-e5f6a7b8" }));
    let server = Server::start([odd, created()]).await;
    let result = by
        .send::<CreateInstances>(&server, create_instances())
        .await;
    match result {
        Err(Error::NotUnderstood { request_id, .. }) => {
            assert_eq!(
                request_id.as_deref(),
                Some("ed93f3cb-f35e-473f-b9f3-0d451b8b79c6")
            );
        }
        result => panic!("{result:?}"),
    }
    assert_eq!(server.log().len(), 1);
}

/// `ResourceUnavailable` waits until something else is ready. A new code of it may be an exception.
async fn write_that_only_its_family_would_repeat(by: Loop) {
    let code = "ResourceUnavailable.SomethingNew";
    let server = Server::start([error(code, "new"), stopped()]).await;
    let result = by.send::<IgnoredAny>(&server, stop_instances()).await;
    assert_eq!(*api_error(result).code(), code);
    assert_eq!(server.log().len(), 1);
}

#[test]
fn requests_of_one_tower_service_draw_their_own_jitter() {
    run(|| async {
        let server = Server::start((0..100).map(|_| throttled())).await;
        let mut service = tower_service::<IgnoredAny>(&server);
        for _ in 0..2 {
            let ready = ServiceExt::<Request>::ready(&mut service).await.unwrap();
            api_error(ready.call(stop_instances()).await);
        }

        let gaps = server.gaps();
        let (first, second) = (&gaps[..BACKOFFS], &gaps[BACKOFFS + 1..]);
        assert_growing(first, LIMIT_PERIOD);
        assert_growing(second, LIMIT_PERIOD);
        assert_ne!(first, second);
    });
}
