//! The part of the catalog that a command speaks of.

use tencentcloud_error_codes::{Category, ErrorCode, Product, Retry};

use crate::choices;

/// Which codes; filters of one kind add up, filters of several kinds narrow down.
#[derive(clap::Args)]
pub(crate) struct Filter {
    /// Only codes of this product; may be repeated.
    #[arg(long, value_name = "NAME", value_parser = parse_product)]
    product: Vec<Product>,
    /// Only codes of this category; may be repeated.
    #[arg(long, value_parser = choices(Category::ALL))]
    category: Vec<Category>,
    /// Only codes of this retry class; may be repeated.
    #[arg(long, value_parser = choices(Retry::ALL))]
    retry: Vec<Retry>,
    /// Only codes of this family, the part before the first dot; may be repeated.
    #[arg(long)]
    family: Vec<String>,
    /// Only codes that this action is documented to answer with; may be repeated.
    #[arg(long, value_name = "NAME")]
    action: Vec<String>,
    /// Only codes that have this text in the code or its description, whatever the case.
    #[arg(long)]
    text: Option<String>,
}

pub(crate) fn parse_product(name: &str) -> Result<Product, String> {
    Product::lookup(name).ok_or_else(|| {
        match nearest(name, Product::ALL.iter().map(|product| product.name())) {
            Some(known) => format!("no such product; did you mean `{known}`?"),
            None => "no such product; `tcerr list --products` shows all".to_owned(),
        }
    })
}

/// The name that was meant, where one is like it.
pub(crate) fn nearest(
    name: &str,
    names: impl Iterator<Item = &'static str>,
) -> Option<&'static str> {
    // The likeness takes time by the length, and no name is nearly as long as this.
    if name.len() > 200 {
        return None;
    }
    names
        .map(|known| (strsim::jaro_winkler(known, name), known))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .filter(|(likeness, _)| *likeness > 0.8)
        .map(|(_, known)| known)
}

impl Filter {
    /// The codes that pass, in the order of their text.
    pub(crate) fn codes(&self) -> impl Iterator<Item = ErrorCode> {
        let text = self.text.as_deref().map(str::to_lowercase);
        ErrorCode::ALL.iter().copied().filter(move |code| {
            is_any(&self.category, |category| *category == code.category())
                && is_any(&self.retry, |retry| *retry == code.retry())
                && is_any(&self.family, |family| family == code.family())
                && is_any(&self.product, |product| code.products().contains(product))
                && text.as_deref().is_none_or(|text| {
                    [code.as_str(), code.description()]
                        .iter()
                        .any(|part| part.to_lowercase().contains(text))
                })
                && is_any(&self.action, |name| {
                    let mut actions = code.actions();
                    actions.any(|action| {
                        action.name() == name
                            && is_any(&self.product, |product| *product == action.product())
                    })
                })
        })
    }
}

/// Whether one of the values passes; no values let everything pass.
fn is_any<T>(values: &[T], passes: impl FnMut(&T) -> bool) -> bool {
    values.is_empty() || values.iter().any(passes)
}
