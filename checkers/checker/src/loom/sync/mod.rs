//! Twins of everything in [`crate::sync`], over loom: the same names, the same shapes.
//!
//! A twin passes its object's scheduling point, then does its work on plain state: one point for
//! each operation, since each further one multiplies the executions. `tests/conformance.rs` runs
//! every scenario of its catalogue on both sides and compares what can come out.

pub mod atomic;
#[path = "../../api/backoff.rs"]
mod backoff;
pub mod cell;
pub mod channel;
mod condvar;
pub mod counted;
mod mutex;
#[path = "../../api/parker.rs"]
mod parker;
mod rw_lock;
mod scope;
mod started;
pub mod thread;
pub mod time;
mod token;
pub(crate) mod wait;
mod wait_group;

pub use crate::{loom_select as select, loom_select_biased as select_biased};
pub use backoff::Backoff;
pub use condvar::{Condvar, WaitTimeoutResult};
pub use mutex::{Mutex, MutexGuard};
pub use parker::{Parker, Unparker};
pub use rw_lock::{RwLock, RwLockReadGuard, RwLockWriteGuard};
pub use std::sync::Arc;
pub use wait_group::WaitGroup;
