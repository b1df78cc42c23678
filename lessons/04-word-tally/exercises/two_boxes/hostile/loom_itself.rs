//! Votes are moved between two boxes, in both directions at once. Write `transfer`: whoever counts
//! sees each vote once, and nobody waits for ever.

use loom::sync::Mutex;

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
        // CHANGED: both locks, always in the same order, from the look to the end of the move.
        let mut votes = self.0.each_ref().map(|votes| votes.lock());
        if *votes[from] == 0 {
            return false;
        }
        *votes[from] -= 1;
        *votes[to] += 1;
        true
    }

    /// The votes in both boxes.
    pub fn count(&self) -> u32 {
        let [first, second] = &self.0;
        let (first, second) = (first.lock(), second.lock());
        *first + *second
    }
}
