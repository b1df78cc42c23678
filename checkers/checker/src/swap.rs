//! Which two steps of an execution may be swapped, and in which order its steps come then.

use crate::failure::RawFailure;
use crate::log::event::Event;
use crate::log::{Log, ThreadId};

/// So many pairs of steps are swapped to see whether all is well then.
const PAIRS: usize = 60;
/// So many choices are answered otherwise.
pub(crate) const CHOICES: usize = 8;

/// The pairs of events to try, the earlier first, most promising first: they use one object, by two threads, and at
/// least one changes it.
pub(crate) fn pairs(log: &Log, is_a_step: impl Fn(usize) -> bool) -> Vec<(usize, usize)> {
    let events = log.events.iter().enumerate();
    let events = events.filter(|(at, event)| event.object.is_some() && is_a_step(*at));
    let events: Vec<(usize, &Event)> = events.collect();
    let mut pairs = vec![];
    for (at, (second, later)) in events.iter().enumerate() {
        for (first, earlier) in &events[..at] {
            let meet = earlier.object == later.object && earlier.thread != later.thread;
            let changes = earlier.op.is_progress() || later.op.is_progress();
            if meet && changes && !earlier.blocks {
                pairs.push((*first, *second));
            }
        }
    }
    // Close together, and late: where it went wrong.
    pairs.sort_by_key(|(first, second)| (second - first, std::cmp::Reverse(*first)));
    pairs.truncate(PAIRS);
    pairs
}

/// How an execution begins in which a later step comes before an earlier one.
#[derive(Debug)]
pub(crate) struct Swapped {
    /// The steps that come, the later one of the two last.
    pub(crate) steps: Vec<usize>,
    /// Or its thread only begins to wait: a step that is not among those that ran.
    pub(crate) begins_to_wait: Option<ThreadId>,
    /// The earlier one, which may follow.
    pub(crate) first: usize,
}

/// `threads`: whose each step is. `None` if one of the two is part of the other's step.
pub(crate) fn swapped(threads: &[ThreadId], first: &Event, second: &Event) -> Option<Swapped> {
    let at = first.step;
    if at == 0 || *threads.get(at)? == second.thread {
        return None;
    }
    let until = if second.blocks {
        second.step
    } else {
        second.step + 1
    };
    let own = (at + 1..until.max(at + 1)).filter(|step| threads.get(*step) == Some(&second.thread));
    Some(Swapped {
        steps: (0..at).chain(own).collect(),
        begins_to_wait: second.blocks.then_some(second.thread),
        first: at,
    })
}

/// Whether the same threads do the same and fail with the same words.
pub(crate) fn is_the_same(one: &RawFailure, other: &RawFailure) -> bool {
    let key = |failure: &RawFailure| (failure.kind, failure.message.clone());
    let step = |event: &Event| (event.thread, event.op, event.blocks);
    let (ours, theirs) = (one.log.events.iter(), other.log.events.iter());
    key(one) == key(other) && ours.map(step).eq(theirs.map(step))
}
