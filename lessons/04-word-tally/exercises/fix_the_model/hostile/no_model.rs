//! A test that checks no model.

use super::subject::Locked;

#[test]
fn nothing_is_checked() {
    let made = Locked::<u32>::new;
    let _ = made;
}
