//! Runs a model in every way: with several threads and with one, under both checkers, and with a search that knows
//! nothing of what commutes.

use checker::explorer::{Check, May, executions};
use explorer::{Config, Mode};
use std::collections::BTreeSet;
use std::fmt::Debug;

/// Asserts the outcomes of a model under the explorer, with several threads; an unreduced search, if it ends, has the
/// same.
#[track_caller]
pub fn many<T: Debug, const N: usize>(
    model: impl Fn() -> T + Copy + Send + Sync + 'static,
    outcomes: [&str; N],
) {
    Check::new("tasks").run(model).holds().reaches(outcomes);
    let (found, is_complete) = unreduced(model);
    let outcomes: BTreeSet<String> = outcomes.map(String::from).into();
    match is_complete {
        true => assert_eq!(found, outcomes, "unreduced"),
        false => assert!(found.is_subset(&outcomes), "unreduced: {found:?}"),
    }
}

/// As [`many`], on one thread.
#[track_caller]
pub fn one<T: Debug, const N: usize>(
    model: impl Fn() -> T + Copy + Send + Sync + 'static,
    outcomes: [&str; N],
) {
    let check = Check::new("tasks").one_thread();
    check.run(model).holds().reaches(outcomes);
}

/// As [`many`], where the search may drop a task.
#[track_caller]
pub fn dropping<T: Debug, const N: usize>(
    model: impl Fn() -> T + Copy + Send + Sync + 'static,
    outcomes: [&str; N],
) {
    let check = Check::new("tasks").drops(1);
    check.run(model).holds().reaches(outcomes);
}

/// Asserts the outcomes of a model under loom, with several threads or with one.
#[track_caller]
pub fn loom<T: Debug, const N: usize>(
    one_thread: bool,
    model: impl Fn() -> T + Copy + Send + Sync + 'static,
    outcomes: [&str; N],
) {
    let check = checker::loom::Check::new("tasks");
    let check = if one_thread {
        check.one_thread()
    } else {
        check
    };
    check.run(model).holds().reaches(outcomes);
}

fn unreduced<T: Debug>(model: impl Fn() -> T + Copy + Send + 'static) -> (BTreeSet<String>, bool) {
    let config = Config {
        max_steps: 300,
        max_runs: 20_000,
        stop_at_failure: false,
        ..Config::new(Mode::Unreduced)
    };
    let find = move || {
        let mut outcomes = BTreeSet::new();
        let model = move || explorer::outcome(format!("{:?}", model()));
        let report = executions(&config, May::default(), model, |run, failure| {
            outcomes.insert(match failure {
                Some((kind, _)) => kind.to_string(),
                None => run.outcome.unwrap_or_default().into(),
            });
        });
        (outcomes, report.is_complete())
    };
    // What the engine keeps belongs to an OS thread.
    std::thread::spawn(find).join().expect("it runs to its end")
}

/// A module of tests for each checker that has the same models: `model` is the checker, `tasks` its types.
#[macro_export]
macro_rules! models {
    ($($models:item)+) => {
        pub mod with_explorer {
            #[allow(unused_imports, reason = "not every model needs all of them")]
            use checker::explorer::sync::{Arc, tasks::{self, select}, thread, time::Duration};
            $($models)+
        }
        #[allow(dead_code, reason = "loom takes too long for some")]
        pub mod with_loom {
            #[allow(unused_imports, reason = "not every model needs all of them")]
            use checker::loom::sync::{Arc, tasks::{self, select}, thread, time::Duration};
            $($models)+
        }
    };
}
