//! A channel without a slot: a message goes from a sender to the receiver when both are there.
//!
//! tokio has none; flume's `bounded(0)` is like it.
//!
//! The receiver takes the message from the send that offers it. So:
//!
//! - A send is ready only when the receiver has its message. (flume's is ready as soon as the receiver waits.)
//! - A send that is dropped before takes back its offer: nobody receives the message. It is dropped with the future.
//! - A send that is dropped after the receiver took the message changes nothing: the message was received once.
//! - To drop a receive loses no message, because none is handed over while nobody polls it.

use super::leaf::{Leaf, Stays, Wait};
use super::machines::tasks::Shared;
use super::machines::{off, tell};
use super::permits::wake;
use crate::log::event::{Event, Op};
use crate::log::note::Named;
use crate::log::value::Value;
use crate::log::{Loc, ObjectId};
use crate::plain::here;
use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

pub use super::mpsc::error::SendError;

/// A message that a send offers.
struct Offer<T> {
    number: u64,
    message: T,
    waker: Option<Waker>,
}

/// What the ends share.
struct State<T> {
    /// In the order in which the sends came.
    offers: VecDeque<Offer<T>>,
    /// How many offers there were.
    made: u64,
    senders: usize,
    /// The receiver is gone.
    closed: bool,
    receiver: Option<Waker>,
}

impl<T> State<T> {
    fn has(&self, number: u64) -> bool {
        self.offers.iter().any(|offer| offer.number == number)
    }

    fn withdraw(&mut self, number: u64) -> Option<T> {
        let at = self
            .offers
            .iter()
            .position(|offer| offer.number == number)?;
        self.offers.remove(at).map(|offer| offer.message)
    }
}

type Channel<T> = Arc<Shared<State<T>>>;

/// The sending end.
pub struct Sender<T>(Channel<T>);

/// The receiving end.
pub struct Receiver<T>(Channel<T>);

/// Creates a channel without a slot.
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::tasks};
///
/// let report = check("a rendezvous", || {
///     tasks::block_on(async {
///         let (sender, mut receiver) = tasks::rendezvous::channel();
///         let other = tasks::spawn(async move { receiver.recv().await });
///         sender.send(7).await.unwrap();
///         // The receiver has it.
///         drop(sender);
///         other.await.unwrap()
///     })
/// });
/// report.holds().reaches(["Some(7)"]);
/// ```
#[track_caller]
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let state = State {
        offers: VecDeque::new(),
        made: 0,
        senders: 1,
        closed: false,
        receiver: None,
    };
    let channel = Arc::new(Shared::new("channel", state, here()));
    (Sender(Arc::clone(&channel)), Receiver(channel))
}

impl<T> Sender<T> {
    /// Offers the message, and waits until the receiver has it. What drops the future before that drops the message with
    /// it, and the receiver never gets it.
    ///
    /// # Errors
    /// The receiver is gone; the message is returned.
    #[track_caller]
    pub fn send(&self, message: T) -> Send<'_, T> {
        Send {
            channel: &self.0,
            message: Some(message),
            number: None,
            loc: here(),
        }
    }
}

/// The future of [`Sender::send`]. It is no [`Leaf`]: to poll it offers the message.
#[must_use = "futures do nothing unless awaited"]
pub struct Send<'a, T> {
    channel: &'a Channel<T>,
    /// Until it is offered, and if it comes back.
    message: Option<T>,
    /// Of the offer, until the future knows what became of it.
    number: Option<u64>,
    loc: Loc,
}

impl<T> Unpin for Send<'_, T> {}

impl<T> Send<'_, T> {
    /// In a step of its own. Returns false if the receiver is gone.
    fn offer(&mut self) -> bool {
        let message = &mut self.message;
        let (number, waker) = self.channel.with(Op::Offer, self.loc, |state| {
            let Some(message) = message.take_if(|_| !state.closed) else {
                return (None, None);
            };
            let event = Event::new(Op::Offer, Some(self.loc)).on(self.channel.id());
            tell(event.value(Value::of(&message)));
            state.made += 1;
            let number = state.made;
            state.offers.push_back(Offer {
                number,
                message,
                waker: None,
            });
            (Some(number), state.receiver.take())
        });
        waker.inspect(Waker::wake_by_ref);
        self.number = number;
        number.is_some()
    }

    fn refused(&mut self) -> Poll<Result<(), SendError<T>>> {
        let event = Event::new(Op::SendDisconnected, Some(self.loc));
        tell(event.on(self.channel.id()));
        let message = self.message.take().expect("polled after it was ready");
        Poll::Ready(Err(SendError(message)))
    }
}

