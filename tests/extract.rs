//! The codes in texts of all kinds.

use tencentcloud_error_codes::extract::{Finding, codes_in};

const FOUND: &str = include_str!("fixtures/extract/found.txt");
const NOT_FOUND: &str = include_str!("fixtures/extract/not-found.txt");

/// The names, the texts and what is expected of them.
fn cases(fixture: &str) -> Vec<(&str, String, Vec<&str>)> {
    let cases = fixture.split("\n=== ").skip(1);
    cases
        .map(|case| {
            let (name, rest) = case.split_once('\n').unwrap();
            let (text, expected) = rest.split_once("\n---\n").unwrap_or((rest, ""));
            let text = text.replace('␛', "\x1b").replace('␍', "\r");
            (name, text, expected.lines().filter(|line| !line.is_empty()).collect())
        })
        .collect()
}

fn shown(found: &Finding<'_>, like: &str) -> String {
    let (fields, named) = like.split_once(" > ").map_or((like, None), |(fields, named)| (fields, Some(named)));
    let expected: Vec<_> = fields.split(" | ").collect();
    let message = found.message();
    let values = [
        Some(found.code().as_str()),
        found.request_id(),
        message.as_deref(),
    ];
    let mut shown = values
        .iter()
        .zip(&expected)
        .map(|(value, expected)| match *expected {
            "*" => "*",
            _ => value.unwrap_or("-"),
        })
        .collect::<Vec<_>>()
        .join(" | ");
    if named.is_some() {
        let named: Vec<_> = found.named().map(|code| code.to_string()).collect();
        shown = format!("{shown} > {}", named.join(", "));
    }
    shown
}

#[test]
fn the_codes_of_the_fixture_are_found() {
    let cases = cases(FOUND);
    assert!(cases.len() >= 80);
    let mut wrong = vec![];
    for (name, text, expected) in cases {
        let found: Vec<_> = codes_in(&text).collect();
        let shown: Vec<_> = found
            .iter()
            .enumerate()
            .map(|(i, found)| shown(found, expected.get(i).unwrap_or(&"")))
            .collect();
        if shown != expected {
            wrong.push(format!("{name}\n  expected {expected:#?}\n  found {shown:#?} {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn nothing_else_is_found() {
    let cases = cases(NOT_FOUND);
    assert!(cases.len() >= 35);
    let lines = include_str!("fixtures/extract/not-codes.txt").lines();
    let texts = cases
        .into_iter()
        .map(|(name, text, _)| (name, text))
        .chain(lines.map(|line| (line, String::from(line))));
    let wrong: Vec<_> = texts
        .filter_map(|(name, text)| {
            let found: Vec<_> = codes_in(&text).collect();
            (!found.is_empty()).then(|| format!("{name}: {found:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_lines_of_the_other_fixture_have_their_codes() {
    let mut wrong = vec![];
    for line in include_str!("fixtures/extract/codes.tsv").lines() {
        let (expected, text) = line.split_once('\t').unwrap();
        let found: Vec<_> = codes_in(text).map(|found| found.code().to_string()).collect();
        if found.join(",") != expected {
            wrong.push(format!("{expected} but {found:?} in {text}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
