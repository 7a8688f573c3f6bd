//! Looks codes up with nothing but core and alloc.

#![no_std]

use core::alloc::{GlobalAlloc, Layout};
use core::cell::UnsafeCell;
use core::sync::atomic::{AtomicUsize, Ordering};

use tencentcloud_error_codes::{Category, ErrorCode, WireCode};

#[unsafe(no_mangle)]
pub extern "C" fn is_throttling() -> bool {
    let known =
        ErrorCode::lookup("RequestLimitExceeded").is_some_and(|code| code.class().is_throttling());
    let unknown = WireCode::new("RequestLimitExceeded.New").category();
    known && unknown == Some(Category::Throttling)
}

/// How many codes there are.
#[unsafe(no_mangle)]
pub extern "C" fn codes() -> usize {
    ErrorCode::ALL.len()
}

/// How many of them are not found by their text.
#[unsafe(no_mangle)]
pub extern "C" fn wrong() -> usize {
    ErrorCode::ALL
        .iter()
        .filter(|&&code| ErrorCode::lookup(code.as_str()) != Some(code))
        .count()
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    #[cfg(target_arch = "wasm32")]
    core::arch::wasm32::unreachable();
    #[cfg(not(target_arch = "wasm32"))]
    loop {}
}

const SIZE: usize = 4096;

/// Memory that is handed out once: more than the few texts of this program need.
struct Arena {
    bytes: UnsafeCell<[u8; SIZE]>,
    used: AtomicUsize,
}

// SAFETY: No two allocations share a byte.
unsafe impl Sync for Arena {}

// SAFETY: `used` only grows, so that every block is handed out once, within `bytes` and aligned.
unsafe impl GlobalAlloc for Arena {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // What is asked for and the most that alignment can add to it.
        let size = layout.size() + layout.align() - 1;
        let used = self.used.fetch_add(size, Ordering::Relaxed);
        if used + size > SIZE {
            return core::ptr::null_mut();
        }
        // SAFETY: `used` was just found to be within `bytes`, with `size` bytes behind it.
        unsafe {
            let start = self.bytes.get().cast::<u8>().add(used);
            start.add(start.align_offset(layout.align()))
        }
    }

    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}

#[global_allocator]
static MEMORY: Arena = Arena {
    bytes: UnsafeCell::new([0; SIZE]),
    used: AtomicUsize::new(0),
};
