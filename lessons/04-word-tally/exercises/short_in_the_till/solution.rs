//! Two clerks sell from one shop. Each amount and each count is behind a lock or atomic, yet in the
//! evening there is less in the till than the two of them have sold. The counterexample shows an execution
//! in which that happens. Name the line to blame: the checker changes it, and that line alone has to make
//! the program pass.

use super::sync::Mutex;
use super::sync::atomic::{AtomicU32, Ordering};

// CHANGED: the sum was computed from a value that was read in an earlier critical section, so it may
// overwrite what another clerk has paid in meanwhile.
pub const LINE: char = 'C';

/// A shop with a price list and a till.
pub struct Shop {
    prices: Mutex<Vec<u32>>,
    till: Mutex<u32>,
    sales: AtomicU32,
}

impl Shop {
    /// Opens a shop with an empty till.
    pub fn open(prices: &[u32]) -> Shop {
        Shop {
            prices: Mutex::new(prices.into()),
            till: Mutex::new(0),
            sales: AtomicU32::new(0),
        }
    }

    /// Sells an item: its price goes into the till.
    pub fn sell(&self, item: usize) {
        let paid = *self.till.lock(); // A
        let price = self.prices.lock()[item]; // B
        *self.till.lock() = paid + price; // C
        self.sales.fetch_add(1, Ordering::Relaxed); // D
    }

    /// Returns how many items were sold, and what is in the till.
    pub fn close(&self) -> (u32, u32) {
        (self.sales.load(Ordering::Relaxed), *self.till.lock())
    }
}
