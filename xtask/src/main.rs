//! `cargo xtask`: keeps the catalog current. For the people who maintain it, not for its users.

mod sdk;
mod update;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Keeps the catalog current.
#[derive(Parser)]
#[command(name = "cargo xtask", arg_required_else_help = true)]
struct Arguments {
    /// The folder of the library, with `data/` in it [default: this checkout].
    #[arg(long, global = true)]
    root: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Reads a checkout of the public Go SDK, and updates products, codes and actions in place.
    Import {
        /// The folder of the checkout.
        checkout: PathBuf,
        /// The month in which codes disappeared that the checkout no longer has, as `2026-11`.
        #[arg(long)]
        month: String,
    },
    /// Says how much nobody has read yet.
    Status,
}

fn main() -> ExitCode {
    let Arguments { root, command } = Arguments::parse();
    let root = root.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
    let data = root.join("data");
    let result = match command {
        Command::Import { checkout, month } => {
            sdk::read(&checkout).and_then(|sdk| update::import(&data, &sdk, &month))
        }
        Command::Status => update::unread(&data).map(|(codes, actions)| {
            vec![format!("{codes} codes and {actions} actions are unread")]
        }),
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
