//! `tcerr export`: the catalog for other languages and engines.

use std::io::{self, Write};

use clap::ValueEnum;
use serde_json::json;
use tencentcloud_error_codes::{Actor, Category, DATA_MONTH, ErrorCode, Product, Retry, Window};

use crate::columns::{COLUMNS, Column, row};
use crate::filter::Filter;
use crate::list::to_json;
use crate::{Outcome, pattern, sql};

/// Writes the catalog, or a part of it, as data: in a stable order, with the version of the catalog and
/// the month of its data.
#[derive(clap::Args)]
#[command(after_help = "\
Load it into a database, and join it with a table of log rows:
  tcerr export --format sql | sqlite3 log.db
  tcerr export --format postgresql | psql
  SELECT c.category, c.retry, count(*)
    FROM log LEFT JOIN tencentcloud_error_codes c USING (code) GROUP BY 1, 2

Examples:
  tcerr export --format json --product lighthouse
  tcerr export --format csv > codes.csv
  tcerr export --pattern > patterns.txt
  tcerr export --format json-schema")]
pub(crate) struct Arguments {
    /// The format of the output.
    #[arg(long, value_enum, required_unless_present = "pattern")]
    format: Option<Format>,
    /// Write two regular expressions instead of the catalog, one per line.
    ///
    /// They use only syntax that RE2 and Java share, for `regexp_extract_all` and the like. The first one
    /// has no group. It finds a code with its surroundings, in a line of text: any code of a known family,
    /// including new ones, and a code that is an ordinary word elsewhere, or a number, in the places
    /// where it is certainly a code. The second one is for what the first one finds: its group is a code.
    /// They take less of the context into account than `tcerr scan`.
    #[arg(long, conflicts_with = "format")]
    pattern: bool,
    #[command(flatten)]
    filter: Filter,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// One object: `schema_version`, `version`, `data_month`, and `codes` as an array.
    Json,
    /// One object per code, one per line.
    Ndjson,
    /// A header, then one row per code; products are separated by spaces.
    Csv,
    /// A Markdown table.
    Markdown,
    /// SQL statements that create and fill a table, for `SQLite` and others.
    Sql,
    /// The same for `PostgreSQL` and `DuckDB`, with a comment on each column.
    Postgresql,
    /// The same for `ClickHouse`.
    Clickhouse,
    /// The JSON Schema of the format `json`.
    JsonSchema,
}

const VERSION: &str = env!("CARGO_PKG_VERSION");
/// The version of the form `json`: the second number rises with a new field, the first one when a
/// field goes or means something else.
const SCHEMA_VERSION: &str = "1.0";

pub(crate) fn run(arguments: &Arguments) -> io::Result<Outcome> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let codes = arguments.filter.codes();
    let Some(format) = arguments.format else {
        for pattern in pattern::of(codes).iter().flatten() {
            writeln!(out, "{pattern}")?;
        }
        out.flush()?;
        return Ok(Outcome::Found);
    };
    match format {
        Format::Json => {
            let codes: Vec<_> = codes.map(to_json).collect();
            let whole = json!({
                "schema_version": SCHEMA_VERSION,
                "version": VERSION,
                "data_month": DATA_MONTH,
                "codes": codes,
            });
            serde_json::to_writer_pretty(&mut out, &whole)?;
            writeln!(out)?;
        }
        Format::Ndjson => {
            for code in codes {
                writeln!(out, "{}", to_json(code))?;
            }
        }
        Format::Csv => write_csv(&mut out, codes)?,
        Format::Markdown => write_markdown(&mut out, codes)?,
        Format::Sql => sql::write(&mut out, sql::Dialect::Plain, codes)?,
        Format::Postgresql => sql::write(&mut out, sql::Dialect::Postgresql, codes)?,
        Format::Clickhouse => sql::write(&mut out, sql::Dialect::Clickhouse, codes)?,
        Format::JsonSchema => {
            serde_json::to_writer_pretty(&mut out, &schema())?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(Outcome::Found)
}

/// The error of the output itself: a closed pipe is no trouble.
fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

fn write_csv(out: &mut impl Write, codes: impl Iterator<Item = ErrorCode>) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    let names = COLUMNS.iter().map(|column| column.name);
    csv.write_record(names).map_err(io_error)?;
    for code in codes {
        csv.write_record(row(code)).map_err(io_error)?;
    }
    csv.flush()
}

fn write_markdown(out: &mut impl Write, codes: impl Iterator<Item = ErrorCode>) -> io::Result<()> {
    writeln!(out, "| code | category | retry | description |")?;
    writeln!(out, "| --- | --- | --- | --- |")?;
    for code in codes {
        writeln!(
            out,
            "| `{code}` | {} | {} | {} |",
            code.category(),
            code.retry(),
            code.description().replace('|', "\\|"),
        )?;
    }
    Ok(())
}

/// The values of a column that may be empty.
fn optional<T: Copy + Into<&'static str>>(all: &[T]) -> Vec<Option<&'static str>> {
    let values = all.iter().map(|value| Some((*value).into()));
    values.chain([None]).collect()
}

/// The shape of the form `json`; one object of `codes` is a line of `ndjson` and of
/// `tcerr list --json`.
fn schema() -> serde_json::Value {
    let fields: serde_json::Map<_, _> = COLUMNS
        .iter()
        .map(|column| (column.name.to_owned(), field(column)))
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The error codes of Tencent Cloud API 3.0",
        "type": "object",
        "required": ["schema_version", "version", "data_month", "codes"],
        "additionalProperties": false,
        "properties": {
            "schema_version": {
                "const": SCHEMA_VERSION,
                "description": "The second number rises with a new field, the first one when a field \
                                goes or means something else.",
            },
            "version": { "type": "string", "description": "The version of the catalog." },
            "data_month": { "type": "string", "description": "The month of the data, as 2026-11." },
            "codes": {
                "type": "array",
                "description": "In the order of the text of the code, each code once.",
                "items": {
                    "type": "object",
                    "required": fields.keys().collect::<Vec<_>>(),
                    "additionalProperties": false,
                    "properties": fields,
                },
            },
        },
    })
}

/// What a field of a code holds.
fn field(column: &Column) -> serde_json::Value {
    let mut field = match column.name {
        "category" => json!({ "enum": Category::ALL }),
        "retry" => json!({ "enum": Retry::ALL }),
        "actor" => json!({ "enum": optional(Actor::ALL) }),
        "window" => json!({ "enum": optional(Window::ALL) }),
        "http_status" => json!({ "type": "integer", "minimum": 400, "maximum": 599 }),
        "common" => json!({ "type": "boolean" }),
        "products" => {
            let names: Vec<_> = Product::ALL.iter().map(|product| product.name()).collect();
            json!({ "type": "array", "items": { "enum": names } })
        }
        _ if column.is_optional => json!({ "type": ["string", "null"] }),
        _ => json!({ "type": "string" }),
    };
    // In JSON, the products are a list.
    let (comment, _) = column
        .comment
        .split_once(", with spaces")
        .unwrap_or((column.comment, ""));
    field["description"] = format!("{comment}.").into();
    field
}
