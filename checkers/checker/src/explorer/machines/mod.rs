//! What [`sync`](super::sync) is made of over the explorer; its legend says what each module provides.
//!
//! Three rules (the package `explorer` says why): between two steps a thread touches shared state
//! only on objects that the first of them announced; two steps that may be possible at once and do
//! not commute, or of which one may keep the other from being possible, touch an object in ways that
//! do not commute; and a step that another one makes possible, without touching what it touches, says
//! so. Each file says which objects its machine has, and why they suffice.

pub(crate) mod atomic;
pub(crate) mod barrier;
pub(crate) mod cell;
pub(crate) mod channel;
pub(crate) mod condvar;
pub(crate) mod counted;
pub(crate) mod mutex;
pub(crate) mod once;
pub(crate) mod rw_lock;
#[cfg(feature = "tasks")]
pub(crate) mod tasks;
pub(crate) mod thread;
pub(crate) mod time;
pub(crate) mod token;
pub(crate) mod wait_group;

pub(crate) use super::step::{may_not_wait, off, tell};
pub use crate::{
    explorer_select as select, explorer_select_biased as select_biased,
    explorer_statics as statics, explorer_thread_local as thread_local,
};
pub(crate) use ::explorer::choose;
