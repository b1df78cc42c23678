// A desk that is closed once, for a reason that every thread may read.

use super::sync::atomic::{AtomicBool, AtomicU32, Ordering};

pub struct Desk {
    reason: AtomicU32,
    closed: AtomicBool,
}

impl Desk {
    /// Makes a desk that is open.
    pub fn new() -> Desk {
        Desk {
            reason: AtomicU32::new(0),
            closed: AtomicBool::new(false),
        }
    }

    /// Closes the desk. Only one thread does, once.
    pub fn close(&self, reason: u32) {
        self.reason.store(reason, Ordering::Relaxed);
        // Pairs with the load: a thread that sees the desk closed also sees the reason.
        self.closed.store(true, Ordering::Release);
    }

    /// Why it is closed; `None` while it is open. Any thread may call this at any time, and repeatedly.
    pub fn closed(&self) -> Option<u32> {
        let closed = self.closed.load(Ordering::Acquire);
        closed.then(|| self.reason.load(Ordering::Relaxed))
    }
}
