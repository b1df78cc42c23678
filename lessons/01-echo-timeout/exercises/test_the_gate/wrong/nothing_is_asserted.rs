//! `Gate` (in `test_the_gate/subject.rs`) is right. Four others are not, and you cannot see them.
//! Write a model that holds for this one and fails for each of those.

use super::model::model;
use super::subject::Gate;
use super::sync::{Arc, thread};

#[test]
fn nobody_writes_after_the_gate_was_closed() {
    model(|| {
        let gate = Arc::new(Gate::default());
        let theirs = gate.clone();
        let copier = thread::spawn(move || {
            if theirs.enter() {
                theirs.leave();
            }
        });
        // That it returns is all that is checked.
        gate.close();
        copier.join().unwrap();
    });
}
