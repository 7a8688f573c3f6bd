//! The catalog as a script of SQL: a table and its rows.

use std::io::{self, Write};

use tencentcloud_error_codes::{DATA_MONTH, ErrorCode};

use crate::columns::{COLUMNS, Column, Kind, row};

/// What differs from engine to engine.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Dialect {
    /// No more than all engines have.
    Plain,
    Postgresql,
    Clickhouse,
}

const TABLE: &str = "tencentcloud_error_codes";
/// So many rows are in one statement.
const ROWS: usize = 500;

impl Dialect {
    fn quoted(self, text: &str) -> String {
        let text = text.replace('\'', "''");
        match self {
            Self::Clickhouse => format!("'{}'", text.replace('\\', "\\\\")),
            Self::Plain | Self::Postgresql => format!("'{text}'"),
        }
    }

    fn type_of(self, column: &Column) -> &'static str {
        match (self, column.kind, column.is_optional) {
            (Self::Clickhouse, Kind::Text, false) => "String",
            (Self::Clickhouse, Kind::Text, true) => "Nullable(String)",
            (Self::Clickhouse, Kind::Word, false) => "LowCardinality(String)",
            (Self::Clickhouse, Kind::Word, true) => "LowCardinality(Nullable(String))",
            (Self::Clickhouse, Kind::Number, _) => "UInt16",
            (Self::Clickhouse, Kind::Truth, _) => "Bool",
            (_, Kind::Text | Kind::Word, false) => "TEXT NOT NULL",
            (_, Kind::Text | Kind::Word, true) => "TEXT",
            (_, Kind::Number, _) => "INTEGER NOT NULL",
            (_, Kind::Truth, _) => "BOOLEAN NOT NULL",
        }
    }

    fn value(self, column: &Column, text: &str) -> String {
        match column.kind {
            Kind::Number | Kind::Truth => text.to_owned(),
            Kind::Text | Kind::Word if column.is_optional && text.is_empty() => "NULL".to_owned(),
            Kind::Text | Kind::Word => self.quoted(text),
        }
    }
}

pub(crate) fn write(
    out: &mut impl Write,
    dialect: Dialect,
    codes: impl Iterator<Item = ErrorCode>,
) -> io::Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    let about = format!("tencentcloud-error-codes {version}, data of {DATA_MONTH}");
    let is_clickhouse = dialect == Dialect::Clickhouse;
    writeln!(out, "-- {about}")?;
    // All of it or nothing, where the engine has transactions.
    if !is_clickhouse {
        writeln!(out, "BEGIN;")?;
    }
    // An older catalog gives way.
    writeln!(out, "DROP TABLE IF EXISTS {TABLE};")?;
    writeln!(out, "CREATE TABLE {TABLE} (")?;
    for column in &COLUMNS {
        write!(out, "  \"{}\" {}", column.name, dialect.type_of(column))?;
        if is_clickhouse {
            write!(out, " COMMENT {}", dialect.quoted(column.comment))?;
            let is_last = column.name == COLUMNS[COLUMNS.len() - 1].name;
            writeln!(out, "{}", if is_last { "" } else { "," })?;
        } else {
            writeln!(out, ", -- {}", column.comment)?;
        }
    }
    if is_clickhouse {
        let about = dialect.quoted(&about);
        writeln!(out, ") ENGINE = MergeTree ORDER BY code COMMENT {about};")?;
    } else {
        writeln!(out, "  PRIMARY KEY (code)\n);")?;
    }
    if dialect == Dialect::Postgresql {
        writeln!(
            out,
            "COMMENT ON TABLE {TABLE} IS {};",
            dialect.quoted(&about)
        )?;
        for column in &COLUMNS {
            let comment = dialect.quoted(column.comment);
            writeln!(
                out,
                "COMMENT ON COLUMN {TABLE}.\"{}\" IS {comment};",
                column.name
            )?;
        }
    }
    let mut codes = codes.enumerate().peekable();
    while let Some((number, code)) = codes.next() {
        if number % ROWS == 0 {
            writeln!(out, "INSERT INTO {TABLE} VALUES")?;
        }
        let row = row(code);
        let values = COLUMNS.iter().zip(&row);
        let values: Vec<_> = values
            .map(|(column, text)| dialect.value(column, text))
            .collect();
        let is_last = (number + 1) % ROWS == 0 || codes.peek().is_none();
        writeln!(
            out,
            "({}){}",
            values.join(", "),
            if is_last { ";" } else { "," }
        )?;
    }
    if !is_clickhouse {
        writeln!(out, "COMMIT;")?;
    }
    Ok(())
}
