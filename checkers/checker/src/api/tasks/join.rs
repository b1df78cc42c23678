//! Several futures of one task that are all polled.

use super::local;
use std::future::Future;
use std::task::{Context, Poll};

/// As [`std::future::poll_fn`]: what a combinator is written with that polls several futures.
pub fn poll_fn<T>(mut poll: impl FnMut(&mut Context<'_>) -> Poll<T>) -> impl Future<Output = T> {
    std::future::poll_fn(move |context| local::beside(|| poll(context)))
}

/// The turn of a `join!`: which future is polled first, which rotates as tokio's does.
#[doc(hidden)]
#[derive(Debug, Default)]
pub struct Joining {
    first: usize,
}

impl Joining {
    /// Polls all that are left. `poll(i)` says whether future `i` is over; `None`: so are all others.
    pub fn poll(
        &mut self,
        over: &mut [bool],
        mut poll: impl FnMut(usize) -> Option<bool>,
    ) -> Poll<()> {
        let count = over.len();
        let first = self.first;
        self.first = (first + 1) % count;
        for future in (first..first + count).map(|i| i % count) {
            if over[future] {
                continue;
            }
            let alone = over.iter().filter(|over| !**over).count() == 1;
            let polled = match alone {
                true => poll(future),
                false => local::beside(|| poll(future)),
            };
            match polled {
                Some(is_over) => over[future] = is_over,
                None => return Poll::Ready(()),
            }
        }
        match over.iter().all(|over| *over) {
            true => Poll::Ready(()),
            false => Poll::Pending,
        }
    }
}

/// Begins a `join!`.
#[doc(hidden)]
pub fn joining() -> Joining {
    Joining::default()
}
