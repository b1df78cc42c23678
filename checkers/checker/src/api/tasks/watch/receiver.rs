//! The receiving end.

use super::Channel;
use super::error::RecvError;
use super::machines::{off, tell};
use super::permits::wake;
use super::value::{Ref, State};
use super::wait::{Changed, WaitFor};
use crate::log::event::{Event, Op};
use crate::plain::here;
use std::sync::Arc;

/// The receiving end of a channel that keeps its last value; the checked type for `tokio::sync::watch::Receiver`.
pub struct Receiver<T> {
    pub(super) channel: Arc<Channel<T>>,
    /// The version that it has seen.
    pub(super) seen: u64,
    /// It counts.
    counts: bool,
}

impl<T> Receiver<T> {
    pub(super) fn new(channel: Arc<Channel<T>>, seen: u64) -> Self {
        Receiver {
            channel,
            seen,
            counts: true,
        }
    }

    /// It never was.
    pub(super) fn forget(mut self) {
        self.counts = false;
    }

    /// Borrows the value, which is not marked as seen. A sender waits until the borrow ends.
    #[track_caller]
    pub fn borrow(&self) -> Ref<'_, T> {
        let mut seen = self.seen;
        Ref::new(&self.channel, Some(&mut seen), false, here())
    }

    /// Borrows the value, and marks it as seen. A sender waits until the borrow ends.
    #[track_caller]
    pub fn borrow_and_update(&mut self) -> Ref<'_, T> {
        Ref::new(&self.channel, Some(&mut self.seen), true, here())
    }

    /// Returns true if the value has not been seen.
    ///
    /// # Errors
    /// No sender is left, whether the value has been seen or not.
    #[track_caller]
    pub fn has_changed(&self) -> Result<bool, RecvError> {
        self.channel
            .look(Op::Len, here(), |state| match state.senders {
                0 => Err(RecvError(())),
                _ => Ok(state.version != self.seen),
            })
    }

    /// Returns true if no sender is left.
    #[track_caller]
    pub fn is_closed(&self) -> bool {
        let is_closed = |state: &State<T>| state.senders == 0;
        self.channel.look(Op::Len, here(), is_closed)
    }

    /// Marks the value as not seen.
    pub fn mark_changed(&mut self) {
        self.seen = self.seen.wrapping_sub(1);
    }

    /// Marks the value as seen.
    #[track_caller]
    pub fn mark_unchanged(&mut self) {
        self.seen = self.channel.look(Op::Len, here(), |state| state.version);
    }

    /// Waits until there is a value that has not been seen, and marks it as seen. To drop the future marks none.
    ///
    /// # Errors
    /// No sender is left, and the value has been seen.
    #[track_caller]
    pub fn changed(&mut self) -> Changed<'_, T> {
        Changed::new(&self.channel, &mut self.seen, here())
    }

    /// Waits until `is_it` is true of the value, at first of the one that is there, and borrows it. Each value that
    /// `is_it` is called with is marked as seen.
    ///
    /// # Errors
    /// No sender is left, and `is_it` was false of the last value.
    #[track_caller]
    pub fn wait_for<F: FnMut(&T) -> bool>(&mut self, is_it: F) -> WaitFor<'_, T, F> {
        WaitFor::new(self.changed(), is_it)
    }

    /// Returns true if both are receivers of the same channel.
    pub fn same_channel(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.channel, &other.channel)
    }
}

impl<T> Clone for Receiver<T> {
    fn clone(&self) -> Self {
        // No other thread can tell when: there is a receiver all the time.
        self.channel.unseen(|state| state.receivers += 1);
        Receiver::new(Arc::clone(&self.channel), self.seen)
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        if off() || !self.counts {
            return;
        }
        let channel = &self.channel;
        let op = |last| Op::DropReceiver { last };
        wake(channel.with(op(false), channel.id().loc, |state| {
            state.receivers -= 1;
            let last = state.receivers == 0;
            tell(Event::new(op(last), None).on(channel.id()));
            match last {
                true => state.closers.take(),
                false => vec![],
            }
        }));
    }
}
