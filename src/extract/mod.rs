//! Finds error codes in any text: in responses, in what SDKs print, in logs and in prose.
//!
//! Codes turn up in terminals, tickets, logs and messages of other tools. [`codes_in`] finds them
//! there, along with the request id and the message if there are any:
//!
//! ```
//! use tencentcloud_error_codes::extract::codes_in;
//!
//! let line = "Error: [TencentCloudSDKError] Code=ResourceInUse, Message=Busy, RequestId=f2d3e3c4-3a5b-4d6e-8f90";
//! let found = codes_in(line).next().unwrap();
//! assert_eq!(*found.code(), "ResourceInUse");
//! assert_eq!(found.message().as_deref(), Some("Busy"));
//! assert_eq!(found.request_id(), Some("f2d3e3c4-3a5b-4d6e-8f90"));
//!
//! // Names of classes, files and hosts do not count, and neither do the codes of other clouds.
//! assert_eq!(codes_in("at com.example.InternalError.raise(InternalError.java:42)").count(), 0);
//! ```
//!
//! A record is found once, by its code, whatever its message says. [`Finding::named`] returns the codes
//! that the message mentions. To read a text that is larger than memory, use a [`Reader`].
//!
//! `examples/tracing-layer` in the repository is a layer for `tracing` that reports the codes in what a
//! program logs.
//!
//! # How a code is told from a word
//!
//! - In a field for a code (`"Code":"…"`, `Code=…`, `code: '…'`) of a response or of an SDK's record,
//!   any text that has the form of a code counts, known or not.
//! - Elsewhere the code must be in the catalog or be a member of a known family, and it must stand
//!   alone: not inside a word, a path, a host name, a class or a call.
//! - Codes that only object storage has are words that every object storage uses, so they count only in
//!   a record of this one.
//! - In a line or a record about another cloud, and not about this one, a code that both may have is that
//!   cloud's and does not count. A record of several lines ends at an empty line, and where a line begins
//!   like a new one of a log.
//! - Where nothing says whose such a code is, it does not count if it is written as other systems write it: with
//!   a status of HTTP (`404: InvalidParameter`), with a text of AWS behind it, as the `code` of an object with
//!   a message and without a request id, or as a name in source code, like a member of an enumeration.
//!
//! A text of `n` bytes takes time proportional to `n`, whatever it contains, and nothing is allocated.

mod bytes;
mod candidates;
mod doubt;
mod fields;
mod foreign;
mod look;
mod prose;
#[cfg(feature = "std")]
mod reader;
mod storage;
mod syntax;
mod unescape;
#[cfg(feature = "std")]
mod utf8;

use alloc::borrow::Cow;
use core::fmt;
use core::ops::Range;

use candidates::Candidates;
use look::{Found, Memory, id_in_prose, look};
#[cfg(feature = "std")]
pub use reader::{Located, Reader};
use syntax::Quote;
#[cfg(feature = "std")]
pub use utf8::Utf8;

use crate::wire::WireCode;

/// How many bytes before a code its record may begin: the context that a part of a text needs before
/// it, for [`Codes::within`].
pub const BEFORE: usize = 4 * 1024;
/// How many bytes after a code its record may end: the context that a part of a text needs after it.
pub const BEHIND: usize = 64 * 1024;

/// The kind of place in which a code was found.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Shape {
    /// The `Error` of a response: `{"Response":{"Error":{"Code":"…"`.
    Answer,
    /// An item of a response, which may otherwise be a success: `{"SendStatusSet":[{"Code":"…"`.
    Item,
    /// An error as an SDK prints it.
    Sdk,
    /// A field for a code: `code=…`, `error_code: …`.
    Field,
    /// Anything else.
    Text,
}

/// A code found in a text.
///
/// ```
/// use tencentcloud_error_codes::extract::{Shape, codes_in};
///
/// let found = codes_in("Is it normal to get LimitExceeded from CreateSubnet?").next().unwrap();
/// assert_eq!(*found.code(), "LimitExceeded");
/// assert_eq!(found.range(), 20..33);
/// assert_eq!(found.shape(), Shape::Text);
/// ```
#[derive(Clone)]
pub struct Finding<'t> {
    text: &'t [u8],
    code: WireCode<'t>,
    range: Range<usize>,
    end: usize,
    request_id: Option<Range<usize>>,
    message: Option<Message>,
    shape: Shape,
}

/// Where a message is, and how it is spelled.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    range: Range<usize>,
    spelling: Spelling,
}

#[derive(Clone, Copy, Debug)]
enum Spelling {
    Plain,
    /// With escapes of what such quotes are around.
    Quoted(Quote),
}

