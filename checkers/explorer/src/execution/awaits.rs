//! Loops that only look and yield: what is learned of them, and how a search takes one for a step that
//! waits.
//!
//! A *look in vain* is a row of steps of one thread that change nothing, then a yield, then the first of
//! these steps again. No other thread can tell that it happened. Its own can: it may count its tries, or
//! note that it had to wait. So a search first runs some executions with them and asks whether any thread
//! ever did something else because of one. For each moment of a thread it keeps what the thread knows but
//! for looks in vain, as a hash: which changes it has seen, and what those who made them had seen. The same
//! knowledge and another next step, or another outcome, tells that looks in vain matter, of those that the
//! thread had made, or a thread from which it knows something. So does a yield after which the thread does not
//! look again.
//!
//! At all other places of yields, a search that is told so takes a look in vain back (`undo`), if it is one
//! step. Else it ends the thread's part in the execution where the look would end. Without that look the
//! execution is the same for everybody, and it is another one that is explored: a change of what the thread
//! looked at races with the look, so the search tries it before. When no other thread can continue, the thread goes
//! round as ever. If what it looked at has changed, the execution is one with a look in vain, and counts for
//! nothing; else the thread may turn out to make no progress.

use super::{Execution, Opened, Waits};
use crate::access::{Access, Footprint, Object, Reach};
use crate::context::{Event, Slice};
use crate::hash::{mix, text};
use std::collections::{BTreeSet, HashMap};

/// What a search learned of loops that yield, by the [places](crate::at) of their yields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loops {
    /// Where a look in vain ended.
    looks: BTreeSet<usize>,
    /// Steps with which such looks begin.
    heads: BTreeSet<u64>,
    /// Names of the objects that were looked at in vain.
    pub(super) objects: BTreeSet<u32>,
    /// Where a thread does something else afterwards, or sometimes does.
    counts: BTreeSet<usize>,
    /// Threads do different things for a reason that is not known.
    unclear: bool,
}

impl Loops {
    /// Whether looks in vain begin with this step.
    pub(super) fn begin_with(&self, head: u64) -> bool {
        self.heads.contains(&head)
    }

    /// Whether a loop with a yield at this place waits, and does nothing else.
    pub fn is_await(&self, place: usize) -> bool {
        !self.unclear && self.looks.contains(&place) && !self.counts.contains(&place)
    }

    /// Whether none does.
    pub fn is_empty(&self) -> bool {
        self.unclear || self.looks.is_subset(&self.counts)
    }

    /// What both searches learned.
    #[must_use]
    pub fn and(mut self, other: Loops) -> Loops {
        self.looks.extend(other.looks);
        self.heads.extend(other.heads);
        self.objects.extend(other.objects);
        self.counts.extend(other.counts);
        self.unclear |= other.unclear;
        self
    }
}

/// Most moments of threads that are kept.
const MOST: usize = 500_000;

/// Places of yields, by their numbers: of those beyond the last nothing is learned.
type Places = u64;

/// What threads did next.
#[derive(Default)]
pub(crate) struct Learner {
    pub(crate) loops: Loops,
    /// By what a thread knew: its next step, and where looks in vain had ended.
    next: HashMap<u64, (u64, Places)>,
    places: Vec<usize>,
}

impl Learner {
    /// What a thread did next that knew so much.
    fn follows(&mut self, known: Known, next: u64) {
        let Some((before, vain)) = self.next.get(&known.hash) else {
            if self.next.len() < MOST {
                self.next.insert(known.hash, (next, known.vain));
            }
            return;
        };
        if *before != next {
            let vain = vain | known.vain;
            self.loops.unclear |= vain == 0;
            let places = self.places.iter().enumerate();
            let blamed = places.filter(|(number, _)| vain & 1 << number != 0);
            self.loops.counts.extend(blamed.map(|(_, place)| place));
        }
    }

