//! Turns `codes.toml` into `$OUT_DIR/desk_code.rs`.

use std::process::ExitCode;

use tencentcloud_error_codes::codegen::Builder;

fn main() -> ExitCode {
    Builder::new()
        .table("codes.toml")
        .enum_name("DeskCode")
        .doc("The error codes of the help desk, a private product.")
        .run()
}
