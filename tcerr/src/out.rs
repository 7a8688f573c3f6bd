//! What is written: to standard output, which may be closed and may be a terminal of any width, and to
//! standard error, which may be full.

use std::fmt::{self, Write as _};
use std::io::{self, Write};
use std::ops::Range;

use clap::builder::styling::{AnsiColor, Style};
use serde::Serialize;
use tencentcloud_error_codes::Retry;

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

/// The style of a code.
pub(crate) const CODE: Style = Style::new().bold();

/// The color of a class: whether it is any use to send the request again.
pub(crate) const fn color(retry: Option<Retry>) -> Style {
    match retry {
        None => Style::new(),
        Some(Retry::Backoff) => AnsiColor::Green.on_default(),
        Some(Retry::Never) => AnsiColor::Red.on_default(),
        Some(_) => AnsiColor::Yellow.on_default(),
    }
}

/// The columns of the terminal; where there is none, a line has no end.
pub(crate) fn width() -> usize {
    let columns = std::env::var("COLUMNS").ok();
    let columns = columns.and_then(|text| text.parse().ok());
    columns
        .or_else(|| {
            let (width, _) = terminal_size::terminal_size_of(io::stdout())?;
            Some(usize::from(width.0))
        })
        .filter(|width| *width > 0)
        .unwrap_or(usize::MAX)
}

/// So many columns the text takes.
pub(crate) fn columns(text: &str) -> usize {
    // Most texts have neither wide characters nor colors.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.len();
    }
    textwrap::core::display_width(text)
}

/// The lines of a text of this width. A word or an address that is wider has a line of its own.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};
    if columns(text) <= width {
        return vec![text.to_owned()];
    }
    let options = Options::new(width)
        .break_words(false)
        .wrap_algorithm(WrapAlgorithm::FirstFit)
        .word_separator(WordSeparator::Custom(words))
        // A code or an id is copied as a whole.
        .word_splitter(WordSplitter::NoHyphenation);
    let lines = textwrap::wrap(text, options).into_iter();
    lines.map(std::borrow::Cow::into_owned).collect()
}

/// The words of a line, as Unicode has them: Chinese may be broken between any two characters. But an
/// address, which Unicode breaks behind its slashes, is one word, so that a terminal can open it.
fn words(line: &str) -> Box<dyn Iterator<Item = textwrap::core::Word<'_>> + '_> {
    use textwrap::core::Word;
    let words = textwrap::WordSeparator::UnicodeBreakProperties.find_words(line);
    let (mut start, mut end) = (0, 0);
    let mut addresses = addresses(line).peekable();
    let ends = words.map(move |word| {
        end += word.word.len() + word.whitespace.len();
        end
    });
    let ends = ends.filter(move |end| {
        while addresses.next_if(|address| address.end <= *end).is_some() {}
        let next = addresses.peek();
        next.is_none_or(|address| *end <= address.start || *end == line.len())
    });
    Box::new(ends.map(move |end| {
        let word = line.get(start..end).unwrap_or_default();
        start = end;
        Word::from(word)
    }))
}

/// Where addresses stand in a line. Behind their ASCII characters, Chinese may go on without a blank.
fn addresses(line: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = line.get(from..)?;
        let schemes = ["https://", "http://"];
        let start = from + schemes.iter().filter_map(|name| rest.find(name)).min()?;
        let is_outside = |c: char| !c.is_ascii_graphic() || matches!(c, '"' | '<' | '>' | '`');
        let len = line.get(start..)?.find(is_outside);
        from = len.map_or(line.len(), |len| start + len);
        Some(start..from)
    })
}

/// Whether a character must not reach a terminal: those that [`Escaped`] escapes.
///
/// [`Escaped`]: tencentcloud_error_codes::extract::Escaped
pub(crate) fn is_unsafe(c: char) -> bool {
    match c {
        ' '..='~' => false,
        _ => c.escape_debug().len() > 1,
    }
}

/// The value as JSON, in which characters that a terminal might obey are escapes.
pub(crate) fn json(value: &impl Serialize) -> String {
    let text = serde_json::to_string(value).unwrap_or_default();
    let is_plain = text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    if is_plain || !text.contains(is_unsafe) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_never_broken() {
        let addresses = [
            "https://cloud.tencent.com/document/api/213/30435",
            "https://console.cloud.tencent.com/api/explorer?Product=cvm&Action=RunInstances",
            "http://a.example/b-c/d",
        ];
        let [docs, explorer, other] = addresses;
        let text = format!("See {docs} and <{explorer}>, or：{other}。请检查参数");
        for width in 0..200 {
            let lines = wrap(&text, width);
            let has = |address: &&str| lines.iter().any(|line| line.contains(*address));
            assert!(addresses.iter().all(has), "{width}: {lines:?}");
            let whole: String = lines.concat();
            assert_eq!(whole.replace(' ', ""), text.replace(' ', ""), "{width}");
        }
    }

    #[test]
    fn chinese_is_broken_between_any_two_characters() {
        let text = "请检查参数";
        assert_eq!(wrap(text, 4), ["请检", "查参", "数"]);
        let address = "https://a.example";
        assert_eq!(wrap(&format!("{address}{text}"), 4)[0], address);
    }
}
