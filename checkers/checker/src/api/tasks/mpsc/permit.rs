//! Slots that are reserved before a message is sent.

use super::acquire::Acquiring;
use super::error::SendError;
use super::leaf::Leaf;
use super::machines::{off, tell};
use super::permits::wake;
use super::{Channel, put_at};
use crate::log::Loc;
use crate::log::event::{Event, Op};
use crate::plain::here;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// The future of [`Sender::reserve`].
#[must_use = "futures do nothing unless awaited"]
pub struct Reserve<'a, T> {
    pub(super) channel: &'a Channel<T>,
    pub(super) acquiring: Acquiring,
}

impl<T> Reserve<'_, T> {
    fn poll_slots(&self, context: &mut Context<'_>) -> Poll<Result<(), SendError<()>>> {
        let poll = self.acquiring.poll(self.channel, context, |_| {
            let event = Event::new(Op::Reserve, Some(self.acquiring.loc));
            tell(event.on(self.channel.id()));
            None
        });
        poll.map_err(|_| SendError(()))
    }
}

impl<T> Leaf for Reserve<'_, T> {}

impl<'a, T> Future for Reserve<'a, T> {
    type Output = Result<Permit<'a, T>, SendError<()>>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        ready!(self.poll_slots(context))?;
        Poll::Ready(Ok(Permit {
            channel: self.channel,
            slots: 1,
            loc: self.acquiring.loc,
        }))
    }
}

impl<T> Drop for Reserve<'_, T> {
    fn drop(&mut self) {
        self.acquiring.give_up(self.channel);
    }
}

/// The future of [`Sender::reserve_many`].
#[must_use = "futures do nothing unless awaited"]
pub struct ReserveMany<'a, T>(pub(super) Reserve<'a, T>);

impl<T> Leaf for ReserveMany<'_, T> {}

impl<'a, T> Future for ReserveMany<'a, T> {
    type Output = Result<PermitIterator<'a, T>, SendError<()>>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        ready!(self.0.poll_slots(context))?;
        Poll::Ready(Ok(PermitIterator(Permit {
            channel: self.0.channel,
            slots: self.0.acquiring.n,
            loc: self.0.acquiring.loc,
        })))
    }
}

/// A slot for one message, given back if it is dropped; the checked type for `tokio::sync::mpsc::Permit`.
#[must_use = "a slot is given back when it is dropped"]
pub struct Permit<'a, T> {
    pub(super) channel: &'a Channel<T>,
    pub(super) slots: usize,
    pub(super) loc: Loc,
}

/// Slots for several messages; the checked type for `tokio::sync::mpsc::PermitIterator`.
#[must_use = "slots are given back when it is dropped"]
pub struct PermitIterator<'a, T>(Permit<'a, T>);

impl<T> Permit<'_, T> {
    /// Puts a message into the slot.
    #[track_caller]
    pub fn send(mut self, message: T) {
        self.slots -= 1;
        put_at(self.channel, message, here());
    }
}

impl<T> Drop for Permit<'_, T> {
    fn drop(&mut self) {
        if self.slots == 0 || off() {
            return;
        }
        let op = Op::Release {
            permits: self.slots as u16,
        };
        wake(self.channel.with(op, self.loc, |state| {
            tell(Event::new(op, Some(self.loc)).on(self.channel.id()));
            state.frees(self.slots, self.channel.id(), self.loc)
        }));
    }
}

impl<'a, T> Iterator for PermitIterator<'a, T> {
    type Item = Permit<'a, T>;

    fn next(&mut self) -> Option<Permit<'a, T>> {
        self.0.slots = self.0.slots.checked_sub(1)?;
        Some(Permit {
            channel: self.0.channel,
            slots: 1,
            loc: self.0.loc,
        })
    }
}
