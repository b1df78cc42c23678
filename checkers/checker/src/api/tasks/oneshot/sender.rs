//! The sending end.

use super::Channel;
use super::leaf::{Leaf, Wait};
use super::machines::{off, tell};
use crate::log::event::{Event, Op};
use crate::log::note::Named;
use crate::log::value::Value;
use crate::log::{Loc, ObjectId};
use crate::plain::here;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

/// The sending end of a channel for one message; the checked type for `tokio::sync::oneshot::Sender`.
pub struct Sender<T> {
    /// Until it has sent.
    channel: Option<Arc<Channel<T>>>,
}

impl<T> Sender<T> {
    pub(super) fn new(channel: Arc<Channel<T>>) -> Self {
        let channel = Some(channel);
        Sender { channel }
    }

    fn channel(&self) -> &Channel<T> {
        self.channel.as_ref().expect("it sends once")
    }

    /// Sends the message. `Ok` says that the receiver was there, not that it will receive.
    ///
    /// # Errors
    /// The receiver is gone, or has closed the channel; the message is returned.
    #[track_caller]
    pub fn send(mut self, message: T) -> Result<(), T> {
        let loc = here();
        let channel = self.channel.take().expect("it sends once");
        let value = Value::of(&message);
        let mut message = Some(message);
        let waker = channel.with(Op::Send, loc, |state| {
            let (sent, waker) = state.completes();
            let op = match sent {
                true => Op::Send,
                false => Op::SendDisconnected,
            };
            state.message = message.take_if(|_| sent);
            tell(Event::new(op, Some(loc)).on(channel.id()).value(value));
            waker
        });
        waker.inspect(Waker::wake_by_ref);
        message.map_or(Ok(()), Err)
    }

    /// Waits until the receiver is dropped, or closes the channel.
    #[track_caller]
    pub fn closed(&mut self) -> Closed<'_, T> {
        Closed(self, here())
    }

    /// Polls whether the receiver is gone, or has closed the channel.
    #[track_caller]
    pub fn poll_closed(&mut self, context: &mut Context<'_>) -> Poll<()> {
        self.closed_at(context, here())
    }

    fn closed_at(&mut self, context: &mut Context<'_>, loc: Loc) -> Poll<()> {
        let op = Op::AwaitClosed;
        let shared = self.channel();
        let wait = Wait { shared, op, loc };
        wait.poll(
            context,
            |state| state.closed,
            |state, context| {
                if !state.closed {
                    state.sender = Some(context.waker().clone());
                    return Poll::Pending;
                }
                tell(Event::new(op, Some(loc)).on(shared.id()));
                Poll::Ready(())
            },
        )
    }

    /// Returns true if the receiver is gone, or has closed the channel.
    #[track_caller]
    pub fn is_closed(&self) -> bool {
        self.channel().look(Op::Len, here(), |state| state.closed)
    }
}

/// The future of [`Sender::closed`].
#[must_use = "futures do nothing unless awaited"]
pub struct Closed<'a, T>(&'a mut Sender<T>, Loc);

impl<T> Leaf for Closed<'_, T> {}

impl<T> Future for Closed<'_, T> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let loc = self.1;
        self.0.closed_at(context, loc)
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        let Some(channel) = self.channel.take_if(|_| !off()) else {
            return;
        };
        let op = Op::DropSender { last: true };
        let waker = channel.with(op, channel.id().loc, |state| {
            tell(Event::new(op, None).on(channel.id()));
            state.completes().1
        });
        waker.inspect(Waker::wake_by_ref);
    }
}

impl<T> Named for Sender<T> {
    fn object(&self) -> ObjectId {
        self.channel().id()
    }
}
