//! A layer for `tracing` that reports the error codes of Tencent Cloud in everything a program logs, so
//! that you can count them in metrics or page somebody.

use std::fmt::{Debug, Write as _};

use tencentcloud_error_codes::extract::{Finding, codes_in};
use tracing::field::{Field, Visit};
use tracing::{Event, Metadata, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;

/// Calls this for each code in an event.
pub struct ErrorCodes<F>(pub F);

impl<S, F> Layer<S> for ErrorCodes<F>
where
    S: Subscriber,
    F: Fn(&Metadata<'_>, &Finding<'_>) + 'static,
{
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut text = Text::default();
        event.record(&mut text);
        for found in codes_in(&text.0) {
            (self.0)(event.metadata(), &found);
        }
    }
}

/// The fields of an event, one per line.
#[derive(Default)]
struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        // A string never fails to take more.
        let _ = writeln!(self.0, "{field}={value:?}");
    }
}
