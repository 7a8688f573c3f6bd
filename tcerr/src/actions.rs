//! `tcerr actions`: what products can be asked to do.

use std::io::{self, Write};

use clap_complete::engine::{ArgValueCandidates, ArgValueCompleter};
use serde_json::json;
use tencentcloud_error_codes::extract::Escaped;
use tencentcloud_error_codes::{Action, ErrorCode, Product};

use crate::filter::{action_names, parse_product};
use crate::guess::{did_you_mean, nearest};
use crate::out::{self, CODE, say};
use crate::table::{Cell, Column, Table};
use crate::{Outcome, complete};

/// Lists actions: whether they read or write, whether they take a `ClientToken` or `DryRun`.
#[derive(clap::Args)]
#[command(after_help = "\
A read may be sent again. A write may be only if the action takes a ClientToken and the request has one.

Examples:
  tcerr actions --product lighthouse
  tcerr actions DescribeInstances --product cvm
  tcerr actions --json | jq 'select(.access == \"write\" and .client_token)'")]
pub(crate) struct Arguments {
    /// Only actions with this name.
    #[arg(value_name = "ACTION", add = ArgValueCompleter::new(complete::actions))]
    names: Vec<String>,
    /// Only actions of this product; may be repeated.
    #[arg(long, value_name = "NAME", value_parser = parse_product, add = ArgValueCandidates::new(complete::products))]
    product: Vec<Product>,
    /// One JSON object per action, one per line, with its codes.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> io::Result<Outcome> {
    let is_wanted =
        |product: &Product| arguments.product.is_empty() || arguments.product.contains(product);
    let is_named = |action: &Action| {
        arguments.names.is_empty() || arguments.names.iter().any(|name| name == action.name())
    };
    let products = Product::ALL.iter().copied().filter(is_wanted);
    let mut actions = products
        .flat_map(Product::actions)
        .filter(is_named)
        .peekable();
    let outcome = match actions.peek() {
        Some(_) => Outcome::Found,
        None => Outcome::NotFound,
    };
    if arguments.json {
        write_json(actions)?;
    } else {
        write_table(actions)?;
    }
    let is_unknown = |name: &&String| action_names().all(|known| known != *name);
    let unknown: Vec<_> = arguments.names.iter().filter(is_unknown).collect();
    for name in &unknown {
        let hint = did_you_mean(nearest(name, action_names()));
        say(format_args!("no action `{}`{hint}", Escaped(name)));
    }
    if outcome == Outcome::NotFound && unknown.is_empty() {
        say(format_args!("no action matches"));
    }
    Ok(outcome)
}

fn write_json(actions: impl Iterator<Item = Action>) -> io::Result<()> {
    let mut out = out::data();
    for action in actions {
        let row = json!({
            "product": action.product().name(),
            "action": action.name(),
            "access": action.access().as_str(),
            "client_token": action.takes_client_token(),
            "dry_run": action.takes_dry_run(),
            "codes": action.error_codes().map(ErrorCode::as_str).collect::<Vec<_>>(),
        });
        writeln!(out, "{row}")?;
    }
    out.flush()
}

fn write_table(actions: impl Iterator<Item = Action>) -> io::Result<()> {
    let mut table = Table::new([
        Column::Text("product"),
        Column::Key("action"),
        Column::Text("access"),
        Column::Spare("client token", 2),
        Column::Spare("dry run", 3),
        Column::Spare("codes", 1),
    ]);
    let yes = |is_so: bool| Cell::from(if is_so { "yes" } else { "" });
    for action in actions {
        table.add_row([
            action.product().name().into(),
            Cell::new(action.name(), CODE),
            action.access().as_str().into(),
            yes(action.takes_client_token()),
            yes(action.takes_dry_run()),
            action.error_codes().len().to_string().into(),
        ]);
    }
    let mut out = out::text();
    if !table.is_empty() {
        table.write(&mut out)?;
    }
    out.flush()
}
