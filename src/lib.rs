#![doc = include_str!("crate.md")]
//!
#![doc = include_str!("../docs/stability.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(docsrs, feature(doc_cfg))]

extern crate alloc;
// So that documentation which generated code has in common links to the same place everywhere.
extern crate self as tencentcloud_error_codes;

#[cfg(feature = "actions")]
mod action;
mod category;
mod classify;
mod code;
#[cfg(feature = "codegen")]
pub mod codegen;
mod decide;
mod escape;
#[cfg(feature = "extract")]
pub mod extract;
mod hash;
mod product;
#[cfg(feature = "serde")]
mod response;
mod retry;
mod table;
#[cfg(feature = "serde")]
mod text;
mod wire;

#[cfg(feature = "actions")]
pub use action::{Access, Action};
pub use category::Category;
pub use classify::{Classified, Classifier};
pub use code::{Code, ErrorCode, UnknownErrorCode};
pub use decide::Decision;
pub use product::Product;
#[cfg(feature = "serde")]
pub use response::{ApiError, Response};
pub use retry::{Idempotency, Retry};
pub use wire::{Basis, WireCode};

/// What generated code refers to. Not part of the public API: the number changes with the layout
/// of the tables, so that a generator and a library that do not fit fail to compile.
#[doc(hidden)]
pub mod __v1 {
    pub use alloc::string::String;

    pub use crate::table::{Row, Slot, Table};
    #[cfg(feature = "serde")]
    pub use crate::text::deserialize_code;
    #[cfg(feature = "serde")]
    pub use serde;
    pub use strum;
}

#[cfg(all(doctest, feature = "actions", feature = "serde"))]
mod documents {
    #[doc = include_str!("../README.md")]
    mod readme {}
    #[doc = include_str!("../docs/sdk-authors.md")]
    mod sdk_authors {}
    #[doc = include_str!("../docs/operators.md")]
    mod operators {}
}
