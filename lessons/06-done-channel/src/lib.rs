//! Lesson 06: senders in the background, and a receiver who knows when to stop them.
//!
//! | module | what it holds |
//! |---|---|
//! | [`done`] | the technique: a done channel; both sides select |
//! | [`join`] | the same, and everything that was read is still received |
//! | [`mod@drop`] | without a done channel: the receiver hangs up |
//! | [`source`] | what senders send, and what stops them |
//! | `senders` | the senders' threads, which the three share |
//! | [`books`] | what is counted, where it happens |
//! | [`ledger`] | the books that the program keeps |
//! | [`traps`] | the same protocols, each time with one mistake |

#![warn(missing_docs)]

pub use workbook::sync;

pub mod books;
pub mod done;
pub mod drop;
pub mod join;
pub mod ledger;
pub(crate) mod senders;
pub mod source;

/// The pitfalls: each states the functions that it changes, with the wrong lines marked `TRAP:`, and takes
/// the rest from its technique.
pub mod traps {
    pub mod always_ready;
    pub mod done_blocks;
    pub mod leaked_sender;
    pub mod receiver_closes;
    pub mod sleep_then_hope;
}
