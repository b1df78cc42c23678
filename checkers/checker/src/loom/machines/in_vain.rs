//! Yields and timeouts in vain: how often a thread continues after one, before it lets all others go first.
//!
//! They are counted for each thread and each place in the program. What other threads do does not count: loom
//! must find the same in every order of steps that commute.

use crate::log::recorder;
use crate::log::{Loc, ThreadId};
use crate::questions::{IN_VAIN, held_back};
use std::cell::RefCell;
use std::collections::HashMap;

type Counts = HashMap<(ThreadId, usize), u32>;

thread_local! {
    /// Those of one execution, and its number.
    static COUNTS: RefCell<(u32, Counts)> = RefCell::default();
}

/// Whether the running thread may continue here in vain again.
pub(crate) fn may_continue(loc: Loc) -> bool {
    let may = with(loc, |count| *count < IN_VAIN);
    if !may {
        held_back();
    }
    may
}

/// It does.
pub(crate) fn continues(loc: Loc) {
    with(loc, |count| *count += 1);
}

fn with<R>(loc: Loc, f: impl FnOnce(&mut u32) -> R) -> R {
    COUNTS.with(|counts| {
        let (execution, counts) = &mut *counts.borrow_mut();
        if std::mem::replace(execution, recorder::execution()) != recorder::execution() {
            counts.clear();
        }
        let key = (recorder::me(), std::ptr::from_ref(loc).addr());
        f(counts.entry(key).or_default())
    })
}
