//! Tries, timeouts and select, which check several things in one step.

use super::meet::{self, Waiting};
use super::timer::{Clockwork, Due};
use crate::explorer::machines::time::{known, time_is_up};
use crate::explorer::step::{Step, off};
use crate::explorer::sync::channel::{Case, Mode};
use crate::explorer::waits::Go;
use crate::log::event::{Choice, Op};
use crate::log::recorder;
use crate::log::{Loc, ObjectId, ThreadId};
use crate::questions;
use explorer::{Access, Object};
use std::sync::Arc;

/// What those ask of a case. Only a receive may be one from a timer.
#[doc(hidden)]
pub trait Arm {
    /// Of a step that excludes all others.
    fn everything(&self) -> Vec<(Object, Access)>;
    /// Of a step that looks whether it can do this.
    fn touches(&self) -> Vec<(Object, Access)>;
    /// It is about to be looked at.
    fn is_polled(&self);
    /// A step that looks runs.
    fn is_looked_at(&self);
    /// The same step does this.
    fn is_taken(&self);
    /// What kind of timer it receives from, if it does.
    fn clockwork(&self) -> Option<Clockwork> {
        None
    }
    /// What a look of the thread `me` at its timer finds, if that is armed.
    fn due(&self, _me: ThreadId) -> Option<Due> {
        None
    }
    fn fires_at_a_look(&self, _due: Due) -> bool {
        false
    }
    /// Its timer was looked at and did not fire.
    fn refuse(&self) {}
    /// Whether a try of the thread `me` succeeds.
    fn is_ready(&self, me: ThreadId) -> bool;
    fn register(&self, select: &Arc<Waiting>, case: usize);
    fn withdraw(&self, select: &Arc<Waiting>);
}

/// Runs one case that is ready, or waits until one is. Its index; `None` if time was up, or if
/// nothing was ready and `mode` does not wait.
///
/// Of several that are ready every one is explored, unless `biased`: as crossbeam's, it then looks
/// at one after the other and takes the first, though one before it may have become ready meanwhile.
#[doc(hidden)]
pub fn select_cases(cases: &[&dyn Case], mode: Mode, biased: bool, loc: Loc) -> Option<usize> {
    let select = Select {
        cases,
        biased: biased && cases.len() > 1,
        loc,
        me: recorder::me(),
    };
    cases.iter().for_each(|case| case.is_polled());
    if select.biased
        && let Some(i) = select.look_in_turn()
    {
        return Some(i);
    }
    match mode {
        Mode::Try => select.attempt(),
        Mode::Wait | Mode::Until(None) => select.wait(None),
        Mode::Until(Some(deadline)) if deadline <= known() && !questions::in_order() => {
            let taken = select.attempt();
            if taken.is_none() {
                time_is_up(deadline, None);
            }
            taken
        }
        Mode::Until(deadline) => select.wait(deadline),
    }
}

/// What a select may do in one step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum May {
    Take(usize),
    Fire(usize),
    GiveUp,
}

pub(super) struct Select<'a> {
    pub(super) cases: &'a [&'a dyn Case],
    pub(super) biased: bool,
    pub(super) loc: Loc,
    pub(super) me: ThreadId,
}

impl Select<'_> {
    /// A step that looks at all cases.
    pub(super) fn step(&self) -> Step {
        let touches = self.cases.iter().flat_map(|case| case.touches());
        self.step_of(&touches.collect::<Vec<_>>())
    }

    /// Takes a step that looks at all cases when it can go on.
    pub(super) fn look(&self, step: Step, go: impl Fn() -> Go) {
        step.when_ready(go);
        self.cases.iter().for_each(|case| case.is_looked_at());
    }

    /// Takes a step that tries this case and no other.
    fn try_one(&self, case: &dyn Case) {
        self.step_of(&case.touches()).take_it();
        case.is_looked_at();
    }

    fn step_of(&self, touches: &[(Object, Access)]) -> Step {
        let step = match self.cases {
            [case] => Step::new(case.op(), self.loc)
                .on(case.id())
                .value(case.value()),
            cases => {
                let arms = cases.iter().filter(|case| case.is_shared());
                let arms = arms.map(|case| (case.op(), Some(case.id())));
                Step::new(Op::Select, self.loc).arms(arms.collect())
            }
        };
        step.touching(touches)
    }

    pub(super) fn ready(&self) -> impl Iterator<Item = usize> {
        (0..self.cases.len()).filter(|i| self.cases[*i].is_ready(self.me))
    }

    /// Armed timers of which a look finds so.
    pub(super) fn timers<'a>(
        &'a self,
        found: impl Fn(Due) -> bool + 'a,
    ) -> impl Iterator<Item = usize> + 'a {
        (0..self.cases.len()).filter(move |i| self.cases[*i].due(self.me).is_some_and(&found))
    }

    /// Looks at one case after the other, each in a step of its own, and takes the first.
    fn look_in_turn(&self) -> Option<usize> {
        for (i, case) in self.cases.iter().enumerate() {
            if !case.is_shared() {
                continue;
            }
            self.try_one(*case);
            if case.is_ready(self.me) {
                return Some(self.take(i));
            }
            if case
                .due(self.me)
                .is_some_and(|due| case.fires_at_a_look(due))
            {
                case.fire();
                return Some(self.take(i));
            }
            explorer::unchanged();
        }
        None
    }

    /// One step, and `None` if nothing is ready.
    fn attempt(&self) -> Option<usize> {
        meet::tries(|| self.attempt_in_a_step())
    }

    fn attempt_in_a_step(&self) -> Option<usize> {
        match self.cases {
            [case] => self.try_one(*case),
            _ => self.look(self.step(), || Go::On),
        }
        if off() {
            return None;
        }
        let due: Vec<usize> = self.timers(|due| due == Due::Now).collect();
        let mut may: Vec<May> = self.ready().map(May::Take).collect();
        may.extend(due.into_iter().map(May::Fire));
        let certain = !may.is_empty();
        may.extend(self.timers(|due| due == Due::Perhaps).map(May::Fire));
        if !certain {
            may.insert(0, May::GiveUp);
        }
        match self.choose(&may) {
            May::GiveUp => {
                for i in self.timers(|_| true).collect::<Vec<_>>() {
                    self.cases[i].refuse();
                }
                self.cases.iter().for_each(|case| case.used(true));
                explorer::unchanged();
                None
            }
            May::Take(i) => Some(self.take(i)),
            May::Fire(i) => Some(self.fire(i)),
        }
    }

    pub(super) fn choose(&self, may: &[May]) -> May {
        let chosen = may[explorer::choose(may.len())];
        if let May::Take(i) = chosen {
            let id = |i: usize| self.cases[i].id();
            let others = may.iter().filter_map(|other| match other {
                May::Take(j) if *j != i => Some(id(*j)),
                _ => None,
            });
            let also: Vec<ObjectId> = others.collect();
            if !also.is_empty() {
                recorder::chose(Choice::Arm { took: id(i), also });
            }
        }
        chosen
    }

    pub(super) fn take(&self, i: usize) -> usize {
        self.cases[i].is_taken();
        self.cases[i].run();
        self.cases[i].tell(self.loc);
        i
    }

    pub(super) fn fire(&self, i: usize) -> usize {
        self.cases[i].fire();
        self.take(i)
    }
}
