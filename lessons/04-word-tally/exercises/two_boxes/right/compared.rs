//! Right: says by `cmp` which guard is which.

use super::sync::{Mutex, MutexGuard};
use std::cmp::Ordering;
fn both(boxes: &[Mutex<u32>; 2]) -> (MutexGuard<'_, u32>, MutexGuard<'_, u32>) {
    (boxes[0].lock(), boxes[1].lock())
}
pub fn transfer(boxes: &[Mutex<u32>; 2], from: usize, to: usize) -> bool {
    let (mut a, mut b) = both(boxes);
    let (source, target) = match from.cmp(&to) {
        Ordering::Less => (&mut *a, &mut *b),
        _ => (&mut *b, &mut *a),
    };
    let Some(rest) = source.checked_sub(1) else {
        return false;
    };
    *source = rest;
    *target += 1;
    true
}
