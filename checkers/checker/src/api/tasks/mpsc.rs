//! Twin of tokio's mpsc channel: many senders, one receiver.

use super::acquire::{Acquiring, HasPermits};
use super::leaf::{Leaf, Wait};
use super::machines::tasks::Shared;
use super::machines::{off, tell};
use super::permits::{Permits, wake};
use crate::log::event::{Event, Op, State as Shown};
use crate::log::note::Named;
use crate::log::value::Value;
use crate::log::{Loc, ObjectId};
use crate::plain::here;
use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker, ready};

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
}

impl<T> HasPermits for State<T> {
    fn permits(&mut self) -> &mut Permits {
        &mut self.slots
    }

    fn permits_ref(&self) -> &Permits {
        &self.slots
    }
}

impl<T> State<T> {
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
        if self.closed && self.is_over() {
            wakers.extend(self.receiver.take());
        }
        wakers
    }
}

type Channel<T> = Arc<Shared<State<T>>>;

/// A sender of a bounded channel; the checked type for `tokio::sync::mpsc::Sender`.
pub struct Sender<T>(Channel<T>);

/// A sender of a channel without a bound; the checked type for `tokio::sync::mpsc::UnboundedSender`.
pub struct UnboundedSender<T>(Channel<T>);

/// The receiver of a bounded channel; the checked type for `tokio::sync::mpsc::Receiver`.
pub struct Receiver<T>(Channel<T>);

/// The receiver of a channel without a bound; the checked type for `tokio::sync::mpsc::UnboundedReceiver`.
pub type UnboundedReceiver<T> = Receiver<T>;

/// Errors, shaped like tokio's.
pub mod error {
    use std::fmt;

    /// The receiver is gone, or has closed the channel; the message comes back.
    #[derive(Clone, Copy, PartialEq, Eq)]
    pub struct SendError<T>(pub T);

    impl<T> fmt::Debug for SendError<T> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.debug_struct("SendError").finish_non_exhaustive()
        }
    }

    impl<T> fmt::Display for SendError<T> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("channel closed")
        }
    }

    impl<T> std::error::Error for SendError<T> {}

    /// Why a message was not sent at once; it comes back.
    #[derive(Clone, Copy, PartialEq, Eq)]
    pub enum TrySendError<T> {
        /// No slot is free.
        Full(T),
        /// The receiver is gone, or has closed the channel.
        Closed(T),
    }

    impl<T> fmt::Debug for TrySendError<T> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(match self {
                TrySendError::Full(_) => "Full(..)",
                TrySendError::Closed(_) => "Closed(..)",
            })
        }
    }

    impl<T> fmt::Display for TrySendError<T> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(match self {
                TrySendError::Full(_) => "no available capacity",
                TrySendError::Closed(_) => "channel closed",
            })
        }
    }

    impl<T> std::error::Error for TrySendError<T> {}

    /// Why there is no message at once.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum TryRecvError {
        /// None is there now.
        Empty,
        /// None will come any more.
        Disconnected,
    }

    impl fmt::Display for TryRecvError {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(match self {
                TryRecvError::Empty => "receiving on an empty channel",
                TryRecvError::Disconnected => "receiving on a closed channel",
            })
        }
    }

    impl std::error::Error for TryRecvError {}
}

use error::{SendError, TryRecvError, TrySendError};

fn new<T>(capacity: Option<usize>, loc: Loc) -> Channel<T> {
    let state = State {
        queue: VecDeque::new(),
        capacity,
        slots: Permits::new(capacity.unwrap_or(usize::MAX >> 3)),
        senders: 1,
        closed: false,
        receiver: None,
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
        Reserve {
            channel: &self.0,
            acquiring: Acquiring::new(1, Op::Reserve, here()),
        }
    }

    /// Takes a slot if one is free.
    ///
    /// # Errors
    /// None is free, the receiver is gone, or it has closed the channel.
    #[track_caller]
    pub fn try_reserve(&self) -> Result<Permit<'_, T>, TrySendError<()>> {
        let loc = here();
        self.0.with(Op::Reserve, loc, |state| {
            if state.closed {
                return Err(TrySendError::Closed(()));
            }
            if !state.slots.try_acquire(1) {
                tell(Event::new(Op::TrySendFull, Some(loc)).on(self.0.id()));
                return Err(TrySendError::Full(()));
            }
            tell(Event::new(Op::Reserve, Some(loc)).on(self.0.id()));
            Ok(Permit {
                channel: &self.0,
                slots: 1,
                loc,
            })
        })
    }

    /// Waits for `n` slots.
    ///
    /// # Errors
    /// The receiver is gone, or has closed the channel.
    #[track_caller]
    pub fn reserve_many(&self, n: usize) -> ReserveMany<'_, T> {
        ReserveMany(Reserve {
            channel: &self.0,
            acquiring: Acquiring::new(n, Op::Reserve, here()),
        })
    }

    /// Returns true if the receiver is gone, or has closed the channel.
    #[track_caller]
    pub fn is_closed(&self) -> bool {
        self.0.look(Op::Len, here(), |state| state.closed)
    }

    /// Returns how many slots are free.
    #[track_caller]
    pub fn capacity(&self) -> usize {
        self.0.look(Op::Len, here(), |state| state.slots.free)
    }
}

/// The future of [`Sender::reserve`].
#[must_use = "futures do nothing unless awaited"]
pub struct Reserve<'a, T> {
    channel: &'a Channel<T>,
    acquiring: Acquiring,
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
pub struct ReserveMany<'a, T>(Reserve<'a, T>);

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
    channel: &'a Channel<T>,
    slots: usize,
    loc: Loc,
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

