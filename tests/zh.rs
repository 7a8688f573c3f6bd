//! The Chinese texts: all are there, and each is written as Chinese technical prose is.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use tencentcloud_error_codes::{Actor, Category, ErrorCode, Language, Product, Retry, Window};

/// What stands for a Chinese term, and the term.
const LATIN: &[(&str, &str)] = &[
    ("account", "账号"),
    ("backend", "后端"),
    ("bucket", "存储桶"),
    ("cluster", "集群"),
    ("container", "容器"),
    ("database", "数据库"),
    ("disk", "磁盘、云硬盘"),
    ("domain", "域名"),
    ("error", "错误"),
    ("failed", "失败"),
    ("image", "镜像、图片"),
    ("instance", "实例"),
    ("internal", "内部"),
    ("invalid", "无效"),
    ("limit", "上限、限制"),
    ("node", "节点"),
    ("permission", "权限"),
    ("policy", "策略"),
    ("quota", "配额"),
    ("region", "地域"),
    ("request", "请求"),
    ("role", "角色"),
    ("server", "服务器、服务端"),
    ("snapshot", "快照"),
    ("subnet", "子网"),
    ("task", "任务"),
    ("timeout", "超时"),
    ("unknown", "未知"),
    ("user", "用户"),
    ("zone", "可用区"),
];
/// Where such a word is right: as a value, as a term of Kubernetes, in a message that is quoted.
const PHRASES: &[&str] = &[
    "（cluster）",
    "（ms server）",
    "domain ID",
    "limit 与 request",
    "“cluster without worker node”",
    "“has been vpc-cni cluster”",
];
/// What is not written, and why.
const NEVER: &[(&str, &str)] = &[
    ("您", "the reader is not addressed"),
    ("亲，", "the reader is not addressed"),
    ("！", "nothing is shouted"),
    ("。。", "once is enough"),
    ("，。", "once is enough"),
    ("  ", "one blank is enough"),
    ("尚未翻译", "not written yet"),
    ("登陆", "登录"),
    ("帐号", "账号"),
    ("帐户", "账户"),
    ("阀值", "阈值"),
    ("其它", "其他"),
];
const FULL_WIDTH: &str = "，。；：？（）“”‘’、《》";

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// What is wrong with a text, in words.
fn faults(text: &str, longest: usize, end: &str) -> Vec<String> {
    let mut faults = Vec::new();
    if !text.chars().any(is_chinese) {
        faults.push("it is not Chinese".to_owned());
    }
    if !text.ends_with(end) {
        faults.push(format!("it does not end with {end}"));
    }
    let len = text.chars().count();
    if len > longest {
        faults.push(format!("{len} characters"));
    }
    for (never, why) in NEVER {
        if text.contains(never) {
            faults.push(format!("`{never}`: {why}"));
        }
    }
    // What is code is left out.
    let prose: Vec<_> = text.split('`').step_by(2).collect();
    let prose: Vec<char> = prose.join("x").chars().collect();
    for (i, c) in prose.iter().enumerate() {
        let before = i.checked_sub(1).map(|i| prose[i]);
        let after = prose.get(i + 1).copied();
        let neighbors = [before, after];
        let is_between = neighbors
            .iter()
            .all(|c| c.is_none_or(|c| is_chinese(c) || FULL_WIDTH.contains(c)));
        if ",;:!?()\"'.".contains(*c) && is_between {
            faults.push(format!("`{c}` between Chinese characters"));
        }
        if FULL_WIDTH.contains(*c) && neighbors.contains(&Some(' ')) {
            faults.push(format!("a blank beside {c}"));
        }
        if *c == ' ' && neighbors.iter().all(|c| c.is_some_and(is_chinese)) {
            faults.push("a blank between Chinese characters".to_owned());
        }
    }
    let mut prose = prose.into_iter().collect::<String>();
    for phrase in PHRASES {
        prose = prose.replace(phrase, "");
    }
    for word in prose.split(|c: char| !c.is_ascii_alphanumeric() && !"_-.".contains(c)) {
        let latin = LATIN.iter().find(|(latin, _)| *latin == word);
        if let Some((latin, term)) = latin {
            faults.push(format!("`{latin}` is written {term}"));
        }
    }
    faults
}

#[test]
fn the_gate_sees_what_it_should() {
    for (text, fault) in [
        ("找不到指定的镜像。", None),
        ("最多 50 个 `instance`（含已隔离的）。", None),
        ("时间为 09:30，格式为 a,b。", None),
        ("Not found.", Some("it is not Chinese")),
        ("找不到镜像", Some("it does not end with 。")),
        (
            "找不到镜像,请检查。",
            Some("`,` between Chinese characters"),
        ),
        ("找不到镜像 。", Some("a blank beside 。")),
        ("找不到 镜像。", Some("a blank between Chinese characters")),
        ("找不到该 instance。", Some("`instance` is written 实例")),
        ("请您重试。", Some("`您`: the reader is not addressed")),
    ] {
        let found = faults(text, 120, "。");
        match fault {
            None => assert!(found.is_empty(), "{text}: {found:?}"),
            Some(fault) => assert!(
                found.iter().any(|found| found == fault),
                "{text}: {found:?}"
            ),
        }
    }
    assert_eq!(faults("太长的句子。", 5, "。"), ["6 characters"]);
}

