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

/// A channel that holds `capacity` messages; with 0, sender and receiver meet.
#[track_caller]
pub fn bounded<T>(capacity: usize) -> (Sender<T>, Receiver<T>) {
    pair(Some(capacity), true, here())
}

/// A channel that holds any number of messages.
#[track_caller]
pub fn unbounded<T>() -> (Sender<T>, Receiver<T>) {
    pair(None, false, here())
}

/// `keeps`: whether messages that no thread received stay until the senders are gone too.
pub(super) fn pair<T>(capacity: Option<usize>, keeps: bool, loc: Loc) -> (Sender<T>, Receiver<T>) {
    let channel = Channel::of_messages(capacity, keeps, loc);
    (Sender(channel.clone()), Receiver(channel))
}

/// Delivers one message, the time, when a timer fires: at any moment from now on.
#[track_caller]
pub fn after(duration: Duration) -> Receiver<Instant> {
    timer(deadline(duration), None, here())
}

/// Delivers one message, the time, when a timer fires. If `when` has passed, it fired already.
#[track_caller]
pub fn at(when: Instant) -> Receiver<Instant> {
    timer(Some(when), None, here())
}

/// Delivers the time again and again.
///
/// Each firing may come at any moment after the one before was received. Up to
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

/// Delivers nothing and is never disconnected: what takes a closed channel's place in a select.
#[track_caller]
pub fn never<T>() -> Receiver<T> {
    Receiver(Channel::of_nothing(here()))
}
