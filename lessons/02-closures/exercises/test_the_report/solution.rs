//! `Report` (in `test_the_report/subject.rs`) is right. Three others are not, and you cannot see them.
//! Write a model that holds for this one and fails for each of those.

use super::model::model;
use super::subject::Report;
use super::sync::{Arc, thread};

#[test]
fn a_report_that_is_there_is_whole() {
    model(|| {
        let report = Arc::new(Report::default());
        let theirs = report.clone();
        let closure = thread::spawn(move || {
            theirs.saved(1);
            theirs.saved(2);
            theirs.done();
        });
        // CHANGED: asked while the closure may be anywhere. There is no report, or all of it.
        if let Some(bytes) = report.bytes() {
            assert_eq!(bytes, 3, "a report of a part");
        }
        closure.join().unwrap();
        assert_eq!(report.bytes(), Some(3));
    });
}