impl<T> Future for Send<'_, T> {
    type Output = Result<(), SendError<T>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = &mut *self;
        if this.number.is_none() && !this.offer() {
            return this.refused();
        }
        let number = this.number.expect("it was offered");
        let wait = Wait {
            shared: this.channel,
            op: Op::AwaitReceiver,
            loc: this.loc,
        };
        let message = &mut this.message;
        let poll = wait.poll(
            context,
            |state| state.closed || !state.has(number),
            |state, context| {
                let closed = state.closed;
                let mut offers = state.offers.iter_mut();
                match offers.find(|offer| offer.number == number) {
                    None => {
                        let event = Event::new(Op::AwaitReceiver, Some(wait.loc));
                        tell(event.on(wait.shared.id()));
                        return Poll::Ready(true);
                    }
                    Some(offer) if !closed => {
                        offer.waker = Some(context.waker().clone());
                        return Poll::Pending;
                    }
                    Some(_) => {}
                }
                *message = state.withdraw(number);
                Poll::Ready(false)
            },
        );
        match poll {
            Poll::Pending => Poll::Pending,
            Poll::Ready(received) => {
                this.number = None;
                match received {
                    true => Poll::Ready(Ok(())),
                    false => this.refused(),
                }
            }
        }
    }
}

impl<T> Drop for Send<'_, T> {
    fn drop(&mut self) {
        if off() {
            return;
        }
        let op = Op::GiveBack { permits: 0 };
        if let Some(number) = self.number {
            let withdrawn = self
                .channel
                .with(op, self.loc, |state| state.withdraw(number));
            self.message = withdrawn;
        }
        if let Some(message) = &self.message {
            let event = Event::new(Op::LostMessage, Some(self.loc));
            tell(event.on(self.channel.id()).value(Value::of(message)));
        }
    }
}

impl<T> Receiver<T> {
    /// Waits for a send, and takes its message. `None`: no sender is left. To drop the future loses no message.
    #[track_caller]
    pub fn recv(&mut self) -> Recv<'_, T> {
        Recv(self, here())
    }
}

/// The future of [`Receiver::recv`].
#[must_use = "futures do nothing unless awaited"]
pub struct Recv<'a, T>(&'a mut Receiver<T>, Loc);

impl<T> Leaf for Recv<'_, T> {}
impl<T> Stays for Recv<'_, T> {}

impl<T> Future for Recv<'_, T> {
    type Output = Option<T>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<T>> {
        let (shared, loc) = (&*self.0.0, self.1);
        let op = Op::Recv;
        let mut sender = None;
        let poll = Wait { shared, op, loc }.poll(
            context,
            |state| !state.offers.is_empty() || state.senders == 0,
            |state, context| {
                let event = |op| Event::new(op, Some(loc)).on(shared.id());
                if let Some(offer) = state.offers.pop_front() {
                    tell(event(op).value(Value::of(&offer.message)));
                    sender = offer.waker;
                    return Poll::Ready(Some(offer.message));
                }
                if state.senders == 0 {
                    tell(event(Op::RecvDisconnected));
                    return Poll::Ready(None);
                }
                state.receiver = Some(context.waker().clone());
                Poll::Pending
            },
        );
        sender.inspect(Waker::wake_by_ref);
        poll
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        // No other thread can tell when: there is a sender all the time.
        self.0.unseen(|state| state.senders += 1);
        Sender(Arc::clone(&self.0))
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        if off() {
            return;
        }
        let op = |last| Op::DropSender { last };
        let waker = self.0.with(op(false), self.0.id().loc, |state| {
            state.senders -= 1;
            let last = state.senders == 0;
            tell(Event::new(op(last), None).on(self.0.id()));
            state.receiver.take_if(|_| last)
        });
        waker.inspect(Waker::wake_by_ref);
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        if off() {
            return;
        }
        let op = Op::DropReceiver { last: true };
        wake(self.0.with(op, self.0.id().loc, |state| {
            tell(Event::new(op, None).on(self.0.id()));
            state.closed = true;
            let offers = state.offers.iter_mut();
            offers.filter_map(|offer| offer.waker.take()).collect()
        }));
    }
}

impl<T> Named for Sender<T> {
    fn object(&self) -> ObjectId {
        self.0.id()
    }
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

opaque!(Sender, Receiver, Send<'_>, Recv<'_>);
