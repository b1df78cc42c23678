//! Slots that are reserved before a message is sent.

use super::acquire::Acquiring;
use super::error::SendError;
use super::leaf::Leaf;
use super::local;
use super::machines::{off, tell};
use super::permits::wake;
use super::{Channel, put_at};
use crate::log::Loc;
use crate::log::event::{Event, Op};
use crate::plain::here;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// The future of [`Sender::reserve`](super::Sender::reserve).
#[must_use = "futures do nothing unless awaited"]
pub struct Reserve<'a, T> {
    channel: &'a Channel<T>,
    acquiring: Acquiring,
}

/// Polls once for the slots that `acquiring` waits for.
pub(super) fn poll_slots<T>(
    channel: &Channel<T>,
    acquiring: &Acquiring,
    context: &mut Context<'_>,
) -> Poll<Result<(), SendError<()>>> {
    if !channel.unseen(|state| state.may_have(acquiring.n)) {
        if local::is_asked() {
            local::answer();
            return Poll::Pending;
        }
        return Poll::Ready(Err(SendError(())));
    }
    let poll = acquiring.poll(channel, context, |_| {
        let event = Event::new(Op::Reserve, Some(acquiring.loc));
        tell(event.on(channel.id()));
        None
    });
    poll.map_err(|_| SendError(()))
}

/// Slots that no message will be put into.
pub(super) fn give_back<T>(channel: &Channel<T>, slots: usize, loc: Loc) {
    if slots == 0 || off() {
        return;
    }
    let op = Op::Release {
        permits: slots as u16,
    };
    wake(channel.with(op, loc, |state| {
        tell(Event::new(op, Some(loc)).on(channel.id()));
        state.frees(slots, channel.id(), loc)
    }));
}

impl<'a, T> Reserve<'a, T> {
    pub(super) fn new(channel: &'a Channel<T>, n: usize, loc: Loc) -> Self {
        let acquiring = Acquiring::new(n, Op::Reserve, loc);
        Reserve { channel, acquiring }
    }

    fn poll_slots(&self, context: &mut Context<'_>) -> Poll<Result<(), SendError<()>>> {
        poll_slots(self.channel, &self.acquiring, context)
    }
}

impl<T> Leaf for Reserve<'_, T> {}

impl<'a, T> Future for Reserve<'a, T> {
    type Output = Result<Permit<'a, T>, SendError<()>>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        ready!(self.poll_slots(context))?;
        Poll::Ready(Ok(Permit::new(self.channel, 1, self.acquiring.loc)))
    }
}

impl<T> Drop for Reserve<'_, T> {
    fn drop(&mut self) {
        self.acquiring.give_up(self.channel);
    }
}

/// The future of [`Sender::reserve_many`](super::Sender::reserve_many).
#[must_use = "futures do nothing unless awaited"]
pub struct ReserveMany<'a, T>(pub(super) Reserve<'a, T>);

impl<'a, T> Future for ReserveMany<'a, T> {
    type Output = Result<PermitIterator<'a, T>, SendError<()>>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        ready!(self.0.poll_slots(context))?;
        let (n, loc) = (self.0.acquiring.n, self.0.acquiring.loc);
        Poll::Ready(Ok(PermitIterator(Permit::new(self.0.channel, n, loc))))
    }
}

/// A slot for one message, released if it is dropped; the checked type for `tokio::sync::mpsc::Permit`.
#[must_use = "a slot is given back when it is dropped"]
pub struct Permit<'a, T> {
    channel: &'a Channel<T>,
    slots: usize,
    loc: Loc,
}

/// Slots for several messages; the checked type for `tokio::sync::mpsc::PermitIterator`.
#[must_use = "slots are given back when it is dropped"]
pub struct PermitIterator<'a, T>(pub(super) Permit<'a, T>);

impl<'a, T> Permit<'a, T> {
    pub(super) fn new(channel: &'a Channel<T>, slots: usize, loc: Loc) -> Self {
        Permit {
            channel,
            slots,
            loc,
        }
    }

    /// Puts a message into the slot.
    #[track_caller]
    pub fn send(mut self, message: T) {
        self.slots -= 1;
        put_at(self.channel, message, here());
    }
}

impl<T> Drop for Permit<'_, T> {
    fn drop(&mut self) {
        give_back(self.channel, self.slots, self.loc);
    }
}

impl<'a, T> Iterator for PermitIterator<'a, T> {
    type Item = Permit<'a, T>;

    fn next(&mut self) -> Option<Permit<'a, T>> {
        self.0.slots = self.0.slots.checked_sub(1)?;
        Some(Permit::new(self.0.channel, 1, self.0.loc))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.0.slots, Some(self.0.slots))
    }
}

impl<T> ExactSizeIterator for PermitIterator<'_, T> {}
impl<T> std::iter::FusedIterator for PermitIterator<'_, T> {}
