//! Every way in which a search can stop.

mod support;

use explorer::{Config, End, Finish, Mode, explore};
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use support::{Atomic, catalogue};

#[test]
fn limits_are_told() {
    let model = || catalogue::lockers(4);
    let config = Config {
        max_runs: 5,
        ..Config::default()
    };
    let report = explore(&config, model, |_| ());
    assert_eq!((report.runs, report.finish), (5, Finish::RunLimit));
    let config = Config {
        max_time: Duration::ZERO,
        ..Config::default()
    };
    let report = explore(&config, model, |_| ());
    assert_eq!(report.finish, Finish::TimeLimit);
}

#[test]
fn all_failures_are_counted_where_the_search_goes_on() {
    let report = explore(
        &support::compare::config(Mode::Reduced),
        catalogue::lock_order,
        |_| (),
    );
    // One order, the other, and the deadlock.
    assert_eq!((report.complete, report.failures), (3, 1));
    assert!(report.is_complete());
}

#[test]
fn a_model_that_is_not_deterministic_is_told_so() {
    let models: [fn(u32); 4] = [
        // Another number of steps.
        |run| drop((0..=run).map(|_| Atomic::new(0).load()).collect::<Vec<_>>()),
        // Another number of answers.
        |run| {
            explorer::choose(2 + run as usize);
        },
        // A choice in place of a step, and the other way round.
        |run| {
            if run == 0 {
                explorer::yield_now();
            } else {
                explorer::choose(2);
            }
        },
        // Another label.
        |run| {
            explorer::step(["one", "other"][run as usize % 2], &[], || true);
        },
    ];
    let modes = [Mode::Reduced, Mode::Graph { preemptions: None }];
    let in_each = |model| modes.clone().map(|mode| (model, mode));
    for (model, mode) in models.into_iter().flat_map(in_each) {
        let run = Rc::new(Cell::new(0));
        let report = explore(
            &Config::new(mode),
            move || {
                model(run.get());
                run.set(run.get() + 1);
                catalogue::lockers(2);
            },
            |_| (),
        );
        assert_eq!(report.finish, Finish::Failure);
        let end = report.failure.expect("it is noticed").end;
        assert!(matches!(end, End::NotDeterministic(_)), "{end:?}");
    }
}
