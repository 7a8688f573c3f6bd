//! What went wrong: the fourteen categories.

use crate::names::by_name;

/// What went wrong. Every known error code has exactly one category, chosen by what the code means and
/// not by its first word: `FailedOperation.BalanceInsufficient` is [`Billing`](Category::Billing).
///
/// The tables and serde use the names in lowercase: `not_found`, `dry_run`, ...
///
/// # Telling similar categories apart
///
/// - **`authentication` or `authorization`?** Would the request succeed if somebody else signed it
///   correctly? If it fails because the identity of the caller could not be verified, it is
///   `authentication`. If the caller is known but not allowed to do this, it is `authorization`.
/// - **`validation` or `unsupported`?** Would another value of the same parameter fix the request,
///   whatever resource it is for? Then `validation`. Is the request well formed, but not offered for
///   this kind of resource, region or plan? Then `unsupported`.
/// - **`validation` or `quota`?** A limit on one request (too long, too many items) is `validation`. A
///   limit on what the account or the resource may hold is `quota`.
/// - **`quota` or `throttling`?** Does waiting a second help? Then `throttling`. Does only deleting
///   something or raising the quota help? Then `quota`.
/// - **`quota` or `capacity`?** Is your own allotment used up? Then `quota`. Has the provider run out?
///   Then `capacity`.
/// - **`conflict` or `unsupported`?** Could the same request on the same resource succeed at another
///   time? Then `conflict`.
/// - **`unavailable` or `internal`?** If something is known not to be serving right now, it is
///   `unavailable`: the request was not started. A fault while the request was running is `internal`:
///   it may have been carried out.
/// - **`internal` or `failed`?** Does the code name a fault on the server's side? Then `internal`. Does
///   it only say that the operation failed? Then `failed`.
///
/// If two fit, the more specific cause wins: billing, capacity, quota, throttling, not found and
/// conflict come before validation, unsupported, internal and failed.
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
    /// The caller is known but may not do this: CAM policy, role not granted, service not activated,
    /// not the owner, not on an allowlist, account not verified.
    Authorization,
    /// The request itself is wrong, whatever the state of the cloud: a parameter that is missing,
    /// unknown, malformed or out of range, content that cannot be processed, no such action.
    Validation,
    /// A resource that the request names does not exist, or is not visible to the caller.
    NotFound,
    /// The resource exists, but its current state or another operation prevents this: in use, busy,
    /// locked, wrong state, already exists, not attached, expired.
    Conflict,
    /// A count or size allotted to the account or to a resource is used up.
    Quota,
    /// Too many requests in a period, or at once.
    Throttling,
    /// The provider has none left to give: sold out, insufficient stock in the zone.
    Capacity,
    /// Money: balance too low, arrears, unpaid order, free allowance used up.
    Billing,
    /// Not offered for this kind of resource, region, site, protocol or plan, whatever its current
    /// state.
    Unsupported,
    /// A service, agent, device or resource that the request needs is not serving right now: offline,
    /// down, busy, under maintenance.
    Unavailable,
    /// A fault on the server's side: database, RPC, another backend service, a server timeout.
    Internal,
    /// The operation failed, and the code does not say why.
    Failed,
    /// Nothing failed: the request would have succeeded without `DryRun`.
    DryRun,
}

impl Category {
    /// Every category, in order of declaration.
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

    /// The name in the tables, in serde and in `tcerr`: lowercase, with underscores.
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

    /// The nearest HTTP status, for gateways that translate a response. The API itself usually returns
    /// errors with status 200.
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
