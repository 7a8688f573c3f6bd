//! Two catalogs as one.

use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};

use crate::actor::Actor;
use crate::class::Class;
use crate::code::{Code, Parts, Prefix};
use crate::language::Language;

/// A code of one of two catalogs, for responses that may carry codes of both, such as ours and your
/// own. It is a catalog itself, so `WireCode`, `ApiError`, `Response` and everything built on them
/// accept it. For three catalogs, nest them.
///
/// ```
/// # // A catalog of your own stands here; two of ours show the same.
/// # use tencentcloud_error_codes::ErrorCode as DeskCode;
/// use tencentcloud_error_codes::{ApiError, Decision, Either, ErrorCode, Idempotency, WireCode};
///
/// // In your program, once:
/// type AnyCode = Either<DeskCode, ErrorCode>;
///
/// fn what_now(error: &ApiError<AnyCode>) -> Decision {
///     match error.code().known() {
///         Some(Either::First(code)) => println!("ours: {code}, {}", code.description()),
///         Some(Either::Second(code)) => println!("theirs: {code}, {}", code.description()),
///         None => println!("{} is new here", error.code()),
///     }
///     Decision::new(error, Idempotency::Idempotent)
/// }
///
/// let error = ApiError::<AnyCode>::of("InternalError", "", None);
/// assert!(matches!(what_now(&error), Decision::Backoff { .. }));
/// assert_eq!(*error.code(), ErrorCode::InternalError);
/// ```
///
/// If both catalogs have a code, the first one wins. If neither has it, it takes its class from the
/// longest prefix that one of them knows.
///
/// A few things that an enum has are not possible for two catalogs together: `ALL` as a constant (use
/// [`Code::all`]), strum's traits, and names for a `match` without `Either::`.
#[derive(Clone, Copy, Debug)]
pub enum Either<A, B> {
    /// A code of the first catalog.
    First(A),
    /// A code of the second catalog that the first does not have.
    Second(B),
}

/// Calls the same for the code of either.
macro_rules! either {
    ($self:ident, $code:ident => $call:expr) => {
        match $self {
            Either::First($code) => $call,
            Either::Second($code) => $call,
        }
    };
}

// All of these are by the text, as for every catalog.
impl<A: Code, B: Code> PartialEq for Either<A, B> {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl<A: Code, B: Code> Eq for Either<A, B> {}

impl<A: Code, B: Code> Hash for Either<A, B> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl<A: Code, B: Code> Ord for Either<A, B> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl<A: Code, B: Code> PartialOrd for Either<A, B> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<A: Code, B: Code> fmt::Display for Either<A, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl<A: Code, B: Code> AsRef<str> for Either<A, B> {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl<A: Code, B: Code> From<Either<A, B>> for Option<Class> {
    fn from(code: Either<A, B>) -> Self {
        Some(code.class())
    }
}

impl<A: Code, B: Code> Parts for Either<A, B> {
    fn prefix(text: &str) -> Option<Prefix> {
        match (A::prefix(text), B::prefix(text)) {
            (Some(first), Some(second)) if second.name.len() > first.name.len() => Some(second),
            (first, second) => first.or(second),
        }
    }

    fn family_of(text: &str) -> &str {
        let (first, second) = (A::prefix(text), B::prefix(text));
        let len = |prefix: Option<Prefix>| prefix.map(|prefix| prefix.name.len());
        if len(second) > len(first) {
            B::family_of(text)
        } else {
            A::family_of(text)
        }
    }

    fn is_known(text: &str) -> bool {
        A::is_known(text) || B::is_known(text)
    }
}

impl<A: Code, B: Code> Code for Either<A, B> {
    fn all() -> impl Iterator<Item = Self> {
        let mut first = A::all().peekable();
        let second = B::all().filter(|code| A::lookup(code.as_str()).is_none());
        let mut second = second.peekable();
        core::iter::from_fn(move || {
            let is_second = match (first.peek(), second.peek()) {
                (Some(first), Some(second)) => second.as_str() < first.as_str(),
                (first, _) => first.is_none(),
            };
            if is_second {
                second.next().map(Self::Second)
            } else {
                first.next().map(Self::First)
            }
        })
    }

    fn lookup(text: &str) -> Option<Self> {
        let first = A::lookup(text).map(Self::First);
        first.or_else(|| B::lookup(text).map(Self::Second))
    }

    fn as_str(self) -> &'static str {
        either!(self, code => code.as_str())
    }

    fn description(self) -> &'static str {
        either!(self, code => code.description())
    }

    fn hint(self) -> Option<&'static str> {
        either!(self, code => code.hint())
    }

    fn description_in(self, language: Language) -> &'static str {
        either!(self, code => code.description_in(language))
    }

    fn hint_in(self, language: Language) -> Option<&'static str> {
        either!(self, code => code.hint_in(language))
    }

    fn actor(self) -> Option<Actor> {
        either!(self, code => code.actor())
    }

    fn class(self) -> Class {
        either!(self, code => code.class())
    }

    fn http_status(self) -> u16 {
        either!(self, code => code.http_status())
    }

    fn family(self) -> &'static str {
        either!(self, code => code.family())
    }
}
