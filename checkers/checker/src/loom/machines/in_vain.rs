//! Yields and timeouts in vain: how often a thread continues after one, before it lets all others go first.
//!
//! They are counted for each thread and each place in the program. What other threads do does not count: loom
//! must find the same in every order of steps that commute.

use crate::log::recorder;
use crate::log::{Loc, ThreadId};
use crate::questions::{IN_VAIN, held_back};
use std::cell::RefCell;
use std::collections::HashMap;

type Counts = HashMap<(ThreadId, usize), Count>;

#[derive(Default)]
struct Count {
    /// It continued so often before all others.
    continued: u32,
    /// It let all others go first so often in a row, and nothing changed.
    let_others: u32,
    /// What had changed before the last time.
    changes: u64,
}

thread_local! {
    /// Those of one execution, and its number.
    static COUNTS: RefCell<(u32, Counts)> = RefCell::default();
}

/// Whether the running thread may continue here in vain again.
pub(crate) fn may_continue(loc: Loc) -> bool {
    let may = with(loc, |count| count.continued < IN_VAIN);
    if !may {
        held_back();
    }
    may
}

/// It does.
pub(crate) fn continues(loc: Loc) {
    with(loc, |count| count.continued += 1);
}

/// The running thread lets all others go first: whether it did so here a few times in a row, and nothing has
/// changed since.
pub(crate) fn lets_others_again(loc: Loc) -> bool {
    let changes = recorder::changes();
    let often = with(loc, |count| {
        let changed = std::mem::replace(&mut count.changes, changes) != changes;
        count.let_others = if changed { 0 } else { count.let_others + 1 };
        count.let_others > IN_VAIN
    });
    if often {
        held_back();
    }
    often
}

fn with<R>(loc: Loc, f: impl FnOnce(&mut Count) -> R) -> R {
    COUNTS.with(|counts| {
        let (execution, counts) = &mut *counts.borrow_mut();
        if std::mem::replace(execution, recorder::execution()) != recorder::execution() {
            counts.clear();
        }
        let key = (recorder::me(), std::ptr::from_ref(loc).addr());
        f(counts.entry(key).or_default())
    })
}
