//! Languages: the tags that name them, and tables of texts in the generator.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use tencentcloud_error_codes::codegen::Builder;
use tencentcloud_error_codes::{Category, ErrorCode, Language, WireCode};

#[test]
fn a_language_is_read_from_the_tags_that_people_use() {
    for (tag, language) in [
        ("en", Some(Language::En)),
        ("en-US", Some(Language::En)),
        ("en_GB.UTF-8", Some(Language::En)),
        ("zh", Some(Language::Zh)),
        ("zh-CN", Some(Language::Zh)),
        ("ZH-cn", Some(Language::Zh)),
        ("zh_CN", Some(Language::Zh)),
        ("zh_CN.UTF-8", Some(Language::Zh)),
        ("zh_CN.GB18030@stroke", Some(Language::Zh)),
        ("zh.UTF-8", Some(Language::Zh)),
        ("zh@pinyin", Some(Language::Zh)),
        ("zh-Hans", Some(Language::Zh)),
        ("zh-Hans-CN", Some(Language::Zh)),
        // There is no other Chinese.
        ("zh-TW", Some(Language::Zh)),
        ("", None),
        ("-", None),
        ("C", None),
        ("C.UTF-8", None),
        ("POSIX", None),
        ("de-DE", None),
        ("english", None),
        ("zhcn", None),
        (" zh", None),
    ] {
        assert_eq!(tag.parse().ok(), language, "{tag}");
    }
    let error = "hz-CN".parse::<Language>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "found the language `hz-CN`, expected one of en-US, zh-CN; did you mean `zh-CN`?"
    );
    for language in Language::ALL {
        assert_eq!(language.as_str().parse(), Ok(*language));
        assert_eq!(language.tag().parse(), Ok(*language));
        assert_eq!(language.to_string(), language.as_str());
    }
    assert_eq!(Language::default(), Language::En);
}

proptest! {
    #[test]
    fn any_text_is_a_language_or_none(text in ".*") {
        let _ = text.parse::<Language>();
    }
}

/// English is that of the tables, and stands in for what is not compiled in.
#[test]
fn there_is_always_a_text() {
    for code in ErrorCode::ALL {
        assert_eq!(code.description_in(Language::En), code.description());
        assert_eq!(code.hint_in(Language::En), code.hint());
        for language in Language::ALL {
            assert!(!code.description_in(*language).is_empty(), "{code}");
            assert_eq!(
                code.hint_in(*language).is_some(),
                code.hint().is_some(),
                "{code}"
            );
        }
        if !cfg!(feature = "zh") {
            assert_eq!(code.description_in(Language::Zh), code.description());
            assert_eq!(code.hint_in(Language::Zh), code.hint());
        }
    }
    for language in Language::ALL {
        let unknown = WireCode::new("Gibberish");
        assert_eq!(unknown.description_in(*language), None);
        assert_eq!(unknown.hint_in(*language), None);
        assert!(!Category::Quota.name_in(*language).is_empty());
    }
}

const TABLE: &str = r#"
[Desk]
description = "The desk is closed."
category = "unavailable"
retry = "when_ready"
hint = "Come back tomorrow."

[Ticket]
code = false
category = "not_found"
retry = "never"

[Ticket.codes]
"Archive.Full" = { description = "The archive is full.", remedy = "ask" }
Lost = { description = "No ticket has this number.", remedy = "ask" }
New = { description = "Not read yet.", hint = "Wait for it.", unread = true }
Old = { description = "It went.", hint = "Come back tomorrow." }
"#;
const REMEDIES: &str = "[ask]\nactor = \"owner\"\ntext = \"Ask whoever runs the desk.\"\n";

fn write(folder: &str, name: &str, text: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder);
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    path
}

fn builder(folder: &str) -> Builder {
    Builder::new()
        .table(write(folder, "codes.toml", TABLE))
        .remedies(write(folder, "remedies.toml", REMEDIES))
}

const CHINESE: &str = r#"
ask = "请联系值班人员。"

[Desk]
description = "服务台已关闭。"
hint = "请明天再来。"

[Ticket.codes]
"Archive.Full" = "归档\u200b已满：\"A\\B\"。"
Lost = { description = "没有这个编号的工单。" }
Old = { description = "已下线。", hint = "请换用新的。" }
"#;

