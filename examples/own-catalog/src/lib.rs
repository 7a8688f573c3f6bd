//! The codes of a private product, and middleware that works for them and for those of Tencent Cloud.

#![no_std]
#![deny(warnings, missing_docs, clippy::pedantic)]

use tencentcloud_error_codes::{Class, Retry};

include!(concat!(env!("OUT_DIR"), "/desk_code.rs"));

/// Whether it is worth waiting, whichever API returned the code.
#[must_use]
pub fn is_worth_waiting(code: impl Into<Option<Class>>) -> bool {
    let class: Option<Class> = code.into();
    matches!(
        class.map(|class| class.retry),
        Some(Retry::Backoff | Retry::WhenReady)
    )
}
