//! The receiving end, and the futures that receive.

use super::error::TryRecvError;
use super::leaf::{Leaf, Stays, Wait};
use super::local;
use super::machines::{off, tell};
use super::permits::wake;
use super::runtime::blocking;
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

    /// Waits for a message, and appends it and those that follow to `buffer`, at most `limit`. Returns how many: 0 if
    /// none will come any more, or `limit` is 0. To drop the future loses no message.
    #[track_caller]
    pub fn recv_many<'a>(&'a mut self, buffer: &'a mut Vec<T>, limit: usize) -> RecvMany<'a, T> {
        RecvMany {
            receiver: self,
            buffer,
            limit,
            loc: here(),
        }
    }

    /// Receives a message on a thread that runs no task, blocking it until there is one. `None`: none will come any more.
    ///
    /// # Panics
    /// If a task calls it.
    #[track_caller]
    pub fn blocking_recv(&mut self) -> Option<T> {
        blocking(self.recv())
    }

    /// As [`recv_many`](Receiver::recv_many), on a thread that runs no task, which it blocks.
    ///
    /// # Panics
    /// If a task calls it.
    #[track_caller]
    pub fn blocking_recv_many(&mut self, buffer: &mut Vec<T>, limit: usize) -> usize {
        blocking(self.recv_many(buffer, limit))
    }

    /// Returns how many slots are free.
    #[track_caller]
    pub fn capacity(&self) -> usize {
        self.0.look(Op::Len, here(), |state| state.slots.free)
    }

    /// Returns how many slots there are.
    pub fn max_capacity(&self) -> usize {
        self.0.unseen(|state| state.capacity.unwrap_or(usize::MAX))
    }

    /// Returns true if no sender is left, or the channel is closed.
    #[track_caller]
    pub fn is_closed(&self) -> bool {
        let is_closed = |state: &State<T>| state.closed || state.senders == 0;
        self.0.look(Op::Len, here(), is_closed)
    }

    fn poll_at(&mut self, context: &mut Context<'_>, loc: Loc) -> Poll<Option<T>> {
        let mut received = None;
        let poll = self.poll_many(context, loc, |channel, state| {
            let (message, wakers) = channel.take(state, loc)?;
            received = Some(message);
            Some(wakers)
        });
        poll.map(|()| received)
    }

    /// Polls until `take` gives what it frees, or no message will come any more.
    fn poll_many(
        &mut self,
        context: &mut Context<'_>,
        loc: Loc,
        mut take: impl FnMut(&Self, &mut State<T>) -> Option<Vec<Waker>>,
    ) -> Poll<()> {
        let wait = Wait {
            shared: &self.0,
            op: Op::Recv,
            loc,
        };
        let mut wakers = vec![];
        let poll = wait.poll(
            context,
            |state| !state.queue.is_empty() || state.is_over(),
            |state, context| match take(self, state) {
                Some(woken) => {
                    wakers = woken;
                    Poll::Ready(())
                }
                None if state.is_over() => {
                    tell(Event::new(Op::RecvDisconnected, Some(loc)).on(self.0.id()));
                    Poll::Ready(())
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
            state.close()
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
pub struct Recv<'a, T>(pub(super) &'a mut Receiver<T>, pub(super) Loc);

impl<T> Leaf for Recv<'_, T> {}
impl<T> Stays for Recv<'_, T> {}

impl<T> Future for Recv<'_, T> {
    type Output = Option<T>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<T>> {
        let loc = self.1;
        self.0.poll_at(context, loc)
    }
}

/// The future of [`Receiver::recv_many`].
#[must_use = "futures do nothing unless awaited"]
pub struct RecvMany<'a, T> {
    receiver: &'a mut Receiver<T>,
    buffer: &'a mut Vec<T>,
    limit: usize,
    loc: Loc,
}

impl<T> Leaf for RecvMany<'_, T> {}

impl<T> Future for RecvMany<'_, T> {
    type Output = usize;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<usize> {
        let RecvMany {
            receiver,
            buffer,
            limit,
            loc,
        } = &mut *self;
        if *limit == 0 {
            if local::is_asked() {
                local::answer();
                return Poll::Pending;
            }
            return Poll::Ready(0);
        }
        let before = buffer.len();
        let poll = receiver.poll_many(context, loc, |channel, state| {
            let mut wakers = None;
            while buffer.len() < before + *limit {
                let Some((message, woken)) = channel.take(state, loc) else {
                    break;
                };
                buffer.push(message);
                wakers.get_or_insert_with(Vec::new).extend(woken);
            }
            wakers
        });
        poll.map(|()| buffer.len() - before)
    }
}

impl<T> std::fmt::Debug for RecvMany<'_, T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RecvMany").finish_non_exhaustive()
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
            let queue = std::mem::take(&mut state.queue);
            let mut wakers = state.close();
            wakers.extend(state.frees(queue.len(), self.0.id(), loc));
            (wakers, queue)
        });
        wake(wakers);
        drop(queue);
    }
}
