//! What a code has from its family, and what it cannot have beside what it says itself.

use tencentcloud_error_codes::codegen::Builder;

use crate::write;

/// What the documentation of the variant says of the class, or the problems without their path.
fn generate(name: &str, text: &str) -> Result<String, Vec<String>> {
    let path = write(name, text);
    let prefix = format!("{}:", path.display());
    Builder::new().table(path).generate().map_err(|problems| {
        let problems = problems.iter().map(ToString::to_string);
        let problems = problems.map(|problem| problem.replace(&prefix, ""));
        problems.collect()
    })
}

#[test]
fn a_window_comes_from_the_family() {
    for family in [
        "[Throttling]\ndescription = \"Too fast.\"\n",
        "[Throttling]\ncode = false\n",
    ] {
        let text = format!(
            "{family}category = \"throttling\"\nretry = \"backoff\"\nwindow = \"minute\"\n\
             [Throttling.codes]\nApi = {{ description = \"The API.\", window = \"second\" }}\n\
             Day = {{ description = \"The day.\", category = \"quota\", retry = \"never\" }}\n\
             Later = {{ description = \"Later.\", retry = \"when_ready\" }}\n\
             User = {{ description = \"The user.\" }}\n"
        );
        let source = generate("window.toml", &text).unwrap();
        for class in [
            "`Throttling.Api`: throttling, retry `backoff`, counted by the second.",
            "`Throttling.Day`: quota, retry `never`.",
            "`Throttling.Later`: throttling, retry `when_ready`, counted by the minute.",
            "`Throttling.User`: throttling, retry `backoff`, counted by the minute.",
        ] {
            assert!(source.contains(class), "{class}\n{source}");
        }
    }
}

#[test]
fn a_member_is_written_without_its_family() {
    let table = |separator: &str, member: &str| {
        format!(
            "separator = \"{separator}\"\n[card]\ncode = false\ncategory = \"billing\"\n\
             retry = \"never\"\n[card.codes]\n\"{member}\" = {{ description = \"No.\" }}\n"
        )
    };
    assert_eq!(
        generate("member.toml", &table("_", "card_declined")).unwrap_err(),
        [
            "7:1: found `card_declined` among the codes of `card`, which makes `card_card_declined`, \
             expected `declined`, or a table `[\"card_card_declined\"]` if that is the code"
        ]
    );
    for (separator, member) in [(".", "card_declined"), ("_", "cardholder"), ("", "card")] {
        assert!(generate("member.toml", &table(separator, member)).is_ok());
    }
    // Where it is the code, it can be said.
    let text = table("_", "declined")
        + "[card_card_declined]\ndescription = \"Both cards.\"\nvariant = \"BothCards\"\n";
    let source = generate("member.toml", &text).unwrap();
    assert!(source.contains("`card_card_declined`: billing, retry `never`."));
}

#[test]
fn a_code_without_a_separator_has_no_members() {
    let table = |is_code: &str| {
        format!(
            "separator = \"\"\n[40]\n{is_code}\ncategory = \"conflict\"\nretry = \"never\"\n\
             [40.codes]\n001 = {{ description = \"It is.\" }}\n"
        )
    };
    assert!(generate("none.toml", &table("code = false")).is_ok());
    assert_eq!(
        generate("none.toml", &table("description = \"It is.\"")).unwrap_err(),
        [
            "2:2: found codes below `40`, which is a code itself, expected `code = false` there: a code \
             has members only where a separator parts them"
        ]
    );
}

/// A retry class that is inherited was meant for the category of the family.
#[test]
fn a_retry_class_is_not_inherited_by_a_category_that_it_does_not_go_with() {
    let table = |fields: &str| {
        format!(
            "[Throttling]\ndescription = \"Too fast.\"\ncategory = \"throttling\"\n\
             retry = \"backoff\"\n[Throttling.codes]\nPaid = {{ description = \"No money.\", {fields} }}\n"
        )
    };
    let inherited = table("category = \"billing\"");
    assert_eq!(
        generate("pair.toml", &inherited).unwrap_err(),
        [
            "6:48: found `billing` with the retry class `backoff`, which is inherited, expected `retry` \
             beside it; usual is never"
        ]
    );
    let family = "[\"Throttling.Paid\"]\ndescription = \"No money.\"\ncategory = \"billing\"\n";
    let text = table("").replace("Paid", "User") + family;
    assert_eq!(
        generate("pair.toml", &text).unwrap_err(),
        [
            "9:12: found `billing` with the retry class `backoff`, which is inherited, expected `retry` \
             beside it; usual is never"
        ]
    );
    // What is said is meant, except in a table in our style.
    for stated in ["retry = \"backoff\"", "retry = \"never\""] {
        let text = table(&format!("category = \"billing\", {stated}"));
        assert!(generate("pair.toml", &text).is_ok());
    }
    let text = table("category = \"billing\", retry = \"backoff\"");
    let path = write("strict_pair.toml", &text);
    let problems = Builder::new().strict().table(&path).generate().unwrap_err();
    assert_eq!(
        problems.to_string(),
        format!(
            "{}:6:67: found `billing` with the retry class `backoff`, expected one that goes with it: never",
            path.display()
        )
    );
}

