//! A slot for one message: filled once, taken once, without a lock.

mod sync;

use sync::{AtomicBool, Ordering, UnsafeCell};

// ANCHOR: slot
/// Room for one message, from one thread to another.
#[derive(Debug)]
pub struct Slot<T> {
    /// Whether the message is there. Written by who fills it, after the message.
    full: AtomicBool,
    message: UnsafeCell<Option<T>>,
}

// SAFETY: `fill` and `take` each run at most once at a time (they take ends that are no clones), and
// `full` orders them: the message is handed over, never shared.
unsafe impl<T: Send> Sync for Slot<T> {}

impl<T> Slot<T> {
    /// An empty one.
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        Slot {
            full: AtomicBool::new(false),
            message: UnsafeCell::new(None),
        }
    }

    /// Both ends of it.
    pub fn ends(&mut self) -> (Filler<'_, T>, Taker<'_, T>) {
        let slot = &*self;
        (Filler { slot }, Taker { slot })
    }
}

/// The end that fills.
#[derive(Debug)]
pub struct Filler<'a, T> {
    slot: &'a Slot<T>,
}

/// The end that takes.
#[derive(Debug)]
pub struct Taker<'a, T> {
    slot: &'a Slot<T>,
}

impl<T> Filler<'_, T> {
    /// Fills the slot.
    pub fn fill(self, message: T) {
        // SAFETY: nobody looks before `full` is set, and it is set only here.
        self.slot.message.with_mut(|slot| unsafe { *slot = Some(message) });
        // Pairs with the load in `take`: who sees it sees the message.
        self.slot.full.store(true, Ordering::Release);
    }
}

impl<T> Taker<'_, T> {
    /// The message, if it is there and was not taken before.
    pub fn take(&mut self) -> Option<T> {
        // Pairs with the store in `fill`.
        if !self.slot.full.load(Ordering::Acquire) {
            return None;
        }
        // SAFETY: it was filled, and nobody fills it again; there is one taker.
        self.slot.message.with_mut(|slot| unsafe { (*slot).take() })
    }
}
// ANCHOR_END: slot

#[cfg(all(test, not(loom)))]
mod tests {
    use super::Slot;

    #[test]
    fn a_message_is_taken_once() {
        let mut slot = Slot::new();
        let (filler, mut taker) = slot.ends();
        assert_eq!(taker.take(), None);
        filler.fill(7);
        assert_eq!(taker.take(), Some(7));
        assert_eq!(taker.take(), None);
    }
}
