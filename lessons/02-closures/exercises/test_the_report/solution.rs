//! `Report` (in `test_the_report/subject.rs`) is correct. Three other versions are not, and you cannot
//! see them. Write a model that passes for the correct report and fails for each of the others.

use super::model::model;
use super::subject::Report;
use super::sync::{Arc, thread};

#[test]
fn a_report_is_complete() {
    model(|| {
        let report = Arc::new(Report::default());
        let theirs = report.clone();
        let closure = thread::spawn(move || {
            theirs.saved(1);
            theirs.saved(2);
            theirs.done();
        });
        // CHANGED: read while the closure may be anywhere. There is no report, or a complete one.
        if let Some(bytes) = report.bytes() {
            assert_eq!(bytes, 3, "an incomplete report");
        }
        closure.join().unwrap();
        assert_eq!(report.bytes(), Some(3));
    });
}
