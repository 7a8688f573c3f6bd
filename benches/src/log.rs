//! A log to measure with: NDJSON, lines of SDKs, codes in prose, and noise.

use tencentcloud_error_codes::ErrorCode;

/// Lines of a log, without an end.
pub struct Log {
    random: u64,
    number: u64,
    /// Of so many lines, three hold a code.
    per_three: u64,
}

impl Log {
    /// Of ten lines, three hold a code.
    pub fn dense() -> Self {
        Self {
            random: 0x9e37_79b9_7f4a_7c15,
            number: 0,
            per_three: 10,
        }
    }

    /// Of a hundred lines, one holds a code.
    pub fn sparse() -> Self {
        Self {
            per_three: 300,
            ..Self::dense()
        }
    }
}

impl Iterator for Log {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        self.number += 1;
        let (random, number) = (self.random, self.number);
        let code = ErrorCode::ALL[random as usize % ErrorCode::ALL.len()];
        let id = format!("{number:08x}-520d-4192-b42f-595cc34b6c1c");
        let time = format!("2026-03-06T14:{:02}:{:02}Z", number / 60 % 60, number % 60);
        let kind = match (random >> 32) % self.per_three {
            kind @ 0..3 => kind,
            kind => 3 + kind % 7,
        };
        Some(match kind {
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
        })
    }
}
