//! Twins of crossbeam's channels, with their whole behaviour.
//!
//! | file | what it holds |
//! |---|---|
//! | `mod.rs` | [`Sender`], [`Receiver`], how they are made |
//! | `state.rs` | queue, counts, and the hand-over between partners |
//! | `select.rs` | one engine for send, receive and select: one atomic step |
//! | `case.rs` | what the engine can wait for: a receive, a send |
//! | `macros.rs` | [`select!`](super::select), [`select_biased!`](super::select_biased) |

mod case;
mod iter;
mod macros;
mod select;
mod state;

pub use crossbeam::channel::{
    RecvError, RecvTimeoutError, SendError, SendTimeoutError, TryRecvError, TrySendError,
};
pub use iter::{IntoIter, Iter, TryIter};

#[doc(hidden)]
pub use {
    case::{RecvCase, SendCase},
    select::{Case, Mode, gone, select_cases, tell_default},
};

use super::time::{Duration, Instant, deadline};
use super::wait::here;
use crate::model::event::{Op, State as Shown};
use crate::model::note::Named;
use crate::model::recorder::{self, Loc, ObjectId};
use crate::model::value::Value;
use state::{Channel, Timer};
use std::fmt;
use std::sync::Arc;

/// The sending side; twin of [`crossbeam::channel::Sender`].
pub struct Sender<T>(Arc<Channel<T>>);

/// The receiving side; twin of [`crossbeam::channel::Receiver`].
pub struct Receiver<T>(Arc<Channel<T>>);

/// A channel that holds `capacity` messages; with 0, sender and receiver meet.
#[track_caller]
pub fn bounded<T>(capacity: usize) -> (Sender<T>, Receiver<T>) {
    pair(Some(capacity), here())
}

/// A channel that holds any number of messages.
#[track_caller]
pub fn unbounded<T>() -> (Sender<T>, Receiver<T>) {
    pair(None, here())
}

fn pair<T>(capacity: Option<usize>, loc: Loc) -> (Sender<T>, Receiver<T>) {
    let channel = Channel::new("channel", capacity, None, loc);
    (Sender(channel.clone()), Receiver(channel))
}

/// Delivers one message, the time, when a timer fires: at any moment from now on.
#[track_caller]
pub fn after(duration: Duration) -> Receiver<Instant> {
    timer(deadline(duration), None, here())
}

/// Delivers one message, the time, when a timer fires. If `when` has passed, it fired already.
#[track_caller]
pub fn at(when: Instant) -> Receiver<Instant> {
    timer(Some(when), None, here())
}

/// Delivers the time again and again.
///
/// Each firing may come at any moment after the one before was received. Up to
/// [`Check::early_ticks`](crate::model::Check::early_ticks) of them are explored as coming while
/// other threads can still run; the others come when nothing else can.
#[track_caller]
pub fn tick(period: Duration) -> Receiver<Instant> {
    timer(deadline(period), Some(period), here())
}

fn timer(deadline: Option<Instant>, period: Option<Duration>, loc: Loc) -> Receiver<Instant> {
    let timer = deadline.map(|deadline| Timer {
        deadline,
        period,
        early: 0,
        refused: 0,
        message: |now| now,
    });
    match timer {
        Some(timer) => Receiver(Channel::new("timer", Some(1), Some(timer), loc)),
        // Too far away to ever fire.
        None => Receiver(Channel::new("never", Some(0), None, loc)),
    }
}

/// Delivers nothing and is never disconnected: what takes a closed channel's place in a select.
#[track_caller]
pub fn never<T>() -> Receiver<T> {
    Receiver(Channel::new("never", Some(0), None, here()))
}

