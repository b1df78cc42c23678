//! A timeout around a whole operation is taken for "it did not happen", and the operation is tried again.
//!
//! A timeout says that the caller stopped waiting, and nothing about how far the operation had come. If the future is
//! dropped after its effect and before its return, the retry applies the effect again: the order is placed twice, the
//! row inserted twice. A store for AI agents wrapped the replication to its peers this way, so a peer could have
//! applied a write for which the local node reported a failure and tried again.
//!
//! The fix limits only the wait that has no effect, here the one for the lock. Where the effect is remote, each
//! operation needs a key by which the other side recognizes a retry.

use super::sync::tasks::time::{Duration, sleep, timeout};
use super::sync::tasks::{Mutex, block_on};
use crate::exhibit::{Exhibit, Loom, Runtime};
use checker::recording::FailureKind;

/// The exhibit.
pub const EXHIBIT: Exhibit = Exhibit {
    name: "applied-twice",
    title: "what timed out had happened, and happens again in the retry",
    source: "alphaonedev/ai-memory-mcp #346",
    fails: FailureKind::Assertion,
    preemptions: 0,
    dropped_by: Some("timeout"),
    runtime: Runtime::Several,
    loom: Loom::Both,
    broken,
    fixed,
};

const LIMIT: Duration = Duration::from_millis(10);

/// Limits the time of the whole operation.
pub fn broken() {
    block_on(async {
        let orders = Mutex::new(0);
        for _attempt in 0..2 {
            let place = async {
                *orders.lock().await += 1;
                confirm().await;
            };
            // BUG: when the timeout expires during `confirm`, the order was placed.
            if timeout(LIMIT, place).await.is_ok() {
                break;
            }
        }
        assert_eq!(*orders.lock().await, 1, "the order was placed twice");
    });
}

/// Limits the time of the wait.
pub fn fixed() {
    block_on(async {
        let orders = Mutex::new(0);
        let mut placed = 0;
        for _attempt in 0..2 {
            if let Ok(mut orders) = timeout(LIMIT, orders.lock()).await {
                *orders += 1;
                placed += 1;
                confirm().await;
                break;
            }
        }
        assert_eq!(*orders.lock().await, placed, "the order was placed twice");
    });
}

async fn confirm() {
    sleep(Duration::from_millis(50)).await;
}
