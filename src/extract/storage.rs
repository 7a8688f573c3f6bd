//! Errors of object storage. Its codes are words that every storage has (`NoSuchKey`), so they are codes
//! only where a record of this one is around them.

use core::ops::Range;

use super::bytes::find;
use super::look::Found;
use super::{Message, Shape, Spelling};
use crate::error_code::ErrorCode;

/// So far behind the code its record may go on, in bytes.
const LONGEST: usize = 2048;

/// Whether only object storage answers with the code, all of whose codes are of one part.
pub(super) fn is_of_storage(code: ErrorCode) -> bool {
    matches!(code.products(), [product] if product.name() == "cos")
        && !ErrorCode::COMMON.contains(&code)
}

/// The record that a code is in, if it is one of object storage: the document that it answers with, or
/// what its SDKs for Go and Python print of it. Other storages have no `TraceId`.
pub(super) fn record(text: &[u8], code: Range<usize>, known: ErrorCode) -> Option<Found> {
    // What may be behind the code, which tells nearly all other records.
    if !matches!(text.get(code.end), Some(b'<' | b'(' | b'\'')) {
        return None;
    }
    let before = text.get(..code.start)?;
    let limit = text.len().min(code.end + LONGEST);
    let behind = text.get(code.end..limit)?;
    let is_in =
        |opener: &[u8], closer: &[u8]| before.ends_with(opener) && behind.starts_with(closer);
    let (message, id, trace, end) = if is_in(b"<Code>", b"</Code>") {
        (
            value(behind, b"<Message>", b"<"),
            value(behind, b"<RequestId>", b"<"),
            find(behind, b"<TraceId>", 1)?,
            find(behind, b"</Error>", 1).map_or(0, |at| at + b"</Error>".len()),
        )
    } else if behind.starts_with(b"(Message: ") {
        let line = line(behind);
        let end = find(line, b")\n", 0).unwrap_or(line.len());
        (
            value(line, b"(Message: ", b", RequestId: "),
            value(line, b", RequestId: ", b","),
            find(line, b", TraceId: ", 2)?,
            end,
        )
    } else if is_in(b"'code': '", b"'") {
        let line = line(behind);
        (
            value(line, b"'message': '", b"'"),
            value(line, b"'requestid': '", b"'"),
            find(line, b"'traceid': '", 1)?,
            find(line, b"}", 0).map_or(0, |at| at + 1),
        )
    } else {
        return None;
    };
    let place = |range: Range<usize>| code.end + range.start..code.end + range.end;
    let request_id = id?;
    Some(Found {
        end: code.end + end.max(trace),
        known: Some(known),
        request_id: Some(place(request_id)),
        message: message.map(|range| Message {
            range: place(range),
            spelling: Spelling::Plain,
        }),
        shape: Shape::Answer,
        code,
    })
}

fn line(text: &[u8]) -> &[u8] {
    let end = text.iter().position(|byte| *byte == b'\n');
    text.get(..end.unwrap_or(text.len())).unwrap_or(text)
}

/// What is between the two.
fn value(text: &[u8], opener: &[u8], closer: &[u8]) -> Option<Range<usize>> {
    let start = find(text, opener, 1)? + opener.len();
    let len = find(text.get(start..)?, closer, 0)?;
    (len > 0).then(|| start..start + len)
}