impl<T> Sender<T> {
    /// Sends, waiting for room or for a receiver.
    ///
    /// # Errors
    /// All receivers are gone; the message comes back.
    #[track_caller]
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        let case = SendCase::new(self, message);
        select_cases(&[&case], Mode::Wait, false, here());
        case.take_result()
            .unwrap_or_else(|| Err(SendError(case.take_message())))
    }

    /// Sends if there is room or a receiver now.
    ///
    /// # Errors
    /// The channel is full, or all receivers are gone; the message comes back.
    #[track_caller]
    pub fn try_send(&self, message: T) -> Result<(), TrySendError<T>> {
        let (case, loc) = (SendCase::new(self, message), here());
        match select_cases(&[&case], Mode::Try, false, loc) {
            Some(_) => case
                .take_result()
                .expect("just run")
                .map_err(|error| TrySendError::Disconnected(error.0)),
            None => {
                self.0.tell(Op::TrySendFull, Value::Unknown, loc);
                Err(TrySendError::Full(case.take_message()))
            }
        }
    }

    /// Sends, waiting no longer than `timeout`.
    ///
    /// # Errors
    /// Time was up, or all receivers are gone; the message comes back.
    #[track_caller]
    pub fn send_timeout(&self, message: T, timeout: Duration) -> Result<(), SendTimeoutError<T>> {
        self.send_until(message, deadline(timeout), here())
    }

    /// Sends, waiting no longer than until `deadline`.
    ///
    /// # Errors
    /// Time was up, or all receivers are gone; the message comes back.
    #[track_caller]
    pub fn send_deadline(&self, message: T, deadline: Instant) -> Result<(), SendTimeoutError<T>> {
        self.send_until(message, Some(deadline), here())
    }

    fn send_until(
        &self,
        message: T,
        deadline: Option<Instant>,
        loc: Loc,
    ) -> Result<(), SendTimeoutError<T>> {
        let case = SendCase::new(self, message);
        match select_cases(&[&case], Mode::Until(deadline), false, loc) {
            Some(_) => case
                .take_result()
                .expect("just run")
                .map_err(|error| SendTimeoutError::Disconnected(error.0)),
            None => {
                self.0.tell(Op::SendTimedOut, Value::Unknown, loc);
                Err(SendTimeoutError::Timeout(case.take_message()))
            }
        }
    }

    /// Whether both send into the same channel.
    pub fn same_channel(&self, other: &Sender<T>) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Receiver<T> {
    /// Receives, waiting for a message.
    ///
    /// # Errors
    /// The channel is empty and all senders are gone.
    #[track_caller]
    pub fn recv(&self) -> Result<T, RecvError> {
        self.recv_at(here())
    }

    fn recv_at(&self, loc: Loc) -> Result<T, RecvError> {
        let case = RecvCase::new(self);
        select_cases(&[&case], Mode::Wait, false, loc);
        case.take_result().unwrap_or(Err(RecvError))
    }

    /// Receives if there is a message or a sender now.
    ///
    /// # Errors
    /// The channel is empty; or it is, and all senders are gone.
    #[track_caller]
    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        self.try_recv_at(here())
    }

    fn try_recv_at(&self, loc: Loc) -> Result<T, TryRecvError> {
        let case = RecvCase::new(self);
        match select_cases(&[&case], Mode::Try, false, loc) {
            Some(_) => case
                .take_result()
                .expect("just run")
                .map_err(|_| TryRecvError::Disconnected),
            None => {
                self.0.tell(Op::TryRecvEmpty, Value::Unknown, loc);
                Err(TryRecvError::Empty)
            }
        }
    }

    /// Receives, waiting no longer than `timeout`.
    ///
    /// # Errors
    /// Time was up; or the channel is empty and all senders are gone.
    #[track_caller]
    pub fn recv_timeout(&self, timeout: Duration) -> Result<T, RecvTimeoutError> {
        self.recv_until(deadline(timeout), here())
    }

    /// Receives, waiting no longer than until `deadline`.
    ///
    /// # Errors
    /// Time was up; or the channel is empty and all senders are gone.
    #[track_caller]
    pub fn recv_deadline(&self, deadline: Instant) -> Result<T, RecvTimeoutError> {
        self.recv_until(Some(deadline), here())
    }

    fn recv_until(&self, deadline: Option<Instant>, loc: Loc) -> Result<T, RecvTimeoutError> {
        let case = RecvCase::new(self);
        match select_cases(&[&case], Mode::Until(deadline), false, loc) {
            Some(_) => case
                .take_result()
                .expect("just run")
                .map_err(|_| RecvTimeoutError::Disconnected),
            None => {
                self.0.tell(Op::RecvTimedOut, Value::Unknown, loc);
                Err(RecvTimeoutError::Timeout)
            }
        }
    }

    /// Messages until all senders are gone, waiting for each.
    pub fn iter(&self) -> Iter<'_, T> {
        Iter(self)
    }

    /// Messages until there is none at the moment.
    pub fn try_iter(&self) -> TryIter<'_, T> {
        TryIter(self)
    }

    /// Whether both receive from the same channel; all that deliver nothing count as one.
    pub fn same_channel(&self, other: &Receiver<T>) -> bool {
        let never = |receiver: &Receiver<T>| receiver.0.kind == "never";
        Arc::ptr_eq(&self.0, &other.0) || (never(self) && never(other))
    }
}

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

/// No scheduling point in either clone: the count is above zero before and after, and only
/// reaching zero is ever seen.
impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        self.0.state().senders += 1;
        Sender(self.0.clone())
    }
}

impl<T> Clone for Receiver<T> {
    fn clone(&self) -> Self {
        self.0.state().receivers += 1;
        Receiver(self.0.clone())
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        if recorder::failed() {
            return;
        }
        let channel = &self.0;
        let pass = channel.object.pass(Op::DropSender { last: false }, None);
        let mut state = channel.state();
        state.senders -= 1;
        state.version += 1;
        let last = state.senders == 0;
        drop(state);
        channel.tell_dropped(Op::DropSender { last }, last);
        // Published before anybody wakes.
        drop(pass);
        if last {
            channel.state().disconnect_receivers();
        }
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        // Nobody sends to a timer: nobody can tell that one of its receivers is gone.
        if recorder::failed() || self.0.kind != "channel" {
            return;
        }
        let channel = &self.0;
        let pass = channel.object.pass(Op::DropReceiver { last: false }, None);
        let mut state = channel.state();
        state.receivers -= 1;
        state.version += 1;
        let last = state.receivers == 0;
        drop(state);
        channel.tell_dropped(Op::DropReceiver { last }, last);
        drop(pass);
        if last {
            channel.state().disconnect_senders();
            // As crossbeam's, a channel with room for any number drops what nobody will read; one
            // with a capacity keeps it until its last sender is gone too. Messages may hold
            // senders and receivers: their turn comes when nothing is locked.
            let unread = match channel.capacity {
                None => std::mem::take(&mut channel.state().queue),
                Some(_) => Default::default(),
            };
            drop(unread);
        }
    }
}

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

    fn tell(&self, op: Op, value: Value, loc: Loc) {
        let event = self.object.event(op, loc).value(value);
        match self.kind {
            "channel" => {
                let messages = Shown::Messages(self.state().queue.len(), self.capacity);
                event.state(messages).record();
            }
            _ => event.record(),
        }
    }

    fn tell_dropped(&self, op: Op, last: bool) {
        let event = self.object.event(op, None);
        if last {
            event.state(Shown::Disconnected).record();
        } else {
            event.record();
        }
    }
}
