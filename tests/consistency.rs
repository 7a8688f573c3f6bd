//! The data against itself: words that nearly always mean one class, the pairs of the taxonomy, and
//! the prose.

use std::collections::{BTreeMap, BTreeSet};

use tencentcloud_error_codes::{Category, ErrorCode, Retry};

/// Words in the part of a code behind the family, and the categories that they nearly always mean.
const PATTERNS: &[(&str, &[Category])] = &[
    ("NotFound|NotExist", &[Category::NotFound]),
    (
        "BalanceInsufficient|InsufficientBalance|Arrears",
        &[Category::Billing],
    ),
    ("Timeout|TimedOut|TimeOut", &[Category::Internal]),
    (
        "InProgress|Busy|Unfinished",
        &[Category::Conflict, Category::Unavailable],
    ),
    (
        "FrequencyLimit|RateLimit|TooFrequent",
        &[Category::Throttling],
    ),
    ("TooLong|OutOfRange|Malformed", &[Category::Validation]),
    ("SoldOut", &[Category::Capacity]),
    ("AlreadyExist", &[Category::Conflict]),
    ("NoPermission", &[Category::Authorization]),
];

/// `pattern`, `code` and the reason, one exception a line.
const EXCEPTIONS: &str = include_str!("fixtures/consistency-exceptions.tsv");

fn exceptions(pattern: &str) -> BTreeSet<&'static str> {
    let rows = EXCEPTIONS
        .lines()
        .map(|line| line.split('\t').collect::<Vec<_>>());
    rows.filter(|row| row[0] == pattern)
        .map(|row| {
            assert!(row.len() == 3 && !row[2].is_empty(), "no reason: {row:?}");
            row[1]
        })
        .collect()
}

#[test]
fn words_mean_what_they_nearly_always_mean() {
    for (pattern, categories) in PATTERNS {
        let excepted = exceptions(pattern);
        let mut differ = BTreeSet::new();
        let mut matches = 0;
        for code in ErrorCode::ALL.iter().copied() {
            let text = code.as_str();
            let text = text.split_once('.').map_or(text, |(_, member)| member);
            if pattern.split('|').any(|word| text.contains(word)) {
                matches += 1;
                if !categories.contains(&code.category()) {
                    differ.insert(code.as_str());
                }
            }
        }
        assert!(matches >= 5, "{pattern} says little");
        let new: Vec<_> = differ.difference(&excepted).collect();
        assert!(
            new.is_empty(),
            "{pattern} means {categories:?}, but not for {new:?}"
        );
        let needless: Vec<_> = excepted.difference(&differ).collect();
        assert!(
            needless.is_empty(),
            "{pattern}: no exception is needed for {needless:?}"
        );
    }
    for line in EXCEPTIONS.lines() {
        let pattern = line.split('\t').next().unwrap();
        let is_known = PATTERNS.iter().any(|(known, _)| *known == pattern)
            || RULES.iter().any(|rule| rule.name == pattern)
            || ["same description", "the caller must act"].contains(&pattern);
        assert!(is_known, "{line}");
    }
}

#[test]
fn categories_and_retry_classes_go_together() {
    for code in ErrorCode::ALL.iter().copied() {
        let retry: &[Retry] = match code.category() {
            Category::Authentication => &[Retry::Never, Retry::Refresh],
            Category::Conflict => &[Retry::Never, Retry::WhenReady, Retry::Backoff],
            Category::Throttling => &[Retry::Backoff, Retry::WhenReady],
            Category::Capacity | Category::NotFound | Category::Quota => {
                &[Retry::WhenReady, Retry::Never]
            }
            Category::Unavailable => &[Retry::WhenReady, Retry::Backoff, Retry::Never],
            Category::Internal | Category::Failed => &[Retry::IfIdempotent],
            _ => &[Retry::Never],
        };
        assert!(
            retry.contains(&code.retry()),
            "{code}: {} and {}",
            code.category(),
            code.retry()
        );
    }
}

