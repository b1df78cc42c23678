//! Twins of crossbeam's channels, with their whole behaviour.
//!
//! | file | what it holds |
//! |---|---|
//! | `mod.rs` | how channels and timers are made |
//! | `sender.rs`, `receiver.rs` | the two sides |
//! | `looks.rs` | what either side tells of its channel |
//! | `state.rs` | queue, counts, and the hand-over between partners |
//! | `select.rs` | one engine for send, receive and select: one atomic step |
//! | `case.rs` | what the engine can wait for: a receive, a send |
//! | `api/select.rs` | [`select!`](super::select), [`select_biased!`](super::select_biased) |

mod case;
#[path = "../../../api/iter.rs"]
mod iter;
mod looks;

mod receiver;
mod select;
mod sender;
mod state;

pub use crossbeam::channel::{
    RecvError, RecvTimeoutError, SendError, SendTimeoutError, TryRecvError, TrySendError,
};
pub use iter::{IntoIter, Iter, TryIter};
pub use receiver::Receiver;
pub use sender::Sender;

#[doc(hidden)]
pub use super::time::deadline as deadline_in;
#[doc(hidden)]
pub use {
    case::{RecvCase, SendCase},
    select::{Case, Mode, gone, select_cases, tell_default},
};

use super::time::{Duration, Instant, deadline};
use super::wait::here;
use crate::log::Loc;
use state::{Channel, Timer};

/// A channel that holds `capacity` messages; with 0, sender and receiver meet.
#[track_caller]
pub fn bounded<T>(capacity: usize) -> (Sender<T>, Receiver<T>) {
    pair(Some(capacity), here())
}

/// A channel that holds any number of messages.
#[track_caller]
pub fn unbounded<T>() -> (Sender<T>, Receiver<T>) {
    pair(None, here())
}

fn pair<T>(capacity: Option<usize>, loc: Loc) -> (Sender<T>, Receiver<T>) {
    let channel = Channel::new("channel", capacity, None, loc);
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
/// [`Check::early_ticks`](crate::loom::Check::early_ticks) of them are explored as coming while
/// other threads can still run; the others come when nothing else can.
#[track_caller]
pub fn tick(period: Duration) -> Receiver<Instant> {
    timer(deadline(period), Some(period), here())
}

fn timer(deadline: Option<Instant>, period: Option<Duration>, loc: Loc) -> Receiver<Instant> {
    let timer = deadline.map(|deadline| Timer {
        deadline,
        period,
        early: 0,
        refused: 0,
        message: |now| now,
    });
    match timer {
        Some(timer) => Receiver(Channel::new("timer", Some(1), Some(timer), loc)),
        // Too far away to ever fire.
        None => Receiver(Channel::new("never", Some(0), None, loc)),
    }
}

/// Delivers nothing and is never disconnected: what takes a closed channel's place in a select.
#[track_caller]
pub fn never<T>() -> Receiver<T> {
    Receiver(Channel::new("never", Some(0), None, here()))
}
