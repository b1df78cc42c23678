//! Right: an atomic flag, which a guard clears.

use super::sync::atomic::{AtomicBool, Ordering};
pub struct Desk {
    lent: AtomicBool,
}
struct Loan<'a>(&'a AtomicBool);
impl Drop for Loan<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}
impl Desk {
    pub fn new() -> Desk {
        Desk {
            lent: AtomicBool::new(false),
        }
    }
    pub fn read<T>(&self, with_book: impl FnOnce() -> T) -> Option<T> {
        self.lent
            .compare_exchange(false, true, Ordering::Acquire, Ordering::Relaxed)
            .ok()?;
        let _loan = Loan(&self.lent);
        Some(with_book())
    }
}
