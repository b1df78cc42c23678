//! Fails outside of a model.

#[test]
fn outside() {
    panic!("the implementation is wrong");
}
