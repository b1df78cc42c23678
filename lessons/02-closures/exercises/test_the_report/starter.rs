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
            theirs.done();
        });
        // TODO: when can the report be read, and what must `bytes` return then?
        closure.join().unwrap();
    });
}
