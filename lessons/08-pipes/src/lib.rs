//! Lesson 08: a pipe in memory.
//!
//! | module | what it holds |
//! |---|---|
//! | [`pipe`] | the two ends, and the contract that they keep |
//! | [`carrier`] | the trait of the implementations that carry the bytes |
//! | [`steps`] | the simplest implementation |
//! | [`handover`] | the pipe without a buffer: one copy |
//! | [`ring`] | the pipe with a buffer |
//! | [`closing`] | which ends are closed, and why |
//! | [`traps`] | the bugs |
//! | [`waiting`], [`machine`] | how an end waits for the other |
//! | [`counting`] | lines, words and bytes: the first use of the pipes |
//! | [`tee`] | a reader that copies what it reads to a writer |
//! | [`pass_once`], [`collect`] | one pass for three consumers, and four ways to collect their results |

pub use workbook::sync;

pub mod carrier;
pub mod closing;
pub mod collect;
/// Lines, words and bytes.
pub mod counting {
    pub mod counts;
    pub mod lanes;
    pub mod words;
}
pub mod handover;
pub mod machine;
pub mod pass_once;
pub mod pipe;
pub mod ring;
/// Earlier, simpler steps.
pub mod steps {
    pub mod s1_copying;
}
pub mod tee;
/// The bugs.
pub mod traps {
    pub mod buffer_everything;
    pub mod error_swallowed;
    pub mod forgotten_close;
    pub mod one_thread;
    pub mod reader_gone;
    pub mod same_pipe;
    pub mod shared_buffer;
    pub mod tee_order;
}
pub mod waiting;
