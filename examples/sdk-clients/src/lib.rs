//! From the error of a client to what to do next, for two published clients of the API. Both return the
//! code as a bare string, so the steps are the same: the string makes a
//! [`WireCode`](tencentcloud_error_codes::WireCode), which has a class, and the class and the
//! idempotency of the request make a [`Decision`](tencentcloud_error_codes::Decision).
//!
//! The rest of each file handles what else a client has: errors that did not come from the API. The
//! loops that follow a decision are in `../retry-loops`.

pub mod tencentcloud_errors;
pub mod tencentcloud_sdk_errors;
