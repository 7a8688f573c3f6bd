//! Makes a static site of a catalog: a page for each code, product and family, and a search.
//! `cargo xtask site` calls it.

mod catalog;
mod language;
mod pages;
mod scripts;
mod similar;
mod texts;

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;

use catalog::Catalog;
use language::Language;
use pages::Site;

/// Makes a static site of a catalog.
#[derive(Parser)]
struct Arguments {
    /// The catalog, as `tcerr export --format json` writes it.
    data: PathBuf,
    /// The folder to write to.
    out: PathBuf,
    /// It is the catalog of this checkout: the library knows more of its codes than the file says.
    #[arg(long)]
    own: bool,
    /// What the pages are called.
    #[arg(long)]
    title: Option<String>,
    /// Where the pages will be, for the addresses that search engines want in full.
    #[arg(long, value_name = "ADDRESS")]
    base: Option<String>,
    /// The module that finds codes in any text; without it, the pages look for known codes only.
    #[arg(long, value_name = "FILE")]
    extract: Option<PathBuf>,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(count) => {
            println!("{count} pages");
            ExitCode::SUCCESS
        }
        Err(problems) => {
            for problem in problems {
                eprintln!("site: {problem}");
            }
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> Result<usize, Vec<String>> {
    let text = fs::read_to_string(&arguments.data);
    let text = text.map_err(|error| vec![format!("{}: {error}", arguments.data.display())])?;
    let catalog = Catalog::read(&text, arguments.own).map_err(|problems| {
        let path = arguments.data.display();
        let lines = problems.into_iter();
        lines
            .map(|line| format!("{path}: {line}"))
            .collect::<Vec<_>>()
    })?;
    let languages: Vec<_> = Language::ALL
        .iter()
        .copied()
        .filter(|language| catalog.speaks(*language))
        .collect();
    let site = Site {
        catalog: &catalog,
        languages: &languages,
        title: arguments.title.as_deref(),
        base: arguments
            .base
            .as_deref()
            .map(|base| base.trim_end_matches('/')),
        similar: similar::Similar::new(&catalog),
        has_extract: arguments.extract.is_some(),
    };
    write(&site, arguments).map_err(|error| vec![error.to_string()])
}

fn write(site: &Site<'_>, arguments: &Arguments) -> io::Result<usize> {
    let mut out = Out {
        root: &arguments.out,
        folders: BTreeSet::new(),
    };
    let mut count = 0;
    let mut addresses = Vec::new();
    for &language in site.languages {
        for page in site.pages(language) {
            out.write(&page.path, page.html.into_string().as_bytes())?;
            addresses.push(page.path);
            count += 1;
        }
    }
    if let Some(base) = site.base {
        out.write("sitemap.xml", scripts::sitemap(base, &addresses).as_bytes())?;
    }
    out.write("codes.min.json", scripts::minified(site.catalog).as_bytes())?;
    for (path, script) in scripts::data(site) {
        out.write(&path, script.as_bytes())?;
    }
    if let Some(module) = &arguments.extract {
        out.write("extract.js", scripts::module(&fs::read(module)?).as_bytes())?;
    }
    for (path, text) in [
        ("site.css", include_str!("../assets/site.css")),
        ("search.js", include_str!("../assets/search.js")),
        ("site.js", include_str!("../assets/site.js")),
        ("icon.svg", include_str!("../assets/icon.svg")),
    ] {
        out.write(path, text.as_bytes())?;
    }
    Ok(count)
}

struct Out<'a> {
    root: &'a Path,
    folders: BTreeSet<PathBuf>,
}

impl Out<'_> {
    fn write(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let path = self.root.join(path);
        if let Some(folder) = path.parent() {
            if self.folders.insert(folder.to_owned()) {
                fs::create_dir_all(folder)?;
            }
        }
        fs::write(&path, bytes)
            .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))
    }
}
