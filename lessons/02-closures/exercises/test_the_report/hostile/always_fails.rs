//! Hostile: a model that fails for every version, even the correct one.

use super::model::model;
use super::subject::Report;

#[test]
fn a_report_is_complete() {
    model(|| {
        let report = Report::default();
        report.saved(1);
        report.done();
        assert_eq!(report.bytes(), None, "whatever it is");
    });
}
