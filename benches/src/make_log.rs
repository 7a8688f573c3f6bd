//! Writes a log to standard output: NDJSON, lines of SDKs, codes in prose, and noise, as much as
//! is asked for in megabytes. `cargo run --release --bin make-log 1000 > log`

use std::io::{self, BufWriter, Write};

use tencentcloud_error_codes::ErrorCode;

fn main() -> io::Result<()> {
    let megabytes: usize = std::env::args()
        .nth(1)
        .and_then(|text| text.parse().ok())
        .unwrap_or(1);
    let mut out = BufWriter::with_capacity(1 << 20, io::stdout().lock());
    let mut random = 0x9e37_79b9_7f4a_7c15u64;
    let mut written = 0;
    let mut number = 0u64;
    while written < megabytes * 1_000_000 {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        number += 1;
        let code = ErrorCode::ALL[random as usize % ErrorCode::ALL.len()];
        let id = format!("{number:08x}-520d-4192-b42f-595cc34b6c1c");
        let time = format!("2026-03-06T14:{:02}:{:02}Z", number / 60 % 60, number % 60);
        // Of ten lines, three hold a code.
        let line = match (random >> 32) % 10 {
            0 => format!(
                r#"{{"time":"{time}","level":"error","Response":{{"Error":{{"Code":"{code}","Message":"{}"}},"RequestId":"{id}"}}}}"#,
                code.description().replace('"', "\\\"")
            ),
            1 => format!(
                "{time} [TencentCloudSDKError] Code={code}, Message={}, RequestId={id}",
                code.description()
            ),
            2 => format!(
                "{time} WARN worker-{} call failed with {code}, giving up",
                number % 16
            ),
            3 | 4 => format!(
                r#"{{"time":"{time}","level":"info","Response":{{"TotalCount":{number},"InstanceSet":[{{"InstanceId":"lhins-{number:08x}","State":"RUNNING"}}],"RequestId":"{id}"}}}}"#
            ),
            5 => format!(
                "{time}     at com.example.client.InvalidParameterException.raise(InvalidParameterException.java:{})",
                number % 900
            ),
            _ => format!(
                "{time} INFO  request {id} GET /v1/instances/{number} took {} ms, status=200 bytes={}",
                random % 900,
                random % 90_000
            ),
        };
        writeln!(out, "{line}")?;
        written += line.len() + 1;
    }
    out.flush()
}
