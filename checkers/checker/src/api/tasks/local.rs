//! What a task keeps for its polls: what it waits for, its timers, and whether it may wait in its place.

use super::machines::tasks::{Gate, Until, Wish, step_number};
use super::runtime::Tasks;
use super::time::Timer;
use crate::log::event::Op;
use crate::log::{Loc, ObjectId, recorder};
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

/// A leaf that the running poll left pending.
#[derive(Clone, Copy, Debug)]
pub(super) struct Awaited {
    pub(super) op: Op,
    pub(super) object: Option<ObjectId>,
    pub(super) loc: Loc,
}

#[derive(Debug)]
pub(super) struct Local {
    pub(super) gate: Gate,
    pub(super) tasks: Tasks,
    /// Armed, and not fired yet.
    pub(super) timers: Vec<Arc<Timer>>,
    pub(super) awaited: Vec<Awaited>,
    /// How often the task was polled.
    pub(super) polls: usize,
    /// Combinators around the running leaf that poll something else besides.
    depth: usize,
    /// The search may drop the task at any of its awaits.
    pub(super) is_victim: bool,
    /// It was dropped in a wait in its place.
    pub(super) is_dropped: bool,
    /// The step in which it was woken.
    woken: usize,
    /// What a select asks its arms: to say whether they are ready, and take nothing.
    asks: Option<bool>,
    /// A timer that is looked at now fires.
    pub(super) fires: bool,
}

thread_local! {
    /// By thread of the model, and the number of the execution.
    static LOCALS: RefCell<(u32, HashMap<u16, Local>)> = RefCell::default();
}

fn with_all<R>(f: impl FnOnce(&mut HashMap<u16, Local>) -> R) -> R {
    LOCALS.with(|locals| {
        let (execution, locals) = &mut *locals.borrow_mut();
        if std::mem::replace(execution, recorder::execution()) != recorder::execution() {
            locals.clear();
        }
        f(locals)
    })
}

/// The running thread becomes a task. Gives what it was before.
pub(super) fn enter(gate: Gate, tasks: Tasks, is_victim: bool) -> Option<Local> {
    let local = Local {
        gate,
        tasks,
        timers: vec![],
        awaited: vec![],
        polls: 0,
        depth: 0,
        is_victim,
        is_dropped: false,
        woken: usize::MAX,
        asks: None,
        fires: false,
    };
    with_all(|locals| locals.insert(recorder::me(), local))
}

/// The running thread is a task no more.
pub(super) fn leave(before: Option<Local>) {
    with_all(|locals| match before {
        Some(before) => locals.insert(recorder::me(), before),
        None => locals.remove(&recorder::me()),
    });
}

/// What the running task keeps; `None`: no task is polled.
pub(super) fn try_local<R>(f: impl FnOnce(&mut Local) -> R) -> Option<R> {
    with_all(|locals| locals.get_mut(&recorder::me()).map(f))
}

/// What the running task keeps.
///
/// # Panics
/// If no task is polled.
pub(super) fn local<R>(f: impl FnOnce(&mut Local) -> R) -> R {
    try_local(f).expect(
        "called outside a runtime: what is awaited is polled by `tasks::block_on`, or by a task",
    )
}

impl Local {
    /// The task is polled again; `woken`: because it was woken in the running step, which did nothing else.
    pub(super) fn is_polled(&mut self, woken: bool) {
        self.woken = if woken { step_number() } else { usize::MAX };
        self.polls += 1;
        self.awaited.clear();
    }

    /// Whether an await may wait in its place: nothing else is polled beside it.
    pub(super) fn waits_in_place(&self) -> bool {
        self.depth == 0 && self.tasks.runtime.waits_in_place()
    }

    /// What ends its next wait besides what it waits for.
    pub(super) fn until(&self) -> Until {
        let mut timers = self.timers.iter().filter(|timer| timer.may_fire());
        let first = timers.clone().filter_map(|timer| timer.deadline()).min();
        (self.is_victim || timers.next().is_some()).then_some(first)
    }

    /// Each leaf that the running poll left pending.
    pub(super) fn arms(&self) -> Box<[(Op, Option<ObjectId>)]> {
        let awaited = self.awaited.iter();
        awaited
            .map(|awaited| (awaited.op, awaited.object))
            .collect()
    }

    /// What it waits for.
    pub(super) fn wish(&self, loc: Loc) -> Wish {
        match self.awaited[..] {
            [] => Wish {
                op: Op::AwaitWaker,
                object: None,
                arms: Box::default(),
                loc,
            },
            [one] => one.wish(),
            _ => Wish {
                op: Op::Await,
                object: None,
                arms: self.arms(),
                loc: self.awaited.last().map_or(loc, |last| last.loc),
            },
        }
    }
}

impl Awaited {
    pub(super) fn wish(self) -> Wish {
        Wish {
            op: self.op,
            object: self.object,
            arms: Box::default(),
            loc: self.loc,
        }
    }
}

/// The running poll leaves this leaf pending.
pub(super) fn awaits(awaited: Awaited) {
    local(|local| local.awaited.push(awaited));
}

/// Whether the running leaf may wait in its place.
pub(super) fn waits_in_place() -> bool {
    try_local(|local| local.waits_in_place()).unwrap_or(false)
}

/// Polls a future beside which something else is polled.
pub(super) fn beside<R>(poll: impl FnOnce() -> R) -> R {
    try_local(|local| local.depth += 1);
    let result = poll();
    try_local(|local| local.depth -= 1);
    result
}

/// Whether the running step is the one in which the task was woken, and has done nothing else. From now on it has.
pub(super) fn was_fresh() -> bool {
    local(|local| std::mem::replace(&mut local.woken, usize::MAX)) == step_number()
}

/// The running step does something that others may go on from, although it is no step.
pub(super) fn is_stale() {
    local(|local| local.woken = usize::MAX);
}

/// Asks a leaf whether it is ready, while `poll` polls it: it takes nothing.
pub(super) fn ask(poll: impl FnOnce()) -> bool {
    local(|local| local.asks = Some(false));
    beside(poll);
    local(|local| local.asks.take()).unwrap_or(false)
}

/// Whether the running poll asks; then it is answered.
pub(super) fn is_asked() -> bool {
    try_local(|local| local.asks.is_some()).unwrap_or(false)
}

/// The answer of a leaf that is ready.
pub(super) fn answer() {
    local(|local| local.asks = Some(true));
}
