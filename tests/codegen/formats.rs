//! Tables from elsewhere: CSV and JSON say what TOML says, with the same checks and places.

use tencentcloud_error_codes::codegen::Builder;

use crate::write;

/// What is generated, but for the names of the files.
fn source(table: &str) -> String {
    let source = Builder::new().table(table).generate().unwrap();
    source.split_once("\n\n").unwrap().1.to_owned()
}

/// The problems of a table, without its path.
fn problems(name: &str, text: &str) -> Vec<String> {
    let path = write(name, text);
    let problems = Builder::new().table(&path).generate().unwrap_err();
    let prefix = format!("{}:", path.display());
    let problems = problems.iter().map(ToString::to_string);
    problems
        .map(|problem| problem.strip_prefix(&prefix).unwrap_or(&problem).to_owned())
        .collect()
}

#[test]
fn the_same_table_in_any_format_is_the_same_catalog() {
    let toml = source("tests/fixtures/own/list.toml");
    for table in ["list.csv", "list.json", "object.json"] {
        assert_eq!(
            source(&format!("tests/fixtures/own/{table}")),
            toml,
            "{table}"
        );
    }
}

#[test]
fn a_table_of_a_spreadsheet_may_have_a_mark_semicolons_and_windows_line_ends() {
    let row = "Ticket.Lost,No ticket has this number.,not_found,never";
    let text = format!("code,description,category,retry\n{row}\n");
    let plain = write("plain.csv", &text);
    for (name, text) in [
        ("mark.csv", format!("\u{feff}{text}")),
        ("semicolons.csv", text.replace(',', ";")),
        ("tabs.csv", text.replace(',', "\t")),
        ("line_ends.csv", text.replace('\n', "\r\n")),
        ("empty_lines.csv", text.replace('\n', "\n\n\n")),
        ("no_line_end.csv", text.trim_end().to_owned()),
    ] {
        let path = write(name, &text);
        assert_eq!(
            source(path.to_str().unwrap()),
            source(plain.to_str().unwrap()),
            "{name}"
        );
    }
}

#[test]
fn mistakes_in_csv_have_their_places() {
    for (text, expected) in [
        (
            "code,description,category,retry\nA,It is.,faild,never\n",
            vec![
                "2:10: found the category `faild`, expected one of authentication, authorization, \
                 validation, not_found, conflict, quota, throttling, capacity, billing, \
                 unsupported, unavailable, internal, failed, dry_run; did you mean `failed`?",
            ],
        ),
        (
            "code,descripton,category,retry\r\nA,It is.,failed,never\r\nB,It is.,failed,never\r\n",
            vec![
                "1:6: found the field `descripton`, expected one of actor, category, code, \
                 description, family, hint, http_status, observed, remedy, retired, retry, sdks, \
                 unread, variant, window; did you mean `description`?",
            ],
        ),
        (
            "code,description,category,retry\nA,It is.,failed\n",
            vec!["2:1: found a row of 3 cells, expected 4 cells, as the first row has"],
        ),
        (
            "code,description,category,retry\nA,\"It is.,failed,never\nB,It is.,failed,never\n",
            vec!["2:3: found an unclosed `\"`, expected `\"` to close it"],
        ),
        (
            "code,description,code\nA,It is.,failed\n",
            vec!["1:18: found the column `code` a second time, expected each column once"],
        ),
        (
            "code,description,category,retry,http_status,family\nÄ,É.,failed,never,4o4,maybe\n",
            vec![
                "2:19: found `4o4`, expected the HTTP status of an error, as 404",
                "2:23: found `maybe`, expected `true` or `false`",
            ],
        ),
        (
            "description,category,retry\nIt is.,failed,never\n",
            vec![
                "1:1: found a first row without `code` (`description`, `category`, `retry`), expected the \
                 names of the fields there, `code` for the text of the code",
            ],
        ),
        (
            "code,description,category,retry\nA,It is.,failed,never\nA,It is.,failed,never\n",
            vec!["3:1: found `A` a second time, expected it once (first in PATH:2)"],
        ),
        ("", vec![" found no codes, expected at least one"]),
        (
            "code,description\n",
            vec![" found no codes, expected at least one"],
        ),
    ] {
        let path = write("broken.csv", "");
        let found = problems("broken.csv", text);
        let expected: Vec<_> = expected
            .iter()
            .map(|line| line.replace("PATH", &path.display().to_string()))
            .collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn mistakes_in_json_have_their_places() {
    for (text, expected) in [
        (
            "[{\"code\": \"Ä\", \"description\": \"É.\", \"category\": \"faild\", \"retry\": \"never\"}]",
            vec![
                "1:49: found the category `faild`, expected one of authentication, authorization, \
                 validation, not_found, conflict, quota, throttling, capacity, billing, \
                 unsupported, unavailable, internal, failed, dry_run; did you mean `failed`?",
            ],
        ),
        (
            "{\n  \"A\": {\"description\": 7, \"category\": \"failed\", \"retry\": \"never\"}\n}",
            vec!["2:24: found an integer as `description`, expected a string"],
        ),
        (
            "{\n  \"A\": {\"description\": \"It is.\", \"category\": \"failed\" \"retry\": \"never\"}\n}",
            vec!["2:55: found a JSON error (expected `,` or `}`), expected valid JSON"],
        ),
        (
            "{\n  \"A\": {\"description\": \"It is.\"",
            vec!["2:31: found a JSON error (EOF while parsing an object), expected valid JSON"],
        ),
        (
            "{\"A\": {\"description\": \"\\ud800\"}}",
            vec!["1:30: found a JSON error (unexpected end of hex escape), expected valid JSON"],
        ),
        (
            "7",
            vec!["1:1: found an integer, expected an object, or an array of codes"],
        ),
        (
            "[7]",
            vec!["1:2: found an integer, expected a table (a code)"],
        ),
        (
            "[{}]",
            vec!["1:2: found a row without a code, expected its text in the field `code`"],
        ),
        (
            "{\"A\": {\"retry\": \"never\", \"retry\": \"never\", \"category\": \"failed\", \
             \"description\": \"It is.\"}}",
            vec!["1:26: found `retry` a second time, expected each key once"],
        ),
    ] {
        assert_eq!(problems("broken.json", text), expected, "{text}");
    }
    let deep = format!("{{\"A\": {}1{}}}", "[".repeat(10_000), "]".repeat(10_000));
    assert_eq!(
        problems("deep.json", &deep),
        ["1:23: found a value in too many others, expected at most 16"]
    );
}
