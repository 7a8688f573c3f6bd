//! The period by which a limit is counted.

use core::time::Duration;

use crate::names::by_name;

/// The period by which a limit is counted, where the API states one.
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
    /// It is counted by the second, or clears after seconds.
    Second,
    /// By the minute, or it clears after minutes.
    Minute,
    /// By the hour, or it clears after hours.
    Hour,
    /// By the day.
    Day,
    /// By the month.
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

    /// How long it is; a month has 30 days here. A limit may clear earlier, since it does not begin
    /// with your first request.
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
