//! What [`sync`](super::sync) is made of over loom; its legend says what each module provides.
//!
//! An operation passes its object's scheduling point once, then does its work on plain state, because
//! each further point multiplies the executions. `wait` holds that object, and a thread that waits.

pub(crate) mod atomic;
pub(crate) mod barrier;
pub(crate) mod cell;
pub(crate) mod channel;
pub(crate) mod clock;
pub(crate) mod condvar;
pub(crate) mod counted;
mod in_vain;
mod loads;
pub(crate) mod mutex;
pub(crate) mod once;
pub(crate) mod rw_lock;
#[cfg(feature = "tasks")]
pub(crate) mod tasks;
pub(crate) mod thread;
pub(crate) mod time;
pub(crate) mod token;
pub(crate) mod wait;
pub(crate) mod wait_group;

use crate::log::event::Event;
use crate::questions;

pub(crate) use crate::log::recorder::failed as off;
pub(crate) use crate::loom::choices::choose;
pub use crate::{
    loom_select as select, loom_select_biased as select_biased, loom_statics as statics,
    loom_thread_local as thread_local,
};

/// The running thread enters a section in which it must not wait: locks are held as long as their guards are there.
pub(crate) fn may_not_wait() {
    questions::want_unlock_points();
}

/// Writes a step into the log.
pub(crate) fn tell(event: Event) {
    event.record();
}
