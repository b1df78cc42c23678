//! The receiving end, and the future that receives.

use super::error::TryRecvError;
use super::leaf::{Leaf, Wait};
use super::machines::{off, tell};
use super::permits::wake;
use super::{Channel, State};
use crate::log::Loc;
use crate::log::event::{Event, Op};
use crate::log::value::Value;
use crate::plain::here;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

/// The receiver of a bounded channel; the checked type for `tokio::sync::mpsc::Receiver`.
pub struct Receiver<T>(pub(super) Channel<T>);

/// The receiver of a channel without a bound; the checked type for `tokio::sync::mpsc::UnboundedReceiver`.
pub type UnboundedReceiver<T> = Receiver<T>;

impl<T> Receiver<T> {
    /// Waits for a message. `None`: none will come any more. To drop the future loses no message.
    #[track_caller]
    pub fn recv(&mut self) -> Recv<'_, T> {
        Recv(self, here())
    }

    /// Polls for a message.
    #[track_caller]
    pub fn poll_recv(&mut self, context: &mut Context<'_>) -> Poll<Option<T>> {
        self.poll_at(context, here())
    }

    fn poll_at(&mut self, context: &mut Context<'_>, loc: Loc) -> Poll<Option<T>> {
        let wait = Wait {
            shared: &self.0,
            op: Op::Recv,
            loc,
        };
        let mut wakers = vec![];
        let poll = wait.poll(
            context,
            |state| !state.queue.is_empty() || state.is_over(),
            |state, context| match self.take(state, loc) {
                Some((message, woken)) => {
                    wakers = woken;
                    Poll::Ready(Some(message))
                }
                None if state.is_over() => {
                    tell(Event::new(Op::RecvDisconnected, Some(loc)).on(self.0.id()));
                    Poll::Ready(None)
                }
                None => {
                    state.receiver = Some(context.waker().clone());
                    Poll::Pending
                }
            },
        );
        wake(wakers);
        poll
    }

    /// Takes the first message, in the running step, and frees its slot.
    fn take(&self, state: &mut State<T>, loc: Loc) -> Option<(T, Vec<Waker>)> {
        let message = state.queue.pop_front()?;
        let event = Event::new(Op::Recv, Some(loc)).on(self.0.id());
        let value = Value::of(&message);
        tell(event.value(value).state(state.shown()));
        Some((message, state.frees(1, self.0.id(), loc)))
    }

    /// Takes a message if one is there.
    ///
    /// # Errors
    /// None is there, or none will come any more.
    #[track_caller]
    pub fn try_recv(&mut self) -> Result<T, TryRecvError> {
        let loc = here();
        let (result, wakers) = self.0.with(Op::TryRecvEmpty, loc, |state| {
            if let Some((message, wakers)) = self.take(state, loc) {
                return (Ok(message), wakers);
            }
            let over = state.is_over();
            let op = if over {
                Op::RecvDisconnected
            } else {
                Op::TryRecvEmpty
            };
            tell(Event::new(op, Some(loc)).on(self.0.id()));
            let error = match over {
                true => TryRecvError::Disconnected,
                false => TryRecvError::Empty,
            };
            (Err(error), vec![])
        });
        wake(wakers);
        result
    }

    /// Closes the channel for senders; messages and slots that are out still come.
    #[track_caller]
    pub fn close(&mut self) {
        let loc = here();
        wake(self.0.with(Op::Close, loc, |state| {
            tell(Event::new(Op::Close, Some(loc)).on(self.0.id()));
            state.closed = true;
            state.slots.close()
        }));
    }

    /// Returns how many messages wait.
    #[track_caller]
    pub fn len(&self) -> usize {
        self.0.look(Op::Len, here(), |state| state.queue.len())
    }

    /// Returns true if no message waits.
    #[track_caller]
    pub fn is_empty(&self) -> bool {
        self.0.look(Op::Len, here(), |state| state.queue.is_empty())
    }
}

/// The future of [`Receiver::recv`].
#[must_use = "futures do nothing unless awaited"]
pub struct Recv<'a, T>(&'a mut Receiver<T>, Loc);

impl<T> Leaf for Recv<'_, T> {}

impl<T> Future for Recv<'_, T> {
    type Output = Option<T>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<T>> {
        let loc = self.1;
        self.0.poll_at(context, loc)
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        if off() {
            return;
        }
        let op = Op::DropReceiver { last: true };
        let loc = self.0.id().loc;
        let (wakers, queue) = self.0.with(op, loc, |state| {
            tell(Event::new(op, None).on(self.0.id()));
            state.closed = true;
            (state.slots.close(), std::mem::take(&mut state.queue))
        });
        wake(wakers);
        drop(queue);
    }
}
