//! How often and how long: the caller's choice, not the API's.

use std::time::Duration;

/// How often a request is sent again that was throttled, or of which the outcome is unknown.
pub const BACKOFFS: usize = 5;
/// The delay before the first of them, which doubles with every further one; jitter adds up to as
/// much again.
pub const FIRST_DELAY: Duration = Duration::from_millis(200);
/// The longest of these delays, without jitter.
pub const LONGEST_DELAY: Duration = Duration::from_secs(20);

/// How often it is sent again while something else must finish or change first. With the interval:
/// five minutes.
pub const POLLS: usize = 20;
/// The time between two of them.
pub const POLL_INTERVAL: Duration = Duration::from_secs(15);
