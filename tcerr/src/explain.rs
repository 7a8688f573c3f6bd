//! `tcerr explain`: what a code means and what may be done about it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt::Display;
use std::io::{self, Read, Write};
use std::rc::Rc;

use clap::builder::styling::{AnsiColor, Style};
use clap_complete::engine::ArgValueCompleter;
use serde_json::json;
use tencentcloud_error_codes::extract::{Escaped, Finding, Reader, Shape, codes_in};
use tencentcloud_error_codes::{ErrorCode, Language, Response, Retry, WireCode};

use crate::classify::basis;
use crate::complete;
use crate::guess::{self, similar};
use crate::language::{in_both, language};
use crate::out::{self, CODE, say, wrap};
use crate::variant::variant;
use crate::{Outcome, input};

/// Explains error codes: meaning, category, whether to retry, what to do.
#[derive(clap::Args)]
#[command(after_help = "\
Each code is explained once, in the order of first appearance.

Examples:
  tcerr explain AuthFailure.SignatureExpire
  tcerr explain '{\"Response\": {\"Error\": {\"Code\": \"InternalError\", \"Message\": \"\"}}}'
  curl ... | tcerr explain -
  terraform apply 2>&1 | tcerr explain -
  tcerr explain --json ResourceNotFound | jq -r .retry")]
pub(crate) struct Arguments {
    /// Codes, or texts that contain codes, such as responses or log lines; `-` reads standard input.
    #[arg(required = true, value_name = "CODE", add = ArgValueCompleter::new(complete::codes))]
    codes: Vec<String>,
    /// One JSON object per code, one per line.
    #[arg(long)]
    json: bool,
    /// With `--json`, list the products and actions that return the code, not only their number.
    #[arg(long, requires = "json")]
    full: bool,
}

/// So many different unknown codes are explained; what has more is a flood. Known ones all are.
const MOST_UNKNOWN: usize = 20_000;

/// A code, and what was said of it where it came first.
struct Item {
    code: WireCode<'static>,
    message: Option<String>,
    request_id: Option<String>,
    /// `None` for a word that was given as a code.
    shape: Option<Shape>,
    /// The codes that the message names.
    named: Vec<WireCode<'static>>,
    count: u64,
}

impl Item {
    /// What a word is meant as, known or not.
    fn word(word: &str) -> Self {
        let code = guess::code(word);
        let word = guess::without_type(word);
        Self {
            code: code.map_or_else(|| WireCode::new(word.to_owned()), WireCode::from),
            message: None,
            request_id: None,
            shape: None,
            named: Vec::new(),
            count: 1,
        }
    }

    fn found(found: &Finding<'_>) -> Self {
        Self {
            code: found.code().clone().into_owned(),
            message: found.message().map(std::borrow::Cow::into_owned),
            request_id: found.request_id().map(str::to_owned),
            shape: Some(found.shape()),
            named: found.named().map(WireCode::into_owned).collect(),
            count: 1,
        }
    }
}

#[derive(Default)]
struct Items {
    list: Vec<Item>,
    places: HashMap<WireCode<'static>, usize>,
    unknown: usize,
    /// So often unknown codes were found for which there was no room.
    dropped: u64,
}

impl Items {
    fn add(&mut self, item: Item) {
        if let Some(place) = self.places.get(&item.code) {
            let first = &mut self.list[*place];
            first.count += item.count;
            first.message = first.message.take().or(item.message);
            first.request_id = first.request_id.take().or(item.request_id);
        } else if item.code.known().is_none() && self.unknown == MOST_UNKNOWN {
            self.dropped += item.count;
        } else {
            self.unknown += usize::from(item.code.known().is_none());
            self.places.insert(item.code.clone(), self.list.len());
            self.list.push(item);
        }
    }

    fn append(&mut self, other: Self) {
        self.dropped += other.dropped;
        other.list.into_iter().for_each(|item| self.add(item));
    }
}

