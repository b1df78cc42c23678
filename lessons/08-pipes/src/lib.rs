//! Lesson 08: a pipe in memory.
//!
//! | module | what it holds |
//! |---|---|
//! | [`pipe`] | the two ends, and the contract |
//! | [`carrier`] | what carries the bytes between them |
//! | [`steps`] | the simplest carrier |
//! | [`handover`] | the pipe without a buffer: one copy |
//! | [`ring`] | the pipe with a buffer |
//! | [`closing`] | who has closed, and why |
//! | [`traps`] | the wrong ways |
//! | [`waiting`], [`machine`] | how an end waits for the other |
//! | [`counting`] | lines, words and bytes: what the pipes are used for first |
//! | [`tee`] | a reader that hands on what it reads |
//! | [`pass_once`], [`collect`] | one pass for three readers, and four ways of collecting |

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
/// The wrong ways.
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
