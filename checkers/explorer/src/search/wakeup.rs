//! Wakeup trees: the executions that a node still has to begin with, and what makes one needless.
//!
//! A sequence of steps is *begun by* a step if it runs that step, and nothing before it in the
//! sequence conflicts with it, or if it could run that step first, since nothing in it conflicts
//! with it. What follows a step that was explored need not be explored again, so a sequence that such a
//! step begins is left out, before it is planned and before it is run. None that is left ever ends
//! where all that could go on sleeps.

use crate::access::Footprint;
use std::rc::Rc;

/// A step, as it ran or as it is to run.
#[derive(Debug)]
pub(super) struct Step {
    /// Its key: a thread's number depends on the order in which threads are spawned.
    pub(super) thread: u64,
    pub(super) choices: Vec<u16>,
    /// With the names of its objects.
    pub(super) footprint: Footprint,
    /// It has not run like this yet: more choices may follow, and it may touch more.
    pub(super) open: bool,
}

pub(super) type Sequence = Vec<Rc<Step>>;

/// Sequences that begin with the same step.
#[derive(Clone, Debug)]
pub(super) struct Branch {
    pub(super) step: Rc<Step>,
    /// What follows the step; nothing: whatever can.
    pub(super) next: Vec<Branch>,
}

/// What becomes of a step before another one.
enum Meets {
    /// They are the same, or the one includes the other.
    Same,
    Commutes,
    Conflicts,
}

impl Step {
    /// A step that never ran, as if it did no more than it announced.
    pub(super) fn unrun(thread: u64, footprint: &Footprint) -> Rc<Self> {
        Rc::new(Step {
            thread,
            choices: vec![],
            footprint: footprint.named(),
            open: false,
        })
    }

    /// Compares a step that ran with one of a sequence.
    fn meets(&self, other: &Step) -> Meets {
        let same = || match other.open {
            true => self.choices.starts_with(&other.choices),
            false => self.choices == other.choices,
        };
        match self.thread == other.thread {
            true if same() => Meets::Same,
            false if !self.footprint.conflicts(&other.footprint) => Meets::Commutes,
            _ => Meets::Conflicts,
        }
    }

    /// Whether to run this step, of which not all is known, is to run the other one.
    fn includes(&self, other: &Step) -> bool {
        self.thread == other.thread && other.open && self.choices.starts_with(&other.choices)
    }

    /// The same step with what is known of either: each knows it up to some access.
    fn knowing(self: &Rc<Self>, other: &Rc<Step>) -> Rc<Step> {
        let known = |step: &Step| (step.footprint.accesses.len(), step.footprint.reach);
        if known(self) >= known(other) {
            return self.clone();
        }
        Rc::new(Step {
            thread: self.thread,
            choices: self.choices.clone(),
            footprint: other.footprint.clone(),
            open: true,
        })
    }

    /// Whether a sequence is begun by this step, which ran: by its step of this number, or by none.
    fn begins(&self, sequence: &[Rc<Step>]) -> Option<Option<usize>> {
        for (number, step) in sequence.iter().enumerate() {
            match self.meets(step) {
                Meets::Same => return Some(Some(number)),
                Meets::Commutes => {}
                Meets::Conflicts => return None,
            }
        }
        Some(None)
    }
}

/// Whether a sequence is begun by a step that was explored.
pub(super) fn is_covered(sequence: &[Rc<Step>], explored: &[Rc<Step>]) -> bool {
    explored.iter().any(|step| step.begins(sequence).is_some())
}

/// Plans a sequence, unless what is planned includes it.
pub(super) fn insert(tree: &mut Vec<Branch>, mut sequence: Sequence) {
    for branch in tree.iter_mut() {
        if branch.step.open {
            // It is not known yet with what else it conflicts.
            if branch.step.includes(&sequence[0]) {
                branch.step = branch.step.knowing(&sequence[0]);
                return;
            }
            continue;
        }
        let Some(place) = branch.step.begins(&sequence) else {
            continue;
        };
        if let Some(place) = place {
            sequence.remove(place);
        }
        if !sequence.is_empty() {
            insert(&mut branch.next, sequence);
        }
        return;
    }
    let steps = sequence.into_iter().rev();
    tree.extend(steps.fold(None, |next: Option<Branch>, step| {
        let next = next.into_iter().collect();
        Some(Branch { step, next })
    }));
}

/// Whether this holds for any step that is planned.
pub(super) fn any(tree: &[Branch], holds: &impl Fn(&Step) -> bool) -> bool {
    tree.iter()
        .any(|branch| holds(&branch.step) || any(&branch.next, holds))
}

/// Takes out the sequences that are begun by a step that was explored.
pub(super) fn prune(tree: &mut Vec<Branch>, explored: &[Rc<Step>]) {
    tree.retain_mut(|branch| {
        let mut asleep = vec![];
        for step in explored {
            match step.meets(&branch.step) {
                Meets::Same => return false,
                Meets::Commutes => asleep.push(step.clone()),
                Meets::Conflicts => {}
            }
        }
        if asleep.is_empty() {
            return true;
        }
        let was_leaf = branch.next.is_empty();
        prune(&mut branch.next, &asleep);
        !was_leaf && !branch.next.is_empty()
    });
}
