//! Exceptions to the classes of the catalog, made at run time.

use alloc::string::String;
use alloc::vec::Vec;

use crate::category::Category;
use crate::code::Code;
use crate::retry::Retry;
use crate::wire::WireCode;

/// Anything that has a code and perhaps a class: [`WireCode`], [`ErrorCode`](crate::ErrorCode) and
/// every other enum with [`Code`]. For middleware that is written once for all of them.
///
/// Where the trait is in scope, a call on a reference, `code.category()` with a `code: &ErrorCode`, is
/// the trait's; by value, `(*code).category()`, it is the enum's own.
///
/// ```
/// use tencentcloud_error_codes::{Classified, ErrorCode, Retry, WireCode};
///
/// fn is_worth_waiting(code: &dyn Classified) -> bool {
///     matches!(code.retry(), Some(Retry::Backoff | Retry::WhenReady))
/// }
///
/// assert!(is_worth_waiting(&ErrorCode::RequestLimitExceeded));
/// assert!(is_worth_waiting(&WireCode::new("RequestLimitExceeded.SomethingNew")));
/// assert!(!is_worth_waiting(&WireCode::new("Gibberish")));
/// ```
pub trait Classified {
    /// The text of the code.
    fn as_str(&self) -> &str;

    /// What went wrong, if anything is known of it.
    fn category(&self) -> Option<Category>;

    /// What may be done with the same request, if anything is known of it.
    fn retry(&self) -> Option<Retry>;
}

impl<C: Code> Classified for C {
    fn as_str(&self) -> &str {
        Code::as_str(self)
    }

    fn category(&self) -> Option<Category> {
        Some(Code::category(self))
    }

    fn retry(&self) -> Option<Retry> {
        Some(Code::retry(self))
    }
}

impl Classified for WireCode<'_> {
    fn as_str(&self) -> &str {
        self.as_str()
    }

    fn category(&self) -> Option<Category> {
        self.category()
    }

    fn retry(&self) -> Option<Retry> {
        self.retry()
    }
}

/// Exceptions to the classes of the catalog: "in our account `InternalError` is never retried".
///
/// An exception is made for a code and for everything below it: one for `InternalError` holds for
/// `InternalError.DBError`, too, unless there is a longer one for that. Codes without an
/// exception keep the class of the catalog. A look-up does not allocate.
///
/// ```
/// use tencentcloud_error_codes::{Category, Classifier, ErrorCode, Retry, WireCode};
///
/// let classifier = Classifier::new()
///     .with_retry("InternalError", Retry::Never)
///     .with_retry("InternalError.Known", Retry::Backoff)
///     .with_category("UnsupportedOperation.Mutex", Category::Conflict)
///     .with_retry("UnsupportedOperation.Mutex", Retry::WhenReady);
///
/// assert_eq!(classifier.retry(&ErrorCode::InternalError), Some(Retry::Never));
/// assert_eq!(classifier.retry(&WireCode::new("InternalError.Known.Too")), Some(Retry::Backoff));
/// assert_eq!(classifier.retry(&WireCode::new("UnsupportedOperation.Mutex")), Some(Retry::WhenReady));
/// // Not spoken of: as in the catalog.
/// assert_eq!(classifier.category(&ErrorCode::InternalError), Some(Category::Internal));
/// assert_eq!(classifier.retry(&WireCode::new("InternalErrors")), None);
/// ```
///
/// With the feature `serde` it can be read from a file, in the words of the tables in `data/`:
///
/// ```
/// # #[cfg(feature = "serde")] {
/// use tencentcloud_error_codes::{Classifier, Retry, WireCode};
///
/// // As TOML: ["UnsupportedOperation.Mutex"]
/// //          category = "conflict"
/// //          retry = "when_ready"
/// let file = r#"{"UnsupportedOperation.Mutex": {"category": "conflict", "retry": "when_ready"}}"#;
/// let classifier: Classifier = serde_json::from_str(file).unwrap();
/// let code = WireCode::new("UnsupportedOperation.Mutex");
/// assert_eq!(classifier.retry(&code), Some(Retry::WhenReady));
/// # }
/// ```
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Classifier {
    /// In the order of the text.
    exceptions: Vec<(String, Exception)>,
}

/// What an exception says; what it does not say is as in the catalog.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Exception {
    pub(crate) category: Option<Category>,
    pub(crate) retry: Option<Retry>,
}

