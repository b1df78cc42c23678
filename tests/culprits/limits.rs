//! Limits of a checker are told as such.

use super::sync::atomic::{AtomicU32, Ordering};
use super::{Check, check};
use crate::{says, sentence};
use checker::recording::FailureKind;

#[test]
fn a_loop_that_ends_late_is_no_livelock() {
    let model = |looks: bool| {
        move || {
            let count = AtomicU32::new(0);
            for _ in 0..6_000 {
                match looks {
                    true => drop(count.load(Ordering::SeqCst)),
                    false => drop(count.fetch_add(1, Ordering::SeqCst)),
                }
            }
        }
    };
    for looks in [true, false] {
        let report = check("culprits/long-loop", model(looks));
        let sentence = sentence(&report, FailureKind::Limit);
        says(&sentence, &["5,000 steps: see `max_steps`"]);
        let verdict = report.verdict().to_string();
        assert_eq!(verdict, "cannot be checked: limit of the checker");
        let patient = Check::new("culprits/long-loop").max_steps(20_000);
        patient.run(model(looks)).holds();
    }
}
