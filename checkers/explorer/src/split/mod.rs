//! Parts of a search, which can be searched side by side.
//!
//! Two steps of different threads that conflict come in one order or in the other, and all executions of one
//! trace agree. So they divide a search in two: in one part the first step comes before the second, which waits
//! until then, and in the other part after it. Each part is a search of a model of its own, with one guard more,
//! and divides further by other steps. Why that is enough says [`theorem`](crate::theorem).
//!
//! Steps that divide well are looked for in executions at random: those that always ran, and always with a
//! conflict, now in this order and now in that one. The search finds out if it was otherwise in some other
//! execution ([`Finish::Overlap`](crate::Finish::Overlap)).

mod divide;

use crate::access::{Access, Object, Reach};
use crate::execution::Execution;
use std::collections::HashMap;

/// A step of a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Nth {
    /// The thread's key.
    pub(crate) thread: u64,
    /// Its number among the steps of the thread, from 1.
    pub(crate) step: u32,
}

/// Two steps of different threads that conflict, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Before {
    pub(crate) first: Nth,
    pub(crate) then: Nth,
}

/// A part of the search of a model: the executions in which some steps come in a certain order. The default is all
/// of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part(pub(crate) Vec<Before>);

/// Executions at random, by which a search can be divided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Samples {
    runs: Vec<Vec<Sampled>>,
    /// The first step of a thread from which on it may only have looked in vain, in some execution.
    looks: HashMap<u64, u32>,
    refused: Vec<Before>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Sampled {
    step: Nth,
    /// What it announced, and what it touched in the end, with the names of the objects.
    announced: Vec<(Object, Access)>,
    touched: Vec<(Object, Access)>,
}

/// Of a thread no more steps than this are kept: later ones divide little.
const MOST_STEPS: u32 = 64;

/// So many pairs of steps are considered at most: those that come first.
const MOST_PAIRS: usize = 4_000;

/// Steps that divide the search, perhaps.
struct Pair {
    steps: Before,
    /// Whether each sample has them in this order.
    holds: Vec<bool>,
}

impl Before {
    fn turned(self) -> Before {
        Before {
            first: self.then,
            then: self.first,
        }
    }
}

impl Samples {
    /// Keeps an execution.
    pub(crate) fn take(&mut self, execution: &Execution) {
        // Of each thread: where the looks begin that it made last.
        let mut looks: HashMap<u64, u32> = HashMap::new();
        let mut steps = vec![];
        for past in &execution.events {
            let thread = &execution.threads[past.thread];
            let step = Nth {
                thread: thread.key,
                step: past.index,
            };
            let first = *looks.entry(thread.key).or_insert(past.index);
            if past.yields {
                let known = self.looks.entry(thread.key).or_insert(first);
                *known = first.min(*known);
            } else if !past.is_look {
                looks.insert(thread.key, past.index + 1);
            }
            let announced = past.announced();
            let is_early = past.index <= MOST_STEPS;
            if is_early && !thread.daemon && announced.reach == Reach::None {
                steps.push(Sampled {
                    step,
                    announced: announced.named().accesses,
                    touched: past.footprint.named().accesses,
                });
            }
        }
        self.runs.push(steps);
    }

    /// These two steps turned out not to divide the search.
    pub fn refuse(&mut self, pair: Before) {
        self.refused.push(pair);
    }

    /// Divides a search into so many parts, or fewer if there are no steps for that. The same parts whenever it is
    /// asked.
    pub fn parts(&self, most: usize) -> Vec<Part> {
        divide::divide(&self.pairs(), self.runs.len(), most)
    }

    /// Steps that ran in every sample, and with a conflict.
    fn pairs(&self) -> Vec<Pair> {
        let Some((first, others)) = self.runs.split_first() else {
            return vec![];
        };
        let divides = |step: Nth| {
            let looks = self.looks.get(&step.thread);
            looks.is_none_or(|looks| step.step < *looks)
        };
        let steps: Vec<_> = first.iter().filter(|one| divides(one.step)).collect();
        let mut pairs = vec![];
        for (place, then) in steps.iter().enumerate() {
            for first in &steps[..place] {
                if first.step.thread != then.step.thread && first.conflicts(then) {
                    let (first, then) = (first.step, then.step);
                    pairs.push(Pair {
                        steps: Before { first, then },
                        holds: vec![true],
                    });
                }
            }
        }
        let refused = |pair: &Before| self.refused.contains(pair);
        pairs.retain(|pair| !refused(&pair.steps) && !refused(&pair.steps.turned()));
        pairs.truncate(MOST_PAIRS);
        for run in others {
            let places = run.iter().enumerate();
            let places: HashMap<Nth, usize> =
                places.map(|(place, one)| (one.step, place)).collect();
            pairs.retain_mut(|pair| {
                let both = places
                    .get(&pair.steps.first)
                    .zip(places.get(&pair.steps.then));
                both.is_some_and(|(one, other)| {
                    pair.holds.push(one < other);
                    run[*one.min(other)].conflicts(&run[*one.max(other)])
                })
            });
        }
        pairs
    }
}

impl Sampled {
    /// Whether a later step conflicts with it, by what that one announced.
    fn conflicts(&self, later: &Sampled) -> bool {
        let conflict = |mine: &(Object, Access)| {
            let mut theirs = later.announced.iter();
            theirs.any(|their| their.0 == mine.0 && their.1.conflicts(mine.1))
        };
        self.touched.iter().any(conflict)
    }
}
