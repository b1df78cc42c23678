//! Runs a small model in every mode of the engine: one of them knows nothing of what commutes.

use checker::explorer::{May, executions};
use explorer::{Config, Mode, Report};
use std::collections::{BTreeSet, HashSet};
use std::fmt::Debug;

/// What may come of a model, and its traces.
#[derive(Debug, PartialEq, Eq)]
struct Found {
    outcomes: BTreeSet<String>,
    traces: HashSet<u64>,
}

fn find<T: Debug>(mode: Mode, model: impl Fn() -> T + Send + 'static) -> (Found, Report) {
    let config = Config {
        max_steps: 300,
        max_runs: 20_000,
        stop_at_failure: false,
        traces: true,
        ..Config::new(mode.clone())
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
        let traces = report.traces.clone();
        (Found { outcomes, traces }, report)
    };
    // What the engine keeps belongs to an OS thread.
    let (found, report) = match std::thread::spawn(find).join() {
        Ok(found) => found,
        Err(panic) => std::panic::resume_unwind(panic),
    };
    assert!(report.is_complete(), "{mode:?}: {report:?}");
    (found, report)
}

/// Asserts that every mode finds these outcomes, and the same traces; returns how many. Fewer than
/// there should be, and what matters was told to commute; more, and what commutes was not. No execution is cut.
#[track_caller]
pub fn traces<T: Debug>(outcomes: &[&str], model: impl Fn() -> T + Copy + Send + 'static) -> usize {
    let (traces, cut) = traces_and_cuts(outcomes, model);
    assert_eq!(cut, 0, "executions that were cut");
    traces
}

/// The same, and how many executions were cut. It happens where a step waits until the end of an execution.
#[track_caller]
pub fn traces_and_cuts<T: Debug>(
    outcomes: &[&str],
    model: impl Fn() -> T + Copy + Send + 'static,
) -> (usize, u64) {
    let (whole, _) = find(Mode::Unreduced, model);
    let found: Vec<&str> = whole.outcomes.iter().map(String::as_str).collect();
    assert_eq!(found, outcomes);
    same_in_every_mode(&whole, model)
}

/// The same of a model that has too many schedules to be run in all of them: some are, at random.
#[track_caller]
pub fn traces_of_many<T: Debug>(outcomes: &[&str], model: impl Fn() -> T + Copy + Send + 'static) {
    let (whole, _) = find(Mode::SleepSets, model);
    let found: Vec<&str> = whole.outcomes.iter().map(String::as_str).collect();
    assert_eq!(found, outcomes);
    let (_, cut) = same_in_every_mode(&whole, model);
    assert_eq!(cut, 0, "executions that were cut");
    let (seed, runs) = (1, 500);
    let (sampled, _) = find(Mode::Random { seed, runs }, model);
    let strange = sampled.traces.difference(&whole.traces).count();
    assert_eq!(strange, 0, "traces of executions at random");
}

#[track_caller]
fn same_in_every_mode<T: Debug>(
    whole: &Found,
    model: impl Fn() -> T + Copy + Send + 'static,
) -> (usize, u64) {
    let mut cut = 0;
    for mode in [
        Mode::Reduced,
        Mode::SleepSets,
        Mode::Graph { preemptions: None },
    ] {
        let (found, report) = find(mode.clone(), model);
        assert_eq!(found, *whole, "{mode:?}");
        if mode == Mode::Reduced {
            let complete = whole.traces.len() as u64;
            assert_eq!(report.complete, complete, "a trace was run twice");
            cut = report.asleep;
        }
    }
    (whole.traces.len(), cut)
}
