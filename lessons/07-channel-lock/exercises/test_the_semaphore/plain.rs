//! A test on real threads, which finds none of the mutants.

use super::subject::Semaphore;
use super::sync::{Arc, thread};

#[test]
fn a_hundred_runs() {
    for _ in 0..100 {
        let semaphore = Arc::new(Semaphore::new(1));
        let worker = thread::spawn({
            let semaphore = semaphore.clone();
            move || semaphore.acquire().release()
        });
        worker.join().unwrap();
        assert!(semaphore.try_acquire().is_some());
    }
}
