//! serde for the types that are written as a text, and for the classifier.

use alloc::format;
use alloc::string::{String, ToString};
use core::fmt;
use core::marker::PhantomData;
use core::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Unexpected, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::actor::Actor;
use crate::category::Category;
use crate::classifier::{Classifier, Rule};
use crate::code::Code;
use crate::either::Either;
use crate::escape::Shortened;
use crate::idempotency::Idempotency;
use crate::language::Language;
use crate::response::NUMBER;
use crate::retry::Retry;
use crate::window::Window;
use crate::wire::WireCode;

/// Reads a code by its text; what the catalog does not have is an error.
///
/// # Errors
///
/// The text is not a code of the catalog, or the value is not a text.
pub fn deserialize_code<'de, C: Code, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<C, D::Error> {
    deserializer.deserialize_str(FromText {
        read: |text: &str| {
            C::lookup(text).ok_or_else(|| {
                let found = Shortened(text);
                format!("found the error code `{found}`, expected one of this catalog")
            })
        },
        expected: "an error code",
        marker: PhantomData,
    })
}

struct FromText<T, F> {
    read: F,
    expected: &'static str,
    marker: PhantomData<T>,
}

impl<T, M: fmt::Display, F: FnOnce(&str) -> Result<T, M>> Visitor<'_> for FromText<T, F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.read)(text).map_err(E::custom)
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
                    read: Self::from_str,
                    expected: $expected,
                    marker: PhantomData,
                })
            }
        }
    };
}

by_text!(Category, "a category");
by_text!(Retry, "a retry class");
by_text!(Actor, "an actor");
by_text!(Idempotency, "an idempotency");
by_text!(Language, "a language");
by_text!(Window, "a window");

impl<C: Code> Serialize for WireCode<'_, C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A code that is not known is copied, so that the result borrows nothing.
impl<'de, C: Code> Deserialize<'de> for WireCode<'_, C> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(FromText {
            read: Self::from_str,
            expected: "an error code",
            marker: PhantomData,
        })
    }
}

impl<C: Code> WireCode<'_, C> {
    /// Deserializes a code that an API sends as an integer or as a string. A number becomes the text of
    /// its digits.
    ///
    /// The ordinary `Deserialize` accepts only a string. It cannot accept both in every format: XML
    /// does not tell numbers from strings, and CSV would turn `08001` into the number 8001. The
    /// envelope accepts both.
    ///
    /// ```
    /// use serde::Deserialize;
    /// use tencentcloud_error_codes::WireCode;
    ///
    /// #[derive(Deserialize)]
    /// struct Answer {
    ///     #[serde(deserialize_with = "WireCode::deserialize_number_or_text")]
    ///     errcode: WireCode<'static>,
    /// }
    ///
    /// let answer: Answer = serde_json::from_str(r#"{"errcode": 4000, "errmsg": ""}"#)?;
    /// assert_eq!(answer.errcode, "4000");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The value is neither a string nor an integer, or the format is not self-describing.
    pub fn deserialize_number_or_text<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumberOrText(PhantomData))
    }
}

struct NumberOrText<C>(PhantomData<C>);

impl<'de, C: Code> Visitor<'de> for NumberOrText<C> {
    type Value = WireCode<'static, C>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an error code")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(WireCode::of(String::from(text)))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        self.visit_str(&number.to_string())
    }

    /// A number of `serde_json` with the feature `arbitrary_precision`.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        if map.next_key::<String>()?.as_deref() == Some(NUMBER) {
            let digits: String = map.next_value()?;
            let unsigned = digits.strip_prefix('-').unwrap_or(&digits);
            if unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
                return self.visit_str(&digits);
            }
        }
        Err(A::Error::invalid_type(Unexpected::Map, &self))
    }
}

impl<A: Code, B: Code> Serialize for Either<A, B> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de, A: Code, B: Code> Deserialize<'de> for Either<A, B> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_code(deserializer)
    }
}

/// A map from codes to `category` and `retry`, in the order of the text; `.*` stands for everything
/// below a code.
impl Serialize for Classifier {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.spelled())
    }
}

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
                while let Some((code, rule)) = map.next_entry::<String, Rule>()? {
                    if classifier.add_spelled(&code, rule).is_none() {
                        return Err(A::Error::custom(format_args!(
                            "found a second rule for `{}`, expected one",
                            Shortened(&code)
                        )));
                    }
                }
                Ok(classifier)
            }
        }

        deserializer.deserialize_map(ReadClassifier)
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(category) = self.category {
            map.serialize_entry("category", &category)?;
        }
        if let Some(retry) = self.retry {
            map.serialize_entry("retry", &retry)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Rule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ReadRule;

        impl<'de> Visitor<'de> for ReadRule {
            type Value = Rule;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`category`, `retry` or both")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Rule, A::Error> {
                let mut rule = Rule::default();
                while let Some(field) = map.next_key::<String>()? {
                    let is_second = match field.as_str() {
                        "category" => rule.category.replace(map.next_value()?).is_some(),
                        "retry" => rule.retry.replace(map.next_value()?).is_some(),
                        other => {
                            return Err(A::Error::unknown_field(other, &["category", "retry"]));
                        }
                    };
                    if is_second {
                        return Err(A::Error::custom(format_args!("duplicate field `{field}`")));
                    }
                }
                if rule.is_empty() {
                    return Err(A::Error::custom(
                        "found an empty rule, expected `category`, `retry` or both",
                    ));
                }
                Ok(rule)
            }
        }

        deserializer.deserialize_map(ReadRule)
    }
}
