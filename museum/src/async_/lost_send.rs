//! A producer that sends in a `select!` loses the message whenever another arm is taken.
//!
//! `Sender::send` takes the message by value. If the queue is full, the future keeps the message until a slot is
//! free, and `select!` drops that future when another arm is ready first: the message is dropped with it, and no
//! error is returned to anyone. The producer below writes a warning when the queue stays full, and then continues
//! with the next job. The documentation of `send` only promised that the message "was not sent" in that case, which
//! readers took for "is still mine". Oxide lost data this way more than once before it added the warning to the
//! documentation.
//!
//! The fix waits for a slot with `reserve`, which holds no message, so dropping it loses nothing.

use super::sync::tasks::time::{Duration, sleep};
use super::sync::tasks::{block_on, mpsc, select, spawn};
use crate::exhibit::{Exhibit, Loom, Runtime};
use checker::recording::FailureKind;
use std::pin::pin;

/// The exhibit.
pub const EXHIBIT: Exhibit = Exhibit {
    name: "lost-send",
    title: "a send that loses a select! drops its message",
    source: "tokio #5947",
    fails: FailureKind::Assertion,
    preemptions: 0,
    dropped_by: Some("select!"),
    runtime: Runtime::Several,
    loom: Loom::Both,
    broken,
    fixed,
};

const PATIENCE: Duration = Duration::from_millis(100);

/// Sends in an arm of `select!`.
pub fn broken() {
    block_on(async {
        let (jobs, queue) = mpsc::channel(1);
        let _producer = spawn(async move {
            for job in 1..=2 {
                select! {
                    // BUG: the message belongs to the future, which the other arm drops.
                    sent = jobs.send(job) => sent.expect("the consumer is alive"),
                    _ = sleep(PATIENCE) => {} // Warns that the queue is full.
                }
            }
        });
        consume(queue).await;
    });
}

/// Waits for a slot in the arm, and sends after it.
pub fn fixed() {
    block_on(async {
        let (jobs, queue) = mpsc::channel(1);
        let _producer = spawn(async move {
            for job in 1..=2 {
                let mut patience = pin!(sleep(PATIENCE));
                let mut warned = false;
                let slot = loop {
                    select! {
                        slot = jobs.reserve() => break slot.expect("the consumer is alive"),
                        _ = &mut patience, if !warned => warned = true,
                    }
                };
                slot.send(job);
            }
        });
        consume(queue).await;
    });
}

async fn consume(mut queue: mpsc::Receiver<u32>) {
    let mut done = vec![];
    while let Some(job) = queue.recv().await {
        done.push(job);
    }
    assert_eq!(done, [1, 2], "a job is missing");
}
