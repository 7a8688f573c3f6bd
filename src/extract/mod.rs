//! Finds error codes in any text: in answers, in the lines that SDKs print, in logs and in prose.
//!
//! People meet codes in terminals, tickets, logs and messages of other tools. [`codes_in`] finds them
//! there, each with the id of its request and its message where there are any:
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
//! // Names of classes, files and hosts are none, and neither are the codes of other clouds.
//! assert_eq!(codes_in("at com.example.InternalError.raise(InternalError.java:42)").count(), 0);
//! ```
//!
//! A record counts once, by its code, whatever its message says; what the message names is told by
//! [`Finding::named`]. A text that is larger than memory is read by a [`Reader`].
//!
//! `examples/tracing-layer` in the repository is a layer for `tracing` that tells the codes in what a
//! program logs.
//!
//! # How a code is told from a word
//!
//! - In the field for it (`"Code":"…"`, `Code=…`, `code: '…'`) of an answer or of an SDK's record, any
//!   text that has the form of a code is one, known or not.
//! - Elsewhere it must be in the catalog, or be a member of a known family, and stand alone: not within
//!   a word, a path, a host name, a class or a call.
//! - A code that only object storage has is a word of every storage: it must be in a record of this one.
//! - A line that speaks of another cloud, and not of this one, means a code of that cloud.
//!
//! A text of `n` bytes takes time in proportion to `n`, whatever is in it, and no allocation.

mod bytes;
mod candidates;
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

/// So far before a code its record may begin, in bytes: what a part of a text should have before it, for
/// [`Codes::within`].
pub const BEFORE: usize = 4 * 1024;
/// So far behind a code its record may end, in bytes: what a part of a text should have behind it.
pub const BEHIND: usize = 64 * 1024;

/// In what a code was found.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Shape {
    /// The `Error` of an answer: `{"Response":{"Error":{"Code":"…"`.
    Answer,
    /// An item of an answer, which may be a success otherwise: `{"SendStatusSet":[{"Code":"…"`.
    Item,
    /// What an SDK prints of an error.
    Sdk,
    /// A field for a code: `code=…`, `error_code: …`.
    Field,
    /// Anything else.
    Text,
}

/// A code in a text.
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
    /// The code, to the letter.
    #[must_use]
    pub const fn code(&self) -> &WireCode<'t> {
        &self.code
    }

    /// Where the code stands in the text, in bytes.
    #[must_use]
    pub const fn range(&self) -> Range<usize> {
        self.range.start..self.range.end
    }

    /// Where the record ends that the code is of, as far as it was looked at.
    #[must_use]
    pub const fn end(&self) -> usize {
        self.end
    }

    /// The line of the code, counted from 1. The text is read up to the code for it; see
    /// [`Reader`] for the lines of many.
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

    /// The id of the request, where the record has one.
    #[must_use]
    pub fn request_id(&self) -> Option<&'t str> {
        core::str::from_utf8(self.text.get(self.request_id.clone()?)?).ok()
    }

    /// Where the id of the request stands in the text, in bytes.
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
        self.request_id()?;
        self.request_id.clone()
    }

    /// The message, where the record has one, without the escapes of JSON or HTML around it. It is
    /// untrusted, as the code is: write it to a terminal as [`Escaped`].
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

    /// In what it was found.
    #[must_use]
    pub const fn shape(&self) -> Shape {
        self.shape
    }

    /// The codes that the message names: a service that calls another one often wraps the error that it
    /// got, and then that is the one that matters.
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

/// Writes untrusted text for a terminal or a log: control characters, what cannot be seen, and what
/// turns the direction of writing, as escapes. Other text stays as it is, quotes and backslashes
/// included.
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

/// The codes in a text, in order: see the [module](self).
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

/// An iterator over the codes in a text: see [`codes_in`].
#[derive(Clone)]
pub struct Codes<'t> {
    text: &'t [u8],
    search: Search,
    end: usize,
}

impl<'t> Codes<'t> {
    /// The codes whose records start within a part of a text. What is around the part tells about them, so the
    /// parts of a text have the same codes as the whole, as long as a part starts where the one before
    /// ended: see [`position`](Self::position).
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

    /// Where the record of the last code ended or, when all were found, the part. The next part starts
    /// here: a record may reach beyond the end of the part that it starts in.
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
