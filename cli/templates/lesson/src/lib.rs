//! Lesson @number@: @words@.
//!
//! | module | what it holds |
//! |---|---|
//! | [`@name@`] | the technique |
//! | [`traps`] | the same, each time with one mistake |

#![warn(missing_docs)]

pub use workbook::sync;

pub mod @name@;

/// The wrong ways: each has the API of [`@name@`] and differs in the lines marked `TRAP:`.
pub mod traps {}
