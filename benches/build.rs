//! Writes the `match` and the strum enum that the lookup is compared with.

use std::fmt::Write as _;
use std::path::Path;

use tencentcloud_error_codes::ErrorCode;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // For 12,000 codes neither compiles within minutes.
    let codes = ErrorCode::ALL;
    let mut source = String::from("pub fn by_match(text: &str) -> Option<u16> { match text {\n");
    for (index, code) in codes.iter().enumerate() {
        writeln!(source, "{:?} => Some({index}),", code.as_str()).unwrap();
    }
    source
        .push_str("_ => None } }\n#[derive(Clone, Copy, strum::EnumString)]\npub enum ByStrum {\n");
    for (index, code) in codes.iter().enumerate() {
        writeln!(
            source,
            "#[strum(serialize = {:?})] V{index},",
            code.as_str()
        )
        .unwrap();
    }
    source.push_str("}\n");
    let path = Path::new(&std::env::var_os("OUT_DIR").unwrap()).join("compared.rs");
    std::fs::write(path, source).unwrap();
}
