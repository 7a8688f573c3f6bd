//! From the error of a client to what to do next, for two published clients of the API. Each hands
//! the code over as a bare text, so the way is the same: the text makes a
//! [`WireCode`](tencentcloud_error_codes::WireCode), which has the class, and the class and the
//! idempotency of the request make a [`Decision`](tencentcloud_error_codes::Decision).
//!
//! The rest of each file is what a client has besides: errors that did not come from the API. The
//! loops that carry a decision out are in `../retry-loops`.

pub mod tencentcloud_errors;
pub mod tencentcloud_sdk_errors;
