//! Right: keeps the guards in an array.

use super::sync::Mutex;
use std::array;
pub fn transfer(boxes: &[Mutex<u32>; 2], from: usize, to: usize) -> bool {
    let mut guards: [_; 2] = array::from_fn(|i| boxes[i].lock());
    let votes = *guards[from];
    if votes > 0 {
        *guards[from] -= 1;
        *guards[to] += 1;
    }
    votes > 0
}
