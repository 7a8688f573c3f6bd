//! What the most natural mistakes are told: one message each, which says what to write.

use tencentcloud_error_codes::codegen::Builder;

use crate::write;

const CLASS: &str = "category = \"failed\"\nretry = \"if_idempotent\"\n";
const CATEGORIES: &str = "one of authentication, authorization, validation, not_found, conflict, quota, \
                          throttling, capacity, billing, unsupported, unavailable, internal, failed, dry_run";
const RETRIES: &str = "one of never, backoff, when_ready, if_idempotent, refresh";

/// The problems of a table, without its path.
fn problems(name: &str, text: &str) -> Vec<String> {
    let path = write(name, text);
    let prefix = format!("{}:", path.display());
    let problems = Builder::new().table(&path).generate().unwrap_err();
    let problems = problems.iter().map(ToString::to_string);
    problems
        .map(|problem| problem.replace(&prefix, ""))
        .collect()
}

#[test]
fn a_dot_in_a_header_is_part_of_a_code_in_quotes() {
    let code = "description = \"No server answered.\"\n";
    for (header, expected) in [
        (
            "[SDK.ServerUnreachable]",
            "1:6: found a table `ServerUnreachable` in `SDK`, expected quotes around a code with a dot: \
             `[\"SDK.ServerUnreachable\"]`, or the code below `[SDK.codes]`",
        ),
        (
            "[SDK.Server.Unreachable]",
            "1:6: found a table `Server` in `SDK`, expected quotes around a code with a dot: \
             `[\"SDK.Server.Unreachable\"]`, or the code below `[SDK.codes]`",
        ),
        (
            "[SDK.code]",
            "1:6: found a table `code` in `SDK`, expected the table of its codes; did you mean `codes`?",
        ),
    ] {
        let text = format!("{header}\n{code}{CLASS}");
        assert_eq!(problems("dot.toml", &text), [expected]);
    }
    let family = format!("[SDK]\n{code}{CLASS}[SDK.New]\n{code}");
    assert_eq!(problems("dot.toml", &family).len(), 1);
}

#[test]
fn a_code_without_a_class_is_told_where_it_could_have_it_from() {
    let code =
        |name: &str, fields: &str| format!("[\"{name}\"]\ndescription = \"It is.\"\n{fields}");
    for (text, expected) in [
        (
            code("SDK.New", "retry = \"never\"\n"),
            format!(
                "1:2: found the code `SDK.New` without a category, expected {CATEGORIES}; or a table \
                 `[SDK]` to inherit from"
            ),
        ),
        (
            code("card", CLASS) + &code("card_declined", ""),
            format!(
                "5:2: found the code `card_declined` without a category and retry class, expected \
                 `category`, {CATEGORIES}; and `retry`, {RETRIES}; or `separator = \"_\"` at the top, to \
                 inherit from `[card]`"
            ),
        ),
        (
            "[A]\ncode = false\ncategory = \"failed\"\n".to_owned(),
            format!("1:2: found the family `A` without a retry class, expected {RETRIES}"),
        ),
    ] {
        let problems = problems("class.toml", &text);
        assert_eq!(problems, [expected]);
    }
    let path = write("class.csv", "code,description\n50001,It is.\n");
    let found = Builder::new().table(path).generate().unwrap_err();
    let found = found.to_string();
    assert!(found.contains(":2:1: found the code `50001` without a category and retry class"));
    assert_eq!(found.lines().count(), 1, "{found}");
}

#[test]
fn a_family_with_codes_and_no_description_may_be_only_a_family() {
    let text = format!("[A]\n{CLASS}[A.codes]\nB = \"It is.\"\n");
    assert_eq!(
        problems("family.toml", &text),
        [
            "1:2: found `A` without a description, expected a description, in a sentence, or \
             `code = false` if it is a family and no code"
        ]
    );
}

