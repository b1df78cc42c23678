//! The sending end.

use super::acquire::Acquiring;
use super::error::{SendError, TrySendError};
use super::machines::{off, tell};
use super::owned::{OwnedPermit, ReserveOwned};
use super::permit::{Permit, PermitIterator, Reserve, ReserveMany};
use super::runtime::blocking;
use super::send::{Closed, Send, SendTimeout};
use super::time::{self, Timeout};
use super::{Channel, put};
use crate::log::Loc;
use crate::log::ObjectId;
use crate::log::event::{Event, Op};
use crate::log::note::Named;
use crate::plain::here;
use std::sync::Arc;
use std::task::Waker;

/// A sender of a bounded channel; the checked type for `tokio::sync::mpsc::Sender`.
pub struct Sender<T>(pub(super) Channel<T>);

/// A sender of a channel without a bound; the checked type for `tokio::sync::mpsc::UnboundedSender`.
pub struct UnboundedSender<T>(pub(super) Channel<T>);

/// A handle to a bounded channel that does not keep it open; the checked type for `tokio::sync::mpsc::WeakSender`.
pub struct WeakSender<T>(Channel<T>);

/// As [`WeakSender`], without a bound; the checked type for `tokio::sync::mpsc::WeakUnboundedSender`.
pub struct WeakUnboundedSender<T>(Channel<T>);

impl<T> UnboundedSender<T> {
    /// Sends a message.
    ///
    /// # Errors
    /// The receiver is gone, or has closed the channel.
    #[track_caller]
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        let loc = here();
        let mut message = Some(message);
        let waker = self.0.with(Op::Send, loc, |state| {
            let message = message.take_if(|_| !state.closed)?;
            put(state, message, self.0.id(), loc)
        });
        waker.inspect(Waker::wake_by_ref);
        message.map_or(Ok(()), |message| Err(SendError(message)))
    }

    /// Returns true if the receiver is gone, or has closed the channel.
    #[track_caller]
    pub fn is_closed(&self) -> bool {
        self.0.look(Op::Len, here(), |state| state.closed)
    }

    /// Waits until the receiver is dropped, or closes the channel.
    #[track_caller]
    pub fn closed(&self) -> Closed<'_, T> {
        Closed::new(&self.0, here())
    }
}

impl<T> Sender<T> {
    /// Waits for a slot and puts the message there. What drops the future drops the message with it.
    ///
    /// # Errors
    /// The receiver is gone, or has closed the channel.
    #[track_caller]
    pub fn send(&self, message: T) -> Send<'_, T> {
        Send {
            channel: &self.0,
            acquiring: Acquiring::new(1, Op::Send, here()),
            message: Some(message),
        }
    }

    /// Sends the message if a slot is free.
    ///
    /// # Errors
    /// None is free, the receiver is gone, or it has closed the channel.
    #[track_caller]
    pub fn try_send(&self, message: T) -> Result<(), TrySendError<T>> {
        let loc = here();
        let (result, waker) = self.0.with(Op::TrySendFull, loc, |state| {
            if state.closed {
                return (Err(TrySendError::Closed(message)), None);
            }
            if !state.slots.try_acquire(1) {
                tell(Event::new(Op::TrySendFull, Some(loc)).on(self.0.id()));
                return (Err(TrySendError::Full(message)), None);
            }
            (Ok(()), put(state, message, self.0.id(), loc))
        });
        waker.inspect(Waker::wake_by_ref);
        result
    }

    /// Waits for a slot. To drop the future loses only the place in the queue.
    ///
    /// # Errors
    /// The receiver is gone, or has closed the channel.
    #[track_caller]
    pub fn reserve(&self) -> Reserve<'_, T> {
        Reserve::new(&self.0, 1, here())
    }

    /// Reserves a slot if one is free.
    ///
    /// # Errors
    /// No slot is free, the receiver is gone, or it has closed the channel.
    #[track_caller]
    pub fn try_reserve(&self) -> Result<Permit<'_, T>, TrySendError<()>> {
        let loc = here();
        self.try_slots(1, loc)?;
        Ok(Permit::new(&self.0, 1, loc))
    }

    /// Reserves `n` slots if so many are free.
    ///
    /// # Errors
    /// Fewer are free, the receiver is gone, or it has closed the channel.
    #[track_caller]
    pub fn try_reserve_many(&self, n: usize) -> Result<PermitIterator<'_, T>, TrySendError<()>> {
        let loc = here();
        self.try_slots(n, loc)?;
        Ok(PermitIterator(Permit::new(&self.0, n, loc)))
    }

    /// As [`try_reserve`](Sender::try_reserve), for a permit that owns the sender.
    ///
    /// # Errors
    /// No slot is free, the receiver is gone, or it has closed the channel; the sender is returned.
    #[track_caller]
    pub fn try_reserve_owned(self) -> Result<OwnedPermit<T>, TrySendError<Self>> {
        let loc = here();
        match self.try_slots(1, loc) {
            Ok(()) => Ok(OwnedPermit::new(self, loc)),
            Err(TrySendError::Full(())) => Err(TrySendError::Full(self)),
            Err(TrySendError::Closed(())) => Err(TrySendError::Closed(self)),
        }
    }

    fn try_slots(&self, n: usize, loc: Loc) -> Result<(), TrySendError<()>> {
        self.0.with(Op::Reserve, loc, |state| {
            if state.closed && state.may_have(n) {
                return Err(TrySendError::Closed(()));
            }
            if !state.slots.try_acquire(n) {
                tell(Event::new(Op::TrySendFull, Some(loc)).on(self.0.id()));
                return Err(TrySendError::Full(()));
            }
            tell(Event::new(Op::Reserve, Some(loc)).on(self.0.id()));
            Ok(())
        })
    }

    /// As [`reserve`](Sender::reserve), for a permit that owns the sender. What drops the future drops the sender with
    /// it.
    ///
    /// # Errors
    /// The receiver is gone, or has closed the channel.
    #[track_caller]
    pub fn reserve_owned(self) -> ReserveOwned<T> {
        ReserveOwned::new(self, here())
    }

    /// Sends a message as soon as a slot is free, unless that takes longer than `timeout`.
    ///
    /// # Errors
    /// No slot was free in time, the receiver is gone, or it has closed the channel; the message is returned.
    #[track_caller]
    pub fn send_timeout(&self, message: T, timeout: time::Duration) -> SendTimeout<'_, T> {
        let deadline = super::deadline(timeout);
        SendTimeout(Timeout::new(deadline, self.send(message), here()))
    }

    /// Sends a message from a thread that runs no task, blocking it until a slot is free.
    ///
    /// # Errors
    /// The receiver is gone, or has closed the channel; the message is returned.
    ///
    /// # Panics
    /// If a task calls it.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::{check, sync::tasks, sync::thread};
    ///
    /// let report = check("a thread and a task", || {
    ///     let (sender, mut receiver) = tasks::mpsc::channel(1);
    ///     let other = thread::spawn(move || (1..=2).try_for_each(|n| sender.blocking_send(n)));
    ///     let received = tasks::block_on(async { (receiver.recv().await, receiver.recv().await) });
    ///     other.join().unwrap().unwrap();
    ///     received
    /// });
    /// report.holds().reaches(["(Some(1), Some(2))"]);
    /// ```
    #[track_caller]
    pub fn blocking_send(&self, message: T) -> Result<(), SendError<T>> {
        blocking(self.send(message))
    }

    /// Waits for `n` slots, which are set aside one by one as they become free.
    ///
    /// # Errors
    /// The receiver is gone, it has closed the channel, or the channel has fewer slots.
    #[track_caller]
    pub fn reserve_many(&self, n: usize) -> ReserveMany<'_, T> {
        ReserveMany(Reserve::new(&self.0, n, here()))
    }

    /// Returns true if the receiver is gone, or has closed the channel.
    #[track_caller]
    pub fn is_closed(&self) -> bool {
        self.0.look(Op::Len, here(), |state| state.closed)
    }

    /// Waits until the receiver is dropped, or closes the channel.
    #[track_caller]
    pub fn closed(&self) -> Closed<'_, T> {
        Closed::new(&self.0, here())
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
}

