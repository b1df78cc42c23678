//! Lesson 05: waiting for whichever of several channels is ready first, and interrupting.
//!
//! | module | what it holds |
//! |---|---|
//! | [`echo`] | the technique: a loop that selects between what was read and a timer |
//! | [`echoed`] | the settings and the result of an echo; the technique and its traps share them |
//! | [`merge`] | a loop that selects between two channels until both have ended |
//! | [`one_channel`] | the alternative, where it is possible: one channel of an enum |
//! | [`patient`] | a send and a receive that yield before they block |
//! | [`taken`] | what was received from one of two channels |
//! | [`within`] | a wait with a limit |
//! | [`fairness`] | which of two ready channels is chosen |
//! | [`waits`] | a sleep and a timer of the same length |
//! | [`ends`] | each end of a channel has its own type |
//! | [`traps`] | the same, each with one bug |

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

/// The bugs. Each starts an [`Echo`](echo::Echo), waits for one, or is a [`merge`](mod@merge), and differs
/// from the technique in the lines marked `TRAP:`; everything else it imports from there. One more,
/// `wrong_end.rs`, has the functions of [`ends`], and the compiler refuses it.
pub mod traps {
    pub mod dead_arm;
    pub mod eof_spin;
    pub mod padded;
    pub mod rearmed_timer;
    pub mod starved;
}
