//! `tcerr list`: the codes of the catalog, or a part of them.

use std::io::{self, Write};

use comfy_table::{ContentArrangement, Table};
use serde_json::json;
use tencentcloud_error_codes::{DATA_MONTH, ErrorCode, Product};

use crate::Outcome;
use crate::filter::Filter;

/// Lists codes, with category, retry class and description.
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
    /// The products instead of codes; each is a cargo feature of the library.
    #[arg(long, conflicts_with_all = ["product", "action", "category", "retry", "family", "text"])]
    products: bool,
    /// One JSON object per code (or product), one per line.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> io::Result<Outcome> {
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    if arguments.products {
        let mut table = table(["product", "codes", "title"]);
        for &product in Product::ALL {
            if arguments.json {
                let row = json!({
                    "product": product.name(),
                    "codes": product.codes().len(),
                    "title": product.title(),
                });
                writeln!(out, "{row}")?;
                continue;
            }
            table.add_row([
                product.name().to_owned(),
                product.codes().len().to_string(),
                product.title().to_owned(),
            ]);
        }
        if !arguments.json {
            writeln!(out, "{}", table.trim_fmt())?;
        }
        out.flush()?;
        return Ok(Outcome::Found);
    }
    write_codes(&mut out, arguments.filter.codes(), arguments.json)
}

/// Writes codes as a table or as JSON, as they come.
pub(crate) fn write_codes(
    out: &mut impl Write,
    codes: impl Iterator<Item = ErrorCode>,
    as_json: bool,
) -> io::Result<Outcome> {
    let mut table = table(["code", "category", "retry", "description"]);
    let mut outcome = Outcome::NotFound;
    for code in codes {
        outcome = Outcome::Found;
        if as_json {
            writeln!(out, "{}", to_json(code))?;
        } else {
            table.add_row([
                code.as_str(),
                code.category().as_str(),
                code.retry().as_str(),
                code.description(),
            ]);
        }
    }
    if !as_json && outcome == Outcome::Found {
        writeln!(out, "{}", table.trim_fmt())?;
    }
    out.flush()?;
    if outcome == Outcome::NotFound {
        crate::out::say(format_args!("no code matches"));
    }
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
        "actor": code.actor(),
        "window": code.class().window,
        "common": ErrorCode::COMMON.contains(&code),
        "products": code.products().iter().map(|product| product.name()).collect::<Vec<_>>(),
        "data_month": DATA_MONTH,
    })
}

/// A table without lines, as wide as the terminal where there is one.
pub(crate) fn table<const COLUMNS: usize>(header: [&str; COLUMNS]) -> Table {
    let mut table = Table::new();
    table.load_preset(comfy_table::presets::NOTHING);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    if let Some(width) = terminal_width() {
        table.set_width(width);
    }
    table.set_header(header);
    table
}

fn terminal_width() -> Option<u16> {
    use std::io::IsTerminal as _;
    let width = terminal_size::terminal_size()?.0.0;
    io::stdout().is_terminal().then_some(width)
}
