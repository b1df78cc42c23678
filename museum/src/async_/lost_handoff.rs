//! A sender hands its message to a receiver that is dropped before it looks.
//!
//! A channel without a buffer hands each message over directly: the sender takes the first waiting receiver out of
//! the queue, puts the message into its slot, and wakes it. Between the wake and the receiver's next poll, the
//! message is in a future that may be dropped, for example because another arm of its `select!` was ready as well.
//! The send has returned `Ok`, and the message is gone. kanal loses messages this way: in a trial, the numbers that a
//! loop over two channels received added up to 102,099 instead of 125,250. The same loop over tokio's channels
//! receives all of them.
//!
//! The fix is a destructor: a receiver that is dropped with a message in its slot puts it back.

use super::note;
use super::sync::tasks::{block_on, mpsc, poll_fn, select, spawn};
use super::sync::{Arc, Mutex};
use crate::exhibit::{Exhibit, Loom, Runtime};
use checker::recording::FailureKind;
use std::collections::VecDeque;
use std::task::{Poll, Waker};

/// The exhibit.
pub const EXHIBIT: Exhibit = Exhibit {
    name: "lost-handoff",
    title: "a message is handed to a receiver that is dropped before it is polled",
    source: "kanal #50",
    fails: FailureKind::Deadlock,
    preemptions: 0,
    dropped_by: Some("select!"),
    runtime: Runtime::One,
    loom: Loom::Both,
    broken,
    fixed,
};

struct Channel {
    state: Mutex<State>,
    /// Whether a receiver that is dropped puts back what it was handed.
    puts_back: bool,
}

#[derive(Default)]
struct State {
    /// What no receiver has taken.
    messages: VecDeque<u32>,
    /// Receivers that wait.
    waiting: VecDeque<(u32, Waker)>,
    /// What was handed to a receiver.
    handed: Vec<(u32, u32)>,
    receivers: u32,
}

struct Receives<'a>(&'a Channel, u32);

impl Channel {
    fn new(puts_back: bool) -> Arc<Self> {
        let state = Mutex::new(State::default());
        Arc::new(Channel { state, puts_back })
    }

    fn send(&self, message: u32) {
        let mut state = self.state.lock();
        match state.waiting.pop_front() {
            Some((receiver, waker)) => {
                note(format!("hands {message} to the receiver that waits"));
                state.handed.push((receiver, message));
                waker.wake();
            }
            None => state.messages.push_back(message),
        }
    }

    async fn recv(&self) -> u32 {
        let me = {
            let mut state = self.state.lock();
            state.receivers += 1;
            state.receivers
        };
        let _receives = Receives(self, me);
        poll_fn(|context| {
            let mut state = self.state.lock();
            if let Some(handed) = state.handed.iter().position(|(to, _)| *to == me) {
                return Poll::Ready(state.handed.remove(handed).1);
            }
            state.waiting.retain(|(receiver, _)| *receiver != me);
            if let Some(message) = state.messages.pop_front() {
                return Poll::Ready(message);
            }
            note("recv: waits");
            state.waiting.push_back((me, context.waker().clone()));
            Poll::Pending
        })
        .await
    }
}

impl Drop for Receives<'_> {
    fn drop(&mut self) {
        let mut state = self.0.state.lock();
        state.waiting.retain(|(receiver, _)| *receiver != self.1);
        let handed = state.handed.iter().position(|(to, _)| *to == self.1);
        if let Some(handed) = handed {
            let (_, message) = state.handed.remove(handed);
            note(format!("a receiver is dropped, with {message} in its slot"));
            // BUG, unless this is done: the sender was told that it was received.
            if self.0.puts_back {
                state.messages.push_front(message);
            }
        }
    }
}

/// Drops the message with the receiver.
pub fn broken() {
    receive_beside_commands(Channel::new(false));
}

/// Puts the message back.
pub fn fixed() {
    receive_beside_commands(Channel::new(true));
}

fn receive_beside_commands(channel: Arc<Channel>) {
    block_on(async {
        let theirs = channel.clone();
        let (operator, mut commands) = mpsc::channel(1);
        let sender = spawn(async move {
            theirs.send(7);
            let _ = operator.send(()).await;
        });
        let mut is_told = false;
        let message = loop {
            select! {
                message = channel.recv() => break message,
                _ = commands.recv(), if !is_told => is_told = true,
            }
        };
        assert_eq!(message, 7);
        sender.await.expect("it does not panic");
    });
}
