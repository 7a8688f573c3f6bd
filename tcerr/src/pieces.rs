//! Text that is larger than memory, in pieces that are worked on side by side and come back in order.

use std::collections::BTreeMap;
use std::io::{self, Read as _};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, SyncSender};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tencentcloud_error_codes::extract::{BEFORE, BEHIND};

use crate::input::Source;

/// A piece of a text, with what is around it.
pub(crate) struct Piece {
    pub(crate) text: Vec<u8>,
    /// Where the piece itself begins and ends.
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// So much is a piece, where there is no hurry.
const PIECE: usize = 2 << 20;
/// So long a line that has come is kept back, for more may follow that belongs to it.
const MOMENT: Duration = Duration::from_millis(100);
/// So often it is looked whether to stop.
const PATIENCE: Duration = Duration::from_millis(200);

/// How a text is worked on.
pub(crate) struct Plan<'a> {
    /// Pieces are made of what has come, and not kept back until they are large.
    pub(crate) is_flowing: bool,
    pub(crate) threads: usize,
    /// Set where no more is to be read.
    pub(crate) stop: &'a Arc<AtomicBool>,
}

/// Works on each piece, and hands over what comes out in the order of the text. `work` gets a place in
/// the piece at which to begin, and returns where it ended, which may be behind the end of the
/// piece; `each` returns whether to go on. What was read before an error is worked on all the same.
pub(crate) fn scan<R: Send>(
    source: Source,
    plan: &Plan<'_>,
    work: impl Fn(&Piece, usize) -> (R, usize) + Sync,
    mut each: impl FnMut(R, &Piece) -> io::Result<bool>,
) -> io::Result<()> {
    let chunks = read(source, plan.is_flowing);
    let mut cutter = Cutter::default();
    let mut order = Order {
        next: 0,
        waiting: BTreeMap::new(),
        overshoot: 0,
    };
    std::thread::scope(|scope| {
        let (to_work, jobs) = mpsc::sync_channel::<(u64, Piece)>(plan.threads);
        let (to_order, done) = mpsc::channel();
        let jobs = Arc::new(Mutex::new(jobs));
        if plan.threads > 1 {
            for _ in 0..plan.threads {
                let (jobs, to_order, work) = (Arc::clone(&jobs), to_order.clone(), &work);
                scope.spawn(move || {
                    while let Some((number, piece)) = next_job(&jobs) {
                        let result = work(&piece, piece.start);
                        if to_order.send((number, piece, result)).is_err() {
                            break;
                        }
                    }
                });
            }
        }
        // Of those, only the workers' are left, so that their end is seen.
        drop(to_order);
        drop(jobs);
        let mut sent = 0;
        let mut result = Ok(());
        'reading: loop {
            let is_busy = sent > order.next;
            let (piece, is_last) = match cutter.next(&chunks, plan, is_busy) {
                Ok(piece) => piece,
                Err(error) => {
                    result = Err(error);
                    (cutter.rest(), true)
                }
            };
            if let Some(piece) = piece {
                if plan.threads > 1 {
                    if send(&to_work, &done, &mut order, (sent, piece)).is_err() {
                        break;
                    }
                } else {
                    let worked = work(&piece, piece.start);
                    order.waiting.insert(sent, (piece, worked));
                }
                sent += 1;
            }
            while let Ok((number, piece, worked)) = done.try_recv() {
                order.waiting.insert(number, (piece, worked));
            }
            match order.drain(&work, &mut each) {
                Ok(true) => {}
                Ok(false) => break 'reading,
                Err(error) => return Err(error),
            }
            if is_last {
                break;
            }
        }
        drop(to_work);
        while let Ok((number, piece, worked)) = done.recv() {
            order.waiting.insert(number, (piece, worked));
            if !order.drain(&work, &mut each)? {
                break;
            }
        }
        result
    })
}

fn next_job(jobs: &Mutex<Receiver<(u64, Piece)>>) -> Option<(u64, Piece)> {
    jobs.lock().ok()?.recv().ok()
}

type Worked<R> = (u64, Piece, (R, usize));

/// Sends a piece to the workers; as long as they are busy, takes what they have done.
fn send<R>(
    to_work: &SyncSender<(u64, Piece)>,
    done: &Receiver<Worked<R>>,
    order: &mut Order<R>,
    mut job: (u64, Piece),
) -> Result<(), ()> {
    loop {
        match to_work.try_send(job) {
            Ok(()) => return Ok(()),
            Err(mpsc::TrySendError::Disconnected(_)) => return Err(()),
            Err(mpsc::TrySendError::Full(back)) => job = back,
        }
        let (number, piece, worked) = done.recv().map_err(|_| ())?;
        order.waiting.insert(number, (piece, worked));
    }
}