/// A settled case of docs/classification.md that can be told by the words of the description.
struct Rule {
    /// The name, also in the exceptions.
    name: &'static str,
    /// The rule is about descriptions with a word of each of these groups.
    words: &'static [&'static [&'static str]],
    /// Whether the rule is about this class at all.
    about: fn(Category, Retry) -> bool,
    is_right: fn(Category, Retry) -> bool,
}

const RULES: &[Rule] = &[
    Rule {
        name: "limit by the day or month",
        words: &[&[
            "today",
            "daily",
            "one day",
            "a day",
            "per day",
            "this month",
        ]],
        about: |category, _| matches!(category, Category::Quota | Category::Throttling),
        is_right: |category, retry| (category, retry) == (Category::Quota, Retry::Never),
    },
    Rule {
        name: "limit by the hour",
        words: &[&["one hour", "an hour", "this hour", " hours", " minutes"]],
        about: |category, _| matches!(category, Category::Quota | Category::Throttling),
        is_right: |category, retry| (category, retry) == (Category::Throttling, Retry::WhenReady),
    },
    Rule {
        name: "limit by the second or minute",
        words: &[&[
            "per second",
            "one second",
            "a second,",
            " seconds",
            "one minute",
            "a minute",
            "per minute",
        ]],
        about: |category, _| matches!(category, Category::Quota | Category::Throttling),
        is_right: |category, retry| (category, retry) == (Category::Throttling, Retry::Backoff),
    },
    Rule {
        name: "tasks at once",
        words: &[
            &["task", "Task", "job", "Job", "export"],
            &["at once", "running", "waiting", "are active"],
        ],
        about: |category, _| matches!(category, Category::Quota),
        is_right: |_, retry| retry == Retry::WhenReady,
    },
    Rule {
        name: "lock not taken",
        words: &[&["lock on ", "lock that "], &["could not be taken"]],
        about: |_, _| true,
        is_right: |category, retry| (category, retry) == (Category::Conflict, Retry::Backoff),
    },
    Rule {
        name: "temporarily unavailable",
        words: &[&["for the moment", "for the time being", "temporarily"]],
        about: |category, _| matches!(category, Category::Unavailable),
        is_right: |_, retry| retry == Retry::Backoff,
    },
    Rule {
        name: "not running",
        words: &[&[
            "is not running",
            "not in the running state",
            "not ready yet",
        ]],
        about: |category, _| matches!(category, Category::Conflict | Category::Unavailable),
        is_right: |_, retry| retry == Retry::WhenReady,
    },
    Rule {
        name: "stopped or disabled",
        words: &[
            &["is", "has been", "are"],
            &[" stopped;", " disabled;", " switched off;"],
        ],
        about: |category, _| matches!(category, Category::Conflict | Category::Unavailable),
        is_right: |_, retry| retry == Retry::Never,
    },
    Rule {
        name: "under review",
        words: &[&[
            "still being reviewed",
            "still under review",
            "still open; wait",
        ]],
        about: |_, _| true,
        is_right: |category, retry| (category, retry) == (Category::Conflict, Retry::WhenReady),
    },
    Rule {
        name: "nothing to change",
        words: &[&[
            "nothing would change",
            "nothing to change",
            "equals the current",
        ]],
        about: |_, _| true,
        is_right: |category, retry| (category, retry) == (Category::Conflict, Retry::Never),
    },
    Rule {
        name: "did not pass a check",
        words: &[&["did not pass", "does not pass"]],
        about: |_, _| true,
        is_right: |category, _| !matches!(category, Category::Internal | Category::Failed),
    },
    Rule {
        name: "request that does not parse",
        words: &[
            &["of the request", "HTTP request", "in the request"],
            &[
                "not be parsed",
                "not parse",
                "not be decoded",
                "not decode",
                "not be read",
            ],
        ],
        about: |category, _| {
            matches!(
                category,
                Category::Internal | Category::Failed | Category::Validation
            )
        },
        is_right: |category, _| category == Category::Validation,
    },
    Rule {
        name: "no face",
        words: &[&["No face ", "no face ", "No human face"]],
        about: |category, _| category != Category::NotFound,
        is_right: |category, _| category == Category::Validation,
    },
    Rule {
        name: "no refund",
        words: &[
            &["refund", "returned"],
            &[
                "cannot be",
                "not allowed",
                "not offered",
                "not meet",
                "not one that may",
            ],
        ],
        about: |category, _| matches!(category, Category::Billing | Category::Unsupported),
        is_right: |category, _| category == Category::Unsupported,
    },
];

#[test]
fn settled_cases_are_settled_for_every_code() {
    for rule in RULES {
        let excepted = exceptions(rule.name);
        let mut differ = BTreeSet::new();
        let mut matches = 0;
        for code in ErrorCode::ALL.iter().copied() {
            let text = code.description();
            let is_about = rule
                .words
                .iter()
                .all(|group| group.iter().any(|word| text.contains(word)));
            if is_about && (rule.about)(code.category(), code.retry()) {
                matches += 1;
                if !(rule.is_right)(code.category(), code.retry()) {
                    differ.insert(code.as_str());
                }
            }
        }
        assert!(matches >= 3, "{} says little: {matches}", rule.name);
        let new: Vec<_> = differ.difference(&excepted).collect();
        assert!(new.is_empty(), "{}: another class for {new:?}", rule.name);
        let needless: Vec<_> = excepted.difference(&differ).collect();
        assert!(
            needless.is_empty(),
            "{}: no exception is needed for {needless:?}",
            rule.name
        );
    }
}

/// What only the caller can do is not waited for.
#[test]
fn who_is_told_to_act_is_not_told_to_wait() {
    let excepted = exceptions("the caller must act");
    let verbs = [
        "stop", "start", "turn", "delete", "remove", "unbind", "release", "move", "disable",
        "enable", "cancel", "detach", "unlock", "leave", "pay", "restore", "resume", "bring",
    ];
    let mut differ = BTreeSet::new();
    for code in ErrorCode::ALL
        .iter()
        .copied()
        .filter(|code| code.retry() == Retry::WhenReady)
    {
        let mut clauses = code.description().split("; ").skip(1);
        if clauses.any(|clause| verbs.contains(&clause.split(' ').next().unwrap())) {
            differ.insert(code.as_str());
        }
    }
    assert_eq!(differ, excepted);
}

#[test]
fn the_same_sentence_has_the_same_class() {
    let excepted = exceptions("same description");
    let mut classes: BTreeMap<&str, (ErrorCode, Category, Retry)> = BTreeMap::new();
    for code in ErrorCode::ALL.iter().copied() {
        let class = (code, code.category(), code.retry());
        let first = *classes.entry(code.description()).or_insert(class);
        let is_same = (first.1, first.2) == (class.1, class.2);
        let is_excepted = excepted.contains(code.as_str());
        assert!(
            is_same != is_excepted,
            "{} and {code}: {}",
            first.0,
            code.description()
        );
    }
}

#[test]
fn prose_is_plain() {
    for code in ErrorCode::ALL.iter().copied() {
        for text in [Some(code.description()), code.hint()]
            .into_iter()
            .flatten()
        {
            assert!(text.is_ascii(), "{code}: {text}");
            assert!(text.ends_with('.'), "{code}: {text}");
            assert!(text.len() <= 220, "{code}: {text}");
            assert!(!text.contains("  "), "{code}: {text}");
            let first = text.chars().next();
            assert!(
                first.is_some_and(|c| c.is_ascii_uppercase() || c == '`' || c.is_ascii_digit()),
                "{code}: {text}"
            );
        }
    }
}

/// The words of a sentence, in lower case and sorted, without articles.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<_> = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .map(str::to_ascii_lowercase)
        .filter(|word| !["", "a", "an", "the"].contains(&word.as_str()))
        .collect();
    words.sort_unstable();
    words
}

