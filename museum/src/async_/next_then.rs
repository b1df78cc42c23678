//! `next()` is cancel safe, and `next().then(…)` is not: an item was taken, and what is done with it is dropped.
//!
//! A relay drained a stream into a writer in a `select!` with a heartbeat, as `stream.next()`. It was refactored to
//! `stream.next().then(forward)`, since `forward` had become async. Now the arm has an await after the item was taken
//! from the stream, so a heartbeat that is due while the writer is busy drops the item. The tests passed, because their
//! in-memory pipe was never full, so that await never waited.
//!
//! The fix reserves a slot at the output before it takes an item. Nothing is awaited while an item is held.

use super::sync::tasks::{JoinHandle, block_on, mpsc, select, spawn};
use crate::exhibit::{Exhibit, Loom, Runtime};
use checker::recording::FailureKind;

/// The exhibit.
pub const EXHIBIT: Exhibit = Exhibit {
    name: "next-then",
    title: "next().then() drops the item that it has taken",
    source: "biriukov.dev, FutureExt::then() and cancel safety",
    fails: FailureKind::Assertion,
    preemptions: 0,
    dropped_by: Some("select!"),
    runtime: Runtime::Several,
    loom: Loom::Broken,
    broken,
    fixed,
};

/// Takes an item, then waits for the output.
pub fn broken() {
    block_on(async {
        let (mut stream, output, mut heartbeat, writer) = relay();
        let mut has_beaten = false;
        loop {
            let forward = async {
                let item: u32 = stream.recv().await?;
                // BUG: a heartbeat at this await drops the item.
                output.send(item).await.ok()
            };
            select! {
                forwarded = forward => if forwarded.is_none() { break },
                _ = heartbeat.recv(), if !has_beaten => has_beaten = true,
            }
        }
        drop(output);
        let written = writer.await.expect("the writer does not panic");
        assert_eq!(written, [1, 2], "an item is missing");
    });
}

/// Waits for the output, then takes an item.
pub fn fixed() {
    block_on(async {
        let (mut stream, output, mut heartbeat, writer) = relay();
        let mut has_beaten = false;
        loop {
            let forward = async {
                let slot = output.reserve().await.ok()?;
                let item: u32 = stream.recv().await?;
                slot.send(item);
                Some(())
            };
            select! {
                forwarded = forward => if forwarded.is_none() { break },
                _ = heartbeat.recv(), if !has_beaten => has_beaten = true,
            }
        }
        drop(output);
        let written = writer.await.expect("the writer does not panic");
        assert_eq!(written, [1, 2], "an item is missing");
    });
}

type Relay = (
    mpsc::Receiver<u32>,
    mpsc::Sender<u32>,
    mpsc::Receiver<()>,
    JoinHandle<Vec<u32>>,
);

/// A stream of two items, an output with one slot, a heartbeat, and what is written in the end.
fn relay() -> Relay {
    let (feed, stream) = mpsc::channel(2);
    for item in [1, 2] {
        feed.try_send(item).expect("two slots");
    }
    let (output, mut written) = mpsc::channel(1);
    let (clock, heartbeat) = mpsc::channel(1);
    let _ticker = spawn(async move { clock.send(()).await });
    let writer = spawn(async move {
        let mut items = vec![];
        while let Some(item) = written.recv().await {
            items.push(item);
        }
        items
    });
    (stream, output, heartbeat, writer)
}
