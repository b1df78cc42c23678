//! How the models of these tests are run.

use checker::explorer::{May, executions};
use checker::recording::{FailureKind, Verdict};
use checker::{Report, explorer as explored, loom};
use explorer::{Config, Mode};
use std::collections::BTreeSet;
use std::fmt::Debug;
use std::thread;
use std::time::Duration;

/// The explorer, tasks on several threads. What holds is compared with the search that takes nothing to commute, as far
/// as that gets within so many schedules: it must not find anything else.
pub fn many<T: Debug + 'static>(model: fn() -> T) -> Report {
    let report = explored::Check::new("tasks/many").run(model);
    let config = Config {
        max_runs: 20_000,
        ..Config::new(Mode::Unreduced)
    };
    // What the search keeps belongs to an OS thread.
    let unreduced = thread::spawn(move || {
        let own = move || explorer::outcome(format!("{:?}", model()));
        let mut failures = BTreeSet::new();
        let unreduced = executions(&config, May::default(), own, |_, failure| {
            failures.extend(failure.map(|(kind, _)| format!("{kind:?}")));
        });
        (unreduced, failures)
    });
    let (unreduced, failures) = unreduced.join().expect("a search does not panic");
    if failures.is_empty() {
        let reached = report.outcomes();
        let mut reached: BTreeSet<&str> = reached.into_iter().collect();
        if reached.is_empty() {
            reached.insert("()");
        }
        let found: BTreeSet<&str> = unreduced.outcomes.keys().map(String::as_str).collect();
        let extra: Vec<_> = found.difference(&reached).collect();
        assert!(extra.is_empty(), "the reduced search misses {extra:?}");
        if unreduced.is_complete() {
            assert_eq!(reached, found, "the reduced search invents outcomes");
        }
    } else {
        let kind = kind(&report);
        assert!(kind.is_some(), "the reduced search misses {failures:?}");
    }
    report
}

/// What it failed with.
fn kind(report: &Report) -> Option<FailureKind> {
    match report.verdict() {
        Verdict::Fails { kind, .. } => Some(kind),
        _ => None,
    }
}

/// The explorer, tasks on one thread.
pub fn one<T: Debug + 'static>(model: fn() -> T) -> Report {
    explored::Check::new("tasks/one").one_thread().run(model)
}

/// The explorer, with one task that is dropped at any of its awaits.
pub fn dropped<T: Debug + 'static>(model: fn() -> T) -> [Report; 2] {
    let check = || explored::Check::new("tasks/dropped").drops(1);
    [check().run(model), check().one_thread().run(model)]
}

/// loom, tasks on several threads.
pub fn loom<T: Debug + 'static>(model: fn() -> T) -> Report {
    let check = loom::Check::new("tasks/loom");
    check.time_limit(Duration::from_secs(20)).run(model)
}

/// loom, tasks on one thread.
pub fn loom_one<T: Debug + 'static>(model: fn() -> T) -> Report {
    let check = loom::Check::new("tasks/loom-one").one_thread();
    check.time_limit(Duration::from_secs(20)).run(model)
}

/// Both runtimes and both checkers find this.
pub fn everywhere<T: Debug + 'static, const N: usize>(
    explored: fn() -> T,
    loomed: fn() -> T,
    outcomes: [&str; N],
) {
    many(explored).holds().reaches(outcomes);
    one(explored).holds().reaches(outcomes);
    loom(loomed).holds().reaches(outcomes);
    loom_one(loomed).holds().reaches(outcomes);
}

/// Both runtimes of both checkers find a deadlock.
pub fn deadlocks<T: Debug + 'static>(explored: fn() -> T, loomed: fn() -> T) {
    for report in [
        many(explored),
        one(explored),
        loom(loomed),
        loom_one(loomed),
    ] {
        assert_eq!(kind(&report), Some(FailureKind::Deadlock));
    }
}
