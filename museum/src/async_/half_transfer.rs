//! A task that is aborted between two updates under a lock leaves the first one behind.
//!
//! A lock keeps other tasks from seeing a state between two updates, as long as the task that holds it completes
//! both. Threads do. A task can be dropped at any await, and an async lock exists to be held across awaits. When the
//! client of an HTTP server disconnects, its handler is dropped wherever it waits, and the guard's destructor
//! releases the lock over a half-written value: there is no poisoning that would tell the next task. Oxide planned an
//! audit of its storage service for it, wrote a lock without awaits in its critical section, and now advises against
//! tokio's lock for state with an invariant.
//!
//! The fix awaits first and updates afterward, in a section without an await.

use super::sync::Arc;
use super::sync::tasks::time::{Duration, sleep};
use super::sync::tasks::{JoinHandle, Mutex, block_on, spawn, yield_now};
use crate::exhibit::{Exhibit, Loom, Runtime};
use checker::recording::FailureKind;

/// The exhibit.
pub const EXHIBIT: Exhibit = Exhibit {
    name: "half-transfer",
    title: "an abort between two updates under one lock",
    source: "oxidecomputer/crucible #798, cancel-safe-futures #6",
    fails: FailureKind::Assertion,
    preemptions: 0,
    dropped_by: Some("abort"),
    runtime: Runtime::Several,
    loom: Loom::Both,
    broken,
    fixed,
};

struct Accounts {
    savings: u32,
    checking: u32,
}

/// Awaits between the updates.
pub fn broken() {
    block_on(async {
        let accounts = open();
        let theirs = accounts.clone();
        let handler = spawn(async move {
            let mut accounts = theirs.lock().await;
            accounts.savings -= 1;
            // BUG: dropped here, the guard releases the lock while the money is in neither account.
            write_log().await;
            accounts.checking += 1;
        });
        disconnect(handler, &accounts).await;
    });
}

/// Awaits before the updates.
pub fn fixed() {
    block_on(async {
        let accounts = open();
        let theirs = accounts.clone();
        let handler = spawn(async move {
            let mut accounts = theirs.lock().await;
            write_log().await;
            accounts.savings -= 1;
            accounts.checking += 1;
        });
        disconnect(handler, &accounts).await;
    });
}

fn open() -> Arc<Mutex<Accounts>> {
    let accounts = Mutex::new(Accounts {
        savings: 10,
        checking: 0,
    });
    Arc::new(accounts)
}

async fn write_log() {
    sleep(Duration::from_millis(5)).await;
}

/// Drops the handler as a server does whose client is gone, then counts the money.
async fn disconnect(handler: JoinHandle<()>, accounts: &Mutex<Accounts>) {
    yield_now().await;
    handler.abort();
    let _ = handler.await;
    let accounts = accounts.lock().await;
    let sum = accounts.savings + accounts.checking;
    assert_eq!(sum, 10, "money is missing");
}
