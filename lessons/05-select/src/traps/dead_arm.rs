//! The trap `dead-arm`: a channel that has ended stays in the select. It is always ready, so its
//! arm is taken again and again, for as long as the other channel goes on.

use crate::sync::channel::Receiver;
use crate::sync::select;
use crate::taken::Taken;

/// Hands each message of both channels to `take`, and each end, once. Of each channel the messages
/// come in order; which channel's comes first is open if both have one.
///
/// With `batch` 1 it selects anew for each message; with more, it takes up to so many in a row.
pub fn merge<L, R>(
    left: Receiver<L>,
    right: Receiver<R>,
    batch: usize,
    mut take: impl FnMut(Taken<L, R>),
) {
    let (mut left_ended, mut right_ended) = (false, false);
    while !(left_ended && right_ended) {
        select! {
            recv(left) -> first => match first {
                Ok(first) => {
                    take(Taken::Left(first));
                    let more = left.try_iter().take(batch - 1);
                    more.for_each(|message| take(Taken::Left(message)));
                }
                Err(_) => {
                    take(Taken::LeftEnded);
                    // TRAP: it stays in the select, and is ready for ever.
                    left_ended = true;
                }
            },
            recv(right) -> first => match first {
                Ok(first) => {
                    take(Taken::Right(first));
                    let more = right.try_iter().take(batch - 1);
                    more.for_each(|message| take(Taken::Right(message)));
                }
                Err(_) => {
                    take(Taken::RightEnded);
                    // TRAP: so does the other.
                    right_ended = true;
                }
            },
        }
    }
}
