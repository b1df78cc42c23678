//! In which order a step touched what it touched: up to a conflict it does the same without it.

use super::Past;
use crate::access::{Access, Footprint, Object, Reach};

/// Beside a footprint, whose accesses are in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Order {
    /// So many accesses were announced, and this reach.
    pub(super) announced: usize,
    pub(super) announced_reach: Reach,
    /// For each access that was not announced how many choices came before it.
    pub(super) choices: Vec<usize>,
    /// How many accesses and choices came before the step reached as far as it did.
    pub(super) reached: (usize, usize),
}

impl Past {
    /// What the step touched up to the first access that conflicts with an earlier step, that access
    /// included, and how many choices came before it. All this it does as well if the earlier step did
    /// not run: nothing that it had seen by then was changed by that step.
    pub(crate) fn until(&self, early: &Footprint) -> (Footprint, usize) {
        let mine = &self.footprint;
        let meets = |reach: Reach| match reach {
            Reach::All => true,
            Reach::Threads => !mine.daemon && !early.daemon,
            Reach::None => false,
        };
        if meets(early.reach) || meets(self.order.announced_reach) {
            return (self.cut(self.order.announced, false), 0);
        }
        let conflicts = |access: &(Object, Access)| early.meets(&[*access]);
        let all = mine.accesses.len();
        let first = mine.accesses.iter().position(conflicts).unwrap_or(all);
        let (before, choices) = self.order.reached;
        match meets(mine.reach) && before <= first {
            true => (self.cut(before, true), choices),
            false if first < self.order.announced => (self.cut(self.order.announced, false), 0),
            false => (self.cut(first + 1, false), self.choices_before(first)),
        }
    }

    /// What the step announced.
    pub(crate) fn announced(&self) -> Footprint {
        self.cut(self.order.announced, false)
    }

    /// What the step touched before it made the choice of this number.
    pub(crate) fn before_choice(&self, choice: usize) -> Footprint {
        let late = self.order.choices.iter();
        let before = late.take_while(|before| **before <= choice).count();
        let reached =
            self.footprint.reach > self.order.announced_reach && self.order.reached.1 <= choice;
        self.cut(self.order.announced + before, reached)
    }

    fn choices_before(&self, access: usize) -> usize {
        let late = access.checked_sub(self.order.announced);
        late.and_then(|late| self.order.choices.get(late))
            .copied()
            .unwrap_or(0)
    }

    fn cut(&self, accesses: usize, reached: bool) -> Footprint {
        let accesses = accesses
            .max(self.order.announced)
            .min(self.footprint.accesses.len());
        Footprint {
            accesses: self.footprint.accesses[..accesses].to_vec(),
            reach: match reached {
                true => self.footprint.reach,
                false => self.order.announced_reach,
            },
            daemon: self.footprint.daemon,
        }
    }
}
