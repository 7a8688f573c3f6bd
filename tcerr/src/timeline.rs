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

/// So many names are drawn.
const NAMES: usize = 20;

/// What is drawn.
#[derive(Default)]
struct Bars<'a> {
    /// The counts of each name, the most frequent first.
    rows: Vec<(&'a str, Vec<u64>)>,
    /// So many names there are, drawn or not.
    names: usize,
    /// When the first bar begins.
    first: i64,
    /// So many seconds a bar has.
    step: i64,
}

impl Bars<'_> {
    fn highest(&self) -> u64 {
        let counts = self.rows.iter().flat_map(|(_, row)| row);
        counts.max().copied().unwrap_or(1).max(1)
    }

    fn len(&self) -> usize {
        let lens = self.rows.iter().map(|(_, row)| row.len());
        lens.max().unwrap_or(0)
    }

    /// The time that it shows, and how long a bar is.
    fn span(&self) -> String {
        let last = self.first + self.step * i64::try_from(self.len()).unwrap_or(0);
        let (first, last) = (Time(self.first), Time(last));
        format!("{first} to {last}, {} a bar", span(self.step))
    }
}

/// Counts by name and time.
pub(crate) struct Timeline {
    step: i64,
    counts: HashMap<(String, i64), u64>,
    /// So many codes were on lines without a time.
    untimed: u64,
}

impl Default for Timeline {
    fn default() -> Self {
        Self {
            step: STEP,
            counts: HashMap::new(),
            untimed: 0,
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

    pub(crate) const fn add_untimed(&mut self) {
        self.untimed += 1;
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.untimed += other.untimed;
        for ((name, at), count) in other.counts {
            self.add(name, Time(at * other.step), count);
        }
    }

    /// The most frequent names, with so many bars each at most.
    fn bars(&self, most: usize) -> Option<Bars<'_>> {
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
        let names = rows.len();
        rows.truncate(NAMES);
        Some(Bars {
            rows,
            names,
            first,
            step,
        })
    }

    /// What is not drawn.
    fn missing(&self, bars: &Bars<'_>) -> impl Iterator<Item = String> {
        let (shown, names) = (bars.rows.len(), bars.names);
        // There are fewer categories than that.
        let names = (names > shown).then(|| format!("the {shown} most frequent of {names} codes"));
        let untimed = (self.untimed > 0).then(|| {
            let lines = "on lines without a time";
            format!("not counted: {} {lines}", self.untimed)
        });
        names.into_iter().chain(untimed)
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
        let Some(bars) = self.bars(room.min(BARS)) else {
            return writeln!(out, "no line with a code has a time");
        };
        let (highest, len) = (bars.highest(), bars.len());
        for (name, row) in &bars.rows {
            let blocks: String = row
                .iter()
                .map(|count| {
                    let height = (count * 8).div_ceil(highest);
                    BLOCKS[usize::try_from(height).unwrap_or(8).min(8)]
                })
                .collect();
            let total: u64 = row.iter().sum();
            let name = Escaped(name);
            if is_beside {
                writeln!(out, "{blocks:len$}  {total:>7}  {name}")?;
            } else {
                writeln!(out, "{name}: {total}\n{blocks}")?;
            }
        }
        let caption = format!("{}, {highest} at most", bars.span());
        for line in std::iter::once(caption).chain(self.missing(&bars)) {
            for line in out::wrap(&line, out::width()) {
                writeln!(out, "{line}")?;
            }
        }
        Ok(())
    }

    pub(crate) fn write_svg(&self, out: &mut impl Write) -> io::Result<()> {
        const WIDTH: usize = 12;
        const HEIGHT: usize = 40;
        const LABEL: usize = 420;
        const LINE: usize = 18;
        let bars = self.bars(BARS).unwrap_or_default();
        let (highest, len) = (bars.highest(), bars.len());
        let caption: Vec<_> = std::iter::once(bars.span())
            .chain(self.missing(&bars))
            .collect();
        let below = bars.rows.len() * (HEIGHT + 8) + 10;
        let (width, height) = (LABEL + len * WIDTH + 20, below + caption.len() * LINE + 12);
        writeln!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" font-family=\"sans-serif\" font-size=\"13\">"
        )?;
        writeln!(out, "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>")?;
        for (number, (name, row)) in bars.rows.iter().enumerate() {
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
                    Time(bars.first + bars.step * i64::try_from(bar).unwrap_or(0)),
                )?;
            }
        }
        for (number, line) in (1..).zip(&caption) {
            let y = below + number * LINE;
            writeln!(out, "<text x=\"{LABEL}\" y=\"{y}\">{line}</text>")?;
        }
        writeln!(out, "</svg>")
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