    /// A look in vain ended there, the first step of which was this one.
    fn looked_in_vain(&mut self, place: usize, looks: &[Look], head: u64) -> Places {
        self.loops.heads.insert(head);
        let objects = looks.iter().flat_map(|look| &look.at);
        self.loops
            .objects
            .extend(objects.map(|(object, _)| object.name()));
        let mut places = self.places.iter();
        let known = places.position(|known| *known == place);
        let number = known.unwrap_or(self.places.len());
        if number >= Places::BITS as usize {
            self.loops.counts.insert(place);
            return 0;
        }
        if known.is_none() {
            self.places.push(place);
        }
        self.loops.looks.insert(place);
        1 << number
    }
}

/// What a thread knows, except for reads in vain.
#[derive(Clone, Copy, Default)]
pub(super) struct Known {
    hash: u64,
    /// Where looks in vain had ended, of all that it knows of.
    vain: Places,
}

impl Known {
    /// Sums: the order of what commutes must not count.
    fn add(&mut self, other: Known, how: u64) {
        self.hash = self.hash.wrapping_add(mix(other.hash ^ how));
        self.vain |= other.vain;
    }

    fn of(self, key: u64) -> Known {
        Known {
            hash: mix(self.hash ^ key),
            ..self
        }
    }
}

/// What a thread did, but for its looks in vain.
#[derive(Default)]
pub(super) struct Core {
    pub(super) known: Known,
    /// Its last steps, as long as they changed nothing.
    pub(super) looks: Vec<Look>,
    /// Its part had ended, and it goes round: how many events there were by then.
    ended: Option<usize>,
}

impl Core {
    /// The last look, from the last step on with which looks in vain begin.
    pub(super) fn last_look(&self, loops: &Loops) -> &[Look] {
        let mut looks = self.looks.iter();
        let first = looks.rposition(|look| loops.heads.contains(&look.head));
        first.map_or(&[], |first| &self.looks[first..])
    }

    /// No other thread can continue after so many events.
    pub(super) fn goes_round(&mut self, events: usize) {
        self.ended = Some(events);
    }
}

/// Which step of the program it is, whatever it touches.
pub(super) fn head(label: &str, place: usize) -> u64 {
    mix(text(label) ^ mix(place as u64))
}

/// A step that changed nothing.
pub(super) struct Look {
    pub(super) step: u64,
    head: u64,
    /// What its thread knew before it.
    pub(super) before: Known,
    /// What it looked at, and when.
    pub(super) at: Vec<(Object, usize)>,
}

/// A step that ran, as far as looks in vain go.
pub(super) struct Effect {
    thread: usize,
    step: u64,
    head: u64,
    known: Known,
    /// What it looked at, if it changed nothing.
    looks: Option<Vec<(Object, usize)>>,
    yields: bool,
    place: usize,
}

impl Opened {
    pub(super) fn changes_nothing(&self, slice: &Slice) -> bool {
        let mut accesses = self.footprint.accesses.iter();
        slice.unchanged || accesses.all(|touch| touch.1 == Access::READ)
    }
}

impl Execution {
    fn watches_looks(&self) -> bool {
        self.learner.is_some() || !self.loops.is_empty()
    }

    /// Which step it is, within one execution.
    pub(super) fn step(&self, label: &str, footprint: &Footprint, place: usize) -> u64 {
        if !self.watches_looks() {
            return 0;
        }
        let mut hash = mix(text(label) ^ mix(place as u64));
        for (object, access) in &footprint.accesses {
            let class = match access {
                Access::Exclusive => u64::MAX,
                Access::Shared(class) => u64::from(*class),
            };
            hash = mix(hash ^ mix(u64::from(object.0) ^ mix(class)));
        }
        hash
    }

    /// Whether a yield that was just announced ends a look in vain.
    pub(super) fn is_in_vain(&self, index: usize) -> bool {
        let thread = &self.threads[index];
        let ends = |waits: &Waits| waits.yields() && self.loops.is_await(waits.place);
        !self.goes_round
            && !thread.core.looks.is_empty()
            && thread.pending.as_ref().is_some_and(ends)
    }

