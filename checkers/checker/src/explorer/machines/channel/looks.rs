//! Looking at a channel: how full it is, and what its timer does.

use super::state::{Channel, Kind};
use super::timer::Due;
use crate::explorer::step::Step;
use crate::log::event::Op;
use crate::log::recorder;
use crate::log::value::Value;
use crate::log::{Loc, ThreadId};

impl<T> Channel<T> {
    /// Looks at the number of messages: a step, since it can be different every time.
    pub(crate) fn len(&self, loc: Loc) -> usize {
        let step = Step::new(Op::Len, loc).on(self.id);
        match self.kind {
            Kind::Channel => self.counts(step).take_it(),
            Kind::Timer(_) => step.touching(&self.everything()).take_it(),
            Kind::Never => step.take_it(),
        };
        let due = self.due(recorder::me());
        if due.is_some_and(|due| self.fires_at_a_look(due)) {
            self.fire();
        }
        let len = self.state().queue.len();
        self.tell(Op::Len, Value::Int(len as i128), loc);
        len
    }

    /// What a look of the thread `me` at the timer finds, if it is armed and has not fired.
    pub(super) fn due(&self, me: ThreadId) -> Option<Due> {
        let state = self.state();
        let armed = state.timer.as_ref().filter(|_| state.queue.is_empty());
        armed.map(|timer| timer.due(me))
    }

    /// Whether an armed timer fires at this look, which is a choice.
    pub(super) fn fires_at_a_look(&self, due: Due) -> bool {
        let fires = match due {
            Due::Now => true,
            Due::Perhaps => explorer::choose(2) == 1,
            Due::Last { .. } | Due::NotYet => false,
        };
        if !fires {
            self.refuse();
        }
        fires
    }

    /// The timer was looked at and did not fire.
    pub(super) fn refuse(&self) {
        if let Some(timer) = &mut self.state().timer {
            timer.refuse();
        }
    }

    /// Fires the timer; a ticker is armed again.
    pub(crate) fn fire(&self) {
        let timer = self.state().timer.take().expect("it is armed");
        let (message, next) = timer.fire(self.id);
        let mut state = self.state();
        state.queue.push_back((message, explorer::now()));
        state.timer = next;
    }
}
