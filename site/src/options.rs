//! The options of the pages. `cargo xtask site` has this file, too, and passes them on.

use std::path::PathBuf;

#[derive(clap::Args)]
pub(crate) struct Options {
    /// What the pages are called.
    #[arg(long)]
    pub(crate) title: Option<String>,
    /// Where the pages will be, for the addresses that search engines want in full.
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) base: Option<String>,
    /// The module that finds codes in any text, as `.ci/extract` builds it [default: the pages look for
    /// known codes only].
    #[arg(long, value_name = "FILE")]
    pub(crate) extract: Option<PathBuf>,
}
