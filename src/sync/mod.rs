//! The real side: the primitives on which the programs of the lessons run.
//!
//! These are mostly re-exports, and only of what has a checked type in the package `checker`. Where the standard
//! library and parking_lot differ, parking_lot's API is used: no lock here is ever poisoned.
//!
//! # Examples
//! ```
//! use workbook::sync::{Arc, Condvar, Mutex, thread};
//!
//! let shared = Arc::new((Mutex::new(false), Condvar::new()));
//! let theirs = Arc::clone(&shared);
//! let worker = thread::spawn(move || {
//!     *theirs.0.lock() = true;
//!     theirs.1.notify_one();
//! });
//! let mut ready = shared.0.lock();
//! // A condition variable stores no notification: the loop checks the flag first.
//! shared.1.wait_while(&mut ready, |ready| !*ready);
//! assert!(*ready);
//! drop(ready);
//! worker.join().unwrap();
//! ```

pub mod atomic;
pub mod cell;
pub mod channel;
pub mod counted;
pub mod mpsc;
mod section;
mod statics;
pub mod thread;
pub mod time;

pub use crate::statics;
pub use crossbeam::channel::{select, select_biased};
pub use crossbeam::sync::{Parker, Unparker, WaitGroup};
pub use crossbeam::utils::Backoff;
pub use parking_lot::lock_api::GuardNoSend;
pub use parking_lot::{
    Condvar, Mutex, MutexGuard, RecursiveRwLock, RecursiveRwLockReadGuard,
    RecursiveRwLockUpgradableReadGuard, RecursiveRwLockWriteGuard, RwLock, RwLockReadGuard,
    RwLockUpgradableReadGuard, RwLockWriteGuard, WaitTimeoutResult,
};
pub use section::never_blocks;
pub use std::sync::{Arc, Barrier, BarrierWaitResult, LazyLock, Once, OnceLock, OnceState};
pub use std::thread_local;
