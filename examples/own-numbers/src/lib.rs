//! Whom an error of a meter wakes, by columns that only this catalog has.

#![no_std]
#![deny(warnings, missing_docs, clippy::pedantic)]

use tencentcloud_error_codes::WireCode;

include!(concat!(env!("OUT_DIR"), "/meter_code.rs"));

/// The team to wake at once, if anybody. An unknown code wakes the network.
#[must_use]
pub fn wakes(code: &WireCode<'_, MeterCode>) -> Option<&'static str> {
    match code.known() {
        None => Some("network"),
        Some(code) if code.severity() == MeterCodeSeverity::Critical => code.owner(),
        Some(_) => None,
    }
}