#[test]
fn a_field_of_the_head_belongs_before_the_first_table() {
    let text = format!("[A]\ndescription = \"It is.\"\n{CLASS}separator = \"_\"\n");
    assert_eq!(
        problems("late.toml", &text),
        [
            "5:1: found the field `separator` in a table, expected it at the top of a table, before the \
             first `[`"
        ]
    );
}

#[test]
fn a_name_in_a_header_is_quoted() {
    for (header, expected) in [
        (
            "[access denied]",
            "1:1: found `[access denied]`, expected the name in quotes: `[\"access denied\"]`",
        ),
        (
            "[access denied.codes]",
            "1:1: found `[access denied.codes]`, expected the name in quotes: `[\"access denied\".codes]`",
        ),
        (
            "[access",
            "1:1: found an unclosed `[`, expected `]` to close it",
        ),
    ] {
        let text = format!("{header}\ndescription = \"It is.\"\n{CLASS}");
        assert_eq!(problems("header.toml", &text), [expected]);
    }
    let text = format!("[A]\ndescription = x.\n{CLASS}");
    assert_eq!(
        problems("header.toml", &text),
        ["2:15: found `x.` (string values must be quoted), expected a text in quotes"]
    );
}

#[test]
fn what_is_there_twice_is_told_once_with_the_first_place() {
    let path = write("twice.toml", "");
    let first = |line: usize| format!("(first in {}:{line})", path.display());
    let family = format!("[A]\ndescription = \"It is.\"\n{CLASS}");
    let path_of = |text: &str| {
        let path = write("twice.toml", text);
        let found = Builder::new().table(&path).generate().unwrap_err();
        let prefix = format!("{}:", path.display());
        let found = found.iter().map(ToString::to_string);
        let found = found.map(|line| line.strip_prefix(&prefix).unwrap_or(&line).to_owned());
        found.collect::<Vec<_>>()
    };
    assert_eq!(
        path_of(&family.repeat(2)),
        [format!(
            "5:2: found `A` a second time, expected it once {}",
            first(1)
        )]
    );
    let members = "[A.codes]\nX = \"One.\"\nY = { hint = \"Wait.\", description = \"Two.\", hint = \"Go.\" }\n\
                   X = \"Three.\"\n";
    assert_eq!(
        path_of(&(family + members)),
        [
            format!(
                "7:45: found `hint` a second time, expected it once {}",
                first(7)
            ),
            format!(
                "8:1: found `X` a second time, expected it once {}",
                first(6)
            ),
        ]
    );
}

#[test]
fn a_value_of_another_kind_is_told_with_its_field() {
    let row = |field: &str| format!("[A]\ndescription = \"It is.\"\n{field}\n");
    for (text, expected) in [
        (
            row("category = \"failed\"\nretry = true"),
            format!("4:9: found a boolean as `retry`, expected a retry class: {RETRIES}"),
        ),
        (
            row(&format!("{CLASS}observed = true")),
            "5:12: found a boolean as `observed`, expected a string: where the code was met".to_owned(),
        ),
        (
            row("category = \"network\"\nretry = \"never\""),
            format!(
                "3:12: found the category `network`, expected {CATEGORIES}, or one of your own that \
                 `categories` at the top of a table declares"
            ),
        ),
        (
            row("category = \"failed\"\nretry = \"sometimes\""),
            format!("4:9: found the retry class `sometimes`, expected {RETRIES}"),
        ),
        (
            row(&format!("desc = \"It is.\"\n{CLASS}")).replace("description = \"It is.\"\n", ""),
            "2:1: found the field `desc`, expected one of actor, category, code, codes, description, \
             hint, http_status, observed, remedy, retired, retry, sdks, unread, variant, window; did you \
             mean `description`?"
                .to_owned(),
        ),
    ] {
        assert_eq!(problems("kind.toml", &text), [expected]);
    }
    let row = "\"category\": \"failed\", \"description\": \"It is.\"";
    for (text, expected) in [
        (
            format!("[{{\"code\": 1, {row}, \"retry\": false}}]"),
            format!("1:70: found a boolean as `retry`, expected a retry class: {RETRIES}"),
        ),
        (
            format!("[{{\"code\": 1.5, {row}, \"retry\": \"if_idempotent\"}}]"),
            "1:11: found a float as `code`, expected its text, or a whole number".to_owned(),
        ),
    ] {
        assert_eq!(problems("kind.json", &text), [expected]);
    }
}

