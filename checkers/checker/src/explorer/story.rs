//! The best story of a failure: the shortest one, without choices that do not matter, and the two steps that
//! make all well if they are swapped.

use super::pass;
use super::replay::Replay;
use super::search::Searcher;
use crate::failure::RawFailure;
use crate::findings::Search;
use crate::log::event::Event;
use crate::log::{Log, ThreadId};
use crate::swap;
use explorer::{Finish, Mode, Run, Schedule, Step};

/// So many executions are run to find a shorter story.
const SHORTER: u64 = 2_000;
/// A choice is answered otherwise in so many ways.
const ANSWERS: u16 = 8;

/// An execution that failed.
struct Told {
    failure: RawFailure,
    schedule: Schedule,
    preemptions: u32,
}

impl Searcher {
    /// Tells a failure that was found by the shortest story, if it may be another one, and finds its
    /// critical pair.
    pub(super) fn tell_well(&self, search: &mut Search, another: bool) {
        let Some(once) = search.once.as_mut().filter(|once| once.misfit.is_none()) else {
            return;
        };
        let replay = once.replay.as_ref().and_then(|replay| replay.parse().ok());
        let (Some(replay), Some(failure), Some(preemptions)) =
            (replay, &mut search.findings.failure, search.preemptions)
        else {
            return;
        };
        let mut replay: Replay = replay;
        let shorter = another.then(|| self.shorter(failure, preemptions));
        if let Some(shorter) = shorter.flatten() {
            search.preemptions = Some(shorter.preemptions);
            replay.schedule = shorter.schedule;
            *failure = shorter.failure;
            failure.log.schedule = Some(replay.to_string());
            once.replay = Some(replay.to_string());
        }
        let Some(steps) = self.steps(replay.schedule) else {
            return;
        };
        failure.swap = self.critical_pair(failure, &steps);
        self.leave_out_choices(failure, &steps);
    }

    /// A failure of the same kind with no more preemptions and fewer steps, or as many and fewer choices.
    fn shorter(&self, than: &RawFailure, preemptions: u32) -> Option<Told> {
        let mut best: Option<Told> = None;
        let mut least = length(&than.log);
        let mode = Mode::Graph {
            preemptions: Some(preemptions),
        };
        self.run(mode, false, SHORTER, &mut |run| {
            let Some(failure) = pass::failed().filter(|_| run.failed()) else {
                return;
            };
            let length = length(&failure.log);
            if failure.kind == than.kind && length < least {
                least = length;
                best = Some(Told {
                    failure,
                    schedule: run.schedule.clone(),
                    preemptions: run.preemptions,
                });
            }
        });
        best
    }

    /// Two steps of the log by different threads, the earlier first: all is well if the later one comes
    /// right before the earlier one. Found by trying.
    fn critical_pair(&self, failure: &RawFailure, steps: &[Step]) -> Option<(usize, usize)> {
        let log = &failure.log;
        let pairs = swap::pairs(log, |at| log.events[at].step < steps.len());
        pairs.into_iter().find(|(first, second)| {
            let (first, second) = (&log.events[*first], &log.events[*second]);
            let Some(begins) = begins(steps, first, second) else {
                return false;
            };
            // The first of them may have to wait for what the second began.
            let is_well = self.is_well(begins.with_both);
            is_well.or_else(|| self.is_well(begins.second_only)) == Some(true)
        })
    }

    /// Tells nothing of a choice if every other answer leads to the same steps and the same failure.
    fn leave_out_choices(&self, failure: &mut RawFailure, steps: &[Step]) {
        let events = failure.log.events.iter().enumerate();
        let chosen = events.filter(|(_, event)| event.choice.is_some());
        let chosen: Vec<usize> = chosen.map(|(at, _)| at).take(swap::CHOICES).collect();
        for at in chosen {
            if !self.matters(failure, steps, failure.log.events[at].step) {
                failure.log.events[at].choice = None;
            }
        }
    }

    /// Whether another answer in this step leads to anything else, or there is none.
    fn matters(&self, failure: &RawFailure, steps: &[Step], at: usize) -> bool {
        let choices = steps.get(at).map_or(0, |step| step.choices.len());
        let mut others = 0;
        for choice in 0..choices {
            let answered = steps[at].choices[choice];
            for answer in (0..ANSWERS).filter(|answer| *answer != answered) {
                let mut steps = steps.to_vec();
                steps[at].choices[choice] = answer;
                let mut decisions = begun(&steps);
                let rest = steps.iter().skip(1);
                rest.for_each(|step| decide(&mut decisions, step));
                let replay = Mode::Replay(Schedule(decisions));
                let (pass, _) = self.run(replay, true, 1, &mut |_| ());
                if pass.has_no_such_answer() {
                    break;
                }
                let same = pass.findings.failure.as_ref();
                if !same.is_some_and(|other| swap::is_the_same(failure, other)) {
                    return true;
                }
                others += 1;
            }
        }
        others == 0
    }

    /// The engine's steps of an execution.
    fn steps(&self, schedule: Schedule) -> Option<Vec<Step>> {
        let mut steps = None;
        self.run(Mode::Replay(schedule), true, 1, &mut |run: &Run<'_>| {
            steps = Some(run.steps.to_vec());
        });
        steps
    }

    /// Whether the execution that begins so does not fail; `None`: none begins so.
    fn is_well(&self, schedule: Vec<u16>) -> Option<bool> {
        let replay = Mode::Replay(Schedule(schedule));
        let (pass, _) = self.run(replay, true, 1, &mut |_| ());
        let fits = pass.misfit.is_none() && (pass.fails() || pass.finish == Finish::Complete);
        fits.then(|| !pass.fails())
    }
}

/// How long a story is: its steps, then its choices.
fn length(log: &Log) -> (usize, usize) {
    let choices = log.events.iter().filter(|event| event.choice.is_some());
    (log.events.len(), choices.count())
}

/// Two ways to begin an execution in which a later step comes first.
struct Begins {
    /// The later step and then the earlier one.
    with_both: Vec<u16>,
    second_only: Vec<u16>,
}

/// What is decided if the step of `second` comes before that of `first`; `None` if one is part of the
/// other's step.
fn begins(steps: &[Step], first: &Event, second: &Event) -> Option<Begins> {
    let threads: Vec<ThreadId> = steps.iter().map(|step| step.thread as ThreadId).collect();
    let swapped = swap::swapped(&threads, first, second)?;
    let mut decisions = begun(steps);
    let after_start = swapped.steps.iter().filter(|step| **step > 0);
    after_start.for_each(|step| decide(&mut decisions, &steps[*step]));
    decisions.extend(swapped.begins_to_wait);
    let mut with_both = decisions.clone();
    decide(&mut with_both, &steps[swapped.first]);
    Some(Begins {
        with_both,
        second_only: decisions,
    })
}

/// What is decided before the first thread is chosen: main has begun.
fn begun(steps: &[Step]) -> Vec<u16> {
    steps.first().map_or(vec![], |start| start.choices.clone())
}

fn decide(decisions: &mut Vec<u16>, step: &Step) {
    decisions.push(step.thread as u16);
    decisions.extend(&step.choices);
}
