//! `tcerr`: the catalog for a shell, a script, a log.

#[path = "../../escape.rs"]
mod escape;
mod explain;
mod extract;
mod input;
mod scan;

use std::io;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Looks up the error codes of Tencent Cloud API 3.0.
#[derive(Parser)]
#[command(name = "tcerr", version, arg_required_else_help = true, after_help = EXIT_CODES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  every code is known
  1  a code is not known, or nothing was found
  2  the command line is wrong, or something cannot be read or written";

#[derive(Subcommand)]
enum Command {
    Explain(explain::Arguments),
    Scan(scan::Arguments),
}

/// How a command ended, if it could do its work.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Outcome {
    Found,
    NotFound,
    /// A part of the input could not be read; the rest was done.
    Trouble,
}

fn main() -> ExitCode {
    let Arguments { command } = Arguments::parse();
    let result = match command {
        Command::Explain(arguments) => explain::run(arguments),
        Command::Scan(arguments) => scan::run(arguments),
    };
    match result {
        Ok(Outcome::Found) => ExitCode::SUCCESS,
        Ok(Outcome::NotFound) => ExitCode::from(1),
        Ok(Outcome::Trouble) => ExitCode::from(2),
        // Whoever reads the output has seen enough: `| head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("tcerr: {}", escape::Escaped(&error.to_string()));
            ExitCode::from(2)
        }
    }
}