#[test]
fn only_a_category_may_be_one_of_the_catalog() {
    let text = "categories = [{ name = \"fraud\", is = \"authorization\" }]\n[A]\n\
                description = \"It is.\"\ncategory = \"fruad\"\nretry = \"sometimes\"\n";
    assert_eq!(
        problems("own_category.toml", text),
        [
            format!(
                "4:12: found the category `fruad`, expected {CATEGORIES}, fraud; did you mean `fraud`?"
            ),
            format!("5:9: found the retry class `sometimes`, expected {RETRIES}"),
        ]
    );
}

/// The catalog of this crate has no categories but ours.
#[test]
fn a_strict_table_is_not_told_of_categories_of_its_own() {
    let text = "[A]\ndescription = \"It is.\"\ncategory = \"network\"\nretry = \"never\"\n";
    let path = write("strict_category.toml", text);
    let problems = Builder::new().strict().table(&path).generate().unwrap_err();
    assert_eq!(
        problems.to_string(),
        format!(
            "{}:3:12: found the category `network`, expected {CATEGORIES}",
            path.display()
        )
    );
}

/// Two that are the same are in order.
#[test]
fn what_is_there_twice_is_not_out_of_order() {
    let row = "A,It is.,failed,if_idempotent\n";
    let path = write(
        "strict_twice.csv",
        &format!("code,description,category,retry\n{row}{row}"),
    );
    let problems = Builder::new().strict().table(&path).generate().unwrap_err();
    let path = path.display();
    assert_eq!(
        problems.to_string(),
        format!("{path}:3:1: found `A` a second time, expected it once (first in {path}:2)")
    );
}

#[test]
fn the_first_row_of_csv_names_the_fields() {
    for (text, expected) in [
        (
            "errcode,errmsg\n1,A.\n2,B.\n",
            "1:1: found a first row without `code` (`errcode`, `errmsg`), expected the names of the \
             fields there, `code` for the text of the code",
        ),
        (
            "code,description,category,retry\n1,It is, or not.,failed,if_idempotent\n",
            "2:1: found a row of 5 cells, expected 4 cells, as the first row has; a cell with `,` in it \
             is in quotes",
        ),
        (
            "code,category,retry,family\n1,failed,if_idempotent,yes\n",
            "2:24: found `yes`, expected `true` or `false`",
        ),
    ] {
        assert_eq!(problems("first.csv", text), [expected]);
    }
}

#[test]
fn a_row_with_a_slip_is_asked_for_nothing_more() {
    let table = |field: &str| {
        format!(
            "columns = [{{ name = \"owner\", type = \"text\" }}]\n[A]\n{field} = \"x\"\n{CLASS}"
        )
    };
    let slip = problems("row_slip.toml", &table("ovner"));
    assert!(
        slip.len() == 1 && slip[0].starts_with("3:1: found the field `ovner`"),
        "{slip:?}"
    );
    let column = problems("row_slip.toml", &table("owner"));
    assert!(
        column.len() == 1 && column[0].starts_with("2:2: found `A` without a description"),
        "{column:?}"
    );
}

#[test]
fn there_may_be_so_many_codes() {
    let codes: Vec<String> = (0..=65_000)
        .map(|code| format!("C{code} = \"No.\""))
        .collect();
    let codes = codes.join("\n");
    let text = format!("[A]\ncode = false\n{CLASS}[A.codes]\n{codes}");
    let problems = problems("too_many.toml", &text);
    assert_eq!(problems.len(), 1);
    assert!(
        problems[0].ends_with("found 65002 codes and families, expected at most 65000"),
        "{problems:?}"
    );
}
