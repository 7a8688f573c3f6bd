//! Compares the public API of the library with `tests/fixtures/public-api.txt`, or records it with
//! `--record`. Ends with 1 if they differ, and with 3 if this machine cannot tell.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

use public_api::Builder;
use serde_json::Value;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
const RECORD: &str = "tests/fixtures/public-api.txt";
// A folder of its own: dependencies that look at RUSTC_BOOTSTRAP would be built again in another.
const TARGET: &str = "target/public-api/library";
const PACKAGE: &str = "tencentcloud-error-codes";
const ENUM: &str = "pub enum tencentcloud_error_codes::ErrorCode";
const VARIANT: &str = "pub tencentcloud_error_codes::ErrorCode::";

/// Traits that the compiler implements for its own use; which ones there are changes with it.
const INTERNAL: [&str; 3] = ["Freeze", "StructuralPartialEq", "UnsafeUnpin"];

enum Failure {
    /// The library does not build, or a file cannot be read or written.
    Broken(String),
    /// This machine lacks something, so that nothing can be said.
    Lacks(String),
}

fn main() -> ExitCode {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let result = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => compare(),
        ["--record"] => record(),
        _ => Err(Failure::Broken(
            "usage: .ci/public-api [--record]".to_owned(),
        )),
    };
    match result {
        Ok(code) => code,
        Err(Failure::Broken(text)) => {
            eprintln!("{text}");
            ExitCode::from(2)
        }
        Err(Failure::Lacks(what)) => {
            eprintln!("this needs {what}");
            ExitCode::from(3)
        }
    }
}

fn compare() -> Result<ExitCode, Failure> {
    let path = Path::new(ROOT).join(RECORD);
    let record = fs::read_to_string(path).map_err(|error| broken(RECORD, error))?;
    let now = listing()?;
    let gone: Vec<_> = without(&record, &now).collect();
    let new: Vec<_> = without(&now, &record).collect();
    if gone.is_empty() && new.is_empty() {
        println!("{} lines are as recorded", now.lines().count());
        return Ok(ExitCode::SUCCESS);
    }
    for line in gone {
        println!("-{line}");
    }
    for line in new {
        println!("+{line}");
    }
    eprintln!(
        "The public API is not the recorded one. A line with - is a breaking change: see \
         docs/stability.md. If all of it is meant: .ci/public-api --record"
    );
    Ok(ExitCode::FAILURE)
}

fn record() -> Result<ExitCode, Failure> {
    let now = listing()?;
    fs::write(Path::new(ROOT).join(RECORD), &now).map_err(|error| broken(RECORD, error))?;
    println!("{RECORD}: {} lines", now.lines().count());
    Ok(ExitCode::SUCCESS)
}

/// The lines of a text that another lacks, each as often as it lacks them.
fn without<'t>(text: &'t str, other: &'t str) -> impl Iterator<Item = &'t str> {
    let mut there: BTreeMap<&str, usize> = BTreeMap::new();
    for line in other.lines() {
        *there.entry(line).or_default() += 1;
    }
    text.lines().filter(move |line| match there.get_mut(line) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    })
}

/// A line for each public item, and one for each feature. The variants of `ErrorCode` have a record
/// of their own, which grows freely: tests/stability.rs.
fn listing() -> Result<String, Failure> {
    let target = format!("--target-dir={TARGET}");
    cargo(
        &[
            "rustdoc",
            "--quiet",
            "--locked",
            "--lib",
            "--all-features",
            "--package",
            PACKAGE,
            &target,
        ],
        &[
            "-Zunstable-options",
            "--output-format=json",
            "--cap-lints=allow",
        ],
    )?;
    let json = Path::new(ROOT)
        .join(TARGET)
        .join("doc/tencentcloud_error_codes.json");
    let api = Builder::from_rustdoc_json(json)
        .omit_blanket_impls(true)
        .build();
    let api = api.map_err(|error| {
        Failure::Lacks(format!(
            "a Rust whose rustdoc writes the JSON that the crate public-api reads ({error})"
        ))
    })?;
    let items = api.items().map(ToString::to_string);
    let mut lines: Vec<_> = items
        .filter(|line| !is_variant(line) && !is_internal(line))
        .collect();
    if !lines.iter().any(|line| line.ends_with(ENUM)) {
        return Err(Failure::Broken(format!("found no `{ENUM}` in the API")));
    }
    lines.extend(features()?);
    Ok(lines.join("\n") + "\n")
}

fn is_variant(line: &str) -> bool {
    // An attribute may stand before it.
    line.rsplit_once(VARIANT)
        .is_some_and(|(_, name)| name.chars().all(char::is_alphanumeric))
}

fn is_internal(line: &str) -> bool {
    let internal = |name: &&str| line.contains(&format!(" core::marker::{name} for "));
    line.starts_with("impl") && INTERNAL.iter().any(internal)
}

fn features() -> Result<Vec<String>, Failure> {
    let metadata = cargo(&["metadata", "--no-deps", "--format-version=1"], &[])?;
    let metadata: Value =
        serde_json::from_slice(&metadata).map_err(|error| broken("cargo metadata", error))?;
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let features = packages
        .filter(|package| package["name"] == PACKAGE)
        .filter_map(|package| package["features"].as_object());
    let lines: Vec<_> = features
        .flat_map(|features| features.keys())
        .map(|name| format!("feature {name}"))
        .collect();
    if lines.is_empty() {
        return Err(Failure::Broken(format!("found no feature of {PACKAGE}")));
    }
    Ok(lines)
}

/// Runs Cargo, with arguments for the compiler, and returns what it writes.
fn cargo(arguments: &[&str], compiler: &[&str]) -> Result<Vec<u8>, Failure> {
    let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.args(arguments);
    if !compiler.is_empty() {
        // The options are those of a nightly compiler.
        command.arg("--").args(compiler).env("RUSTC_BOOTSTRAP", "1");
    }
    let output = command
        .current_dir(ROOT)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| Failure::Lacks(format!("cargo ({error})")))?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(Failure::Broken(format!(
            "cargo {} failed: nothing was compared or recorded",
            arguments[0]
        )))
    }
}

fn broken(what: &str, error: impl std::fmt::Display) -> Failure {
    Failure::Broken(format!("{what}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted() {
        let lacking: Vec<_> = without("a\nb\na\nc\n", "c\na\n").collect();
        assert_eq!(lacking, ["b", "a"]);
        assert_eq!(without("a\n", "").collect::<Vec<_>>(), ["a"]);
        assert_eq!(without("", "a\n").next(), None);
    }

    #[test]
    fn variants_and_the_compilers_own_traits_are_left_out() {
        assert!(is_variant(
            "pub tencentcloud_error_codes::ErrorCode::InternalError"
        ));
        assert!(is_variant(
            "#[deprecated] pub tencentcloud_error_codes::ErrorCode::Old"
        ));
        assert!(!is_variant(
            "pub fn tencentcloud_error_codes::ErrorCode::hint(self) -> bool"
        ));
        assert!(!is_variant(
            "pub const tencentcloud_error_codes::ErrorCode::ALL: &[Self]"
        ));
        assert!(is_internal("impl<'a> core::marker::Freeze for T<'a>"));
        assert!(!is_internal("impl core::marker::Send for T"));
    }
}
