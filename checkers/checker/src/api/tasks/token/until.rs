//! A future that runs until a token is cancelled.

use super::super::local;
use super::{CancellationToken, WaitForCancellationFuture, WaitForCancellationFutureOwned};
use crate::log::Loc;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

macro_rules! until {
    ($(
        $(#[$doc:meta])* $name:ident $(<$life:lifetime>)?, $cancelled:ident $(<$of:lifetime>)?, $token:ty
    );+) => { $(
        $(#[$doc])*
        #[must_use = "futures do nothing unless awaited"]
        pub struct $name<$($life,)? F> {
            cancelled: $cancelled $(<$of>)?,
            future: Pin<Box<F>>,
            begun: bool,
        }

        impl<$($life,)? F> $name<$($life,)? F> {
            pub(super) fn new(token: $token, future: F, loc: Loc) -> Self {
                $name {
                    cancelled: $cancelled { token, waker: None, loc },
                    future: Box::pin(future),
                    begun: false,
                }
            }
        }

        impl<$($life,)? F: Future> Future for $name<$($life,)? F> {
            type Output = Option<F::Output>;

            fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
                let this = &mut *self;
                let loc = this.cancelled.loc;
                if !std::mem::replace(&mut this.begun, true) && this.cancelled.token.is_cancelled_at(loc) {
                    return Poll::Ready(None);
                }
                let polled = local::beside(|| this.future.as_mut().poll(context));
                if let Poll::Ready(value) = polled {
                    return Poll::Ready(Some(value));
                }
                let cancelled = Pin::new(&mut this.cancelled);
                local::beside(|| cancelled.poll(context)).map(|()| None)
            }
        }

        impl<$($life,)? F> fmt::Debug for $name<$($life,)? F> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )+ };
}

until! {
    /// The future of [`CancellationToken::run_until_cancelled`].
    RunUntilCancelled<'a>, WaitForCancellationFuture<'a>, &'a CancellationToken;
    /// The future of [`CancellationToken::run_until_cancelled_owned`].
    RunUntilCancelledOwned, WaitForCancellationFutureOwned, CancellationToken
}
