//! What the lessons stand on: one set of names for threads, locks and channels, in two worlds.
//!
//! | module | what it holds |
//! |---|---|
//! | [`sync`] | the real side: what a lesson's program runs on (parking_lot, crossbeam, std) |
//! | `model` (feature `model`) | the checked side: the same names over loom, the checker, its reports |
//! | `explored` (feature `model`) | the same names over the explorer, a second checker |
//! | `recording` (feature `model`) | what an execution looked like: types, swimlane, JSON; a package of its own |
//!
//! A technique imports its primitives from `crate::sync` and is compiled twice: once against
//! [`sync`], for the program, and once against `model::sync` (and `explored::sync`), for the models in
//! its lesson's `tests/loom.rs` (and `tests/explorer.rs`). Nobody ever keeps two copies of it.

#![warn(missing_docs)]

#[cfg(feature = "model")]
pub mod explored;
#[cfg(feature = "model")]
mod graded;
#[cfg(feature = "model")]
pub mod model;
pub mod sync;

#[cfg(feature = "model")]
pub use workbook_recording as recording;
