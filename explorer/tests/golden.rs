//! How many traces there are, with the reasoning beside the number.

mod support;

use explorer::{Config, Mode, Report, explore};
use support::catalogue;

fn reduced(model: impl Fn() + 'static) -> Report {
    let config = Config {
        traces: true,
        ..Config::default()
    };
    let report = explore(&config, model, |_| ());
    assert!(report.is_complete(), "{report:?}");
    report
}

/// Asserts that the reduced search runs so many traces, each once.
#[track_caller]
fn counts(traces: usize, model: impl Fn() + 'static) {
    let report = reduced(model);
    assert_eq!(report.traces.len(), traces, "{report:?}");
    assert_eq!(report.complete, traces as u64, "a trace was run twice");
}

#[test]
fn lockers_differ_in_the_order_in_which_they_lock() {
    counts(1, || catalogue::lockers(1));
    counts(2, || catalogue::lockers(2));
    // 3! and 4!.
    counts(6, || catalogue::lockers(3));
    counts(24, || catalogue::lockers(4));
}

#[test]
fn independent_threads_have_one_trace() {
    counts(1, || catalogue::independent(4));
    counts(1, || catalogue::adders(5));
}

#[test]
fn unreduced_lockers_run_every_schedule() {
    let report = explore(
        &Config::new(Mode::Unreduced),
        || catalogue::lockers(2),
        |_| (),
    );
    // The locker that locks second starts at 4 moments up to then; if it is the one that is joined
    // last, the first join has 3 moments, 4 where the start is later still: 3 * 3 + 4. Else 4.
    assert!(report.is_complete(), "{report:?}");
    assert_eq!(report.complete, 13 + 4);
}
