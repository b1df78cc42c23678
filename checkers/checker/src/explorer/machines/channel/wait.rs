//! A select that waits until one of its cases is ready, or time is up.

use super::meet::Waiting;
use super::select::{May, Select};
use super::timer::{Clockwork, Due};
use crate::explorer::machines::time::time_is_up;
use crate::explorer::step::{Step, off};
use crate::explorer::sync::time::Deadline;
use crate::explorer::waits::Go;
use crate::in_order;
use crate::plain::plain;
use crate::questions::points;
use explorer::{Access, Object};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex as Plain};

impl Select<'_> {
    /// Waits until one is ready, or time is up.
    pub(super) fn wait(&self, deadline: Deadline) -> Option<usize> {
        let select = Arc::new(Waiting {
            thread: self.me,
            path: explorer::path(),
            completed: Plain::new(None),
            touches: self.exclusive(),
            ready: AtomicU64::new(0),
        });
        let begun = self.begin_to_wait(&select);
        if begun.is_some() {
            return begun;
        }
        self.look(self.waiting(deadline), || self.go(&select, deadline));
        let ended = self.end_wait(&select, deadline);
        for case in self.cases {
            case.withdraw(&select);
        }
        ended
    }

    /// The step that ends the wait. What it touches depends on what it waits for, and on nothing that
    /// can change meanwhile.
    fn waiting(&self, deadline: Deadline) -> Step {
        let step = self.step();
        let timers = self.cases.iter().filter_map(|case| case.clockwork());
        let step = match timers.max() {
            Some(Clockwork::Again) => step.idle(),
            Some(Clockwork::Once) => step.in_time(),
            None if deadline.is_some() => step.in_time(),
            None => return step,
        };
        let timers = self.cases.iter().filter(|case| case.clockwork().is_some());
        step.until(deadline, timers.map(|case| case.id()).collect())
    }

    /// Whether the wait can end. Another thread may receive from a timer that it waits for.
    fn go(&self, select: &Waiting, deadline: Deadline) -> Go {
        if plain(&select.completed).is_some() || self.ready().next().is_some() {
            Go::On
        } else if deadline.is_some() || self.is_early() {
            Go::InTime
        } else if self.timers(|due| due != Due::NotYet).next().is_some() {
            Go::Last
        } else {
            Go::Not
        }
    }

    /// Whether a timer may fire while others can still run.
    fn is_early(&self) -> bool {
        self.timers(Due::is_early).next().is_some()
    }

    /// Begins to wait where partners meet, once it is clear that it waits: only then may anybody
    /// complete it. An index if it need not wait.
    ///
    /// As crossbeam's, it begins in one channel after the other, in any order unless it is biased;
    /// where no thread tries one of them none can tell, and it begins in all at once. Where no thread tries or
    /// selects the other side of any, none can complete it: it waits at once.
    fn begin_to_wait(&self, select: &Arc<Waiting>) -> Option<usize> {
        if !points().meets {
            return None;
        }
        let meets = |i: &usize| self.cases[*i].is_rendezvous();
        let mut left: Vec<usize> = (0..self.cases.len()).filter(meets).collect();
        if self.cases.len() > 1 {
            left.iter().for_each(|i| self.cases[*i].used(false));
        }
        while !left.is_empty() && !off() {
            self.look(self.step(), || Go::On);
            let completed = plain(&select.completed).is_some();
            let mut may: Vec<May> = self.ready().map(May::Take).collect();
            if completed || !may.is_empty() {
                may.extend(self.timers(Due::is_early).map(May::Fire));
                let ended = match completed {
                    true => self.end_wait(select, None),
                    false => {
                        select.close();
                        self.do_one(&may)
                    }
                };
                self.cases.iter().for_each(|case| case.withdraw(select));
                return ended;
            }
            let begins = match (points().arms, self.biased) {
                (true, true) => vec![left.remove(0)],
                (true, false) => vec![left.remove(explorer::choose(left.len()))],
                (false, _) => std::mem::take(&mut left),
            };
            for i in begins {
                self.register(select, i);
            }
        }
        None
    }

    /// Begins to wait in this arm. A biased select waits in those before it already: where it is not for a
    /// partner, that shows only now.
    fn register(&self, select: &Arc<Waiting>, i: usize) {
        let before = (0..i).filter(|j| self.biased && !self.cases[*j].is_rendezvous());
        for j in before {
            self.cases[j].register(select, j);
        }
        self.cases[i].register(select, i);
    }

    fn do_one(&self, may: &[May]) -> Option<usize> {
        match self.choose(may) {
            May::Fire(i) => Some(self.fire(i)),
            May::Take(i) => Some(self.take(i)),
            May::GiveUp => None,
        }
    }

    fn end_wait(&self, select: &Waiting, deadline: Deadline) -> Option<usize> {
        let completed = *plain(&select.completed);
        if let Some((i, completed)) = completed {
            explorer::after(completed);
            self.cases[i].collect();
            self.cases[i].tell(self.loc);
            return Some(i);
        }
        select.close();
        if off() {
            return None;
        }
        match self.choose(&self.may(deadline)) {
            May::Take(i) => Some(self.take(i)),
            May::Fire(i) => Some(self.fire(i)),
            May::GiveUp => {
                time_is_up(deadline.expect("it waits no longer than that"), None);
                None
            }
        }
    }

    /// What can end a wait that no other thread completed.
    fn may(&self, deadline: Deadline) -> Vec<May> {
        let mut may: Vec<May> = self.ready().map(May::Take).collect();
        let ready = !may.is_empty();
        // Without any other timer the step is taken only if something is ready or no thread can continue.
        let alone = deadline.is_none() && !self.is_early();
        may.extend(
            self.timers(|due| match due {
                Due::Now | Due::Perhaps => true,
                Due::Last { spare } => !ready && (alone || spare),
                Due::NotYet => false,
            })
            .map(May::Fire),
        );
        let own = deadline.map(|deadline| in_order::own(deadline.model_time()));
        if !ready && own.is_some_and(in_order::may_fire) {
            may.push(May::GiveUp);
        }
        may
    }

    fn exclusive(&self) -> Vec<(Object, Access)> {
        let touches = self.cases.iter().flat_map(|case| case.everything());
        touches
            .filter(|(_, access)| *access == Access::EXCLUSIVE)
            .collect()
    }
}
