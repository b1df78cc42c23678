//! The sending end.

use super::error::SendError;
use super::leaf::{Leaf, Wait};
use super::machines::{off, tell};
use super::permits::wake;
use super::receiver::Receiver;
use super::value::{Ref, State, Writing};
use super::wakers::Place;
use super::{Channel, channel};
use crate::log::event::{Event, Op};
use crate::log::note::Named;
use crate::log::{Loc, ObjectId};
use crate::plain::here;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

/// The sending end of a channel that keeps its last value; the checked type for `tokio::sync::watch::Sender`.
pub struct Sender<T>(pub(super) Arc<Channel<T>>);

impl<T> Sender<T> {
    /// Creates a channel without a receiver: see [`channel`](super::channel).
    #[track_caller]
    pub fn new(value: T) -> Self {
        let (sender, receiver) = channel(value);
        sender.0.unseen(|state| state.receivers = 0);
        receiver.forget();
        sender
    }

    /// Sends a value.
    ///
    /// # Errors
    /// No receiver is left; the value stays as it was, and the one that was to be sent is returned.
    #[track_caller]
    pub fn send(&self, value: T) -> Result<(), SendError<T>> {
        let loc = here();
        let has_receiver = |state: &State<T>| state.receivers > 0;
        match Writing::new(&self.0, loc, has_receiver) {
            None => {
                tell(Event::new(Op::SendDisconnected, Some(loc)).on(self.0.id()));
                Err(SendError(value))
            }
            Some(mut writing) => {
                let before = std::mem::replace(writing.value(), value);
                writing.changed = true;
                drop(writing);
                drop(before);
                Ok(())
            }
        }
    }

    /// Sends a value, whether there is a receiver or not, and returns the one before.
    #[track_caller]
    pub fn send_replace(&self, value: T) -> T {
        let mut value = value;
        self.modify(here(), |old| {
            std::mem::swap(old, &mut value);
            true
        });
        value
    }

    /// Modifies the value in its place, whether there is a receiver or not. If `modify` panics, receivers are not notified.
    #[track_caller]
    pub fn send_modify(&self, modify: impl FnOnce(&mut T)) {
        self.modify(here(), |value| {
            modify(value);
            true
        });
    }

    /// Modifies the value in its place, and notifies receivers if `modify` returns true. Returns what it returned.
    #[track_caller]
    pub fn send_if_modified(&self, modify: impl FnOnce(&mut T) -> bool) -> bool {
        self.modify(here(), modify)
    }

    fn modify(&self, loc: Loc, modify: impl FnOnce(&mut T) -> bool) -> bool {
        let mut writing = Writing::new(&self.0, loc, |_| true).expect("it always may");
        writing.changed = modify(writing.value());
        writing.changed
    }

    /// Borrows the value. A sender waits until the borrow ends.
    #[track_caller]
    pub fn borrow(&self) -> Ref<'_, T> {
        Ref::new(&self.0, None, false, here())
    }

    /// Creates a receiver that has seen the value as it is.
    #[track_caller]
    pub fn subscribe(&self) -> Receiver<T> {
        let loc = here();
        let version = self.0.with(Op::Subscribe, loc, |state| {
            tell(Event::new(Op::Subscribe, Some(loc)).on(self.0.id()));
            state.receivers += 1;
            state.version
        });
        Receiver::new(Arc::clone(&self.0), version)
    }

    /// Returns true if no receiver is left.
    #[track_caller]
    pub fn is_closed(&self) -> bool {
        self.0.look(Op::Len, here(), |state| state.receivers == 0)
    }

    /// Waits until no receiver is left.
    #[track_caller]
    pub fn closed(&self) -> Closed<'_, T> {
        Closed(&self.0, Place::default(), here())
    }

    /// Returns true if both are senders of the same channel.
    pub fn same_channel(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<T: Default> Default for Sender<T> {
    #[track_caller]
    fn default() -> Self {
        Sender::new(T::default())
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
        let is_closed = |state: &State<T>| state.receivers == 0;
        place.poll(&wait, State::closers, context, is_closed, |state| {
            is_closed(state).then(|| tell(Event::new(op, Some(loc)).on(wait.shared.id())))
        })
    }
}

impl<T> Drop for Closed<'_, T> {
    fn drop(&mut self) {
        self.1.leave(self.0, State::closers, self.2);
    }
}
