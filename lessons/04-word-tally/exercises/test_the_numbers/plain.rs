//! A test on real threads, which finds none of the wrong implementations.

use super::subject::Numbers;
use super::sync::{Arc, thread};

#[test]
fn a_hundred_runs() {
    for _ in 0..100 {
        let numbers = Arc::new(Numbers::default());
        for _ in 0..2 {
            let theirs = numbers.clone();
            let worker = thread::spawn(move || [theirs.of("the"), theirs.of("fox")]);
            assert_eq!(worker.join().unwrap(), [0, 1]);
        }
        assert_eq!(numbers.of("dog"), 2);
    }
}
