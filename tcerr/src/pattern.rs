//! Regular expressions that find codes within an engine that has no extractor. They are of what RE2 and
//! Java have in common, so nothing looks ahead: what is behind a code is a part of what is found.

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::str::Chars;

use tencentcloud_error_codes::ErrorCode;
use tencentcloud_error_codes::extract::codes_in;

/// What may be before a code: no word, path, host or variable, unless it is an escape or a color. The
/// last alternative is a message before its code.
const BEFORE: &str = concat!(
    r"(?:^|[^A-Za-z0-9_.$@#%~/\\:-]|[^:]:",
    r"|\\[nrt]|%[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\[[0-9;]*m",
    r#"|"Message"\s*:\s*"(?:[^"\\]|\\.)*",\s*"Code"\s*:\s*")"#,
);
/// What may be behind it. First the message of its record, in JSON, in JSON that is a text in JSON, and as
/// the SDKs print it, so that no code is found in there. Else neither a call nor a path, and a dot only
/// if it ends a sentence, or a sentence begins behind it without a blank.
const BEHIND: &str = concat!(
    r#"(?:",\s*"Message"\s*:\s*"(?:[^"\\]|\\.)*""#,
    r#"|\\+",\s*\\+"Message\\+"\s*:\s*\\+".*?\\+"\s*[,}]"#,
    r"|,\s*Message=.*?(?:RequestId=[0-9a-f]{8}|$)|\s+message:.*?(?:requestId:|$)|-.*?requestId:",
    r"|$|[^A-Za-z0-9_.@$#/>(\[:\\-]|:(?:$|[^:])|-(?:$|[^a-z0-9>])",
    r"|\.(?:$|[^A-Za-z0-9_.(]|(?:An|Check|If|It|No|Please|The|There|This|We|You|Your)\s)",
    r#"|\\["\\nrtux])"#,
);
/// A part behind a dot.
const PART: &str = r"(?:\.[A-Z][A-Za-z0-9_]+)";

/// What is before a word that is a code only in a field for it, or in a line of its own.
const BEFORE_WORD: &str = r"(?:^\s*|(?:^|[^A-Za-z])(?:[Ee]rr(?:or)?_?)?[Cc]ode(?:\\*[\x22\x27])?\s*[:=]\s*(?:\\*[\x22\x27])?)";
/// What is behind it: the end of the line, or the next field of the record of an error.
const BEHIND_WORD: &str = concat!(
    r"(?:\s*$|(?:\\*[\x22\x27])?,\s*$",
    r"|(?:\\*[\x22\x27])?[,;&]?\s*(?:\\*[\x22\x27])?(?:[Mm]essage|[Rr]equest_?[Ii]d)(?:\\*[\x22\x27])?\s*[:=])",
);
/// What is before a code of object storage, whose codes are words of any storage: the header of an SDK, or
/// what its document and its SDKs for Go and Python put there.
const BEFORE_STORAGE: &str = concat!(
    r"(?:TencentCloudSDK(?:Error|Exception)\]\s*[Cc]ode[=:]\s*",
    r"|<Code>|[0-9]{3} |\x27code\x27: \x27)",
);
/// What is behind it. Other storages have no trace id.
const BEHIND_STORAGE: &str = concat!(
    r"(?:, Message=|\s+message:|</Code>.*<TraceId>",
    r"|\(Message: .*TraceId: |\x27, .*\x27traceid\x27: )",
);
/// What is before a number of API 2.0 that stands for a code: an envelope, or the header of an SDK.
const BEFORE_NUMBER: &str = concat!(
    r#"(?:Error\\*"\s*:\s*\{\s*\\*"Code\\*"\s*:\s*\\*""#,
    r"|TencentCloudSDK(?:Error|Exception)\]\s*[Cc]ode[=:]\s*)",
);
const BEHIND_NUMBER: &str = "(?:$|[^A-Za-z0-9.])";

/// Patterns whose group is a code. The first is for the families of these codes, and finds new members,
/// too. The extractor says which codes may stand in prose; the others are words of any log or of any
/// storage, or numbers, and have a pattern of their own each. No code is found by two of the patterns. None has a
/// single quote in it, so that it can be quoted in SQL.
pub(crate) fn of(codes: impl Iterator<Item = ErrorCode>) -> Vec<String> {
    // The families, and whether one is a code by itself.
    let mut families: BTreeMap<&str, bool> = BTreeMap::new();
    let [mut odd, mut words, mut storage, mut numbers] = [const { Vec::new() }; 4];
    for code in codes {
        let (text, family) = (code.as_str(), code.family());
        let prose = format!("call failed with {code}, giving up");
        let found = codes_in(&prose).next();
        if found.is_some_and(|found| found.code().known() == Some(code)) {
            let rest = text.strip_prefix(family).unwrap_or_default();
            if rest.split('.').skip(1).all(is_part) {
                *families.entry(family).or_default() |= rest.is_empty();
            } else if !text.ends_with('.') {
                odd.push(text);
            }
        } else if text.bytes().all(|byte| byte.is_ascii_digit()) {
            numbers.push(text);
        } else if code
            .products()
            .iter()
            .all(|product| product.name() == "cos")
            && !ErrorCode::CLIENT.contains(&code)
        {
            storage.push(text);
        } else {
            words.push(text);
        }
    }
    let named = |is_code| {
        let names = families.iter().filter(move |family| *family.1 == is_code);
        one_of(names.map(|(name, _)| *name).collect())
    };
    // As few parts as will do: a sentence may begin behind the dot.
    let prose = [
        one_of(odd),
        named(true).map(|names| format!("{names}{PART}{{0,2}}?")),
        named(false).map(|names| format!("{names}{PART}{{1,2}}?")),
    ];
    let prose: Vec<_> = prose.into_iter().flatten().collect();
    let prose = (!prose.is_empty()).then(|| prose.join("|"));
    let patterns = [
        (BEFORE, prose, BEHIND),
        (BEFORE_WORD, one_of(words), BEHIND_WORD),
        (BEFORE_STORAGE, one_of(storage), BEHIND_STORAGE),
        (BEFORE_NUMBER, one_of(numbers), BEHIND_NUMBER),
    ];
    let patterns = patterns.into_iter().filter_map(|(before, names, behind)| {
        names.map(|names| format!("{before}({names}){behind}"))
    });
    patterns.collect()
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
