//! The columns of the catalog, as a table of it has them.

use tencentcloud_error_codes::{Actor, DATA_MONTH, ErrorCode, Language, Window};

/// What a column holds.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Kind {
    Text,
    /// One of a few words.
    Word,
    Number,
    Truth,
}

/// A column of the table.
pub(crate) struct Column {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    /// Whether it may be empty, which is `NULL` in SQL.
    pub(crate) is_optional: bool,
    pub(crate) comment: &'static str,
}

const fn column(name: &'static str, kind: Kind, comment: &'static str) -> Column {
    Column {
        name,
        kind,
        is_optional: false,
        comment,
    }
}

const fn optional(name: &'static str, kind: Kind, comment: &'static str) -> Column {
    Column {
        is_optional: true,
        ..column(name, kind, comment)
    }
}

pub(crate) const COLUMNS: [Column; 15] = [
    column("code", Kind::Text, "The error code, to the letter"),
    column("family", Kind::Word, "The part before the first dot"),
    column("category", Kind::Word, "What went wrong"),
    column(
        "retry",
        Kind::Word,
        "What may be done with the same request",
    ),
    column(
        "http_status",
        Kind::Number,
        "An HTTP status of the same meaning; the API itself answers 200",
    ),
    column("description", Kind::Text, "What is wrong, in a sentence"),
    optional("hint", Kind::Text, "What to do about it"),
    column("description_zh", Kind::Text, "What is wrong, in Chinese"),
    optional("hint_zh", Kind::Text, "What to do about it, in Chinese"),
    optional("actor", Kind::Word, "Who can do it"),
    optional(
        "window",
        Kind::Word,
        "The period by which the limit is counted",
    ),
    column(
        "common",
        Kind::Truth,
        "Whether every product may answer with it",
    ),
    column(
        "products",
        Kind::Text,
        "The products that answer with it, with spaces between them",
    ),
    column("version", Kind::Word, "The version of the catalog"),
    column(
        "data_month",
        Kind::Word,
        "The month in which the documentation was read",
    ),
];

/// The columns of a code, as texts.
pub(crate) fn row(code: ErrorCode) -> [String; COLUMNS.len()] {
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
        code.description_in(Language::Zh).to_owned(),
        code.hint_in(Language::Zh).unwrap_or_default().to_owned(),
        code.actor().map_or("", Actor::as_str).to_owned(),
        code.class().window.map_or("", Window::as_str).to_owned(),
        ErrorCode::COMMON.contains(&code).to_string(),
        products.join(" "),
        env!("CARGO_PKG_VERSION").to_owned(),
        DATA_MONTH.to_owned(),
    ]
}
