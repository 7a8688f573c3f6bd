//! Actions: what a product can do, and which codes each action returns.

use alloc::format;
use alloc::string::String;
use core::fmt;

use crate::error_code::{ACTION_CODES, ACTION_NAMES, ACTION_ROWS, ACTION_STARTS, ErrorCode};
use crate::idempotency::Idempotency;
use crate::names::by_name;
use crate::product::Product;

/// An action of a product, such as `DescribeInstances` of Lighthouse.
///
/// The actions of a product are compiled in if both the feature `actions` and the feature of the
/// product are enabled.
///
/// ```
/// # #[cfg(feature = "lighthouse")] {
/// use tencentcloud_error_codes::{Access, Action, Idempotency};
///
/// let create = Action::lookup("lighthouse", "CreateInstances").unwrap();
/// assert_eq!(create.access(), Access::Write);
/// assert!(create.takes_client_token());
/// assert_eq!(create.idempotency(false), Idempotency::NotIdempotent);
/// // The server recognizes the request by its `ClientToken`.
/// assert_eq!(create.idempotency(true), Idempotency::Idempotent);
/// # }
/// ```
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Action(u16);

/// What an action does to the resources of an account.
///
/// ```
/// # #[cfg(feature = "lighthouse")] {
/// use tencentcloud_error_codes::{Access, Action};
///
/// let describe = Action::lookup("lighthouse", "DescribeInstances").unwrap();
/// assert_eq!(describe.access(), Access::Read);
/// # }
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Access {
    /// It only reads, computes, checks, recognizes or prices. Calling it twice has the same effect as
    /// calling it once.
    Read,
    /// It creates, changes, deletes, starts, stops, sends, signs or pays. An action that could not be
    /// classified counts as a write.
    Write,
}

impl Access {
    /// Both values.
    ///
    /// ```
    /// use tencentcloud_error_codes::Access;
    ///
    /// assert_eq!(Access::ALL, [Access::Read, Access::Write]);
    /// ```
    pub const ALL: &'static [Self] = &[Self::Read, Self::Write];

    /// `read` or `write`.
    ///
    /// ```
    /// use tencentcloud_error_codes::Access;
    ///
    /// assert_eq!(Access::Read.as_str(), "read");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
        }
    }
}

by_name!(Access, "access");

/// Why [`Action::lookup`] found nothing.
///
/// ```
/// use tencentcloud_error_codes::{Action, UnknownAction};
///
/// let error = Action::lookup("no-such-product", "DescribeInstances").unwrap_err();
/// assert_eq!(error, UnknownAction::Product);
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum UnknownAction {
    /// No product with this name is compiled in: its feature is off, or it does not exist.
    Product,
    /// The product has no action with this name.
    Action,
}

impl fmt::Display for UnknownAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Product => {
                "no product of this name is compiled in: its cargo feature is off, or there is none"
            }
            Self::Action => "the product has no action of this name",
        })
    }
}

impl core::error::Error for UnknownAction {}

/// What the generator writes for one action: where its name and its codes stand.
pub(crate) struct ActionRow {
    pub(crate) name: u32,
    pub(crate) codes: u32,
    pub(crate) codes_len: u16,
    pub(crate) name_len: u8,
    /// Bit 0: it reads. Bit 1: it takes a `ClientToken`. Bit 2: it takes `DryRun`.
    pub(crate) flags: u8,
}

impl Action {
    /// Finds an action by the names of its product and its own.
    ///
    /// # Errors
    ///
    /// The product is not compiled in, or it has no such action. In that case assume that a request is
    /// a write that must not be repeated.
    ///
    /// ```
    /// # #[cfg(feature = "lighthouse")] {
    /// use tencentcloud_error_codes::{Action, UnknownAction};
    ///
    /// assert!(Action::lookup("lighthouse", "DescribeInstances").is_ok());
    /// assert_eq!(
    ///     Action::lookup("lighthouse", "NoSuchAction"),
    ///     Err(UnknownAction::Action)
    /// );
    /// # }
    /// ```
    pub fn lookup(product: &str, name: &str) -> Result<Self, UnknownAction> {
        Product::lookup(product)
            .ok_or(UnknownAction::Product)?
            .action(name)
            .ok_or(UnknownAction::Action)
    }

