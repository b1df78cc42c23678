//! The alternative to a select: one channel, and an enum that says where a message comes from.
//!
//! A select checks each of its channels, and registers with each before it blocks. If all messages end
//! up in the same place anyway, and you control the senders, one channel is enough: see
//! [`Taken`](crate::taken::Taken).
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

/// Calls `take` with each message until all senders have been dropped.
///
/// It blocks at most once for up to `batch` messages; with 1, it may block for each.
pub fn drain<T>(from: &Receiver<T>, batch: usize, mut take: impl FnMut(T)) {
    // Besides the message that it blocked for.
    let more = batch.saturating_sub(1);
    while let Ok(first) = from.recv() {
        take(first);
        from.try_iter().take(more).for_each(&mut take);
        if more > 0 {
            // Senders that were blocked on a full channel fill it now.
            yield_now();
        }
    }
}
