//! `tcerr list`: the codes of the catalog, or a part of them.

use std::io::{self, Write};

use serde_json::json;
use tencentcloud_error_codes::{DATA_MONTH, ErrorCode, Language, Product};

use crate::Outcome;
use crate::filter::Filter;
use crate::language::{in_both, language};
use crate::out::{self, CODE, say};
use crate::table::{Cell, Column, Table};

/// Lists codes with category, retry class and description.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  tcerr list --product lighthouse --category billing
  tcerr list --retry when_ready --text snapshot
  tcerr list --product cvm --action RunInstances --json
  tcerr list --products")]
pub(crate) struct Arguments {
    #[command(flatten)]
    filter: Filter,
    /// List products instead of codes; each is a cargo feature of the library.
    #[arg(long, conflicts_with_all = ["product", "action", "category", "retry", "family", "text"])]
    products: bool,
    /// One JSON object per code (or product), one per line.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> io::Result<Outcome> {
    if arguments.products {
        write_products(arguments.json)?;
        return Ok(Outcome::Found);
    }
    let outcome = write_codes(arguments.filter.codes(), arguments.json)?;
    if outcome == Outcome::NotFound {
        let unknown = arguments.filter.unknown();
        for why in &unknown {
            say(format_args!("{why}"));
        }
        if unknown.is_empty() {
            say_none("");
        }
    }
    Ok(outcome)
}

/// Says that there is no such code.
pub(crate) fn say_none(hint: &str) {
    let none = in_both("no code matches", "没有符合的错误码");
    say(format_args!("{none}{hint}"));
}

fn write_products(as_json: bool) -> io::Result<()> {
    if as_json {
        let mut out = out::data();
        for product in Product::ALL {
            let row = json!({
                "product": product.name(),
                "codes": product.codes().len(),
                "title": product.title_in(language()),
            });
            writeln!(out, "{row}")?;
        }
        return out.flush();
    }
    let mut table = Table::new([
        Column::Key(in_both("product", "产品")),
        Column::Number(in_both("codes", "错误码数")),
        Column::Prose(in_both("title", "名称")),
    ]);
    for product in Product::ALL {
        table.add_row([
            Cell::new(product.name(), CODE),
            product.codes().len().to_string().into(),
            product.title_in(language()).into(),
        ]);
    }
    let mut out = out::text();
    table.write(&mut out)?;
    out.flush()
}

/// Writes codes as a table or as JSON, as they come.
pub(crate) fn write_codes(
    codes: impl Iterator<Item = ErrorCode>,
    as_json: bool,
) -> io::Result<Outcome> {
    let mut codes = codes.peekable();
    let outcome = match codes.peek() {
        Some(_) => Outcome::Found,
        None => return Ok(Outcome::NotFound),
    };
    if as_json {
        let mut out = out::data();
        for code in codes {
            writeln!(out, "{}", to_json(code))?;
        }
        out.flush()?;
        return Ok(outcome);
    }
    let mut table = Table::new([
        Column::Key(in_both("code", "错误码")),
        Column::Text(in_both("category", "分类")),
        Column::Text(in_both("retry", "重试")),
        Column::Prose(in_both("description", "说明")),
    ]);
    for code in codes {
        let color = out::color(Some(code.retry()));
        table.add_row([
            Cell::new(code.as_str(), CODE),
            Cell::new(code.category().as_str(), color),
            Cell::new(code.retry().as_str(), color),
            code.description_in(language()).into(),
        ]);
    }
    let mut out = out::text();
    table.write(&mut out)?;
    out.flush()?;
    Ok(outcome)
}

/// The JSON object of a code, as in `tcerr export`.
pub(crate) fn to_json(code: ErrorCode) -> serde_json::Value {
    json!({
        "code": code,
        "family": code.family(),
        "category": code.category(),
        "retry": code.retry(),
        "http_status": code.http_status(),
        "description": code.description(),
        "hint": code.hint(),
        "description_zh": code.description_in(Language::Zh),
        "hint_zh": code.hint_in(Language::Zh),
        "actor": code.actor(),
        "window": code.class().window,
        "common": ErrorCode::COMMON.contains(&code),
        "products": code.products().iter().map(|product| product.name()).collect::<Vec<_>>(),
        "version": env!("CARGO_PKG_VERSION"),
        "data_month": DATA_MONTH,
    })
}