#[test]
fn every_code_has_both_languages_and_is_well_written() {
    let mut wrong = Vec::new();
    for code in ErrorCode::ALL {
        // A code that is new is described in English first, by the importer: that nobody has read it.
        if code.description() == "Nobody has described this code yet." {
            continue;
        }
        let mut check = |text: &str, longest| {
            let faults = faults(text, longest, "。");
            if !faults.is_empty() {
                wrong.push(format!("{code}: {}: {text}", faults.join(", ")));
            }
        };
        check(code.description_in(Language::Zh), 120);
        match (code.hint(), code.hint_in(Language::Zh)) {
            (Some(_), Some(hint)) => check(hint, 160),
            (None, None) => {}
            hints => panic!("{code}: {hints:?}"),
        }
    }
    assert!(
        wrong.is_empty(),
        "{} texts:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn names_are_in_both_languages() {
    let mut names = BTreeSet::new();
    let mut check = |name: &'static str, meaning: &str, end: &str| {
        assert!(names.insert(name), "{name} a second time");
        // A name is short, and a product may be called as it is in English.
        assert!((1..=6).contains(&name.chars().count()), "{name}");
        assert!(name.chars().all(is_chinese), "{name}");
        let faults = faults(meaning, 80, end);
        assert!(faults.is_empty(), "{meaning}: {faults:?}");
    };
    let zh = Language::Zh;
    for category in Category::ALL {
        check(category.name_in(zh), category.description_in(zh), "。");
    }
    for retry in Retry::ALL {
        check(retry.name_in(zh), retry.advice_in(zh), "。");
    }
    for actor in Actor::ALL {
        check(actor.name_in(zh), actor.description_in(zh), "");
    }
    let windows: Vec<_> = Window::ALL
        .iter()
        .map(|window| window.name_in(zh))
        .collect();
    assert_eq!(windows, ["秒", "分钟", "小时", "天", "月"]);
    let mut untranslated = Vec::new();
    for product in Product::ALL {
        let title = product.title_in(zh);
        assert_eq!(title.trim(), title);
        assert!((2..=40).contains(&title.chars().count()), "{title}");
        assert!(!title.contains("尚未翻译"), "{product}");
        if !title.chars().any(is_chinese) {
            untranslated.push(title);
        }
    }
    // Some are called by a Latin name in Chinese, too.
    assert!(
        untranslated.len() * 10 < Product::ALL.len(),
        "{untranslated:?}"
    );
}

/// The rows of a table: section headers, and the keys of members. Left out are families that are no codes,
/// and rows that nobody has read yet, which may wait for their Chinese.
fn rows(path: &str) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let mut rows = Vec::new();
    let mut is_of_members = false;
    for line in text.lines() {
        if line == "code = false" || line == "unread = true" {
            rows.pop();
        } else if line.starts_with('[') {
            is_of_members = line.ends_with(".codes]");
            rows.push(line.to_owned());
        } else if is_of_members && !line.contains("unread = true") {
            rows.extend(line.split_once(" = ").map(|(key, _)| key.to_owned()));
        }
    }
    rows
}

/// A translator finds the same row in the same place.
#[test]
fn the_tables_have_the_same_rows_in_the_same_order() {
    let mut files: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for folder in ["data/codes", "data/zh/codes"] {
        for entry in fs::read_dir(folder).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let rows = rows(&format!("{folder}/{name}"));
            files.entry(name).or_default().push(rows);
        }
    }
    for (name, rows) in files {
        let [english, chinese] = &rows[..] else {
            panic!("{name} is in one language only");
        };
        for (english, chinese) in english.iter().zip(chinese) {
            assert_eq!(english, chinese, "{name}");
        }
        assert_eq!(english.len(), chinese.len(), "{name}");
    }
}

/// 32-bit FNV-1a, as in the fixture.
fn fnv(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

#[test]
fn descriptions_are_not_the_official_sentences() {
    let official: BTreeSet<u32> = include_str!("fixtures/official-sentences.zh.txt")
        .lines()
        .map(|line| u32::from_str_radix(line, 16).unwrap())
        .collect();
    assert!(official.len() > 10_000);
    let is_official = |code: &str, text: &str| {
        let letters: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
        official.contains(&fnv(&format!("{code}\t{}", letters.to_lowercase())))
    };
    // The comparison does find them.
    assert!(is_official("AuthFailure", "CAM签名/鉴权错误。"));
    let equal: Vec<_> = ErrorCode::ALL
        .iter()
        .filter(|code| is_official(code.as_str(), code.description_in(Language::Zh)))
        .collect();
    println!("equal to the official Chinese: {}", equal.len());
    assert!(equal.len() * 50 < ErrorCode::ALL.len(), "{equal:?}");
}
