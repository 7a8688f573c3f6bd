//! `tcerr actions`: what products can be asked to do.

use std::io::{self, Write};

use serde_json::json;
use tencentcloud_error_codes::{Action, ErrorCode, Product};

use crate::Outcome;
use crate::escape::Escaped;
use crate::filter::{nearest, parse_product};
use crate::list::table;

/// Lists actions: whether they read or write, whether they take a `ClientToken` or `DryRun`.
#[derive(clap::Args)]
#[command(after_help = "\
A read may be sent again; a write only if it carries a ClientToken, and takes one.

Examples:
  tcerr actions --product lighthouse
  tcerr actions DescribeInstances --product cvm
  tcerr actions --json | jq 'select(.access == \"write\" and .client_token)'")]
pub(crate) struct Arguments {
    /// Only actions of this name.
    #[arg(value_name = "ACTION")]
    names: Vec<String>,
    /// Only actions of this product; may be repeated.
    #[arg(long, value_name = "NAME", value_parser = parse_product)]
    product: Vec<Product>,
    /// One JSON object per action, one per line, with its codes.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> io::Result<Outcome> {
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    let mut table = table([
        "product",
        "action",
        "access",
        "client token",
        "dry run",
        "codes",
    ]);
    let is_wanted =
        |product: &Product| arguments.product.is_empty() || arguments.product.contains(product);
    let is_named = |action: &Action| {
        arguments.names.is_empty() || arguments.names.iter().any(|name| name == action.name())
    };
    let products = Product::ALL.iter().copied().filter(is_wanted);
    let mut outcome = Outcome::NotFound;
    for action in products.flat_map(Product::actions).filter(is_named) {
        outcome = Outcome::Found;
        if arguments.json {
            let row = json!({
                "product": action.product().name(),
                "action": action.name(),
                "access": action.access().as_str(),
                "client_token": action.takes_client_token(),
                "dry_run": action.takes_dry_run(),
                "codes": action.error_codes().map(ErrorCode::as_str).collect::<Vec<_>>(),
            });
            writeln!(out, "{row}")?;
        } else {
            let yes = |is_so: bool| if is_so { "yes" } else { "" };
            table.add_row([
                action.product().name().to_owned(),
                action.name().to_owned(),
                action.access().to_string(),
                yes(action.takes_client_token()).to_owned(),
                yes(action.takes_dry_run()).to_owned(),
                action.error_codes().len().to_string(),
            ]);
        }
    }
    if !arguments.json && outcome == Outcome::Found {
        writeln!(out, "{}", table.trim_fmt())?;
    }
    out.flush()?;
    let all = || {
        Product::ALL
            .iter()
            .flat_map(|product| product.actions())
            .map(Action::name)
    };
    let is_unknown = |name: &&String| all().all(|known| known != *name);
    let unknown: Vec<_> = arguments.names.iter().filter(is_unknown).collect();
    for name in &unknown {
        let nearest = nearest(name, all());
        let name = Escaped(name);
        let hint = nearest.map_or_else(String::new, |known| format!("; did you mean `{known}`?"));
        crate::out::say(format_args!("no action `{name}`{hint}"));
    }
    if outcome == Outcome::NotFound && unknown.is_empty() {
        crate::out::say(format_args!("no action matches"));
    }
    Ok(outcome)
}
