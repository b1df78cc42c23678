//! A better story of a failure: the two steps that make all well if they are swapped, and no choice that does not
//! matter. Each is found by executions that the director leads.
//!
//! Only where the failure comes again that way. Loads return the newest value there if loom has one, so a failure
//! that needs an old one may not.

use super::choices::Answer;
use super::director;
use super::repeat;
use crate::check::Model;
use crate::failure::RawFailure;
use crate::findings::{Again, Search};
use crate::log::event::Event;
use crate::log::put_off::put_off;
use crate::log::{Log, ThreadId};
use crate::searcher::Searcher;
use crate::swap;
use std::cell::Cell;
use std::time::{Duration, Instant};

/// All executions that are led together ask for no more steps than this: a second or two.
const STEPS: usize = 200_000;

/// What leads to an execution.
#[derive(Clone, Debug)]
pub(crate) struct Path {
    /// Whose steps were taken.
    pub(super) turns: Vec<ThreadId>,
    pub(super) answers: Vec<Answer>,
    /// Threads that yield continue a few times before the others.
    pub(super) hurry: bool,
}

/// Tells a failure well that was found.
pub(super) fn tell_well(
    searcher: &Searcher<'_>,
    model: &Model,
    found: &mut Search,
    left: Duration,
) {
    let Some(again) = found.again.take() else {
        return;
    };
    let failed = found.findings.failure.as_mut();
    let (Some(path), Some(failure)) = (again.path.clone(), failed) else {
        return;
    };
    let director = Directed {
        searcher,
        model,
        again,
        end: Instant::now() + left,
        steps: Cell::new(STEPS),
    };
    let same = director.run(path.clone()).and_then(Ended::failed);
    if !same.is_some_and(|same| swap::is_the_same(failure, &same)) {
        return;
    }
    failure.swap = director.critical_pair(failure, &path);
    director.leave_out_choices(failure, &path);
}

/// How an execution that was led ended.
enum Ended {
    Failed(Box<RawFailure>),
    Well,
}

impl Ended {
    fn failed(self) -> Option<RawFailure> {
        match self {
            Ended::Failed(failure) => Some(*failure),
            Ended::Well => None,
        }
    }
}

/// Runs executions that are asked for.
struct Directed<'a> {
    searcher: &'a Searcher<'a>,
    model: &'a Model,
    again: Again,
    end: Instant,
    /// So many steps are left.
    steps: Cell<usize>,
}

impl Directed<'_> {
    /// `None`: it took too long, or there is none.
    fn run(&self, path: Path) -> Option<Ended> {
        let left = self.end.checked_duration_since(Instant::now())?;
        let steps = self.steps.get().checked_sub(path.turns.len())?;
        self.steps.set(steps);
        let (again, model) = (self.again.clone(), self.model.clone());
        let lead = move |send| repeat::lead(path, &again, &model, send);
        let ended = self.searcher.run(left, lead)?;
        match ended.findings.failure {
            Some(failure) if failure.message == director::NO_SUCH => None,
            Some(mut failure) => {
                put_off(&mut failure.log);
                Some(Ended::Failed(Box::new(failure)))
            }
            None => ended.findings.last.map(|_| Ended::Well),
        }
    }

    /// Two steps of the log by different threads, the earlier first: all is well if the later one comes right
    /// before the earlier one. Found by trying.
    fn critical_pair(&self, failure: &RawFailure, path: &Path) -> Option<(usize, usize)> {
        let log = &failure.log;
        let pairs = swap::pairs(log, |at| begins_a_step(log, at, &path.turns));
        pairs.into_iter().find(|(first, second)| {
            let swapped = swap::swapped(&path.turns, &log.events[*first], &log.events[*second]);
            let Some(swapped) = swapped else { return false };
            let run = |both: bool| {
                self.run(Path {
                    turns: turns(path, &swapped, both),
                    ..path.clone()
                })
            };
            // The first of them may have to wait for what the second began.
            let ended = run(true).or_else(|| run(false));
            matches!(ended, Some(Ended::Well))
        })
    }

    /// Tells nothing of a choice if every other answer leads to the same steps and the same failure.
    fn leave_out_choices(&self, failure: &mut RawFailure, path: &Path) {
        let log = &failure.log;
        let chosen = (0..log.events.len()).filter(|at| log.events[*at].choice.is_some());
        let idle = |at: &usize| {
            let thread = log.events[*at].thread;
            let of = log.threads[usize::from(thread)].path;
            let asked = (0..path.answers.len()).filter(|i| path.answers[*i].is_by(of));
            let mut asked = asked.filter(|i| path.answers[*i].others().next().is_some());
            asked.any(|i| self.does_not_matter(failure, path, i, *at))
        };
        let idle: Vec<usize> = chosen.take(swap::CHOICES).filter(idle).collect();
        for at in idle {
            failure.log.events[at].choice = None;
        }
    }

    /// Whether the step tells of the answer `i`, and each other one leads to the same.
    fn does_not_matter(&self, failure: &RawFailure, path: &Path, i: usize, at: usize) -> bool {
        path.answers[i].others().all(|other| {
            let mut path = path.clone();
            path.answers[i] = other;
            let other = self.run(path).and_then(Ended::failed);
            other.is_some_and(|other| {
                let tells = |failure: &RawFailure| failure.log.events[at].choice.clone();
                swap::is_the_same(failure, &other) && tells(&other) != tells(failure)
            })
        })
    }
}

/// Whether the event is what its thread's step did, not what came of another's, or after it.
fn begins_a_step(log: &Log, at: usize, turns: &[ThreadId]) -> bool {
    let event = &log.events[at];
    let of_step = |other: &Event| (other.step, other.thread) == (event.step, event.thread);
    turns.get(event.step) == Some(&event.thread) && !log.events[..at].iter().any(of_step)
}

/// Whose turns come then.
fn turns(path: &Path, swapped: &swap::Swapped, both: bool) -> Vec<ThreadId> {
    let mut turns: Vec<ThreadId> = swapped.steps.iter().map(|step| path.turns[*step]).collect();
    turns.extend(swapped.begins_to_wait);
    turns.extend(both.then(|| path.turns[swapped.first]));
    turns
}
