//! Votes are moved between two boxes, in both directions at once. Write `transfer` so that a thread that
//! counts sees each vote exactly once, and no thread waits forever.

use super::sync::Mutex;

/// Moves a vote from box `from` (0 or 1) to box `to`, which is the other one. Returns false if there is
/// no vote to move. A thread that counts locks box 0 first, then box 1.
pub fn transfer(boxes: &[Mutex<u32>; 2], from: usize, to: usize) -> bool {
    let mut taken = boxes[from].lock();
    if *taken == 0 {
        return false;
    }
    *taken -= 1;
    // No thread can block forever now, but for a moment the vote is in no box.
    drop(taken);
    *boxes[to].lock() += 1;
    true
}
