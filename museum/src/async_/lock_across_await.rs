//! A lock for threads is held across an await, and the task that would resume its holder blocks the thread.
//!
//! On a runtime with one thread, a task that waits in the `lock` of the standard library or of parking_lot holds up
//! every other task. If the lock's holder is such a task, suspended at an await, nothing can release the lock. The
//! compiler stops most of these, because such a guard cannot be sent to another thread, but not in `main`, in
//! `block_on`, or in a local task, and parking_lot has a feature that turns the check off. It shows only when the
//! second task is polled between the two halves of the first, so under load.
//!
//! The fix releases the guard before the await.

use super::sync::tasks::{block_on, spawn, yield_now};
use super::sync::{Arc, Mutex};
use crate::exhibit::{Exhibit, Loom, Runtime};
use checker::recording::FailureKind;

/// The exhibit.
pub const EXHIBIT: Exhibit = Exhibit {
    name: "lock-across-await",
    title: "a lock for threads is held across an await, on one thread",
    source: "tikv #9398; turso.tech, How to deadlock a Tokio application",
    fails: FailureKind::Deadlock,
    preemptions: 0,
    dropped_by: None,
    runtime: Runtime::One,
    loom: Loom::Both,
    broken,
    fixed,
};

/// Holds the guard across the await.
pub fn broken() {
    block_on(async {
        let hits = Arc::new(Mutex::new(0));
        let theirs = hits.clone();
        let other = spawn(async move { *theirs.lock() += 1 });
        let mut guard = hits.lock();
        // BUG: `other` is polled now, and blocks the thread on which this task would resume.
        yield_now().await;
        *guard += 1;
        drop(guard);
        other.await.expect("it does not panic");
        assert_eq!(*hits.lock(), 2);
    });
}

/// Releases the guard first.
pub fn fixed() {
    block_on(async {
        let hits = Arc::new(Mutex::new(0));
        let theirs = hits.clone();
        let other = spawn(async move { *theirs.lock() += 1 });
        yield_now().await;
        *hits.lock() += 1;
        other.await.expect("it does not panic");
        assert_eq!(*hits.lock(), 2);
    });
}
