//! A permit is dropped without a message after the channel was closed, and the receiver waits for that message.
//!
//! A receiver that closes its channel still receives the messages of those that have a permit, and then `None`. When
//! tokio gave senders permits in 2020, dropping one returned its slot and woke tasks that waited for a slot. The
//! receiver was not among them: nothing had been sent to it. But after `close` it waits for exactly this, that
//! the last slot is returned, and it waited until all senders were dropped, which in many programs is never.
//!
//! The fix wakes the receiver when the last slot of a closed channel is returned.

use super::channel::{Channel, Forgets};
use super::sync::Arc;
use super::sync::tasks::{block_on, spawn, yield_now};
use crate::exhibit::{Exhibit, Loom, Runtime};
use checker::recording::FailureKind;

/// The exhibit.
pub const EXHIBIT: Exhibit = Exhibit {
    name: "dropped-permit",
    title: "a permit that is dropped does not wake the receiver of a closed channel",
    source: "tokio #2854",
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
    // BUG: see `Forgets::DroppedPermit` in `channel.rs`.
    run(Channel::new(1, Forgets::DroppedPermit));
}

/// On a channel without it.
pub fn fixed() {
    run(Channel::new(1, Forgets::Nothing));
}

fn run(channel: Arc<Channel>) {
    block_on(async {
        let theirs = channel.clone();
        let sender = spawn(async move {
            let permit = theirs.reserve(1).await;
            yield_now().await;
            // It has nothing to send after all.
            drop(permit);
        });
        yield_now().await;
        channel.close();
        assert_eq!(channel.recv().await, None);
        sender.await.expect("it does not panic");
    });
}
