//! The prose of the data: one form for every thing, American spelling, words that people use.

use tencentcloud_error_codes::ErrorCode;

/// What is not written, what is written in its place, and the phrases in which it is right.
/// A word that ends in `*` stands for all words that begin so.
const WORDS: &[(&str, &str, &[&str])] = &[
    // One form for every thing.
    ("allow list", "allowlist", &[]),
    ("allow lists", "allowlists", &[]),
    ("black list", "denylist", &[]),
    ("blacklist", "denylist", &[]),
    ("block list", "denylist", &[]),
    ("blocklist", "denylist", &[]),
    ("deny list", "denylist", &[]),
    ("white list", "allowlist", &[]),
    ("whitelist", "allowlist", &[]),
    ("back end", "backend", &[]),
    ("back-end", "backend", &[]),
    ("back ends", "backends", &[]),
    ("front end", "frontend", &[]),
    ("front-end", "frontend", &[]),
    ("data base", "database", &[]),
    ("e-mail", "email", &[]),
    ("e-mails", "emails", &[]),
    ("filename", "file name", &[]),
    ("hostname", "host name", &[]),
    ("main account", "root account", &[]),
    ("master account", "root account", &[]),
    ("primary account", "root account", &[]),
    ("sign in", "log in", &[]),
    ("signed in", "logged in", &[]),
    ("sub-user", "sub-account", &[]),
    ("sub-users", "sub-accounts", &[]),
    ("subaccount", "sub-account", &[]),
    ("time stamp", "timestamp", &[]),
    ("user name", "username", &[]),
    ("web site", "website", &[]),
    // What only insiders know is explained, or left out.
    (
        "bpaas",
        "BPaaS workflow, approval in BPaaS",
        &["bpaas workflow", "approval in bpaas", "bpaas service"],
    ),
    ("cgw", "gateway", &[]),
    (
        "gua",
        "global unicast addresses (GUA)",
        &["global unicast addresses gua"],
    ),
    ("lane", "traffic lane", &["traffic lane"]),
    ("midas", "Midas payment system", &["midas payment"]),
    (
        "oss",
        "backend (OSS)",
        &["backend oss", "backend of ckafka oss"],
    ),
    ("pgm", "program output (PGM)", &["program output pgm"]),
    ("pvw", "preview (PVW)", &["preview pvw"]),
    (
        "spd",
        "SPD (security policy database)",
        &["spd security policy database", "policy-based spd"],
    ),
    (
        "tapm",
        "Application Performance Management (TAPM)",
        &["application performance management tapm"],
    ),
    (
        "tid",
        "device identity (TID)",
        &["device identity tid", "device identities tid"],
    ),
    (
        "toa",
        "TCP option address (TOA)",
        &["tcp option address toa"],
    ),
    (
        "vpg",
        "direct connect gateway (VPG)",
        &["direct connect gateway vpg", "direct connect vpg"],
    ),
    // Words that nobody says.
    ("acceptable", "valid, allowed", &[]),
    ("unacceptable", "invalid", &[]),
    ("afresh", "again", &[]),
    ("anew", "again", &[]),
    ("are not there", "do not exist", &[]),
    ("are there already", "already exist", &[]),
    ("already there", "already exists", &[]),
    ("is not there", "does not exist", &[]),
    ("present already", "already exists", &[]),
    ("already present", "already exists", &[]),
    ("exists already", "already exists", &[]),
    ("exist already", "already exist", &[]),
    ("barred", "blocked", &[]),
    ("bars", "blocks", &[]),
    ("bear", "have", &[]),
    ("bears", "has", &[]),
    ("broke down", "failed", &[]),
    ("broke off", "interrupted, failed", &[]),
    ("broken off", "interrupted", &[]),
    ("did not succeed", "failed", &[]),
    ("exclude each other", "cannot be used together", &[]),
    ("for an unstated reason", "and no reason is given", &[]),
    ("for no stated reason", "and no reason is given", &[]),
    ("gives no cause", "and no reason is given", &[]),
    ("has not enough", "does not have enough", &[]),
    ("have a new one sent", "request a new one", &[]),
    ("holds a value", "has a value", &[]),
    ("holds a wrong", "has a wrong", &[]),
    ("holds more", "has more", &[]),
    ("illegal", "invalid, forbidden", &[]),
    ("illegally", "wrongly", &[]),
    (
        "legal",
        "valid",
        &["legal age", "legal person", "legal representative"],
    ),
    ("legitimate", "valid", &[]),
    ("lies outside", "is outside", &[]),
    ("is past its", "has expired", &[]),
    ("mend", "fix", &[]),
    ("met a", "ran into a", &[]),
    ("met an", "ran into an", &[]),
    ("no cause is", "and no reason is given", &[]),
    ("of unusual length", "too long, too short", &[]),
    ("not a valid one", "not valid", &[]),
    ("not a proper one", "not valid", &[]),
    ("not an accepted one", "not accepted", &[]),
    ("not one that is", "not", &[]),
    ("property of another", "belongs to another", &[]),
    ("set free", "released", &[]),
    ("shall", "must, should", &[]),
    ("such as the request names", "named in the request", &[]),
    ("suffice", "be enough", &[]),
    ("suffices", "is enough", &[]),
    ("therein", "in it", &[]),
    ("thereof", "of it", &[]),
    ("upon", "on", &[]),
    ("was given up", "was aborted", &[]),
    ("wherein", "where", &[]),
    ("whereof", "of which", &[]),
    // American spelling.
    ("amongst", "among", &[]),
    ("analyse*", "analyze", &[]),
    ("authoris*", "authoriz", &[]),
    ("behaviour*", "behavior", &[]),
    ("cancelled", "canceled", &[]),
    ("cancelling", "canceling", &[]),
    ("catalogue*", "catalog", &[]),
    ("centre*", "center", &[]),
    ("colour*", "color", &[]),
    ("customis*", "customiz", &[]),
    ("defence", "defense", &[]),
    ("favour*", "favor", &[]),
    ("fulfil", "fulfill", &[]),
    ("fulfils", "fulfills", &[]),
    ("grey", "gray", &[]),
    ("initialis*", "initializ", &[]),
    ("labelled", "labeled", &[]),
    ("labelling", "labeling", &[]),
    ("licence*", "license", &[]),
    ("misspelt", "misspelled", &[]),
    ("modelled", "modeled", &[]),
    ("normalis*", "normaliz", &[]),
    ("offence*", "offense", &[]),
    ("optimis*", "optimiz", &[]),
    ("organis*", "organiz", &[]),
    ("recognis*", "recogniz", &[]),
    ("serialis*", "serializ", &[]),
    ("synchronis*", "synchroniz", &[]),
    ("towards", "toward", &[]),
    ("unrecognis*", "unrecogniz", &[]),
    ("whilst", "while", &[]),
];

