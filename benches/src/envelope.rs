//! An answer to a value, against what users would write instead.

#![allow(clippy::ptr_arg, reason = "the inputs of a measurement are Strings")]

mod ratio;

use ratio::{Variant, measure, print, variant};
use serde::Deserialize;
use serde_json::value::RawValue;
use tencentcloud_error_codes::{Response, WireCode};

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Instances {
    total_count: u64,
    instance_set: Vec<Instance>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Instance {
    instance_id: String,
    instance_name: String,
    #[serde(rename = "CPU")]
    cpu: u32,
    memory: u32,
    private_addresses: Vec<String>,
    instance_state: String,
    created_time: String,
}

impl Instances {
    /// Something that depends on all of it.
    fn weight(&self) -> usize {
        let weigh = |instance: &Instance| {
            instance.instance_id.len()
                + instance.instance_name.len()
                + instance.instance_state.len()
                + instance.created_time.len()
                + instance.private_addresses.len()
                + (instance.cpu + instance.memory) as usize
        };
        self.instance_set.iter().map(weigh).sum::<usize>() + self.total_count as usize
    }
}

/// The struct that somebody writes by hand for this one answer.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ByHand {
    response: ByHandBody,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ByHandBody {
    error: Option<ByHandError>,
    request_id: String,
    total_count: Option<u64>,
    instance_set: Option<Vec<Instance>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ByHandError {
    code: String,
    message: String,
}

/// The two passes: first the envelope, with the rest as raw text, then the rest.
#[derive(Deserialize)]
struct Outer<'a> {
    #[serde(rename = "Response", borrow)]
    response: &'a RawValue,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Head {
    error: Option<ByHandError>,
    request_id: String,
}

fn failed(code: &str, message: &str, request_id: &str) -> usize {
    let code = WireCode::new(code);
    code.retry().map_or(0, |retry| retry as usize) + message.len() + request_id.len()
}

fn envelope(body: &String) -> usize {
    let response: Response<Instances> = serde_json::from_str(body).unwrap();
    let id = response.request_id().map_or(0, str::len);
    match response.into_result() {
        Ok(data) => data.weight() + id,
        Err(error) => {
            error.code().retry().map_or(0, |retry| retry as usize) + error.message().len() + id
        }
    }
}

fn by_hand(body: &String) -> usize {
    let ByHandBody {
        error,
        request_id,
        total_count,
        instance_set,
    } = serde_json::from_str::<ByHand>(body).unwrap().response;
    match error {
        Some(error) => failed(&error.code, &error.message, &request_id),
        None => {
            let data = Instances {
                total_count: total_count.unwrap(),
                instance_set: instance_set.unwrap(),
            };
            data.weight() + request_id.len()
        }
    }
}

fn by_raw_value(body: &String) -> usize {
    let Outer { response } = serde_json::from_str(body).unwrap();
    let Head { error, request_id } = serde_json::from_str(response.get()).unwrap();
    match error {
        Some(error) => failed(&error.code, &error.message, &request_id),
        None => {
            let data: Instances = serde_json::from_str(response.get()).unwrap();
            data.weight() + request_id.len()
        }
    }
}

fn by_value(body: &String) -> usize {
    let mut value: serde_json::Value = serde_json::from_str(body).unwrap();
    let response = value["Response"].take();
    let request_id = response["RequestId"].as_str().unwrap().to_owned();
    if let Some(error) = response.get("Error") {
        let text = |key| error[key].as_str().unwrap();
        return failed(text("Code"), text("Message"), &request_id);
    }
    let data: Instances = serde_json::from_value(response).unwrap();
    data.weight() + request_id.len()
}

fn success(instances: usize) -> String {
    let instance = |n: usize| {
        format!(
            r#"{{"InstanceId":"lhins-{n:08x}","InstanceName":"web-{n}","CPU":2,"Memory":4,"PrivateAddresses":["10.0.{}.{}"],"InstanceState":"RUNNING","CreatedTime":"2026-03-06T14:44:33Z","Tags":[],"OsName":"Debian 12.0 64bit"}}"#,
            n / 256 % 256,
            n % 256
        )
    };
    let instances: Vec<_> = (0..instances).map(instance).collect();
    format!(
        r#"{{"Response":{{"TotalCount":{},"InstanceSet":[{}],"RequestId":"b5b41468-520d-4192-b42f-595cc34b6c1c"}}}}"#,
        instances.len(),
        instances.join(",")
    )
}

fn main() {
    let error = r#"{"Response":{"Error":{"Code":"AuthFailure.SignatureFailure","Message":"The provided credentials could not be validated. Please ensure your signature is correct."},"RequestId":"ed93f3cb-f35e-473f-b9f3-0d451b8b79c6"}}"#;
    let bodies = [
        ("success", success(1)),
        ("success", success(47)),
        ("success", success(4_700)),
        ("failure", error.to_owned()),
    ];
    let mut variants: Vec<Variant<'_, String>> = vec![
        variant("Response<T>", envelope),
        variant("a struct by hand", by_hand),
        variant("RawValue, two passes", by_raw_value),
        variant("serde_json::Value", by_value),
    ];
    for (kind, body) in bodies {
        let weights = [envelope, by_hand, by_raw_value, by_value].map(|read| read(&body));
        assert!(
            weights.iter().all(|weight| *weight == weights[0]),
            "{weights:?}"
        );
        let title = format!("{kind}, {} bytes", body.len());
        let times = measure(&mut variants, &[body]);
        print(&title, &variants, &times, &["Response<T>"]);
    }
}
