//! Refused: one variable for all turns, and the loop changes it while closures look at it.

use std::thread;

fn main() {
    let mut turn = 0;
    thread::scope(|scope| {
        while turn < 3 {
            scope.spawn(|| println!("closure {turn}"));
            turn += 1;
        }
    });
}
