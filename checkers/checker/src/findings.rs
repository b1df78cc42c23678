//! What a search has found: counts, outcomes, executions to show, a failure.

use crate::failure::RawFailure;
use crate::log::Log;
use crate::log::event::Op;
use crate::settings::{Points, Settings};
use crate::trace;
use recording::Estimate;
use std::collections::{BTreeMap, HashSet};

/// At most so many different executions are kept for the recording, besides one for each outcome.
const KEPT: usize = 64;

/// What one pass with one bound found.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    pub(crate) executions: u64,
    /// Executions in which at least one thread had to wait.
    pub(crate) blocked: u64,
    /// Most threads that were blocked at once, besides those that join or sleep.
    pub(crate) crowd: usize,
    traces: HashSet<u64>,
    /// Executions of which it is known that none is like another.
    different: u64,
    pub(crate) kept: Vec<Log>,
    /// Value → how often, and the index of a kept log.
    pub(crate) outcomes: BTreeMap<String, (u64, usize)>,
    pub(crate) failure: Option<RawFailure>,
    /// The last execution of a pass that ran again what had failed, if it did not fail then.
    pub(crate) last: Option<Log>,
    /// Most threads of an execution.
    threads: usize,
    /// In some execution two threads used one object.
    met: bool,
}

impl Findings {
    /// Whether there were several threads, and no two of them ever used one object.
    pub(crate) fn never_met(&self) -> bool {
        self.threads > 1 && !self.met
    }

    /// So many executions, of which the last one failed, if one did.
    pub(crate) fn of_failure(executions: u64, failure: Option<RawFailure>) -> Self {
        Findings {
            executions,
            failure,
            ..Findings::default()
        }
    }

    pub(crate) fn distinct(&self) -> u64 {
        self.traces.len() as u64 + self.different
    }

    /// Takes an execution that may be like an earlier one.
    pub(crate) fn take(&mut self, log: &Log) {
        let fresh = self.traces.insert(trace::hash(log));
        self.add(log, fresh, || None);
    }

    /// Takes an execution that is like no other, and what runs it again.
    pub(crate) fn take_fresh(&mut self, log: &Log, schedule: impl Fn() -> String) {
        self.different += 1;
        self.add(log, true, || Some(schedule()));
    }

    fn add(&mut self, log: &Log, fresh: bool, schedule: impl Fn() -> Option<String>) {
        let kept = || Log {
            schedule: schedule(),
            ..log.clone()
        };
        self.executions += 1;
        self.blocked += u64::from(log.events.iter().any(|event| event.blocks));
        self.crowd = self.crowd.max(crowd(log));
        self.threads = self.threads.max(log.threads.len());
        self.met = self.met || meet(log);
        let value = log.outcome.as_deref().unwrap_or("()");
        if let Some((count, _)) = self.outcomes.get_mut(value) {
            *count += 1;
            if fresh && self.kept.len() < KEPT {
                self.kept.push(kept());
            }
        } else {
            self.outcomes.insert(value.into(), (1, self.kept.len()));
            self.kept.push(kept());
        }
    }
}

impl Findings {
    /// Adds what the next part of the same search found.
    pub(crate) fn and(&mut self, part: Findings) {
        self.executions += part.executions;
        self.blocked += part.blocked;
        self.crowd = self.crowd.max(part.crowd);
        self.traces.extend(part.traces);
        self.different += part.different;
        self.threads = self.threads.max(part.threads);
        self.met |= part.met;
        let outcomes = part.outcomes.iter();
        let new = outcomes.filter(|(value, _)| !self.outcomes.contains_key(*value));
        let first: HashSet<usize> = new.map(|(_, (_, index))| *index).collect();
        let mut indices = vec![];
        for (index, log) in part.kept.into_iter().enumerate() {
            indices.push(self.kept.len());
            if first.contains(&index) || self.kept.len() < KEPT {
                self.kept.push(log);
            }
        }
        for (value, (count, index)) in part.outcomes {
            let new = || (0, indices[index]);
            self.outcomes.entry(value).or_insert_with(new).0 += count;
        }
    }
}

/// The largest number of threads that are blocked at one point of an execution. A thread that
/// waits for another's end does not count, nor one that sleeps: almost every model has those.
fn crowd(log: &Log) -> usize {
    let (mut blocked, mut most) = (vec![false; log.threads.len()], 0);
    for event in &log.events {
        let waits = event.blocks && !matches!(event.op, Op::Join(_) | Op::Sleep);
        blocked[event.thread as usize] = waits;
        most = most.max(blocked.iter().filter(|waits| **waits).count());
    }
    most
}

/// Whether two threads used one object, or one did something that may concern another.
fn meet(log: &Log) -> bool {
    let mut users = vec![None; log.objects.len()];
    log.events.iter().any(|event| match event.object {
        // Its tasks finish in one order or the other.
        _ if event.op == Op::JoinNext => true,
        Some(object) => {
            let user = users[object.index()].get_or_insert(event.thread);
            *user != event.thread
        }
        None => matches!(
            event.op,
            Op::Unpark(_)
                | Op::IsFinished(_)
                | Op::Select
                | Op::SelectDefault
                | Op::SelectTimedOut
                | Op::Abort(_)
                | Op::DroppedAt
        ),
    })
}

