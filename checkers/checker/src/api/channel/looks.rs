//! What either side tells of its channel: to the model how full it is, to the log what happened.

use super::machines::{channel::Channel, tell};
use super::{Receiver, Sender};
use crate::log::event::{Event, Op, State as Shown};
use crate::log::note::Named;
use crate::log::value::Value;
use crate::log::{Loc, ObjectId};
use crate::plain::here;
use std::fmt;

macro_rules! looks {
    ($side:ident) => {
        impl<T> $side<T> {
            /// Returns the number of messages in the channel.
            #[track_caller]
            pub fn len(&self) -> usize {
                self.0.len(here())
            }

            /// Returns true if the channel holds no message, as is always so with capacity 0.
            #[track_caller]
            pub fn is_empty(&self) -> bool {
                self.0.len(here()) == 0
            }

            /// Returns true if the channel has no free slot, as is always so with capacity 0.
            #[track_caller]
            pub fn is_full(&self) -> bool {
                let len = self.0.len(here());
                self.0.capacity.is_some_and(|capacity| len >= capacity)
            }

            /// Returns the capacity of the channel, or `None` if it is unbounded.
            pub fn capacity(&self) -> Option<usize> {
                self.0.capacity
            }
        }

        impl<T> Named for $side<T> {
            fn object(&self) -> ObjectId {
                self.0.id()
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
    /// Writes a step on this channel into the log.
    pub(crate) fn tell(&self, op: Op, value: Value, loc: Loc) {
        let event = Event::new(op, Some(loc)).on(self.id()).value(value);
        tell(match self.has_senders() {
            true => {
                let messages = Shown::Messages(self.state().queue.len(), self.capacity);
                event.state(messages)
            }
            false => event,
        });
    }

    /// Writes the end of a sender or receiver into the log; `last`: of its side.
    pub(crate) fn tell_dropped(&self, op: Op, last: bool) {
        let event = Event::new(op, None).on(self.id());
        tell(match last {
            true => event.state(Shown::Disconnected),
            false => event,
        });
    }
}
