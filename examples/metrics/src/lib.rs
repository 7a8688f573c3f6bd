//! Counts the errors in a log for Prometheus, and gives the attributes of a span for OpenTelemetry.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};

use tencentcloud_error_codes::extract::Reader;
use tencentcloud_error_codes::{Category, Retry, WireCode};

/// The errors so far, by labels with few values: 14 categories and 5 retry classes, never the code.
#[derive(Debug, Default)]
pub struct Errors(BTreeMap<(&'static str, &'static str), u64>);

impl Errors {
    /// Counts an error.
    pub fn add(&mut self, code: &WireCode<'_>) {
        let category = code.category().map_or("unknown", Category::as_str);
        let retry = code.retry().unwrap_or(Retry::Never).as_str();
        *self.0.entry((category, retry)).or_default() += 1;
    }

    /// Counts the errors in a log.
    ///
    /// # Errors
    ///
    /// The log could not be read.
    pub fn add_log(&mut self, log: impl Read) -> io::Result<()> {
        let mut reader = Reader::new(log);
        while let Some(found) = reader.next()? {
            self.add(found.code());
        }
        Ok(())
    }

    /// Writes the counts in the format of Prometheus.
    ///
    /// # Errors
    ///
    /// The counts could not be written.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(
            out,
            "# HELP tencentcloud_errors_total Errors of Tencent Cloud API 3.0."
        )?;
        writeln!(out, "# TYPE tencentcloud_errors_total counter")?;
        for ((category, retry), count) in &self.0 {
            writeln!(
                out,
                r#"tencentcloud_errors_total{{category="{category}",retry="{retry}"}} {count}"#
            )?;
        }
        Ok(())
    }
}

/// The attributes of a span that ended with this error: a type with few values, and the code itself.
#[must_use]
pub fn attributes(code: &WireCode<'_>) -> [(&'static str, String); 2] {
    let error_type = code.category().map_or("_OTHER", Category::as_str);
    [
        ("error.type", error_type.to_owned()),
        // With control characters escaped: it came from outside.
        ("tencentcloud.error.code", code.to_string()),
    ]
}
