// A semaphore: at most as many threads are inside as there are permits.

use super::sync::channel::{Receiver, Sender, bounded};

/// Sending acquires a permit, receiving releases one.
pub struct Semaphore {
    taken_in: Sender<()>,
    taken_out: Receiver<()>,
}

/// Its holder is inside until it is dropped or released.
pub struct Permit<'a>(&'a Semaphore);

impl Semaphore {
    pub fn new(permits: usize) -> Semaphore {
        let (taken_in, taken_out) = bounded(permits);
        Semaphore {
            taken_in,
            taken_out,
        }
    }

    /// Acquires a permit, waiting until one is available.
    pub fn acquire(&self) -> Permit<'_> {
        let _ = self.taken_in.send(());
        Permit(self)
    }

    /// Acquires a permit if one is available now.
    pub fn try_acquire(&self) -> Option<Permit<'_>> {
        let taken = self.taken_in.try_send(()).is_ok();
        taken.then(|| Permit(self))
    }
}

impl Permit<'_> {
    /// Releases it, as dropping it does.
    pub fn release(self) {
        drop(self);
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        let _ = self.0.taken_out.try_recv();
    }
}
