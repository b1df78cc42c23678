//! `WaitGroup` (in `test_the_group/subject.rs`) is correct. Three other implementations are not, and you
//! cannot see them. Write tests that pass for this one and fail for each of those.

use super::model::model;
use super::subject::WaitGroup;
use super::sync::atomic::{AtomicUsize, Ordering};
use super::sync::{Arc, thread};

#[test]
fn wait_returns_after_the_last_done() {
    model(|| {
        let group = Arc::new(WaitGroup::default());
        let worked = Arc::new(AtomicUsize::new(0));
        group.add(2);
        let workers = [(); 2].map(|()| {
            let (group, worked) = (group.clone(), worked.clone());
            thread::spawn(move || {
                worked.fetch_add(1, Ordering::Relaxed);
                group.done();
            })
        });
        for worker in workers {
            worker.join().unwrap();
        }
        // No member is left to wait for.
        group.wait();
        assert_eq!(worked.load(Ordering::Relaxed), 2, "wait returned too early");
    });
}
