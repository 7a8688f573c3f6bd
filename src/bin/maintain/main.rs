//! `maintain`: keeps `data/` current. For the people who maintain the catalog, not for its users.

mod sdk;
mod update;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Keeps the data of the catalog current.
#[derive(Parser)]
#[command(name = "maintain", arg_required_else_help = true)]
struct Arguments {
    /// The folder with the tables.
    #[arg(long, global = true, default_value = "data")]
    data: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Reads a checkout of the public Go SDK, and updates products, codes and actions in place.
    Import {
        /// The folder of the checkout.
        checkout: PathBuf,
        /// The month in which codes went that are not there any more, as `2026-11`.
        #[arg(long)]
        month: String,
    },
    /// Says how much nobody has read yet.
    Status,
}

fn main() -> ExitCode {
    let Arguments { data, command } = Arguments::parse();
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
                eprintln!("maintain: {problem}");
            }
            ExitCode::from(2)
        }
    }
}
