//! Turns `codes.toml` into `$OUT_DIR/meter_code.rs`.

use std::process::ExitCode;

use tencentcloud_error_codes::codegen::Builder;

fn main() -> ExitCode {
    Builder::new()
        .table("codes.toml")
        .enum_name("MeterCode")
        .doc("The error codes of a made-up API for electricity meters.")
        .run()
}