    /// The name, as in the parameter `Action` of a request.
    ///
    /// ```
    /// # #[cfg(feature = "lighthouse")] {
    /// # use tencentcloud_error_codes::Action;
    /// let action = Action::lookup("lighthouse", "DescribeInstances").unwrap();
    /// assert_eq!(action.name(), "DescribeInstances");
    /// # }
    /// ```
    #[must_use]
    pub fn name(self) -> &'static str {
        let row = self.row();
        let start = row.name as usize;
        ACTION_NAMES
            .get(start..start + usize::from(row.name_len))
            .unwrap_or_default()
    }

    /// The product that the action belongs to.
    ///
    /// ```
    /// # #[cfg(feature = "lighthouse")] {
    /// # use tencentcloud_error_codes::Action;
    /// let action = Action::lookup("lighthouse", "DescribeInstances").unwrap();
    /// assert_eq!(action.product().name(), "lighthouse");
    /// # }
    /// ```
    #[must_use]
    pub fn product(self) -> Product {
        // The last product that starts at this action or before it.
        let next = ACTION_STARTS.partition_point(|&start| start <= self.0);
        Product(u16::try_from(next).unwrap_or(u16::MAX).saturating_sub(1))
    }

    /// The codes that the action is documented to return, in the order of their text. Any action may
    /// also return the common codes.
    ///
    /// ```
    /// # #[cfg(feature = "lighthouse")] {
    /// # use tencentcloud_error_codes::{Action, ErrorCode};
    /// let action = Action::lookup("lighthouse", "CreateInstances").unwrap();
    /// let sold_out = ErrorCode::ResourcesSoldOutBundleSoldOut;
    /// assert!(action.error_codes().any(|code| code == sold_out));
    /// # }
    /// ```
    #[must_use]
    pub fn error_codes(self) -> impl ExactSizeIterator<Item = ErrorCode> + Clone {
        self.codes()
            .iter()
            .map(|&index| ErrorCode::ALL[usize::from(index)])
    }

    /// Whether the action reads or writes. Actions are classified by their meaning, not just by the
    /// first word of their names.
    ///
    /// ```
    /// # #[cfg(feature = "lighthouse")] {
    /// # use tencentcloud_error_codes::{Access, Action};
    /// let action = Action::lookup("lighthouse", "StopInstances").unwrap();
    /// assert_eq!(action.access(), Access::Write);
    /// # }
    /// ```
    #[must_use]
    pub fn access(self) -> Access {
        if self.row().flags & 1 == 0 {
            Access::Write
        } else {
            Access::Read
        }
    }

    /// Whether the request has a field `ClientToken`, by which the server recognizes a repeated
    /// request.
    ///
    /// ```
    /// # #[cfg(feature = "lighthouse")] {
    /// # use tencentcloud_error_codes::Action;
    /// let action = Action::lookup("lighthouse", "CreateInstances").unwrap();
    /// assert!(action.takes_client_token());
    /// # }
    /// ```
    #[must_use]
    pub fn takes_client_token(self) -> bool {
        self.row().flags & 2 != 0
    }

    /// Whether the request has a field `DryRun`, which checks the request without executing it.
    ///
    /// ```
    /// # #[cfg(feature = "lighthouse")] {
    /// # use tencentcloud_error_codes::Action;
    /// let action = Action::lookup("lighthouse", "CreateInstances").unwrap();
    /// assert!(action.takes_dry_run());
    /// # }
    /// ```
    #[must_use]
    pub fn takes_dry_run(self) -> bool {
        self.row().flags & 4 != 0
    }

    /// The newest version of the API that has the action.
    ///
    /// ```
    /// # #[cfg(feature = "lighthouse")] {
    /// # use tencentcloud_error_codes::Action;
    /// let action = Action::lookup("lighthouse", "StopInstances").unwrap();
    /// assert_eq!(action.version(), "2020-03-24");
    /// # }
    /// ```
    #[must_use]
    pub fn version(self) -> &'static str {
        let newer = usize::from(self.row().flags >> 3);
        let mut newest_first = self.product().versions().iter().rev();
        newest_first.nth(newer).copied().unwrap_or_default()
    }

    /// The URL of the action's page in API Explorer, where you can try it out.
    ///
    /// ```
    /// # #[cfg(feature = "lighthouse")] {
    /// # use tencentcloud_error_codes::Action;
    /// let action = Action::lookup("lighthouse", "StopInstances").unwrap();
    /// assert_eq!(
    ///     action.explorer(),
    ///     "https://console.cloud.tencent.com/api/explorer?Product=lighthouse&Version=2020-03-24&Action=StopInstances",
    /// );
    /// # }
    /// ```
    #[must_use]
    pub fn explorer(self) -> String {
        // What is documented on the international site only, its console has.
        let docs = self.product().documentation().unwrap_or_default();
        let console = if docs.contains("//cloud.tencent.com/") || docs.is_empty() {
            "https://console.cloud.tencent.com"
        } else {
            "https://console.tencentcloud.com"
        };
        let (product, version, name) = (self.product(), self.version(), self.name());
        format!("{console}/api/explorer?Product={product}&Version={version}&Action={name}")
    }

    /// Whether a request can safely be repeated: always for a read, but for a write only if it was sent
    /// with a `ClientToken` and the action takes one.
    ///
    /// ```
    /// # #[cfg(feature = "lighthouse")] {
    /// # use tencentcloud_error_codes::{Action, Idempotency};
    /// let stop = Action::lookup("lighthouse", "StopInstances").unwrap();
    /// // It takes no token, so one that was sent means nothing.
    /// assert_eq!(stop.idempotency(true), Idempotency::NotIdempotent);
    /// # }
    /// ```
    #[must_use]
    pub fn idempotency(self, client_token_sent: bool) -> Idempotency {
        let is_recognized = client_token_sent && self.takes_client_token();
        if is_recognized || self.access() == Access::Read {
            Idempotency::Idempotent
        } else {
            Idempotency::NotIdempotent
        }
    }

    fn codes(self) -> &'static [u16] {
        let row = self.row();
        let start = row.codes as usize;
        ACTION_CODES
            .get(start..start + usize::from(row.codes_len))
            .unwrap_or_default()
    }

    fn row(self) -> &'static ActionRow {
        &ACTION_ROWS[usize::from(self.0)]
    }
}

