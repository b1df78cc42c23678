//! Hostile: a test without a model.

#[test]
fn nobody_writes_after_the_gate_was_closed() {}
