//! Whom to page for an error of a meter, by columns that only this catalog has.

#![no_std]
#![deny(warnings, missing_docs, clippy::pedantic)]

use tencentcloud_error_codes::WireCode;

include!(concat!(env!("OUT_DIR"), "/meter_code.rs"));

/// The team to page at once, if any. For an unknown code it is the network team.
#[must_use]
pub fn wakes(code: &WireCode<'_, MeterCode>) -> Option<&'static str> {
    match code.known() {
        None => Some("network"),
        Some(code) if code.severity() == MeterCodeSeverity::Critical => code.owner(),
        Some(_) => None,
    }
}
