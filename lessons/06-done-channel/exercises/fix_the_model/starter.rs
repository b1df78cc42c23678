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
        // TODO: what can another thread see while the clerk closes the desk? Does this model ever check it?
        clerk.join().unwrap();
        assert!(desk.closed().is_some());
    });
}
