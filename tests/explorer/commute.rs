//! Runs a small model in every mode of the engine: one of them knows nothing of what commutes.

use checker::explorer::executions;
use explorer::{Config, Mode};
use std::collections::{BTreeSet, HashSet};
use std::fmt::Debug;

/// What may come of a model, and its traces.
#[derive(Debug, PartialEq, Eq)]
struct Found {
    outcomes: BTreeSet<String>,
    traces: HashSet<u64>,
}

fn find<T: Debug>(mode: Mode, model: impl Fn() -> T + Send + 'static) -> Found {
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
        let report = executions(&config, false, model, |run, failure| {
            outcomes.insert(match failure {
                Some((kind, _)) => kind.to_string(),
                None => run.outcome.unwrap_or_default().into(),
            });
        });
        assert!(report.is_complete(), "{mode:?}: {report:?}");
        let traces = report.traces;
        Found { outcomes, traces }
    };
    // What the engine keeps belongs to an OS thread.
    match std::thread::spawn(find).join() {
        Ok(found) => found,
        Err(panic) => std::panic::resume_unwind(panic),
    }
}

/// Asserts that every mode finds these outcomes, and the same traces; returns how many. Fewer than
/// there should be, and what matters was told to commute; more, and what commutes was not.
#[track_caller]
pub fn traces<T: Debug>(outcomes: &[&str], model: impl Fn() -> T + Copy + Send + 'static) -> usize {
    let whole = find(Mode::Unreduced, model);
    let found: Vec<&str> = whole.outcomes.iter().map(String::as_str).collect();
    assert_eq!(found, outcomes);
    for mode in [
        Mode::Reduced,
        Mode::SleepSets,
        Mode::Graph { preemptions: None },
    ] {
        assert_eq!(find(mode.clone(), model), whole, "{mode:?}");
    }
    whole.traces.len()
}
