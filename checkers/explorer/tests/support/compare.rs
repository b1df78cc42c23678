//! Runs one model in several modes, which must agree.

use explorer::{Config, End, Mode, Report, Run, Waiting, explore};
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

/// Without what depends on which of many equal executions was run: threads are told by how they
/// were spawned.
fn kind(run: &Run<'_>) -> String {
    let path = |thread: usize| format!("{:?}", run.threads[thread]);
    let paths = |threads: Vec<String>| threads.into_iter().collect::<BTreeSet<_>>();
    let waiting = |all: &[Waiting]| {
        let all = all.iter().map(|one| path(one.thread) + one.label);
        paths(all.collect())
    };
    match run.end {
        End::DataRace { .. } => RACE.into(),
        End::Deadlock(all) => format!("deadlock {:?}", waiting(all)),
        End::NoProgress(all) => format!("no progress {:?}", waiting(all)),
        End::LeftRunning(all) => {
            let all = all.iter().map(|thread| path(*thread));
            format!("left running {:?}", paths(all.collect()))
        }
        End::Panic { thread, message } => format!("panic {} {message}", path(*thread)),
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
        ends.insert(format!("{} {} {outcome}", kind(run), seen()));
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
