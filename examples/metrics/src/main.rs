//! `metrics < app.log > errors.prom`, for the textfile collector of Prometheus's node exporter.

use std::io;

fn main() -> io::Result<()> {
    let mut errors = metrics::Errors::default();
    errors.add_log(io::stdin().lock())?;
    errors.write(&mut io::stdout().lock())
}
