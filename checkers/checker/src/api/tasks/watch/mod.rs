//! A channel that keeps its last value only.
//!
//! | module | what it holds |
//! |---|---|
//! | `value` | the value, which senders lock to write and receivers to read |
//! | `sender`, `receiver` | the two ends |
//! | `wait` | the futures of a receiver |
//! | [`error`] | why a value was not sent, or none will change any more |

pub mod error;
mod receiver;
mod sender;
mod value;
mod wait;

pub use receiver::Receiver;
pub use sender::{Closed, Sender};
pub use value::Ref;
pub use wait::{Changed, WaitFor};

use super::machines::tasks::Shared;
use super::{leaf, machines, permits, wakers};
use crate::plain::here;
use std::fmt;
use std::sync::Arc;
use value::State;

type Channel<T> = Shared<State<T>>;

/// Creates a channel whose receivers see the last value that was sent, at first `value`.
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::tasks};
///
/// let report = check("values may be skipped", || {
///     tasks::block_on(async {
///         let (sender, mut receiver) = tasks::watch::channel(0);
///         tasks::spawn(async move {
///             sender.send_replace(1);
///             sender.send_replace(2);
///         });
///         receiver.changed().await.unwrap();
///         *receiver.borrow_and_update()
///     })
/// });
/// report.holds().reaches(["1", "2"]);
/// ```
#[track_caller]
pub fn channel<T>(value: T) -> (Sender<T>, Receiver<T>) {
    let state = State::new(value);
    let channel = Arc::new(Shared::new("channel", state, here()));
    (Sender(Arc::clone(&channel)), Receiver::new(channel, 0))
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

opaque!(Sender, Receiver, Closed<'_>, Changed<'_>);
