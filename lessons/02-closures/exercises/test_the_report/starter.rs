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
            theirs.done();
        });
        // TODO: who may ask for the report, when, and what must it say then?
        closure.join().unwrap();
    });
}
