// A semaphore: as many as there are permits are inside at a time.

use super::sync::channel::{Receiver, Sender, bounded};

/// Sending takes a permit, receiving gives one back.
pub struct Semaphore {
    taken_in: Sender<()>,
    taken_out: Receiver<()>,
}

/// Whoever has it is inside, until it is dropped or released.
pub struct Permit<'a>(&'a Semaphore);

impl Semaphore {
    pub fn new(permits: usize) -> Semaphore {
        let (taken_in, taken_out) = bounded(permits);
        Semaphore {
            taken_in,
            taken_out,
        }
    }

    /// Waits for a permit.
    pub fn acquire(&self) -> Permit<'_> {
        let _ = self.taken_in.send(());
        Permit(self)
    }

    /// A permit if there is one now.
    pub fn try_acquire(&self) -> Option<Permit<'_>> {
        let taken = self.taken_in.try_send(()).is_ok();
        taken.then_some(Permit(self))
    }
}

impl Permit<'_> {
    /// Gives it back, as dropping it does.
    pub fn release(self) {
        drop(self);
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        let _ = self.0.taken_out.try_recv();
    }
}