impl<'t> Finding<'t> {
    /// The code, unchanged.
    #[must_use]
    pub const fn code(&self) -> &WireCode<'t> {
        &self.code
    }

    /// The range of the code in the text, in bytes.
    #[must_use]
    pub const fn range(&self) -> Range<usize> {
        self.range.start..self.range.end
    }

    /// The end of the record that the code belongs to, as far as it was examined.
    #[must_use]
    pub const fn end(&self) -> usize {
        self.end
    }

    /// The line of the code, counted from 1. This reads the text up to the code. To get the lines of
    /// many codes, use a [`Reader`].
    ///
    /// ```
    /// use tencentcloud_error_codes::extract::codes_in;
    ///
    /// let found = codes_in("first\nsecond: InternalError").next().unwrap();
    /// assert_eq!(found.line(), 2);
    /// ```
    #[must_use]
    pub fn line(&self) -> u64 {
        1 + bytes::count_lines(self.text.get(..self.range.start).unwrap_or_default())
    }

    /// The request id, if the record has one.
    #[must_use]
    pub fn request_id(&self) -> Option<&'t str> {
        core::str::from_utf8(self.text.get(self.request_id.clone()?)?).ok()
    }

    /// The range of the request id in the text, in bytes.
    ///
    /// ```
    /// use tencentcloud_error_codes::extract::codes_in;
    ///
    /// let line = "InternalError, RequestId: f2d3e3c4-3a5b-4d6e-8f90";
    /// let found = codes_in(line).next().unwrap();
    /// assert_eq!(&line[found.request_id_range().unwrap()], found.request_id().unwrap());
    /// ```
    #[must_use]
    pub fn request_id_range(&self) -> Option<Range<usize>> {
        let range = self.request_id.clone()?;
        let id = self.text.get(range.clone())?;
        (id.is_ascii() || core::str::from_utf8(id).is_ok()).then_some(range)
    }

    /// The message, if the record has one, without the escapes of the JSON or HTML around it. What the
    /// service wrote into it stays in it, such as the `[request id:…]` before a denial of CAM. It is
    /// untrusted, like the code: write it to a terminal as [`Escaped`].
    ///
    /// ```
    /// use tencentcloud_error_codes::extract::codes_in;
    ///
    /// let answer = r#"{"Error":{"Code":"ResourceInUse","Message":"\"a\" is in use"}}"#;
    /// let found = codes_in(answer).next().unwrap();
    /// assert_eq!(found.message().as_deref(), Some("\"a\" is in use"));
    /// ```
    #[must_use]
    pub fn message(&self) -> Option<Cow<'t, str>> {
        let message = self.message.as_ref()?;
        let text = self.text.get(message.range.clone())?;
        Some(match message.spelling {
            Spelling::Plain => alloc::string::String::from_utf8_lossy(text),
            Spelling::Quoted(quote) => unescape::unescape(text, quote),
        })
    }

    /// The kind of place in which the code was found.
    #[must_use]
    pub const fn shape(&self) -> Shape {
        self.shape
    }

    /// The codes that the message mentions. A service that calls another one often wraps the error that
    /// it got, and then the wrapped code is the one that matters.
    ///
    /// ```
    /// use tencentcloud_error_codes::extract::codes_in;
    ///
    /// let line = "[TencentCloudSDKError] Code=FailedOperation.AsCommon, \
    ///             Message=CVM_COMMON_ERROR[InvalidCloudDisk.Unavailable:no such disk type]";
    /// let found = codes_in(line).next().unwrap();
    /// assert_eq!(*found.code(), "FailedOperation.AsCommon");
    /// assert_eq!(found.named().next().unwrap(), "InvalidCloudDisk.Unavailable");
    /// ```
    pub fn named(&self) -> impl Iterator<Item = WireCode<'t>> + use<'t> {
        let range = self
            .message
            .as_ref()
            .map_or(0..0, |message| message.range.clone());
        let message = self.text.get(range).unwrap_or_default();
        let own = self.code.clone();
        let wrapped = look::wrapped(message);
        let others = codes_in(message)
            .filter(move |found| Some(found.code.as_str()) != wrapped)
            .map(|found| found.code);
        wrapped
            .map(WireCode::new)
            .into_iter()
            .chain(others)
            .filter(move |code| *code != own)
    }
}

/// Writes untrusted text to a terminal or a log. Control characters, invisible characters, and
/// characters that change the direction of text are escaped. Everything else stays as it is, including
/// quotes and backslashes.
///
/// ```
/// use tencentcloud_error_codes::extract::Escaped;
///
/// assert_eq!(Escaped("余额\u{1b}[31m \"不足\"\n").to_string(), r#"余额\u{1b}[31m "不足"\n"#);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Escaped<'t>(pub &'t str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::escape::Escaped(self.0).fmt(f)
    }
}

