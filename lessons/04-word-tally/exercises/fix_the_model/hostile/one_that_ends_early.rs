//! One test is right, another ends before its model.

use super::model::model;
use super::subject::Locked;

#[test]
fn holds() {
    model(|| drop(Locked::new(0)));
}

#[test]
fn ends_early() {
    if Some(1).is_some() {
        return;
    }
    model(|| drop(Locked::new(0)));
}
