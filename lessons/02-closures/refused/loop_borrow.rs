//! Refused: each iteration's variable may be gone before its closure has run.

use std::thread;

fn main() {
    thread::scope(|scope| {
        for n in 0..3 {
            scope.spawn(|| println!("closure {n}"));
        }
    });
}
