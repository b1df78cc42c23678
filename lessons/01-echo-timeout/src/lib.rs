//! Lesson 01: an echo in the background, a timer in the foreground.
//!
//! | module | what it holds |
//! |---|---|
//! | [`first_try`] | the version to begin with: a channel and `recv_timeout` |
//! | [`echo`] | the correct version: the program runs it, and both checkers check it |
//! | [`echoed`] | how an echo ended; shared by the correct version and its traps |
//! | [`traps`] | the same echo, each time with one bug |

#![warn(missing_docs)]

pub use workbook::sync;

pub mod echo;
pub mod echoed;
pub mod first_try;

/// Bugs that people write. Each starts an [`Echo`](echo::Echo) or waits for one, and differs from the
/// correct version in the lines marked `TRAP:`. Everything else it takes from there.
pub mod traps {
    pub mod abandoned;
    pub mod late_write;
    pub mod sleeps_past_eof;
}