/// How the search as a whole ended.
#[derive(Debug)]
pub struct Search {
    /// Of the pass with the largest bound that was finished or failed; of the last one otherwise.
    pub(crate) findings: Findings,
    /// Its bound.
    pub(crate) preemptions: Option<u32>,
    /// Executions of the pass before it.
    pub(crate) before: u64,
    /// All executions with fewer preemptions than this were explored, and none failed.
    pub(crate) below: u32,
    /// With fewer preemptions it fails as well, with more stale reads.
    pub(crate) unless_stale: bool,
    /// The largest bound whose pass was finished, if the search ran out of time.
    pub(crate) cut_short: Option<Option<u32>>,
    /// What was not explored besides, in words.
    pub(crate) limits: Vec<&'static str>,
    /// The points that the model turned out to need.
    pub(crate) points: Points,
    /// How many executions there would be in all, if the search ran out of time and can tell.
    pub(crate) estimate: Option<Estimate>,
    /// What a search that runs each schedule once can tell; it knows no weak memory.
    pub(crate) once: Option<Once>,
    /// What runs the last pass again, if it is one of loom's.
    pub(crate) again: Option<Again>,
}

/// A pass of loom that can be run again.
#[derive(Clone, Debug)]
pub(crate) struct Again {
    /// Its bound.
    pub(crate) preemptions: Option<u32>,
    pub(crate) settings: Settings,
    /// Some thread was known to yield.
    pub(crate) yields: bool,
    /// It had so many executions; it failed in the last one, if it did.
    pub(crate) executions: u64,
    /// What leads to the execution in which it failed.
    #[cfg(feature = "loom")]
    pub(crate) path: Option<crate::loom::story::Path>,
}

/// What only a search that runs each schedule once can tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Once {
    /// The failing schedule, to run it again.
    pub(crate) replay: Option<String>,
    /// Why what was to be run again is no schedule of the model.
    pub(crate) misfit: Option<String>,
    /// What it took.
    pub(crate) effort: Effort,
}

/// The effort of a search that runs each execution once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effort {
    /// Executions that started. This exceeds `traces` if some were cut, because everything that could follow had
    /// already been explored.
    pub runs: u64,
    /// Executions that differ in more than the order of independent steps.
    pub traces: u64,
}

impl Search {
    /// Of a search of which no more is known.
    pub(crate) fn of_findings(findings: Findings, preemptions: Option<u32>) -> Self {
        Search {
            findings,
            preemptions,
            before: 0,
            below: 0,
            unless_stale: false,
            cut_short: None,
            limits: vec![],
            points: Points::default(),
            estimate: None,
            once: None,
            again: None,
        }
    }

    /// The better of two failures, where `other` is what a search for fewer preemptions found, if it
    /// found anything.
    pub(crate) fn or_better(mut self, other: Option<Search>) -> Search {
        let Some(other) = other else { return self };
        if other.is_better(&self) {
            return other;
        }
        if other.explored() > self.below {
            (self.below, self.before) = (other.explored(), other.before);
        }
        self
    }

    /// The stale reads of its failure.
    pub(crate) fn stale_reads(&self) -> u32 {
        let failure = self.findings.failure.as_ref();
        failure.map_or(0, |failure| failure.log.stale_reads())
    }

    /// The failure with fewer stale reads that another search found, if it is of the same kind: they cost as
    /// much as preemptions, and are harder to follow.
    pub(crate) fn or_ordinary(&self, mut other: Search) -> Option<Search> {
        let kind = |search: &Search| Some(search.findings.failure.as_ref()?.kind);
        if kind(&other).is_none() || kind(&other) != kind(self) {
            return None;
        }
        if other.preemptions > self.preemptions {
            // It explored all with fewer preemptions that have no more stale reads.
            other.unless_stale = true;
        } else {
            (other.below, other.before) = (self.below, self.before);
        }
        Some(other)
    }

    /// Every execution with fewer preemptions than this was explored, and none failed. Those with as many as
    /// loom's bound were not all explored.
    fn explored(&self) -> u32 {
        match (&self.findings.failure, self.cut_short) {
            (Some(_), _) => self.below,
            (None, Some(most)) => most.unwrap_or(0),
            (None, None) => self.preemptions.unwrap_or(u32::MAX),
        }
    }

    /// Whether it failed as the other one did, and with fewer preemptions or steps.
    pub(crate) fn is_better(&self, other: &Search) -> bool {
        let (Some(ours), Some(theirs)) = (&self.findings.failure, &other.findings.failure) else {
            return false;
        };
        let cost = |search: &Search, failure: &RawFailure| {
            let preemptions = search.preemptions.unwrap_or(u32::MAX);
            let log = &failure.log;
            let choices = log.events.iter().filter(|event| event.choice.is_some());
            (
                preemptions,
                log.stale_reads(),
                log.events.len(),
                choices.count(),
            )
        };
        ours.kind == theirs.kind && cost(self, ours) < cost(other, theirs)
    }
}
