//! Hostile: leaves the boxes as the first model would have them.

use super::sync::Mutex;

/// Moves a vote from box `from` (0 or 1) to box `to`, which is the other one. Returns false if there is
/// no vote to move. A thread that counts locks box 0 first, then box 1.
pub fn transfer(boxes: &[Mutex<u32>; 2], from: usize, to: usize) -> bool {
    let mut votes = boxes.each_ref().map(|votes| votes.lock());
    let moved = *votes[from] > 0;
    (*votes[from], *votes[to]) = (0, 1);
    moved
}
