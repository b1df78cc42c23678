//! A handler counts itself out with its last line, and one that is dropped stays counted.
//!
//! Servers refuse requests beyond a limit: add one when a request comes in, subtract one when it has been answered. If the
//! client disconnects meanwhile, the server drops the handler's future at its await, and the subtraction is never
//! reached. Each such request leaves one more in the count, until the server refuses everything, "at capacity" with
//! nothing to do. NVIDIA's Dynamo, Rivet, and rustfs all shipped it in 2026; a metric that only rises is how it
//! is usually noticed.
//!
//! The fix subtracts in a destructor.

use super::sync::Arc;
use super::sync::atomic::{AtomicU32, Ordering};
use super::sync::tasks::time::{Duration, sleep};
use super::sync::tasks::{block_on, spawn, yield_now};
use crate::exhibit::{Exhibit, Loom, Runtime};
use checker::recording::FailureKind;

/// The exhibit.
pub const EXHIBIT: Exhibit = Exhibit {
    name: "leaked-count",
    title: "a count is reduced by a line that a dropped future never reaches",
    source: "ai-dynamo/dynamo #12154, rivet-dev/actors #5553, rustfs #4520",
    fails: FailureKind::Assertion,
    preemptions: 0,
    dropped_by: Some("abort"),
    runtime: Runtime::Several,
    loom: Loom::Both,
    broken,
    fixed,
};

/// Subtracts after the await.
pub fn broken() {
    block_on(async {
        let in_flight = Arc::new(AtomicU32::new(0));
        let theirs = in_flight.clone();
        let handler = spawn(async move {
            theirs.fetch_add(1, Ordering::Relaxed);
            respond().await;
            // BUG: a client that disconnects drops the handler before this line.
            theirs.fetch_sub(1, Ordering::Relaxed);
        });
        yield_now().await;
        handler.abort();
        let _ = handler.await;
        assert_eq!(
            in_flight.load(Ordering::Relaxed),
            0,
            "at capacity, and idle"
        );
    });
}

/// Subtracts in a destructor.
pub fn fixed() {
    struct InFlight(Arc<AtomicU32>);

    impl InFlight {
        fn begin(count: Arc<AtomicU32>) -> Self {
            count.fetch_add(1, Ordering::Relaxed);
            InFlight(count)
        }
    }

    impl Drop for InFlight {
        fn drop(&mut self) {
            self.0.fetch_sub(1, Ordering::Relaxed);
        }
    }

    block_on(async {
        let in_flight = Arc::new(AtomicU32::new(0));
        let theirs = in_flight.clone();
        let handler = spawn(async move {
            let _in_flight = InFlight::begin(theirs);
            respond().await;
        });
        yield_now().await;
        handler.abort();
        let _ = handler.await;
        assert_eq!(
            in_flight.load(Ordering::Relaxed),
            0,
            "at capacity, and idle"
        );
    });
}

async fn respond() {
    sleep(Duration::from_millis(5)).await;
}
