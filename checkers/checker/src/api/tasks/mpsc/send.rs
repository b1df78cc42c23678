//! The futures of a sender: one sends, one does so in time, one waits until the channel is closed.

use super::acquire::Acquiring;
use super::error::{SendError, SendTimeoutError};
use super::leaf::{Leaf, Wait};
use super::machines::{off, tell};
use super::time::Timeout;
use super::wakers::Place;
use super::{Channel, State, put};
use crate::log::Loc;
use crate::log::event::{Event, Op};
use crate::log::value::Value;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// The future of [`Sender::send`](super::Sender::send).
#[must_use = "futures do nothing unless awaited"]
pub struct Send<'a, T> {
    pub(super) channel: &'a Channel<T>,
    pub(super) acquiring: Acquiring,
    pub(super) message: Option<T>,
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

/// The future of [`Sender::send_timeout`](super::Sender::send_timeout).
#[must_use = "futures do nothing unless awaited"]
pub struct SendTimeout<'a, T>(pub(super) Timeout<Send<'a, T>>);

impl<T> Leaf for SendTimeout<'_, T> {}

impl<T> Future for SendTimeout<'_, T> {
    type Output = Result<(), SendTimeoutError<T>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let sent = ready!(Pin::new(&mut self.0).poll(context));
        Poll::Ready(match sent {
            Ok(sent) => sent.map_err(|SendError(message)| SendTimeoutError::Closed(message)),
            Err(_) => {
                let message = self.0.of().message.take();
                Err(SendTimeoutError::Timeout(message.expect("it was not sent")))
            }
        })
    }
}

/// The future of [`Sender::closed`](super::Sender::closed).
#[must_use = "futures do nothing unless awaited"]
pub struct Closed<'a, T> {
    channel: &'a Channel<T>,
    place: Place,
    loc: Loc,
}

impl<'a, T> Closed<'a, T> {
    pub(super) fn new(channel: &'a Channel<T>, loc: Loc) -> Self {
        let place = Place::default();
        Closed {
            channel,
            place,
            loc,
        }
    }
}

impl<T> Leaf for Closed<'_, T> {}

impl<T> Future for Closed<'_, T> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let Closed {
            channel,
            place,
            loc,
        } = &mut *self;
        let wait = Wait {
            shared: channel,
            op: Op::AwaitClosed,
            loc,
        };
        let is_closed = |state: &State<T>| state.closed;
        place.poll(&wait, State::closers, context, is_closed, |state| {
            state.closed.then(|| {
                let event = Event::new(Op::AwaitClosed, Some(wait.loc));
                tell(event.on(wait.shared.id()));
            })
        })
    }
}

impl<T> Drop for Closed<'_, T> {
    fn drop(&mut self) {
        self.place.leave(self.channel, State::closers, self.loc);
    }
}
