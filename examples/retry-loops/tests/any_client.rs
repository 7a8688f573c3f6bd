//! The loop of the guide: its text, and what it does.

use std::collections::VecDeque;
use std::time::Duration;

use retry_loops::any_client::send;
use tencentcloud_error_codes::{ApiError, Idempotency, WireCode};
use tokio::time::Instant;

const GUIDE: &str = include_str!("../../../docs/sdk-authors.md");
const SOURCE: &str = include_str!("../src/any_client.rs");

#[test]
fn the_guide_shows_the_loop_that_is_tested() {
    let (_, source) = SOURCE.split_once("// guide: begin\n").unwrap();
    let (source, _) = source.split_once("// guide: end\n").unwrap();
    assert!(GUIDE.contains(source), "copy it into docs/sdk-authors.md");
}

/// Answers with these codes, one after the other, then with success; returns whether it came to
/// that, how often it was asked, and how long it took.
async fn run(idempotency: Idempotency, codes: &[&str]) -> (bool, usize, Duration) {
    let mut answers: VecDeque<&str> = codes.iter().copied().collect();
    let mut attempts = 0;
    let start = Instant::now();
    let result = send(idempotency, || {
        attempts += 1;
        let answer = match answers.pop_front() {
            Some(code) => Err(ApiError::new(WireCode::new(code), "", None)),
            None => Ok(()),
        };
        std::future::ready(answer)
    })
    .await;
    (result.is_ok(), attempts, start.elapsed())
}

#[tokio::test(start_paused = true)]
async fn what_was_refused_is_sent_again_after_a_second_at_the_least() {
    let throttled = ["RequestLimitExceeded"; 2];
    let (is_ok, attempts, took) = run(Idempotency::NotIdempotent, &throttled).await;
    assert!(is_ok && attempts == 3);
    assert!(took >= Duration::from_secs(2), "{took:?}");
}

#[tokio::test(start_paused = true)]
async fn what_may_have_been_done_is_sent_again_only_if_it_does_no_harm() {
    let failed = ["InternalError"];
    assert_eq!(run(Idempotency::NotIdempotent, &failed).await.1, 1);
    let (is_ok, attempts, _) = run(Idempotency::Idempotent, &failed).await;
    assert!(is_ok && attempts == 2);
}

#[tokio::test(start_paused = true)]
async fn a_signature_is_refreshed_once_and_a_state_is_polled() {
    let expired = ["AuthFailure.SignatureExpire"; 2];
    let (is_ok, attempts, _) = run(Idempotency::NotIdempotent, &expired).await;
    assert!(!is_ok && attempts == 2);
    let (is_ok, _, took) = run(Idempotency::NotIdempotent, &["ResourceInsufficient"; 3]).await;
    assert!(is_ok && took == Duration::from_secs(45), "{took:?}");
}

#[tokio::test(start_paused = true)]
async fn it_ends() {
    let (is_ok, attempts, _) = run(Idempotency::Idempotent, &["RequestLimitExceeded"; 50]).await;
    assert!(!is_ok && attempts == 6);
}
