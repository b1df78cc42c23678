//! Refused: each turn's variable is gone before its closure has run.

use std::thread;

fn main() {
    thread::scope(|scope| {
        for turn in 0..3 {
            scope.spawn(|| println!("closure {turn}"));
        }
    });
}
