//! The model that the page "How to write a model" explains.

use crate::model::{Check, Report, model};
use crate::seats::Show;
use crate::sync::{Arc, thread};
use checker::recording::FailureKind;

// ANCHOR: model
/// Main and a clerk both sell, while one seat is left.
fn last_seat(check: Check, sell: fn(&Show) -> bool) -> Report {
    check.run(move || {
        let show = Arc::new(Show::new(1));
        let theirs = show.clone();
        let clerk = thread::spawn(move || sell(&theirs));
        let main_sold = sell(&show);
        let clerk_sold = clerk.join().unwrap();
        assert_ne!(main_sold, clerk_sold, "one of them sells the last seat");
        assert_eq!(show.sold(), 1);
        (main_sold, clerk_sold)
    })
}
// ANCHOR_END: model

// ANCHOR: holds
#[test]
fn the_last_seat_is_sold_once() {
    last_seat(Check::new("pages/last-seat"), Show::sell)
        .holds()
        .reaches(["(true, false)", "(false, true)"])
        .is_contended()
        .is_recorded();
}
// ANCHOR_END: holds

// ANCHOR: mutant
pub fn two_steps() -> Report {
    last_seat(Check::new("pages/two-steps"), Show::sell_in_two_steps)
}

#[test]
fn a_seat_that_is_checked_and_sold_in_two_steps_is_sold_twice() {
    two_steps().fails(FailureKind::Assertion, 1).is_recorded();
}
// ANCHOR_END: mutant

// ANCHOR: exercise
#[test]
fn one_of_two_clerks_sells_the_last_seat() {
    model(|| {
        let show = Arc::new(Show::new(1));
        let theirs = show.clone();
        let clerk = thread::spawn(move || theirs.sell());
        let main_sold = show.sell();
        assert_ne!(main_sold, clerk.join().unwrap());
    });
}
// ANCHOR_END: exercise