#[test]
fn descriptions_say_more_than_the_code() {
    let mut in_the_code = Vec::new();
    let mut short = Vec::new();
    for code in ErrorCode::ALL.iter().copied() {
        let said = words(code.description());
        // The words of the common codes are those of the documentation.
        if said.len() < 4 && !ErrorCode::COMMON.contains(&code) {
            short.push(code);
        }
        let text = code.as_str().to_ascii_lowercase();
        if said.iter().all(|word| text.contains(word.as_str())) {
            in_the_code.push(code);
        }
    }
    println!(
        "under four words: {}, all words in the code: {}",
        short.len(),
        in_the_code.len()
    );
    assert!(short.is_empty(), "{short:?}");
    assert!(
        in_the_code.len() * 50 < ErrorCode::ALL.len(),
        "{in_the_code:?}"
    );
}

/// 64-bit FNV-1a, as in the fixture.
fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[test]
fn descriptions_are_not_the_official_sentences() {
    let official: BTreeSet<(&str, u64)> = include_str!("fixtures/official-sentences.tsv")
        .lines()
        .map(|line| {
            let (code, hash) = line.split_once('\t').unwrap();
            (code, u64::from_str_radix(hash, 16).unwrap())
        })
        .collect();
    assert!(official.len() > 5_000);
    let is_official = |code: &ErrorCode| {
        let sentence = words(code.description()).join(" ");
        official.contains(&(code.as_str(), fnv(&sentence)))
    };
    let (common, others): (Vec<_>, Vec<_>) = ErrorCode::ALL
        .iter()
        .copied()
        .filter(is_official)
        .partition(|code| ErrorCode::COMMON.contains(code));
    println!(
        "equal to the official English: {} and {} common ones",
        others.len(),
        common.len()
    );
    // The common ones are taken from the documentation on purpose: the comparison does find them.
    assert!(!common.is_empty());
    assert!(others.len() * 50 < ErrorCode::ALL.len(), "{others:?}");
}
