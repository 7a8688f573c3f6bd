//! The catalog that the pages are made of: a file in the form of `tcerr export --format json`, and
//! what the library knows beyond it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Deserialize;
use tencentcloud_error_codes::{Actor, Category, ErrorCode, Product, Retry, Window};
use toml_edit::{DocumentMut, Item, Table};

use crate::language::Language;

#[derive(Deserialize)]
pub(crate) struct Catalog {
    pub(crate) schema_version: String,
    pub(crate) version: String,
    pub(crate) data_month: String,
    pub(crate) codes: Vec<Code>,
    /// The products in the order of their names.
    #[serde(skip)]
    pub(crate) products: BTreeMap<String, ProductFacts>,
    /// It is the catalog of the library.
    #[serde(skip)]
    pub(crate) is_own: bool,
}

/// The fields of the file; the texts of other languages are there if the catalog has them.
#[derive(Deserialize)]
#[expect(clippy::struct_field_names, reason = "the names of the file")]
pub(crate) struct Code {
    pub(crate) code: String,
    pub(crate) family: String,
    pub(crate) category: Category,
    pub(crate) retry: Retry,
    pub(crate) http_status: u16,
    pub(crate) description: String,
    pub(crate) hint: Option<String>,
    pub(crate) actor: Option<Actor>,
    pub(crate) window: Option<Window>,
    pub(crate) common: bool,
    pub(crate) products: Vec<String>,
    description_zh: Option<String>,
    hint_zh: Option<String>,
    /// What only the library knows.
    #[serde(skip)]
    pub(crate) known: Option<Known>,
}

pub(crate) struct Known {
    pub(crate) code: ErrorCode,
    /// The name of the variant.
    pub(crate) variant: &'static str,
}

pub(crate) struct ProductFacts {
    /// The numbers of its codes.
    pub(crate) codes: Vec<usize>,
    pub(crate) known: Option<Product>,
    /// Whether the library has a feature of this name.
    pub(crate) has_feature: bool,
}

impl Catalog {
    /// Reads and checks the file; what is wrong is told with the code that it is about.
    pub(crate) fn read(text: &str, is_own: bool) -> Result<Self, Vec<String>> {
        let mut catalog: Self =
            serde_json::from_str(text).map_err(|error| vec![error.to_string()])?;
        catalog.is_own = is_own;
        let problems = catalog.problems();
        if !problems.is_empty() {
            return Err(problems);
        }
        let features = if is_own { features() } else { BTreeSet::new() };
        for (number, code) in catalog.codes.iter().enumerate() {
            for name in &code.products {
                let facts = catalog.products.entry(name.clone());
                let facts = facts.or_insert_with(|| ProductFacts {
                    codes: Vec::new(),
                    known: if is_own { Product::lookup(name) } else { None },
                    has_feature: features.contains(name),
                });
                facts.codes.push(number);
            }
        }
        if is_own {
            let variants = variants();
            for code in &mut catalog.codes {
                if let (Some(known), Some(variant)) =
                    (ErrorCode::lookup(&code.code), variants.get(&*code.code))
                {
                    code.known = Some(Known {
                        code: known,
                        variant,
                    });
                }
            }
        }
        Ok(catalog)
    }

    fn problems(&self) -> Vec<String> {
        // These texts become names of files, and parts of addresses.
        let is_name = |text: &str| {
            let is_part = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-');
            text.bytes().all(is_part) && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        };
        let mut problems = Vec::new();
        for (number, code) in self.codes.iter().enumerate() {
            for text in [&code.code, &code.family].into_iter().chain(&code.products) {
                if !is_name(text) {
                    problems.push(format!(
                        "found the name {text:?}, expected letters and digits"
                    ));
                }
            }
            if number > 0 && self.codes[number - 1].code >= code.code {
                problems.push(format!(
                    "found {:?} after {:?}, expected the order of their text",
                    code.code,
                    self.codes[number - 1].code
                ));
            }
        }
        problems
    }

    /// Whether there are texts in a language.
    pub(crate) fn speaks(&self, language: Language) -> bool {
        match language {
            Language::Zh => self.is_own || self.codes.iter().any(|c| c.description_zh.is_some()),
            _ => true,
        }
    }

    /// The families with the numbers of their codes.
    pub(crate) fn families(&self) -> BTreeMap<&str, Vec<usize>> {
        let mut families = BTreeMap::<_, Vec<_>>::new();
        for (number, code) in self.codes.iter().enumerate() {
            families.entry(&*code.family).or_default().push(number);
        }
        families
    }

    /// Codes that only differ in case, which must share a page: some disks take their names for one.
    pub(crate) fn groups(&self) -> Vec<Vec<usize>> {
        let mut groups = BTreeMap::<String, Vec<usize>>::new();
        for (number, code) in self.codes.iter().enumerate() {
            let lower = code.code.to_ascii_lowercase();
            groups.entry(lower).or_default().push(number);
        }
        groups.into_values().collect()
    }
}

impl Code {
    pub(crate) fn description_in(&self, language: Language) -> &str {
        let known = self.known.as_ref().map(|known| known.code);
        let in_file = match language {
            Language::Zh => self.description_zh.as_deref(),
            _ => Some(&*self.description),
        };
        in_file
            .or_else(|| Some(known?.description_in(language)))
            .unwrap_or(&self.description)
    }

    pub(crate) fn hint_in(&self, language: Language) -> Option<&str> {
        let known = self.known.as_ref().map(|known| known.code);
        let in_file = match language {
            Language::Zh => self.hint_zh.as_deref(),
            _ => self.hint.as_deref(),
        };
        in_file
            .or_else(|| known?.hint_in(language))
            .or(self.hint.as_deref())
    }

    /// Whether SDKs make it up.
    pub(crate) fn is_client(&self) -> bool {
        let known = self.known.as_ref();
        known.is_some_and(|known| ErrorCode::CLIENT.contains(&known.code))
    }
}

/// The names of the features of the library.
fn features() -> BTreeSet<String> {
    let manifest = include_str!("../../Cargo.toml").parse::<DocumentMut>();
    let manifest = manifest.unwrap_or_default();
    let features = manifest.get("features").and_then(Item::as_table);
    let names = features.into_iter().flat_map(Table::iter);
    names.map(|(name, _)| name.to_owned()).collect()
}

/// The names of the variants, as they are on record.
fn variants() -> HashMap<&'static str, &'static str> {
    let record = include_str!("../../tests/fixtures/names.tsv");
    record
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .collect()
}
