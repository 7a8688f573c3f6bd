//! The extractor for a browser. A text goes in byte by byte, and so does the answer come out: no
//! memory is shared, so nothing here is unsafe.

use std::cell::RefCell;

use serde_json::json;
use tencentcloud_error_codes::extract::codes_in;

thread_local! {
    static TEXT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static FOUND: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Begins a text.
#[unsafe(no_mangle)]
pub extern "C" fn clear() {
    TEXT.with_borrow_mut(Vec::clear);
}

/// Adds a byte to the text.
#[unsafe(no_mangle)]
pub extern "C" fn push(byte: u8) {
    TEXT.with_borrow_mut(|text| text.push(byte));
}

/// Finds the codes in the text, and says how many bytes the answer has: an array in JSON, with
/// `code`, `message`, `request_id` and the codes that the message names.
#[unsafe(no_mangle)]
pub extern "C" fn find() -> usize {
    let found = TEXT.with_borrow(|text| {
        let found = codes_in(text).map(|found| {
            json!({
                "code": found.code().as_str(),
                "message": found.message(),
                "request_id": found.request_id(),
                "named": found.named().map(|code| code.as_str().to_owned()).collect::<Vec<_>>(),
            })
        });
        serde_json::Value::from_iter(found).to_string()
    });
    FOUND.set(found.into_bytes());
    FOUND.with_borrow(Vec::len)
}

/// A byte of the answer.
#[unsafe(no_mangle)]
pub extern "C" fn byte(at: usize) -> u8 {
    FOUND.with_borrow(|found| found.get(at).copied().unwrap_or_default())
}
