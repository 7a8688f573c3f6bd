//! `cargo xtask`: keeps the catalog current. For the people who maintain it, not for its users.

mod features;
mod sdk;
mod tables;
mod update;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Keeps the catalog current.
#[derive(Parser)]
#[command(name = "cargo xtask", arg_required_else_help = true)]
struct Arguments {
    /// The folder of the library, with `Cargo.toml` and `data/` in it [default: this checkout].
    #[arg(long, global = true)]
    root: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Reads checkouts of the public Go SDKs, and updates products, codes, actions and the features
    /// of the library in place. Name all of them at once: what none of them has is taken for gone.
    Import {
        /// The folders of the checkouts.
        #[arg(required = true)]
        checkouts: Vec<PathBuf>,
        /// The month in which codes disappeared that no checkout has any more, as `2026-11`.
        #[arg(long)]
        month: String,
    },
    /// Says how much nobody has read yet, and how many features the registry has left for products.
    Status,
}

fn main() -> ExitCode {
    let Arguments { root, command } = Arguments::parse();
    let checkout = || Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    let root = root
        .or_else(|| checkout().map(Path::to_owned))
        .unwrap_or_default();
    let result = match command {
        Command::Import { checkouts, month } => {
            sdk::read(&checkouts).and_then(|sdk| update::import(&root, &sdk, &month))
        }
        Command::Status => update::status(&root),
    };
    match result {
        Ok(lines) => {
            for line in lines {
                println!("{line}");
            }
            ExitCode::SUCCESS
        }
        Err(problems) => {
            for problem in problems {
                eprintln!("xtask: {problem}");
            }
            ExitCode::from(2)
        }
    }
}
