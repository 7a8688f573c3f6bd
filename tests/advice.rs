//! What to do about a code, and who can: every code that needs advice has some.

use std::collections::{BTreeMap, BTreeSet};

use tencentcloud_error_codes::{Actor, Category, ErrorCode, Retry, Window};

/// Of these categories every code has advice; of the others, those whose description does not say it
/// all.
const COVERED: [Category; 10] = [
    Category::Authentication,
    Category::Authorization,
    Category::Conflict,
    Category::Quota,
    Category::Throttling,
    Category::Capacity,
    Category::Billing,
    Category::Unsupported,
    Category::Unavailable,
    Category::DryRun,
];

#[test]
fn every_code_that_needs_advice_has_some() {
    let mut missing: Vec<ErrorCode> = Vec::new();
    for category in Category::ALL {
        let codes: Vec<_> = ErrorCode::ALL
            .iter()
            .filter(|code| code.category() == *category)
            // An imported code has no advice until somebody has read it.
            .filter(|code| code.description() != "Nobody has described this code yet.")
            .collect();
        let advised = codes.iter().filter(|code| code.hint().is_some()).count();
        println!(
            "{category:>15}: {advised:>5} of {:>5} have advice",
            codes.len()
        );
        if COVERED.contains(category) {
            let without = codes.iter().filter(|code| code.hint().is_none());
            missing.extend(without.copied());
        }
    }
    let mut texts: BTreeMap<_, usize> = BTreeMap::new();
    for hint in ErrorCode::ALL.iter().filter_map(|code| code.hint()) {
        *texts.entry(hint).or_default() += 1;
    }
    let shared = texts.values().filter(|count| **count > 1).count();
    println!(
        "{} texts, {shared} of which more than one code has",
        texts.len()
    );
    assert!(missing.is_empty(), "without a hint: {missing:?}");
}

#[test]
fn advice_comes_with_who_can_follow_it() {
    for code in ErrorCode::ALL {
        assert_eq!(code.hint().is_some(), code.actor().is_some(), "{code}");
    }
    let actors: BTreeSet<_> = ErrorCode::ALL
        .iter()
        .filter_map(|code| code.actor())
        .collect();
    assert!(
        actors.iter().eq(Actor::ALL),
        "an actor of no code: {actors:?}"
    );
}

#[test]
fn advice_says_more_than_the_description() {
    let words = |text: &str| -> BTreeSet<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .map(str::to_lowercase)
            .collect()
    };
    for code in ErrorCode::ALL {
        let Some(hint) = code.hint() else { continue };
        let (hint_words, described) = (words(hint), words(code.description()));
        let new = hint_words.difference(&described).count();
        assert!(
            new >= 2,
            "{code}: {hint:?} says no more than {:?}",
            code.description()
        );
        assert!(hint.ends_with('.'), "{code}: {hint}");
        assert!(hint.len() <= 260, "{code}: {hint}");
    }
}

/// Waiting is no advice for what never passes, unless a period is counted.
#[test]
fn nobody_has_to_act_only_where_it_passes_by_itself() {
    let mut odd = Vec::new();
    for code in ErrorCode::ALL {
        let waits = code.actor() == Some(Actor::Nobody);
        if waits && code.retry() == Retry::Never && code.class().window.is_none() {
            odd.push(code.as_str());
        }
    }
    let exceptions: Vec<_> = include_str!("fixtures/waiting-exceptions.tsv")
        .lines()
        .skip(1)
        .map(|line| line.split('\t').next().unwrap())
        .collect();
    assert_eq!(odd, exceptions);
}

/// The words of a code and its description that state a period agree with its window.
#[test]
fn a_window_is_what_the_words_say() {
    let words = [
        ("per second", Window::Second),
        ("a second", Window::Second),
        ("per minute", Window::Minute),
        ("a minute", Window::Minute),
        ("per hour", Window::Hour),
        ("an hour", Window::Hour),
        ("per day", Window::Day),
        ("a day", Window::Day),
        ("daily", Window::Day),
        ("per month", Window::Month),
        ("a month", Window::Month),
    ];
    let mut odd = Vec::new();
    for code in ErrorCode::ALL {
        if ![Category::Quota, Category::Throttling].contains(&code.category()) {
            continue;
        }
        let description = code.description().to_lowercase();
        let description: Vec<_> = description
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        let description = format!(" {} ", description.join(" "));
        for (word, window) in words {
            if description.contains(&format!(" {word} ")) && code.class().window != Some(window) {
                odd.push(format!(
                    "{code}: {:?}, {:?}",
                    code.description(),
                    code.class().window
                ));
            }
        }
    }
    assert!(odd.is_empty(), "{}", odd.join("\n"));
}

/// What clears after a day does not clear in seconds.
#[test]
fn a_long_window_is_no_backoff() {
    for code in ErrorCode::ALL {
        let class = code.class();
        if class.window >= Some(Window::Hour) {
            assert_ne!(
                class.retry,
                Retry::Backoff,
                "{code}: {}",
                code.description()
            );
        }
    }
}

/// Where people met the codes whose advice answers what they met.
#[test]
fn advice_for_what_was_met_has_its_sources() {
    let rows = include_str!("../data/met.tsv").lines().skip(1);
    let mut codes = Vec::new();
    for row in rows {
        let (text, sources) = row.split_once('\t').unwrap();
        let code =
            ErrorCode::lookup(text).unwrap_or_else(|| panic!("{text} is not in the catalog"));
        assert!(code.hint().is_some(), "{text} has no hint");
        assert!(
            sources.split(' ').all(|at| at.starts_with("https://")),
            "{row}"
        );
        codes.push(text);
    }
    assert!(codes.is_sorted_by(|a, b| a < b), "in order, each once");
    assert!(codes.len() >= 150, "{}", codes.len());
}
