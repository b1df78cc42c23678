//! A permit is released to get its sender back, after the channel was closed, and the receiver is not woken.
//!
//! `OwnedPermit::release` returns the sender without sending. It returned the slot as the destructor does, but went
//! past the destructor, and so past the line that wakes the receiver of a closed channel, which had been added there
//! for #2854. It was in tokio for five years. A language model that was asked to look for bugs in this one method
//! found it.
//!
//! The fix checks in `release`, too, whether the receiver has to be woken.

use super::channel::{Channel, Forgets};
use super::sync::Arc;
use super::sync::tasks::{block_on, spawn, yield_now};
use crate::exhibit::{Exhibit, Loom, Runtime};
use checker::recording::FailureKind;

/// The exhibit.
pub const EXHIBIT: Exhibit = Exhibit {
    name: "released-permit",
    title: "a permit that is released does not wake the receiver of a closed channel",
    source: "tokio #8075, up to 1.51.0",
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
    // BUG: see `Forgets::ReleasedPermit` in `channel.rs`.
    run(Channel::new(1, Forgets::ReleasedPermit));
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
            if let Some(permit) = permit {
                permit.release();
            }
        });
        yield_now().await;
        channel.close();
        assert_eq!(channel.recv().await, None);
        sender.await.expect("it does not panic");
    });
}
