//! Hostile: looks at both boxes, says what is wanted, and moves nothing.

use super::sync::Mutex;

/// Moves a vote from box `from` (0 or 1) to box `to`, which is the other one. Returns false if there is
/// no vote to move. A thread that counts locks box 0 first, then box 1.
pub fn transfer(boxes: &[Mutex<u32>; 2], from: usize, to: usize) -> bool {
    let votes = boxes.each_ref().map(|votes| votes.lock());
    let _ = to;
    *votes[from] > 0
}
