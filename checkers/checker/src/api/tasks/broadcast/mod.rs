//! A channel whose every receiver gets every message.
//!
//! | module | what it holds |
//! |---|---|
//! | `ring` | the messages that are kept, and where each receiver is among them |
//! | `sender`, `receiver` | the two ends |
//! | [`error`] | why a message was not sent, or not received |

pub mod error;
mod receiver;
mod ring;
mod sender;

pub use receiver::{Receiver, Recv};
pub use sender::{Closed, Sender, WeakSender};

use super::machines::tasks::Shared;
use super::wakers::Wakers;
use super::{leaf, machines, permits, runtime, wakers};
use crate::log::Loc;
use crate::plain::here;
use ring::Ring;
use std::fmt;
use std::sync::Arc;

/// What all ends share.
struct State<T> {
    ring: Ring<T>,
    senders: usize,
    receivers: usize,
    /// No sender is left, or no receiver.
    closed: bool,
    /// Of receivers that wait for a message.
    waiting: Wakers,
    /// Of tasks that wait until no receiver is left.
    closers: Wakers,
}

impl<T> State<T> {
    fn waiting(&mut self) -> &mut Wakers {
        &mut self.waiting
    }

    fn closers(&mut self) -> &mut Wakers {
        &mut self.closers
    }
}

type Channel<T> = Arc<Shared<State<T>>>;

fn new<T>(capacity: usize, receivers: usize, loc: Loc) -> Channel<T> {
    assert!(capacity > 0, "broadcast channel capacity cannot be zero");
    let state = State {
        ring: Ring::new(capacity),
        senders: 1,
        receivers,
        closed: receivers == 0,
        waiting: Wakers::default(),
        closers: Wakers::default(),
    };
    Arc::new(Shared::new("channel", state, loc))
}

/// Creates a channel that keeps the last `capacity` messages, rounded up to a power of two, for its slowest receiver.
///
/// All receivers share a message, so unlike tokio's it has to be `Sync` too if they are on several threads.
///
/// # Panics
/// If `capacity` is zero.
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::tasks};
///
/// let report = check("a slow receiver", || {
///     tasks::block_on(async {
///         let (sender, mut receiver) = tasks::broadcast::channel(1);
///         tasks::spawn(async move { (1..=2).for_each(|n| _ = sender.send(n)) });
///         receiver.recv().await
///     })
/// });
/// report.holds().reaches(["Ok(1)", "Err(Lagged(1))"]);
/// ```
#[track_caller]
pub fn channel<T: Clone>(capacity: usize) -> (Sender<T>, Receiver<T>) {
    let channel = new(capacity, 1, here());
    (Sender(Arc::clone(&channel)), Receiver::new(channel, 0))
}

macro_rules! opaque {
    ($($name:ident $(<$life:lifetime>)?),+) => { $(
        impl<T> fmt::Debug for $name<$($life,)? T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "broadcast::{}", stringify!($name))
            }
        }
    )+ };
}

opaque!(Sender, WeakSender, Receiver, Recv<'_>, Closed<'_>);
