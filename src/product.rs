//! Products: who answers with a code.

use core::fmt;

use core::str::FromStr;

use crate::error_code::{
    ALL_PRODUCTS, CLIENT, CODE_PRODUCT_STARTS, CODE_PRODUCTS, COMMON, ErrorCode, PRODUCTS,
    PRODUCTS_BY_NAME,
};
use crate::names::UnknownName;

/// A product of Tencent Cloud, and the codes that it may return in addition to the common ones.
///
/// A product is compiled in if the cargo feature with its name is on. Otherwise it does not exist here,
/// and its codes are known only by their family. Each product that is compiled in has a constant: its
/// name in capitals.
///
/// ```
/// # #[cfg(feature = "lighthouse")] {
/// use tencentcloud_error_codes::{ErrorCode, Product};
///
/// let lighthouse = Product::LIGHTHOUSE;
/// assert_eq!(Product::lookup("lighthouse"), Some(lighthouse));
/// assert_eq!(lighthouse.versions(), ["2020-03-24"]);
/// assert!(lighthouse.codes().contains(&ErrorCode::ResourcesSoldOutBundleSoldOut));
/// # }
/// ```
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Product(pub(crate) u16);

/// What the generator writes for one product.
pub(crate) struct ProductRow {
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    pub(crate) versions: &'static [&'static str],
    pub(crate) docs: &'static str,
    pub(crate) codes: &'static [ErrorCode],
}

impl Product {
    /// Every product that is compiled in, in the order of their names.
    ///
    /// ```
    /// use tencentcloud_error_codes::Product;
    ///
    /// for product in Product::ALL {
    ///     println!("{}: {}", product.name(), product.title());
    /// }
    /// ```
    pub const ALL: &'static [Self] = &ALL_PRODUCTS;

    /// The product with this name, as in the host name of its API: `lighthouse` in
    /// `lighthouse.tencentcloudapi.com`.
    ///
    /// ```
    /// use tencentcloud_error_codes::Product;
    ///
    /// assert_eq!(Product::lookup("no-such-product"), None);
    /// ```
    #[must_use]
    pub fn lookup(name: &str) -> Option<Self> {
        PRODUCTS_BY_NAME.get(name).copied().map(Self)
    }

    /// The name, as in the host name of its API and in the name of its cargo feature.
    ///
    /// ```
    /// # use tencentcloud_error_codes::Product;
    /// for product in Product::ALL {
    ///     assert_eq!(Product::lookup(product.name()), Some(*product));
    /// }
    /// ```
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// The title, in English.
    ///
    /// ```
    /// # use tencentcloud_error_codes::Product;
    /// assert!(Product::ALL.iter().all(|product| !product.title().is_empty()));
    /// ```
    #[must_use]
    pub fn title(self) -> &'static str {
        self.row().title
    }

    /// The versions of the API, oldest first, such as `2020-03-24`.
    ///
    /// ```
    /// # use tencentcloud_error_codes::Product;
    /// assert!(Product::ALL.iter().all(|product| product.versions().is_sorted()));
    /// ```
    #[must_use]
    pub fn versions(self) -> &'static [&'static str] {
        self.row().versions
    }

    /// The URL of its documentation, if one is known.
    ///
    /// ```
    /// # use tencentcloud_error_codes::Product;
    /// let addresses = Product::ALL.iter().filter_map(|product| product.documentation());
    /// assert!(addresses.into_iter().all(|address| address.starts_with("https://")));
    /// ```
    #[must_use]
    pub fn documentation(self) -> Option<&'static str> {
        let docs = self.row().docs;
        (!docs.is_empty()).then_some(docs)
    }

    /// The codes that the product is documented to return, in the order of their text. Every product
    /// may also return the common codes, whether it lists them or not.
    ///
    /// ```
    /// # use tencentcloud_error_codes::Product;
    /// for product in Product::ALL {
    ///     for code in product.codes() {
    ///         assert!(code.products().contains(product));
    ///     }
    /// }
    /// ```
    #[must_use]
    pub fn codes(self) -> &'static [ErrorCode] {
        self.row().codes
    }

    fn row(self) -> &'static ProductRow {
        &PRODUCTS[usize::from(self.0)]
    }
}

impl ErrorCode {
    /// The codes that every product may return, in the order of their text. They are always compiled
    /// in.
    ///
    /// ```
    /// use tencentcloud_error_codes::ErrorCode;
    ///
    /// assert!(ErrorCode::COMMON.contains(&ErrorCode::RequestLimitExceeded));
    /// ```
    pub const COMMON: &'static [Self] = COMMON;

    /// The codes that no server sends. SDKs make them up when there was no usable response, or when
    /// they were used wrongly. They are always compiled in. The documentation of each variant names the
    /// SDKs.
    ///
    /// ```
    /// use tencentcloud_error_codes::{ErrorCode, Retry};
    ///
    /// // There was no response: the request may have been carried out.
    /// assert!(ErrorCode::CLIENT.contains(&ErrorCode::ClientErrorNetworkError));
    /// assert_eq!(ErrorCode::ClientErrorNetworkError.retry(), Retry::IfIdempotent);
    /// // The response could not be read: it may have been a success.
    /// assert_eq!(ErrorCode::ClientErrorParseJsonError.retry(), Retry::Never);
    /// ```
    pub const CLIENT: &'static [Self] = CLIENT;

    /// The products that are documented to return this code, among those that are compiled in. Any
    /// product may return a common code, whether it is listed here or not.
    ///
    /// ```
    /// # #[cfg(feature = "lighthouse")] {
    /// use tencentcloud_error_codes::ErrorCode;
    ///
    /// let products = ErrorCode::ResourcesSoldOutBundleSoldOut.products();
    /// assert!(products.iter().any(|product| product.name() == "lighthouse"));
    /// # }
    /// ```
    #[must_use]
    pub fn products(self) -> &'static [Product] {
        let index = self as usize;
        let (Some(&start), Some(&end)) = (
            CODE_PRODUCT_STARTS.get(index),
            CODE_PRODUCT_STARTS.get(index + 1),
        ) else {
            return &[];
        };
        CODE_PRODUCTS
            .get(usize::from(start)..usize::from(end))
            .unwrap_or_default()
    }
}

impl FromStr for Product {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, UnknownName> {
        Self::lookup(text).ok_or_else(|| {
            UnknownName::new("product", text, Self::ALL.iter().copied().map(Self::name))
        })
    }
}

impl fmt::Debug for Product {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Product").field(&self.name()).finish()
    }
}

impl fmt::Display for Product {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
