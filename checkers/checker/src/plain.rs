//! The location of a caller, and state that only one thread at a time reads or writes: every checked type
//! needs both.

use crate::log::Loc;
use std::panic::Location;
use std::sync::{Mutex, MutexGuard};

/// Locks state that only ever one thread at a time looks at: all threads of a model take turns.
pub(crate) fn plain<T>(state: &Mutex<T>) -> MutexGuard<'_, T> {
    state.lock().unwrap_or_else(|poison| poison.into_inner())
}

/// Where the caller of a checked type stands.
#[track_caller]
pub(crate) fn here() -> Loc {
    Location::caller()
}
