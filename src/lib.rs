//! The foundation of the lessons: one set of names for threads, locks, and channels, with two implementations.
//!
//! A lesson's technique imports its primitives from `crate::sync` and is compiled twice: once against [`sync`]
//! (parking_lot, crossbeam, std), for the program, and once against the checked types of the same names
//! in the package `checker`, for the models in the lesson's `tests/loom.rs` and `tests/explorer.rs`.
//! So what runs is what is checked, and there is never a second copy of it.

#![warn(missing_docs)]

pub mod sync;
