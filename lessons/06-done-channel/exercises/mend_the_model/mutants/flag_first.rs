// A desk that is closed once, for a reason that everybody may read.

use super::sync::atomic::{AtomicBool, AtomicU32, Ordering};

pub struct Desk {
    reason: AtomicU32,
    closed: AtomicBool,
}

impl Desk {
    /// A desk that is open.
    pub fn new() -> Desk {
        Desk {
            reason: AtomicU32::new(0),
            closed: AtomicBool::new(false),
        }
    }

    /// Closes the desk. Only one thread does, once.
    pub fn close(&self, reason: u32) {
        // Pairs with the load: who sees that the desk is closed sees the reason.
        self.closed.store(true, Ordering::Release);
        self.reason.store(reason, Ordering::Relaxed);
    }

    /// Why it is closed; `None` while it is open. Anybody may look at any time, and again.
    pub fn closed(&self) -> Option<u32> {
        let closed = self.closed.load(Ordering::Acquire);
        closed.then(|| self.reason.load(Ordering::Relaxed))
    }
}