pub(crate) fn run(arguments: &Arguments) -> io::Result<Outcome> {
    let mut items = Items::default();
    let mut outcome = Outcome::Found;
    let mut trouble = None;
    for text in &arguments.codes {
        let found = if text == input::STDIN {
            read_input(&mut items, &mut trouble)?
        } else {
            read_text(text, &mut items)
        };
        if let Err(why) = found {
            say(format_args!("{why}"));
            outcome = Outcome::NotFound;
        }
    }
    if items.unknown > 0 {
        outcome = Outcome::NotFound;
    }
    if arguments.json {
        let mut out = out::data();
        let mut unknown = 0;
        for item in &items.list {
            unknown += usize::from(item.code.known().is_none());
            let row = to_json(item, arguments.full, unknown <= MOST_SUGGESTIONS);
            writeln!(out, "{}", out::json(&row))?;
        }
        out.flush()?;
    } else {
        let mut out = out::text();
        let mut unknown = 0;
        for (number, item) in items.list.iter().enumerate() {
            if number > 0 {
                writeln!(out)?;
            }
            unknown += usize::from(item.code.known().is_none());
            write_text(&mut out, item, unknown <= MOST_SUGGESTIONS)?;
        }
        out.flush()?;
    }
    if items.dropped > 0 {
        say(format_args!(
            "more than {MOST_UNKNOWN} different unknown codes: {} more are not explained",
            items.dropped
        ));
    }
    if let Some(error) = trouble {
        return Err(error);
    }
    Ok(outcome)
}

/// Adds the codes of all that standard input says.
fn read_input(
    items: &mut Items,
    trouble: &mut Option<io::Error>,
) -> io::Result<Result<(), String>> {
    let start = Rc::new(RefCell::new(Vec::new()));
    let source = input::stdin()?;
    let mut codes = Reader::new(Start {
        source,
        start: Rc::clone(&start),
    });
    let mut failed_items = 0;
    let mut found_here = Items::default();
    let mut is_found = false;
    loop {
        match codes.next() {
            Ok(Some(found)) => {
                is_found = true;
                failed_items += usize::from(found.shape() == Shape::Item);
                found_here.add(Item::found(&found));
            }
            Ok(None) => break,
            // What was read before is explained all the same.
            Err(error) => {
                *trouble = Some(error);
                break;
            }
        }
    }
    let start = start.borrow();
    let text = String::from_utf8_lossy(&start);
    // A list of words that are meant as codes, known or not.
    let mut lines = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .peekable();
    let is_code = |line| ErrorCode::lookup(line).is_some() || is_word(line);
    if start.len() < START && lines.peek().is_some() && lines.clone().all(is_code) {
        for line in lines {
            items.add(Item::word(line));
        }
        return Ok(Ok(()));
    }
    if is_found {
        say_success(&text, failed_items);
        items.append(found_here);
        return Ok(Ok(()));
    }
    if text.trim().is_empty() {
        let why = "found nothing on standard input, expected a code or an answer";
        return Ok(Err(why.to_owned()));
    }
    Ok(Err(nothing_found(&text)))
}

/// Adds the codes of an argument.
fn read_text(text: &str, items: &mut Items) -> Result<(), String> {
    let word = text.trim();
    if word.is_empty() {
        return Err("found an empty argument, expected a code or an answer".to_owned());
    }
    // Some codes are numbers, or end in a dot, and are found in no text.
    if ErrorCode::lookup(word).is_some() {
        items.add(Item::word(word));
        return Ok(());
    }
    let mut failed_items = 0;
    let mut is_found = false;
    for found in codes_in(text) {
        is_found = true;
        failed_items += usize::from(found.shape() == Shape::Item);
        items.add(Item::found(&found));
    }
    if is_found {
        say_success(text, failed_items);
        Ok(())
    } else if is_word(word) {
        items.add(Item::word(word));
        Ok(())
    } else {
        Err(nothing_found(text))
    }
}

/// Says that an answer is a success, though items of it failed.
fn say_success(text: &str, failed_items: usize) {
    if failed_items > 0 && success(text).is_some() {
        let plural = if failed_items == 1 { "" } else { "s" };
        say(format_args!(
            "success, with {failed_items} failed item{plural}"
        ));
    }
}

/// The answer that the text is, if it reports success.
fn success(text: &str) -> Option<Success> {
    let answer = serde_json::from_str::<Response<serde::de::IgnoredAny>>(text).ok()?;
    let request_id = answer.request_id().map(str::to_owned);
    let success = Success { request_id };
    answer.into_result().is_ok().then_some(success)
}

struct Success {
    request_id: Option<String>,
}

