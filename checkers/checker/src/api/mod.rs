//! Twins of everything in [`workbook::sync`]: the same names, the same shapes.
//!
//! A model sees the same types under both checkers, so they are written once: this folder is compiled
//! twice, as `loom::sync` and as `explorer::sync`. What the types do is written twice, in the `machines`
//! of each side. These two implementations share no code, which is why it means something when their
//! results agree. `tests/conformance.rs` runs every scenario of its catalogue on both sides and on the
//! real types, and compares the outcomes.
//!
//! A side provides in its `machines`, under the same names and with the same signatures:
//!
//! | module | what it holds |
//! |---|---|
//! | `machines` itself | `off`: whether checked types do nothing any more; `tell`: writes a step into the log; `may_not_wait`: the thread enters a section in which waits fail; the macros `select`, `select_biased`, `thread_local` and `statics` |
//! | `time` | `known`: the time that deadlines count from, unless timers fire in order; `looks`: the step that reads the clock; `sleep` |
//! | `thread` | `may_start`, `is_started`, `spawn`, `begins`: the start of a thread; `yield_at`; `End`: how a thread ends and is joined |
//! | `token` | `Token`: the permit that a thread parks for |
//! | `atomic` | `Watched`: the steps on an atomic; `raw`: the atomics themselves; `ordered`, `fence`, `reads_newest` |
//! | `cell` | `UnsafeMemory`, in which races are found |
//! | `counted` | `Count`: the steps on a reference count; `dropped_late` |
//! | `mutex`, `rw_lock` | `Lock`; `Held`: what a guard keeps of it |
//! | `condvar`, `wait_group`, `barrier`, `once` | `Waiting`, `Group`, `Meeting`, `Gate` |
//! | `channel` | `Channel`; `Slot`; `select_cases`, and the trait `Arm`: what that asks of a case |
//!
//! The types here hold the values, the caller's location and the docs. A lock in `machines` never sees
//! the value that it guards.

#![cfg_attr(
    all(feature = "loom", feature = "explorer"),
    expect(clippy::duplicate_mod, reason = "each side has types of its own")
)]

pub mod atomic;
mod backoff;
mod barrier;
pub mod cell;
pub mod channel;
mod condvar;
pub mod counted;
pub mod go;
mod lazy_lock;
#[doc(hidden)]
pub mod local;
pub mod mpsc;
mod mutex;
pub(crate) mod once;
mod once_lock;
mod parker;
mod rw_lock;
mod scope;
mod section;
mod started;
#[cfg(feature = "tasks")]
pub mod tasks;
pub mod thread;
pub mod time;
mod wait_group;

use super::machines;

pub use backoff::Backoff;
pub use barrier::{Barrier, BarrierWaitResult};
pub use condvar::{Condvar, WaitTimeoutResult};
pub use lazy_lock::LazyLock;
pub use machines::{select, select_biased, statics, thread_local};
pub use mutex::{Mutex, MutexGuard};
pub use once::{Once, OnceState};
pub use once_lock::OnceLock;
pub use parker::{Parker, Unparker};
pub use rw_lock::{
    GuardNoSend, RecursiveRwLock, RecursiveRwLockReadGuard, RecursiveRwLockUpgradableReadGuard,
    RecursiveRwLockWriteGuard, RwLock, RwLockReadGuard, RwLockUpgradableReadGuard,
    RwLockWriteGuard,
};
pub use section::never_blocks;
pub use std::sync::Arc;
pub use wait_group::WaitGroup;
