//! Does one thing over and over, for a count of the instructions under callgrind:
//! `instructions SCENARIO ROUNDS`. See `count-instructions.py`.

use std::hint::black_box;

use serde::Deserialize;
use tencentcloud_error_codes::{ErrorCode, Response, WireCode};

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Status {
    total_count: u64,
    names: Vec<String>,
}

const SUCCESS: &str = r#"{"Response":{"TotalCount":3,"Names":["lhins-00000001","lhins-00000002","lhins-00000003"],"RequestId":"b5b41468-520d-4192-b42f-595cc34b6c1c"}}"#;
const FAILURE: &str = r#"{"Response":{"Error":{"Code":"AuthFailure.SignatureFailure","Message":"The provided credentials could not be validated. Please ensure your signature is correct."},"RequestId":"ed93f3cb-f35e-473f-b9f3-0d451b8b79c6"}}"#;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let scenario = arguments.next().unwrap_or_default();
    let rounds: usize = arguments
        .next()
        .and_then(|text| text.parse().ok())
        .unwrap_or(0);
    let hits: Vec<String> = ErrorCode::COMMON
        .iter()
        .map(|code| code.as_str().to_owned())
        .collect();
    let misses: Vec<String> = hits.iter().map(|code| format!("{code}.BrandNew")).collect();
    for round in 0..rounds {
        let hit = black_box(hits[round % hits.len()].as_str());
        let miss = black_box(misses[round % misses.len()].as_str());
        match scenario.as_str() {
            "lookup-hit" => drop(black_box(ErrorCode::lookup(hit))),
            "lookup-miss" => drop(black_box(ErrorCode::lookup(miss))),
            "wire-miss" => drop(black_box(WireCode::new(miss).retry())),
            "success" => {
                let response: Response<Status> = serde_json::from_str(black_box(SUCCESS)).unwrap();
                let status = response.into_result().unwrap();
                black_box((status.total_count, status.names.len()));
            }
            "failure" => {
                let response: Response<Status> = serde_json::from_str(black_box(FAILURE)).unwrap();
                black_box(response.is_success());
            }
            _ => panic!("found the scenario {scenario:?}, expected one of count-instructions.py"),
        }
    }
}
