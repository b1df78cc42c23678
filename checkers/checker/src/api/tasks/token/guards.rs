//! Guards that cancel a token.

use super::super::machines::off;
use super::CancellationToken;
use crate::log::Loc;

/// Cancels a token when it is dropped; the checked type for `tokio_util::sync::DropGuard`.
#[derive(Debug)]
#[must_use = "the token is cancelled when the guard is dropped"]
pub struct DropGuard {
    token: Option<CancellationToken>,
    loc: Loc,
}

/// As [`DropGuard`], with a borrow of the token; the checked type for `tokio_util::sync::DropGuardRef`.
#[derive(Debug)]
#[must_use = "the token is cancelled when the guard is dropped"]
pub struct DropGuardRef<'a> {
    token: Option<&'a CancellationToken>,
    loc: Loc,
}

macro_rules! guards {
    ($($guard:ident $(<$life:lifetime>)?, $token:ty);+) => { $(
        impl $(<$life>)? $guard $(<$life>)? {
            pub(super) fn new(token: $token, loc: Loc) -> Self {
                $guard { token: Some(token), loc }
            }

            /// Returns the token, which is then not cancelled.
            pub fn disarm(mut self) -> $token {
                self.token.take().expect("a guard has a token until it is disarmed")
            }
        }

        impl $(<$life>)? Drop for $guard $(<$life>)? {
            fn drop(&mut self) {
                if let (Some(token), false) = (&self.token, off()) {
                    token.cancel_at(self.loc);
                }
            }
        }
    )+ };
}

guards!(DropGuard, CancellationToken; DropGuardRef<'a>, &'a CancellationToken);
