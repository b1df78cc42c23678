//! A future that is kept but no longer polled is handed a lock, and its own task waits for that lock.
//!
//! Oxide's control plane stopped answering after a live update. A task had polled `&mut first` in a `select!`, and a
//! timeout was ready before it. `select!` dropped the reference, but not the future, which stood in the lock's queue.
//! The handler of the timeout then waited for the same lock. tokio's locks are handed over in the order in which they
//! were requested, so the lock went to `first`: a future that its task would poll again only after it had the lock
//! itself. Each part of the program is correct by itself, and no thread is blocked in a debugger's sense. Finding it
//! took a core dump of the process.
//!
//! The fix gives the future to `select!` by value, which drops it together with its place in the queue.

use super::sync::Arc;
use super::sync::tasks::time::{Duration, sleep};
use super::sync::tasks::{Mutex, block_on, select, spawn, yield_now};
use crate::exhibit::{Exhibit, Loom, Runtime};
use checker::recording::FailureKind;
use std::pin::pin;

/// The exhibit.
pub const EXHIBIT: Exhibit = Exhibit {
    name: "futurelock",
    title: "a future that is not polled any more owns the lock its task waits for",
    source: "Oxide RFD 609, omicron #9259",
    fails: FailureKind::Deadlock,
    preemptions: 0,
    dropped_by: None,
    runtime: Runtime::Several,
    loom: Loom::Both,
    broken,
    fixed,
};

const MOMENT: Duration = Duration::from_millis(10);

/// Keeps the future that lost the `select!`.
pub fn broken() {
    block_on(async {
        let table = Arc::new(Mutex::new(0));
        hold(&table).await;
        let mut first = pin!(update(&table));
        select! {
            _ = &mut first => {}
            // BUG: `first` is alive and queued for the lock, and not polled from here on.
            _ = sleep(MOMENT) => update(&table).await,
        }
    });
}

/// Drops the future that lost the `select!`.
pub fn fixed() {
    block_on(async {
        let table = Arc::new(Mutex::new(0));
        hold(&table).await;
        let first = update(&table);
        select! {
            _ = first => {}
            _ = sleep(MOMENT) => update(&table).await,
        }
    });
}

/// A background task that has the lock for a while.
async fn hold(table: &Arc<Mutex<u32>>) {
    let table = table.clone();
    let holder = spawn(async move {
        let _held = table.lock().await;
        sleep(MOMENT).await;
    });
    yield_now().await;
    drop(holder);
}

async fn update(table: &Mutex<u32>) {
    *table.lock().await += 1;
}
