//! Four ways of sharing data with a closure, and what their types say.

use crate::model::check;
use crate::sharing;

/// The four ways of sharing do what their types say.
#[test]
fn sharing() {
    let words = || vec![String::from("two"), String::from("words")];
    check("02/sharing-move", move || sharing::moved(words()))
        .holds()
        .reaches(["8"])
        .is_contended()
        .is_recorded();
    check("02/sharing-borrow", move || sharing::borrowed(&words()))
        .holds()
        .reaches(["(8, 2)"])
        .is_contended()
        .is_recorded();
    check("02/sharing-arc", move || sharing::counted(words()))
        .holds()
        .reaches(["(8, 2)"])
        .is_contended()
        .is_recorded();
    check("02/sharing-mutex", move || sharing::locked(words()))
        .holds()
        .reaches(["8"])
        .is_contended()
        .is_recorded();
}
