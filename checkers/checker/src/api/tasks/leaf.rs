//! One poll of whatever waits: every future of these types that is not made of others comes here.

use super::local::{self, Awaited, local};
use super::machines::tasks::{Ended, Gate, Shared, Until, Wish};
use super::machines::{choose, off};
use super::time::End;
use crate::log::event::Op;
use crate::log::{Loc, ObjectId};
use std::task::{Context, Poll, Waker, ready};

/// A future that waits for one object, or for time, and does nothing else: to poll it without taking what it
/// waits for has no effect.
#[doc(hidden)]
pub trait Leaf {}

/// A leaf that enters no queue, so that it does not matter whether it was polled before a select took another arm:
/// the next select may poll it.
#[doc(hidden)]
pub trait Stays: Leaf {}

impl<F: Stays + ?Sized> Leaf for &mut F {}
impl<F: Stays + ?Sized> Stays for &mut F {}
impl<F: Leaf + ?Sized> Leaf for Box<F> {}
impl<F: Stays + ?Sized> Stays for Box<F> {}
impl<P: std::ops::Deref<Target: Stays>> Leaf for std::pin::Pin<P> {}
impl<P: std::ops::Deref<Target: Stays>> Stays for std::pin::Pin<P> {}

/// What a leaf waits for.
#[derive(Debug)]
pub(super) struct Wait<'a, T> {
    pub(super) shared: &'a Shared<T>,
    pub(super) op: Op,
    pub(super) loc: Loc,
}

impl<T> Wait<'_, T> {
    fn awaited(&self) -> Awaited {
        Awaited {
            op: self.op,
            object: Some(self.shared.id()),
            loc: self.loc,
        }
    }

    /// Polls once. `ready`: `poll` would not be in vain.
    ///
    /// A leaf beside which nothing else is polled waits in its place, in a step that can run only when it is ready.
    /// Otherwise the poll is a step, after which the task waits until it is woken.
    pub(super) fn poll<R>(
        &self,
        context: &mut Context<'_>,
        ready: impl Fn(&T) -> bool,
        poll: impl FnMut(&mut T, &mut Context<'_>) -> Poll<R>,
    ) -> Poll<R> {
        self.poll_from(true, context, ready, poll)
    }

    /// As [`poll`](Wait::poll); `late`: it has not told any other task that it waits. A task that is aborted then may have
    /// come after what it waits for, and goes on to its next await.
    pub(super) fn poll_from<R>(
        &self,
        late: bool,
        context: &mut Context<'_>,
        ready: impl Fn(&T) -> bool,
        mut poll: impl FnMut(&mut T, &mut Context<'_>) -> Poll<R>,
    ) -> Poll<R> {
        if local::is_asked() {
            if self.shared.peek(&ready) {
                local::answer();
            }
            return Poll::Pending;
        }
        if local::waits_in_place() {
            return self.in_place(late, ready, |state| poll(state, context));
        }
        let poll = self
            .shared
            .with(self.op, self.loc, |state| poll(state, context));
        if poll.is_pending() {
            local::awaits(self.awaited());
        }
        poll
    }

    fn in_place<R>(
        &self,
        late: bool,
        ready: impl Fn(&T) -> bool,
        mut poll: impl FnMut(&mut T) -> Poll<R>,
    ) -> Poll<R> {
        loop {
            let wait = |wish, gate: &_, until| self.shared.wait(wish, gate, until, &ready);
            let is_ready = || late && self.shared.unseen(|state| ready(state));
            ready!(goes_on(self.awaited(), wait, is_ready));
            if let Poll::Ready(result) = self.shared.unseen(&mut poll) {
                return Poll::Ready(result);
            }
        }
    }
}

/// What a leaf waits for that changes nothing when it goes on: it waits for a condition, as others may.
#[derive(Debug)]
pub(super) struct Condition<'a, T> {
    pub(super) shared: &'a Shared<T>,
    /// What the lane calls it.
    pub(super) object: ObjectId,
    pub(super) op: Op,
    pub(super) loc: Loc,
}

impl<T> Condition<'_, T> {
    fn awaited(&self) -> Awaited {
        Awaited {
            op: self.op,
            object: Some(self.object),
            loc: self.loc,
        }
    }

    /// Polls once. `wait` leaves a waker with the state, for when it may be `ready`.
    pub(super) fn poll(
        &self,
        context: &mut Context<'_>,
        ready: impl Fn(&T) -> bool,
        wait: impl FnOnce(&mut T, &Waker),
    ) -> Poll<()> {
        if local::is_asked() {
            if self.shared.peek(&ready) {
                local::answer();
            }
            return Poll::Pending;
        }
        if local::waits_in_place() {
            let wait = |wish, gate: &_, until| self.shared.wait_to_look(wish, gate, until, &ready);
            let is_ready = || self.shared.unseen(|state| ready(state));
            return goes_on(self.awaited(), wait, is_ready);
        }
        let is_ready = self.shared.with(self.op, self.loc, |state| {
            let is_ready = ready(state);
            if !is_ready {
                wait(state, context.waker());
            }
            is_ready
        });
        match is_ready {
            true => Poll::Ready(()),
            false => {
                local::awaits(self.awaited());
                Poll::Pending
            }
        }
    }
}

/// A wait in its place. Pending: something else ended it, or may have and did. An aborted task may have come late, when
/// what it waits for `is_ready`.
fn goes_on(
    awaited: Awaited,
    wait: impl FnOnce(Wish, &Gate, Until) -> Ended,
    is_ready: impl FnOnce() -> bool,
) -> Poll<()> {
    let (gate, until) = local(|local| (local.gate.clone(), local.until()));
    let ended = wait(awaited.wish(), &gate, until);
    if off() {
        return Poll::Pending;
    }
    let is_ready = match ended {
        Ended::Ready => true,
        Ended::Aborted => is_ready(),
        Ended::TimedOut => false,
    };
    let is_ready = usize::from(is_ready);
    let mut ends = match ended {
        Ended::Aborted => vec![End::Aborted],
        _ => End::all(ended == Ended::Ready),
    };
    match choose(is_ready + ends.len()).checked_sub(is_ready) {
        Some(end) => {
            ends.swap_remove(end).happens(ended == Ended::TimedOut);
            local::awaits(awaited);
            Poll::Pending
        }
        None => Poll::Ready(()),
    }
}