#[test]
fn texts_of_a_language_are_beside_those_of_the_catalog() {
    let texts = write("good", "zh.toml", CHINESE);
    let source = builder("good")
        .language("zh-CN", [&texts])
        .generate()
        .unwrap();
    for expected in [
        // The English is written once, whatever the Chinese.
        r#"static PROSE: &str = "The desk is closed.The archive is full.No ticket has this number.Not read yet.It went.Come back tomorrow.Ask whoever runs the desk.Wait for it.";"#,
        // Codes with the same English hint and another Chinese one have two numbers.
        "static HINTS: [u64; 4] = [",
        // What nobody has read has no Chinese, and what cannot be seen is an escape.
        r#"static ZH_PROSE: &str = "服务台已关闭。归档\u{200b}已满：\"A\\B\"。没有这个编号的工单。已下线。请明天再来。请联系值班人员。请换用新的。";"#,
        "static ZH_STARTS: [u32; 6] = [\n0,21,47,77,77,89,];",
        "languages: &[::tencentcloud_error_codes::__v3::Texts { language: \
         ::tencentcloud_error_codes::Language::Zh, prose: &ZH_PROSE, starts: &ZH_STARTS, hints: &ZH_HINTS },], ",
    ] {
        assert!(source.contains(expected), "{expected}\n{source}");
    }
    assert!(
        source.contains("good/zh.toml"),
        "the file is not in the header: {source}"
    );

    // In two files and two calls it is the same.
    let (one, two) = CHINESE.split_once("[Ticket").unwrap();
    let one = write("good", "one.toml", one);
    let two = write("good", "two.toml", &format!("[Ticket{two}"));
    let parts = builder("good")
        .language("zh", [&two])
        .language("zh", [&one]);
    let body = |source: &str| source.split_once("\n\n").unwrap().1.to_owned();
    assert_eq!(body(&parts.generate().unwrap()), body(&source));
}

#[test]
fn without_languages_nothing_of_them_is_written() {
    let source = builder("none").generate().unwrap();
    assert!(source.contains("languages: &[], "));
    assert!(!source.contains("STARTS"));
}

#[test]
fn what_is_missing_or_too_much_is_reported_with_its_place() {
    let chinese = r#"
ask = "请联系值班人员。"
aks = "无人使用。"

[Desk]
description = " "

[Desks]
description = "没有这个错误码。"

[Ticket]
codes = "文字"

[Tickets.codes]
Lost = { descripton = "写错了。", hint = [] }
"#;
    let chinese = write("broken", "zh.toml", chinese);
    let more = write(
        "broken",
        "more.toml",
        "ask = \"第二次。\"\n[Ticket.codes]\nLost = { description = \"工单丢了。\", hint = \"多余的。\" }\n",
    );
    let builder = builder("broken")
        .language("zh", [&chinese, &more])
        .language("xx", [&more]);
    let problems = builder.generate().unwrap_err().to_string();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("broken");
    let found = problems.replace(&format!("{}/", folder.display()), "");
    let expected = "\
codes.toml:14:1: found `Ticket.Archive.Full` without a description in `zh`, expected one in the tables of the language
codes.toml:17:1: found `Ticket.Old` without a description in `zh`, expected one in the tables of the language
codes.toml:17:1: found `Ticket.Old` without a hint in `zh`, expected one: the code has a hint of its own
more.toml:1:1: found `ask` a second time, expected it once (first in zh.toml:2)
more.toml:3:40: found a hint, expected none: the code has none of its own
zh.toml:3:7: found the text of `aks`, which no code names, expected that of a remedy
zh.toml:5:2: found `Desk` without a hint in `zh`, expected one: the code has a hint of its own
zh.toml:6:15: found an empty description, expected a sentence
zh.toml:8:2: found `Desks`, which no table describes, expected a code of the tables; did you mean `Desk`?
zh.toml:12:1: found a string, expected a table (the codes of the family)
zh.toml:15:1: found `Tickets.Lost`, which no table describes, expected a code of the tables; did you mean `Ticket.Lost`?
zh.toml:15:10: found the field `descripton`, expected one of description, hint; did you mean `description`?
zh.toml:15:38: found an array, expected a string
language: found `xx`, expected one of en, zh";
    assert_eq!(found, expected);

    let empty = write("broken", "empty.toml", "");
    let codes = write("broken", "codes.toml", TABLE);
    let remedies = write("broken", "remedies.toml", REMEDIES);
    let builder = Builder::new().table(codes).remedies(remedies);
    let problems = builder.language("zh", [empty]).generate().unwrap_err();
    let remedy = problems
        .iter()
        .filter(|problem| problem.found.starts_with("the remedy"))
        .map(|problem| (problem.line, problem.found.as_str()));
    assert_eq!(
        remedy.collect::<Vec<_>>(),
        [(14, "the remedy `ask` without a text in `zh`")]
    );
}
