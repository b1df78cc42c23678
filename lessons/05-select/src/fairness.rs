//! Three ways to receive from two channels that are both ready: which one do they take?
//!
//! Each channel has one place, and gets a new message as soon as it lost one: both are ready each
//! time.

use crate::sync::channel::{Receiver, Sender, bounded};
use crate::sync::{select, select_biased};

/// How often each of two channels was taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Turns {
    /// Messages from the one that is named first.
    pub first: u64,
    /// Messages from the other.
    pub second: u64,
}

/// A channel that always has a message.
struct Ready {
    sender: Sender<()>,
    receiver: Receiver<()>,
}

impl Ready {
    fn new() -> Self {
        let (sender, receiver) = bounded(1);
        let ready = Ready { sender, receiver };
        ready.refill();
        ready
    }

    fn refill(&self) {
        // Its one message was taken just now.
        let _ = self.sender.send(());
    }
}

/// `select!` takes one of those that are ready, at random: both get their turns.
pub fn random(turns: u64) -> Turns {
    let (first, second) = (Ready::new(), Ready::new());
    let mut won = Turns::default();
    for _ in 0..turns {
        select! {
            recv(first.receiver) -> _ => { won.first += 1; first.refill(); }
            recv(second.receiver) -> _ => { won.second += 1; second.refill(); }
        }
    }
    won
}

/// `select_biased!` takes the first of those that are ready: for what must not wait.
pub fn biased(turns: u64) -> Turns {
    let (first, second) = (Ready::new(), Ready::new());
    let mut won = Turns::default();
    for _ in 0..turns {
        select_biased! {
            recv(first.receiver) -> _ => { won.first += 1; first.refill(); }
            recv(second.receiver) -> _ => { won.second += 1; second.refill(); }
        }
    }
    won
}

/// `try_recv` in order is a biased select that does not look like one, and that cannot wait.
pub fn in_order(turns: u64) -> Turns {
    let (first, second) = (Ready::new(), Ready::new());
    let mut won = Turns::default();
    for _ in 0..turns {
        if first.receiver.try_recv().is_ok() {
            won.first += 1;
            first.refill();
        } else if second.receiver.try_recv().is_ok() {
            won.second += 1;
            second.refill();
        }
    }
    won
}
