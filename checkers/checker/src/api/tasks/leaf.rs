//! One poll of whatever waits: every future of these types that is not made of others comes here.

use super::local::{self, Awaited, local};
use super::machines::tasks::{Ended, Shared};
use super::machines::{choose, off};
use super::time::End;
use crate::log::Loc;
use crate::log::event::Op;
use std::task::{Context, Poll};

/// A future that waits for one object, or for time, and does nothing else: to poll it without taking what it
/// waits for has no effect.
#[doc(hidden)]
pub trait Leaf {}

impl<F: Leaf + ?Sized> Leaf for &mut F {}
impl<F: Leaf + ?Sized> Leaf for Box<F> {}
impl<P: std::ops::Deref<Target: Leaf>> Leaf for std::pin::Pin<P> {}

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
        mut poll: impl FnMut(&mut T, &mut Context<'_>) -> Poll<R>,
    ) -> Poll<R> {
        if local::is_asked() {
            if self.shared.peek(&ready) {
                local::answer();
            }
            return Poll::Pending;
        }
        if local::waits_in_place() {
            return self.in_place(ready, |state| poll(state, context));
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
        ready: impl Fn(&T) -> bool,
        mut poll: impl FnMut(&mut T) -> Poll<R>,
    ) -> Poll<R> {
        loop {
            let (gate, until) = local(|local| (local.gate.clone(), local.until()));
            let wish = self.awaited().wish();
            let ended = self.shared.wait(wish, &gate, until, &ready);
            if off() {
                return Poll::Pending;
            }
            let is_ready = usize::from(ended == Ended::Ready);
            let mut ends = match ended {
                Ended::Aborted => vec![End::Aborted],
                _ => End::all(ended == Ended::Ready),
            };
            match choose(is_ready + ends.len()).checked_sub(is_ready) {
                Some(end) => {
                    ends.swap_remove(end).happens(ended == Ended::TimedOut);
                    local::awaits(self.awaited());
                    return Poll::Pending;
                }
                None => {
                    if let Poll::Ready(result) = self.shared.unseen(&mut poll) {
                        return Poll::Ready(result);
                    }
                }
            }
        }
    }
}
