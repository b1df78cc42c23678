//! A colleague has tested `Desk` (in `mend_the_model/subject.rs`) with this model, which holds. It also
//! holds for four desks that are wrong. Mend it: it must hold for this one and fail for each of those.

use super::model::model;
use super::subject::Desk;
use super::sync::{Arc, thread};

#[test]
fn a_closed_desk_says_why() {
    model(|| {
        let desk = Arc::new(Desk::new());
        let clerk = thread::spawn({
            let desk = desk.clone();
            move || desk.close(7)
        });
        // TODO: how many executions are there, and what can go wrong in them?
        clerk.join().unwrap();
        assert!(desk.closed().is_some());
    });
}
