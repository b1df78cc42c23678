//! Lesson 02: a closure as one-shot work in the background.
//!
//! | module | what it holds |
//! |---|---|
//! | [`background`] | start a closure, continue, wait for it |
//! | [`beside`] | the scoped form: the closure may borrow |
//! | [`each`] | one closure for each of several items |
//! | [`pool`] | what to use when there are thousands of closures |
//! | [`watched`] | a count that the background increments and the foreground watches |
//! | [`sharing`] | move, borrow, `Arc`, `Arc<Mutex>`: how a closure gets at its data |
//! | [`traps`] | the same, each time with one bug |

#![warn(missing_docs)]

pub use workbook::sync;

pub mod background;
pub mod beside;
pub mod each;
pub mod pool;
pub mod sharing;
pub mod watched;

/// Bugs that people write. Each is a wait for a [`Background`](background::Background) or, for the bug in
/// a loop, [`each()`](each::each), and differs from the correct one in the lines marked `TRAP:`.
pub mod traps {
    pub mod captured_loop_variable;
    pub mod detached;
    pub mod sleep_is_not_wait;
    pub mod swallowed_panic;
    pub mod yield_is_not_wait;
}
