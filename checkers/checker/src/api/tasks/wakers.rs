//! Futures that wait for the same thing, all of which are woken when it happens.

use super::leaf::Wait;
use super::machines::off;
use super::machines::tasks::Shared;
use crate::log::Loc;
use crate::log::event::{Event, Op};
use std::collections::BTreeMap;
use std::task::{Context, Poll, Waker};

/// The wakers of futures that wait, in the order in which they came.
#[derive(Debug, Default)]
pub(super) struct Wakers {
    next: usize,
    wakers: BTreeMap<usize, Waker>,
}

impl Wakers {
    /// Keeps the waker of a future, which `key` tells from others from now on.
    pub(super) fn put(&mut self, key: &mut Option<usize>, waker: &Waker) {
        let key = *key.get_or_insert_with(|| {
            self.next += 1;
            self.next
        });
        self.wakers.insert(key, waker.clone());
    }

    /// The future is dropped.
    pub(super) fn remove(&mut self, key: usize) {
        self.wakers.remove(&key);
    }

    /// Takes all of them, to be woken.
    #[must_use = "a waker has to be woken"]
    pub(super) fn take(&mut self) -> Vec<Waker> {
        std::mem::take(&mut self.wakers).into_values().collect()
    }
}

/// What each of them waits for is part of this state.
pub(super) type Find<S> = for<'a> fn(&'a mut S) -> &'a mut Wakers;

/// The place of a future among those that wait: `None` until a poll finds that it has to.
#[derive(Debug, Default)]
pub(super) struct Place(Option<usize>);

impl Place {
    /// Polls once. `take` returns something as soon as the wait is over, which `ready` tells without a change.
    pub(super) fn poll<S, R>(
        &mut self,
        wait: &Wait<'_, S>,
        find: Find<S>,
        context: &mut Context<'_>,
        ready: impl Fn(&S) -> bool,
        mut take: impl FnMut(&mut S) -> Option<R>,
    ) -> Poll<R> {
        wait.poll(context, ready, |state, context| {
            let taken = take(state);
            let wakers = find(state);
            match taken {
                Some(taken) => {
                    if let Some(place) = self.0.take() {
                        wakers.remove(place);
                    }
                    Poll::Ready(taken)
                }
                None => {
                    wakers.put(&mut self.0, context.waker());
                    Poll::Pending
                }
            }
        })
    }

    /// The future is dropped: it is not woken any more.
    pub(super) fn leave<S>(&mut self, shared: &Shared<S>, find: Find<S>, loc: Loc) {
        let Some(place) = self.0.take() else {
            return;
        };
        if off() {
            return;
        }
        let op = Op::GiveBack { permits: 0 };
        shared.with(op, loc, |state| {
            super::machines::tell(Event::new(op, Some(loc)).on(shared.id()));
            find(state).remove(place);
        });
    }
}