impl fmt::Debug for Finding<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Finding")
            .field("code", &self.code)
            .field("range", &self.range)
            .field("request_id", &self.request_id())
            .field("message", &self.message())
            .field("shape", &self.shape)
            .finish()
    }
}

/// Finds the codes in a text, in order. See the [module](self).
///
/// ```
/// use tencentcloud_error_codes::extract::codes_in;
///
/// let codes: Vec<_> = codes_in("返回AuthFailure.SignatureExpire，之后是InternalError")
///     .map(|found| found.code().to_string())
///     .collect();
/// assert_eq!(codes, ["AuthFailure.SignatureExpire", "InternalError"]);
/// ```
#[must_use]
pub fn codes_in<T: AsRef<[u8]> + ?Sized>(text: &T) -> Codes<'_> {
    let text = text.as_ref();
    Codes::within(text, 0..text.len())
}

/// An iterator over the codes in a text. See [`codes_in`].
#[derive(Clone)]
pub struct Codes<'t> {
    text: &'t [u8],
    search: Search,
    end: usize,
}

impl<'t> Codes<'t> {
    /// The codes of the records that start within a part of a text, using the text around the part as
    /// context. If each part starts where the one before ended (see [`position`](Self::position)), the
    /// parts give the same codes as the whole text.
    #[must_use]
    pub fn within(text: &'t [u8], part: Range<usize>) -> Self {
        /// So far back a part looks for the record before it.
        const NEAR: usize = 1024;
        let end = part.end.min(text.len());
        let from = part.start.min(end);
        if from == 0 {
            let search = Search::new(text, 0, 0);
            return Self { text, search, end };
        }
        let mut before = Search::new(text, from.saturating_sub(NEAR), 0);
        while before.next(text, from).is_some() {}
        // What reaches into the part is no record, for the part starts behind one.
        let floor = before.floor.min(from);
        Self {
            text,
            search: Search::new(text, from, floor),
            end,
        }
    }

    /// The end of the record of the last code or, once all are found, of the part. Start the next part
    /// here, because a record may reach beyond the end of the part that it starts in.
    #[must_use]
    pub const fn position(&self) -> usize {
        self.search.from
    }
}

impl<'t> Iterator for Codes<'t> {
    type Item = Finding<'t>;

    fn next(&mut self) -> Option<Finding<'t>> {
        let (base, found) = self.search.next(self.text, self.end)?;
        Some(finding(self.text, base, found))
    }
}

impl core::iter::FusedIterator for Codes<'_> {}

/// How far a text was searched.
#[derive(Clone, Debug, Default)]
struct Search {
    candidates: Candidates,
    memory: Memory,
    /// Up to here everything was found.
    from: usize,
    /// Where the last record ended.
    floor: usize,
}

impl Search {
    fn new(text: &[u8], from: usize, floor: usize) -> Self {
        Self {
            candidates: Candidates::new(text, from),
            memory: Memory::default(),
            from,
            floor,
        }
    }

    /// What comes next before the end, and where the text starts to which its places are relative.
    fn next(&mut self, text: &[u8], end: usize) -> Option<(usize, Found)> {
        while let Some(at) = self.candidates.next(text, end) {
            let base = at.saturating_sub(BEFORE);
            let near = text.get(base..text.len().min(at + BEHIND))?;
            let floor = self.floor.saturating_sub(base);
            if let Some(mut found) = look(near, at - base, floor, base, &mut self.memory) {
                self.from = self.from.max(base + found.end);
                self.floor = self.from;
                self.candidates.skip_to(text, self.from);
                if found.shape == Shape::Text {
                    let id = id_in_prose(text, self.from, self.candidates);
                    found.request_id = id.map(|id| id.start - base..id.end - base);
                }
                return Some((base, found));
            }
        }
        self.from = self.from.max(end);
        None
    }
}

fn finding(text: &[u8], base: usize, found: Found) -> Finding<'_> {
    let whole = |range: Range<usize>| base + range.start..base + range.end;
    let text_of = |range: Range<usize>| core::str::from_utf8(text.get(range)?).ok();
    let range = whole(found.code);
    Finding {
        text,
        code: match found.known {
            Some(known) => known.into(),
            None => WireCode::new(text_of(range.clone()).unwrap_or_default()),
        },
        range,
        end: base + found.end,
        request_id: found.request_id.map(whole),
        message: found.message.map(|message| Message {
            range: whole(message.range),
            ..message
        }),
        shape: found.shape,
    }
}

impl fmt::Debug for Codes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Codes")
            .field("position", &self.position())
            .finish_non_exhaustive()
    }
}
