//! A client of Lighthouse that retries what may be retried, in two ways: with a loop of
//! [backon](backon_loop) and with a policy of [tower](tower_policy). Copy the one you need.
//!
//! The work is divided into three parts:
//!
//! - The API says what happened, and `tencentcloud-error-codes` says what that means for the request:
//!   [`Decision`](tencentcloud_error_codes::Decision). It depends on the code, and on whether the
//!   request is idempotent, which the action and its `ClientToken` determine: [`Request::idempotency`].
//! - The [client] adds what only it can know: what to do if there was no response at all. See
//!   [`Error::decision`].
//! - The author of the loop chooses how often, how long and with what jitter to retry: [`limits`].
//!
//! Both loops do the same:
//!
//! | decision | what the loop does |
//! | --- | --- |
//! | `Backoff` | retries after the period that the API states, if any, plus a growing, random delay, so that not all clients come back at once |
//! | `Poll` | retries at a longer interval |
//! | `Refresh` | signs and sends the request again at once, and only once |
//! | `GiveUp` | returns the error to the caller |
//!
//! Each decision has a limit of its own, so that a resource that is busy for minutes does not use up the
//! retries of a throttled request. The tests in `tests/loops.rs` show what a server sees.
//!
//! Many clients that retry can keep a server down. A [budget] that all requests of a process share limits
//! that. `tests/budget.rs` shows what a server sees in an outage.

pub mod any_client;
pub mod backon_loop;
pub mod budget;
pub mod client;
pub mod limits;
pub mod tower_policy;

pub use client::{Client, Error, Request, Signature};
