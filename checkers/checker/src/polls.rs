//! Which threads of the model are in the midst of a poll.

use crate::log::ThreadId;
use crate::log::recorder;
use std::cell::RefCell;

thread_local! {
    /// The number of the execution, and the threads.
    static POLLS: RefCell<(u32, Vec<ThreadId>)> = RefCell::default();
}

fn with<R>(f: impl FnOnce(&mut Vec<ThreadId>) -> R) -> R {
    POLLS.with(|polls| {
        let (execution, threads) = &mut *polls.borrow_mut();
        if std::mem::replace(execution, recorder::execution()) != recorder::execution() {
            threads.clear();
        }
        f(threads)
    })
}

/// The running thread polls until this is dropped.
#[derive(Debug)]
pub(crate) struct Polls(ThreadId);

/// The running thread polls.
pub(crate) fn begin() -> Polls {
    let me = recorder::me();
    with(|threads| threads.push(me));
    Polls(me)
}

impl Drop for Polls {
    fn drop(&mut self) {
        with(|threads| {
            let at = threads.iter().rposition(|thread| *thread == self.0);
            at.map(|at| threads.swap_remove(at));
        });
    }
}

/// Whether the running thread does.
pub(crate) fn is_polling() -> bool {
    with(|threads| threads.contains(&recorder::me()))
}
