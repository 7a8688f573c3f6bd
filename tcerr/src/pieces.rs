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
    buffer: Vec<u8>,
    /// The text starts here in the buffer.
    from: usize,
    /// Where the piece itself begins and ends in the text.
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Piece {
    pub(crate) fn text(&self) -> &[u8] {
        self.buffer.get(self.from..).unwrap_or_default()
    }
}

/// So much is a piece, where there is no hurry. The processor's cache holds it while it is worked on.
const PIECE: usize = 512 << 10;
/// So much room a buffer has before what is read into it, for what is left of the piece before.
const ROOM: usize = BEFORE + 2 * BEHIND;
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
/// `open` may wait for what is read, and the flag to stop is looked at all the while.
pub(crate) fn scan<R: Send>(
    open: impl FnOnce() -> io::Result<Source> + Send + 'static,
    plan: &Plan<'_>,
    work: impl Fn(&Piece, usize) -> (R, usize) + Sync,
    mut each: impl FnMut(R, &Piece) -> io::Result<bool>,
) -> io::Result<()> {
    let chunks = read(open, plan.is_flowing);
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
                    let from = order.start_of(&piece);
                    let worked = work(&piece, from);
                    order.next += 1;
                    if !order.hand_over(piece, worked, &mut each, &chunks.used)? {
                        break;
                    }
                }
                sent += 1;
            }
            while let Ok((number, piece, worked)) = done.try_recv() {
                order.waiting.insert(number, (piece, worked));
            }
            match order.drain(&work, &mut each, &chunks.used) {
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
            if !order.drain(&work, &mut each, &chunks.used)? {
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
        used: &Sender<Vec<u8>>,
    ) -> io::Result<bool> {
        while let Some((piece, mut worked)) = self.waiting.remove(&self.next) {
            self.next += 1;
            if self.overshoot > 0 {
                worked = work(&piece, self.start_of(&piece));
            }
            if !self.hand_over(piece, worked, &mut each, used)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Where the next piece starts that no record of the one before reaches into.
    fn start_of(&self, piece: &Piece) -> usize {
        (piece.start + self.overshoot).min(piece.text().len())
    }

    fn hand_over(
        &mut self,
        piece: Piece,
        (result, position): (R, usize),
        mut each: impl FnMut(R, &Piece) -> io::Result<bool>,
        used: &Sender<Vec<u8>>,
    ) -> io::Result<bool> {
        let position = position.max(piece.start + self.overshoot);
        self.overshoot = position.saturating_sub(piece.end);
        let goes_on = each(result, &piece)?;
        // If nobody reads any more, nobody needs it.
        let _ = used.send(piece.buffer);
        Ok(goes_on)
    }
}

/// What is read, behind some room, and where its buffers go when they are empty again.
struct Chunks {
    read: Receiver<io::Result<Vec<u8>>>,
    used: Sender<Vec<u8>>,
}

/// Opens and reads on a thread of its own, which is left alone when nobody waits for it any more: it may
/// wait for a terminal, or for somebody to write to a pipe.
fn read(open: impl FnOnce() -> io::Result<Source> + Send + 'static, is_flowing: bool) -> Chunks {
    let (send, receive) = mpsc::sync_channel(4);
    let (used, reused) = mpsc::channel::<Vec<u8>>();
    let size = ROOM + if is_flowing { 64 << 10 } else { PIECE };
    std::thread::spawn(move || {
        let mut source = match open() {
            Ok(source) => source,
            Err(error) => {
                // If nobody waits any more, nobody is to be told.
                let _ = send.send(Err(error));
                return;
            }
        };
        loop {
            let mut chunk = reused.try_recv().unwrap_or_default();
            chunk.resize(size, 0);
            let read = match source.read(chunk.get_mut(ROOM..).unwrap_or_default()) {
                Ok(0) => break,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                read => read,
            };
            let is_error = read.is_err();
            let chunk = read.map(|len| {
                chunk.truncate(ROOM + len);
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
    buffer: Vec<u8>,
    /// The text starts here in the buffer.
    from: usize,
    /// What is before this place in the buffer was in a piece already.
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
            let new = self.buffer.len() - self.start;
            if new >= PIECE {
                let end = self.buffer.len() - BEHIND;
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
                    self.add(chunk, &chunks.used);
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
            let new = self.buffer.get(self.start..).unwrap_or_default();
            if since.is_some() && memchr::memchr(b'\n', new).is_some() {
                let end = self.buffer.len();
                return Ok((Some(self.cut(end)), false));
            }
        }
    }

    fn add(&mut self, mut chunk: Vec<u8>, used: &Sender<Vec<u8>>) {
        let left = self.buffer.get(self.from..).unwrap_or_default();
        let from = ROOM.checked_sub(left.len());
        // Most often little is left, and that is copied, not what was read.
        if let Some((from, room)) = from.and_then(|from| Some((from, chunk.get_mut(from..ROOM)?))) {
            room.copy_from_slice(left);
            self.start = self.start - self.from + from;
            self.from = from;
            self.buffer = chunk;
        } else {
            let read = chunk.get(ROOM..).unwrap_or_default();
            self.buffer.extend_from_slice(read);
            let _ = used.send(chunk);
        }
    }

    /// A piece up to the last line's end before the limit.
    fn cut(&mut self, limit: usize) -> Piece {
        let new = self.buffer.get(self.start..limit).unwrap_or_default();
        let is_word =
            |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
        let end = memchr::memrchr(b'\n', new)
            .or_else(|| new.iter().rposition(|byte| !is_word(byte)))
            .map_or(limit, |at| self.start + at + 1);
        self.take(end)
    }

    /// All that is left.
    fn rest(&mut self) -> Option<Piece> {
        let end = self.buffer.len();
        (end > self.start).then(|| self.take(end))
    }

    fn take(&mut self, end: usize) -> Piece {
        let kept = end.saturating_sub(BEFORE).max(self.from);
        let left = self.buffer.get(kept..).unwrap_or_default().to_vec();
        let buffer = std::mem::replace(&mut self.buffer, left);
        let from = std::mem::replace(&mut self.from, 0);
        let start = std::mem::replace(&mut self.start, end - kept);
        Piece {
            buffer,
            from,
            start: start - from,
            end: end - from,
        }
    }
}
