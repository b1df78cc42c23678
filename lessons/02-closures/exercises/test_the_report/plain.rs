//! A test on real threads, which finds none of the incorrect versions.

use super::subject::Report;
use super::sync::{Arc, thread};

#[test]
fn a_hundred_runs() {
    for _ in 0..100 {
        let report = Arc::new(Report::default());
        assert_eq!(report.bytes(), None);
        let closure = thread::spawn({
            let report = report.clone();
            move || {
                report.saved(1);
                report.saved(2);
                report.done();
            }
        });
        closure.join().unwrap();
        assert_eq!(report.bytes(), Some(3));
    }
}
