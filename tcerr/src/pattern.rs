//! Regular expressions that find codes within an engine that has no extractor. They are of what RE2 and
//! Java have in common, so nothing looks ahead.
//!
//! There are two, because capture groups are slow: without them RE2 reads a line with an automaton, with
//! them it keeps track of every alternative. So the large pattern has no group and finds a code with its
//! surroundings, and a small one takes the code out of those.

use std::iter::Peekable;
use std::str::Chars;

use tencentcloud_error_codes::ErrorCode;
use tencentcloud_error_codes::extract::codes_in;

/// A dot that ends a sentence, also where the next one begins without a blank.
macro_rules! sentence {
    () => {
        r"\.(?:$|\.\.\s|[^A-Za-z0-9_.(]|(?:An|Check|If|It|No|Please|The|There|This|We|You|Your)\s)"
    };
}

/// What may be before a code: no word, path, host or variable, unless it is an escape or a color, and no
/// type with a parameter. The last alternative is a message before its code.
const BEFORE: &str = concat!(
    r"(?:^<?|[^A-Za-z0-9_.$@#%~/\\:<-]<?|[^:]:<?",
    r"|\\(?:[nrt]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4})|%[0-9A-Fa-f]{2}|\[[0-9;:]*[A-Za-z]|\x1b(?:\(B|\\)",
    r#"|"Message"\s*:\s*"[^"\\]*(?:\\.[^"\\]*)*",\s*"Code"\s*:\s*")"#,
);
/// What may be behind it. First the message of its record, in JSON, in JSON that is a text in JSON, and as
/// the SDKs print it, so that no code is found in there. Else no call, and a dot only
/// if it ends a sentence, or a sentence begins behind it without a blank.
const BEHIND: &str = concat!(
    r#"(?:",\s*"Message"\s*:\s*"[^"\\]*(?:\\.[^"\\]*)*""#,
    r#"|\\+",\s*\\+"Message\\+"\s*:\s*\\+".*?\\+"\s*[,}]"#,
    r"|,\s*Message=.*?(?:RequestId=[0-9a-f]{8}|$)|\s+message:.*?(?:requestId:|$)|-.*?requestId:",
    r"|$|[^A-Za-z0-9_.@$#>(\[:\\-]|:(?:$|[^:])|-(?:$|[^a-z0-9>])",
    r#"|\\["\\nrtux]|#033\[|"#,
    sentence!(),
    ")",
);
/// What may also be behind a code of several parts, which is hardly the name of anything else:
/// the end of `<…>`, and brackets that start with prose, not with arguments: two words in lower case, or
/// a letter that is not ASCII.
const BEHIND_PARTS: &str = r"(?:>|[(\[](?:[a-z]+ [a-z]|[^ -~]))";
/// A part behind a dot.
const PART: &str = r"(?:\.[A-Z][A-Za-z0-9_]+)";

/// What is around a code that an SDK makes up, in prose.
const QUOTE: &str = r"[\x22\x27`]";
/// What is before a word that is a code only in a field for it.
const BEFORE_WORD: &str =
    r"(?:^|[^A-Za-z])(?:[Ee]rr(?:or)?_?)?[Cc]ode(?:\\*[\x22\x27])?\s*[:=]\s*(?:\\*[\x22\x27])?";
/// What is behind it: the end of the line, or the next field of the record of an error.
const BEHIND_WORD: &str = concat!(
    r"(?:\s*$|(?:\\*[\x22\x27])?,\s*$",
    r"|(?:\\*[\x22\x27])?[,;&]?\s*(?:\\*[\x22\x27])?(?:[Mm]essage|[Rr]equest_?[Ii]d)(?:\\*[\x22\x27])?\s*[:=])",
);
/// What is before a code of object storage, whose codes are words of any storage: the header of an SDK, or
/// what its document and its SDKs for Go and Python put there.
const BEFORE_STORAGE: &str = concat!(
    r"(?:TencentCloudSDK(?:Error|Exception)\]\s*[Cc]ode[=:]\s*",
    r"|<Code>|[0-9]{3} |[\x27]code[\x27]: [\x27])",
);
/// What is behind it. Other storages have no trace id.
const BEHIND_STORAGE: &str = concat!(
    r"(?:, Message=|\s+message:|</Code>.*<TraceId>",
    r"|\(Message: .*TraceId: |[\x27], .*[\x27]traceid[\x27]: )",
);
/// Where any word is a code: on a line of its own, and in the envelope of an answer.
const BEFORE_ANY: &str = concat!(
    r#"(?:^\s*|Response\\*"\s*:\s*\{(?:\s*\\*"RequestId\\*"\s*:\s*\\*"[^"\\]*\\*",)?"#,
    r#"\s*\\*"Error\\*"\s*:\s*\{\s*\\*"Code\\*"\s*:\s*\\*")"#,
);
const BEHIND_ANY: &str = r#"(?:\s*$|\\*")"#;
/// What is before a number of API 2.0 that stands for a code: an envelope, or the header of an SDK.
const BEFORE_NUMBER: &str = concat!(
    r#"(?:Error\\*"\s*:\s*\{\s*\\*"Code\\*"\s*:\s*\\*""#,
    r"|TencentCloudSDK(?:Error|Exception)\]\s*[Cc]ode[=:]\s*)",
);
const BEHIND_NUMBER: &str = "(?:$|[^A-Za-z0-9.])";

