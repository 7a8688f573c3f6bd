//! What has been released stays: no text of a code and no name of a variant goes away. The record
//! may lack what is new; `UPDATE_GOLDEN=1 cargo test --all-features` adds it before a release.

use std::collections::BTreeMap;
use std::fs;

const RECORD: &str = "tests/fixtures/names.tsv";
const GENERATED: &str = include_str!(concat!(env!("OUT_DIR"), "/error_code.rs"));

/// Every code with its variant, as the generator wrote them. The name of a variant cannot be asked
/// for at run time.
fn generated() -> BTreeMap<String, String> {
    let (_, body) = GENERATED.split_once("pub enum ErrorCode {\n").unwrap();
    let (body, _) = body.split_once("\n}\n").unwrap();
    let mut names = BTreeMap::new();
    let mut text = None;
    for line in body.lines() {
        if let Some(alias) = line.strip_prefix("#[doc(alias = \"") {
            text = Some(alias.trim_end_matches("\")]").to_owned());
        } else if let Some(variant) = line.strip_suffix(',').filter(|line| !line.starts_with('#')) {
            // A code whose variant is its text has no alias.
            let text = text.take().unwrap_or_else(|| variant.to_owned());
            names.insert(text, variant.to_owned());
        }
    }
    names
}

#[test]
fn every_recorded_code_still_has_its_variant() {
    let names = generated();
    assert_eq!(names.len(), tencentcloud_error_codes::ErrorCode::ALL.len());
    let record = fs::read_to_string(RECORD).unwrap_or_default();
    let mut gone = Vec::new();
    for line in record.lines() {
        let (text, variant) = line.split_once('\t').unwrap();
        if names.get(text).map(String::as_str) != Some(variant) {
            gone.push(format!(
                "{text}: found {:?}, expected {variant}",
                names.get(text)
            ));
        }
    }
    assert!(
        gone.is_empty(),
        "a code that went is marked as retired and keeps its line, a variant keeps its name \
         (`variant = ...`); see docs/stability.md:\n{}",
        gone.join("\n")
    );
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let lines = names
            .iter()
            .map(|(text, variant)| format!("{text}\t{variant}\n"));
        fs::write(RECORD, lines.collect::<String>()).unwrap();
    }
}

/// What no product is documented to answer with today is there all the same.
#[cfg(feature = "all-products")]
#[test]
fn retired_observed_and_client_codes_are_counted() {
    let count = |mark: &str| GENERATED.matches(mark).count();
    let retired = count("#[deprecated(note = \"no longer documented since");
    assert!(retired >= 603, "{retired}");
    let observed = count("Not among the documented codes of any product.");
    assert!(observed >= 55, "{observed}");
    let client = tencentcloud_error_codes::ErrorCode::CLIENT.len();
    assert_eq!(client, count("No server sends it"));
    assert!(client >= 22, "{client}");
}

#[test]
fn the_record_is_of_this_catalog() {
    // Against a record that is empty, or that nothing is compared with.
    let record = fs::read_to_string(RECORD).unwrap();
    assert!(record.lines().count() >= 12_279);
    for (text, variant) in [
        ("InternalError", "InternalError"),
        ("AuthFailure.SignatureExpire", "AuthFailureSignatureExpire"),
    ] {
        assert!(record.contains(&format!("\n{text}\t{variant}\n")), "{text}");
    }
}
