//! `tcerr export`: the catalog for other languages and engines.

use std::io::{self, Write};

use clap::ValueEnum;
use serde_json::json;
use tencentcloud_error_codes::{Actor, Category, DATA_MONTH, ErrorCode, Product, Retry, Window};

use crate::Outcome;
use crate::filter::Filter;
use crate::list::to_json;

/// Writes the catalog, or a part of it, as data: sorted and stable; JSON and SQL name the
/// version and the month of the data.
#[derive(clap::Args)]
#[command(after_help = "\
Join it with a table of log rows, where they live:
  tcerr export --format sql | sqlite3 log.db
  SELECT c.category, c.retry, count(*)
    FROM log LEFT JOIN tencentcloud_error_codes c USING (code) GROUP BY 1, 2

Examples:
  tcerr export --format json --product lighthouse
  tcerr export --format sql | sqlite3 codes.db
  tcerr export --format json-schema")]
pub(crate) struct Arguments {
    /// The form of the output.
    #[arg(long, value_enum)]
    format: Format,
    #[command(flatten)]
    filter: Filter,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// One object: `schema_version`, `version`, `data_month`, and `codes` as an array.
    Json,
    /// One object per code, one per line.
    Ndjson,
    /// A header, and a row a code; products are separated by spaces.
    Csv,
    /// A table for a document.
    Markdown,
    /// A table and its rows, for `SQLite` and others.
    Sql,
    /// The JSON Schema of the form `json`.
    JsonSchema,
}

const VERSION: &str = env!("CARGO_PKG_VERSION");
/// The version of the form `json`: the second number rises with a new field, the first one when a
/// field goes or means something else.
const SCHEMA_VERSION: &str = "1.0";
const COLUMNS: [&str; 12] = [
    "code",
    "family",
    "category",
    "retry",
    "http_status",
    "description",
    "hint",
    "actor",
    "window",
    "common",
    "products",
    "data_month",
];

pub(crate) fn run(arguments: &Arguments) -> io::Result<Outcome> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let codes = arguments.filter.codes();
    match arguments.format {
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
        Format::Sql => write_sql(&mut out, codes)?,
        Format::JsonSchema => {
            serde_json::to_writer_pretty(&mut out, &schema())?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(Outcome::Found)
}

/// The columns of a code, as texts.
fn row(code: ErrorCode) -> [String; COLUMNS.len()] {
    let products: Vec<_> = code
        .products()
        .iter()
        .map(|product| product.name())
        .collect();
    [
        code.as_str().to_owned(),
        code.family().to_owned(),
        code.category().to_string(),
        code.retry().to_string(),
        code.http_status().to_string(),
        code.description().to_owned(),
        code.hint().unwrap_or_default().to_owned(),
        code.actor().map_or("", Actor::as_str).to_owned(),
        code.class().window.map_or("", Window::as_str).to_owned(),
        u8::from(ErrorCode::COMMON.contains(&code)).to_string(),
        products.join(" "),
        DATA_MONTH.to_owned(),
    ]
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
    csv.write_record(COLUMNS).map_err(io_error)?;
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

fn write_sql(out: &mut impl Write, codes: impl Iterator<Item = ErrorCode>) -> io::Result<()> {
    let quoted = |text: &str| format!("'{}'", text.replace('\'', "''"));
    writeln!(
        out,
        "-- tencentcloud-error-codes {VERSION}, data of {DATA_MONTH}"
    )?;
    writeln!(out, "BEGIN;")?;
    // An older catalog gives way.
    writeln!(out, "DROP TABLE IF EXISTS tencentcloud_error_codes;")?;
    writeln!(
        out,
        "CREATE TABLE tencentcloud_error_codes (code TEXT PRIMARY KEY, family TEXT NOT NULL, \
         category TEXT NOT NULL, retry TEXT NOT NULL, http_status INTEGER NOT NULL, \
         description TEXT NOT NULL, hint TEXT, actor TEXT, \"window\" TEXT, common INTEGER NOT NULL, \
         products TEXT NOT NULL, data_month TEXT NOT NULL);"
    )?;
    for code in codes {
        let [
            code,
            family,
            category,
            retry,
            http_status,
            description,
            hint,
            actor,
            window,
            common,
            products,
            data_month,
        ] = row(code);
        let [hint, actor, window] = [hint, actor, window].map(|text| {
            if text.is_empty() {
                "NULL".to_owned()
            } else {
                quoted(&text)
            }
        });
        writeln!(
            out,
            "INSERT INTO tencentcloud_error_codes VALUES ({}, {}, {}, {}, {http_status}, {}, {hint}, {actor}, {window}, {common}, {}, {});",
            quoted(&code),
            quoted(&family),
            quoted(&category),
            quoted(&retry),
            quoted(&description),
            quoted(&products),
            quoted(&data_month),
        )?;
    }
    writeln!(out, "COMMIT;")
}

/// The values of a column that may be empty.
fn optional<T: Copy + Into<&'static str>>(all: &[T]) -> Vec<Option<&'static str>> {
    let values = all.iter().map(|value| Some((*value).into()));
    values.chain([None]).collect()
}

/// The shape of the form `json`; one object of `codes` is a line of `ndjson` and of
/// `tcerr list --json`.
fn schema() -> serde_json::Value {
    let products: Vec<_> = Product::ALL.iter().map(|product| product.name()).collect();
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
                    "required": COLUMNS,
                    "additionalProperties": false,
                    "properties": {
                        "code": { "type": "string" },
                        "family": { "type": "string", "description": "The part before the first dot." },
                        "category": { "enum": Category::ALL },
                        "retry": { "enum": Retry::ALL },
                        "http_status": { "type": "integer", "minimum": 400, "maximum": 599 },
                        "description": { "type": "string" },
                        "hint": { "type": ["string", "null"], "description": "What to do about it." },
                        "actor": {
                            "enum": optional(Actor::ALL),
                            "description": "Who can do it.",
                        },
                        "window": {
                            "enum": optional(Window::ALL),
                            "description": "The period by which the limit is counted.",
                        },
                        "common": { "type": "boolean", "description": "Every product may answer with it." },
                        "products": { "type": "array", "items": { "enum": products } },
                        "data_month": {
                            "type": "string",
                            "description": "The month in which the documentation was read.",
                        },
                    },
                },
            },
        },
    })
}
