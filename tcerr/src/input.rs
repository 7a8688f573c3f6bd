//! Opens what is to be read: files and standard input, plain, gzip or zstd.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, IsTerminal as _, Read};
use std::path::Path;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// What the messages say of standard input.
pub(crate) const STDIN: &str = "-";

/// A source that may be read by another thread.
pub(crate) type Source = Box<dyn Read + Send>;

/// Opens a file, or standard input for `-`, and unpacks it where its first bytes say that it is
/// packed. The bar moves with what is read from the file.
pub(crate) fn open(name: &OsStr, bar: &ProgressBar) -> io::Result<Source> {
    let plain: Source = if name == STDIN {
        say_if_awaited();
        Box::new(io::stdin())
    } else {
        let path = Path::new(name);
        if path.is_dir() {
            return Err(io::Error::other("found a directory, expected a file"));
        }
        Box::new(File::open(path)?)
    };
    unpack(Box::new(bar.wrap_read(plain)))
}

/// Says that input is awaited, where it is typed.
pub(crate) fn say_if_awaited() {
    const END: &str = if cfg!(windows) {
        "Ctrl-Z and Enter"
    } else {
        "Ctrl-D"
    };
    if io::stdin().is_terminal() {
        crate::out::say(format_args!("reads from the terminal; end with {END}"));
    }
}

/// Whether what is read comes as it is written by somebody else: a pipe, a terminal, a socket.
pub(crate) fn is_flowing(name: &OsStr) -> bool {
    #[cfg(unix)]
    let stdin = "/dev/stdin";
    #[cfg(not(unix))]
    let stdin = "-";
    let path = if name == STDIN {
        OsStr::new(stdin)
    } else {
        name
    };
    std::fs::metadata(path).map_or(name == STDIN, |file| !file.is_file())
}

