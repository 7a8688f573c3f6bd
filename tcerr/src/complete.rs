//! What completes an argument in a shell.

use std::ffi::OsStr;

use clap::CommandFactory as _;
use clap_complete::engine::CompletionCandidate;
use tencentcloud_error_codes::{Category, ErrorCode, Language, Product, Retry};

use crate::filter::action_names;

/// Codes that begin so; the common ones for nothing.
pub(crate) fn codes(start: &OsStr) -> Vec<CompletionCandidate> {
    let all = if start.is_empty() {
        ErrorCode::COMMON
    } else {
        ErrorCode::ALL
    };
    let names = all.iter().map(|code| (code.as_str(), code.description()));
    begin_with(start, names)
        .map(|(name, description)| CompletionCandidate::new(name).help(Some(description.into())))
        .collect()
}

/// What may be failed on: classes, `unknown`, and codes.
pub(crate) fn failures(start: &OsStr) -> Vec<CompletionCandidate> {
    let categories = Category::ALL.iter().map(|category| category.as_str());
    let classes = categories.chain(Retry::ALL.iter().map(|retry| retry.as_str()));
    let classes = begin_with(start, classes.chain(["unknown"]).map(|name| (name, "")));
    let classes = classes.map(|(name, _)| CompletionCandidate::new(name));
    classes.chain(codes(start)).collect()
}

pub(crate) fn products() -> Vec<CompletionCandidate> {
    let products = Product::ALL.iter();
    products
        .map(|product| CompletionCandidate::new(product.name()).help(Some(product.title().into())))
        .collect()
}

pub(crate) fn families() -> Vec<CompletionCandidate> {
    let mut names: Vec<_> = ErrorCode::ALL.iter().map(|code| code.family()).collect();
    names.dedup();
    names.into_iter().map(CompletionCandidate::new).collect()
}

/// The commands that have a page of the manual.
pub(crate) fn commands() -> Vec<CompletionCandidate> {
    let program = crate::Arguments::command();
    let commands = program.get_subcommands();
    commands
        .map(|command| {
            CompletionCandidate::new(command.get_name()).help(command.get_about().cloned())
        })
        .collect()
}

pub(crate) fn languages() -> Vec<CompletionCandidate> {
    let languages = Language::ALL.iter().map(|language| language.as_str());
    languages.map(CompletionCandidate::new).collect()
}

/// Names of actions that begin so.
pub(crate) fn actions(start: &OsStr) -> Vec<CompletionCandidate> {
    let mut names: Vec<_> = begin_with(start, action_names().map(|name| (name, ""))).collect();
    names.sort_unstable();
    names.dedup();
    let names = names.into_iter();
    names
        .map(|(name, _)| CompletionCandidate::new(name))
        .collect()
}

type Named = (&'static str, &'static str);

/// Those that begin so or, if there are none, begin so in another case.
fn begin_with(start: &OsStr, all: impl Iterator<Item = Named>) -> impl Iterator<Item = Named> {
    let start = start.to_str().unwrap_or("\0");
    let begins = |name: &str| {
        name.get(..start.len())
            .is_some_and(|begin| begin.eq_ignore_ascii_case(start))
    };
    let mut found: Vec<_> = all.filter(|(name, _)| begins(name)).collect();
    if found.iter().any(|(name, _)| name.starts_with(start)) {
        found.retain(|(name, _)| name.starts_with(start));
    }
    found.into_iter()
}