/// Takes the codes out of what the large pattern found, where every word that is not skipped here is a
/// code. Skipped are a message and the name of a field before it, and the rest of the record behind it.
const CODE: &str = concat!(
    r#"(?:^(?:"Message".*"Code[\s:=>{\x22\x27\\]+"#,
    r#"|(?:(?:Response|Error)\\*"|TencentCloudSDK).*?[Cc]ode[\s:=>{\x22\x27\\]+"#,
    r"|.?(?:[Ee]rr(?:or)?_?)?[Cc]ode[\s:=>{\x22\x27\\]+",
    r"|%[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|.?\[[0-9;:]*[A-Za-z]|\x1b\(B))?",
    r"([A-Z][A-Za-z0-9_]+(?:\.[A-Za-z][A-Za-z0-9_]*){0,2}?|[0-9]{4})",
    r"(?:[\s,;&(\x22\x27\\]*(?:[Mm]essage|[Rr]equest_?[Ii]d).*|-.*requestId:|</Code>.*|[\x27], .*",
    r"|$|[^A-Za-z0-9_.]|",
    sentence!(),
    ")",
);

/// The two patterns: one finds a code with its surroundings, the other takes the codes out of those.
/// Neither has a single quote in it, so that it can be quoted in SQL.
///
/// The first one has an alternative for the families of these codes, which finds new members, too. The
/// extractor says which codes may stand in prose; the others are words of any log or of any storage, or
/// numbers, and have alternatives of their own.
pub(crate) fn of(codes: impl Iterator<Item = ErrorCode>) -> Option<[String; 2]> {
    // Codes that may stand in prose, but for those that are a family and parts.
    let [mut alone, mut families] = [const { Vec::new() }; 2];
    let [mut words, mut storage, mut numbers] = [const { Vec::new() }; 3];
    for code in codes {
        let (text, family) = (code.as_str(), code.family());
        let prose = format!("call failed with {code}, giving up");
        let found = codes_in(&prose).next();
        if text.ends_with('.') {
            // Not to be told from the one without the dot, which ends a sentence.
        } else if found.is_some_and(|found| found.code().known() == Some(code)) {
            let rest = text.strip_prefix(family).unwrap_or_default();
            let has_parts = rest.split('.').skip(1).all(is_part);
            if has_parts {
                families.push(family);
            }
            if rest.is_empty() || !has_parts {
                alone.push(text);
            }
        } else if text.bytes().all(|byte| byte.is_ascii_digit()) {
            numbers.push(text);
        } else if code
            .products()
            .iter()
            .all(|product| product.name() == "cos")
            && !ErrorCode::CLIENT.contains(&code)
            && !ErrorCode::COMMON.contains(&code)
        {
            storage.push(text);
        } else {
            words.push(text);
        }
    }
    let is_of_client = |code: &&&str| code.starts_with("ClientError.");
    let client = words.iter().filter(is_of_client).copied().collect();
    let any = [words.as_slice(), &storage].concat();
    families.retain(|family| !alone.contains(family));
    // As few parts as will do: a sentence may begin behind the dot.
    let parts = format!("{PART}{{1,2}}?(?:{BEHIND}|{BEHIND_PARTS})");
    let prose = [
        within("", alone, &format!("(?:{parts}|{BEHIND})")),
        within("", families, &parts),
    ];
    let prose: Vec<_> = prose.into_iter().flatten().collect();
    // One blank may be both behind a code and before the next one: `InternalError LimitExceeded`.
    let prose = (!prose.is_empty()).then(|| format!("{BEFORE}(?:{})+", prose.join("|")));
    let places = [
        prose,
        within(QUOTE, client, QUOTE),
        within(BEFORE_WORD, words, BEHIND_WORD),
        within(BEFORE_STORAGE, storage, BEHIND_STORAGE),
        within(BEFORE_ANY, any, BEHIND_ANY),
        within(BEFORE_NUMBER, numbers, BEHIND_NUMBER),
    ];
    let places: Vec<_> = places.into_iter().flatten().collect();
    (!places.is_empty()).then(|| [places.join("|"), CODE.to_owned()])
}

/// A pattern of any of the names with this around it, if there are any.
fn within(before: &str, names: Vec<&str>, behind: &str) -> Option<String> {
    let names = one_of(names)?;
    Some(format!("{before}{names}{behind}"))
}

/// Whether `PART` matches it.
fn is_part(part: &str) -> bool {
    part.len() > 1
        && part.starts_with(|first: char| first.is_ascii_uppercase())
        && part
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// A pattern of any of the texts. What they begin with in common stands there once: Java tries one
/// alternative after the other.
fn one_of(mut texts: Vec<&str>) -> Option<String> {
    texts.sort_unstable();
    texts.dedup();
    let texts = texts.iter().map(|text| text.chars().peekable()).collect();
    Some(branches(texts)).filter(|pattern| !pattern.is_empty())
}

/// The same of texts in order.
fn branches(mut texts: Vec<Peekable<Chars<'_>>>) -> String {
    let ends = texts.iter_mut().any(|text| text.peek().is_none());
    let mut alternatives = Vec::new();
    let mut rest = texts.into_iter().peekable();
    while let Some(mut text) = rest.next() {
        let Some(first) = text.next() else {
            continue;
        };
        let mut group = vec![text];
        while let Some(mut text) = rest.next_if(|text| text.clone().next() == Some(first)) {
            text.next();
            group.push(text);
        }
        let escape = if first.is_ascii_alphanumeric() || first == '_' {
            ""
        } else {
            r"\"
        };
        alternatives.push(format!("{escape}{first}{}", branches(group)));
    }
    match (alternatives.as_slice(), ends) {
        ([], _) => String::new(),
        ([one], false) => one.clone(),
        (all, _) => format!("(?:{}){}", all.join("|"), if ends { "?" } else { "" }),
    }
}
