//! A task checks a count, then waits for a notification that is sent between the two.
//!
//! `notify_waiters` reaches the futures that `notified()` has returned by then, and stores nothing for later ones. A task
//! that checks a condition first and calls `notified()` after it misses a notification that is sent in between, and
//! waits for the next one, which in a shutdown never comes. A messenger waited five seconds at each exit because of it,
//! until a timeout ended the wait. The same lines were found three times in another code base in one week.
//!
//! The fix calls `notified()` first, checks the condition, and then awaits.

use super::sync::Arc;
use super::sync::atomic::{AtomicU32, Ordering};
use super::sync::tasks::{Notify, block_on, spawn};
use crate::exhibit::{Exhibit, Loom, Runtime};
use checker::recording::FailureKind;

/// The exhibit.
pub const EXHIBIT: Exhibit = Exhibit {
    name: "unheard-notice",
    title: "a notification is sent between the check and the wait",
    source: "marmot-protocol/mdk #764, octos #927",
    fails: FailureKind::Deadlock,
    preemptions: 1,
    dropped_by: None,
    runtime: Runtime::Several,
    loom: Loom::Misses,
    broken,
    fixed,
};

/// Checks, then begins to listen.
pub fn broken() {
    block_on(async {
        let (open, closed) = shut_down();
        while open.load(Ordering::SeqCst) != 0 {
            // BUG: the last one may close before `notified` is called.
            closed.notified().await;
        }
    });
}

/// Begins to listen, then checks.
pub fn fixed() {
    block_on(async {
        let (open, closed) = shut_down();
        loop {
            let notified = closed.notified();
            if open.load(Ordering::SeqCst) == 0 {
                break;
            }
            notified.await;
        }
    });
}

/// An account that is open, and closes.
fn shut_down() -> (Arc<AtomicU32>, Arc<Notify>) {
    let (open, closed) = (Arc::new(AtomicU32::new(1)), Arc::new(Notify::new()));
    let (theirs, notice) = (open.clone(), closed.clone());
    spawn(async move {
        theirs.fetch_sub(1, Ordering::SeqCst);
        notice.notify_waiters();
    });
    (open, closed)
}
