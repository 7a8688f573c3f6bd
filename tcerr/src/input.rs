//! Opens what is to be read: files and standard input, plain, gzip or zstd, in UTF-8 or UTF-16.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, IsTerminal as _, Read};
use std::path::Path;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use tencentcloud_error_codes::extract::Utf8;

/// What the messages say of standard input.
pub(crate) const STDIN: &str = "-";

/// A source that may be read by another thread.
pub(crate) type Source = Box<dyn Read + Send>;

/// Opens a file, or standard input for `-`, as text in UTF-8, and unpacks it where its first bytes say
/// that it is packed. This waits for these bytes. The bar moves with what is read from the file.
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
    decode(Box::new(bar.wrap_read(plain)))
}

fn decode(plain: Source) -> io::Result<Source> {
    let once = Fused {
        source: Some(plain),
    };
    Ok(Box::new(Utf8::new(unpack(Box::new(once))?)))
}

/// Opens standard input, and names it in errors.
pub(crate) fn stdin() -> io::Result<Source> {
    let source = open(OsStr::new(STDIN), &ProgressBar::hidden()).map_err(of_stdin)?;
    Ok(Box::new(Stdin(source)))
}

struct Stdin(Source);

impl Read for Stdin {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(of_stdin)
    }
}

fn of_stdin(error: io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::Interrupted => error,
        kind => io::Error::new(kind, format!("standard input: {error}")),
    }
}

/// Ends once and for all: a terminal goes on after an end.
struct Fused<R> {
    source: Option<R>,
}

impl<R: Read> Read for Fused<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(source) = &mut self.source else {
            return Ok(0);
        };
        let len = source.read(buffer)?;
        if len == 0 && !buffer.is_empty() {
            self.source = None;
        }
        Ok(len)
    }
}

