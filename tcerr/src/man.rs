//! `tcerr man`: the manual pages.

use std::io::{self, Write as _};
use std::path::PathBuf;

use clap::{ArgAction, Command, CommandFactory as _};
use clap_complete::engine::ArgValueCandidates;
use clap_mangen::Man;

use crate::guess::{did_you_mean, nearest};
use crate::{Outcome, complete};

/// Writes the manual page of the program or of a command.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  tcerr man | man -l -
  tcerr man scan | man -l -
  tcerr man --dir /usr/local/share/man/man1")]
pub(crate) struct Arguments {
    /// The command; by default the program itself.
    #[arg(add = ArgValueCandidates::new(complete::commands))]
    command: Option<String>,
    /// Write all pages into this folder, one per command.
    #[arg(long, value_name = "DIR", conflicts_with = "command", value_hint = clap::ValueHint::DirPath)]
    dir: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> io::Result<Outcome> {
    let mut program = crate::Arguments::command().disable_help_subcommand(true);
    program.build();
    let program = with_synopsis(program).mut_subcommands(with_synopsis);
    if let Some(dir) = &arguments.dir {
        std::fs::create_dir_all(dir)?;
        clap_mangen::generate_to(program, dir)?;
        return Ok(Outcome::Found);
    }
    let page = match &arguments.command {
        None => program,
        Some(name) => {
            let Some(command) = program.find_subcommand(name) else {
                let names = program.get_subcommands().map(Command::get_name);
                let hint = did_you_mean(nearest(name, names));
                return Err(io::Error::other(format!("no command `{name}`{hint}")));
            };
            command.clone()
        }
    };
    let mut text = Vec::new();
    Man::new(page).render(&mut text)?;
    io::stdout().write_all(&text)?;
    Ok(Outcome::Found)
}

/// With a synopsis that shows the values of options, and what may be given several times.
fn with_synopsis(command: Command) -> Command {
    let name = command.get_bin_name().unwrap_or(command.get_name());
    let mut synopsis = vec![name.to_owned()];
    let options = command.get_arguments();
    for option in options.filter(|argument| !argument.is_positional()) {
        let dots = match option.get_action() {
            ArgAction::Append => "...",
            _ => "",
        };
        synopsis.push(format!("[{option}]{dots}"));
    }
    synopsis.extend(command.get_positionals().map(ToString::to_string));
    if command.has_subcommands() {
        synopsis.push("<COMMAND>".to_owned());
    }
    command.override_usage(synopsis.join(" "))
}
