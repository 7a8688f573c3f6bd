//! Any text as a table of the generator: it is refused with places, or becomes Rust.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use tempfile::TempDir;
use tencentcloud_error_codes::codegen::Builder;

static FOLDER: LazyLock<TempDir> = LazyLock::new(|| tempfile::tempdir().unwrap());

fuzz_target!(|data: &[u8]| {
    let path = FOLDER.path().join("codes.toml");
    std::fs::write(&path, data).unwrap();
    match Builder::new().table(&path).generate() {
        Ok(source) => {
            if let Err(error) = syn::parse_file(&source) {
                panic!("{error}: {source}");
            }
        }
        Err(problems) => {
            assert!(problems.iter().count() > 0);
            for problem in problems.iter() {
                assert!(
                    !problem.to_string().chars().any(char::is_control),
                    "{problem:?}"
                );
            }
        }
    }
});
