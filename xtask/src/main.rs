//! `cargo xtask`: keeps the catalog current. For the people who maintain it, not for its users.

mod diff;
mod features;
mod plan;
mod record;
mod sdk;
mod site;
mod snapshot;
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
    /// Reads checkouts of the public Go SDKs, and says what that changes in products, codes, actions,
    /// the features of the library, and the record of what is documented. Name all SDKs at once: what
    /// none of them has is taken for gone.
    Import {
        /// The folders of the checkouts.
        #[arg(required = true)]
        checkouts: Vec<PathBuf>,
        /// The month in which the SDKs were read, and in which disappeared what they lack, as
        /// `2026-11`.
        #[arg(long)]
        month: String,
        /// Only say what changes, which is the default.
        #[arg(long, conflicts_with = "apply")]
        plan: bool,
        /// Write what changes: all of it, or nothing if anything is refused.
        #[arg(long)]
        apply: bool,
        /// A product that is gone, or that lost more than a few of its codes and actions: not
        /// because a checkout is broken.
        #[arg(long, value_name = "PRODUCT")]
        gone: Vec<String>,
    },
    /// Says how much nobody has read yet, and how many features the registry has left for products.
    Status,
    /// Makes a static site of the catalog, and the files of data beside it.
    Site(site::Arguments),
    /// Says which codes are new, gone or reclassified between two files that `tcerr export --format
    /// json` wrote.
    Diff {
        /// The earlier file.
        old: PathBuf,
        /// The later one.
        new: PathBuf,
    },
}

/// The checkout from which Cargo runs this, or else the current folder.
fn checkout() -> PathBuf {
    let own = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let root = own.as_deref().and_then(Path::parent);
    root.unwrap_or(Path::new(".")).to_owned()
}

fn main() -> ExitCode {
    let Arguments { root, command } = Arguments::parse();
    let root = root.unwrap_or_else(checkout);
    let result = match command {
        Command::Import {
            checkouts,
            month,
            plan: _,
            apply,
            gone,
        } => {
            let request = update::Request {
                month,
                gone: gone.into_iter().collect(),
                is_applied: apply,
            };
            sdk::read(&checkouts).and_then(|sdks| update::import(&root, sdks, &request))
        }
        Command::Status => update::status(&root).map(|lines| (lines, Vec::new())),
        Command::Site(arguments) => site::make(&root, &arguments).map(|lines| (lines, Vec::new())),
        Command::Diff { old, new } => diff::diff(&old, &new).map(|lines| (lines, Vec::new())),
    };
    let (lines, problems) = result.unwrap_or_else(|problems| (Vec::new(), problems));
    for line in lines {
        println!("{line}");
    }
    for problem in &problems {
        eprintln!("xtask: {problem}");
    }
    if problems.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(2)
    }
}
