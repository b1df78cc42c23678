//! `Semaphore` (in `test_the_semaphore/subject.rs`) is right. Three others are not, and you cannot see
//! them. Write tests that hold for this one and fail for each of those.

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
        assert!(semaphore.try_acquire().is_some());
        worker.join().unwrap();
    });
}
