//! A reservation of two slots has one of them when the channel is closed, and returns it without waking the receiver.
//!
//! `reserve_many` takes the slots that are free and waits for the rest. If the channel is closed meanwhile, or the
//! future is dropped, the slots that it has go back to the semaphore, on a path below the one where permits are
//! returned, which never wakes the receiver. If these were the last slots, the receiver waits forever, although
//! nothing can be sent any more. It is the lost wakeup of #8075 on another path, and takes a close at the right
//! moment.
//!
//! The fix is a guard in `reserve_many` that checks on every way out whether the receiver has to be woken.

use super::channel::{Channel, Forgets};
use super::sync::Arc;
use super::sync::tasks::{block_on, spawn, yield_now};
use crate::exhibit::{Exhibit, Loom, Runtime};
use checker::recording::FailureKind;

/// The exhibit.
pub const EXHIBIT: Exhibit = Exhibit {
    name: "dropped-reservation",
    title: "a reservation that had a part of its slots is dropped after the close",
    source: "tokio #8260, up to 1.52.3",
    fails: FailureKind::Deadlock,
    preemptions: 0,
    dropped_by: None,
    runtime: Runtime::One,
    loom: Loom::Both,
    broken,
    fixed,
};

/// On a channel with the bug.
pub fn broken() {
    // BUG: see `Forgets::DroppedReservation` in `channel.rs`.
    run(Channel::new(2, Forgets::DroppedReservation));
}

/// On a channel without it.
pub fn fixed() {
    run(Channel::new(2, Forgets::Nothing));
}

fn run(channel: Arc<Channel>) {
    block_on(async {
        let first = channel.reserve(1).await.expect("open");
        first.send(1);
        let theirs = channel.clone();
        let batch = spawn(async move {
            let _permits = theirs.reserve(2).await;
        });
        yield_now().await;
        channel.close();
        assert_eq!(channel.recv().await, Some(1));
        while channel.recv().await.is_some() {}
        batch.await.expect("it does not panic");
    });
}
