//! Refused: the loop would change the one variable that all closures read.

use std::thread;

fn main() {
    let mut n = 0;
    thread::scope(|scope| {
        while n < 3 {
            scope.spawn(|| println!("closure {n}"));
            n += 1;
        }
    });
}
