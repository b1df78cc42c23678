//! The trap `dead-arm`: a channel that has ended stays in the select. It is always ready, so its arm
//! is taken again and again until the other channel has ended too.

use crate::sync::channel::Receiver;
use crate::sync::select;
use crate::sync::thread::yield_now;
use crate::taken::Taken;

/// Calls `take` once for each message of both channels, and once for the end of each. The messages of
/// one channel arrive in order; if both channels have a message, either may come first.
///
/// It receives up to `batch` messages per select; with 1, it selects again for each message.
pub fn merge<L, R>(
    left: Receiver<L>,
    right: Receiver<R>,
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
                    // TRAP: `left` stays in the select, and is ready forever.
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
                    // TRAP: so does `right`.
                }
            },
        }
        if more > 0 {
            yield_now();
        }
    }
}
