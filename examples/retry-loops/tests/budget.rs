//! What a server sees in an outage of callers that share a budget. The time is tokio's, which is paused.

use std::sync::Arc;
use std::time::Duration;

use retry_loops::budget::{self, ATTEMPTS, Budget, CAPACITY, COST, COST_IF_ASKED};
use retry_loops::{Client, Error, Request, Signature};
use serde::de::IgnoredAny;
use serde_json::json;
use tencentcloud_error_codes::Action;
use test_server::{Answer, Server, error, success};
use tokio::task::JoinSet;

/// So many callers have a request each, all at once.
const CALLERS: u32 = 300;

fn client(server: &Server) -> Client {
    Client::new(server.endpoint.parse().unwrap(), |_| Signature {
        timestamp: 1_700_000_000,
        authorization: String::from("TC3-HMAC-SHA256"),
    })
}

fn request(action: &str) -> Request {
    Request::new(Action::lookup("lighthouse", action).unwrap(), json!({}))
}

async fn send(server: &Server, action: &str, budget: &Budget) -> Result<IgnoredAny, Error> {
    budget::send(&client(server), &request(action), budget).await
}

/// Sends the requests of all callers to a server that always answers like this. How many requests the
/// server's log has.
async fn outage(answer: fn() -> Answer, action: &'static str, budget: &Arc<Budget>) -> u32 {
    let server = Server::start((0..CALLERS * ATTEMPTS).map(|_| answer())).await;
    outage_of(CALLERS, &server, client(&server), action, budget).await
}

/// The same of so many callers of this server, with clients like this one.
async fn outage_of(
    callers: u32,
    server: &Server,
    client: Client,
    action: &'static str,
    budget: &Arc<Budget>,
) -> u32 {
    let mut requests = JoinSet::new();
    for _ in 0..callers {
        let (client, budget) = (client.clone(), Arc::clone(budget));
        requests.spawn(async move {
            budget::send::<IgnoredAny>(&client, &request(action), &budget)
                .await
                .is_err()
        });
    }
    assert!(
        requests
            .join_all()
            .await
            .into_iter()
            .all(|is_error| is_error)
    );
    u32::try_from(server.log().len()).unwrap()
}

fn internal_error() -> Answer {
    error("InternalError", "An internal error has occurred.")
}

fn throttled() -> Answer {
    error("RequestLimitExceeded", "Slow down.")
}

#[tokio::test(start_paused = true)]
async fn an_outage_is_met_with_no_more_requests_than_the_budget_has() {
    let budget = Arc::default();
    let seen = outage(internal_error, "DescribeInstances", &budget).await;
    // Without a budget each would have been sent three times.
    assert_eq!(seen, CALLERS + CAPACITY / COST);
    assert!(budget.left() < COST);
    // It goes on: everything is sent once, and no more.
    assert_eq!(
        outage(internal_error, "DescribeInstances", &budget).await,
        CALLERS
    );
}

#[tokio::test(start_paused = true)]
async fn lost_connections_cost_as_much() {
    let seen = outage(|| Answer::Nothing, "DescribeInstances", &Arc::default()).await;
    assert_eq!(seen, CALLERS + CAPACITY / COST);
}

/// In real time: a paused clock goes on to the time limit while the answer is on its way.
#[tokio::test]
async fn timed_out_requests_cost_as_much() {
    let late = || match success(json!({})) {
        Answer::With(status, body, _) => Answer::With(status, body, Duration::from_secs(60)),
        Answer::Nothing => Answer::Nothing,
    };
    // So few that all reach the server in time, and enough to use the budget up.
    let callers = CAPACITY / COST;
    let server = Server::start((0..callers * ATTEMPTS).map(|_| late())).await;
    let client = client(&server).with_time_limit(Duration::from_secs(1));
    let budget = Arc::default();
    let seen = outage_of(callers, &server, client, "DescribeInstances", &budget).await;
    assert_eq!(seen, callers + CAPACITY / COST);
    // An answer that is late is no reason to do something twice.
    let budget = Budget::default();
    let server = Server::start([late()]).await;
    let client = self::client(&server).with_time_limit(Duration::from_millis(100));
    let answer = budget::send::<IgnoredAny>(&client, &request("StopInstances"), &budget).await;
    assert!(matches!(answer, Err(Error::TimedOut)));
    assert_eq!((server.log().len(), budget.left()), (1, CAPACITY));
}

#[tokio::test(start_paused = true)]
async fn throttled_requests_cost_less() {
    // Refused before anything was done, so that a write is sent again, too.
    let seen = outage(throttled, "StopInstances", &Arc::default()).await;
    assert_eq!(seen, CALLERS + CAPACITY / COST_IF_ASKED);
}

#[tokio::test(start_paused = true)]
async fn what_may_have_been_carried_out_costs_nothing() {
    let budget = Arc::default();
    assert_eq!(
        outage(internal_error, "StopInstances", &budget).await,
        CALLERS
    );
    assert_eq!(budget.left(), CAPACITY);
}

#[tokio::test(start_paused = true)]
async fn a_retry_that_helps_is_paid_back() {
    let budget = Budget::default();
    let server = Server::start([internal_error(), success(json!({}))]).await;
    send(&server, "DescribeInstances", &budget).await.unwrap();
    assert_eq!((server.log().len(), budget.left()), (2, CAPACITY));
}

#[tokio::test(start_paused = true)]
async fn successes_fill_the_budget_again() {
    let budget = Arc::default();
    outage(internal_error, "DescribeInstances", &budget).await;
    let left = budget.left();
    let server = Server::start((0..COST).map(|_| success(json!({})))).await;
    for _ in 0..COST {
        send(&server, "DescribeInstances", &budget).await.unwrap();
    }
    assert_eq!(budget.left(), left + COST);
    // Enough for one retry.
    let seen = outage(internal_error, "DescribeInstances", &budget).await;
    assert_eq!(seen, CALLERS + 1);
}
