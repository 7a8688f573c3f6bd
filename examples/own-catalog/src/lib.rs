//! The codes of a private product, and middleware that is written once for them and for those of
//! Tencent Cloud.

#![no_std]
#![deny(warnings, missing_docs, clippy::pedantic)]

use tencentcloud_error_codes::{Classified, Retry};

include!(concat!(env!("OUT_DIR"), "/desk_code.rs"));

/// Whether it is worth to ask again, whoever answered.
#[must_use]
pub fn is_worth_waiting(code: &impl Classified) -> bool {
    matches!(code.retry(), Some(Retry::Backoff | Retry::WhenReady))
}
