//! The names of codes in Rust.

use tencentcloud_error_codes::ErrorCode;

/// Codes that differ from another one only in what a name in Rust cannot hold.
const ALIKE: [(&str, &str); 8] = [
    (
        "InvalidAddressId.StatusNotPermit",
        "InvalidAddressIdDotStatusNotPermit",
    ),
    ("InvalidParameter.Conflict", "InvalidParameterDotConflict"),
    (
        "InvalidParameter.INVALID_PARAM",
        "InvalidParameterInvalidParamUpper",
    ),
    ("InvalidParameter.Value", "InvalidParameterDotValue"),
    (
        "InvalidParameter.ValueTooLarge",
        "InvalidParameterDotValueTooLarge",
    ),
    (
        "InvalidParameterValue.Limit",
        "InvalidParameterValueDotLimit",
    ),
    (
        "InvalidParameterValue.Offset",
        "InvalidParameterValueDotOffset",
    ),
    (
        "ResourceUnavailable.ResourceSpec_NotDefaultSpec",
        "ResourceUnavailableResourceSpecNotDefaultSpecUnderscore",
    ),
];

/// The variant of `ErrorCode` for a code, as the library's generator names it.
pub(crate) fn variant(code: ErrorCode) -> String {
    let code = code.as_str();
    if let Some((_, name)) = ALIKE.iter().find(|(alike, _)| *alike == code) {
        return (*name).to_owned();
    }
    let mut name = String::with_capacity(code.len() + 4);
    if code.starts_with(|c: char| c.is_ascii_digit()) {
        name.push_str("Code");
    }
    for part in code.split('.') {
        let has_underscores = part.contains('_');
        for word in part.split('_') {
            let is_shouted = has_underscores && !word.contains(|c: char| c.is_ascii_lowercase());
            let mut chars = word.chars();
            name.extend(chars.next().map(|c| c.to_ascii_uppercase()));
            if is_shouted {
                name.extend(chars.map(|c| c.to_ascii_lowercase()));
            } else {
                name.extend(chars);
            }
        }
    }
    if code.ends_with('.') {
        name.push_str("Dot");
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_that_of_the_library() {
        // The record is no part of the package.
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fixtures/names.tsv");
        let Ok(record) = std::fs::read_to_string(path) else {
            return;
        };
        let names: std::collections::HashMap<_, _> = record
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .collect();
        for &code in ErrorCode::ALL {
            let recorded = names.get(code.as_str());
            if let Some(recorded) = recorded {
                assert_eq!(variant(code), *recorded, "{code}");
            }
        }
        let recorded = ErrorCode::ALL
            .iter()
            .filter(|code| names.contains_key(code.as_str()));
        assert!(recorded.count() > 12_000);
        let mut all: Vec<_> = ErrorCode::ALL.iter().map(|code| variant(*code)).collect();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), ErrorCode::ALL.len());
    }
}
