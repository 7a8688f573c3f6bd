//! The time that a line of a log bears.

/// Seconds since 1970, as the clock of the log shows them: zones are left alone, for the lines of one
/// log have one.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Time(pub(crate) i64);

/// So far into a line its time may stand, in bytes.
const NEAR: usize = 256;

impl Time {
    /// The time of a line: RFC 3339 and what is like it, a date of syslog or of klog (of this year),
    /// seconds or milliseconds since 1970 at the start or in a field for them.
    pub(crate) fn of_line(line: &[u8]) -> Option<Self> {
        let start = line.get(..NEAR).unwrap_or(line);
        let places = 0..start.len();
        places
            .clone()
            .filter(|at| start[*at].is_ascii_digit())
            .filter(|at| *at == 0 || !start[at - 1].is_ascii_digit())
            .find_map(|at| date(&start[at..]))
            .or_else(|| of_this_year(start))
            .or_else(|| seconds(start))
            .or_else(|| {
                let mut fields = places.filter(|at| start[*at] == b':' || start[*at] == b'=');
                fields.find_map(|at| {
                    let name = start[..at].trim_ascii_end();
                    let name = name.strip_suffix(b"\"").unwrap_or(name);
                    let is_time = [&b"ts"[..], b"time", b"timestamp", b"Timestamp", b"Time"]
                        .iter()
                        .any(|word| name.ends_with(word));
                    let value = start[at + 1..].trim_ascii_start();
                    is_time.then(|| seconds(value.strip_prefix(b"\"").unwrap_or(value)))?
                })
            })
    }
}

impl std::fmt::Display for Time {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (days, seconds) = (self.0.div_euclid(86_400), self.0.rem_euclid(86_400));
        let (year, month, day) = civil(days);
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        write!(
            f,
            "{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"
        )
    }
}

fn number(digits: &[u8]) -> Option<i64> {
    let is_number = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
    // No more digits than fit.
    (is_number && digits.len() < 19).then(|| {
        digits
            .iter()
            .fold(0, |number, digit| number * 10 + i64::from(digit - b'0'))
    })
}

/// `2026-03-06T14:00:02`, `2026/03/06 14:00:02`.
fn date(text: &[u8]) -> Option<Time> {
    let text = text.get(..19)?;
    let is_separated = matches!(
        (text[4], text[7]),
        (b'-', b'-') | (b'/', b'/') | (b'.', b'.')
    ) && matches!(text[10], b'T' | b' ' | b't' | b'_');
    if !is_separated {
        return None;
    }
    let days = days(
        number(&text[..4])?,
        number(&text[5..7])?,
        number(&text[8..10])?,
    )?;
    clock(days, &text[11..])
}

/// `14:00:02`.
fn clock(days: i64, text: &[u8]) -> Option<Time> {
    let text = text.get(..8)?;
    let (hour, minute, second) = (
        number(&text[..2])?,
        number(&text[3..5])?,
        number(&text[6..])?,
    );
    let is_time = text[2] == b':' && text[5] == b':' && hour < 24 && minute < 60 && second < 61;
    is_time.then_some(Time(days * 86_400 + hour * 3600 + minute * 60 + second))
}

/// `May 03 02:17:44`, behind a priority or not; `E0612 09:41:17.204118`.
fn of_this_year(line: &[u8]) -> Option<Time> {
    const MONTHS: &[u8] = b"JanFebMarAprMayJunJulAugSepOctNovDec";
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .ok()?;
    let (year, ..) = civil(i64::try_from(now.as_secs()).ok()? / 86_400);
    if let [b'I' | b'W' | b'E' | b'F', rest @ ..] = line {
        let (date, rest) = rest.split_at_checked(4)?;
        let days = days(year, number(&date[..2])?, number(&date[2..])?)?;
        return clock(days, rest.strip_prefix(b" ")?);
    }
    let line = match line {
        [b'<', rest @ ..] => &rest[rest.iter().take(4).position(|byte| *byte == b'>')? + 1..],
        _ => line,
    };
    let name = line.get(..3)?;
    let month = MONTHS.chunks_exact(3).position(|month| month == name)?;
    let day = line.get(4..6)?.trim_ascii_start();
    let days = days(year, i64::try_from(month).ok()? + 1, number(day)?)?;
    clock(days, line.get(7..)?)
}

/// Seconds or milliseconds since 1970, of this century.
fn seconds(text: &[u8]) -> Option<Time> {
    let len = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    // Nanoseconds, too, of which the last digits say nothing here.
    let (len, text) = if len == 19 {
        (16, text.get(..16)?)
    } else {
        (len, text.get(..len)?)
    };
    let number = number(text)?;
    match len {
        10 => Some(Time(number)),
        13 => Some(Time(number / 1000)),
        16 => Some(Time(number / 1_000_000)),
        _ => None,
    }
    .filter(|time| (1_000_000_000..4_000_000_000).contains(&time.0))
}

/// Days since 1970, by the proleptic Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::Time;

    fn of(line: &str) -> String {
        Time::of_line(line.as_bytes()).map_or_else(String::new, |time| time.to_string())
    }

    #[test]
    fn times_of_all_kinds_are_read() {
        for line in [
            "2026-03-06T14:00:02Z x",
            "2026-03-06 14:00:02,123 - x",
            "2026/03/06 14:00:02 x",
            "[2026-03-06T14:00:02.123] [ERROR] x",
            "{\"level\":\"error\",\"ts\":\"2026-03-06T14:00:02+08:00\"}",
            "1772805602 x",
            "{\"level\":50,\"time\":1772805602123}",
            "{\"ts\":1772805602.25,\"a\":1}",
        ] {
            assert_eq!(of(line), "2026-03-06 14:00:02", "{line}");
        }
        for line in [
            "May 03 02:17:44 host x",
            "<3>May  3 02:17:44 host x",
            "E0503 02:17:44.204118 1 a.go:2] x",
        ] {
            assert!(of(line).ends_with("-05-03 02:17:44"), "{line}");
        }
        for line in [
            "",
            "x",
            "12345",
            "2026-13-06T14:00:02Z",
            "99:99:99",
            "{\"ts\":\"\"}",
            "id=1772805602",
        ] {
            assert_eq!(of(line), "", "{line}");
        }
        assert_eq!(Time(0).to_string(), "1970-01-01 00:00:00");
        assert_eq!(Time(951_782_400).to_string(), "2000-02-29 00:00:00");
    }
}