/// Puts what is done into the order of the text.
struct Order<R> {
    next: u64,
    waiting: BTreeMap<u64, (Piece, (R, usize))>,
    /// How far the last piece's last record reached into the next piece.
    overshoot: usize,
}

impl<R> Order<R> {
    fn drain(
        &mut self,
        work: impl Fn(&Piece, usize) -> (R, usize),
        mut each: impl FnMut(R, &Piece) -> io::Result<bool>,
    ) -> io::Result<bool> {
        while let Some((piece, (mut result, mut position))) = self.waiting.remove(&self.next) {
            self.next += 1;
            if self.overshoot > 0 {
                let start = piece.start + self.overshoot;
                (result, position) = work(&piece, start.min(piece.text.len()));
                position = position.max(start);
            }
            self.overshoot = position.saturating_sub(piece.end);
            if !each(result, &piece)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// What is read, and where its buffers go when they are empty again.
struct Chunks {
    read: Receiver<io::Result<Vec<u8>>>,
    used: Sender<Vec<u8>>,
}

/// Reads on a thread of its own, which is left alone when nobody waits for it any more: it may wait for
/// a terminal.
fn read(mut source: Source, is_flowing: bool) -> Chunks {
    let (send, receive) = mpsc::sync_channel(4);
    let (used, reused) = mpsc::channel::<Vec<u8>>();
    let size = if is_flowing { 64 << 10 } else { 512 << 10 };
    std::thread::spawn(move || {
        loop {
            let mut chunk = reused.try_recv().unwrap_or_default();
            chunk.resize(size, 0);
            let read = match source.read(&mut chunk) {
                Ok(0) => break,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                read => read,
            };
            let is_error = read.is_err();
            let chunk = read.map(|len| {
                chunk.truncate(len);
                chunk
            });
            if send.send(chunk).is_err() || is_error {
                break;
            }
        }
    });
    Chunks {
        read: receive,
        used,
    }
}

/// Cuts what is read into pieces, at a line's end where there is one.
#[derive(Default)]
struct Cutter {
    text: Vec<u8>,
    /// What is before this was in a piece already.
    start: usize,
}

impl Cutter {
    /// The next piece, if there is one, and whether it is the last. While others are worked on, it
    /// does not wait for long, for what comes of them is waited for, too.
    fn next(
        &mut self,
        chunks: &Chunks,
        plan: &Plan<'_>,
        is_busy: bool,
    ) -> io::Result<(Option<Piece>, bool)> {
        let mut since = None;
        loop {
            if plan.stop.load(Ordering::Relaxed) {
                return Ok((self.rest(), true));
            }
            let new = self.text.len() - self.start;
            if new >= PIECE + BEHIND {
                let end = self.text.len() - BEHIND;
                return Ok((Some(self.cut(end)), false));
            }
            let has_waited = since.is_some_and(|since: Instant| since.elapsed() >= PATIENCE);
            let patience = match since {
                Some(_) => MOMENT,
                None if is_busy => MOMENT / 20,
                None => PATIENCE,
            };
            match chunks.read.recv_timeout(patience) {
                Ok(chunk) => {
                    let chunk = chunk?;
                    self.text.extend_from_slice(&chunk);
                    // If nobody reads any more, nobody needs it.
                    let _ = chunks.used.send(chunk);
                    if plan.is_flowing {
                        since.get_or_insert_with(Instant::now);
                    }
                    if !has_waited {
                        continue;
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return Ok((self.rest(), true)),
                Err(RecvTimeoutError::Timeout) if is_busy && since.is_none() => {
                    return Ok((None, false));
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
            let new = self.text.get(self.start..).unwrap_or_default();
            if since.is_some() && memchr::memchr(b'\n', new).is_some() {
                let end = self.text.len();
                return Ok((Some(self.cut(end)), false));
            }
        }
    }

    /// A piece up to the last line's end before the limit.
    fn cut(&mut self, limit: usize) -> Piece {
        let new = self.text.get(self.start..limit).unwrap_or_default();
        let is_word =
            |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
        let end = memchr::memrchr(b'\n', new)
            .or_else(|| new.iter().rposition(|byte| !is_word(byte)))
            .map_or(limit, |at| self.start + at + 1);
        self.take(end)
    }

    /// All that is left.
    fn rest(&mut self) -> Option<Piece> {
        let end = self.text.len();
        (end > self.start).then(|| self.take(end))
    }

    fn take(&mut self, end: usize) -> Piece {
        let kept = end.saturating_sub(BEFORE);
        let mut rest = Vec::with_capacity(PIECE + BEFORE + 2 * BEHIND);
        rest.extend_from_slice(self.text.get(kept..).unwrap_or_default());
        let text = std::mem::replace(&mut self.text, rest);
        let start = std::mem::replace(&mut self.start, end - kept);
        Piece { text, start, end }
    }
}