/// What there is in place of a code.
fn nothing_found(text: &str) -> String {
    /// So much is shown of a text without a code.
    const SHOWN: usize = 60;
    if let Some(success) = success(text) {
        let request_id = success
            .request_id
            .map_or_else(String::new, |id| format!(" (RequestId: {})", Escaped(&id)));
        return format!(
            "found an answer that reports success{request_id}, expected one with `Error`"
        );
    }
    let text = text.trim();
    let start: String = text.chars().take(SHOWN).collect();
    let dots = if start.len() < text.len() { "..." } else { "" };
    format!("found no error code in `{}{dots}`", Escaped(&start))
}

/// So much of the input is kept, to say what it is if no code is in it; a list of all codes is shorter.
const START: usize = 1 << 20;

/// Keeps the start of what is read.
struct Start<R> {
    source: R,
    start: Rc<RefCell<Vec<u8>>>,
}

impl<R: Read> Read for Start<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let len = self.source.read(buffer)?;
        let mut start = self.start.borrow_mut();
        let room = START.saturating_sub(start.len()).min(len);
        start.extend_from_slice(&buffer[..room]);
        Ok(len)
    }
}

/// Whether the text can only be meant as a code: one word of what codes are made of.
fn is_word(text: &str) -> bool {
    const LONGEST: usize = 200;
    let text = guess::without_type(text);
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    let has_letters = text.chars().filter(char::is_ascii_alphabetic).count() >= 3;
    let is_hash = text.len() >= 16 && text.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
    text.len() <= LONGEST && has_letters && !is_hash && text.chars().all(is_part)
}

/// Whether the same request may be sent again.
fn retryable(code: &WireCode<'_>) -> &'static str {
    match code.retry() {
        Some(Retry::Backoff) => "yes",
        Some(Retry::Never) | None => "no",
        Some(_) => "conditional",
    }
}

fn to_json(item: &Item, is_full: bool, may_suggest: bool) -> serde_json::Value {
    let code = &item.code;
    let known = code.known();
    let products = code.products();
    let actions = known.map_or_else(Vec::new, |code| actions(code, usize::MAX));
    let links = if is_full { usize::MAX } else { LINKS };
    let mut row = json!({
        "code": code,
        "known": known.is_some(),
        "variant": known.map(variant),
        "family": code.family(),
        "basis": basis(code),
        "prefix": code.known_prefix().filter(|_| known.is_none()),
        "description": code.description_in(language()),
        "hint": code.hint_in(language()),
        "actor": code.actor(),
        "window": code.class().and_then(|class| class.window),
        "category": code.category(),
        "retry": code.retry(),
        "retryable": retryable(code),
        "advice": code.retry().map(|retry| retry.advice_in(language())),
        "http_status": code.http_status(),
        "common": known.is_some_and(|code| ErrorCode::COMMON.contains(&code)),
        "product_count": products.len(),
        "action_count": actions.len(),
        "docs": docs(known, links),
        "explorer": explorer(known, links),
        "similar": if known.is_some() || !may_suggest { Vec::new() } else { similar(code.as_str()) },
        "found_in": item.shape.map(shape),
        "count": item.count,
        "message": item.message,
        "message_names": item.named,
        "request_id": item.request_id,
    });
    if let (true, Some(row)) = (is_full, row.as_object_mut()) {
        let products: Vec<_> = products.iter().map(|product| product.name()).collect();
        row.insert("products".to_owned(), json!(products));
        row.insert("actions".to_owned(), json!(actions));
    }
    row
}

fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Answer => "answer",
        Shape::Item => "item",
        Shape::Sdk => "sdk",
        Shape::Field => "field",
        _ => "text",
    }
}

/// So many unknown codes are compared with all known ones.
const MOST_SUGGESTIONS: usize = 20;

fn write_text(out: &mut impl Write, item: &Item, may_suggest: bool) -> io::Result<()> {
    let code = &item.code;
    writeln!(out, "{CODE}{code}{CODE:#}")?;
    for line in wrap(&what(code), out::width().saturating_sub(2)) {
        writeln!(out, "  {line}")?;
    }
    write_class(out, code)?;
    if let Some(known) = code.known() {
        write_known(out, known)?;
    } else if may_suggest {
        let similar = similar(code.as_str());
        if !similar.is_empty() {
            field(out, ("similar", "相近"), &similar.join(", "))?;
        }
    }
    write_found(out, item)
}

