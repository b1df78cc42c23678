//! Twins of crossbeam's channels, with their whole behaviour.
//!
//! | file | what it holds |
//! |---|---|
//! | `mod.rs` | how channels and timers are made |
//! | `sender.rs`, `receiver.rs`, `iter.rs` | the two sides |
//! | `looks.rs` | what either side tells of its channel |
//! | `case.rs` | what a select can wait for: a receive, a send |
//! | `select.rs` of the crate | [`select!`](super::select), [`select_biased!`](super::select_biased) |

mod case;
mod iter;
mod looks;
mod receiver;
mod sender;

use super::machines;
use super::time::{Deadline, Duration, Instant, deadline};
use crate::log::Loc;
use crate::plain::here;
use machines::channel::Channel;

pub use crossbeam::channel::{
    RecvError, RecvTimeoutError, SendError, SendTimeoutError, TryRecvError, TrySendError,
};
pub use iter::{IntoIter, Iter, TryIter};
pub use receiver::Receiver;
pub use sender::Sender;

#[doc(hidden)]
pub use {
    super::time::deadline as deadline_in,
    case::{Case, Mode, RecvCase, SendCase, gone, tell_default},
    machines::channel::select_cases,
};

/// Creates a channel that holds `capacity` messages. With capacity 0, a send and a receive meet (rendezvous).
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::channel::bounded, sync::thread};
///
/// let report = check("rendezvous", || {
///     let (sender, receiver) = bounded(0);
///     let other = thread::spawn(move || sender.send(1).unwrap());
///     let message = receiver.recv();
///     other.join().unwrap();
///     message
/// });
/// report.holds().reaches(["Ok(1)"]);
/// ```
#[track_caller]
pub fn bounded<T>(capacity: usize) -> (Sender<T>, Receiver<T>) {
    pair(Some(capacity), true, here())
}

/// Creates a channel that holds any number of messages.
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::channel::unbounded};
///
/// let report = check("all sent", || {
///     let (sender, receiver) = unbounded();
///     sender.send(1).unwrap();
///     sender.send(2).unwrap();
///     drop(sender);
///     receiver.iter().sum::<i32>()
/// });
/// report.holds().reaches(["3"]);
/// ```
#[track_caller]
pub fn unbounded<T>() -> (Sender<T>, Receiver<T>) {
    pair(None, false, here())
}

/// `keeps`: whether messages that no thread received stay until the senders are gone too.
pub(super) fn pair<T>(capacity: Option<usize>, keeps: bool, loc: Loc) -> (Sender<T>, Receiver<T>) {
    let channel = Channel::of_messages(capacity, keeps, loc);
    (Sender(channel.clone()), Receiver(channel))
}

/// Creates a receiver of one message, the time, which arrives when a timer fires: at any point from now on.
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::channel::after, sync::time::Duration};
///
/// let report = check("after", || after(Duration::from_secs(1)).recv().is_ok());
/// report.holds().reaches(["true"]);
/// ```
#[track_caller]
pub fn after(duration: Duration) -> Receiver<Instant> {
    timer(deadline(duration), None, here())
}

/// Creates a receiver of one message, the time, which arrives when a timer fires. If `when` has passed, the timer has
/// already fired.
#[track_caller]
pub fn at(when: Instant) -> Receiver<Instant> {
    timer(Some(when), None, here())
}

/// Creates a receiver to which a ticker delivers the time repeatedly.
///
/// Each tick may arrive at any point after the previous one was received. Up to
/// [`Check::early_ticks`](super::super::Check::early_ticks) of them are explored as coming while
/// other threads can still run; the others come when nothing else can.
#[track_caller]
pub fn tick(period: Duration) -> Receiver<Instant> {
    timer(deadline(period), Some(period), here())
}

fn timer(deadline: Deadline, period: Option<Duration>, loc: Loc) -> Receiver<Instant> {
    Receiver(match deadline {
        Some(deadline) => Channel::of_timer(deadline, period, loc),
        // Too far away to ever fire.
        None => Channel::of_nothing(loc),
    })
}

/// Creates a receiver that delivers nothing and is never disconnected: in a `select` it replaces a closed channel.
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::channel::never};
///
/// let report = check("never", || never::<u32>().try_recv().is_err());
/// report.holds().reaches(["true"]);
/// ```
#[track_caller]
pub fn never<T>() -> Receiver<T> {
    Receiver(Channel::of_nothing(here()))
}