#[test]
fn a_code_may_be_only_a_text() {
    let table = |codes: &str| {
        format!(
            "separator = \"-\"\n[Disk]\ncode = false\ncategory = \"capacity\"\nretry = \"when_ready\"\n\
             [Disk.codes]\n{codes}\n"
        )
    };
    let source = |codes: &str| generate("text.toml", &table(codes));
    assert_eq!(
        source("full = \"The disk is full.\"").unwrap(),
        source("full = { description = \"The disk is full.\" }").unwrap()
    );
    for (codes, expected) in [
        (
            "full = \"\"",
            "7:8: found an empty description, expected a sentence",
        ),
        (
            "full = 7",
            "7:8: found an integer, expected its description, or a table (`{ description = \"...\" }`)",
        ),
        // What belongs above the codes would be a code.
        (
            "retry = \"never\"",
            "7:1: found the field `retry` among the codes, expected it above the table of codes, or \
             `{ description = \"...\" }` if it is a code",
        ),
        (
            "separator = \"_\"",
            "7:1: found the field `separator` among the codes, expected it at the top of a table, \
             before the first `[`, or `{ description = \"...\" }` if it is a code",
        ),
    ] {
        assert_eq!(source(codes).unwrap_err(), [expected], "{codes}");
    }
    let code = "retry = { description = \"It is tried too often.\" }";
    assert!(source(code).unwrap().contains("DiskRetry"));
}

#[test]
fn without_a_separator_only_a_family_that_is_no_code_gives_its_class() {
    let table = |forty: &str| {
        format!(
            "separator = \"\"\n[40]\n{forty}\ncategory = \"failed\"\nretry = \"never\"\n\
             [4000]\ndescription = \"It is.\"\n"
        )
    };
    let source = generate("prefix.toml", &table("code = false")).unwrap();
    assert!(
        source.contains("`4000`: failed, retry `never`."),
        "{source}"
    );
    let problems = generate("prefix.toml", &table("description = \"Forty.\"")).unwrap_err();
    assert!(problems[0].starts_with("6:2: found the code `4000` without a category"));
}

/// A longer ending may be an exception to a shorter one, so it comes first.
#[test]
fn endings_have_a_category_or_that_of_the_family() {
    let table = write(
        "ended.toml",
        "[A]\ndescription = \"It is.\"\ncategory = \"failed\"\nretry = \"if_idempotent\"\n",
    );
    let generate = |endings: &str| {
        let endings = write("endings.toml", endings);
        let builder = Builder::new().table(&table).endings(&endings);
        builder.generate().map_err(|problems| {
            let prefix = format!("{}:", endings.display());
            problems.to_string().replace(&prefix, "")
        })
    };
    let source =
        generate("Gone = \"not_found\"\nFull = \"quota\"\nNotGone = \"family\"\n").unwrap();
    let category = "::tencentcloud_error_codes::__v3::Category";
    let expected = format!(
        "N_::new(&[(\"NotGone\", None),(\"Full\", Some({category}::Quota)),\
         (\"Gone\", Some({category}::NotFound)),]);"
    );
    assert!(source.contains(&expected), "{source}");
    for (endings, expected) in [
        (
            "Gone = \"not_fuond\"\n",
            "1:8: found the category `not_fuond`, expected one of authentication, authorization, \
             validation, not_found, conflict, quota, throttling, capacity, billing, unsupported, \
             unavailable, internal, failed, dry_run; did you mean `not_found`?",
        ),
        (
            "\"\" = \"quota\"\n",
            "1:1: found an ending without a letter, expected the last word or words of a code",
        ),
    ] {
        assert_eq!(generate(endings).unwrap_err(), expected);
    }
}
