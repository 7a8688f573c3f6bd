//! The period over which a limit is counted.

use core::time::Duration;

use crate::names::by_name;

/// The period over which a limit is counted, if the API states one.
///
/// ```
/// use std::time::Duration;
/// use tencentcloud_error_codes::Window;
///
/// assert_eq!(Window::Hour.duration(), Duration::from_secs(3_600));
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
#[repr(u8)]
pub enum Window {
    /// Counted per second, or clears within seconds.
    Second,
    /// Counted per minute, or clears within minutes.
    Minute,
    /// Counted per hour, or clears within hours.
    Hour,
    /// Counted per day.
    Day,
    /// Counted per month.
    Month,
}

impl Window {
    /// Every window, the shortest first.
    ///
    /// ```
    /// use tencentcloud_error_codes::Window;
    ///
    /// assert!(Window::ALL.is_sorted_by_key(|window| window.duration()));
    /// ```
    pub const ALL: &'static [Self] = &[
        Self::Second,
        Self::Minute,
        Self::Hour,
        Self::Day,
        Self::Month,
    ];

    /// The name in the tables, in serde and in `tcerr`.
    ///
    /// ```
    /// use tencentcloud_error_codes::Window;
    ///
    /// assert_eq!(Window::Day.as_str(), "day");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Month => "month",
        }
    }

    /// The length of the period, with 30 days for a month. A limit may clear earlier, because the
    /// period does not start with your first request.
    ///
    /// ```
    /// use std::time::Duration;
    /// use tencentcloud_error_codes::Window;
    ///
    /// assert_eq!(Window::Day.duration(), Duration::from_secs(24 * 60 * 60));
    /// ```
    #[must_use]
    pub const fn duration(self) -> Duration {
        Duration::from_secs(match self {
            Self::Second => 1,
            Self::Minute => 60,
            Self::Hour => 60 * 60,
            Self::Day => 24 * 60 * 60,
            Self::Month => 30 * 24 * 60 * 60,
        })
    }
}

by_name!(Window, "window");
