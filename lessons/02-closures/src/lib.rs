//! Lesson 02: a closure as one-shot work in the background.
//!
//! | module | what it holds |
//! |---|---|
//! | [`background`] | the technique: start a closure, go on, wait for it |
//! | [`beside`] | its scoped form: the closure may borrow |
//! | [`each`] | a closure for each of several items |
//! | [`pool`] | what to use instead when there are thousands |
//! | [`watched`] | a count that the background raises and the foreground watches |
//! | [`sharing`] | move, borrow, `Arc`, `Arc<Mutex>`: what a closure may close over |
//! | [`traps`] | the same, each time with one mistake |

#![warn(missing_docs)]

pub use workbook::sync;

pub mod background;
pub mod beside;
pub mod each;
pub mod pool;
pub mod sharing;
pub mod watched;

/// The wrong ways: each is a wait for a [`Background`](background::Background) (or, the one about a
/// loop, [`each()`](each::each)) that differs from the right one in the lines marked `TRAP:`.
pub mod traps {
    pub mod captured_loop_variable;
    pub mod detached;
    pub mod sleep_is_not_wait;
    pub mod swallowed_panic;
    pub mod yield_is_not_wait;
}
