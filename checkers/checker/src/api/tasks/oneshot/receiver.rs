//! The receiving end, which is a future of the message.

use super::error::{RecvError, TryRecvError};
use super::leaf::{Leaf, Stays, Wait};
use super::machines::{off, tell};
use super::place;
use super::runtime::blocking;
use super::{Channel, State};
use crate::log::Loc;
use crate::log::event::{Event, Op};
use crate::log::value::Value;
use crate::plain::here;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

/// The receiving end, which is a future of the message; the checked type for `tokio::sync::oneshot::Receiver`.
///
/// To drop it, or a future that polls `&mut receiver`, before it is ready loses only a message that the receiver itself
/// is dropped with.
pub struct Receiver<T> {
    /// Until it has received.
    channel: Option<Arc<Channel<T>>>,
    loc: Loc,
}

impl<T> Receiver<T> {
    pub(super) fn new(channel: Arc<Channel<T>>, loc: Loc) -> Self {
        let channel = Some(channel);
        Receiver { channel, loc }
    }

    /// Receives the message if it was sent.
    ///
    /// # Errors
    /// It was not sent yet, or there will be none.
    #[track_caller]
    pub fn try_recv(&mut self) -> Result<T, TryRecvError> {
        let loc = here();
        let Some(channel) = &self.channel else {
            return Err(TryRecvError::Closed);
        };
        let taken = channel.with(Op::TryRecvEmpty, loc, |state| {
            let taken = state.take();
            told(channel, taken.as_ref(), loc);
            taken
        });
        match taken {
            None => Err(TryRecvError::Empty),
            Some(result) => {
                self.channel = None;
                result.map_err(|_| TryRecvError::Closed)
            }
        }
    }

    /// Receives the message on a thread that runs no task, blocking it until the message is sent.
    ///
    /// # Errors
    /// The sender was dropped without sending.
    ///
    /// # Panics
    /// If a task calls it.
    #[track_caller]
    pub fn blocking_recv(self) -> Result<T, RecvError> {
        blocking(self)
    }

    /// Closes the channel: from now on `send` fails. A message that was sent before can still be received.
    #[track_caller]
    pub fn close(&mut self) {
        let loc = here();
        let Some(channel) = &self.channel else {
            return;
        };
        let waker = channel.with(Op::Close, loc, |state| {
            tell(Event::new(Op::Close, Some(loc)).on(channel.id()));
            state.close()
        });
        waker.inspect(Waker::wake_by_ref);
    }

    /// Returns true if it was received, or no message will be.
    pub fn is_terminated(&self) -> bool {
        self.channel.is_none()
    }

    /// Returns true if no message can be received at once.
    #[track_caller]
    pub fn is_empty(&self) -> bool {
        let is_empty = |state: &State<T>| state.message.is_none();
        let channel = self.channel.as_ref();
        channel.is_none_or(|channel| channel.look(Op::Len, here(), is_empty))
    }
}

/// Tells what a receiver found.
fn told<T>(channel: &Channel<T>, found: Option<&Result<T, RecvError>>, loc: Loc) {
    let op = match found {
        None => Op::TryRecvEmpty,
        Some(Ok(_)) => Op::Recv,
        Some(Err(_)) => Op::RecvDisconnected,
    };
    let event = Event::new(op, Some(loc)).on(channel.id());
    tell(match found {
        Some(Ok(message)) => event.value(Value::of(message)),
        _ => event,
    });
}

impl<T> Leaf for Receiver<T> {}
impl<T> Stays for Receiver<T> {}

impl<T> Future for Receiver<T> {
    type Output = Result<T, RecvError>;

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let loc = place(here(), self.loc);
        let shared = self.channel.as_deref().expect("called after complete");
        let op = Op::Recv;
        let poll = Wait { shared, op, loc }.poll(
            context,
            |state| state.complete || state.closed,
            |state, context| match state.take() {
                Some(result) => {
                    told(shared, Some(&result), loc);
                    Poll::Ready(result)
                }
                None => {
                    state.receiver = Some(context.waker().clone());
                    Poll::Pending
                }
            },
        );
        if poll.is_ready() {
            self.channel = None;
        }
        poll
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        let Some(channel) = self.channel.take_if(|_| !off()) else {
            return;
        };
        let op = Op::DropReceiver { last: true };
        let (waker, message) = channel.with(op, channel.id().loc, |state| {
            tell(Event::new(op, None).on(channel.id()));
            (state.close(), state.message.take())
        });
        waker.inspect(Waker::wake_by_ref);
        drop(message);
    }
}
