//! A client of a depot that runs behind Tencent Cloud, so a response may carry a code of either.

#![no_std]
#![deny(warnings, missing_docs, clippy::pedantic)]

use tencentcloud_error_codes::{ApiError, Decision, Either, ErrorCode, Idempotency};

include!(concat!(env!("OUT_DIR"), "/depot_code.rs"));

/// A code of the depot or of Tencent Cloud.
pub type AnyCode = Either<DepotCode, ErrorCode>;

/// What to do after a parcel could not be handed in. It must not be handed in twice.
#[must_use]
pub fn after_handing_in(error: &ApiError<AnyCode>) -> Decision {
    match error.code().known() {
        // A parcel that is lost is searched for, whatever its class says.
        Some(Either::First(DepotCode::ParcelLost)) => Decision::GiveUp,
        _ => Decision::new(error, Idempotency::NotIdempotent),
    }
}
