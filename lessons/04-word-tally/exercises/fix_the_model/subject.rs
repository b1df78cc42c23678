// A value behind a spin lock: a flag, which a thread that finds it set polls. It is here to be tested; in
// a program, use a `Mutex`.

use super::sync::atomic::{AtomicBool, Ordering};
use super::sync::cell::UnsafeCell;
use super::sync::thread::yield_now;

pub struct Locked<T> {
    taken: AtomicBool,
    value: UnsafeCell<T>,
}

// SAFETY: only the thread that has set the flag touches the value.
unsafe impl<T: Send> Sync for Locked<T> {}

impl<T> Locked<T> {
    pub fn new(value: T) -> Locked<T> {
        Locked {
            taken: AtomicBool::new(false),
            value: UnsafeCell::new(value),
        }
    }

    /// Runs `work` on the value, once no other thread does.
    pub fn with<R>(&self, work: impl FnOnce(&mut T) -> R) -> R {
        while !self.take() {
            yield_now();
        }
        self.work_and_free(work)
    }

    /// Runs `work` on the value, unless another thread does.
    pub fn try_with<R>(&self, work: impl FnOnce(&mut T) -> R) -> Option<R> {
        if !self.take() {
            return None;
        }
        Some(self.work_and_free(work))
    }

    /// Sets the flag. Returns false if it was set already.
    fn take(&self) -> bool {
        // Pairs with the store in `work_and_free`.
        let (taken, not_taken) = (Ordering::Acquire, Ordering::Relaxed);
        let before = self.taken.compare_exchange(false, true, taken, not_taken);
        before.is_ok()
    }

    fn work_and_free<R>(&self, work: impl FnOnce(&mut T) -> R) -> R {
        // SAFETY: the flag was free when the caller set it, and is set until the store below.
        let result = self.value.with_mut(|value| work(unsafe { &mut *value }));
        self.taken.store(false, Ordering::Release);
        result
    }
}
