//! Runs the program, also with a line changed. Not to be edited.

use super::exercise::Office;
use super::model::Check;
use super::sync::Arc;
use super::sync::thread::Builder;

#[test]
fn the_caretaker_leaves_last() {
    Check::new("03/the-last-one-out")
        .run(|| {
            let office = Arc::new(Office::open(2));
            let workers = ["worker 1", "worker 2"].map(|name| {
                let office = office.clone();
                let worker = Builder::new().name(name.into());
                worker.spawn(move || office.leave()).unwrap()
            });
            office.wait();
            assert!(office.is_empty(), "a worker is locked in");
            for worker in workers {
                worker.join().unwrap();
            }
        })
        .holds()
        .is_contended();
}
