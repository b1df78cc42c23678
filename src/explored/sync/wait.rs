//! What every twin needs: plain state, and where its caller stands.

use crate::model::log::Loc;
use std::panic::Location;
use std::sync::{Mutex as Plain, MutexGuard as PlainGuard};

/// Locks state that only ever one thread at a time looks at: all threads of a model take turns.
pub(crate) fn plain<T>(state: &Plain<T>) -> PlainGuard<'_, T> {
    state.lock().unwrap_or_else(|poison| poison.into_inner())
}

/// Where the caller of a twin stands.
#[track_caller]
pub(crate) fn here() -> Loc {
    Location::caller()
}
