//! Turns `data/` into the tables of the library, the way that the feature `codegen` offers to
//! other crates.

#[allow(dead_code, reason = "shared with the library, which uses all of it")]
#[path = "src/category.rs"]
mod category;
#[allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "shared with the library, which uses all of it"
)]
#[path = "src/codegen/mod.rs"]
mod codegen;
#[path = "src/hash.rs"]
mod hash;
#[allow(dead_code, reason = "shared with the library, which uses all of it")]
#[path = "src/retry.rs"]
mod retry;

#[allow(
    dead_code,
    unreachable_pub,
    reason = "shared with the library, which uses all of it"
)]
#[path = "src/table.rs"]
mod table;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/error_code.md");
    let (products, all) = enabled_products();
    let actions = std::env::var_os("CARGO_FEATURE_ACTIONS").map(|_| Path::new("data/actions"));
    let mut builder = codegen::Builder::new()
        .doc(include_str!("src/error_code.md"))
        .crate_path("crate")
        .own("data/common.toml", products, actions, all);
    for table in files("data/codes") {
        builder = builder.table(table);
    }
    builder.run()
}

/// The tables of the products whose feature is on, and whether these are all. A product without a
/// feature of its own comes with `all-products`.
fn enabled_products() -> (Vec<PathBuf>, bool) {
    let is_on = |feature: &str| {
        let feature = feature.to_uppercase().replace('-', "_");
        std::env::var_os(format!("CARGO_FEATURE_{feature}")).is_some()
    };
    let products = files("data/products");
    let count = products.len();
    let enabled: Vec<_> = products
        .into_iter()
        .filter(|path| {
            let name = path.file_stem().unwrap_or_default();
            is_on("all-products") || is_on(&name.to_string_lossy())
        })
        .collect();
    let all = enabled.len() == count;
    (enabled, all)
}

/// The tables in a folder. One that cannot be read is reported as an empty one would be: by what
/// is missing from it.
fn files(folder: &str) -> Vec<PathBuf> {
    println!("cargo::rerun-if-changed={folder}");
    let entries = std::fs::read_dir(Path::new(folder))
        .into_iter()
        .flatten()
        .flatten();
    let mut files: Vec<_> = entries
        .map(|entry| entry.path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .collect();
    files.sort();
    files
}
