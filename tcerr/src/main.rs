//! `tcerr`: the catalog for a shell, a script, a log.

mod actions;
mod chinese;
mod classify;
mod columns;
mod complete;
mod explain;
mod export;
mod filter;
mod fmt_table;
mod guess;
mod input;
mod language;
mod list;
mod man;
mod out;
mod pattern;
mod pieces;
mod scan;
mod search;
mod sql;
mod table;
mod time;
mod timeline;
mod variant;

use std::io::{self, Write as _};
use std::process::ExitCode;
use std::sync::LazyLock;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ColorChoice, CommandFactory, Parser, Subcommand};
use clap_complete::CompleteEnv;
use clap_complete::engine::ArgValueCandidates;
use clap_complete::env::Shells;
use tencentcloud_error_codes::Language;
use tencentcloud_error_codes::extract::{Escaped, codes_in};

/// Looks up the error codes of Tencent Cloud API 3.0.
#[derive(Parser)]
#[command(name = "tcerr", version = VERSION.as_str(), arg_required_else_help = true, after_help = EXIT_CODES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// When to use color.
    #[arg(long, global = true, value_name = "WHEN", default_value_t = ColorChoice::Auto)]
    color: ColorChoice,
    /// The language of descriptions and advice, `en` or `zh`; by default that of the locale.
    #[arg(long, global = true, value_name = "LANGUAGE", add = ArgValueCandidates::new(complete::languages))]
    lang: Option<Language>,
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
    /// Writes a script that completes commands, products and codes in a shell.
    #[command(after_help = "\
The script runs tcerr to get its answers, so load it when the shell starts.

Examples:
  echo 'source <(tcerr completions bash)' >> ~/.bashrc
  echo 'source <(tcerr completions zsh)' >> ~/.zshrc
  echo 'tcerr completions fish | source' > ~/.config/fish/completions/tcerr.fish")]
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    Man(man::Arguments),
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
    CompleteEnv::with_factory(Arguments::command).complete();
    let Arguments {
        command,
        color,
        lang,
    } = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error),
    };
    match color {
        ColorChoice::Auto => anstream::ColorChoice::Auto,
        ColorChoice::Always => anstream::ColorChoice::Always,
        ColorChoice::Never => anstream::ColorChoice::Never,
    }
    .write_global();
    language::set(lang);
    let result = match command {
        Command::Explain(arguments) => explain::run(&arguments),
        Command::List(arguments) => list::run(&arguments),
        Command::Search(arguments) => search::run(&arguments),
        Command::Scan(arguments) => scan::run(&arguments),
        Command::Classify(arguments) => classify::run(&arguments),
        Command::Actions(arguments) => actions::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::FmtTable(arguments) => fmt_table::run(&arguments),
        Command::Completions { shell } => completions(shell).map(|()| Outcome::Found),
        Command::Man(arguments) => man::run(&arguments),
    };
    match result {
        Ok(Outcome::Found) => ExitCode::SUCCESS,
        Ok(Outcome::NotFound) => ExitCode::from(1),
        Ok(Outcome::Trouble) => ExitCode::from(2),
        Ok(Outcome::Interrupted) => ExitCode::from(130),
        // Whoever reads the output has seen enough: `| head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            out::say(format_args!("{}", Escaped(&error.to_string())));
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
        !argument.contains(out::is_unsafe)
    });
    if is_safe {
        let _ = error.print();
    } else {
        for line in error.render().to_string().lines() {
            let _ = writeln!(io::stderr(), "{}", Escaped(line));
        }
    }
    if error.kind() == ErrorKind::InvalidSubcommand {
        say_what_to_type(error);
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

/// For a code in place of a command.
fn say_what_to_type(error: &clap::Error) {
    let Some(ContextValue::String(typed)) = error.get(ContextKind::InvalidSubcommand) else {
        return;
    };
    let found = codes_in(typed).next().map(|found| found.code().to_string());
    let code = found.or_else(|| guess::code(typed).map(|code| code.to_string()));
    let code = code.or_else(|| guess::similar(typed).first().map(|code| (*code).to_owned()));
    // A slip in the name of a command is told by clap.
    if let (Some(code), None) = (code, error.get(ContextKind::SuggestedSubcommand)) {
        out::say(format_args!(
            "to explain a code, type: tcerr explain {code}"
        ));
    }
}

fn completions(shell: clap_complete::Shell) -> io::Result<()> {
    let shells = Shells::builtins();
    let shell = shells.completer(&shell.to_string());
    let shell = shell.ok_or_else(|| io::Error::other("there are no completions for this shell"))?;
    let mut text = Vec::new();
    shell.write_registration("COMPLETE", "tcerr", "tcerr", "tcerr", &mut text)?;
    io::stdout().write_all(&text)
}
