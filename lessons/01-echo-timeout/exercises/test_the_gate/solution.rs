//! `Gate` (in `test_the_gate/subject.rs`) is correct. Four other versions are not, and you cannot see
//! them. Write a model that passes for the correct gate and fails for each of the others.

use super::model::model;
use super::subject::Gate;
use super::sync::atomic::{AtomicBool, Ordering};
use super::sync::{Arc, thread};

#[test]
fn no_copier_is_inside_a_closed_gate() {
    model(|| {
        let gate = Arc::new(Gate::default());
        let closed = Arc::new(AtomicBool::new(false));
        // CHANGED: two copiers, which run while main closes the gate.
        let copiers = [(); 2].map(|()| {
            let (gate, closed) = (gate.clone(), closed.clone());
            thread::spawn(move || {
                if gate.enter() {
                    // CHANGED: while a copier is inside, `close` cannot have returned.
                    let is_closed = closed.load(Ordering::Relaxed);
                    assert!(!is_closed, "inside a closed gate");
                    gate.leave();
                }
            })
        });
        gate.close();
        closed.store(true, Ordering::Relaxed);
        for copier in copiers {
            copier.join().unwrap();
        }
    });
}
