//! `tcerr man`: the manual pages.

use std::io::{self, Write as _};
use std::path::PathBuf;

use clap::CommandFactory as _;
use clap_mangen::Man;

use crate::Outcome;
use crate::guess::{did_you_mean, nearest};

/// Writes the manual page of the program or of a command.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  tcerr man | man -l -
  tcerr man scan | man -l -
  tcerr man --dir /usr/local/share/man/man1")]
pub(crate) struct Arguments {
    /// The command; by default the program itself.
    command: Option<String>,
    /// Write all pages into this folder, one per command.
    #[arg(long, value_name = "DIR", conflicts_with = "command", value_hint = clap::ValueHint::DirPath)]
    dir: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> io::Result<Outcome> {
    let mut program = crate::Arguments::command();
    if let Some(dir) = &arguments.dir {
        std::fs::create_dir_all(dir)?;
        clap_mangen::generate_to(program, dir)?;
        return Ok(Outcome::Found);
    }
    program.build();
    let page = match &arguments.command {
        None => program,
        Some(name) => {
            let Some(command) = program.find_subcommand(name) else {
                let names = program.get_subcommands().map(clap::Command::get_name);
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
