//! How well codes fit words in Chinese, which has no blanks between them: by the characters and the pairs
//! of characters that a description shares with them. Rare ones count more.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use tencentcloud_error_codes::{ErrorCode, Language};

/// Words that people and services use for the same thing; the first of each is the one that counts.
const SAME: [&[&str]; 25] = [
    &["不存在", "找不到", "未找到", "没有找到", "查不到", "没有该"],
    &["失效", "已过期", "过期", "超过有效期", "已到期", "到期"],
    &[
        "无效",
        "不合法",
        "非法",
        "有误",
        "错误",
        "不正确",
        "不对",
        "异常",
        "出错",
    ],
    &["不足", "不够", "太低", "过低"],
    &["权限", "授权", "鉴权"],
    &["没有", "未获得", "无权", "未获", "缺少", "缺失", "缺", "未"],
    &[
        "频率限制",
        "过于频繁",
        "太频繁",
        "频繁",
        "限频",
        "限流",
        "频率过高",
        "过快",
    ],
    &[
        "售罄",
        "售完",
        "卖完",
        "卖光",
        "库存不足",
        "库存不够",
        "无库存",
        "没有库存",
        "缺货",
        "无货",
    ],
    &["欠费", "欠款"],
    &["已存在", "已经存在", "重复"],
    &["不支持", "暂不支持", "不允许"],
    &["超出", "超过", "超限", "达到", "已达", "超"],
    &["上限", "限制", "最大值"],
    &["请求数", "请求次数", "调用次数"],
    &["实名认证", "实名"],
    &["参数", "字段"],
    &["密钥", "秘钥"],
    &["开通", "启用", "激活"],
    &["账户", "账号", "帐号", "帐户"],
    &["占用", "正在使用", "使用中"],
    &["状态", "状况"],
    &["令牌", "token"],
    &["服务端", "服务器", "后端"],
    &["超时", "响应超时", "没有响应", "未响应"],
    &["子账号", "子用户", "子账户"],
];

/// The descriptions of all codes, by what is in them.
pub(crate) struct Index {
    codes: Vec<HashSet<[char; 2]>>,
    /// In so many descriptions.
    frequency: HashMap<[char; 2], usize>,
}

/// Whether the text has a character of Chinese.
pub(crate) fn is_chinese(text: &str) -> bool {
    text.chars().any(is_han)
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}')
}

impl Index {
    pub(crate) fn new() -> Self {
        let mut frequency = HashMap::new();
        let codes: Vec<_> = ErrorCode::ALL
            .iter()
            .map(|code| {
                let parts = parts(code.description_in(Language::Zh));
                for part in &parts {
                    *frequency.entry(*part).or_default() += 1;
                }
                parts
            })
            .collect();
        Self { codes, frequency }
    }

    /// How much of the words the descriptions have, in thousandths, in the order of [`ErrorCode::ALL`].
    pub(crate) fn fits(&self, words: &str) -> Vec<u32> {
        let wanted = parts(words);
        let weight = |part: &[char; 2]| {
            let frequency = self.frequency.get(part).copied().unwrap_or(0);
            #[expect(clippy::cast_precision_loss, reason = "there are not so many codes")]
            let rarity = (self.codes.len() as f64 / (frequency as f64 + 1.0)).ln();
            // A pair says more than a character.
            rarity.max(0.1) * if part[1] == '\0' { 1.0 } else { 1.5 }
        };
        let whole: f64 = wanted.iter().map(weight).sum();
        let share = |code: &HashSet<[char; 2]>| {
            let shared: f64 = wanted.intersection(code).map(weight).sum();
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "between 0 and 1000"
            )]
            let thousandths = (shared / whole.max(f64::MIN_POSITIVE) * 1000.0).round() as u32;
            thousandths
        };
        self.codes.iter().map(share).collect()
    }
}

/// The characters of Chinese of a text, and the pairs of them that stand together.
fn parts(text: &str) -> HashSet<[char; 2]> {
    let mut parts = HashSet::new();
    let mut last = '\0';
    for c in in_one_form(text).chars() {
        if !is_han(c) {
            last = '\0';
            continue;
        }
        parts.insert([c, '\0']);
        if last != '\0' {
            parts.insert([last, c]);
        }
        last = c;
    }
    parts
}

/// The text with one word for each thing. The longest word counts.
fn in_one_form(text: &str) -> String {
    type Words = HashMap<char, Vec<(&'static str, &'static str)>>;
    static WORDS: LazyLock<Words> = LazyLock::new(|| {
        let mut words = Words::new();
        for same in SAME {
            for word in same {
                let start = word.chars().next().unwrap_or_default();
                words.entry(start).or_default().push((word, same[0]));
            }
        }
        for words in words.values_mut() {
            words.sort_by_key(|(word, _)| Reverse(word.len()));
        }
        words
    });
    let mut text = text.to_lowercase();
    text.retain(|c| c != ' ');
    let mut form = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(c) = rest.chars().next() {
        let words = WORDS.get(&c).into_iter().flatten();
        let found = words.copied().find(|(word, _)| rest.starts_with(word));
        let len = found.map_or(c.len_utf8(), |(word, _)| word.len());
        form.push_str(found.map_or(&rest[..len], |(_, one)| one));
        rest = &rest[len..];
    }
    form
}

#[cfg(test)]
mod tests {
    use super::{in_one_form, is_chinese, parts};

    #[test]
    fn words_for_the_same_thing_have_one_form() {
        assert_eq!(in_one_form("签名已过期"), "签名失效");
        assert_eq!(in_one_form("找不到镜像"), "不存在镜像");
        assert_eq!(in_one_form("超过频率限制"), "超出频率限制");
        assert_eq!(in_one_form("Token 失效"), "令牌失效");
    }

    #[test]
    fn pairs_do_not_reach_over_a_mark() {
        assert!(parts("余额，不足").contains(&['余', '额']));
        assert!(!parts("余额，不足").contains(&['额', '不']));
        assert!(parts("abc").is_empty());
        assert!(is_chinese("a余") && !is_chinese("abc，"));
    }
}
