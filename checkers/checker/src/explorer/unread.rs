//! Messages that were never received: dropped with their channel, or by its last receiver.
//!
//! Who that is depends on the order in which handles are dropped. It shows only if a message holds
//! something that is checked too; then the search begins again, with drops that conflict.

use crate::questions::want_drop_points;
use std::cell::Cell;

thread_local! {
    static DROPPING: Cell<bool> = const { Cell::new(false) };
}

/// Begins an execution.
pub(super) fn begin() {
    DROPPING.set(false);
}

/// A twin does something: perhaps one that such a message held.
pub(super) fn notice() {
    if DROPPING.get() {
        want_drop_points();
    }
}

/// Drops such messages.
pub(crate) fn discard<T>(unread: T) {
    let outer = DROPPING.replace(true);
    drop(unread);
    DROPPING.set(outer);
}
