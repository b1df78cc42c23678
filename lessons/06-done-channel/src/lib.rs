//! Lesson 06: senders in the background, and a receiver that knows when to stop them.
//!
//! | module | what it holds |
//! |---|---|
//! | [`hellos`] | the technique in its smallest form: one sender |
//! | [`done`] | the technique: a done channel; both sides select |
//! | [`join`] | the same, but every message that was made is still received |
//! | [`mod@drop`] | without a done channel: the receiver hangs up |
//! | [`source`] | what senders send, and what stops them |
//! | `senders` | the senders' threads, shared by the three protocols |
//! | [`books`] | the events that are counted, each where it happens |
//! | [`ledger`] | the counts that the program keeps |
//! | [`traps`] | the same protocols, each with one bug |

#![warn(missing_docs)]

pub use workbook::sync;

pub mod books;
pub mod done;
pub mod drop;
pub mod hellos;
pub mod join;
pub mod ledger;
pub(crate) mod senders;
pub mod source;

/// The bugs. Each file states the functions that it changes, with the wrong lines marked `TRAP:`, and
/// imports the rest from its technique.
pub mod traps {
    pub mod always_ready;
    pub mod done_blocks;
    pub mod leaked_sender;
    pub mod receiver_closes;
    pub mod sleep_then_hope;
}
