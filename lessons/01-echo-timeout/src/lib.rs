//! Lesson 01: an echo in the background, a timer in the foreground.
//!
//! | module | what it holds |
//! |---|---|
//! | [`echo`] | the technique: what the program runs on and what loom checks |
//! | [`echoed`] | how an echo ended; the technique and its traps share it |
//! | [`traps`] | the same echo, each time with one mistake |

#![warn(missing_docs)]

pub use workbook::sync;

pub mod echo;
pub mod echoed;

/// The wrong ways: each starts an [`Echo`](echo::Echo), or waits for one, and differs from the
/// technique in the lines marked `TRAP:`. What it does not state, it takes from there.
pub mod traps {
    pub mod abandoned;
    pub mod late_write;
    pub mod sleeps_past_eof;
}
