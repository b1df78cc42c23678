//! Channels with many senders and one receiver.
//!
//! | module | what it holds |
//! |---|---|
//! | `sender`, `receiver` | the two ends |
//! | `send` | the futures of a sender |
//! | `permit`, `owned` | slots that are reserved before a message is sent |
//! | [`error`] | why a message was not sent, or not received |

pub mod error;
mod owned;
mod permit;
mod receiver;
mod send;
mod sender;

pub use owned::{OwnedPermit, ReserveOwned};
pub use permit::{Permit, PermitIterator, Reserve, ReserveMany};
pub use receiver::{Receiver, Recv, RecvMany, UnboundedReceiver};
pub use send::{Closed, Send, SendTimeout};
pub use sender::{Sender, UnboundedSender, WeakSender, WeakUnboundedSender};

use super::super::time::deadline;
use super::acquire::HasPermits;
use super::machines::tasks::Shared;
use super::machines::tell;
use super::permits::Permits;
use super::wakers::Wakers;
use super::{acquire, leaf, local, machines, permits, runtime, time, wakers};
use crate::log::event::{Event, Op, State as Shown};
use crate::log::value::Value;
use crate::log::{Loc, ObjectId};
use crate::plain::here;
use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;
use std::task::Waker;

/// What the two ends share.
struct State<T> {
    queue: VecDeque<T>,
    /// `None`: it has no bound.
    capacity: Option<usize>,
    slots: Permits,
    senders: usize,
    /// The receiver closed it, or is gone.
    closed: bool,
    receiver: Option<Waker>,
    /// Of tasks that wait until it is closed.
    closers: Wakers,
}

impl<T> HasPermits for State<T> {
    fn permits(&mut self) -> &mut Permits {
        &mut self.slots
    }

    fn permits_ref(&self) -> &Permits {
        &self.slots
    }

    fn are_back(&mut self) -> Option<Waker> {
        let over = self.closed && self.is_over();
        self.receiver.take_if(|_| over)
    }
}

impl<T> State<T> {
    fn closers(&mut self) -> &mut Wakers {
        &mut self.closers
    }

    /// Whether there are so many slots.
    fn may_have(&self, slots: usize) -> bool {
        self.capacity.is_none_or(|capacity| slots <= capacity)
    }

    /// From now on no slot is reserved, and no message is sent but into those that are.
    fn close(&mut self) -> Vec<Waker> {
        self.closed = true;
        let mut wakers = self.slots.close();
        wakers.extend(self.closers.take());
        wakers
    }

    /// Whether no message will come any more: all senders are gone, or it is closed and no slot is taken.
    fn is_over(&self) -> bool {
        let taken = self
            .capacity
            .map_or(0, |capacity| capacity - self.slots.free);
        self.senders == 0 || (self.closed && taken == 0)
    }

    fn shown(&self) -> Shown {
        Shown::Messages(self.queue.len(), self.capacity)
    }

    /// One message less, or one slot: who waits for it, and the receiver if that was the last of a closed channel.
    fn frees(&mut self, slots: usize, of: ObjectId, loc: Loc) -> Vec<Waker> {
        if self.capacity.is_none() {
            return vec![];
        }
        let mut wakers = self.slots.add(slots, of, loc);
        wakers.extend(self.are_back());
        wakers
    }
}

type Channel<T> = Arc<Shared<State<T>>>;

fn new<T>(capacity: Option<usize>, loc: Loc) -> Channel<T> {
    let state = State {
        queue: VecDeque::new(),
        capacity,
        slots: Permits::new(capacity.unwrap_or(usize::MAX >> 3)),
        senders: 1,
        closed: false,
        receiver: None,
        closers: Wakers::default(),
    };
    Arc::new(Shared::new("channel", state, loc))
}

/// Creates a channel with so many slots for messages.
///
/// # Panics
/// If `capacity` is zero: tokio has no channel on which sender and receiver meet.
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::tasks};
///
/// let report = check("two messages", || {
///     tasks::block_on(async {
///         let (sender, mut receiver) = tasks::mpsc::channel(1);
///         tasks::spawn(async move {
///             sender.send(1).await.unwrap();
///             sender.send(2).await.unwrap();
///         });
///         (receiver.recv().await, receiver.recv().await, receiver.recv().await)
///     })
/// });
/// report.holds().reaches(["(Some(1), Some(2), None)"]);
/// ```
#[track_caller]
pub fn channel<T>(capacity: usize) -> (Sender<T>, Receiver<T>) {
    assert!(capacity > 0, "mpsc bounded channel requires buffer > 0");
    let channel = new(Some(capacity), here());
    (Sender(Arc::clone(&channel)), Receiver(channel))
}

/// Creates a channel without a bound.
#[track_caller]
pub fn unbounded_channel<T>() -> (UnboundedSender<T>, UnboundedReceiver<T>) {
    let channel = new(None, here());
    (UnboundedSender(Arc::clone(&channel)), Receiver(channel))
}

/// Puts a message into a slot that is the caller's, in the running step.
fn put<T>(state: &mut State<T>, message: T, of: ObjectId, loc: Loc) -> Option<Waker> {
    let value = Value::of(&message);
    state.queue.push_back(message);
    let event = Event::new(Op::Send, Some(loc)).on(of);
    tell(event.value(value).state(state.shown()));
    state.receiver.take()
}

/// In a step of its own.
fn put_at<T>(channel: &Channel<T>, message: T, loc: Loc) {
    let waker = channel.with(Op::Send, loc, |state| {
        put(state, message, channel.id(), loc)
    });
    waker.inspect(Waker::wake_by_ref);
}

macro_rules! ends {
    ($($name:ident $(<$life:lifetime>)?),+) => { $(
        impl<T> fmt::Debug for $name<$($life,)? T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )+ };
}

ends!(
    Sender,
    UnboundedSender,
    Receiver,
    WeakSender,
    WeakUnboundedSender,
    Send<'_>,
    SendTimeout<'_>,
    Closed<'_>,
    Recv<'_>,
    ReserveOwned,
    OwnedPermit,
    Reserve<'_>,
    ReserveMany<'_>,
    Permit<'_>,
    PermitIterator<'_>
);
