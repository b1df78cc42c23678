//! Lesson 04: several threads tally words, and a mutex keeps the tally correct.
//!
//! | module | what it holds |
//! |---|---|
//! | [`mutex`] | the technique: one tally, locked for each word |
//! | [`batched`], [`sharded`], [`rwlock`], [`merge`], [`channel`] | other ways to the same tally |
//! | [`text`] | what a worker reads: chunks of words in lower case |
//! | [`workers`] | a thread for each text, and the join |
//! | [`counts`], [`batch`], [`table`], [`word`] | words and how often each occurs; no threads in them |
//! | [`memory`] | what a thread does when an allocation fails |
//! | [`lower`], [`boundary`] | from bytes to words; no threads in them either |
//! | [`traps`] | the pitfalls: the same tally with a bug each |

#![warn(missing_docs)]

pub use workbook::sync;

pub mod batch;
pub mod boundary;
pub mod counts;
pub mod lower;
pub mod memory;
pub mod table;
pub mod text;
pub mod word;
pub mod workers;

pub mod batched;
pub mod channel;
pub mod merge;
pub mod mutex;
pub mod rwlock;
pub mod sharded;

/// The pitfalls: each has the API of a strategy and differs from it in the lines marked `TRAP:`.
pub mod traps {
    pub mod data_race;
    pub mod guard_across_io;
    pub mod half_locked;
    pub mod lock_order;
    pub mod lost_update;
}
