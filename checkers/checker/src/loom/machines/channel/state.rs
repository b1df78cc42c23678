//! A channel's plain state, and how partners complete each other.

use crate::in_order;
use crate::log::event::{Choice, Op};
use crate::log::recorder;
use crate::log::value::Value;
use crate::log::{Loc, ObjectId};
use crate::loom::choices::choose_to_fire;
use crate::loom::machines::time::{fire, known, starts};
use crate::loom::machines::wait::{Object, Waiter};
use crate::loom::sync::time::{Duration, Instant};
use crate::plain::plain;
use crate::questions::{may_tick_early, must_fire, want_arm_points};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex as Plain, MutexGuard as PlainGuard};

/// Where a message waits for its receiver, or a receiver for its message.
pub(crate) type Slot<T> = Arc<Plain<Option<T>>>;

/// A channel; its point comes before every operation on it.
#[derive(Debug)]
pub(crate) struct Channel<T> {
    pub(super) object: Object,
    /// `channel`, `timer` or `never`.
    kind: &'static str,
    /// In messages; `None`: any number.
    pub(crate) capacity: Option<usize>,
    /// Whether messages that no thread received stay until all handles are gone.
    pub(super) keeps_unread: bool,
    state: Plain<State<T>>,
}

/// What is in a channel, and who waits for it.
pub(crate) struct State<T> {
    pub(crate) queue: VecDeque<T>,
    pub(super) senders: usize,
    pub(super) receivers: usize,
    receiving: VecDeque<Parked<T>>,
    sending: VecDeque<Parked<T>>,
    /// A thread that waits for it is blocked forever: it is nil, or never delivers anything.
    never: bool,
    timer: Option<Timer<T>>,
    /// Counts changes, so that a select sees whether another thread came in between.
    pub(super) version: u64,
    /// Whether a thread tried it in vain, and whether a select waited in it.
    used: (bool, bool),
}

/// A timer that has not fired since it was armed.
#[derive(Debug)]
struct Timer<T> {
    deadline: Instant,
    /// `Some`: it is armed again when it has fired.
    period: Option<Duration>,
    /// How often it fired while others could still run.
    early: u32,
    /// How often it was looked at and did not fire.
    refused: u32,
    message: fn(Instant) -> T,
}

/// One arm of a thread that waits.
struct Parked<T> {
    waiter: Arc<Waiter>,
    case: usize,
    slot: Slot<T>,
}

impl Channel<Instant> {
    /// One that delivers the time when a timer fires, and with a period again and again.
    pub(crate) fn of_timer(deadline: Instant, period: Option<Duration>, loc: Loc) -> Arc<Self> {
        let deadline = starts(deadline);
        let timer = Timer {
            deadline,
            period,
            early: 0,
            refused: 0,
            message: |now| now,
        };
        let channel = Channel::new("timer", Some(1), true, Some(timer), loc);
        in_order::set(channel.object.id(), Some(deadline.model_time()));
        channel
    }
}

impl<T> Channel<T> {
    pub(crate) fn of_messages(capacity: Option<usize>, keeps: bool, loc: Loc) -> Arc<Self> {
        Channel::new("channel", capacity, keeps, None, loc)
    }

    /// One that never delivers anything.
    pub(crate) fn of_nothing(loc: Loc) -> Arc<Self> {
        Channel::new("never", Some(0), true, None, loc)
    }

    fn new(
        kind: &'static str,
        capacity: Option<usize>,
        keeps_unread: bool,
        timer: Option<Timer<T>>,
        loc: Loc,
    ) -> Arc<Self> {
        Arc::new(Channel {
            object: Object::new(kind, loc),
            kind,
            capacity,
            keeps_unread,
            state: Plain::new(State {
                queue: VecDeque::new(),
                senders: 1,
                receivers: 1,
                receiving: VecDeque::new(),
                sending: VecDeque::new(),
                never: kind == "never",
                timer,
                version: 0,
                used: (false, false),
            }),
        })
    }

    pub(crate) fn id(&self) -> ObjectId {
        self.object.id()
    }

