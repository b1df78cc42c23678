//! What either side tells of its channel: to the model how full it is, to the log what happened.

use super::state::Channel;
use super::{Receiver, Sender};
use crate::log::event::{Op, State as Shown};
use crate::log::note::Named;
use crate::log::recorder;
use crate::log::value::Value;
use crate::log::{Loc, ObjectId};
use crate::loom::sync::wait::here;
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
                self.0.object.id()
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
        if recorder::failed() {
            return 0;
        }
        let _pass = self.object.pass(Op::Len, loc);
        self.fire_if_due();
        let len = self.state().queue.len();
        self.tell(Op::Len, Value::Int(len as i128), loc);
        len
    }

    pub(super) fn tell(&self, op: Op, value: Value, loc: Loc) {
        let event = self.object.event(op, loc).value(value);
        match self.kind {
            "channel" => {
                let messages = Shown::Messages(self.state().queue.len(), self.capacity);
                event.state(messages).record();
            }
            _ => event.record(),
        }
    }

    pub(super) fn tell_dropped(&self, op: Op, last: bool) {
        let event = self.object.event(op, None);
        if last {
            event.state(Shown::Disconnected).record();
        } else {
            event.record();
        }
    }
}
