//! A client of Lighthouse that sends again what may be sent again, in two ways: a loop of
//! [backon](backon_loop) and a policy of [tower](tower_policy). Copy the one you need.
//!
//! The work is divided in three:
//!
//! - The API says what happened, and `tencentcloud-error-codes` what that means for the request:
//!   [`Decision`](tencentcloud_error_codes::Decision). It depends on the code, and on whether the
//!   request is idempotent, which the action and its `ClientToken` tell: [`Request::idempotency`].
//! - The [client] adds what it alone can know: what to do when no answer came at all. See
//!   [`Error::decision`].
//! - How often, how long and with what jitter is the choice of whoever writes the loop: [`limits`].
//!
//! Both loops do the same:
//!
//! | decision | what is done |
//! | --- | --- |
//! | `Backoff` | again after the period that the API states, if it states one, and a growing, random delay on top, so that not everybody comes back at once |
//! | `Poll` | again at a longer interval |
//! | `Refresh` | signed and sent again at once, and only once |
//! | `GiveUp` | the error is handed to the caller |
//!
//! Each has a bound of its own, so that a resource that is busy for minutes does not use up the
//! patience with a throttled request. The tests in `tests/loops.rs` show what a server sees.
//!
//! Many clients that retry can keep a server down. A [budget] that all requests of a process share
//! bounds that; `tests/budget.rs` shows what a server sees in an outage.

pub mod any_client;
pub mod backon_loop;
pub mod budget;
pub mod client;
pub mod limits;
pub mod tower_policy;

pub use client::{Client, Error, Request, Signature};