    pub(crate) fn state(&self) -> PlainGuard<'_, State<T>> {
        plain(&self.state)
    }

    /// Whether it is one of messages, and not a timer.
    pub(crate) fn has_senders(&self) -> bool {
        self.kind == "channel"
    }

    pub(crate) fn is_timer(&self) -> bool {
        self.kind == "timer"
    }

    pub(crate) fn is_never(&self) -> bool {
        self.kind == "never"
    }

    /// Whether partners meet here, since no message stays.
    pub(crate) fn is_rendezvous(&self) -> bool {
        self.has_senders() && self.capacity == Some(0)
    }

    /// Remembers a try in vain, or a select that waits; together they want a point between the
    /// select's arms.
    pub(crate) fn used(&self, tried: bool) {
        let used = &mut self.state().used;
        *used = (used.0 | tried, used.1 | !tried);
        if *used == (true, true) && self.is_rendezvous() {
            want_arm_points();
        }
    }

    /// Looks at the number of messages: a step, since it can be different every time.
    pub(crate) fn len(&self, loc: Loc) -> usize {
        if recorder::failed() {
            return 0;
        }
        let _pass = self.object.pass(Op::Len, loc);
        self.fire_if_due();
        let len = self.state().queue.len();
        self.tell(Op::Len, Value::Int(len as i128), loc);
        len
    }

    /// Sends; only if [`State::can_send`]. Returns the message if no receiver is left.
    pub(crate) fn send_now(&self, message: T) -> Result<(), T> {
        self.state().send(message)
    }

    /// Whether a timer could fire.
    pub(super) fn is_armed(&self) -> bool {
        let state = self.state();
        state.timer.is_some() && state.queue.is_empty()
    }

    /// At each look an armed timer may fire, and may not.
    pub(super) fn fire_if_due(&self) {
        if !self.is_armed() {
            return;
        }
        let (deadline, due, barred) = match &self.state().timer {
            Some(timer) => (
                timer.deadline.model_time(),
                timer.deadline <= known(),
                timer.period.is_some() && !may_tick_early(timer.early),
            ),
            None => return,
        };
        if due {
            return self.fire();
        }
        if barred || !in_order::may_fire(deadline) {
            return;
        }
        let overtakes = in_order::overtakes(deadline);
        let refused = self.state().timer.as_ref().map_or(0, |timer| timer.refused);
        let must = must_fire(refused);
        let fires = must || choose_to_fire();
        if let Some(timer) = &mut self.state().timer {
            timer.early += u32::from(fires);
            timer.refused = if fires { 0 } else { timer.refused + 1 };
        }
        if fires {
            if !must {
                let object = Some(self.object.id());
                recorder::chose(Choice::Timer { object, overtakes });
            }
            self.fire();
        }
    }

    /// Fires the timer; a ticker is armed again.
    pub(crate) fn fire(&self) {
        let mut state = self.state();
        let Some(mut timer) = state.timer.take() else {
            return;
        };
        fire(timer.deadline);
        let message = (timer.message)(timer.deadline);
        // As crossbeam's, it counts from when it fired.
        let next = timer.period.and_then(|period| known().checked_add(period));
        in_order::set(self.object.id(), next.map(Instant::model_time));
        if let Some(next) = next {
            timer.deadline = next;
            state.timer = Some(timer);
        }
        state.version += 1;
        match state.partner_receiving() {
            Some(partner) => partner.give(message),
            None => state.queue.push_back(message),
        }
    }
}

impl<T> Parked<T> {
    fn give(self, message: T) {
        *plain(&self.slot) = Some(message);
        self.waiter.complete(self.case);
    }

    fn take(self) -> T {
        let message = plain(&self.slot).take().expect("it waits to send one");
        self.waiter.complete(self.case);
        message
    }
}

/// The place of the first other thread that still waits; those that gave up or were completed
/// elsewhere are forgotten. A select that begins to wait in one arm after the other is not its own
/// partner.
fn first_open<T>(parked: &mut VecDeque<Parked<T>>) -> Option<usize> {
    parked.retain(|parked| parked.waiter.is_open());
    let me = recorder::me();
    parked.iter().position(|parked| parked.waiter.thread != me)
}

impl<T> State<T> {
    fn partner_receiving(&mut self) -> Option<Parked<T>> {
        let first = first_open(&mut self.receiving)?;
        self.receiving.remove(first)
    }

    fn partner_sending(&mut self) -> Option<Parked<T>> {
        let first = first_open(&mut self.sending)?;
        self.sending.remove(first)
    }

    pub(super) fn can_send(&mut self, capacity: Option<usize>) -> bool {
        self.receivers == 0
            || capacity.is_none_or(|capacity| self.queue.len() < capacity)
            || first_open(&mut self.receiving).is_some()
    }

    pub(super) fn can_receive(&mut self) -> bool {
        !self.queue.is_empty() || self.senders == 0 || first_open(&mut self.sending).is_some()
    }

    fn send(&mut self, message: T) -> Result<(), T> {
        self.version += 1;
        if self.receivers == 0 {
            return Err(message);
        }
        match self.partner_receiving() {
            Some(partner) => partner.give(message),
            None => self.queue.push_back(message),
        }
        Ok(())
    }

    /// Receives; only if [`State::can_receive`]. `None`: disconnected.
    pub(crate) fn receive(&mut self) -> Option<T> {
        self.version += 1;
        match self.queue.pop_front() {
            Some(message) => {
                // Room: the first blocked sender's message moves up.
                if let Some(partner) = self.partner_sending() {
                    self.queue.push_back(partner.take());
                }
                Some(message)
            }
            None => self.partner_sending().map(Parked::take),
        }
    }

    pub(super) fn park_receiver(&mut self, waiter: &Arc<Waiter>, case: usize, slot: &Slot<T>) {
        self.version += 1;
        if self.never {
            return;
        }
        self.receiving.push_back(Parked {
            waiter: waiter.clone(),
            case,
            slot: slot.clone(),
        });
    }

    pub(super) fn park_sender(&mut self, waiter: &Arc<Waiter>, case: usize, slot: &Slot<T>) {
        self.version += 1;
        if self.never {
            return;
        }
        self.sending.push_back(Parked {
            waiter: waiter.clone(),
            case,
            slot: slot.clone(),
        });
    }

    /// The last sender is gone: a thread that waits for a message waits no more.
    pub(super) fn disconnect_receivers(&mut self) {
        while let Some(partner) = self.partner_receiving() {
            partner.waiter.complete(partner.case);
        }
    }

    /// The last receiver is gone: a thread that waits to send gets its message back.
    pub(super) fn disconnect_senders(&mut self) {
        while let Some(partner) = self.partner_sending() {
            partner.waiter.complete(partner.case);
        }
    }
}

impl<T> std::fmt::Debug for State<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("State").finish_non_exhaustive()
    }
}
