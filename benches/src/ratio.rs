//! Measures variants side by side: every round runs all of them, so that a slow moment of the
//! machine hits all alike. Rounds are short, and what is printed is a ratio of the fastest tenth: other
//! load only adds time. (criterion and divan run one variant after the other and print times.)

use std::hint::black_box;
use std::time::{Duration, Instant};

const ROUNDS: usize = 400;
const ROUND: Duration = Duration::from_micros(800);

type Pass<'a, T> = Box<dyn FnMut(&[T]) -> usize + 'a>;

pub struct Variant<'a, T> {
    pub name: &'static str,
    pass: Pass<'a, T>,
}

/// A variant that does its work on one input, and returns something that depends on the result.
pub fn variant<'a, T>(name: &'static str, mut run: impl FnMut(&T) -> usize + 'a) -> Variant<'a, T> {
    Variant {
        name,
        // The loop is within the box, so that the call of the box is paid once a pass.
        pass: Box::new(move |inputs| {
            let mut sum = 0usize;
            for input in inputs {
                sum = sum.wrapping_add(run(black_box(input)));
            }
            sum
        }),
    }
}

/// Runs every variant on every input, and returns the time of one input in nanoseconds that a tenth of all
/// rounds stayed below.
pub fn measure<T>(variants: &mut [Variant<'_, T>], inputs: &[T]) -> Vec<f64> {
    let mut times = vec![Vec::with_capacity(ROUNDS); variants.len()];
    for round in 0..ROUNDS {
        for turn in 0..variants.len() {
            // Another order each round.
            let index = (turn + round) % variants.len();
            let mut passes = 0u32;
            let start = Instant::now();
            while start.elapsed() < ROUND {
                black_box((variants[index].pass)(inputs));
                passes += 1;
            }
            let time = start.elapsed().as_nanos() as f64 / f64::from(passes);
            times[index].push(time / inputs.len() as f64);
        }
    }
    times
        .into_iter()
        .map(|mut times| {
            times.sort_by(f64::total_cmp);
            times[times.len() / 10]
        })
        .collect()
}

/// Prints the times as ratios to those of the variants with these names, a column each, and the
/// first one's time itself.
pub fn print<T>(title: &str, variants: &[Variant<'_, T>], times: &[f64], bases: &[&str]) {
    let time_of = |name: &str| {
        let position = variants.iter().position(|variant| variant.name == name);
        position.map_or(f64::NAN, |position| times[position])
    };
    let base_times: Vec<f64> = bases.iter().map(|name| time_of(name)).collect();
    println!("\n{title} ({}: {:.1} ns)", bases[0], base_times[0]);
    let row = |name: &str, cells: Vec<String>| {
        let mut row = format!("  {name:<28}");
        for (base, cell) in bases.iter().zip(cells) {
            row += &format!(" {cell:<width$}", width = base.len() + 4);
        }
        println!("{}", row.trim_end());
    };
    row("", bases.iter().map(|base| format!("of {base}")).collect());
    for (variant, time) in variants.iter().zip(times) {
        let ratio = |base_time| format!("{:.2}", time / base_time);
        row(variant.name, base_times.iter().map(ratio).collect());
    }
}
