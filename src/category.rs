//! What went wrong: the fourteen categories.

use crate::names::by_name;

/// What went wrong. Every known error code has exactly one category, chosen by what the code
/// means and not by its first word: `FailedOperation.BalanceInsufficient` is
/// [`Billing`](Category::Billing).
///
/// The text form is the one of the tables and of serde: `not_found`, `dry_run`, ...
///
/// # Telling near neighbors apart
///
/// - **`authentication` or `authorization`?** Would the same request be answered if somebody else
///   signed it correctly? If it fails because nobody could be proven to stand behind it, it is
///   `authentication`; if the caller is known and may not, it is `authorization`.
/// - **`validation` or `unsupported`?** Does another value of the same parameter repair the
///   request, whatever resource it is for? Then `validation`. Is the request well formed, but not
///   offered for this kind of resource, region or plan? Then `unsupported`.
/// - **`validation` or `quota`?** A limit on one request (too long, too many items) is
///   `validation`; a limit on what the account or the resource may hold is `quota`.
/// - **`quota` or `throttling`?** Does waiting a second help? Then `throttling`. Does only
///   deleting something, or a higher allotment, help? Then `quota`.
/// - **`quota` or `capacity`?** Whose store is empty? Yours is `quota`, the provider's is
///   `capacity`.
/// - **`conflict` or `unsupported`?** Could the same request on the same resource succeed at
///   another time? Then `conflict`.
/// - **`unavailable` or `internal`?** Something that is known not to serve right now is
///   `unavailable`: the request was not begun. A fault in the middle of it is `internal`: it may
///   have been carried out.
/// - **`internal` or `failed`?** Does the code name a fault on the server's side? Then
///   `internal`. Does it say only that the operation failed? Then `failed`.
///
/// Where two fit, the more specific cause wins: billing, capacity, quota, throttling, not found
/// and conflict come before validation, unsupported, internal and failed.
///
/// ```
/// use tencentcloud_error_codes::{Category, ErrorCode};
///
/// assert_eq!(ErrorCode::RequestLimitExceeded.category(), Category::Throttling);
/// assert_eq!(Category::NotFound.as_str(), "not_found");
/// assert_eq!("not_found".parse(), Ok(Category::NotFound));
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
#[repr(u8)]
pub enum Category {
    /// The caller could not be authenticated: signature, secret id, token, MFA, login, an expired
    /// credential.
    Authentication,
    /// The caller is known but may not do this: CAM policy, role not granted, service not
    /// activated, not the owner, not on an allow list, account not verified.
    Authorization,
    /// The request itself is wrong, whatever the state of the cloud: a parameter that is missing,
    /// unknown, malformed or out of range, content that cannot be processed, no such action.
    Validation,
    /// A resource that the request names does not exist, or is not visible to the caller.
    NotFound,
    /// The resource exists, but its present state, or another operation, forbids this: in use,
    /// busy, locked, wrong state, already exists, not attached, expired.
    Conflict,
    /// A count or size allotted to the account or to a resource is used up.
    Quota,
    /// Too many requests in a period, or at once.
    Throttling,
    /// The provider has none left to give: sold out, insufficient stock in the zone.
    Capacity,
    /// Money: balance too low, arrears, unpaid order, free allowance used up.
    Billing,
    /// Not offered for this kind of resource, region, site, protocol or plan, whatever its
    /// present state.
    Unsupported,
    /// A service, agent, device or resource that the request needs is not serving at present:
    /// offline, down, busy, under maintenance.
    Unavailable,
    /// A fault on the server's side: database, RPC, another back-end service, a server timeout.
    Internal,
    /// The operation failed, and the code does not say why.
    Failed,
    /// Nothing failed: the request would have succeeded without `DryRun`.
    DryRun,
}

impl Category {
    /// Every category, in the order of their declaration.
    ///
    /// ```
    /// use tencentcloud_error_codes::Category;
    ///
    /// for category in Category::ALL {
    ///     println!("{category}: HTTP {}", category.http_status());
    /// }
    /// ```
    pub const ALL: &'static [Self] = &[
        Self::Authentication,
        Self::Authorization,
        Self::Validation,
        Self::NotFound,
        Self::Conflict,
        Self::Quota,
        Self::Throttling,
        Self::Capacity,
        Self::Billing,
        Self::Unsupported,
        Self::Unavailable,
        Self::Internal,
        Self::Failed,
        Self::DryRun,
    ];

    /// The name in the tables, in serde and in `tcerr`: lower case, with underscores.
    ///
    /// ```
    /// use tencentcloud_error_codes::Category;
    ///
    /// assert_eq!(Category::DryRun.as_str(), "dry_run");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Authentication => "authentication",
            Self::Authorization => "authorization",
            Self::Validation => "validation",
            Self::NotFound => "not_found",
            Self::Conflict => "conflict",
            Self::Quota => "quota",
            Self::Throttling => "throttling",
            Self::Capacity => "capacity",
            Self::Billing => "billing",
            Self::Unsupported => "unsupported",
            Self::Unavailable => "unavailable",
            Self::Internal => "internal",
            Self::Failed => "failed",
            Self::DryRun => "dry_run",
        }
    }

    /// What went wrong, in a sentence for people.
    ///
    /// ```
    /// use tencentcloud_error_codes::Category;
    ///
    /// assert!(Category::Throttling.description().contains("requests"));
    /// ```
    #[must_use]
    pub const fn description(self) -> &'static str {
        match self {
            Self::Authentication => "The caller could not be authenticated.",
            Self::Authorization => "The caller is known, but may not do this.",
            Self::Validation => "The request itself is wrong, whatever the state of the cloud.",
            Self::NotFound => {
                "A resource that the request names does not exist, or the caller cannot see it."
            }
            Self::Conflict => {
                "The present state of the resource, or another operation, forbids it."
            }
            Self::Quota => "A count or size allotted to the account or to a resource is used up.",
            Self::Throttling => "Too many requests in a period, or at once.",
            Self::Capacity => "The provider has none left to give.",
            Self::Billing => "It is about money: balance, arrears, an order, a free allowance.",
            Self::Unsupported => "It is not offered for this kind of resource, region or plan.",
            Self::Unavailable => "Something that the request needs is not serving at present.",
            Self::Internal => "A fault on the server's side; it may have been carried out.",
            Self::Failed => "The operation failed, and the code does not say why.",
            Self::DryRun => "Nothing failed: the request would have succeeded without `DryRun`.",
        }
    }

    /// The nearest HTTP status, for gateways that translate an answer. The API itself mostly
    /// answers errors with status 200.
    ///
    /// [`Capacity`](Category::Capacity), [`Unavailable`](Category::Unavailable),
    /// [`Internal`](Category::Internal) and [`Failed`](Category::Failed) are server errors; the
    /// rest are client errors.
    ///
    /// ```
    /// use tencentcloud_error_codes::Category;
    ///
    /// assert_eq!(Category::Throttling.http_status(), 429);
    /// ```
    #[must_use]
    pub const fn http_status(self) -> u16 {
        match self {
            Self::Validation => 400,
            Self::Authentication => 401,
            Self::Billing => 402,
            Self::Authorization | Self::Quota => 403,
            Self::NotFound => 404,
            Self::Conflict => 409,
            Self::DryRun => 412,
            Self::Unsupported => 422,
            Self::Throttling => 429,
            Self::Internal | Self::Failed => 500,
            Self::Capacity | Self::Unavailable => 503,
        }
    }
}

by_name!(Category, "category");
