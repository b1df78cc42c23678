//! One closure per item, and each item is worked on once. One model over the correct loop and its trap.

use crate::model::{self, Check, Report, note};
use crate::sync::Mutex;
use crate::{each, traps};
use checker::recording::FailureKind;

/// Runs one closure for each item, correctly or in the trap's way.
type Each = fn(&[usize], &(dyn Fn(&usize) + Sync));

macro_rules! each {
    ($($module:ident)::+) => {
        |items, work| $($module)::+::each(items, work).unwrap()
    };
}

/// Each item is worked on once. Returns in which order.
fn each_once(how: Check, run: Each, items: &'static [usize]) -> Report {
    how.run(move || {
        let seen = Mutex::new(vec![]);
        run(items, &|item| {
            note(format!("works on item {item}"));
            seen.lock().push(*item);
        });
        let seen = seen.into_inner();
        let mut sorted = seen.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, items, "not every item exactly once");
        seen
    })
}

#[test]
fn each_with_three_threads() {
    each_once(Check::new("02/each"), each!(each), &[0, 1])
        .holds()
        .reaches(["[0, 1]", "[1, 0]"])
        .is_contended()
        .is_recorded();
}

#[test]
fn each_with_four_threads() {
    each_once(Check::new("02/each-three"), each!(each), &[0, 1, 2])
        .holds()
        .reaches([
            "[0, 1, 2]",
            "[0, 2, 1]",
            "[1, 0, 2]",
            "[1, 2, 0]",
            "[2, 0, 1]",
            "[2, 1, 0]",
        ])
        .is_contended()
        .is_recorded();
}

/// Four besides main: 24 schedules, 4!.
fn each_with_five_threads() {
    let report = each_once(Check::new("02/each-four"), each!(each), &[0, 1, 2, 3]);
    report.holds().is_contended().is_recorded();
    assert_eq!(report.outcomes().len(), 24);
}

model::larger!(each_with_five_threads);

#[test]
fn each_with_two_threads() {
    each_once(Check::new("02/each-one"), each!(each), &[0])
        .holds()
        .reaches(["[0]"])
        .is_contended()
        .is_recorded();
}

#[test]
fn captured_loop_variable() {
    let run: Each = each!(traps::captured_loop_variable);
    each_once(Check::new("02/captured-loop-variable"), run, &[0, 1])
        .fails(FailureKind::Assertion, 0)
        .is_recorded();
}