/// Says that input is awaited, where it is typed.
fn say_if_awaited() {
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

/// How a file may be packed.
enum Packed {
    Gzip,
    Zstd,
    /// By what is not read here, and the command that unpacks it.
    Otherwise(&'static str, &'static str),
}

/// What packed files begin with: for each byte, those that it may be.
const MARKS: [(&[&[u8]], Packed); 7] = [
    (&[b"\x1f", b"\x8b"], Packed::Gzip),
    (&[b"\x28", b"\xb5", b"\x2f", b"\xfd"], Packed::Zstd),
    // A frame without text, which may be the first.
    (
        &[b"PQRSTUVWXYZ[\\]^_", b"\x2a", b"\x4d", b"\x18"],
        Packed::Zstd,
    ),
    (
        &[b"\xfd", b"7", b"z", b"X", b"Z", b"\0"],
        Packed::Otherwise("xz", "xz -dc"),
    ),
    (
        &[b"B", b"Z", b"h", b"123456789", b"\x31", b"\x41"],
        Packed::Otherwise("bzip2", "bzip2 -dc"),
    ),
    (
        &[b"\x04", b"\x22", b"\x4d", b"\x18"],
        Packed::Otherwise("lz4", "lz4 -dc"),
    ),
    (
        &[b"P", b"K", b"\x03", b"\x04"],
        Packed::Otherwise("zip", "unzip -p"),
    ),
];

fn unpack(mut plain: Source) -> io::Result<Source> {
    let agrees = |start: &[u8], mark: &[&[u8]]| {
        let mut bytes = start.iter().zip(mark);
        bytes.all(|(byte, allowed)| allowed.contains(byte))
    };
    // What flows must not be waited for, unless it may become a mark.
    let start = begin(&mut plain, |start| {
        let mut marks = MARKS.iter().map(|(mark, _)| mark);
        marks.any(|mark| start.len() < mark.len() && agrees(start, mark))
    })?;
    let packed = MARKS
        .iter()
        .find(|(mark, _)| start.len() >= mark.len() && agrees(&start, mark));
    let whole = Cursor::new(start).chain(plain);
    match packed {
        None => Ok(Box::new(whole)),
        Some((_, Packed::Gzip)) => {
            /// The decoder keeps what has no room, until more comes: more than its window.
            const ROOM: usize = 64 << 10;
            let source = flate2::bufread::MultiGzDecoder::new(BufReader::new(whole));
            Ok(Box::new(BufReader::with_capacity(ROOM, Gzip(source))))
        }
        Some((_, Packed::Zstd)) => Ok(Box::new(Zstd {
            source: BufReader::new(whole),
            frame: None,
        })),
        Some((_, Packed::Otherwise(name, command))) => Err(io::Error::other(format!(
            "is packed by {name}, which is not read; {}",
            advice(command)
        ))),
    }
}

fn advice(command: &str) -> String {
    format!("unpack it first: {command} FILE | tcerr ...")
}

/// Reads the start as long as it needs more bytes, if there are more.
fn begin(source: &mut Source, needs_more: impl Fn(&[u8]) -> bool) -> io::Result<Vec<u8>> {
    let mut start = Vec::new();
    while needs_more(&start) {
        let mut byte = [0];
        match source.read(&mut byte) {
            Ok(0) => break,
            Ok(_) => start.extend(byte),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(start)
}

/// Says that what is packed is broken, unless something else is wrong with it.
fn broken(name: &str, error: io::Error) -> io::Error {
    use io::ErrorKind::{Interrupted, UnexpectedEof, Unsupported};
    match error.kind() {
        Interrupted | Unsupported => error,
        _ if error.raw_os_error().is_some() => error,
        UnexpectedEof => io::Error::new(UnexpectedEof, format!("broken {name}: it ends too early")),
        kind => io::Error::new(kind, format!("broken {name}: {error}")),
    }
}

struct Gzip<R>(flate2::bufread::MultiGzDecoder<R>);

impl<R: BufRead> Read for Gzip<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|error| broken("gzip", error))
    }
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

    fn unpack(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
        loop {
            if self.frame.is_none() {
                if !self.skip()? {
                    return Ok(0);
                }
                let mut frame = FrameDecoder::new();
                frame
                    .init(&mut self.source)
                    .map_err(|error| in_words(&error))?;
                self.frame = Some(frame);
            }
            let Some(frame) = &mut self.frame else {
                return Ok(0);
            };
            if frame.can_collect() == 0 && !frame.is_finished() {
                let strategy = BlockDecodingStrategy::UptoBytes(buffer.len());
                frame
                    .decode_blocks(&mut self.source, strategy)
                    .map_err(|error| in_words(&error))?;
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
                    return Err(io::Error::other("the checksum is not that of the text"));
                }
            }
        }
    }
}

impl<R: BufRead> Read for Zstd<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.unpack(buffer).map_err(|error| broken("zstd", error))
    }
}

/// The decoder's errors show its types.
fn in_words(error: &FrameDecoderError) -> io::Error {
    use std::error::Error;
    let mut cause = error.source();
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<io::Error>() {
            return match error.raw_os_error() {
                Some(code) => io::Error::from_raw_os_error(code),
                None => error.kind().into(),
            };
        }
        cause = error.source();
    }
    let why = match error {
        FrameDecoderError::DictNotProvided { .. } => {
            let why = format!(
                "is packed by zstd with a dictionary, which is not read; {}",
                advice("zstd -dc -D DICTIONARY")
            );
            return io::Error::new(io::ErrorKind::Unsupported, why);
        }
        FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::BadMagicNumber(_)) => {
            "something else follows what is packed"
        }
        FrameDecoderError::ReadFrameHeaderError(_) | FrameDecoderError::FrameHeaderError(_) => {
            "a frame has an invalid header"
        }
        _ => "a block is corrupt",
    };
    io::Error::other(why)
}

