//! What the lessons stand on: one set of names for threads, locks and channels, in two worlds.
//!
//! A technique imports its primitives from `crate::sync` and is compiled twice: once against [`sync`]
//! (parking_lot, crossbeam, std), for the program, and once against the checked types of the same names
//! in the package `checker`, for the models in its lesson's `tests/loom.rs` and `tests/explorer.rs`.
//! Nobody ever keeps two copies of it.

#![warn(missing_docs)]

pub mod sync;
