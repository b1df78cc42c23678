//! Three ways to receive from two channels that are both ready. Which channel does each way choose?
//!
//! Each channel has one slot, which is refilled as soon as its message is received, so both channels
//! are ready every time.

use crate::sync::channel::{Receiver, Sender, bounded};
use crate::sync::{select, select_biased};

/// How often each of two channels was chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Turns {
    /// Messages from the channel that is named first.
    pub first: u64,
    /// Messages from the other channel.
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
        // Its one slot is empty.
        let _ = self.sender.send(());
    }
}

/// Chooses with `select!`, which takes one of the ready arms at random, so neither channel starves.
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

/// Chooses with `select_biased!`, which takes the first ready arm: the one that must not wait.
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

/// Chooses by `try_recv` in order: a biased select that does not look like one, and that cannot block.
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
