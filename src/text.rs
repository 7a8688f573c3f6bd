//! serde for the types that are a text.

use alloc::string::String;
use core::fmt;
use core::marker::PhantomData;
use core::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Unexpected, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::category::Category;
use crate::classify::{Classifier, Exception};
use crate::code::Code;
use crate::retry::Retry;
use crate::wire::WireCode;

/// Reads a code by its text; what the catalog does not have is an error.
///
/// # Errors
///
/// The text is not a code of the catalog, or the value is no text.
pub fn deserialize_code<'de, C: Code, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<C, D::Error> {
    deserializer.deserialize_str(FromText {
        read: C::lookup,
        expected: "a known error code",
        marker: PhantomData,
    })
}

struct FromText<T, F> {
    read: F,
    expected: &'static str,
    marker: PhantomData<T>,
}

impl<T, F: FnOnce(&str) -> Option<T>> Visitor<'_> for FromText<T, F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        let expected = self.expected;
        (self.read)(text).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &expected))
    }
}

macro_rules! by_text {
    ($type:ty, $expected:literal) => {
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str(FromText {
                    read: |text: &str| Self::from_str(text).ok(),
                    expected: $expected,
                    marker: PhantomData,
                })
            }
        }
    };
}

by_text!(Category, "a category");
by_text!(Retry, "a retry class");

impl Serialize for WireCode<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A code that is not known is copied, so that the result borrows nothing.
impl<'de> Deserialize<'de> for WireCode<'_> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(FromText {
            read: |text: &str| Some(WireCode::new(text).into_owned()),
            expected: "an error code",
            marker: PhantomData,
        })
    }
}

/// A map from codes to `category` and `retry`, as in the tables of `data/`.
impl<'de> Deserialize<'de> for Classifier {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ReadClassifier;

        impl<'de> Visitor<'de> for ReadClassifier {
            type Value = Classifier;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table of codes with `category` and `retry`")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Classifier, A::Error> {
                let mut classifier = Classifier::new();
                while let Some((code, exception)) = map.next_entry::<String, Exception>()? {
                    *classifier.exception(code) = exception;
                }
                Ok(classifier)
            }
        }

        deserializer.deserialize_map(ReadClassifier)
    }
}

impl<'de> Deserialize<'de> for Exception {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ReadException;

        impl<'de> Visitor<'de> for ReadException {
            type Value = Exception;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`category`, `retry` or both")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Exception, A::Error> {
                let mut exception = Exception::default();
                while let Some(field) = map.next_key::<String>()? {
                    match field.as_str() {
                        "category" => exception.category = Some(map.next_value()?),
                        "retry" => exception.retry = Some(map.next_value()?),
                        other => {
                            return Err(A::Error::unknown_field(other, &["category", "retry"]));
                        }
                    }
                }
                Ok(exception)
            }
        }

        deserializer.deserialize_map(ReadException)
    }
}
