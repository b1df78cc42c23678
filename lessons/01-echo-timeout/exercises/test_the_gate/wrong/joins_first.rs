//! `Gate` (in `test_the_gate/subject.rs`) is right. Four others are not, and you cannot see them.
//! Write a model that holds for this one and fails for each of those.

use super::model::model;
use super::subject::Gate;
use super::sync::atomic::{AtomicBool, Ordering};
use super::sync::{Arc, thread};

#[test]
fn nobody_writes_after_the_gate_was_closed() {
    model(|| {
        let gate = Arc::new(Gate::default());
        let farewell = Arc::new(AtomicBool::new(false));
        let copiers = [(); 2].map(|()| {
            let (gate, farewell) = (gate.clone(), farewell.clone());
            thread::spawn(move || {
                if gate.enter() {
                    let said = farewell.load(Ordering::Relaxed);
                    assert!(!said, "inside after the farewell");
                    gate.leave();
                }
            })
        });
        for copier in copiers {
            copier.join().unwrap();
        }
        gate.close();
        farewell.store(true, Ordering::Relaxed);
    });
}
