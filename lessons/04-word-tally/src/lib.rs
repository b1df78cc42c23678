//! Lesson 04: several threads tally words, and a lock keeps the tally right.
//!
//! | module | what it holds |
//! |---|---|
//! | [`mutex`] | the technique: one tally, locked for each word |
//! | [`batched`], [`sharded`], [`rwlock`], [`merge`], [`channel`] | other ways to the same tally |
//! | [`text`] | what a worker reads: chunks of words in lower case |
//! | [`workers`] | a thread for each text, and the join |
//! | [`counts`], [`batch`], [`table`], [`word`] | words and how often they came; no threads in them |
//! | [`memory`] | what a thread does when there is no memory left |
//! | [`lower`], [`boundary`] | from bytes to words; no threads in them either |
//! | [`traps`] | the same tally, each time with one mistake |

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

/// The wrong ways: each has the API of a technique and differs in the lines marked `TRAP:`.
pub mod traps {
    pub mod data_race;
    pub mod guard_across_io;
    pub mod half_locked;
    pub mod lock_order;
    pub mod lost_update;
}
