//! Twins of everything in [`workbook::sync`]: the same names, the same shapes.
//!
//! What a model sees of them is the same for both checkers and written once, here: this folder is
//! compiled as `loom::sync` and as `explorer::sync`. What they do is not: it stays in the `machines` of
//! each side, two implementations that share no code, so that it means something if their results
//! agree. `tests/conformance.rs` runs every scenario of its catalogue on both, and on the real types,
//! and compares what can come out.
//!
//! What a side provides in `machines`, under the same names and signatures:
//!
//! | module | what it holds |
//! |---|---|
//! | `machines` itself | `off`: whether checked types do nothing any more; `tell`: writes a step into the log; the names of the macros |
//! | `time` | `known`: the time that deadlines count from; `looks`: the step that reads the clock; `sleep` |
//! | `thread` | `spawn` and what goes before and with it; `yield_at`; `End`: how a thread ends and is joined |
//! | `token` | `Token`: the permit that a thread parks for |
//! | `atomic`, `cell`, `counted` | what is watched of them, and the memory itself |
//! | `mutex`, `rw_lock` | `Lock`, and `Held`: what a guard keeps of it |
//! | `condvar`, `wait_group` | `Waiting`, `Group` |
//! | `channel` | `Channel`, `select_cases`, and the trait `Arm`: what that asks of a case |
//!
//! A machine knows nothing of the values that it guards. Shells ask for the caller's place, and pass it
//! on.

#![cfg_attr(
    all(feature = "loom", feature = "explorer"),
    expect(clippy::duplicate_mod, reason = "each side has types of its own")
)]

pub mod atomic;
mod backoff;
pub mod cell;
pub mod channel;
mod condvar;
pub mod counted;
mod mutex;
mod parker;
mod rw_lock;
mod scope;
mod started;
pub mod thread;
pub mod time;
mod wait_group;

use super::machines;

pub use backoff::Backoff;
pub use condvar::{Condvar, WaitTimeoutResult};
pub use machines::{select, select_biased};
pub use mutex::{Mutex, MutexGuard};
pub use parker::{Parker, Unparker};
pub use rw_lock::{RwLock, RwLockReadGuard, RwLockWriteGuard};
pub use std::sync::Arc;
pub use wait_group::WaitGroup;
