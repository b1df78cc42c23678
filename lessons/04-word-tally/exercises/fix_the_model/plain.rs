//! A test on real threads, which finds none of the wrong implementations.

use super::subject::Locked;
use super::sync::{Arc, thread};

#[test]
fn a_hundred_runs() {
    for _ in 0..100 {
        let tally = Arc::new(Locked::new(0));
        // One by one: what is wrong here is undefined behaviour, which no test may run into.
        for _ in 0..3 {
            let tally = tally.clone();
            let worker = thread::spawn(move || tally.with(|votes| *votes += 1));
            worker.join().unwrap();
        }
        assert_eq!(tally.try_with(|votes| *votes), Some(3));
        let within = tally.with(|_| tally.try_with(|votes| *votes));
        assert_eq!(within, None, "two at once");
    }
}
