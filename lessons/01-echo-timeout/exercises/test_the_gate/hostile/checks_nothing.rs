//! Hostile: a test without a model.

#[test]
fn no_copier_is_inside_a_closed_gate() {}
