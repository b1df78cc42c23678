//! Cancellation as a choice of the search.

use super::local;
use super::machines::tell;
use super::time::Alarm;
use crate::log::Loc;
use crate::log::event::{Choice, Event, Op};
use crate::log::recorder;
use crate::plain::here;
use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::task::{Context, Poll};

/// The error of [`cancellable`]: the search dropped the future.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dropped;

impl fmt::Display for Dropped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the future was dropped")
    }
}

impl std::error::Error for Dropped {}

/// A future that the search may drop at any of its awaits, as a caller of it might.
///
/// # Errors
/// It was dropped.
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::tasks};
///
/// let report = check("dropped or not", || {
///     tasks::block_on(async {
///         let (sender, mut receiver) = tasks::mpsc::channel(1);
///         sender.send(7).await.unwrap();
///         tasks::cancellable(receiver.recv()).await.is_ok()
///     })
/// });
/// report.holds().reaches(["true", "false"]);
/// ```
#[track_caller]
pub fn cancellable<F: IntoFuture>(future: F) -> Cancellable<F::IntoFuture> {
    Cancellable {
        future: Some(Box::pin(future.into_future())),
        caller: Alarm::new(None, true),
        loc: here(),
    }
}

/// The future of [`cancellable`].
#[must_use = "futures do nothing unless awaited"]
pub struct Cancellable<F> {
    future: Option<Pin<Box<F>>>,
    /// Fires at the moment in which the future is dropped.
    caller: Alarm,
    loc: Loc,
}

impl<F: Future> Future for Cancellable<F> {
    type Output = Result<F::Output, Dropped>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = &mut *self;
        // Before the future is polled again, and after it was left pending.
        if !this.caller.look() {
            let future = this.future.as_mut().expect("polled after it was ready");
            if let Poll::Ready(value) = future.as_mut().poll(context) {
                return Poll::Ready(Ok(value));
            }
            if local::is_asked() || !this.caller.has_fired() {
                return Poll::Pending;
            }
        }
        recorder::chose(Choice::Dropped);
        tell(Event {
            arms: local::local(|local| local.arms()),
            ..Event::new(Op::DroppedAt, Some(this.loc))
        });
        this.future = None;
        Poll::Ready(Err(Dropped))
    }
}

impl<F> fmt::Debug for Cancellable<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cancellable").finish_non_exhaustive()
    }
}
