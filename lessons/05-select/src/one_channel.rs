//! What to do instead of a select: one channel, and an enum that says where a message comes from.
//!
//! A select looks at each of its channels and waits in each. Where all messages go to the same
//! place anyway, and the senders are yours, one channel does: see [`Taken`](crate::taken::Taken).
//!
//! # Examples
//! ```
//! use lesson_05::one_channel::drain;
//! use lesson_05::sync::channel::bounded;
//!
//! let (sender, receiver) = bounded(3);
//! for n in 1..=3 {
//!     sender.send(n).unwrap();
//! }
//! drop(sender);
//! let mut sum = 0;
//! drain(&receiver, 64, |n| sum += n);
//! assert_eq!(sum, 6);
//! ```

use crate::sync::channel::Receiver;
use crate::sync::thread::yield_now;

/// Hands each message to `take` until all senders are gone.
///
/// It waits once for up to `batch` messages; with 1, for each.
pub fn drain<T>(from: &Receiver<T>, batch: usize, mut take: impl FnMut(T)) {
    // Besides the message that was waited for.
    let more = batch.saturating_sub(1);
    while let Ok(first) = from.recv() {
        take(first);
        from.try_iter().take(more).for_each(&mut take);
        if more > 0 {
            // Senders that waited for room fill the channel now.
            yield_now();
        }
    }
}
