//! Twins of crossbeam's channels, with their whole behaviour.
//!
//! | file | what it holds |
//! |---|---|
//! | `mod.rs` | how channels and timers are made |
//! | `sender.rs`, `receiver.rs` | the two sides: waiting for one channel, as finely as can be |
//! | `looks.rs` | what either side tells of its channel |
//! | `state.rs` | queue, counts, objects |
//! | `meet.rs` | who meets whom where no message stays |
//! | `timer.rs` | when a timer may fire |
//! | `select.rs`, `wait.rs` | tries, time-outs and select: whoever looks at several things in one step; and waits |
//! | `case.rs` | what a select can wait for: a receive, a send |
//!
//! The macros are those of [`crate::loom`], with another root.
//!
//! **Objects.** A channel has five. `head` orders receivers, `tail` orders senders: a send and a
//! receive commute, and what makes one possible (a message, a freed slot, an end) it says itself.
//! `receivers` is read by senders and updated by a receiver's end. `watched` is updated by all that
//! somebody could see who only looks: a sender's end, an arrival where partners meet. Who looks
//! at several things, in a select, excludes all the others from all of them, but from `watched` only
//! where no message is: only there the last sender's end can be seen. `unread` orders the drops of both
//! sides if messages that nobody received hold something that is checked: one of them drops that.
//!
//! A try of one channel that holds messages touches less. It reads `head` or `tail`, and an object for the
//! number of the message that it would receive, or of the one whose place it needs; who sends that
//! message, or receives that one, excludes it. A try that succeeds excludes other receivers, or
//! senders. So tries in vain commute, and what is sent or received elsewhere in the channel does not
//! matter to them.
//!
//! Where partners meet (capacity 0), a sender offers and waits to be taken, a receiver arrives and
//! takes. Which of several receivers takes is open: nobody can tell in which order they arrived. A
//! select is completed by somebody who tries or selects too, and registers for that only once it has
//! seen that nothing is ready.

mod case;
#[expect(clippy::duplicate_mod, reason = "it is made of other twins only")]
#[path = "../../../api/iter.rs"]
mod iter;
mod looks;
mod meet;
mod receiver;
mod select;
mod sender;
mod state;
mod timer;
mod wait;

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

use super::time::{Deadline, Duration, Instant, deadline};
use super::wait::here;
use crate::explorer::run;
use crate::log::Loc;
use state::{Channel, Kind};
use timer::{Clockwork, Timer};

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
    let channel = Channel::new(Kind::Channel, capacity, None, loc);
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
/// [`Check::early_ticks`](crate::explorer::Check::early_ticks) of them are explored as coming while
/// other threads can still run; the others come when nothing else can.
#[track_caller]
pub fn tick(period: Duration) -> Receiver<Instant> {
    run::ticks();
    timer(deadline(period), Some(period), here())
}

fn timer(deadline: Deadline, period: Option<Duration>, loc: Loc) -> Receiver<Instant> {
    match deadline {
        Some(deadline) => {
            let clockwork = match period {
                None => Clockwork::Once,
                Some(_) => Clockwork::Again,
            };
            let timer = Timer::new(deadline, period);
            let kind = Kind::Timer(clockwork);
            Receiver(Channel::new(kind, Some(1), Some(timer), loc))
        }
        // Too far away to ever fire.
        None => Receiver(Channel::new(Kind::Never, Some(0), None, loc)),
    }
}

/// Delivers nothing and is never disconnected: what takes a closed channel's place in a select.
#[track_caller]
pub fn never<T>() -> Receiver<T> {
    Receiver(Channel::new(Kind::Never, Some(0), None, here()))
}