#[cfg(test)]
pub(crate) mod tests {
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    use tencentcloud_error_codes::extract::Codes;

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
            let open = || decode(Box::new(Interrupted::new(bytes)));
            let plan = Plan {
                is_flowing: false,
                threads: 1,
                stop: &Arc::new(AtomicBool::new(false)),
            };
            let mut count = 0;
            pieces::scan(
                open,
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

    /// What comes, piece by piece. Whoever reads on would wait, or be asked again at the end.
    struct Typed(std::vec::IntoIter<Vec<u8>>);

    impl Typed {
        fn new(texts: &[&[u8]]) -> Self {
            let texts: Vec<_> = texts.iter().map(|text| text.to_vec()).collect();
            Self(texts.into_iter())
        }
    }

    impl Read for Typed {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let text = self.0.next().expect("nothing more is needed");
            buffer[..text.len()].copy_from_slice(&text);
            Ok(text.len())
        }
    }

    #[test]
    fn nothing_is_read_behind_an_end() {
        const TEXTS: [&[&[u8]]; 4] = [&[b""], &[b"P", b""], &[b"\xff", b""], &[b"a", b"bc", b""]];
        for texts in TEXTS {
            let mut source = decode(Box::new(Typed::new(texts))).unwrap();
            let mut read = Vec::new();
            for _ in 0..2 {
                source.read_to_end(&mut read).unwrap();
            }
            assert_eq!(read, texts.concat());
        }
    }

    #[test]
    fn the_start_is_waited_for_only_where_it_may_be_a_mark() {
        for (start, needed) in [
            (&b"\n"[..], 1),
            (b"a", 1),
            (b"PL", 2),
            (b"PK\x03\n", 4),
            (b"BZhello", 4),
            (b"BZh9 ", 5),
            (b"\x04\x22x", 3),
            (b"(InternalError", 2),
            (b"\xfe", 1),
        ] {
            let texts: Vec<_> = start[..needed].chunks(1).collect();
            assert!(decode(Box::new(Typed::new(&texts))).is_ok(), "{start:?}");
        }
    }

    #[test]
    fn what_is_broken_is_said_in_words() {
        let text = b"call failed: InternalError\n".repeat(100);
        let zstd = ruzstd::encoding::compress_to_vec(
            &text[..],
            ruzstd::encoding::CompressionLevel::Fastest,
        );
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        io::Write::write_all(&mut gzip, &text).unwrap();
        let gzip = gzip.finish().unwrap();
        let mut wrong_sum = zstd.clone();
        *wrong_sum.last_mut().unwrap() ^= 1;
        for (packed, expected) in [
            (&b"\x1f\x8b"[..], "broken gzip: it ends too early"),
            (&gzip[..gzip.len() / 2], "broken gzip: it ends too early"),
            (&zstd[..4], "broken zstd: it ends too early"),
            (&zstd[..zstd.len() / 2], "broken zstd: it ends too early"),
            (
                &[&zstd[..], b"text"].concat(),
                "broken zstd: something else follows what is packed",
            ),
            (
                // A window that is too large.
                b"\x28\xb5\x2f\xfd\x00\xff",
                "broken zstd: a frame has an invalid header",
            ),
            (
                // A block of a kind that is reserved.
                b"\x28\xb5\x2f\xfd\x20\x05\xff\xff\xff",
                "broken zstd: a block is corrupt",
            ),
            (
                &wrong_sum,
                "broken zstd: the checksum is not that of the text",
            ),
            (
                // Dictionary 5.
                b"\x28\xb5\x2f\xfd\x01\x50\x05",
                "is packed by zstd with a dictionary, which is not read; unpack it first: \
                 zstd -dc -D DICTIONARY FILE | tcerr ...",
            ),
        ] {
            let source = decode(Box::new(Cursor::new(packed.to_vec())));
            let read = source.and_then(|mut source| io::copy(&mut source, &mut io::sink()));
            assert_eq!(read.unwrap_err().to_string(), expected);
        }
    }
}
