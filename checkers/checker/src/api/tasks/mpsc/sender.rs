//! The sending end, and the future that sends.

use super::acquire::Acquiring;
use super::error::{SendError, TrySendError};
use super::leaf::Leaf;
use super::machines::{off, tell};
use super::permit::{Permit, Reserve, ReserveMany};
use super::{Channel, put};
use crate::log::ObjectId;
use crate::log::event::{Event, Op};
use crate::log::note::Named;
use crate::log::value::Value;
use crate::plain::here;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker, ready};

/// A sender of a bounded channel; the checked type for `tokio::sync::mpsc::Sender`.
pub struct Sender<T>(pub(super) Channel<T>);

/// A sender of a channel without a bound; the checked type for `tokio::sync::mpsc::UnboundedSender`.
pub struct UnboundedSender<T>(pub(super) Channel<T>);

impl<T> UnboundedSender<T> {
    /// Sends a message.
    ///
    /// # Errors
    /// The receiver is gone, or has closed the channel.
    #[track_caller]
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        let loc = here();
        let mut message = Some(message);
        let waker = self.0.with(Op::Send, loc, |state| {
            let message = message.take_if(|_| !state.closed)?;
            put(state, message, self.0.id(), loc)
        });
        waker.inspect(Waker::wake_by_ref);
        message.map_or(Ok(()), |message| Err(SendError(message)))
    }

    /// Returns true if the receiver is gone, or has closed the channel.
    #[track_caller]
    pub fn is_closed(&self) -> bool {
        self.0.look(Op::Len, here(), |state| state.closed)
    }
}

impl<T> Sender<T> {
    /// Waits for a slot and puts the message there. What drops the future drops the message with it.
    ///
    /// # Errors
    /// The receiver is gone, or has closed the channel.
    #[track_caller]
    pub fn send(&self, message: T) -> Send<'_, T> {
        Send {
            channel: &self.0,
            acquiring: Acquiring::new(1, Op::Send, here()),
            message: Some(message),
        }
    }

    /// Sends the message if a slot is free.
    ///
    /// # Errors
    /// None is free, the receiver is gone, or it has closed the channel.
    #[track_caller]
    pub fn try_send(&self, message: T) -> Result<(), TrySendError<T>> {
        let loc = here();
        let (result, waker) = self.0.with(Op::TrySendFull, loc, |state| {
            if state.closed {
                return (Err(TrySendError::Closed(message)), None);
            }
            if !state.slots.try_acquire(1) {
                tell(Event::new(Op::TrySendFull, Some(loc)).on(self.0.id()));
                return (Err(TrySendError::Full(message)), None);
            }
            (Ok(()), put(state, message, self.0.id(), loc))
        });
        waker.inspect(Waker::wake_by_ref);
        result
    }

    /// Waits for a slot. To drop the future loses only the place in the queue.
    ///
    /// # Errors
    /// The receiver is gone, or has closed the channel.
    #[track_caller]
    pub fn reserve(&self) -> Reserve<'_, T> {
        Reserve {
            channel: &self.0,
            acquiring: Acquiring::new(1, Op::Reserve, here()),
        }
    }

    /// Takes a slot if one is free.
    ///
    /// # Errors
    /// None is free, the receiver is gone, or it has closed the channel.
    #[track_caller]
    pub fn try_reserve(&self) -> Result<Permit<'_, T>, TrySendError<()>> {
        let loc = here();
        self.0.with(Op::Reserve, loc, |state| {
            if state.closed {
                return Err(TrySendError::Closed(()));
            }
            if !state.slots.try_acquire(1) {
                tell(Event::new(Op::TrySendFull, Some(loc)).on(self.0.id()));
                return Err(TrySendError::Full(()));
            }
            tell(Event::new(Op::Reserve, Some(loc)).on(self.0.id()));
            Ok(Permit {
                channel: &self.0,
                slots: 1,
                loc,
            })
        })
    }

    /// Waits for `n` slots.
    ///
    /// # Errors
    /// The receiver is gone, or has closed the channel.
    #[track_caller]
    pub fn reserve_many(&self, n: usize) -> ReserveMany<'_, T> {
        ReserveMany(Reserve {
            channel: &self.0,
            acquiring: Acquiring::new(n, Op::Reserve, here()),
        })
    }

    /// Returns true if the receiver is gone, or has closed the channel.
    #[track_caller]
    pub fn is_closed(&self) -> bool {
        self.0.look(Op::Len, here(), |state| state.closed)
    }

    /// Returns how many slots are free.
    #[track_caller]
    pub fn capacity(&self) -> usize {
        self.0.look(Op::Len, here(), |state| state.slots.free)
    }
}

/// The future of [`Sender::send`].
#[must_use = "futures do nothing unless awaited"]
pub struct Send<'a, T> {
    channel: &'a Channel<T>,
    acquiring: Acquiring,
    message: Option<T>,
}

impl<T> Unpin for Send<'_, T> {}
impl<T> Leaf for Send<'_, T> {}

impl<T> Future for Send<'_, T> {
    type Output = Result<(), SendError<T>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Send {
            channel,
            acquiring,
            message,
        } = &mut *self;
        let sent = ready!(acquiring.poll(channel, context, |state| {
            let message = message.take().expect("it is sent once");
            put(state, message, channel.id(), acquiring.loc)
        }));
        Poll::Ready(sent.map_err(|_| {
            let event = Event::new(Op::SendDisconnected, Some(acquiring.loc));
            tell(event.on(channel.id()));
            SendError(message.take().expect("it was not sent"))
        }))
    }
}

impl<T> Drop for Send<'_, T> {
    fn drop(&mut self) {
        self.acquiring.give_up(self.channel);
        if let (Some(message), false) = (&self.message, off()) {
            let event = Event::new(Op::LostMessage, Some(self.acquiring.loc));
            tell(event.on(self.channel.id()).value(Value::of(message)));
        }
    }
}

fn clone_sender<T>(channel: &Channel<T>) -> Channel<T> {
    // Nobody can tell when: there is a sender all the time.
    channel.unseen(|state| state.senders += 1);
    Arc::clone(channel)
}

fn drop_sender<T>(channel: &Channel<T>) {
    if off() {
        return;
    }
    let op = |last| Op::DropSender { last };
    let waker = channel.with(op(false), channel.id().loc, |state| {
        state.senders -= 1;
        let last = state.senders == 0;
        tell(Event::new(op(last), None).on(channel.id()));
        state.receiver.take_if(|_| last)
    });
    waker.inspect(Waker::wake_by_ref);
}

macro_rules! senders {
    ($($name:ident),+) => { $(
        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                $name(clone_sender(&self.0))
            }
        }

        impl<T> Drop for $name<T> {
            fn drop(&mut self) {
                drop_sender(&self.0);
            }
        }

        impl<T> Named for $name<T> {
            fn object(&self) -> ObjectId {
                self.0.id()
            }
        }
    )+ };
}

senders!(Sender, UnboundedSender);
