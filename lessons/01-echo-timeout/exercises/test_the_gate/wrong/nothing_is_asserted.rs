//! `Gate` (in `test_the_gate/subject.rs`) is correct. Four other versions are not, and you cannot see
//! them. Write a model that passes for the correct gate and fails for each of the others.

use super::model::model;
use super::subject::Gate;
use super::sync::{Arc, thread};

#[test]
fn no_copier_is_inside_a_closed_gate() {
    model(|| {
        let gate = Arc::new(Gate::default());
        let theirs = gate.clone();
        let copier = thread::spawn(move || {
            if theirs.enter() {
                theirs.leave();
            }
        });
        // This checks only that `close` returns.
        gate.close();
        copier.join().unwrap();
    });
}
