//! A slot that is reserved by a sender which its permit owns.

use super::acquire::Acquiring;
use super::error::SendError;
use super::leaf::Leaf;
use super::permit::{give_back, poll_slots};
use super::{Sender, put_at};
use crate::log::Loc;
use crate::log::event::Op;
use crate::plain::here;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// The future of [`Sender::reserve_owned`].
#[must_use = "futures do nothing unless awaited"]
pub struct ReserveOwned<T> {
    /// Until the future is ready.
    sender: Option<Sender<T>>,
    acquiring: Acquiring,
}

impl<T> ReserveOwned<T> {
    pub(super) fn new(sender: Sender<T>, loc: Loc) -> Self {
        ReserveOwned {
            sender: Some(sender),
            acquiring: Acquiring::new(1, Op::Reserve, loc),
        }
    }
}

impl<T> Leaf for ReserveOwned<T> {}

impl<T> Future for ReserveOwned<T> {
    type Output = Result<OwnedPermit<T>, SendError<()>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let sender = self.sender.as_ref().expect("polled after it was ready");
        let reserved = ready!(poll_slots(&sender.0, &self.acquiring, context));
        let sender = self.sender.take().expect("it was there");
        Poll::Ready(reserved.map(|()| OwnedPermit::new(sender, self.acquiring.loc)))
    }
}

impl<T> Drop for ReserveOwned<T> {
    fn drop(&mut self) {
        if let Some(sender) = &self.sender {
            self.acquiring.give_up(&sender.0);
        }
    }
}

/// A slot for one message, with the sender that reserved it; the checked type for `tokio::sync::mpsc::OwnedPermit`.
///
/// Until it is used or dropped, a receiver that has closed the channel waits for it.
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::tasks};
///
/// let report = check("a slot is given back", || {
///     tasks::block_on(async {
///         let (sender, mut receiver) = tasks::mpsc::channel::<i32>(1);
///         let permit = sender.reserve_owned().await.unwrap();
///         receiver.close();
///         tasks::spawn(async move { permit.release() });
///         receiver.recv().await
///     })
/// });
/// report.holds().reaches(["None"]);
/// ```
#[must_use = "a slot is given back when it is dropped"]
pub struct OwnedPermit<T> {
    /// Until it is used.
    sender: Option<Sender<T>>,
    loc: Loc,
}

impl<T> OwnedPermit<T> {
    pub(super) fn new(sender: Sender<T>, loc: Loc) -> Self {
        let sender = Some(sender);
        OwnedPermit { sender, loc }
    }

    fn take(&mut self) -> Sender<T> {
        self.sender.take().expect("it is used once")
    }

    /// Puts a message into the slot, and returns the sender.
    #[track_caller]
    pub fn send(mut self, message: T) -> Sender<T> {
        let sender = self.take();
        put_at(&sender.0, message, here());
        sender
    }

    /// Gives the slot back, and returns the sender.
    #[track_caller]
    pub fn release(mut self) -> Sender<T> {
        let sender = self.take();
        give_back(&sender.0, 1, here());
        sender
    }

    /// Returns true if both are slots of the same channel.
    pub fn same_channel(&self, other: &Self) -> bool {
        let senders = self.sender.as_ref().zip(other.sender.as_ref());
        senders.is_some_and(|(sender, other)| sender.same_channel(other))
    }

    /// Returns true if it is a slot of the sender's channel.
    pub fn same_channel_as_sender(&self, sender: &Sender<T>) -> bool {
        self.sender
            .as_ref()
            .is_some_and(|own| own.same_channel(sender))
    }
}

impl<T> Drop for OwnedPermit<T> {
    fn drop(&mut self) {
        if let Some(sender) = &self.sender {
            give_back(&sender.0, 1, self.loc);
        }
    }
}
