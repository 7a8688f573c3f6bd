//! Every `T` reads through the envelope to what it reads directly.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Debug;

use proptest::prelude::*;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use tencentcloud_error_codes::Response;

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "PascalCase")]
struct Plain {
    total_count: Option<u64>,
    #[serde(default)]
    set: Vec<Value>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "PascalCase")]
struct OptionalId {
    total_count: Option<u64>,
    request_id: Option<String>,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Id(String);

#[derive(Debug, Deserialize, PartialEq)]
#[serde(transparent)]
struct TransparentId {
    id: Option<String>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "PascalCase")]
struct NewtypeId {
    request_id: Id,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "PascalCase")]
struct OptionalNewtypeId {
    request_id: Option<Id>,
    #[serde(default)]
    total_count: Value,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "PascalCase", default)]
#[derive(Default)]
struct Inner {
    total_count: Option<u64>,
    name: Option<String>,
}

#[derive(Debug, Deserialize, PartialEq)]
struct FlattenedBesideId {
    #[serde(rename = "RequestId")]
    id: Option<String>,
    #[serde(flatten)]
    inner: Inner,
}

#[derive(Debug, Deserialize, PartialEq)]
struct FlattenedRest {
    #[serde(rename = "TotalCount")]
    count: Option<u64>,
    #[serde(flatten)]
    rest: BTreeMap<String, Value>,
}

#[derive(Debug, Deserialize, PartialEq)]
struct FlattenedId {
    #[serde(flatten)]
    inner: Inner,
    #[serde(flatten)]
    id: WithTransparentId,
}

#[derive(Debug, Deserialize, PartialEq)]
struct WithTransparentId {
    #[serde(rename = "RequestId")]
    id: TransparentId,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Borrowed<'a> {
    #[serde(rename = "RequestId", borrow)]
    id: Option<&'a str>,
    #[serde(rename = "Name", borrow, default)]
    name: Cow<'a, str>,
}

#[derive(Debug, Deserialize, PartialEq)]
struct BorrowedRequired<'a> {
    #[serde(rename = "RequestId")]
    id: &'a str,
}

#[derive(Debug, Deserialize, PartialEq)]
struct NumberId {
    #[serde(rename = "RequestId")]
    id: u64,
}

#[derive(Debug, Deserialize, PartialEq)]
struct AnyId {
    #[serde(rename = "RequestId")]
    id: Value,
}

#[derive(Debug, Deserialize, PartialEq)]
struct RenamedId {
    #[serde(rename = "Id", alias = "RequestId")]
    id: Option<String>,
}

#[derive(Debug, Deserialize, PartialEq)]
enum Word {
    #[serde(rename = "r")]
    R,
    #[serde(other)]
    Other,
}

#[derive(Debug, Deserialize, PartialEq)]
struct EnumId {
    #[serde(rename = "RequestId")]
    id: Word,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(untagged)]
enum Untagged {
    Counted {
        #[serde(rename = "TotalCount")]
        count: u64,
        #[serde(rename = "RequestId")]
        id: Option<String>,
    },
    Other(BTreeMap<String, Value>),
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(tag = "Name")]
enum Tagged {
    #[serde(rename = "n")]
    N {
        #[serde(rename = "RequestId")]
        id: Option<String>,
    },
    #[serde(rename = "m")]
    M,
}

