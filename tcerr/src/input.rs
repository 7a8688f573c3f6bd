//! Opens what is to be scanned: files and standard input, plain, gzip or zstd.

use std::fs::File;
use std::io::{self, BufReader, Chain, Cursor, Read};
use std::path::Path;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// What the messages say of standard input.
pub(crate) const STDIN: &str = "-";

/// Opens a file, or standard input for `-`, and unpacks it where its first bytes say that it is
/// packed. The bar moves with what is read from the file.
pub(crate) fn open(name: &str, bar: &ProgressBar) -> io::Result<Box<dyn Read>> {
    let plain: Box<dyn Read> = if name == STDIN {
        Box::new(io::stdin().lock())
    } else {
        let path = Path::new(name);
        if path.is_dir() {
            return Err(io::Error::other("found a directory, expected a file"));
        }
        Box::new(File::open(path)?)
    };
    unpack(Box::new(bar.wrap_read(plain)))
}

/// A bar for these files, drawn on a terminal only and only for what takes a while.
pub(crate) fn progress(names: &[String]) -> ProgressBar {
    const WORTH_A_BAR: u64 = 64 << 20;
    let sizes = names
        .iter()
        .map(|name| std::fs::metadata(name).map(|file| file.len()));
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

fn unpack(mut plain: Box<dyn Read>) -> io::Result<Box<dyn Read>> {
    const GZIP: &[u8] = &[0x1f, 0x8b];
    const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];
    let mut start = Vec::new();
    plain
        .by_ref()
        .take(ZSTD.len() as u64)
        .read_to_end(&mut start)?;
    let is_gzip = start.starts_with(GZIP);
    let is_zstd = start.starts_with(ZSTD);
    let whole: Chain<_, _> = Cursor::new(start).chain(plain);
    if is_gzip {
        return Ok(Box::new(flate2::bufread::MultiGzDecoder::new(
            BufReader::new(whole),
        )));
    }
    if is_zstd {
        return Ok(Box::new(Zstd {
            source: BufReader::new(whole),
            frame: None,
        }));
    }
    Ok(Box::new(whole))
}

/// All frames of a zstd file, one after the other.
struct Zstd<R: io::BufRead> {
    source: R,
    frame: Option<ruzstd::decoding::FrameDecoder>,
}

impl<R: io::BufRead> Read for Zstd<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
        let broken = |error: &dyn std::fmt::Display| {
            io::Error::new(io::ErrorKind::InvalidData, format!("broken zstd: {error}"))
        };
        loop {
            if self.frame.is_none() {
                if self.source.fill_buf()?.is_empty() {
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
                self.frame = None;
            }
        }
    }
}
