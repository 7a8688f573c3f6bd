//! The part of the catalog that a command speaks of.

use clap_complete::engine::{ArgValueCandidates, ArgValueCompleter};
use tencentcloud_error_codes::extract::Escaped;
use tencentcloud_error_codes::{Action, Category, ErrorCode, Product, Retry};

use crate::guess::{did_you_mean, nearest};
use crate::{choices, complete};

/// Which codes; filters of one kind add up, filters of several kinds narrow down.
#[derive(clap::Args)]
pub(crate) struct Filter {
    /// Only codes of this product; may be repeated.
    #[arg(long, value_name = "NAME", value_parser = parse_product, add = ArgValueCandidates::new(complete::products))]
    product: Vec<Product>,
    /// Only codes of this category; may be repeated.
    #[arg(long, value_parser = choices(Category::ALL))]
    category: Vec<Category>,
    /// Only codes of this retry class; may be repeated.
    #[arg(long, value_parser = choices(Retry::ALL))]
    retry: Vec<Retry>,
    /// Only codes of this family, the part before the first dot; may be repeated.
    #[arg(long, value_name = "NAME", add = ArgValueCandidates::new(complete::families))]
    family: Vec<String>,
    /// Only codes that this action is documented to return; may be repeated.
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete::actions))]
    action: Vec<String>,
    /// Only codes with this text in the code or its description, ignoring case.
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

impl Filter {
    /// Why nothing passes: names that there are not.
    pub(crate) fn unknown(&self) -> Vec<String> {
        let families = || ErrorCode::ALL.iter().map(|code| code.family());
        let family = self
            .family
            .iter()
            .filter(|name| families().all(|known| known != **name));
        let family = family.map(|name| ("family", name, nearest(name, families())));
        let action = self
            .action
            .iter()
            .filter(|name| action_names().all(|known| known != **name));
        let action = action.map(|name| ("action", name, nearest(name, action_names())));
        family
            .chain(action)
            .map(|(what, name, near)| {
                format!("no {what} `{}`{}", Escaped(name), did_you_mean(near))
            })
            .collect()
    }

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

/// The names of all actions of all products.
pub(crate) fn action_names() -> impl Iterator<Item = &'static str> {
    let actions = Product::ALL.iter().flat_map(|product| product.actions());
    actions.map(Action::name)
}
