//! The channel that should carry an answer is closed, and "no answer" becomes a value of its own.
//!
//! A caller sends a request with a channel for the answer, and a worker answers. If the worker is dropped, by an
//! abort, a shutdown, or a panic, its end of the channel is dropped with it, and the caller receives an error, as it
//! should. Then `unwrap_or_default` turns that error into a zero, an empty list, or `false`, which is
//! indistinguishable from an answer. Freenet's nodes cached empty summaries of their peers that an
//! `unwrap_or_default` had made of an error.
//!
//! The fix keeps "no answer" apart from every answer, up to the code that can decide what to do.

use super::sync::tasks::time::{Duration, sleep};
use super::sync::tasks::{JoinHandle, block_on, mpsc, spawn, yield_now};
use crate::exhibit::{Exhibit, Loom, Runtime};
use checker::recording::FailureKind;

/// The exhibit.
pub const EXHIBIT: Exhibit = Exhibit {
    name: "swallowed-error",
    title: "an answer that was never sent is taken for a zero",
    source: "freenet-core #5053",
    fails: FailureKind::Assertion,
    preemptions: 0,
    dropped_by: Some("abort"),
    runtime: Runtime::Several,
    loom: Loom::Both,
    broken,
    fixed,
};

/// Makes a zero of a missing answer.
pub fn broken() {
    block_on(async {
        let (worker, mut answer) = ask();
        shut_down(worker).await;
        // BUG: `None` says that the worker is gone, not that the balance is zero.
        let balance = answer.recv().await.unwrap_or_default();
        assert_eq!(balance, 7, "shown to the customer");
    });
}

/// Says that the answer is missing.
pub fn fixed() {
    block_on(async {
        let (worker, mut answer) = ask();
        shut_down(worker).await;
        if let Some(balance) = answer.recv().await {
            assert_eq!(balance, 7, "shown to the customer");
        }
    });
}

fn ask() -> (JoinHandle<()>, mpsc::Receiver<u32>) {
    let (reply, answer) = mpsc::channel(1);
    let worker = spawn(async move {
        sleep(Duration::from_millis(5)).await;
        let _ = reply.send(7).await;
    });
    (worker, answer)
}

async fn shut_down(worker: JoinHandle<()>) {
    yield_now().await;
    worker.abort();
}