impl Classifier {
    /// A classifier without exceptions.
    ///
    /// ```
    /// use tencentcloud_error_codes::{Classifier, ErrorCode};
    ///
    /// let code = ErrorCode::InternalError;
    /// assert_eq!(Classifier::new().retry(&code), Some(code.retry()));
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self {
            exceptions: Vec::new(),
        }
    }

    /// Gives a code, and everything below it, another category. A later call replaces an earlier
    /// one for the same code.
    ///
    /// It reaches further than the one code: `FailedOperation` speaks of
    /// `FailedOperation.BalanceInsufficient`, too, whatever the catalog says of that. Name the
    /// longest code that you mean.
    ///
    /// ```
    /// use tencentcloud_error_codes::{Category, Classifier, WireCode};
    ///
    /// let classifier = Classifier::new().with_category("Private", Category::Conflict);
    /// let code = WireCode::new("Private.InUse");
    /// assert_eq!(classifier.category(&code), Some(Category::Conflict));
    /// ```
    #[must_use]
    pub fn with_category(mut self, code: impl Into<String>, category: Category) -> Self {
        self.exception(code.into()).category = Some(category);
        self
    }

    /// Gives a code, and everything below it, another retry class. A later call replaces an
    /// earlier one for the same code.
    ///
    /// It reaches further than the one code: `FailedOperation` speaks of
    /// `FailedOperation.BalanceInsufficient`, too, whatever the catalog says of that. Name the
    /// longest code that you mean.
    ///
    /// ```
    /// use tencentcloud_error_codes::{Classifier, ErrorCode, Retry};
    ///
    /// let classifier = Classifier::new().with_retry("FailedOperation", Retry::Never);
    /// assert_eq!(classifier.retry(&ErrorCode::FailedOperation), Some(Retry::Never));
    /// ```
    #[must_use]
    pub fn with_retry(mut self, code: impl Into<String>, retry: Retry) -> Self {
        self.exception(code.into()).retry = Some(retry);
        self
    }

    /// What went wrong: by the longest exception that speaks of it, or else by the catalog.
    ///
    /// ```
    /// use tencentcloud_error_codes::{Category, Classifier, ErrorCode};
    ///
    /// let code = ErrorCode::LimitExceeded;
    /// assert_eq!(Classifier::new().category(&code), Some(Category::Quota));
    /// ```
    #[must_use]
    pub fn category(&self, code: &(impl Classified + ?Sized)) -> Option<Category> {
        self.exceptions_for(code.as_str())
            .find_map(|exception| exception.category)
            .or_else(|| code.category())
    }

    /// What may be done with the same request: by the longest exception that speaks of it, or else
    /// by the catalog.
    ///
    /// ```
    /// use tencentcloud_error_codes::{Classifier, ErrorCode, Retry};
    ///
    /// let code = ErrorCode::LimitExceeded;
    /// assert_eq!(Classifier::new().retry(&code), Some(Retry::Never));
    /// ```
    #[must_use]
    pub fn retry(&self, code: &(impl Classified + ?Sized)) -> Option<Retry> {
        self.exceptions_for(code.as_str())
            .find_map(|exception| exception.retry)
            .or_else(|| code.retry())
    }

    pub(crate) fn exception(&mut self, code: String) -> &mut Exception {
        let index = match self.position(&code) {
            Ok(index) => index,
            Err(index) => {
                self.exceptions.insert(index, (code, Exception::default()));
                index
            }
        };
        &mut self.exceptions[index].1
    }

    /// The exceptions for a code, the longest first.
    fn exceptions_for<'a>(&'a self, code: &'a str) -> impl Iterator<Item = Exception> + use<'a> {
        let longest = self.exceptions.iter().map(|(code, _)| code.len()).max();
        let mut rest = Some(code);
        core::iter::from_fn(move || {
            while let Some(prefix) = rest {
                rest = prefix.rsplit_once('.').map(|(shorter, _)| shorter);
                // No need to look for what is longer than every exception.
                if longest.is_none_or(|longest| prefix.len() > longest) {
                    continue;
                }
                if let Ok(index) = self.position(prefix) {
                    return Some(self.exceptions[index].1);
                }
            }
            None
        })
    }

    fn position(&self, code: &str) -> Result<usize, usize> {
        self.exceptions
            .binary_search_by(|(known, _)| known.as_str().cmp(code))
    }
}
