//! A future that waits for permits, whatever they stand for.

use super::leaf::Wait;
use super::local;
use super::machines::tasks::Shared;
use super::machines::{off, tell};
use super::permits::{Closed, Permits, Waiter, wake};
use crate::log::Loc;
use crate::log::event::{Event, Op};
use crate::questions;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

/// State that permits are a part of.
pub(super) trait HasPermits {
    fn permits(&mut self) -> &mut Permits;
    fn permits_ref(&self) -> &Permits;

    /// Permits were given back by a future that got none: a waker of a task that waits until all of them are back.
    fn are_back(&mut self) -> Option<Waker> {
        None
    }
}

impl HasPermits for Permits {
    fn permits(&mut self) -> &mut Permits {
        self
    }

    fn permits_ref(&self) -> &Permits {
        self
    }
}

/// A wait for `n` permits.
#[derive(Debug)]
pub(super) struct Acquiring {
    waiter: Arc<Waiter>,
    pub(super) n: usize,
    op: Op,
    pub(super) loc: Loc,
}

impl Acquiring {
    pub(super) fn new(n: usize, op: Op, loc: Loc) -> Self {
        Acquiring {
            waiter: Arc::default(),
            n,
            op,
            loc,
        }
    }

    /// Polls once; when it has the permits, `take` is part of the step. It may give a waker, to wake besides.
    pub(super) fn poll<S: HasPermits>(
        &self,
        shared: &Shared<S>,
        context: &mut Context<'_>,
        mut take: impl FnMut(&mut S) -> Option<Waker>,
    ) -> Poll<Result<(), Closed>> {
        let mut waker = None;
        let mut poll = |state: &mut S, waits: Option<&Waker>| {
            let place = (shared.id(), self.loc);
            let permits = state.permits();
            let poll = permits.poll_acquire(&self.waiter, self.n, waits, place);
            waker = match poll {
                Poll::Ready(Ok(())) => take(state),
                Poll::Ready(Err(Closed)) => state.are_back(),
                Poll::Pending => None,
            };
            poll
        };
        let mut polled = Poll::Pending;
        if self.arrives() {
            polled = shared.with(self.op, self.loc, |state| poll(state, None));
        }
        if polled.is_pending() {
            let wait = Wait {
                shared,
                op: self.op,
                loc: self.loc,
            };
            polled = wait.poll_from(
                !self.waiter.is_queued(),
                context,
                |state| state.permits_ref().is_ready(&self.waiter, self.n),
                |state, context| {
                    state.permits().are_awaited(local::waits_in_place());
                    poll(state, Some(context.waker()))
                },
            );
        }
        waker.inspect(Waker::wake_by_ref);
        polled
    }

    /// Whether it enters the queue in a step of its own: where it waits in its place, although others can tell since
    /// when.
    fn arrives(&self) -> bool {
        let tells = self.n > 1 || questions::points().arrivals;
        tells && !self.waiter.is_queued() && local::waits_in_place()
    }

    /// It is dropped: gives back what it had been handed over.
    pub(super) fn give_up<S: HasPermits>(&self, shared: &Shared<S>) {
        if off() || !self.waiter.is_queued() {
            return;
        }
        let op = Op::GiveBack { permits: 0 };
        let wakers = shared.with(op, self.loc, |state| {
            let given = state.permits().cancel(&self.waiter);
            let op = Op::GiveBack {
                permits: given as u16,
            };
            tell(Event::new(op, Some(self.loc)).on(shared.id()));
            let mut wakers = state.permits().add(given, shared.id(), self.loc);
            wakers.extend(state.are_back());
            wakers
        });
        wake(wakers);
    }
}