    /// What a step did that is not yet among the events.
    pub(super) fn effect(&self, opened: &Opened, slice: &Slice, spawns: bool) -> Option<Effect> {
        if !self.watches_looks() {
            return None;
        }
        let does_no_more = !spawns && slice.choices.is_empty() && slice.cells.is_empty();
        let is_look = opened.changes_nothing(slice)
            && does_no_more
            && !slice.timed_out
            && opened.footprint.reach == Reach::None;
        let seen = || slice.seen(&opened.footprint);
        let at = || seen().into_iter().map(|object| (object, slice.event));
        Some(Effect {
            thread: opened.thread,
            step: opened.step,
            head: head(opened.label, opened.place),
            known: self.known(opened, slice),
            looks: is_look.then(|| at().collect()),
            yields: opened.yields,
            place: opened.place,
        })
    }

    /// What a thread knows after a step.
    fn known(&self, opened: &Opened, slice: &Slice) -> Known {
        let thread = &self.threads[opened.thread];
        let mut known = thread.core.known.of(text(opened.label)).of(thread.key);
        for event in self.changes_before(&opened.footprint) {
            known.add(self.known[event], 0);
        }
        for cause in &slice.causes {
            known.add(self.known[cause.number], 1);
        }
        if opened.footprint.reach > Reach::None {
            for thread in &self.threads {
                known.add(thread.core.known, thread.key);
            }
        }
        let choices = slice.choices.iter();
        choices.fold(known, |known, choice| known.of(u64::from(*choice)))
    }

    /// The latest changes that conflict with these accesses.
    fn changes_before(&self, footprint: &Footprint) -> Vec<usize> {
        let mut found: Vec<usize> = self.wild.into_iter().collect();
        for (object, access) in &footprint.accesses {
            let Some(history) = self.objects.get(object.0 as usize) else {
                continue;
            };
            for touch in history.steps.iter().rev().filter(|touch| touch.changes) {
                if access.conflicts(touch.access) {
                    found.push(touch.event);
                }
                if touch.access == Access::Exclusive {
                    break;
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The step is among the events, and its thread has announced the next.
    pub(super) fn learn(&mut self, effect: Option<Effect>, spawned: &[(usize, Event)]) {
        let Some(effect) = effect else { return };
        self.known.push(effect.known);
        for (child, _) in spawned {
            self.threads[*child].core.known = effect.known;
        }
        let thread = &mut self.threads[effect.thread];
        let next = thread.pending.as_ref().map(|waits| waits.step);
        let next_head = thread
            .pending
            .as_ref()
            .map_or(0, |waits| head(waits.label, waits.place));
        let core = &mut thread.core;
        let before = std::mem::replace(&mut core.known, effect.known);
        let mut fresh = Learner::default();
        let mut ended = None;
        let learner = self.learner.as_mut().unwrap_or(&mut fresh);
        if effect.yields {
            let mut looks = core.looks.iter();
            if let Some(first) = looks.rposition(|look| Some(look.step) == next) {
                let looks = core.looks.split_off(first);
                core.known = looks[0].before;
                core.known.vain |=
                    effect.known.vain | learner.looked_in_vain(effect.place, &looks, next_head);
                ended = core.ended.take().map(|event| (event, looks));
            } else if !core.looks.is_empty() {
                core.looks.clear();
                learner.loops.counts.insert(effect.place);
                self.left |= self.loops.is_await(effect.place);
            }
        } else if let Some(at) = effect.looks {
            core.looks.push(Look {
                step: effect.step,
                head: effect.head,
                before,
                at,
            });
        } else {
            core.looks.clear();
        }
        learner.follows(core.known.of(thread.key), next_head);
        if let Some((event, looks)) = ended {
            let changed = |look: &Look| self.changes_since(&look.at).any(|change| change < event);
            self.looked_in_vain |= looks.iter().any(changed);
        }
    }

    /// The execution is over, and this came of it.
    pub(crate) fn learn_outcome(&mut self, outcome: &str) {
        let Some(learner) = &mut self.learner else {
            return;
        };
        let mut known = Known::default();
        for thread in self.threads.iter().filter(|thread| !thread.daemon) {
            known.add(thread.core.known, thread.key);
        }
        learner.follows(known, text(outcome));
    }
}
