//! Who can do something about an error.

use crate::names::by_name;

/// Who can do something about an error: whom to tell, or whom to page.
///
/// ```
/// use tencentcloud_error_codes::{Actor, ErrorCode};
///
/// assert_eq!(ErrorCode::RequestLimitExceeded.actor(), Some(Actor::Caller));
/// assert_eq!(ErrorCode::UnauthorizedOperation.actor(), Some(Actor::Administrator));
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
#[repr(u8)]
pub enum Actor {
    /// Whoever writes the program that calls: the request or the code has to change.
    Caller,
    /// Whoever holds the credentials and rotates them.
    KeyHolder,
    /// Whoever grants permissions and roles, and activates services.
    Administrator,
    /// Whoever pays: tops up, buys, renews.
    Payer,
    /// Whoever owns or operates the resource.
    Owner,
    /// Tencent Cloud: a ticket has to be opened.
    Provider,
    /// Nobody has to do anything: it passes by itself.
    Nobody,
}

impl Actor {
    /// Every actor, in order of declaration.
    ///
    /// ```
    /// use tencentcloud_error_codes::Actor;
    ///
    /// for actor in Actor::ALL {
    ///     println!("{actor}: {}", actor.description());
    /// }
    /// ```
    pub const ALL: &'static [Self] = &[
        Self::Caller,
        Self::KeyHolder,
        Self::Administrator,
        Self::Payer,
        Self::Owner,
        Self::Provider,
        Self::Nobody,
    ];

    /// The name in the tables, in serde and in `tcerr`: lowercase, with underscores.
    ///
    /// ```
    /// use tencentcloud_error_codes::Actor;
    ///
    /// assert_eq!(Actor::KeyHolder.as_str(), "key_holder");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Caller => "caller",
            Self::KeyHolder => "key_holder",
            Self::Administrator => "administrator",
            Self::Payer => "payer",
            Self::Owner => "owner",
            Self::Provider => "provider",
            Self::Nobody => "nobody",
        }
    }

    /// A description of the actor, for people.
    ///
    /// ```
    /// use tencentcloud_error_codes::Actor;
    ///
    /// assert!(Actor::Payer.description().contains("pays"));
    /// ```
    #[must_use]
    pub const fn description(self) -> &'static str {
        match self {
            Self::Caller => "whoever writes the program that calls",
            Self::KeyHolder => "whoever holds the credentials",
            Self::Administrator => "whoever grants permissions and activates services",
            Self::Payer => "whoever pays for the account",
            Self::Owner => "whoever owns or operates the resource",
            Self::Provider => "Tencent Cloud, by a ticket",
            Self::Nobody => "nobody: it passes by itself",
        }
    }
}

by_name!(Actor, "actor");
