//! Turns `codes.toml` and its Chinese texts into `$OUT_DIR/depot_code.rs`.

use std::process::ExitCode;

use tencentcloud_error_codes::codegen::Builder;

fn main() -> ExitCode {
    Builder::new()
        .table("codes.toml")
        .language("zh", ["codes.zh.toml"])
        .enum_name("DepotCode")
        .doc("The error codes of the depot, a made-up service.")
        .run()
}