/// What is wrong, or what is known of a code that is not in the catalog.
fn what(code: &WireCode<'_>) -> String {
    let is_chinese = language() == Language::Zh;
    match (code.known(), code.known_prefix(), code.known_ending()) {
        (Some(known), ..) => known.description_in(language()).to_owned(),
        (.., Some(ending)) if is_chinese => {
            format!("目录中没有这个错误码；以 {ending} 结尾的错误码：")
        }
        (.., Some(ending)) => format!("Not in this catalog; codes that end in {ending} say:"),
        (_, Some(prefix), _) if *code == prefix => in_both(
            "Not a code by itself; the family says:",
            "它本身不是错误码，而是一族错误码：",
        )
        .to_owned(),
        (_, Some(prefix), _) if is_chinese => format!("目录中没有这个错误码；{prefix} 一族："),
        (_, Some(prefix), _) => format!("Not in this catalog; {prefix} says:"),
        (None, None, None) => in_both(
            "Not in this catalog, and neither is its family.",
            "目录中没有这个错误码，也没有它所属的族。",
        )
        .to_owned(),
    }
}

fn write_class(out: &mut impl Write, code: &WireCode<'_>) -> io::Result<()> {
    let Some(class) = code.class() else {
        return Ok(());
    };
    let color = out::color(Some(class.retry));
    let category = format!("{color}{}{color:#}", class.category);
    match language() {
        // The English name says as much as a sentence.
        Language::Zh => {
            let meaning = class.category.description_in(Language::Zh);
            field(out, ("category", "分类"), &said(category, meaning))?;
        }
        _ => field(out, ("category", "分类"), &category)?,
    }
    let retry = format!("{color}{}{color:#}", class.retry);
    let advice = class.retry.advice_in(language());
    field(out, ("retry", "重试"), &said(retry, advice))?;
    if let Some(window) = class.window {
        let counted = match language() {
            Language::Zh => format!("按{}计算。", window.name_in(Language::Zh)),
            _ => format!("The limit is counted by the {window}."),
        };
        field(out, ("window", "周期"), &counted)?;
    }
    Ok(())
}

fn write_known(out: &mut impl Write, code: ErrorCode) -> io::Result<()> {
    if let Some(hint) = code.hint_in(language()) {
        field(out, ("hint", "建议"), hint)?;
    }
    if let Some(actor) = code.actor() {
        let who = said(actor, actor.description_in(language()));
        field(out, ("who", "处理人"), &who)?;
    }
    field(out, ("products", "产品"), &products(code))?;
    // A common code may come from any action.
    if !ErrorCode::COMMON.contains(&code) {
        let actions = actions(code, SHOWN + 1);
        let more = if actions.len() > SHOWN { ", ..." } else { "" };
        let shown = actions.get(..SHOWN).unwrap_or(&actions).join(", ");
        if !shown.is_empty() {
            field(out, ("actions", "接口"), &format!("{shown}{more}"))?;
        }
    }
    let (docs, explorer) = (docs(Some(code), LINKS), explorer(Some(code), 1));
    if !docs.is_empty() {
        field(out, ("docs", "文档"), &docs.join(" "))?;
    }
    if !explorer.is_empty() {
        field(out, ("explorer", "调试"), &explorer.join(" "))?;
    }
    field(
        out,
        ("rust", "rust"),
        &format!("ErrorCode::{}", variant(code)),
    )
}

/// What was found beside the code.
fn write_found(out: &mut impl Write, item: &Item) -> io::Result<()> {
    if let Some(message) = item.message.as_ref().filter(|message| !message.is_empty()) {
        field(out, ("message", "消息"), &Escaped(message).to_string())?;
    }
    // A service that calls another one wraps its error, and then that is the one that matters.
    for named in &item.named {
        let description = match named.known() {
            Some(known) => known.description_in(language()),
            None => in_both("not in this catalog", "目录中没有"),
        };
        let named = said(named, description);
        field(out, ("names", "其中的"), &named)?;
    }
    if let Some(request_id) = &item.request_id {
        let request_id = Escaped(request_id).to_string();
        field(out, ("request id", "请求 ID"), &request_id)?;
    }
    if item.count > 1 {
        field(out, ("count", "次数"), &item.count.to_string())?;
    }
    Ok(())
}

