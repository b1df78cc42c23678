//! A slot for one message: filled once, taken once, without a lock.

mod sync;

use sync::{AtomicBool, Ordering, UnsafeCell};

// ANCHOR: slot
/// Holds one message on its way from one thread to another.
#[derive(Debug)]
pub struct Slot<T> {
    /// Whether the message is there. The filler sets it after it has written the message.
    full: AtomicBool,
    message: UnsafeCell<Option<T>>,
}

// SAFETY: there is one filler and one taker, and neither can be cloned. `full` orders them: the message is handed
// over and never accessed by both at once.
unsafe impl<T: Send> Sync for Slot<T> {}

impl<T> Slot<T> {
    /// Creates an empty slot.
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        Slot {
            full: AtomicBool::new(false),
            message: UnsafeCell::new(None),
        }
    }

    /// Returns both ends of the slot.
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
        // SAFETY: the taker reads the message only after `full` is set, and it is set below.
        self.slot.message.with_mut(|slot| unsafe { *slot = Some(message) });
        // Pairs with the load in `take`, which makes the message visible to the taker.
        self.slot.full.store(true, Ordering::Release);
    }
}

impl<T> Taker<'_, T> {
    /// Takes the message, if it is there and hasn't been taken before.
    pub fn take(&mut self) -> Option<T> {
        // Pairs with the store in `fill`.
        if !self.slot.full.load(Ordering::Acquire) {
            return None;
        }
        // SAFETY: the slot is full, so the filler is done with it, and there is only one taker.
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