/// The future of [`Sender::send`].
#[must_use = "futures do nothing unless awaited"]
pub struct Send<'a, T> {
    channel: &'a Channel<T>,
    acquiring: Acquiring,
    message: Option<T>,
}

impl<T> Unpin for Send<'_, T> {}
impl<T> Leaf for Send<'_, T> {}

impl<T> Future for Send<'_, T> {
    type Output = Result<(), SendError<T>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Send {
            channel,
            acquiring,
            message,
        } = &mut *self;
        let sent = ready!(acquiring.poll(channel, context, |state| {
            let message = message.take().expect("it is sent once");
            put(state, message, channel.id(), acquiring.loc)
        }));
        Poll::Ready(sent.map_err(|_| {
            let event = Event::new(Op::SendDisconnected, Some(acquiring.loc));
            tell(event.on(channel.id()));
            SendError(message.take().expect("it was not sent"))
        }))
    }
}

impl<T> Drop for Send<'_, T> {
    fn drop(&mut self) {
        self.acquiring.give_up(self.channel);
        if let (Some(message), false) = (&self.message, off()) {
            let event = Event::new(Op::LostMessage, Some(self.acquiring.loc));
            tell(event.on(self.channel.id()).value(Value::of(message)));
        }
    }
}

impl<T> Receiver<T> {
    /// Waits for a message. `None`: none will come any more. To drop the future loses no message.
    #[track_caller]
    pub fn recv(&mut self) -> Recv<'_, T> {
        Recv(self, here())
    }

    /// Polls for a message.
    #[track_caller]
    pub fn poll_recv(&mut self, context: &mut Context<'_>) -> Poll<Option<T>> {
        self.poll_at(context, here())
    }

    fn poll_at(&mut self, context: &mut Context<'_>, loc: Loc) -> Poll<Option<T>> {
        let wait = Wait {
            shared: &self.0,
            op: Op::Recv,
            loc,
        };
        let mut wakers = vec![];
        let poll = wait.poll(
            context,
            |state| !state.queue.is_empty() || state.is_over(),
            |state, context| match self.take(state, loc) {
                Some((message, woken)) => {
                    wakers = woken;
                    Poll::Ready(Some(message))
                }
                None if state.is_over() => {
                    tell(Event::new(Op::RecvDisconnected, Some(loc)).on(self.0.id()));
                    Poll::Ready(None)
                }
                None => {
                    state.receiver = Some(context.waker().clone());
                    Poll::Pending
                }
            },
        );
        wake(wakers);
        poll
    }

    /// Takes the first message, in the running step, and frees its slot.
    fn take(&self, state: &mut State<T>, loc: Loc) -> Option<(T, Vec<Waker>)> {
        let message = state.queue.pop_front()?;
        let event = Event::new(Op::Recv, Some(loc)).on(self.0.id());
        let value = Value::of(&message);
        tell(event.value(value).state(state.shown()));
        Some((message, state.frees(1, self.0.id(), loc)))
    }

    /// Takes a message if one is there.
    ///
    /// # Errors
    /// None is there, or none will come any more.
    #[track_caller]
    pub fn try_recv(&mut self) -> Result<T, TryRecvError> {
        let loc = here();
        let (result, wakers) = self.0.with(Op::TryRecvEmpty, loc, |state| {
            if let Some((message, wakers)) = self.take(state, loc) {
                return (Ok(message), wakers);
            }
            let over = state.is_over();
            let op = if over {
                Op::RecvDisconnected
            } else {
                Op::TryRecvEmpty
            };
            tell(Event::new(op, Some(loc)).on(self.0.id()));
            let error = match over {
                true => TryRecvError::Disconnected,
                false => TryRecvError::Empty,
            };
            (Err(error), vec![])
        });
        wake(wakers);
        result
    }

    /// Closes the channel for senders; messages and slots that are out still come.
    #[track_caller]
    pub fn close(&mut self) {
        let loc = here();
        wake(self.0.with(Op::Close, loc, |state| {
            tell(Event::new(Op::Close, Some(loc)).on(self.0.id()));
            state.closed = true;
            state.slots.close()
        }));
    }

    /// Returns how many messages wait.
    #[track_caller]
    pub fn len(&self) -> usize {
        self.0.look(Op::Len, here(), |state| state.queue.len())
    }

    /// Returns true if no message waits.
    #[track_caller]
    pub fn is_empty(&self) -> bool {
        self.0.look(Op::Len, here(), |state| state.queue.is_empty())
    }
}

/// The future of [`Receiver::recv`].
#[must_use = "futures do nothing unless awaited"]
pub struct Recv<'a, T>(&'a mut Receiver<T>, Loc);

impl<T> Leaf for Recv<'_, T> {}

impl<T> Future for Recv<'_, T> {
    type Output = Option<T>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<T>> {
        let loc = self.1;
        self.0.poll_at(context, loc)
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        if off() {
            return;
        }
        let op = Op::DropReceiver { last: true };
        let loc = self.0.id().loc;
        let (wakers, queue) = self.0.with(op, loc, |state| {
            tell(Event::new(op, None).on(self.0.id()));
            state.closed = true;
            (state.slots.close(), std::mem::take(&mut state.queue))
        });
        wake(wakers);
        drop(queue);
    }
}

fn clone_sender<T>(channel: &Channel<T>) -> Channel<T> {
    // No thread can tell when: there is a sender all the time.
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
    Send<'_>,
    Recv<'_>,
    Reserve<'_>,
    ReserveMany<'_>,
    Permit<'_>,
    PermitIterator<'_>
);

macro_rules! senders {
    ($($name:ident),+) => { $(
        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                $name(clone_sender(&self.0))
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

senders!(Sender, UnboundedSender);
