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
mod actor;
mod api_error;
mod category;
mod class;
mod classifier;
mod code;
#[cfg(feature = "codegen")]
pub mod codegen;
mod decision;
mod either;
mod endings;
mod error_code;
mod escape;
#[cfg(feature = "extract")]
pub mod extract;
mod hash;
mod idempotency;
mod language;
mod localized;
mod names;
mod nearest;
mod product;
#[cfg(feature = "serde")]
mod response;
mod retry;
#[cfg(feature = "serde")]
mod serde;
#[cfg(feature = "strum")]
mod strum;
mod table;
mod window;
mod wire;

#[cfg(feature = "actions")]
pub use action::{Access, Action, UnknownAction};
pub use actor::Actor;
pub use api_error::ApiError;
pub use category::Category;
pub use class::{Basis, Class};
pub use classifier::{Classifier, Rule};
pub use code::{Code, UnknownErrorCode};
pub use decision::{Decision, Delays};
pub use either::Either;
pub use error_code::{DATA_MONTH, ErrorCode};
pub use idempotency::Idempotency;
pub use language::Language;
pub use names::UnknownName;
pub use product::Product;
#[cfg(feature = "serde")]
pub use response::{Answer, Response};
pub use retry::Retry;
pub use window::Window;
pub use wire::WireCode;

/// What generated code refers to. Not part of the public API: the number changes with the layout
/// of the tables, so that a generator and a library that do not fit fail to compile.
#[doc(hidden)]
pub mod __v3 {
    pub use alloc::string::String;

    pub use crate::category::Category;
    pub use crate::code::Catalog;
    pub use crate::endings::Endings;
    #[cfg(feature = "serde")]
    pub use crate::serde::deserialize_code;
    pub use crate::table::{Row, Slot, Table, Texts};
    #[cfg(feature = "serde")]
    pub use ::serde;
    #[cfg(feature = "strum")]
    pub use ::strum;
}

#[cfg(all(doctest, feature = "actions", feature = "serde"))]
mod documents {
    #[doc = include_str!("../README.md")]
    mod readme {}
    #[doc = include_str!("../README.zh-CN.md")]
    mod readme_zh_cn {}
    #[doc = include_str!("../docs/sdk-authors.md")]
    mod sdk_authors {}
    #[doc = include_str!("../docs/operators.md")]
    mod operators {}
    #[doc = include_str!("../docs/sdk-authors.zh-CN.md")]
    mod sdk_authors_zh_cn {}
    #[doc = include_str!("../docs/operators.zh-CN.md")]
    mod operators_zh_cn {}
}
