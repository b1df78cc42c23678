//! A channel for one message.

pub mod error;
mod receiver;
mod sender;

pub use receiver::Receiver;
pub use sender::{Closed, Sender};

use super::machines::tasks::Shared;
use super::{leaf, machines, place, runtime};
use crate::plain::here;
use error::RecvError;
use std::fmt;
use std::sync::Arc;
use std::task::Waker;

/// What the two ends share.
struct State<T> {
    message: Option<T>,
    /// The sender has sent, or is gone.
    complete: bool,
    /// The receiver closed it, or is gone.
    closed: bool,
    sender: Option<Waker>,
    receiver: Option<Waker>,
}

type Channel<T> = Shared<State<T>>;

impl<T> State<T> {
    /// The sender does no more. Returns false if the receiver had closed the channel before.
    fn completes(&mut self) -> (bool, Option<Waker>) {
        if self.closed {
            return (false, None);
        }
        self.complete = true;
        (true, self.receiver.take())
    }

    fn close(&mut self) -> Option<Waker> {
        self.closed = true;
        let waits = !self.complete;
        self.sender.take_if(|_| waits)
    }

    /// What a receiver finds; `None`: nothing yet.
    fn take(&mut self) -> Option<Result<T, RecvError>> {
        match (self.message.take(), self.complete || self.closed) {
            (Some(message), _) => Some(Ok(message)),
            (None, true) => Some(Err(RecvError(()))),
            (None, false) => None,
        }
    }
}

/// Creates a channel for one message.
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::tasks};
///
/// let report = check("an answer", || {
///     tasks::block_on(async {
///         let (sender, receiver) = tasks::oneshot::channel();
///         tasks::spawn(async move { sender.send(7) });
///         receiver.await
///     })
/// });
/// report.holds().reaches(["Ok(7)"]);
/// ```
#[track_caller]
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let loc = here();
    let state = State {
        message: None,
        complete: false,
        closed: false,
        sender: None,
        receiver: None,
    };
    let channel = Arc::new(Shared::new("channel", state, loc));
    (
        Sender::new(Arc::clone(&channel)),
        Receiver::new(channel, loc),
    )
}

macro_rules! opaque {
    ($($name:ident $(<$life:lifetime>)?),+) => { $(
        impl<T> fmt::Debug for $name<$($life,)? T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )+ };
}

opaque!(Sender, Receiver, Closed<'_>);
