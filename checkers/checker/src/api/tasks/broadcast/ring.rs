//! The messages that a channel keeps, and where each receiver is among them.

use std::collections::VecDeque;
use std::sync::Arc;

/// A message, as long as a receiver has not got it.
struct Slot<T> {
    message: Option<Arc<T>>,
    /// Receivers that have not got it.
    left: usize,
}

/// The last messages.
pub(super) struct Ring<T> {
    slots: VecDeque<Slot<T>>,
    capacity: usize,
    /// How many messages were sent.
    pub(super) sent: u64,
}

/// What a receiver finds.
pub(super) enum Next<T> {
    Message(Arc<T>),
    /// So many messages were overwritten.
    Lagged(u64),
    /// It has got all.
    None,
}

impl<T> Ring<T> {
    pub(super) fn new(capacity: usize) -> Self {
        Ring {
            slots: VecDeque::new(),
            capacity: capacity.next_power_of_two(),
            sent: 0,
        }
    }

    /// Adds a message for so many receivers. Returns the one that it overwrites.
    pub(super) fn push(&mut self, message: T, receivers: usize) -> Option<Arc<T>> {
        self.sent += 1;
        self.slots.push_back(Slot {
            message: Some(Arc::new(message)),
            left: receivers,
        });
        if self.slots.len() <= self.capacity {
            return None;
        }
        self.slots.pop_front()?.message
    }

    /// What comes next for a receiver that has got `seen` messages, or missed them.
    pub(super) fn next(&mut self, seen: &mut u64) -> Next<T> {
        let kept = self.slots.len() as u64;
        let behind = self.sent - *seen;
        if let Some(missed) = behind.checked_sub(kept).filter(|missed| *missed > 0) {
            *seen += missed;
            return Next::Lagged(missed);
        }
        let Some(slot) = (kept - behind)
            .try_into()
            .ok()
            .and_then(|at: usize| self.slots.get_mut(at))
        else {
            return Next::None;
        };
        *seen += 1;
        slot.left -= 1;
        let last = slot.left == 0;
        let message = match last {
            true => slot.message.take(),
            false => slot.message.clone(),
        };
        Next::Message(message.expect("a receiver has not got it"))
    }

    /// How many messages some receiver has not got.
    pub(super) fn len(&self) -> usize {
        let got = self.slots.iter().take_while(|slot| slot.left == 0).count();
        self.slots.len() - got
    }

    /// A receiver that has got `seen` messages is gone. Returns those that no other has to get.
    pub(super) fn leave(&mut self, seen: u64) -> Vec<Arc<T>> {
        let kept = self.slots.len() as u64;
        let behind = (self.sent - seen).min(kept);
        let slots = self.slots.iter_mut().skip((kept - behind) as usize);
        let left = slots.filter_map(|slot| {
            slot.left -= 1;
            let last = slot.left == 0;
            slot.message.take_if(|_| last)
        });
        left.collect()
    }
}
