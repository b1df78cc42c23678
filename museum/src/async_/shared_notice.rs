//! Tasks that wait for different things share a `Notify`, and the one that is woken does not pass it on.
//!
//! The worker pool of rustfs kept a count of free workers under a lock and one `Notify`. `take` waited on it for a free
//! worker, `wait` for all workers to be free, and `give` called `notify_one`. If a task in `wait` came first, it was
//! woken, saw that all workers were free, and returned. The task in `take` slept on beside a free worker. It is the
//! same rule as for condition variables: with `notify_one`, every waiter has to be able to use what is notified.
//!
//! The fix, here, notifies all. rustfs replaced the pool by a semaphore, which hands a permit to a task.

use super::sync::tasks::{Notify, block_on, spawn, yield_now};
use super::sync::{Arc, Mutex};
use crate::exhibit::{Exhibit, Loom, Runtime};
use checker::recording::FailureKind;

/// The exhibit.
pub const EXHIBIT: Exhibit = Exhibit {
    name: "shared-notice",
    title: "notify_one wakes a task that has no use for it",
    source: "rustfs #4498",
    fails: FailureKind::Deadlock,
    preemptions: 0,
    dropped_by: None,
    runtime: Runtime::One,
    loom: Loom::Both,
    broken,
    fixed,
};

struct Workers {
    free: Mutex<u32>,
    freed: Notify,
}

impl Workers {
    /// Waits until at least one is free, and takes it.
    async fn take(&self) {
        loop {
            let freed = self.freed.notified();
            {
                let mut free = self.free.lock();
                if *free > 0 {
                    *free -= 1;
                    return;
                }
            }
            freed.await;
        }
    }

    /// Waits until the only one is free.
    async fn wait(&self) {
        loop {
            let freed = self.freed.notified();
            if *self.free.lock() == 1 {
                return;
            }
            freed.await;
        }
    }
}

/// Wakes one.
pub fn broken() {
    two_wait(|workers| {
        *workers.free.lock() += 1;
        // BUG: this may be the task in `wait`, which takes no worker and wakes no other task.
        workers.freed.notify_one();
    });
}

/// Wakes all.
pub fn fixed() {
    two_wait(|workers| {
        *workers.free.lock() += 1;
        workers.freed.notify_waiters();
    });
}

/// One task waits for the worker to be free, another one wants to have it.
fn two_wait(give: fn(&Workers)) {
    block_on(async {
        let workers = Arc::new(Workers {
            free: Mutex::new(0),
            freed: Notify::new(),
        });
        let (theirs, others) = (workers.clone(), workers.clone());
        let drainer = spawn(async move { theirs.wait().await });
        let taker = spawn(async move { others.take().await });
        yield_now().await;
        give(&workers);
        taker.await.expect("it does not panic");
        // The task that took the worker is done with it.
        give(&workers);
        drainer.await.expect("it does not panic");
    });
}
