//! A permit is forgotten and added again after the work, so dropped work keeps its permit for all time.
//!
//! `forget` takes a permit out of the semaphore for good, and `add_permits` puts one in. Programs use the pair where
//! a permit's lifetime does not fit the scope: acquire here, release there. The second half is an ordinary line of
//! code after an await, and a line after an await does not run if the future is dropped there, or if the work panics.
//! Each such request leaves one permit less. Solana's QUIC client released its permits this way, and lost one with
//! each task that panicked: after 2,000 of them no task could send any more.
//!
//! The fix moves the permit into the future that uses it: a destructor runs on every way out.

use super::sync::Arc;
use super::sync::tasks::time::{Duration, sleep, timeout};
use super::sync::tasks::{Semaphore, block_on};
use crate::exhibit::{Exhibit, Loom, Runtime};
use checker::recording::FailureKind;

/// The exhibit.
pub const EXHIBIT: Exhibit = Exhibit {
    name: "forgotten-permit",
    title: "a permit is released by a line that a dropped future never reaches",
    source: "anza-xyz/agave #10478",
    fails: FailureKind::Deadlock,
    preemptions: 0,
    dropped_by: Some("timeout"),
    runtime: Runtime::Several,
    loom: Loom::Both,
    broken,
    fixed,
};

const LIMIT: Duration = Duration::from_millis(10);

/// Releases the permit by a line after the work.
pub fn broken() {
    block_on(async {
        let streams = Arc::new(Semaphore::new(1));
        let request = async {
            streams.acquire().await.expect("open").forget();
            work().await;
            // BUG: not reached if the timeout drops the request.
            streams.add_permits(1);
        };
        let _ = timeout(LIMIT, request).await;
        let _next = streams.acquire().await.expect("open");
    });
}

/// Releases the permit by its destructor.
pub fn fixed() {
    block_on(async {
        let streams = Arc::new(Semaphore::new(1));
        let request = async {
            let _permit = streams.acquire().await.expect("open");
            work().await;
        };
        let _ = timeout(LIMIT, request).await;
        let _next = streams.acquire().await.expect("open");
    });
}

async fn work() {
    sleep(Duration::from_millis(50)).await;
}