/// The words of a text in lower case, with one space before and behind each; what is code is left
/// out.
fn plain(text: &str) -> String {
    let prose: Vec<_> = text.split('`').step_by(2).collect();
    let mut plain = String::from(" ");
    for word in prose
        .join(" | ")
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '\'' || c == '|'))
        .filter(|word| !word.is_empty())
    {
        plain += &word.to_ascii_lowercase();
        plain.push(' ');
    }
    plain
}

/// Words as they are looked for in a plain text.
fn needle(words: &str) -> String {
    match words.strip_suffix('*') {
        Some(stem) => format!(" {stem}"),
        None => format!(" {words} "),
    }
}

/// Whether a plain text has the words other than in one of the phrases.
fn has(plain: &str, needle: &str, phrases: &[&str]) -> bool {
    if !plain.contains(needle) {
        return false;
    }
    let mut rest = plain.to_owned();
    for phrase in phrases {
        rest = rest.replace(&format!(" {phrase}"), " |");
    }
    rest.contains(needle)
}

#[test]
fn words_are_those_that_people_use() {
    let needles: Vec<_> = WORDS.iter().map(|(words, ..)| needle(words)).collect();
    let mut wrong = Vec::new();
    for code in ErrorCode::ALL.iter().copied() {
        for text in [Some(code.description()), code.hint()]
            .into_iter()
            .flatten()
        {
            let plain = plain(text);
            for ((words, right, phrases), needle) in WORDS.iter().zip(&needles) {
                if has(&plain, needle, phrases) {
                    wrong.push(format!("{code}: `{words}` is written `{right}`: {text}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_gate_sees_what_it_should() {
    for (text, words, phrases, is_found) in [
        ("It bears this name.", "bears", &[][..], true),
        ("The bearskin.", "bears", &[], false),
        ("Set `anew` to 1.", "anew", &[], false),
        ("Recognised, at last.", "recognis*", &[], true),
        (
            "The legal representative.",
            "legal",
            &["legal representative"],
            false,
        ),
        (
            "A legal ID of the legal person.",
            "legal",
            &["legal person"],
            true,
        ),
        ("An e-mail.", "e-mail", &[], true),
        ("Ends in anew", "anew", &[], true),
    ] {
        assert_eq!(
            has(&plain(text), &needle(words), phrases),
            is_found,
            "{text}"
        );
    }
}
