//! `WaitGroup` (in `test_the_group/subject.rs`) is correct. Three other implementations are not, and you
//! cannot see them. Write tests that pass for this one and fail for each of those.

use super::model::model;
use super::subject::WaitGroup;
use super::sync::{Arc, thread};

#[test]
fn every_waiting_thread_is_notified() {
    model(|| {
        let group = Arc::new(WaitGroup::default());
        group.add(1);
        let waiter = thread::spawn({
            let group = group.clone();
            move || group.wait()
        });
        // The first `done` is the last one.
        let worker = thread::spawn({
            let group = group.clone();
            move || group.done()
        });
        group.wait();
        worker.join().unwrap();
        waiter.join().unwrap();
    });
}
