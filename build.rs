//! Turns `data/` into the tables of the library, the way that the feature `codegen` offers to
//! other crates.

extern crate alloc;
#[cfg(feature = "codegen-json")]
extern crate serde_core as serde;

/// The modules of the library that the generator needs, too.
macro_rules! shared {
    ($($module:ident = $path:literal;)+) => { $(
        #[allow(
            dead_code,
            unreachable_pub,
            unused_imports,
            reason = "shared with the library, which uses all of it"
        )]
        #[path = $path]
        mod $module;
    )+ };
}
shared! {
    actor = "src/actor.rs";
    category = "src/category.rs";
    class = "src/class.rs";
    codegen = "src/codegen/mod.rs";
    escape = "src/escape.rs";
    hash = "src/hash.rs";
    idempotency = "src/idempotency.rs";
    language = "src/language.rs";
    names = "src/names.rs";
    nearest = "src/nearest.rs";
    retry = "src/retry.rs";
    endings = "src/endings.rs";
    table = "src/table.rs";
    window = "src/window.rs";
}

use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src");
    match builder() {
        Ok(builder) => builder.run(),
        Err(error) => {
            println!("cargo::error={error}");
            ExitCode::FAILURE
        }
    }
}

fn builder() -> Result<codegen::Builder, String> {
    let products = tables("data/products")?;
    let all = products.iter().all(|path| is_enabled(path));
    let enabled = products.into_iter().filter(|path| is_enabled(path));
    let actions = std::env::var_os("CARGO_FEATURE_ACTIONS").map(|_| Path::new("data/actions"));
    let mut builder = codegen::Builder::new()
        .doc(include_str!("src/error_code.md"))
        .crate_path("crate")
        .strict()
        .remedies("data/remedies.toml")
        .endings("data/endings.toml")
        .own(
            "data/common.toml",
            "data/snapshot.toml",
            enabled,
            actions,
            all,
        );
    for table in tables("data/codes")? {
        builder = builder.table(table);
    }
    if std::env::var_os("CARGO_FEATURE_ZH").is_some() {
        builder = builder
            .language("zh", tables("data/zh/codes")?)
            .language("zh", ["data/zh/remedies.toml"])
            .own_language("zh", "data/zh/products.toml", "data/zh/names.toml");
    }
    Ok(builder)
}

/// Whether a product is wanted: its feature is on, or that of all. A product without a feature of its own
/// comes with `all-products`.
fn is_enabled(product: &Path) -> bool {
    let is_on = |feature: &str| {
        let feature = feature.to_uppercase().replace('-', "_");
        std::env::var_os(format!("CARGO_FEATURE_{feature}")).is_some()
    };
    let name = product.file_stem().unwrap_or_default();
    is_on("all-products") || is_on(&name.to_string_lossy())
}

/// The tables in a folder, at least one.
fn tables(folder: &str) -> Result<Vec<PathBuf>, String> {
    println!("cargo::rerun-if-changed={folder}");
    let entries = std::fs::read_dir(folder).map_err(|error| {
        format!("found no readable folder {folder} ({error}), expected its tables")
    })?;
    let mut tables = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| format!("{folder}: {error}"))?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            tables.push(path);
        }
    }
    if tables.is_empty() {
        return Err(format!(
            "found no table in {folder}, expected at least one (*.toml)"
        ));
    }
    tables.sort();
    Ok(tables)
}
