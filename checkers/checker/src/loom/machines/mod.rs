//! What [`sync`](super::sync) is made of over loom; its legend says what each module provides.
//!
//! A checked type passes its object's scheduling point, then does its work on plain state: one point
//! for each operation, since each further one multiplies the executions. What all of them stand on is
//! in `wait`.

pub(crate) mod atomic;
pub(crate) mod cell;
pub(crate) mod channel;
pub(crate) mod condvar;
pub(crate) mod counted;
pub(crate) mod mutex;
pub(crate) mod rw_lock;
pub(crate) mod thread;
pub(crate) mod time;
pub(crate) mod token;
pub(crate) mod wait;
pub(crate) mod wait_group;

use crate::log::event::Event;

pub(crate) use crate::log::recorder::failed as off;
pub use crate::{loom_select as select, loom_select_biased as select_biased};

/// Writes a step into the log.
pub(crate) fn tell(event: Event) {
    event.record();
}
