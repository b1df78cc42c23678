//! A show whose seats several clerks sell.

use crate::sync::Mutex;

// ANCHOR: seats
#[derive(Debug)]
pub struct Show {
    seats: u32,
    sold: Mutex<u32>,
}

impl Show {
    pub fn new(seats: u32) -> Show {
        Show {
            seats,
            sold: Mutex::new(0),
        }
    }

    /// Sells a seat. Returns false if none is left.
    pub fn sell(&self) -> bool {
        let mut sold = self.sold.lock();
        if *sold == self.seats {
            return false;
        }
        *sold += 1;
        true
    }

    /// Returns how many seats are sold.
    pub fn sold(&self) -> u32 {
        *self.sold.lock()
    }
}
// ANCHOR_END: seats

impl Show {
    /// A mutant of `sell`: it checks under one lock and sells under another.
    pub fn sell_in_two_steps(&self) -> bool {
        if *self.sold.lock() == self.seats {
            return false;
        }
        *self.sold.lock() += 1;
        true
    }
}
