//! What is written: to standard output, which may be closed, and to standard error, which may be
//! full.

use std::fmt::{self, Write as _};
use std::io::{self, Write};

use serde::Serialize;

use crate::escape::is_unsafe;

/// Says something on standard error. Where that cannot be written, nobody is there to be told.
pub(crate) fn say(message: fmt::Arguments<'_>) {
    let _ = writeln!(anstream::stderr().lock(), "tcerr: {message}");
}

/// Standard output for tables and prose: with colors where it is a terminal.
pub(crate) fn text() -> Out<io::BufWriter<anstream::AutoStream<io::StdoutLock<'static>>>> {
    Out::new(io::BufWriter::new(anstream::stdout().lock()))
}

/// Standard output for data, which is written to the letter.
pub(crate) fn data() -> Out<io::BufWriter<io::StdoutLock<'static>>> {
    Out::new(io::BufWriter::new(io::stdout().lock()))
}

/// A writer that somebody may close: `| head`. What is written then is dropped, and the work goes on
/// if it has another end, as an exit code.
pub(crate) struct Out<W> {
    inner: W,
    is_closed: bool,
}

impl<W> Out<W> {
    pub(crate) const fn new(inner: W) -> Self {
        Self {
            inner,
            is_closed: false,
        }
    }

    pub(crate) const fn is_closed(&self) -> bool {
        self.is_closed
    }

    fn unless_closed<T: Default>(&mut self, result: io::Result<T>) -> io::Result<T> {
        match result {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.is_closed = true;
                Ok(T::default())
            }
            result => result,
        }
    }
}

impl<W: Write> Write for Out<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes).map(|()| bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.is_closed {
            return Ok(());
        }
        let result = self.inner.write_all(bytes);
        self.unless_closed(result)
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.is_closed {
            return Ok(());
        }
        let result = self.inner.flush();
        self.unless_closed(result)
    }
}

/// The value as JSON, in which characters that a terminal might obey are escapes.
pub(crate) fn json(value: &impl Serialize) -> String {
    let text = serde_json::to_string(value).unwrap_or_default();
    if !text.contains(is_unsafe) {
        return text;
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_unsafe(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(safe, "\\u{unit:04x}");
            }
        } else {
            safe.push(c);
        }
    }
    safe
}
