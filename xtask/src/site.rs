//! Data files and pages: `cargo xtask site`. They need the library, which the rest of this program
//! does without, so other packages of this checkout make them.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::tables::Problems;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The folder to write to.
    #[arg(long)]
    out: PathBuf,
    /// A catalog of your own, in the form of `tcerr export --format json` [default: the catalog of this
    /// checkout].
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
    /// What the pages are called.
    #[arg(long)]
    title: Option<String>,
    /// Where the pages will be, for the addresses that search engines want in full.
    #[arg(long, value_name = "ADDRESS")]
    base: Option<String>,
    /// The module that finds codes in any text, as `.ci/extract` builds it [default: the pages look for
    /// known codes only].
    #[arg(long, value_name = "FILE")]
    extract: Option<PathBuf>,
}

/// The files of data beside the pages, and their forms in `tcerr export`.
const FILES: [(&str, &str); 4] = [
    ("codes.json", "json"),
    ("codes.ndjson", "ndjson"),
    ("codes.csv", "csv"),
    ("codes.schema.json", "json-schema"),
];

pub(crate) fn make(root: &Path, arguments: &Arguments) -> Result<Vec<String>, Problems> {
    let out = &arguments.out;
    let problem =
        |path: &Path, error: &dyn std::fmt::Display| vec![format!("{}: {error}", path.display())];
    fs::create_dir_all(out).map_err(|error| problem(out, &error))?;
    build(root)?;
    let data = out.join("codes.json");
    if let Some(own) = &arguments.data {
        fs::copy(own, &data).map_err(|error| problem(own, &error))?;
    } else {
        for (name, format) in FILES {
            let path = out.join(name);
            let file = File::create(&path).map_err(|error| problem(&path, &error))?;
            let mut tcerr = program("tcerr");
            tcerr.args(["export", "--format", format]).stdout(file);
            run(tcerr)?;
        }
    }
    let mut site = program("site");
    site.args([&data, out]);
    if arguments.data.is_none() {
        site.arg("--own");
    }
    let mut option = |name: &str, value: Option<&OsStr>| {
        if let Some(value) = value {
            site.arg(name).arg(value);
        }
    };
    option("--title", arguments.title.as_deref().map(OsStr::new));
    option("--base", arguments.base.as_deref().map(OsStr::new));
    option("--extract", arguments.extract.as_deref().map(OsStr::new));
    run(site)?;
    Ok(vec![format!("written to {}", out.display())])
}

/// Builds both programs at once, so that they share one build of the library.
fn build(root: &Path) -> Result<(), Problems> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args([
        "build",
        "--quiet",
        "--locked",
        "--package",
        "site",
        "--package",
        "tcerr",
    ]);
    command.arg("--manifest-path").arg(root.join("Cargo.toml"));
    run(command)
}

/// A program of this checkout: Cargo puts it beside this one.
fn program(name: &str) -> Command {
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let this = std::env::current_exe().unwrap_or_default();
    Command::new(this.with_file_name(name))
}

fn run(mut command: Command) -> Result<(), Problems> {
    let status = command.status().map_err(|error| vec![error.to_string()])?;
    if status.success() {
        Ok(())
    } else {
        let program = command.get_program().to_string_lossy().into_owned();
        Err(vec![format!(
            "{program} ended with {status}, as it says above"
        )])
    }
}
