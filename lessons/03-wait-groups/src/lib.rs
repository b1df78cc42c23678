//! Lesson 03: doing several pieces of work at once, and continuing only when all of them are finished.
//!
//! | module | what it holds |
//! |---|---|
//! | [`wait_group`] | the wait group: a counter and a condition variable |
//! | [`steps`] | what leads to it, one idea in each step |
//! | [`pool`] | a few workers for many tasks; uses the wait group to wait for all of them |
//! | [`workers`] | threads and the queue that feeds them; shared by the pool and its pitfalls |
//! | [`serial`] | the pool's API without threads |
//! | [`failure`] | a task that failed, and why; shared by the pool, its pitfalls and `serial` |
//! | [`save`] | a file that appears under its name whole, or not at all |
//! | [`compress`](mod@compress) | what a task does: gzip from a reader to a writer; knows nothing of groups or threads |
//! | [`traps`] | the pitfalls: the same functions with a bug each |

#![warn(missing_docs)]

pub use workbook::sync;

pub mod compress;
pub mod failure;
pub mod pool;
pub mod save;
pub mod serial;
pub mod wait_group;
pub mod workers;

/// The steps that lead to [`wait_group`], which is the third; `diff` shows how each differs from the one before.
pub mod steps {
    pub mod s0_scoped;
    pub mod s1_counting;
    pub mod s2_sleeping;
}

/// The pitfalls: each replaces functions of [`pool`] or [`save`] by versions with a bug, in the lines marked
/// `TRAP:`, and uses the rest as it is. Only `add_inside` has a pool of its own.
pub mod traps {
    pub mod add_inside;
    pub mod forgotten_done;
    pub mod half_written;
    pub mod ignored_errors;
    pub mod thread_per_file;
}
