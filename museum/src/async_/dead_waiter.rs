//! A sender that is dropped while it waits stays in the queue, and the next free slot is given to it.
//!
//! A fair queue gives a slot that becomes free to the first that waits. In an early version of tokio's channels
//! (2019) a sender that had polled for a slot and was dropped before it had one left its entry in the queue. The
//! entry was given the next slot, which then belonged to a sender that did not exist, and was never returned. The
//! senders behind it waited forever, with the channel empty.
//!
//! The fix takes the entry out of the queue, and passes on what it was given in the meantime.

use super::channel::{Channel, Forgets};
use super::sync::Arc;
use super::sync::tasks::block_on;
use super::sync::tasks::time::{Duration, timeout};
use crate::exhibit::{Exhibit, Loom, Runtime};
use checker::recording::FailureKind;

/// The exhibit.
pub const EXHIBIT: Exhibit = Exhibit {
    name: "dead-waiter",
    title: "a slot is given to a waiter that does not exist any more",
    source: "tokio #904",
    fails: FailureKind::Deadlock,
    preemptions: 0,
    dropped_by: Some("timeout"),
    runtime: Runtime::One,
    loom: Loom::Both,
    broken,
    fixed,
};

/// On a channel with the bug.
pub fn broken() {
    // BUG: see `Forgets::Queued` in `channel.rs`.
    run(Channel::new(1, Forgets::Queued));
}

/// On a channel without it.
pub fn fixed() {
    run(Channel::new(1, Forgets::Nothing));
}

fn run(channel: Arc<Channel>) {
    block_on(async {
        let held = channel.reserve(1).await.expect("open");
        let impatient = timeout(Duration::from_millis(10), channel.reserve(1));
        drop(impatient.await);
        drop(held);
        let next = channel.reserve(1).await.expect("open");
        next.send(1);
        assert_eq!(channel.recv().await, Some(1));
    });
}
