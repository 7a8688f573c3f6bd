//! `tcerr`: the catalog for a shell, a script, a log.

mod actions;
mod classify;
mod escape;
mod explain;
mod export;
mod filter;
mod fmt_table;
mod input;
mod list;
mod out;
mod pieces;
mod scan;
mod search;
mod table;
mod time;
mod timeline;

use std::io::{self, Write as _};
use std::process::ExitCode;
use std::sync::LazyLock;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{CommandFactory, Parser, Subcommand};

/// Looks up the error codes of Tencent Cloud API 3.0.
#[derive(Parser)]
#[command(name = "tcerr", version = VERSION.as_str(), arg_required_else_help = true, after_help = EXIT_CODES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

/// The version, and how old the data is.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let version = env!("CARGO_PKG_VERSION");
    format!(
        "{version} (data of {})",
        tencentcloud_error_codes::DATA_MONTH
    )
});

const EXIT_CODES: &str = "\
Exit codes:
  0  every code is known
  1  a code is not known, or nothing was found
  2  the command line is wrong, or something cannot be read or written";

#[derive(Subcommand)]
enum Command {
    Explain(explain::Arguments),
    List(list::Arguments),
    Search(search::Arguments),
    Scan(scan::Arguments),
    Classify(classify::Arguments),
    Actions(actions::Arguments),
    Export(export::Arguments),
    FmtTable(fmt_table::Arguments),
    /// Writes the completions for a shell: `tcerr completions bash > /etc/bash_completion.d/tcerr`.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Writes the manual page: `tcerr man | man -l -`.
    Man,
}

/// How a command ended, if it could do its work.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Outcome {
    Found,
    NotFound,
    /// A part of the input could not be read; the rest was done.
    Trouble,
    /// Somebody has seen enough.
    Interrupted,
}

fn main() -> ExitCode {
    let Arguments { command } = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error),
    };
    let result = match command {
        Command::Explain(arguments) => explain::run(&arguments),
        Command::List(arguments) => list::run(&arguments),
        Command::Search(arguments) => search::run(&arguments),
        Command::Scan(arguments) => scan::run(&arguments),
        Command::Classify(arguments) => classify::run(&arguments),
        Command::Actions(arguments) => actions::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::FmtTable(arguments) => fmt_table::run(&arguments),
        Command::Completions { shell } => {
            let mut text = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "tcerr", &mut text);
            io::stdout().write_all(&text).map(|()| Outcome::Found)
        }
        Command::Man => manual().map(|()| Outcome::Found),
    };
    match result {
        Ok(Outcome::Found) => ExitCode::SUCCESS,
        Ok(Outcome::NotFound) => ExitCode::from(1),
        Ok(Outcome::Trouble) => ExitCode::from(2),
        Ok(Outcome::Interrupted) => ExitCode::from(130),
        // Whoever reads the output has seen enough: `| head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            out::say(format_args!("{}", escape::Escaped(&error.to_string())));
            ExitCode::from(2)
        }
    }
}

/// Prints what clap has to say. In an error there are the arguments, which are not to be trusted.
fn usage(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        let is_written = error.print().is_ok();
        return ExitCode::from(if is_written { 0 } else { 2 });
    }
    let is_safe = std::env::args_os().all(|argument| {
        let argument = argument.to_string_lossy();
        !argument.contains(escape::is_unsafe)
    });
    if is_safe {
        let _ = error.print();
    } else {
        for line in error.render().to_string().lines() {
            let _ = writeln!(io::stderr(), "{}", escape::Escaped(line));
        }
    }
    ExitCode::from(2)
}

/// The values of a small enum, so that clap shows them and completes them.
fn choices<T>(all: &'static [T]) -> impl TypedValueParser<Value = T>
where
    T: Into<&'static str> + std::str::FromStr + Copy + Send + Sync + 'static,
    T::Err: std::error::Error + Send + Sync + 'static,
{
    let names = all.iter().map(|value| -> &'static str { (*value).into() });
    PossibleValuesParser::new(names).try_map(|text| text.parse())
}

/// The manual page of the program, with a section for each command.
fn manual() -> io::Result<()> {
    let mut text = Vec::new();
    let mut command = Arguments::command();
    command.build();
    clap_mangen::Man::new(command.clone()).render(&mut text)?;
    for command in command.get_subcommands() {
        let man = clap_mangen::Man::new(command.clone());
        text.extend_from_slice(format!(".SH {}\n", command.get_name().to_uppercase()).as_bytes());
        man.render_description_section(&mut text)?;
        man.render_options_section(&mut text)?;
    }
    io::stdout().write_all(&text)
}
