//! A regular expression that finds codes within an engine that has no extractor.

use std::collections::BTreeMap;

use tencentcloud_error_codes::ErrorCode;
use tencentcloud_error_codes::extract::codes_in;

/// What may be before a code: no word, path, host or variable, unless it is an escape or a color.
const BEFORE: &str = concat!(
    r"(?:^|[^A-Za-z0-9_.$@#%~/\\:-]|[^:]:",
    r"|\\[nrt]|%[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\[[0-9;]*m)",
);
/// What may be behind it: neither a call nor a path, and a dot only if it ends a sentence.
const BEHIND: &str = concat!(
    r"(?:$|[^A-Za-z0-9_.@$#/>(\[:\\-]|:(?:$|[^:])|-(?:$|[^a-z0-9>])",
    r#"|\.(?:$|[^A-Za-z0-9_.(])|\\["\\nrtux])"#,
);
/// A part behind a dot.
const PART: &str = r"(?:\.[A-Z][A-Za-z0-9_]+)";

/// A pattern whose group is the first code in a line: a code of the families of these, new ones too.
/// The extractor says which of them may stand in prose; the others are words that any log has. It has
/// no single quote in it, so that it can be quoted in SQL.
pub(crate) fn of(codes: impl Iterator<Item = ErrorCode>) -> String {
    // The families, and whether one is a code by itself.
    let mut families: BTreeMap<&str, bool> = BTreeMap::new();
    for code in codes {
        let prose = format!("call failed with {code}, giving up");
        let found = codes_in(&prose).next();
        if found.is_some_and(|found| found.code().known() == Some(code)) {
            *families.entry(code.family()).or_default() |= code.as_str() == code.family();
        }
    }
    let names = |is_code| {
        let names = families.iter().filter(move |family| *family.1 == is_code);
        names.map(|(name, _)| *name).collect::<Vec<_>>().join("|")
    };
    let alternatives = [(names(true), "{0,2}"), (names(false), "{1,2}")];
    let alternatives = alternatives.iter().filter(|(names, _)| !names.is_empty());
    let alternatives: Vec<_> = alternatives
        .map(|(names, parts)| format!("(?:{names}){PART}{parts}"))
        .collect();
    format!("{BEFORE}({}){BEHIND}", alternatives.join("|"))
}
