//! How many executions a search expects after some of them, beside how many there turn out to be.

use super::arrays::lastzero;
use super::counters::{ainc, inc, lockinc, locks_in_turn};
use super::row::{explore, explore_as};
use explorer::{Config, Estimate, Mode, Report};

type Program = (&'static str, fn(usize), usize);

/// Some of those in the tables, and how large they are.
const PROGRAMS: [Program; 5] = [
    ("ainc", ainc, 6),
    ("lockinc", lockinc, 6),
    ("inc", inc, 4),
    ("locks in turn", locks_in_turn, 4),
    ("lastzero", lastzero, 8),
];

/// From a tenth of its executions on, a search is wrong by no more than this factor.
const FACTOR: u64 = 4;

fn all(model: fn(usize), size: usize) -> u64 {
    explore(u64::MAX, move || model(size)).runs
}

fn estimate(runs: u64, model: fn(usize), size: usize) -> Estimate {
    let report: Report = explore(runs, move || model(size));
    report.estimate.expect("a search that stopped at a limit")
}

#[test]
fn from_a_tenth_on_the_estimate_is_of_the_right_size() {
    for (name, model, size) in PROGRAMS {
        let all = all(model, size);
        for tenths in 1..10 {
            let runs = all * tenths / 10;
            let Estimate { low, about, high } = estimate(runs, model, size);
            println!("{name}({size}): {all}, after {runs} about {about} ({low} to {high})");
            let is_near = about <= all * FACTOR && all <= about * FACTOR;
            assert!(is_near, "{name}: {about} of {all} after {runs}");
            assert!(runs <= low && low <= about && about <= high, "{name}");
            assert!(low <= all, "{name}: at least {low} of {all} after {runs}");
        }
    }
}

#[test]
fn after_a_tenth_the_number_lies_within_the_spread() {
    for (name, model, size) in PROGRAMS {
        let all = all(model, size);
        let Estimate { low, high, .. } = estimate(all / 10, model, size);
        assert!(
            low <= all && all <= high,
            "{name}: {low} to {high} of {all}"
        );
    }
}

#[test]
fn the_same_executions_are_the_same_estimate() {
    for (name, model, size) in PROGRAMS {
        let once = estimate(30, model, size);
        assert_eq!(once, estimate(30, model, size), "{name}");
    }
}

/// Every branch is known as soon as its node is reached.
#[test]
fn without_reduction_the_estimate_is_right_in_the_end() {
    let config = |max_runs| Config {
        stop_at_failure: false,
        max_runs,
        ..Config::new(Mode::Unreduced)
    };
    let all = explore_as(config(u64::MAX), || ainc(3)).runs;
    let estimate = explore_as(config(all - 1), || ainc(3)).estimate;
    let about = estimate.expect("a search that stopped at a limit").about;
    assert!(about.abs_diff(all) <= all / 100, "{about} of {all}");
}

#[test]
fn a_search_that_finished_has_no_estimate() {
    let report = explore(u64::MAX, || ainc(3));
    assert!(report.is_complete());
    assert_eq!(report.estimate, None);
}
