//! Lesson @number@: @words@.
//!
//! | module | what it holds |
//! |---|---|
//! | [`@name@`] | the technique |
//! | [`traps`] | the same, each time with one mistake |

#![warn(missing_docs)]

pub use workbook::sync;

pub mod @name@;

/// The pitfalls: each states the functions that it changes, with the wrong lines marked `TRAP:`, and takes
/// the rest from its technique.
pub mod traps {}
