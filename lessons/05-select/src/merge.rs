//! The technique: receives from two channels until both have ended.
//!
//! A channel that has ended is always ready: [`never()`] takes its place. After each select the
//! channel that was ready is drained, a few messages at most so that the other gets its turn: a
//! select costs several times what a `try_recv` does. Then the senders get the core: those that
//! wait for room were woken by the first message that was taken, and fill the channel now, so that
//! the next select need not wait for each message.
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
/// Hands each message of both channels to `take`, and each end, once. Of each channel the messages
/// come in order; which channel's comes first is open if both have one.
///
/// It takes up to `batch` messages in a row; with 1, it selects anew for each.
pub fn merge<L, R>(
    mut left: Receiver<L>,
    mut right: Receiver<R>,
    batch: usize,
    mut take: impl FnMut(Taken<L, R>),
) {
    // Of each channel that is ready, besides the message that the select took.
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