/// A word, and what it means.
fn said(word: impl Display, meaning: &str) -> String {
    format!("{word}{}{meaning}", in_both(": ", "："))
}

/// Writes a value beside its name, which is in both languages.
fn field(
    out: &mut impl Write,
    (en, zh): (&'static str, &'static str),
    value: &str,
) -> io::Result<()> {
    const NAME: Style = AnsiColor::Cyan.on_default();
    /// What is before a value, and the least room beside it.
    const BESIDE: usize = 14;
    const NARROWEST: usize = 30;
    let name = in_both(en, zh);
    let width = out::width();
    let (indent, mut lines) = if width >= BESIDE + NARROWEST {
        // A character of Chinese takes two columns.
        let room = (BESIDE - 4).saturating_sub(out::columns(name));
        write!(out, "  {NAME}{name}{NAME:#}{:room$}  ", "")?;
        let mut lines = wrap(value, width - BESIDE).into_iter();
        writeln!(out, "{}", lines.next().unwrap_or_default())?;
        (BESIDE, lines)
    } else {
        writeln!(out, "  {NAME}{name}{NAME:#}")?;
        (4, wrap(value, width.saturating_sub(4)).into_iter())
    };
    lines.try_for_each(|line| writeln!(out, "{:indent$}{line}", ""))
}

/// So many products and actions are named.
const SHOWN: usize = 8;

/// The actions that are documented to answer with the code, as `product:action`.
fn actions(code: ErrorCode, limit: usize) -> Vec<String> {
    let actions = code.actions().take(limit);
    actions
        .map(|action| format!("{}:{action}", action.product()))
        .collect()
}

/// So many addresses are shown.
const LINKS: usize = 2;

/// Where the products that answer with the code are documented. Every product may answer with a common
/// code, so it has none.
fn docs(code: Option<ErrorCode>, limit: usize) -> Vec<&'static str> {
    let products = code.filter(|code| !ErrorCode::COMMON.contains(code));
    let products = products.map_or(&[][..], ErrorCode::products).iter();
    let mut docs = Vec::new();
    for address in products.filter_map(|product| product.documentation()) {
        if docs.len() < limit && !docs.contains(&address) {
            docs.push(address);
        }
    }
    docs
}

/// Where the actions that are documented to answer with the code can be tried out.
fn explorer(code: Option<ErrorCode>, limit: usize) -> Vec<String> {
    let code = code.filter(|code| !ErrorCode::COMMON.contains(code));
    let actions = code.into_iter().flat_map(ErrorCode::actions).take(limit);
    actions
        .map(tencentcloud_error_codes::Action::explorer)
        .collect()
}

fn products(code: ErrorCode) -> String {
    if ErrorCode::COMMON.contains(&code) {
        return in_both("every product (a common code)", "所有产品（公共错误码）").to_owned();
    }
    if ErrorCode::CLIENT.contains(&code) {
        return in_both("none (SDKs make it up)", "无（由 SDK 产生）").to_owned();
    }
    let products = code.products();
    if products.is_empty() {
        return in_both(
            "none (retired with its product, or met and not documented)",
            "无（已随产品下线，或曾经遇到而文档未列出）",
        )
        .to_owned();
    }
    let names: Vec<_> = products
        .iter()
        .take(SHOWN)
        .map(|product| product.name())
        .collect();
    match products.len().checked_sub(SHOWN) {
        None | Some(0) => names.join(", "),
        Some(more) => match language() {
            Language::Zh => format!("{} 等，另有 {more} 个", names.join(", ")),
            _ => format!("{} and {more} more", names.join(", ")),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_codes_have_room_behind_too_many_unknown_ones() {
        let mut items = Items::default();
        let found = |text: &str| Item::found(&codes_in(text).next().unwrap());
        for number in 0..MOST_UNKNOWN + 3 {
            items.add(found(&format!("error: InternalError.New{number}")));
        }
        items.add(found("error: ResourceInUse"));
        // One that is there already is counted there.
        items.add(found("error: InternalError.New0"));
        let mut all = Items::default();
        all.append(items);
        assert_eq!((all.list.len(), all.dropped), (MOST_UNKNOWN + 1, 3));
        assert_eq!(all.list[0].count, 2);
        assert_eq!(all.list[MOST_UNKNOWN].code, ErrorCode::ResourceInUse);
    }
}
