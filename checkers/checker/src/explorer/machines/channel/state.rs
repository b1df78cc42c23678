//! A channel: what kind it is, its objects, and its plain state.

use super::contents::State;
use super::timer::{Clockwork, Timer};
use crate::explorer::run;
use crate::explorer::step::starts;
use crate::explorer::sync::time::{Duration, Instant};
use crate::explorer::unread::discard;
use crate::in_order;
use crate::log::recorder;
use crate::log::{Loc, ObjectId};
use crate::plain::plain;
use crate::questions::{self, want_arm_points, want_meeting_points};
use explorer::Object;
use std::sync::{Arc, Mutex as Plain, MutexGuard as PlainGuard};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Channel,
    Timer(Clockwork),
    Never,
}

/// A channel, and the objects that steps touch of it.
#[derive(Debug)]
pub(crate) struct Channel<T> {
    pub(super) id: ObjectId,
    pub(super) kind: Kind,
    /// In messages; `None`: any number.
    pub(crate) capacity: Option<usize>,
    /// Whether messages that no thread received stay until all handles are gone.
    pub(super) keeps_unread: bool,
    pub(super) head: Object,
    pub(super) tail: Object,
    pub(super) receivers: Object,
    pub(super) watched: Object,
    pub(super) unread: Object,
    pub(super) state: Plain<State<T>>,
}

impl Channel<Instant> {
    /// One that delivers the time when a timer fires, and with a period again and again.
    pub(crate) fn of_timer(deadline: Instant, period: Option<Duration>, loc: Loc) -> Arc<Self> {
        let clockwork = match period {
            None => Clockwork::Once,
            Some(_) => Clockwork::Again,
        };
        if clockwork == Clockwork::Again {
            run::ticks();
        }
        if questions::in_order() {
            starts();
        }
        let deadline = in_order::from_start(deadline.model_time());
        let timer = Timer::new(Instant::at(deadline), period);
        let channel = Channel::new(Kind::Timer(clockwork), Some(1), true, Some(timer), loc);
        in_order::set(channel.id, Some(deadline));
        channel
    }
}

impl<T> Channel<T> {
    pub(crate) fn of_messages(capacity: Option<usize>, keeps: bool, loc: Loc) -> Arc<Self> {
        Channel::new(Kind::Channel, capacity, keeps, None, loc)
    }

    /// One that never delivers anything.
    pub(crate) fn of_nothing(loc: Loc) -> Arc<Self> {
        Channel::new(Kind::Never, Some(0), true, None, loc)
    }

    fn new(
        kind: Kind,
        capacity: Option<usize>,
        keeps_unread: bool,
        timer: Option<Timer<T>>,
        loc: Loc,
    ) -> Arc<Self> {
        let name = match kind {
            Kind::Channel => "channel",
            Kind::Timer(_) => "timer",
            Kind::Never => "never",
        };
        Arc::new(Channel {
            id: recorder::new_object(name, loc),
            kind,
            capacity,
            keeps_unread,
            head: explorer::object(),
            tail: explorer::object(),
            receivers: explorer::object(),
            watched: explorer::object(),
            unread: explorer::object(),
            state: Plain::new(State::new(capacity, timer)),
        })
    }

    pub(crate) fn id(&self) -> ObjectId {
        self.id
    }

    pub(crate) fn state(&self) -> PlainGuard<'_, State<T>> {
        plain(&self.state)
    }

    /// Whether it is one of messages, and not a timer.
    pub(crate) fn has_senders(&self) -> bool {
        self.kind == Kind::Channel
    }

    pub(crate) fn is_timer(&self) -> bool {
        matches!(self.kind, Kind::Timer(_))
    }

    pub(crate) fn is_never(&self) -> bool {
        self.kind == Kind::Never
    }

    /// Sends; only if [`State::can_send`]. Returns the message if no receiver is left.
    pub(crate) fn send_now(&self, message: T) -> Result<(), T> {
        self.state().send(message, self.capacity)
    }

    /// Whether partners meet here, since no message stays.
    pub(crate) fn is_rendezvous(&self) -> bool {
        self.has_senders() && self.capacity == Some(0)
    }

    /// Whether messages stay here.
    pub(super) fn buffers(&self) -> bool {
        self.has_senders() && !self.is_rendezvous()
    }

    /// Remembers a try in vain, or a select that waits; together they want steps between those in
    /// which the select begins to wait.
    pub(crate) fn used(&self, tried: bool) {
        let used = &mut self.state().used;
        *used = (used.0 | tried, used.1 | !tried);
        if *used == (true, true) && self.is_rendezvous() {
            want_arm_points();
        }
    }

    /// Remembers a select or a try that sends here, or receives. If there are both, one may complete the
    /// other, which has to be known to wait then.
    pub(super) fn is_polled(&self, sends: bool) {
        let polled = &mut self.state().polled;
        *polled = (polled.0 | sends, polled.1 | !sends);
        if *polled == (true, true) && self.is_rendezvous() {
            want_meeting_points();
        }
    }
}

impl<T> Drop for Channel<T> {
    fn drop(&mut self) {
        let unread = std::mem::take(&mut plain(&self.state).queue);
        discard(unread);
    }
}
