//! A test on real threads, which finds none of the wrong implementations.

use super::subject::WaitGroup;
use super::sync::atomic::{AtomicBool, Ordering};
use super::sync::{Arc, thread};

#[test]
fn a_hundred_runs() {
    for _ in 0..100 {
        let group = Arc::new(WaitGroup::default());
        let worked = Arc::new(AtomicBool::new(false));
        group.add(1);
        let worker = thread::spawn({
            let (group, worked) = (group.clone(), worked.clone());
            move || {
                worked.store(true, Ordering::Release);
                group.done();
            }
        });
        worker.join().unwrap();
        group.wait();
        assert!(worked.load(Ordering::Acquire));
    }
}