impl Product {
    /// The actions of the product, in the order of their names.
    ///
    /// ```
    /// use tencentcloud_error_codes::Product;
    ///
    /// for product in Product::ALL {
    ///     assert!(product.actions().all(|action| action.product() == *product));
    /// }
    /// ```
    pub fn actions(self) -> impl ExactSizeIterator<Item = Action> + DoubleEndedIterator + Clone {
        let (start, end) = self.action_range();
        (start..end).map(Action)
    }

    /// The action with this name.
    ///
    /// ```
    /// use tencentcloud_error_codes::Product;
    ///
    /// for product in Product::ALL {
    ///     assert_eq!(product.action("NoSuchAction"), None);
    /// }
    /// ```
    #[must_use]
    pub fn action(self, name: &str) -> Option<Action> {
        let (mut start, mut end) = self.action_range();
        while start < end {
            let middle = Action(start + (end - start) / 2);
            match middle.name().cmp(name) {
                core::cmp::Ordering::Equal => return Some(middle),
                core::cmp::Ordering::Less => start = middle.0 + 1,
                core::cmp::Ordering::Greater => end = middle.0,
            }
        }
        None
    }

    fn action_range(self) -> (u16, u16) {
        let index = usize::from(self.0);
        let at = |index: usize| ACTION_STARTS.get(index).copied().unwrap_or_default();
        (at(index), at(index + 1))
    }
}

impl ErrorCode {
    /// The actions that are documented to return this code, among those of the products that are
    /// compiled in. Any action may return a common code, whether it is listed here or not.
    ///
    /// This searches the actions of [`products`](Self::products).
    ///
    /// ```
    /// # #[cfg(feature = "lighthouse")] {
    /// use tencentcloud_error_codes::ErrorCode;
    ///
    /// let code = ErrorCode::ResourcesSoldOutBundleSoldOut;
    /// assert!(code.actions().any(|action| action.name() == "CreateInstances"));
    /// # }
    /// ```
    pub fn actions(self) -> impl Iterator<Item = Action> + Clone {
        self.products()
            .iter()
            .flat_map(|product| product.actions())
            .filter(move |action| action.codes().binary_search(&(self as u16)).is_ok())
    }
}

impl fmt::Debug for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Action")
            .field(&self.product().name())
            .field(&self.name())
            .finish()
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