#[derive(Debug, Deserialize, PartialEq)]
enum External {
    RequestId(String),
    TotalCount(u64),
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Strict {
    #[serde(rename = "RequestId")]
    id: Option<String>,
    #[serde(rename = "TotalCount")]
    count: Option<u64>,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Wrapper(OptionalId);

/// Whatever reads directly reads through the envelope to the same, and from a tree as from a text.
fn check<'a, T: Deserialize<'a> + Debug + PartialEq>(inner: &'a str, body: &'a str) {
    let Ok(direct) = serde_json::from_str::<T>(inner) else {
        return;
    };
    match serde_json::from_str::<Response<T>>(body) {
        Ok(response) => assert_eq!(response.into_result().unwrap(), direct, "{body}"),
        Err(error) => panic!("{body}: {error}, but it reads directly to {direct:?}"),
    }
}

fn check_all(inner: &str) {
    let body = format!(r#"{{"Response":{inner}}}"#);
    check::<Plain>(inner, &body);
    check::<OptionalId>(inner, &body);
    check::<NewtypeId>(inner, &body);
    check::<OptionalNewtypeId>(inner, &body);
    check::<FlattenedBesideId>(inner, &body);
    check::<FlattenedRest>(inner, &body);
    check::<FlattenedId>(inner, &body);
    check::<Borrowed<'_>>(inner, &body);
    check::<BorrowedRequired<'_>>(inner, &body);
    check::<NumberId>(inner, &body);
    check::<AnyId>(inner, &body);
    check::<RenamedId>(inner, &body);
    check::<EnumId>(inner, &body);
    check::<Untagged>(inner, &body);
    check::<Tagged>(inner, &body);
    check::<External>(inner, &body);
    check::<Strict>(inner, &body);
    check::<Wrapper>(inner, &body);
    check::<Option<OptionalId>>(inner, &body);
    check::<Box<OptionalId>>(inner, &body);
    check::<Value>(inner, &body);
    check::<HashMap<String, Value>>(inner, &body);
    check::<IgnoredAny>(inner, &body);
}

#[test]
fn the_forms_of_an_id_that_people_write() {
    let inner = r#"{"TotalCount":7,"Name":"n","RequestId":"r"}"#;
    let body = &format!(r#"{{"Response":{inner}}}"#);
    // Each of these reads directly, so that none is skipped.
    macro_rules! read {
        ($($type:ty),+) => { $(
            serde_json::from_str::<$type>(inner).unwrap();
            let response: Response<$type> = serde_json::from_str(body).unwrap();
            assert_eq!(response.request_id(), Some("r"));
        )+ };
    }
    read!(
        Plain,
        OptionalId,
        NewtypeId,
        OptionalNewtypeId,
        FlattenedBesideId,
        FlattenedRest,
        FlattenedId,
        Borrowed<'_>,
        BorrowedRequired<'_>,
        AnyId,
        RenamedId,
        EnumId,
        Untagged,
        Tagged,
        Wrapper,
        Option<OptionalId>,
        Value
    );
    for inner in [
        inner,
        r#"{"RequestId":"r","TotalCount":7,"Name":"n"}"#,
        r#"{"TotalCount":7,"RequestId":"r","Name":"n"}"#,
        r#"{"RequestId":"r"}"#,
        r#"{"RequestId":null,"TotalCount":7}"#,
        r#"{"RequestId":17,"TotalCount":7}"#,
        r#"{"RequestId":-1.5,"TotalCount":7}"#,
        r#"{"RequestId":{"a":[1,null,"x"]},"TotalCount":7}"#,
        r#"{"RequestId":["r",true],"TotalCount":7}"#,
        r#"{"RequestId":"r\u0041","Name":"n\n"}"#,
        r#"{"RequestId":"r","TotalCount":7}"#,
        r#"{"TotalCount":7}"#,
        "{}",
    ] {
        check_all(inner);
    }
}

#[test]
fn the_action_may_borrow() {
    let body = r#"{"Response":{"Name":"n","RequestId":"r"}}"#.to_owned();
    let response: Response<Borrowed<'_>> = serde_json::from_str(&body).unwrap();
    let value = response.into_result().unwrap();
    assert!(matches!(value.name, Cow::Borrowed("n")));
    assert_eq!(value.id, Some("r"));
}

#[test]
fn a_tree_reads_as_a_text() {
    let tree = json!({"Response": {"TotalCount": 7, "RequestId": "r"}});
    let response: Response<OptionalId> = serde_json::from_value(tree).unwrap();
    let value = response.into_result().unwrap();
    assert_eq!(
        (value.total_count, value.request_id.as_deref()),
        (Some(7), Some("r"))
    );
}

#[test]
fn fields_may_be_raw() {
    let body = r#"{"Response":{"Set":[1, 2],"RequestId":"r"}}"#;
    let response: Response<BTreeMap<String, Box<RawValue>>> = serde_json::from_str(body).unwrap();
    assert_eq!(response.request_id(), Some("r"));
    let fields = response.into_result().unwrap();
    assert_eq!(fields["Set"].get(), "[1, 2]");
    assert_eq!(fields["RequestId"].get(), "\"r\"");
}

#[test]
fn a_raw_id_is_the_json_of_what_was_read() {
    #[derive(Deserialize)]
    struct RawId {
        #[serde(rename = "RequestId")]
        id: Box<RawValue>,
    }
    for (id, raw) in [
        (r#""r""#, r#""r""#),
        (
            r#""a\"b\\c\u001f\b\n/ä""#,
            r#""a\"b\\c\u001f\u0008\u000a/ä""#,
        ),
        ("7", "7"),
        ("true", "true"),
    ] {
        let body = format!(r#"{{"Response":{{"RequestId":{id}}}}}"#);
        let response: Response<RawId> = serde_json::from_str(&body).unwrap();
        assert_eq!(response.into_result().unwrap().id.get(), raw);
    }
}

#[test]
fn an_id_may_be_of_any_type() {
    #[derive(Debug, Deserialize, PartialEq)]
    struct AddressId {
        #[serde(rename = "RequestId")]
        id: std::net::IpAddr,
    }
    #[derive(Debug, Deserialize, PartialEq)]
    enum Kind {
        Numbered(u64),
        Named(String),
    }
    #[derive(Debug, Deserialize, PartialEq)]
    struct KindId {
        #[serde(rename = "RequestId")]
        id: Kind,
    }
    let read = |id: &str| format!(r#"{{"Response":{{"RequestId":{id}}}}}"#);

    let address: Response<AddressId> = serde_json::from_str(&read(r#""127.0.0.1""#)).unwrap();
    assert!(address.into_result().unwrap().id.is_loopback());

    let kind: Response<KindId> = serde_json::from_str(&read(r#"{"Numbered":7}"#)).unwrap();
    assert_eq!(kind.into_result().unwrap().id, Kind::Numbered(7));
    let kind: Response<KindId> = serde_json::from_str(&read(r#"{"Named":"7"}"#)).unwrap();
    assert_eq!(kind.into_result().unwrap().id, Kind::Named("7".to_owned()));

    // As `serde_json` hands it over with the feature `arbitrary_precision`.
    let digits = read(r#"{"$serde_json::private::Number":"7"}"#);
    let number: Response<NumberId> = serde_json::from_str(&digits).unwrap();
    assert_eq!(number.request_id(), Some("7"));
    number.into_result().unwrap();
}

#[test]
fn a_raw_value_as_the_whole_says_what_to_do() {
    let body = r#"{"Response":{"Set":[1, 2],"RequestId":"r"}}"#;
    let error = serde_json::from_str::<Response<Box<RawValue>>>(body).unwrap_err();
    assert_eq!(
        error.to_string(),
        "found `RawValue` as the type of the answer, expected a type with fields: \
         `BTreeMap<String, Box<RawValue>>` keeps each field as it is at line 1 column 18"
    );
}

/// A format that is not for people, such as a binary one.
mod compact {
    use serde::de::{Deserializer, Visitor};

    /// Like the tree, but not for people.
    pub(super) struct Compact(pub(super) serde_json::Value);

    impl<'de> Deserializer<'de> for Compact {
        type Error = serde_json::Error;

        fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
            self.0.deserialize_any(visitor)
        }

        fn is_human_readable(&self) -> bool {
            false
        }

        serde::forward_to_deserialize_any! {
            bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
            option unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier
            ignored_any
        }
    }
}

#[test]
fn whether_the_format_is_for_people_is_passed_on() {
    #[derive(Debug, PartialEq)]
    struct Human(bool);
    impl<'de> Deserialize<'de> for Human {
        fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let human = Self(deserializer.is_human_readable());
            IgnoredAny::deserialize(deserializer)?;
            Ok(human)
        }
    }
    #[derive(Debug, Deserialize)]
    struct WithId {
        #[serde(rename = "RequestId")]
        id: Human,
    }
    let tree = json!({"Response": {"RequestId": "r"}});
    for (human, value) in [
        (
            true,
            serde_json::from_value::<Response<Human>>(tree.clone()).unwrap(),
        ),
        (
            false,
            Response::deserialize(compact::Compact(tree.clone())).unwrap(),
        ),
    ] {
        assert_eq!(value.into_result().unwrap(), Human(human));
    }
    let response: Response<WithId> = Response::deserialize(compact::Compact(tree)).unwrap();
    assert_eq!(response.into_result().unwrap().id, Human(false));
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-1e9..1e9).prop_map(|number: f64| json!(number)),
        "[a-z\\n\"]{0,4}".prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            proptest::collection::btree_map("[a-c]", inner, 0..3)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_fields_in_any_order(
        mut fields in proptest::collection::vec(
            (
                prop_oneof![Just("RequestId"), Just("TotalCount"), Just("Name"), Just("Set"), Just("X")],
                prop_oneof![value(), Just(json!("r")), Just(json!("n")), Just(json!(7))],
            ),
            0..5,
        )
    ) {
        // Two of a key are another matter.
        let mut seen = std::collections::HashSet::new();
        fields.retain(|(name, _)| seen.insert(*name));
        let fields: Vec<_> = fields
            .iter()
            .map(|(name, value)| format!("{name:?}:{value}"))
            .collect();
        check_all(&format!("{{{}}}", fields.join(",")));
    }
}
