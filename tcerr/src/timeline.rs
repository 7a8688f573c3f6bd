//! How often a code was found when: bars for a terminal, and a picture.

use std::collections::HashMap;
use std::io::{self, Write};

use tencentcloud_error_codes::extract::Escaped;
use tencentcloud_error_codes::{Category, WireCode};

use crate::out;
use crate::time::Time;

/// What a bar is of.
#[derive(Clone, Copy, Debug, Eq, PartialEq, clap::ValueEnum)]
pub(crate) enum By {
    Code,
    Category,
}

impl By {
    pub(crate) fn name(self, code: &WireCode<'_>) -> String {
        match self {
            Self::Code => code.as_str().to_owned(),
            Self::Category => code
                .category()
                .map_or("unknown", Category::as_str)
                .to_owned(),
        }
    }
}

/// So many seconds are counted together at least.
const STEP: i64 = 10;
/// So many counts are kept; then those of longer times are put together.
const MOST: usize = 200_000;

/// So many bars have room in a line.
const BARS: usize = 60;

/// The counts of each name, when they begin, and how many seconds a bar has.
type Bars<'a> = (Vec<(&'a str, Vec<u64>)>, i64, i64);

/// Counts by name and time.
pub(crate) struct Timeline {
    step: i64,
    counts: HashMap<(String, i64), u64>,
}

impl Default for Timeline {
    fn default() -> Self {
        Self {
            step: STEP,
            counts: HashMap::new(),
        }
    }
}

impl Timeline {
    pub(crate) fn add(&mut self, name: String, time: Time, count: u64) {
        *self
            .counts
            .entry((name, time.0.div_euclid(self.step)))
            .or_insert(0) += count;
        while self.counts.len() > MOST && self.step < 86_400 * 365 {
            self.step *= 10;
            let step = self.step / 10;
            let counts = std::mem::take(&mut self.counts);
            for ((name, at), count) in counts {
                *self
                    .counts
                    .entry((name, (at * step).div_euclid(self.step)))
                    .or_insert(0) += count;
            }
        }
    }

    pub(crate) fn merge(&mut self, other: Self) {
        for ((name, at), count) in other.counts {
            self.add(name, Time(at * other.step), count);
        }
    }

    /// The names with so many bars each at most, the most frequent first; when they begin, and how many
    /// seconds a bar has.
    fn bars(&self, most: usize) -> Option<Bars<'_>> {
        const NAMES: usize = 20;
        let most = i64::try_from(most).ok()?;
        let first = self.counts.keys().map(|(_, at)| at * self.step).min()?;
        let last = self.counts.keys().map(|(_, at)| at * self.step).max()?;
        let steps = [
            10, 30, 60, 300, 900, 1800, 3600, 10_800, 21_600, 43_200, 86_400, 604_800, 2_592_000,
        ];
        let fits = |step: &i64| *step >= self.step && (last - first) / step < most;
        let step = steps
            .into_iter()
            .find(fits)
            .unwrap_or_else(|| (last - first) / (most - 1) + 1);
        let first = first.div_euclid(step) * step;
        let len = usize::try_from((last - first) / step + 1).ok()?;
        let mut rows: HashMap<&str, Vec<u64>> = HashMap::new();
        for ((name, at), count) in &self.counts {
            let row = rows.entry(name).or_insert_with(|| vec![0; len]);
            let bar = usize::try_from((at * self.step - first) / step).ok();
            if let Some(bar) = bar.and_then(|bar| row.get_mut(bar)) {
                *bar += count;
            }
        }
        let mut rows: Vec<_> = rows.into_iter().collect();
        rows.sort_by_key(|(name, row)| (std::cmp::Reverse(row.iter().sum::<u64>()), *name));
        rows.truncate(NAMES);
        Some((rows, first, step))
    }

    pub(crate) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        const BLOCKS: [&str; 9] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
        /// What stands behind the bars but the name.
        const COUNT: usize = 11;
        const FEWEST: usize = 20;
        let names = self
            .counts
            .keys()
            .map(|(name, _)| Escaped(name).to_string());
        let longest = names.map(|name| out::columns(&name)).max().unwrap_or(0);
        let beside = out::width().saturating_sub(COUNT + longest);
        let is_beside = beside >= FEWEST;
        let room = if is_beside {
            beside
        } else {
            out::width().max(FEWEST)
        };
        let Some((rows, first, step)) = self.bars(room.min(BARS)) else {
            return writeln!(out, "no line with a code bears a time");
        };
        let highest = rows
            .iter()
            .flat_map(|(_, row)| row)
            .max()
            .copied()
            .unwrap_or(1)
            .max(1);
        let len = rows.iter().map(|(_, row)| row.len()).max().unwrap_or(0);
        for (name, row) in &rows {
            let bars: String = row
                .iter()
                .map(|count| {
                    let height = (count * 8).div_ceil(highest);
                    BLOCKS[usize::try_from(height).unwrap_or(8).min(8)]
                })
                .collect();
            let total: u64 = row.iter().sum();
            let name = Escaped(name);
            if is_beside {
                writeln!(out, "{bars:len$}  {total:>7}  {name}")?;
            } else {
                writeln!(out, "{name}: {total}\n{bars}")?;
            }
        }
        let last = first + step * i64::try_from(len).unwrap_or(0);
        writeln!(
            out,
            "{} to {}, {} a bar, {highest} at most",
            Time(first),
            Time(last),
            span(step)
        )
    }

    pub(crate) fn write_svg(&self, out: &mut impl Write) -> io::Result<()> {
        const WIDTH: usize = 12;
        const HEIGHT: usize = 40;
        const LABEL: usize = 420;
        let (rows, first, step) = self.bars(BARS).unwrap_or_default();
        let highest = rows
            .iter()
            .flat_map(|(_, row)| row)
            .max()
            .copied()
            .unwrap_or(1)
            .max(1);
        let len = rows.iter().map(|(_, row)| row.len()).max().unwrap_or(0);
        let (width, height) = (LABEL + len * WIDTH + 20, rows.len() * (HEIGHT + 8) + 40);
        writeln!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" font-family=\"sans-serif\" font-size=\"13\">"
        )?;
        writeln!(out, "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>")?;
        for (number, (name, row)) in rows.iter().enumerate() {
            let bottom = (number + 1) * (HEIGHT + 8);
            let total: u64 = row.iter().sum();
            writeln!(
                out,
                "<text x=\"{}\" y=\"{bottom}\" text-anchor=\"end\">{} ({total})</text>",
                LABEL - 10,
                xml(name)
            )?;
            for (bar, count) in row.iter().enumerate().filter(|(_, count)| **count > 0) {
                let tall = (count * HEIGHT as u64).div_ceil(highest);
                writeln!(
                    out,
                    "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{tall}\" fill=\"#c0392b\"><title>{}: {count}</title></rect>",
                    LABEL + bar * WIDTH,
                    bottom as u64 - tall,
                    WIDTH - 1,
                    Time(first + step * i64::try_from(bar).unwrap_or(0)),
                )?;
            }
        }
        let last = first + step * i64::try_from(len).unwrap_or(0);
        writeln!(
            out,
            "<text x=\"{LABEL}\" y=\"{}\">{} to {}, {} a bar</text>\n</svg>",
            height - 12,
            Time(first),
            Time(last),
            span(step)
        )
    }
}

fn span(seconds: i64) -> String {
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3600 => format!("{} min", seconds / 60),
        3600..86_400 => format!("{} h", seconds / 3600),
        _ => format!("{} d", seconds / 86_400),
    }
}

fn xml(text: &str) -> String {
    let text = Escaped(text).to_string();
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
