//! Who has announced a step and cannot take it.
//!
//! What a thread that has to wait is shown as (`lock tally`, with the others' steps after it) is
//! written into the log as soon as it cannot continue, whichever thread's doing that is.

use crate::log::ThreadId;
use crate::log::event::{Event, Op};
use crate::log::recorder;
use std::cell::RefCell;
use std::rc::Weak;

/// Whether a thread can go on with the step that it announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Go {
    /// What it waits for is there.
    On,
    /// The same, and it lets others go first: to switch away from it is no preemption.
    Yields,
    /// It waits, but time may be up.
    InTime,
    /// It waits until no other thread can continue; those that wait with a timeout do not count.
    Last,
    Not,
}

/// What a thread has announced.
#[derive(Clone)]
struct Announced {
    wish: Event,
    go: Weak<dyn Fn() -> Go>,
    /// That it waits is in the log.
    told: bool,
}

impl Announced {
    fn go(&self) -> Go {
        self.go.upgrade().map_or(Go::Not, |go| go())
    }
}

thread_local! {
    /// By thread.
    static ANNOUNCED: RefCell<Vec<Option<Announced>>> = const { RefCell::new(vec![]) };
}

/// Begins an execution.
pub(super) fn begin() {
    ANNOUNCED.with(|all| all.borrow_mut().clear());
}

/// Withdraws the announcement when it is dropped.
pub(super) struct Withdraw(ThreadId);

impl Drop for Withdraw {
    fn drop(&mut self) {
        ANNOUNCED.with(|all| {
            if let Some(slot) = all.borrow_mut().get_mut(usize::from(self.0)) {
                *slot = None;
            }
        });
    }
}

pub(super) fn announce(wish: Event, go: Weak<dyn Fn() -> Go>) -> Withdraw {
    let thread = wish.thread;
    ANNOUNCED.with(|all| {
        let mut all = all.borrow_mut();
        let needed = all.len().max(usize::from(thread) + 1);
        all.resize(needed, None);
        all[usize::from(thread)] = Some(Announced {
            wish,
            go,
            told: false,
        });
    });
    Withdraw(thread)
}

/// Whether what another thread waits for is there: timeouts do not count.
pub(crate) fn others_can_run(me: ThreadId) -> bool {
    ANNOUNCED.with(|all| {
        let all = all.borrow();
        let others = all.iter().enumerate();
        let mut others = others.filter(|(thread, _)| *thread != usize::from(me));
        others.any(|(_, other)| {
            let go = other.as_ref().map(Announced::go);
            matches!(go, Some(Go::On | Go::Yields))
        })
    })
}

/// `thread` runs now; whom it was switched away from could perhaps have gone on.
pub(super) fn resumed(thread: ThreadId) {
    let before = recorder::me();
    tell_who(|announced| announced.wish.thread != thread && announced.go() == Go::InTime);
    if before != thread {
        let blocked = ANNOUNCED.with(|all| {
            let all = all.borrow();
            let announced = all.get(usize::from(before))?.as_ref()?;
            Some(announced.go() != Go::On)
        });
        if let Some(blocked) = blocked {
            recorder::thread(before, |thread| {
                if let Some(pending) = &mut thread.pending {
                    pending.blocked = blocked;
                }
            });
        }
    }
    recorder::resumed(thread);
}

/// Writes into the log who cannot go on since the last look. Those who wait with a time-out count as
/// waiting when another thread runs; `me` does now.
pub(crate) fn tell_who_waits(me: ThreadId) {
    tell_who(|announced| match announced.go() {
        Go::On | Go::Yields => false,
        Go::InTime => announced.wish.thread != me,
        Go::Last | Go::Not => true,
    });
}

fn tell_who(is_waiting: impl Fn(&Announced) -> bool) {
    let waiting: Vec<usize> = ANNOUNCED.with(|all| {
        let all = all.borrow();
        let waiting = all.iter().enumerate();
        let waiting = waiting.filter(|(_, announced)| announced.as_ref().is_some_and(&is_waiting));
        waiting.map(|(thread, _)| thread).collect()
    });
    for thread in waiting {
        recorder::thread(thread as ThreadId, |thread| {
            if let Some(pending) = &mut thread.pending {
                pending.blocked = true;
            }
        });
        let wish = ANNOUNCED.with(|all| {
            let mut all = all.borrow_mut();
            let announced = all[thread].as_mut()?;
            let told = std::mem::replace(&mut announced.told, true);
            let silent = matches!(announced.wish.op, Op::ScopeEnd | Op::Yield);
            (!told && !silent).then(|| announced.wish.clone())
        });
        if let Some(wish) = wish {
            waits(wish);
        }
    }
}

/// Writes into the log that the thread begins to wait.
pub(crate) fn waits(wish: Event) {
    if !waits_already(&wish) {
        wish.record_blocked();
    }
}

/// Whether the log says so already: some waits are for one thing after another.
fn waits_already(wish: &Event) -> bool {
    recorder::with_log(|log| {
        let mut events = log.events.iter().rev();
        let last = events.find(|event| event.thread == wish.thread);
        last.is_some_and(|last| {
            last.blocks && (last.op, last.object, last.loc) == (wish.op, wish.object, wish.loc)
        })
    })
}
