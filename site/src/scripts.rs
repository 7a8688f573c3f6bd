//! What is no page: the catalog for browsers, and the map for search engines.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as STANDARD;
use serde_json::{Value, json};
use tencentcloud_error_codes::{Actor, Category, Retry, Window};

use crate::catalog::Catalog;
use crate::language::Language;
use crate::pages::Site;

/// A number for each different text, in the order in which they come.
#[derive(Default)]
struct Numbered<'a> {
    numbers: BTreeMap<&'a str, usize>,
    texts: Vec<&'a str>,
}

impl<'a> Numbered<'a> {
    fn number(&mut self, text: &'a str) -> usize {
        let texts = &mut self.texts;
        *self.numbers.entry(text).or_insert_with(|| {
            texts.push(text);
            texts.len() - 1
        })
    }
}

/// The columns without texts: what the search needs first.
fn classes(catalog: &Catalog) -> serde_json::Map<String, Value> {
    fn places<T: PartialEq>(all: &[T], of: impl Iterator<Item = Option<T>>) -> Value {
        let place = |value| {
            all.iter()
                .position(|known| Some(known) == Option::as_ref(&value))
        };
        of.map(place).collect()
    }
    let codes = &catalog.codes;
    let names: Vec<_> = catalog.products.keys().collect();
    let products: Vec<Vec<_>> = codes
        .iter()
        .map(|code| {
            let place = |name| names.binary_search(&name).unwrap_or_default();
            code.products.iter().map(place).collect()
        })
        .collect();
    let each = |read: &dyn Fn(&crate::catalog::Code) -> Value| -> Value {
        codes.iter().map(read).collect()
    };
    let columns = json!({
        "schema_version": catalog.schema_version,
        "version": catalog.version,
        "data_month": catalog.data_month,
        "categories": Category::ALL,
        "retries": Retry::ALL,
        "actors": Actor::ALL,
        "windows": Window::ALL,
        "product_names": names,
        "code": each(&|code| json!(code.code)),
        "category": places(Category::ALL, codes.iter().map(|code| Some(code.category))),
        "retry": places(Retry::ALL, codes.iter().map(|code| Some(code.retry))),
        "actor": places(Actor::ALL, codes.iter().map(|code| code.actor)),
        "common": codes.iter().enumerate().filter(|(_, code)| code.common).map(|(n, _)| n).collect::<Vec<_>>(),
        "products": products,
    });
    match columns {
        Value::Object(columns) => columns,
        _ => serde_json::Map::new(),
    }
}

/// The columns with texts in a language.
fn texts(catalog: &Catalog, language: Language) -> serde_json::Map<String, Value> {
    let codes = &catalog.codes;
    let mut hints = Numbered::default();
    let numbers: Vec<_> = codes
        .iter()
        .map(|code| code.hint_in(language).map(|hint| hints.number(hint)))
        .collect();
    let descriptions = codes.iter().map(|code| code.description_in(language));
    let mut columns = serde_json::Map::new();
    columns.insert("description".to_owned(), descriptions.collect());
    columns.insert("hint".to_owned(), json!(numbers));
    columns.insert("hints".to_owned(), json!(hints.texts));
    columns
}

/// `codes.min.json`: the columns of all codes, each as an array in the order of the codes.
pub(crate) fn minified(catalog: &Catalog) -> String {
    let mut columns = classes(catalog);
    let statuses = catalog.codes.iter().map(|code| code.http_status);
    columns.insert("http_status".to_owned(), statuses.collect());
    let windows = catalog.codes.iter().map(|code| {
        let place = |window| Window::ALL.iter().position(|known| *known == window);
        code.window.and_then(place)
    });
    columns.insert("window".to_owned(), windows.collect());
    columns.extend(texts(catalog, Language::En));
    Value::Object(columns).to_string() + "\n"
}

/// The same in parts, as scripts: no browser lets a page on a disk read a file of data.
pub(crate) fn data(site: &Site<'_>) -> Vec<(String, String)> {
    let call = |part: Value| format!("catalog({part});\n");
    let classes = Value::Object(classes(site.catalog));
    let mut files = vec![("data/codes.js".to_owned(), call(classes))];
    for &language in site.languages {
        let mut part =
            json!({ "language": language.as_str(), "texts": texts(site.catalog, language) });
        if language == Language::Zh {
            part["words"] = same_words();
        }
        files.push((format!("data/texts.{}.js", language.as_str()), call(part)));
    }
    files
}

/// The words of Chinese for the same thing, which `tcerr search` has in this file.
fn same_words() -> Value {
    let lines = include_str!("../../tcerr/src/words.zh.txt").lines();
    let lines = lines.filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .map(|line| {
            let words = line.trim_start_matches('~').split_whitespace();
            json!({ "apart": line.starts_with('~'), "words": words.collect::<Vec<_>>() })
        })
        .collect()
}

/// A script with the bytes of a module.
pub(crate) fn module(bytes: &[u8]) -> String {
    format!("extractor({:?});\n", STANDARD.encode(bytes))
}

/// The map of the pages for search engines.
pub(crate) fn sitemap(base: &str, paths: &[String]) -> String {
    let mut map = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for path in paths {
        let address = maud::html! { (base) "/" (path) }.into_string();
        let _ = writeln!(map, "<url><loc>{address}</loc></url>");
    }
    map + "</urlset>\n"
}