fn clone_sender<T>(channel: &Channel<T>) -> Channel<T> {
    // Nobody can tell when: there is a sender all the time.
    channel.unseen(|state| state.senders += 1);
    Arc::clone(channel)
}

fn drop_sender<T>(channel: &Channel<T>) {
    if off() {
        return;
    }
    let op = |last| Op::DropSender { last };
    let waker = channel.with(op(false), channel.id().loc, |state| {
        state.senders -= 1;
        let last = state.senders == 0;
        tell(Event::new(op(last), None).on(channel.id()));
        state.receiver.take_if(|_| last)
    });
    waker.inspect(Waker::wake_by_ref);
}

/// One more sender, unless all are gone.
fn upgrade<T>(channel: &Channel<T>, loc: Loc) -> Option<Channel<T>> {
    let op = |done| Op::SenderUpgrade { done };
    let done = channel.with(op(true), loc, |state| {
        let done = state.senders > 0;
        state.senders += usize::from(done);
        tell(Event::new(op(done), Some(loc)).on(channel.id()));
        done
    });
    done.then(|| Arc::clone(channel))
}

macro_rules! senders {
    ($($name:ident, $weak:ident);+) => { $(
        impl<T> $name<T> {
            /// Returns true if both are senders of the same channel.
            pub fn same_channel(&self, other: &Self) -> bool {
                Arc::ptr_eq(&self.0, &other.0)
            }

            /// Creates a handle that does not keep the channel open.
            #[must_use = "the sender is left as it is"]
            pub fn downgrade(&self) -> $weak<T> {
                $weak(Arc::clone(&self.0))
            }
        }

        impl<T> $weak<T> {
            /// Returns a sender, unless all senders are gone.
            #[track_caller]
            pub fn upgrade(&self) -> Option<$name<T>> {
                upgrade(&self.0, here()).map($name)
            }
        }

        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                $name(clone_sender(&self.0))
            }
        }

        impl<T> Clone for $weak<T> {
            fn clone(&self) -> Self {
                $weak(Arc::clone(&self.0))
            }
        }

        impl<T> Drop for $name<T> {
            fn drop(&mut self) {
                drop_sender(&self.0);
            }
        }

        impl<T> Named for $name<T> {
            fn object(&self) -> ObjectId {
                self.0.id()
            }
        }
    )+ };
}

senders!(Sender, WeakSender; UnboundedSender, WeakUnboundedSender);
