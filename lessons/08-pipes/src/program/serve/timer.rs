//! A timer for hyper that has connections read once more before it says that time is up.

use hyper::rt::{Sleep, Timer};
use lesson_08::sync::time::{Duration, Instant};
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// Enough for the runtime to notice what its sockets have received.
const MOMENT: Duration = Duration::from_millis(10);

/// Waits until the deadline, and for a moment more.
///
/// In a process that was stopped, deadlines have passed before the runtime has noticed what arrived in
/// the meantime: on Linux a stop interrupts the call that waits for sockets, so it returns no events.
#[derive(Clone, Copy, Debug)]
pub struct Patient;

impl Timer for Patient {
    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Sleep>> {
        self.sleep_until(Instant::now() + duration)
    }

    fn sleep_until(&self, deadline: Instant) -> Pin<Box<dyn Sleep>> {
        Box::pin(Until(Box::pin(async move {
            tokio::time::sleep_until(deadline.into()).await;
            tokio::time::sleep(MOMENT).await;
        })))
    }
}

struct Until(Pin<Box<dyn Future<Output = ()> + Send + Sync>>);

impl Future for Until {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.0.as_mut().poll(cx)
    }
}

impl Sleep for Until {}
