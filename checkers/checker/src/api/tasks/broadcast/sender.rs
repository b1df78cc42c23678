//! The sending end.

use super::error::SendError;
use super::leaf::{Leaf, Wait};
use super::machines::{off, tell};
use super::permits::wake;
use super::receiver::Receiver;
use super::wakers::Place;
use super::{Channel, State};
use crate::log::event::{Event, Op};
use crate::log::note::Named;
use crate::log::value::Value;
use crate::log::{Loc, ObjectId};
use crate::plain::here;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

/// The sending end of a channel whose every receiver gets every message; the checked type for
/// `tokio::sync::broadcast::Sender`.
pub struct Sender<T>(pub(super) Channel<T>);

/// A handle that does not keep the channel open; the checked type for `tokio::sync::broadcast::WeakSender`.
pub struct WeakSender<T>(Channel<T>);

impl<T> Sender<T> {
    /// Creates a channel without a receiver: see [`channel`](super::channel).
    ///
    /// # Panics
    /// If `capacity` is zero.
    #[track_caller]
    pub fn new(capacity: usize) -> Self {
        Sender(super::new(capacity, 0, here()))
    }

    /// Sends a message to all receivers, and returns how many there are. It never waits: if the channel is full, the
    /// oldest message is overwritten.
    ///
    /// # Errors
    /// There is no receiver; the message is returned.
    #[track_caller]
    pub fn send(&self, message: T) -> Result<usize, SendError<T>> {
        let loc = here();
        let value = Value::of(&message);
        let told = |op| tell(Event::new(op, Some(loc)).on(self.0.id()).value(value));
        let (sent, wakers, overwritten) = self.0.with(Op::Send, loc, |state| {
            let receivers = state.receivers;
            if receivers == 0 {
                told(Op::SendDisconnected);
                return (Err(SendError(message)), vec![], None);
            }
            told(Op::Send);
            let overwritten = state.ring.push(message, receivers);
            (Ok(receivers), state.waiting.take(), overwritten)
        });
        wake(wakers);
        drop(overwritten);
        sent
    }

    /// Creates a receiver of all messages that are sent from now on.
    #[track_caller]
    pub fn subscribe(&self) -> Receiver<T> {
        Receiver::join(&self.0, here())
    }

    /// Waits until no receiver is left.
    #[track_caller]
    pub fn closed(&self) -> Closed<'_, T> {
        Closed(&self.0, Place::default(), here())
    }

    /// Creates a handle that does not keep the channel open.
    #[must_use = "the sender is left as it is"]
    pub fn downgrade(&self) -> WeakSender<T> {
        WeakSender(Arc::clone(&self.0))
    }

    /// Returns how many messages some receiver has not received.
    #[track_caller]
    pub fn len(&self) -> usize {
        self.0.look(Op::Len, here(), |state| state.ring.len())
    }

    /// Returns true if every receiver has received every message.
    #[track_caller]
    pub fn is_empty(&self) -> bool {
        self.0.look(Op::Len, here(), |state| state.ring.len() == 0)
    }

    /// Returns how many receivers there are.
    #[track_caller]
    pub fn receiver_count(&self) -> usize {
        self.0.look(Op::Len, here(), |state| state.receivers)
    }

    /// Returns true if both are senders of the same channel.
    pub fn same_channel(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        // No other thread can tell when: there is a sender all the time.
        self.0.unseen(|state| state.senders += 1);
        Sender(Arc::clone(&self.0))
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        if off() {
            return;
        }
        let op = |last| Op::DropSender { last };
        wake(self.0.with(op(false), self.0.id().loc, |state| {
            state.senders -= 1;
            let last = state.senders == 0;
            tell(Event::new(op(last), None).on(self.0.id()));
            state.closed |= last;
            match last {
                true => state.waiting.take(),
                false => vec![],
            }
        }));
    }
}

impl<T> Named for Sender<T> {
    fn object(&self) -> ObjectId {
        self.0.id()
    }
}

impl<T> WeakSender<T> {
    /// Returns a sender, unless all senders are gone.
    #[track_caller]
    pub fn upgrade(&self) -> Option<Sender<T>> {
        let loc = here();
        let op = |done| Op::SenderUpgrade { done };
        let done = self.0.with(op(true), loc, |state| {
            let done = state.senders > 0;
            state.senders += usize::from(done);
            tell(Event::new(op(done), Some(loc)).on(self.0.id()));
            done
        });
        done.then(|| Sender(Arc::clone(&self.0)))
    }
}

impl<T> Clone for WeakSender<T> {
    fn clone(&self) -> Self {
        WeakSender(Arc::clone(&self.0))
    }
}

/// The future of [`Sender::closed`].
#[must_use = "futures do nothing unless awaited"]
pub struct Closed<'a, T>(&'a Channel<T>, Place, Loc);

impl<T> Leaf for Closed<'_, T> {}

impl<T> Future for Closed<'_, T> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let Closed(shared, place, loc) = &mut *self;
        let (op, loc) = (Op::AwaitClosed, *loc);
        let wait = Wait { shared, op, loc };
        let is_closed = |state: &State<T>| state.closed;
        place.poll(&wait, State::closers, context, is_closed, |state| {
            state
                .closed
                .then(|| tell(Event::new(op, Some(loc)).on(wait.shared.id())))
        })
    }
}

impl<T> Drop for Closed<'_, T> {
    fn drop(&mut self) {
        self.1.leave(self.0, State::closers, self.2);
    }
}
