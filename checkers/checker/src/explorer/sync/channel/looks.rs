//! What either side tells of its channel: to the model how full it is, to the log what happened.

use super::state::{Channel, Kind};
use super::timer::Due;
use super::{Receiver, Sender};
use crate::explorer::step::{Step, tell};
use crate::explorer::sync::wait::here;
use crate::log::event::{Event, Op, State as Shown};
use crate::log::note::Named;
use crate::log::recorder;
use crate::log::value::Value;
use crate::log::{Loc, ObjectId, ThreadId};
use std::fmt;

macro_rules! looks {
    ($side:ident) => {
        impl<T> $side<T> {
            /// How many messages the channel holds.
            #[track_caller]
            pub fn len(&self) -> usize {
                self.0.len(here())
            }

            /// Whether the channel holds no message; always so with capacity 0.
            #[track_caller]
            pub fn is_empty(&self) -> bool {
                self.0.len(here()) == 0
            }

            /// Whether the channel has no room; always so with capacity 0.
            #[track_caller]
            pub fn is_full(&self) -> bool {
                let len = self.0.len(here());
                self.0.capacity.is_some_and(|capacity| len >= capacity)
            }

            /// How many messages fit; `None`: any number.
            pub fn capacity(&self) -> Option<usize> {
                self.0.capacity
            }
        }

        impl<T> Named for $side<T> {
            fn object(&self) -> ObjectId {
                self.0.id
            }
        }

        impl<T> fmt::Debug for $side<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(concat!(stringify!($side), " { .. }"))
            }
        }
    };
}
looks!(Sender);
looks!(Receiver);

impl<T> Channel<T> {
    /// Looks at the number of messages: a step, since it can be different every time.
    fn len(&self, loc: Loc) -> usize {
        let step = Step::new(Op::Len, loc).on(self.id);
        match self.kind {
            Kind::Channel => self.counts(step).take_it(),
            Kind::Timer(_) => step
                .touching(&self.everything())
                .perhaps_touching(&self.perhaps())
                .take_it(),
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
            Due::Last { .. } => false,
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
    pub(super) fn fire(&self) {
        let timer = self.state().timer.take().expect("it is armed");
        let (message, next) = timer.fire(self.id);
        let mut state = self.state();
        state.queue.push_back((message, explorer::now()));
        state.timer = next;
    }

    pub(super) fn tell(&self, op: Op, value: Value, loc: Loc) {
        let event = Event::new(op, Some(loc)).on(self.id).value(value);
        tell(match self.kind {
            Kind::Channel => {
                let messages = Shown::Messages(self.state().queue.len(), self.capacity);
                event.state(messages)
            }
            _ => event,
        });
    }

    pub(super) fn tell_dropped(&self, op: Op, last: bool) {
        let event = Event::new(op, None).on(self.id);
        tell(match last {
            true => event.state(Shown::Disconnected),
            false => event,
        });
    }
}
