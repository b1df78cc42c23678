//! `Gate` (in `test_the_gate/subject.rs`) is right. Four others are not, and you cannot see them.
//! Write a model that holds for this one and fails for each of those.

use super::model::model;
use super::subject::Gate;
use super::sync::Arc;

#[test]
fn nobody_writes_after_the_gate_was_closed() {
    model(|| {
        let gate = Arc::new(Gate::default());
        // TODO: let copiers enter, write and leave. What must not happen once `close` returned?
        if gate.enter() {
            gate.leave();
        }
        gate.close();
        assert!(!gate.enter());
    });
}
