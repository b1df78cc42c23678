//! The receiving end.

use super::error::{RecvError, TryRecvError};
use super::leaf::{Leaf, Stays, Wait};
use super::machines::{off, tell};
use super::permits::wake;
use super::ring::Next;
use super::runtime::blocking;
use super::wakers::Place;
use super::{Channel, State};
use crate::log::Loc;
use crate::log::event::{Event, Op};
use crate::log::value::Value;
use crate::plain::here;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

/// The receiving end of a channel whose every receiver gets every message; the checked type for
/// `tokio::sync::broadcast::Receiver`.
pub struct Receiver<T> {
    channel: Channel<T>,
    /// How many messages it has got, or missed, since the channel was created.
    seen: u64,
}

/// A message that all receivers share, or why there is none.
type Found<T> = Result<Arc<T>, TryRecvError>;

impl<T> Receiver<T> {
    pub(super) fn new(channel: Channel<T>, seen: u64) -> Self {
        Receiver { channel, seen }
    }

    /// One more receiver.
    pub(super) fn join(channel: &Channel<T>, loc: Loc) -> Self {
        let seen = channel.with(Op::Subscribe, loc, |state| {
            tell(Event::new(Op::Subscribe, Some(loc)).on(channel.id()));
            if state.receivers == 0 {
                state.closed = false;
            }
            state.receivers += 1;
            state.ring.sent
        });
        Receiver::new(Arc::clone(channel), seen)
    }

    /// Takes the next message, in the running step.
    fn take(channel: &Channel<T>, state: &mut State<T>, seen: &mut u64, loc: Loc) -> Found<T> {
        let event = |op| Event::new(op, Some(loc)).on(channel.id());
        match state.ring.next(seen) {
            Next::Message(message) => {
                tell(event(Op::Recv).value(Value::of(&*message)));
                Ok(message)
            }
            Next::Lagged(missed) => {
                tell(event(Op::Lagged {
                    missed: missed as u16,
                }));
                Err(TryRecvError::Lagged(missed))
            }
            Next::None if state.closed => {
                tell(event(Op::RecvDisconnected));
                Err(TryRecvError::Closed)
            }
            Next::None => Err(TryRecvError::Empty),
        }
    }

    /// Creates a receiver of all messages that are sent from now on.
    #[track_caller]
    pub fn resubscribe(&self) -> Self {
        Receiver::join(&self.channel, here())
    }

    /// Returns how many messages it has not received, with those that were overwritten.
    #[track_caller]
    pub fn len(&self) -> usize {
        let sent = self.channel.look(Op::Len, here(), |state| state.ring.sent);
        (sent - self.seen) as usize
    }

    /// Returns true if it has received every message.
    #[track_caller]
    pub fn is_empty(&self) -> bool {
        let sent = self.channel.look(Op::Len, here(), |state| state.ring.sent);
        sent == self.seen
    }

    /// Returns true if no sender is left.
    #[track_caller]
    pub fn is_closed(&self) -> bool {
        let is_closed = |state: &State<T>| state.senders == 0;
        self.channel.look(Op::Len, here(), is_closed)
    }

    /// Returns true if both are receivers of the same channel.
    pub fn same_channel(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.channel, &other.channel)
    }
}

impl<T: Clone> Receiver<T> {
    /// Waits for the next message. To drop the future loses none.
    ///
    /// # Errors
    /// Messages were overwritten before this receiver got them, or no sender is left.
    #[track_caller]
    pub fn recv(&mut self) -> Recv<'_, T> {
        Recv {
            receiver: self,
            place: Place::default(),
            loc: here(),
        }
    }

    /// Receives the next message if there is one.
    ///
    /// # Errors
    /// There is none now, messages were overwritten before this receiver got them, or no sender is left.
    #[track_caller]
    pub fn try_recv(&mut self) -> Result<T, TryRecvError> {
        let loc = here();
        let Receiver { channel, seen } = self;
        let found = channel.with(Op::TryRecvEmpty, loc, |state| {
            let found = Self::take(channel, state, seen, loc);
            if matches!(found, Err(TryRecvError::Empty)) {
                tell(Event::new(Op::TryRecvEmpty, Some(loc)).on(channel.id()));
            }
            found
        });
        found.map(|message| T::clone(&message))
    }

    /// Receives the next message on a thread that runs no task, blocking it until there is one.
    ///
    /// # Errors
    /// Messages were overwritten before this receiver got them, or no sender is left.
    ///
    /// # Panics
    /// If a task calls it.
    #[track_caller]
    pub fn blocking_recv(&mut self) -> Result<T, RecvError> {
        blocking(self.recv())
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        if off() {
            return;
        }
        let op = |last| Op::DropReceiver { last };
        let channel = &self.channel;
        let (wakers, messages) = channel.with(op(false), channel.id().loc, |state| {
            state.receivers -= 1;
            let last = state.receivers == 0;
            tell(Event::new(op(last), None).on(channel.id()));
            state.closed |= last;
            let wakers = match last {
                true => state.closers.take(),
                false => vec![],
            };
            (wakers, state.ring.leave(self.seen))
        });
        wake(wakers);
        drop(messages);
    }
}

/// The future of [`Receiver::recv`].
#[must_use = "futures do nothing unless awaited"]
pub struct Recv<'a, T> {
    receiver: &'a mut Receiver<T>,
    place: Place,
    loc: Loc,
}

impl<T> Leaf for Recv<'_, T> {}
impl<T> Stays for Recv<'_, T> {}

impl<T: Clone> Future for Recv<'_, T> {
    type Output = Result<T, RecvError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Recv {
            receiver,
            place,
            loc,
        } = &mut *self;
        let Receiver { channel, seen } = &mut **receiver;
        let (before, loc) = (*seen, *loc);
        let wait = Wait {
            shared: channel,
            op: Op::Recv,
            loc,
        };
        let ready = |state: &State<T>| state.closed || state.ring.sent > before;
        let found = ready!(place.poll(&wait, State::waiting, context, ready, |state| {
            let found = Receiver::take(channel, state, seen, loc);
            (!matches!(found, Err(TryRecvError::Empty))).then_some(found)
        }));
        Poll::Ready(match found {
            Ok(message) => Ok(T::clone(&message)),
            Err(TryRecvError::Lagged(missed)) => Err(RecvError::Lagged(missed)),
            Err(_) => Err(RecvError::Closed),
        })
    }
}

impl<T> Drop for Recv<'_, T> {
    fn drop(&mut self) {
        let channel = &self.receiver.channel;
        self.place.leave(channel, State::waiting, self.loc);
    }
}
