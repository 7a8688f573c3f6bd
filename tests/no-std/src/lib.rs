//! Looks a code up with nothing but core and alloc.

#![no_std]

use core::alloc::{GlobalAlloc, Layout};

use tencentcloud_error_codes::{Category, ErrorCode, WireCode};

#[unsafe(no_mangle)]
pub extern "C" fn is_throttling() -> bool {
    let known =
        ErrorCode::lookup("RequestLimitExceeded").is_some_and(|code| code.class().is_throttling());
    let unknown = WireCode::new("RequestLimitExceeded.New").category();
    known && unknown == Some(Category::Throttling)
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    loop {}
}

struct NoMemory;

unsafe impl GlobalAlloc for NoMemory {
    unsafe fn alloc(&self, _: Layout) -> *mut u8 {
        core::ptr::null_mut()
    }

    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}

#[global_allocator]
static MEMORY: NoMemory = NoMemory;
