//! The code of the book's pages that belong to no lesson: each listing there is compiled and run here.
//!
//! | module | page |
//! |---|---|
//! | `seats` | How to write a model |
//! | `counter`, `message`, `parcel`, `store_buffering`, `load_buffering`, `coherence` | Atomics and memory ordering |
//!
//! `tests/loom.rs` and `tests/explorer.rs` compile the same files against the checkers, as in a lesson. `pairs` lists
//! what the page about orderings runs, and `threads` runs it on real threads.

pub use workbook::sync;

pub mod coherence;
pub mod counter;
pub mod load_buffering;
pub mod message;
pub mod pairs;
pub mod parcel;
pub mod seats;
pub mod store_buffering;
pub mod threads;