/// A bar for these files, drawn on a terminal only and only for what takes a while.
pub(crate) fn progress<S: AsRef<OsStr>>(names: &[S]) -> ProgressBar {
    const WORTH_A_BAR: u64 = 64 << 20;
    let sizes = names
        .iter()
        .map(|name| std::fs::metadata(name.as_ref()).map(|file| file.len()));
    let total: u64 = sizes.map(Result::unwrap_or_default).sum();
    if total < WORTH_A_BAR {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
    let template = "{bar:40} {bytes}/{total_bytes} {bytes_per_sec}, {eta} left";
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}

fn unpack(mut plain: Source) -> io::Result<Source> {
    /// As many bytes as the longest of the marks has.
    const MARK: usize = 6;
    let mut start = [0; MARK];
    let mut len = 0;
    // Not more than there is: what flows must not be waited for.
    while len < MARK && is_mark(&start[..len]) {
        match plain.read(&mut start[len..]) {
            Ok(0) => break,
            Ok(read) => len += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let start = start[..len].to_vec();
    let packed = |name, tool| {
        Err(io::Error::other(format!(
            "is packed by {name}, which is not read; unpack it first: {tool} -dc FILE | tcerr ..."
        )))
    };
    match *start {
        [0xfd, b'7', b'z', b'X', b'Z', 0] => return packed("xz", "xz"),
        [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41] => return packed("bzip2", "bzip2"),
        [b'P', b'K', 3, 4, ..] => return packed("zip", "unzip"),
        _ => {}
    }
    let is_gzip = start.starts_with(&[0x1f, 0x8b]);
    let is_zstd = matches!(
        *start,
        [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..]
    );
    let whole = Cursor::new(start).chain(plain);
    if is_gzip {
        let source = BufReader::new(whole);
        return Ok(Box::new(flate2::bufread::MultiGzDecoder::new(source)));
    }
    if is_zstd {
        return Ok(Box::new(Zstd {
            source: BufReader::new(whole),
            frame: None,
        }));
    }
    Ok(Box::new(whole))
}

/// Whether a packed file may begin so.
fn is_mark(start: &[u8]) -> bool {
    const MARKS: [&[u8]; 5] = [
        &[0x1f, 0x8b],
        &[0x28, 0xb5, 0x2f, 0xfd],
        &[0xfd, b'7', b'z', b'X', b'Z', 0],
        b"BZh",
        b"PK\x03\x04",
    ];
    let is_skippable =
        matches!(start, [0x50..=0x5f, rest @ ..] if [0x2a, 0x4d, 0x18].starts_with(rest));
    is_skippable
        || MARKS
            .iter()
            .any(|mark| mark.starts_with(start) || mark.len() > 2 && start.starts_with(mark))
}

/// All frames of a zstd file, one after the other.
struct Zstd<R: BufRead> {
    source: R,
    frame: Option<ruzstd::decoding::FrameDecoder>,
}

impl<R: BufRead> Zstd<R> {
    /// Passes by the frames that hold no text. Whether there is another frame.
    fn skip(&mut self) -> io::Result<bool> {
        const HEADER: usize = 8;
        loop {
            let buffer = self.source.fill_buf()?;
            let Some(first) = buffer.first() else {
                return Ok(false);
            };
            if !(0x50..=0x5f).contains(first) {
                return Ok(true);
            }
            let mut header = [0; HEADER];
            self.source.read_exact(&mut header)?;
            let [_, _, _, _, len @ ..] = header;
            let len = u64::from(u32::from_le_bytes(len));
            let skipped = io::copy(&mut self.source.by_ref().take(len), &mut io::sink())?;
            if skipped < len {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
    }
}

impl<R: BufRead> Read for Zstd<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
        let broken = |error: &dyn std::fmt::Display| {
            io::Error::new(io::ErrorKind::InvalidData, format!("broken zstd: {error}"))
        };
        loop {
            if self.frame.is_none() {
                if !self.skip()? {
                    return Ok(0);
                }
                let mut frame = FrameDecoder::new();
                frame
                    .init(&mut self.source)
                    .map_err(|error| broken(&error))?;
                self.frame = Some(frame);
            }
            let Some(frame) = &mut self.frame else {
                return Ok(0);
            };
            if frame.can_collect() == 0 && !frame.is_finished() {
                let strategy = BlockDecodingStrategy::UptoBytes(buffer.len());
                frame
                    .decode_blocks(&mut self.source, strategy)
                    .map_err(|error| broken(&error))?;
            }
            let len = frame.read(buffer)?;
            if len > 0 || buffer.is_empty() {
                return Ok(len);
            }
            if frame.is_finished() {
                let expected = frame.get_checksum_from_data();
                let is_same = expected.is_none() || expected == frame.get_calculated_checksum();
                self.frame = None;
                if !is_same {
                    return Err(broken(&"the checksum is not that of the text"));
                }
            }
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    use tencentcloud_error_codes::extract::{Codes, Utf8};

    use super::*;
    use crate::pieces::{self, Plan};

    /// Is interrupted at every other call, and reads little otherwise.
    pub(crate) struct Interrupted {
        text: Cursor<Vec<u8>>,
        calls: usize,
    }

    impl Interrupted {
        pub(crate) fn new(text: Vec<u8>) -> Self {
            Self {
                text: Cursor::new(text),
                calls: 0,
            }
        }
    }

    impl Read for Interrupted {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.calls += 1;
            if self.calls % 2 == 1 {
                return Err(io::ErrorKind::Interrupted.into());
            }
            let len = buffer.len().min(1 + self.calls % 97);
            self.text.read(&mut buffer[..len])
        }
    }

    #[test]
    fn an_interrupted_read_is_tried_again() {
        let text = "call failed: RequestLimitExceeded, and no other\n".repeat(300);
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        io::Write::write_all(&mut gzip, text.as_bytes()).unwrap();
        let zstd = ruzstd::encoding::compress_to_vec(
            text.as_bytes(),
            ruzstd::encoding::CompressionLevel::Fastest,
        );
        let skippable = [&[0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3][..], &zstd].concat();
        let utf16 = text.encode_utf16().flat_map(u16::to_le_bytes);
        let utf16 = [0xff, 0xfe].into_iter().chain(utf16).collect();
        for (name, bytes) in [
            ("plain", text.clone().into_bytes()),
            ("gzip", gzip.finish().unwrap()),
            ("zstd", zstd),
            ("zstd with a frame to skip", skippable),
            ("UTF-16", utf16),
        ] {
            let source = unpack(Box::new(Interrupted::new(bytes))).unwrap();
            let plan = Plan {
                is_flowing: false,
                threads: 1,
                stop: &Arc::new(AtomicBool::new(false)),
            };
            let mut count = 0;
            pieces::scan(
                Box::new(Utf8::new(source)),
                &plan,
                |piece, from| {
                    let mut codes = Codes::within(piece.text(), from..piece.end);
                    (codes.by_ref().count(), codes.position())
                },
                |found, _| {
                    count += found;
                    Ok(true)
                },
            )
            .unwrap();
            assert_eq!(count, 300, "{name}");
        }
    }
}
