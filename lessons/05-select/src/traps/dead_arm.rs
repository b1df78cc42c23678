//! The trap `dead-arm`: a channel that has ended stays in the select. It is always ready, so its
//! arm is taken again and again, for as long as the other channel goes on.

use crate::sync::channel::Receiver;
use crate::sync::select;
use crate::sync::thread::yield_now;
use crate::taken::Taken;

/// Hands each message of both channels to `take`, and each end, once. Of each channel the messages
/// come in order; which channel's comes first is open if both have one.
///
/// It takes up to `batch` messages in a row; with 1, it selects anew for each.
pub fn merge<L, R>(
    left: Receiver<L>,
    right: Receiver<R>,
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
                    // TRAP: it stays in the select, and is ready for ever.
                    left_ended = true;
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
                    // TRAP: so does the other.
                    right_ended = true;
                }
            },
        }
        if more > 0 {
            yield_now();
        }
    }
}
