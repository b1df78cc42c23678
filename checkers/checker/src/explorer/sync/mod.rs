//! Twins of everything in [`crate::sync`], over the explorer: the same names, the same shapes.
//!
//! Three rules (the package `explorer` says why): between two steps a thread touches shared state
//! only on objects that the first of them announced; two steps that may be possible at once and do
//! not commute, or of which one may keep the other from being possible, touch an object in ways that
//! do not commute; and a step that another one makes possible, without touching what it touches, says
//! so. Each file says which objects its twin has, and why they suffice.

pub mod atomic;
#[expect(clippy::duplicate_mod, reason = "it is made of other twins only")]
#[path = "../../api/backoff.rs"]
mod backoff;
pub mod cell;
pub mod channel;
mod condvar;
pub mod counted;
mod mutex;
#[expect(clippy::duplicate_mod, reason = "it is made of other twins only")]
#[path = "../../api/parker.rs"]
mod parker;
mod rw_lock;
mod scope;
mod started;
pub mod thread;
pub mod time;
mod token;
mod wait;
mod wait_group;

pub use crate::{explorer_select as select, explorer_select_biased as select_biased};
pub use backoff::Backoff;
pub use condvar::{Condvar, WaitTimeoutResult};
pub use mutex::{Mutex, MutexGuard};
pub use parker::{Parker, Unparker};
pub use rw_lock::{RwLock, RwLockReadGuard, RwLockWriteGuard};
pub use std::sync::Arc;
pub use wait_group::WaitGroup;
