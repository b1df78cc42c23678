//! The real side: the primitives that lesson programs run on.
//!
//! Mostly re-exports, and only what has a twin in the package `checker`. Where the standard library and
//! parking_lot differ, the friendlier shape wins: no lock here is ever poisoned.

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
