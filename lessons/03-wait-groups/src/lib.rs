//! Lesson 03: several pieces of work at once, and on only when all of them are finished.
//!
//! | module | what it holds |
//! |---|---|
//! | [`wait_group`] | the wait group: a counter and a condition variable |
//! | [`steps`] | how it came to be, one idea a step |
//! | [`pool`] | a few workers for many tasks; waits with the wait group |
//! | [`workers`] | threads and the queue that they take from; the pool and its traps share them |
//! | [`serial`] | the same calls without a thread |
//! | [`failure`] | a task that was not done; the pool, its traps and `serial` share it |
//! | [`save`] | a file comes under its name whole, or not at all |
//! | [`compress`](mod@compress) | what a task is: gzip from a reader to a writer; knows no group |
//! | [`traps`] | the wrong ways |

#![warn(missing_docs)]

pub use workbook::sync;

pub mod compress;
pub mod failure;
pub mod pool;
pub mod save;
pub mod serial;
pub mod wait_group;
pub mod workers;

/// The steps that lead to [`wait_group`], which is the third: compare neighbours with `diff`.
pub mod steps {
    pub mod s1_counting;
    pub mod s2_sleeping;
}

/// The wrong ways: each states functions of [`pool`] or [`save`] that differ from the right ones in the lines
/// marked `TRAP:`, and takes the rest from there. Only `add_inside` has a pool of its own.
pub mod traps {
    pub mod add_inside;
    pub mod forgotten_done;
    pub mod half_written;
    pub mod ignored_errors;
    pub mod thread_per_file;
}
