//! What may happen for no reason: a condition variable wakes, a `park` returns, a weak comparison fails.
//!
//! Explored on request, once for each thread and object in an execution: a second time would tell no more,
//! and there would be no end to it.

use crate::log::recorder;
use crate::log::{ObjectId, ThreadId};
use crate::questions::is_spurious;
use std::cell::RefCell;

thread_local! {
    /// Whom it happened to, at what, in one execution; and the execution's number.
    static HAPPENED: RefCell<(u32, Vec<(ThreadId, ObjectId)>)> = RefCell::default();
}

/// Whether it happens here to the running thread; the checker's `choose` explores both.
pub(crate) fn happens(object: ObjectId, choose: impl FnOnce(usize) -> usize) -> bool {
    if !is_spurious() || recorder::failed() {
        return false;
    }
    let key = (recorder::me(), object);
    let happens = !with(|happened| happened.contains(&key)) && choose(2) == 1;
    if happens {
        with(|happened| happened.push(key));
    }
    happens
}

fn with<R>(f: impl FnOnce(&mut Vec<(ThreadId, ObjectId)>) -> R) -> R {
    HAPPENED.with(|happened| {
        let (execution, happened) = &mut *happened.borrow_mut();
        if std::mem::replace(execution, recorder::execution()) != recorder::execution() {
            happened.clear();
        }
        f(happened)
    })
}
