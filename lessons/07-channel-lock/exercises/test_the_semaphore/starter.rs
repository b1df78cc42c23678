//! `Semaphore` (in `test_the_semaphore/subject.rs`) is correct. Three hidden variants of it, the
//! mutants, are not. Write tests that pass for the correct one and fail for each mutant.

use super::model::model;
use super::subject::Semaphore;
use super::sync::{Arc, thread};

#[test]
fn one_permit_lets_one_in() {
    model(|| {
        let semaphore = Arc::new(Semaphore::new(1));
        let worker = thread::spawn({
            let semaphore = semaphore.clone();
            move || semaphore.acquire().release()
        });
        // TODO: how can a test notice that two threads are inside at once?
        semaphore.acquire().release();
        worker.join().unwrap();
    });
}
