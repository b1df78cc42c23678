//! Threads, as in [`std::thread`].
//!
//! # Examples
//! ```
//! use workbook::sync::thread;
//!
//! let words = ["one", "two"];
//! let lengths: usize = thread::scope(|scope| {
//!     let workers = words.map(|word| scope.spawn(move || word.len()));
//!     workers.map(|worker| worker.join().unwrap()).iter().sum()
//! });
//! assert_eq!(lengths, 6);
//! ```

pub use std::thread::{
    Builder, JoinHandle, LocalKey, Result, Scope, ScopedJoinHandle, Thread, ThreadId, current,
    panicking, park, park_timeout, scope, sleep, spawn, yield_now,
};
