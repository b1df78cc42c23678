//! Hostile: a model that fails for every implementation, for the right one too.

use super::model::model;
use super::subject::Report;

#[test]
fn a_report_that_is_there_is_whole() {
    model(|| {
        let report = Report::default();
        report.saved(1);
        report.done();
        assert_eq!(report.bytes(), None, "whatever it is");
    });
}
