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
        clerk.join().unwrap();
        assert_eq!(desk.closed(), Some(7));
    });
}
