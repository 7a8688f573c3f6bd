//! A log of calls that are tried again, whether or not that helps, for questions about retries.

use tencentcloud_error_codes::ErrorCode;

/// Lines of a log, without an end: with a time, a call and an attempt where they are of a call.
pub struct Calls {
    random: u64,
    number: u64,
    call: u64,
    attempt: u64,
    code: String,
}

impl Calls {
    pub fn new() -> Self {
        Self {
            random: 0x9e37_79b9_7f4a_7c15,
            number: 0,
            call: 0,
            attempt: 0,
            code: String::new(),
        }
    }

    /// Anything below the bound.
    fn below(&mut self, bound: u64) -> u64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        (self.random >> 16) % bound
    }

    /// A code of the catalog, or one in fifty that is new.
    fn code(&mut self) -> String {
        let known = ErrorCode::ALL[self.below(ErrorCode::ALL.len() as u64) as usize];
        match self.below(100) {
            0 => format!("InvalidParameterValue.BrandNew{}", self.below(5)),
            1 => format!("Mystery.Broken{}", self.below(5)),
            _ => known.to_string(),
        }
    }
}

impl Iterator for Calls {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        self.number += 1;
        // Twenty lines a second, so that a log of 100 MB is of some hours.
        let second = self.number / 20;
        let time = format!(
            "2026-03-{:02}T{:02}:{:02}:{:02}Z",
            6 + second / 86_400 % 20,
            second / 3600 % 24,
            second / 60 % 60,
            second % 60
        );
        let id = format!("{:08x}-520d-4192-b42f-595cc34b6c1c", self.number);
        if self.below(10) < 6 {
            let took = self.below(900);
            return Some(format!(
                "{time} INFO  request {id} GET /v1/instances/{} took {took} ms, status=200",
                self.number
            ));
        }
        // Most calls that failed are tried again.
        if self.attempt == 0 || self.attempt == 3 || self.below(4) == 0 {
            self.call += 1;
            self.attempt = 0;
            self.code = self.code();
        }
        self.attempt += 1;
        let (call, attempt, code) = (self.call, self.attempt, self.code.clone());
        Some(match self.below(8) {
            0 | 1 => format!(
                r#"{{"time":"{time}","level":"error","call":"c{call:07}","attempt":{attempt},"Response":{{"Error":{{"Code":"{code}","Message":"the peer said ResourceInUse.Disk"}},"RequestId":"{id}"}}}}"#
            ),
            2 | 3 => format!(
                "{time} call=c{call:07} attempt={attempt} [TencentCloudSDKError] Code={code}, Message=it failed, RequestId={id}"
            ),
            4 => format!("{time} WARN  call=c{call:07} attempt={attempt} failed with {code}"),
            _ => {
                self.attempt = 0;
                format!(
                    r#"{{"time":"{time}","level":"info","call":"c{call:07}","attempt":{attempt},"Response":{{"TotalCount":1,"RequestId":"{id}"}}}}"#
                )
            }
        })
    }
}
