//! A colleague tests `Desk` (in `fix_the_model/subject.rs`) with this model, and it passes. It also passes for
//! four versions of `Desk` that are wrong. Fix the model: it must pass for this version and fail for each of those.

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
        // CHANGED: reads the desk while the clerk may be closing it, and states what may be seen then.
        let seen = desk.closed();
        assert!(
            seen.is_none() || seen == Some(7),
            "closed for the reason {seen:?}"
        );
        // CHANGED: after the join only the reason may be seen, however often the desk is read.
        clerk.join().unwrap();
        assert_eq!(desk.closed(), Some(7));
        assert_eq!(desk.closed(), Some(7));
    });
}
