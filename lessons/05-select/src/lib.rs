//! Lesson 05: whichever of several channels comes first, and how to interrupt.
//!
//! | module | what it holds |
//! |---|---|
//! | [`echo`] | the technique: a loop that selects between what was read and a timer |
//! | [`echoed`] | what an echo is told and tells; the technique and its traps share it |
//! | [`merge`] | a loop that selects between two channels until both have ended |
//! | [`one_channel`] | what to do instead, where one can: one channel of an enum |
//! | [`patient`] | a send that lets others run before it waits |
//! | [`taken`] | what came out of one of two channels |
//! | [`within`] | a wait that does not outlast a limit |
//! | [`fairness`] | which of two ready channels is taken |
//! | [`waits`] | a sleep and a timer take equally long |
//! | [`ends`] | each end of a channel has a type of its own |
//! | [`traps`] | the same, each time with one mistake |

#![warn(missing_docs)]

pub use workbook::sync;

pub mod echo;
pub mod echoed;
pub mod ends;
pub mod fairness;
pub mod merge;
pub mod one_channel;
pub mod patient;
pub mod taken;
pub mod waits;
pub mod within;

/// The wrong ways: each starts an [`Echo`](echo::Echo), waits for one, or is a [`merge`](mod@merge), and
/// differs from the technique in the lines marked `TRAP:`; what it does not state, it takes from
/// there. One more, `wrong_end.rs`, has the functions of [`ends`]: the compiler refuses it.
pub mod traps {
    pub mod dead_arm;
    pub mod eof_spin;
    pub mod padded;
    pub mod rearmed_timer;
    pub mod starved;
}
