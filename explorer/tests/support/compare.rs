//! Runs one model in several modes, which must agree.

use explorer::{Config, End, Mode, Report, explore};
use std::cell::RefCell;
use std::collections::{BTreeSet, HashSet};
use std::rc::Rc;

/// What came out, over all executions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub ends: BTreeSet<String>,
    pub traces: HashSet<u64>,
}

pub const REDUCED: [Mode; 3] = [
    Mode::Reduced,
    Mode::SleepSets,
    Mode::Graph { preemptions: None },
];

pub fn config(mode: Mode) -> Config {
    Config {
        mode,
        stop_at_failure: false,
        traces: true,
        max_steps: 300,
        ..Config::default()
    }
}

pub const RACE: &str = "race";

impl Found {
    /// After a race nothing is promised but that there is one.
    pub fn has_race(&self) -> bool {
        self.ends.iter().any(|end| end.starts_with(RACE))
    }
}

/// Without what depends on which of many equal executions was run.
fn kind(end: &End) -> String {
    match end {
        End::DataRace { .. } => RACE.into(),
        other => format!("{other:?}"),
    }
}

/// All that `model` can do. `seen` tells what it saw, at the end of an execution.
pub fn run(
    config: &Config,
    model: impl Fn() + 'static,
    seen: impl Fn() -> String,
) -> (Found, Report) {
    let mut ends = BTreeSet::new();
    let report = explore(config, model, |run| {
        let outcome = run.outcome.unwrap_or_default();
        ends.insert(format!("{} {} {outcome}", kind(run.end), seen()));
    });
    let traces = report.traces.clone();
    (Found { ends, traces }, report)
}

/// Asserts that all modes find the same in a catalogue's model, and finish.
#[track_caller]
pub fn agree(name: &str, model: impl Fn() + Clone + 'static) {
    let unreduced = run(&config(Mode::Unreduced), model.clone(), String::new);
    assert!(unreduced.1.is_complete());
    for mode in REDUCED {
        let reduced = run(&config(mode.clone()), model.clone(), String::new);
        assert!(reduced.1.is_complete(), "{name} {mode:?}: {:?}", reduced.1);
        assert_eq!(reduced.0, unreduced.0, "{name} {mode:?}");
    }
}

/// A place for what a model saw.
pub fn notes() -> super::programs::Notes {
    Rc::new(RefCell::new(vec![]))
}
