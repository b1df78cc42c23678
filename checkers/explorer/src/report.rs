//! What was found.

use crate::end::End;
use crate::estimate::Estimate;
use crate::execution::Loops;
use crate::graph::Graph;
use crate::schedule::Schedule;
use crate::split::{Before, Samples};
use std::collections::{BTreeMap, HashSet};
use std::time::Duration;

/// One step of an execution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The thread.
    pub thread: usize,
    /// The label that it announced; `start` for the beginning of main.
    pub label: &'static str,
    /// The answers to the choices in it.
    pub choices: Vec<u16>,
}

/// An execution that ran to its end, or failed; or was cut, for those who want to know.
#[derive(Debug)]
pub struct Run<'a> {
    /// How many executions began before it.
    pub number: u64,
    /// How it ended.
    pub end: &'a End,
    /// What was decided.
    pub schedule: &'a Schedule,
    /// Switches away from a thread that could continue, other than at a yield or to a daemon.
    pub preemptions: u32,
    /// Its steps in the order in which they ran.
    pub steps: &'a [Step],
    /// For each thread how it was spawned: `[]` is main, `[0, 2]` the third thread spawned by the
    /// first thread spawned by main. The same in all executions, which a thread's number is not.
    pub threads: &'a [Vec<u16>],
    /// Equal for executions that differ only in the order of steps that commute.
    pub trace: u64,
    /// What the model told with [`outcome`](crate::outcome).
    pub outcome: Option<&'a str>,
    /// How many executions there will be in all, by what was known a moment ago.
    pub estimate: Option<Estimate>,
}

impl Run<'_> {
    /// Returns true if the execution failed.
    pub fn failed(&self) -> bool {
        self.end.is_failure()
    }
}

/// The first execution that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// How it ended.
    pub end: End,
    /// What was decided, for [`Mode::Replay`](crate::Mode::Replay).
    pub schedule: Schedule,
    /// See [`Run::preemptions`].
    pub preemptions: u32,
    /// Its steps.
    pub steps: Vec<Step>,
    /// How many executions began before it.
    pub run: u64,
}

/// Why the search stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finish {
    /// All that the mode promises was run.
    Complete,
    /// At a failure, as configured or because the search cannot continue.
    Failure,
    /// [`Config::max_runs`](crate::Config::max_runs) was reached.
    RunLimit,
    /// [`Config::max_time`](crate::Config::max_time) was over.
    TimeLimit,
    /// [`Config::stop`](crate::Config::stop) was set.
    Stopped,
    /// At an execution in which these two steps did not both run, or without a conflict: they do not divide the
    /// search ([`Samples::refuse`]).
    Overlap(Before),
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Report {
    /// Executions that began.
    pub runs: u64,
    /// Those that ran to their end, or failed.
    pub complete: u64,
    /// Those that were cut because whatever could follow was explored elsewhere: wasted work.
    pub asleep: u64,
    /// Those that were cut because they reached a state that was there before (graphs).
    pub merged: u64,
    /// Executions that failed.
    pub failures: u64,
    /// Steps of all executions, repeated beginnings included.
    pub steps: u64,
    /// Wall time.
    pub time: Duration,
    /// Why it stopped.
    pub finish: Finish,
    /// In bounded modes: the last bound on preemptions, if it kept anything from being explored.
    pub bound: Option<u32>,
    /// Whether a thread was held back because it had yielded in vain too often: what it would do if it continued
    /// was not explored.
    pub held_back: bool,
    /// Executions that count for nothing: in each a thread looked in vain, and without that look it is another
    /// one, which counts. See [`Awaits`](crate::Awaits).
    pub in_vain: u64,
    /// Whether loops were taken to wait, as [`Awaits::At`](crate::Awaits::At) told.
    pub awaits: bool,
    /// Whether a thread left such a loop though nothing had changed: then what was learned was wrong, and executions
    /// are missing.
    pub left: bool,
    /// What was learned of loops that yield, where asked for: see [`Awaits::Learn`](crate::Awaits::Learn).
    pub loops: Loops,
    /// What executions of [`Mode::Random`](crate::Mode::Random) show of how the search can be divided.
    pub samples: Samples,
    /// Distinct traces, where asked for: see [`Run::trace`].
    pub traces: HashSet<u64>,
    /// What executions that were done told with [`outcome`](crate::outcome), and how many did.
    pub outcomes: BTreeMap<String, u64>,
    /// The first execution that failed, or the one at which the search could not continue; in
    /// [`Mode::Fewest`](crate::Mode::Fewest), one with the fewest preemptions.
    pub failure: Option<Failure>,
    /// Every schedule, if the mode was an unbounded graph.
    pub graph: Graph,
    /// How many executions there are in all, if the search stopped at a limit, and explores a tree.
    pub estimate: Option<Estimate>,
}

impl Report {
    pub(crate) fn new() -> Self {
        Report {
            runs: 0,
            complete: 0,
            asleep: 0,
            merged: 0,
            failures: 0,
            steps: 0,
            time: Duration::ZERO,
            finish: Finish::Complete,
            bound: None,
            held_back: false,
            in_vain: 0,
            awaits: false,
            left: false,
            loops: Loops::default(),
            samples: Samples::default(),
            traces: HashSet::new(),
            outcomes: BTreeMap::new(),
            failure: None,
            graph: Graph::default(),
            estimate: None,
        }
    }

    /// What a part of a search found, and the next part, if the search came so far.
    #[must_use]
    pub fn and(mut self, next: Report) -> Report {
        if self.failure.is_none() {
            self.failure = next.failure.map(|failure| Failure {
                run: failure.run + self.runs,
                ..failure
            });
        }
        self.runs += next.runs;
        self.complete += next.complete;
        self.asleep += next.asleep;
        self.merged += next.merged;
        self.failures += next.failures;
        self.steps += next.steps;
        self.time += next.time;
        if self.finish == Finish::Complete {
            self.finish = next.finish;
        }
        self.held_back |= next.held_back;
        self.in_vain += next.in_vain;
        self.awaits |= next.awaits;
        self.left |= next.left;
        self.loops = self.loops.and(next.loops);
        self.traces.extend(next.traces);
        for (outcome, count) in next.outcomes {
            *self.outcomes.entry(outcome).or_default() += count;
        }
        self.estimate = None;
        self
    }

    /// Returns true if the search ran everything that the mode promises.
    ///
    /// # Examples
    /// ```
    /// use explorer::{Config, choose, explore};
    ///
    /// let mut config = Config::default();
    /// config.max_runs = 2;
    /// let report = explore(&config, || drop(choose(5)), |_| ());
    /// assert!(!report.is_complete());
    /// ```
    pub fn is_complete(&self) -> bool {
        self.finish == Finish::Complete
    }
}
