//! The technique: receives from two channels until both have ended.
//!
//! A channel that has ended is always ready, so [`never()`] takes its place. After each select, the
//! channel that was ready is drained, because a select costs several times as much as a `try_recv`.
//! The number of messages is limited so that the other channel does not starve. Then the loop yields:
//! the first message it received has woken the senders that were blocked on a full channel, so they
//! fill the channel now, and the next select need not block for each message.
//!
//! # Examples
//! ```
//! use lesson_05::merge::merge;
//! use lesson_05::sync::channel::bounded;
//! use lesson_05::taken::Taken;
//!
//! let (left_tx, left_rx) = bounded(2);
//! let (right_tx, right_rx) = bounded(2);
//! left_tx.send(1).unwrap();
//! right_tx.send("one").unwrap();
//! drop((left_tx, right_tx));
//! let mut ends = 0;
//! merge(left_rx, right_rx, 64, |taken| match taken {
//!     Taken::Left(n) => assert_eq!(n, 1),
//!     Taken::Right(word) => assert_eq!(word, "one"),
//!     Taken::LeftEnded | Taken::RightEnded => ends += 1,
//! });
//! assert_eq!(ends, 2);
//! ```

use crate::sync::channel::{Receiver, never};
use crate::sync::select;
use crate::sync::thread::yield_now;
use crate::taken::Taken;

// ANCHOR: merge
/// Calls `take` once for each message of both channels, and once for the end of each. The messages of
/// one channel arrive in order; if both channels have a message, either may come first.
///
/// It receives up to `batch` messages per select; with 1, it selects again for each message.
pub fn merge<L, R>(
    mut left: Receiver<L>,
    mut right: Receiver<R>,
    batch: usize,
    mut take: impl FnMut(Taken<L, R>),
) {
    // From the channel that was ready, besides the message that the select received.
    let more = batch.saturating_sub(1);
    let (mut left_ended, mut right_ended) = (false, false);
    while !(left_ended && right_ended) {
        select! {
            recv(left) -> first => match first {
                Ok(first) => {
                    take(Taken::Left(first));
                    let drained = left.try_iter().take(more);
                    drained.for_each(|message| take(Taken::Left(message)));
                }
                Err(_) => {
                    take(Taken::LeftEnded);
                    left_ended = true;
                    left = never();
                }
            },
            recv(right) -> first => match first {
                Ok(first) => {
                    take(Taken::Right(first));
                    let drained = right.try_iter().take(more);
                    drained.for_each(|message| take(Taken::Right(message)));
                }
                Err(_) => {
                    take(Taken::RightEnded);
                    right_ended = true;
                    right = never();
                }
            },
        }
        if more > 0 {
            yield_now();
        }
    }
}
// ANCHOR_END: merge
