//! The futures of a receiver.

use super::Channel;
use super::error::RecvError;
use super::leaf::{Leaf, Stays, Wait};
use super::machines::tell;
use super::value::{Ref, State};
use super::wakers::Place;
use crate::log::Loc;
use crate::log::event::{Event, Op};
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// The future of [`Receiver::changed`](super::Receiver::changed).
#[must_use = "futures do nothing unless awaited"]
pub struct Changed<'a, T> {
    channel: &'a Channel<T>,
    seen: &'a mut u64,
    place: Place,
    loc: Loc,
}

impl<'a, T> Changed<'a, T> {
    pub(super) fn new(channel: &'a Channel<T>, seen: &'a mut u64, loc: Loc) -> Self {
        Changed {
            channel,
            seen,
            place: Place::default(),
            loc,
        }
    }
}

impl<T> Leaf for Changed<'_, T> {}
impl<T> Stays for Changed<'_, T> {}

impl<T> Future for Changed<'_, T> {
    type Output = Result<(), RecvError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Changed {
            channel,
            seen,
            place,
            loc,
        } = &mut *self;
        let (before, loc, op) = (**seen, *loc, Op::AwaitChange);
        let wait = Wait {
            shared: channel,
            op,
            loc,
        };
        let ready = |state: &State<T>| state.version != before || state.senders == 0;
        place.poll(&wait, State::waiting, context, ready, |state| {
            let event = |op| tell(Event::new(op, Some(loc)).on(wait.shared.id()));
            if state.version != before {
                event(op);
                **seen = state.version;
                return Some(Ok(()));
            }
            (state.senders == 0).then(|| {
                event(Op::RecvDisconnected);
                Err(RecvError(()))
            })
        })
    }
}

impl<T> Drop for Changed<'_, T> {
    fn drop(&mut self) {
        self.place.leave(self.channel, State::waiting, self.loc);
    }
}

/// The future of [`Receiver::wait_for`](super::Receiver::wait_for). It is no [`Leaf`]: to poll it marks values as seen.
#[must_use = "futures do nothing unless awaited"]
pub struct WaitFor<'a, T, F> {
    changed: Changed<'a, T>,
    is_it: F,
    /// It has checked the value, and waits for another.
    waits: bool,
    closed: bool,
}

impl<'a, T, F> WaitFor<'a, T, F> {
    pub(super) fn new(changed: Changed<'a, T>, is_it: F) -> Self {
        WaitFor {
            changed,
            is_it,
            waits: false,
            closed: false,
        }
    }
}

impl<T, F> Unpin for WaitFor<'_, T, F> {}

impl<'a, T, F: FnMut(&T) -> bool> Future for WaitFor<'a, T, F> {
    type Output = Result<Ref<'a, T>, RecvError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = &mut *self;
        loop {
            if this.waits {
                this.closed = ready!(Pin::new(&mut this.changed).poll(context)).is_err();
            }
            let (channel, loc) = (this.changed.channel, this.changed.loc);
            let value = Ref::new(channel, Some(this.changed.seen), true, loc);
            if (!this.closed || value.has_changed()) && (this.is_it)(&value) {
                return Poll::Ready(Ok(value));
            }
            if this.closed {
                return Poll::Ready(Err(RecvError(())));
            }
            this.waits = true;
        }
    }
}

impl<T, F> fmt::Debug for WaitFor<'_, T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WaitFor").finish_non_exhaustive()
    }
}
