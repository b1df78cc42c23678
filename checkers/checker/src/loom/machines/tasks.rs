//! What tasks stand on: state that they share, and the gate at which each waits until it is woken.
//!
//! A use of shared state is a point. To be woken is none, as everywhere; to be aborted is one, for that can be told.
//! loom has no step that can run only when something is ready, so no await waits in its place, and the arms of a select
//! are polled one after another.
//!
//! On a runtime of one thread tasks take turns: a poll has that thread to its end, and what only tasks use needs no
//! points of its own then.

use super::time::fire;
use super::wait::{Object, Queue, Waiter};
use super::{off, tell};
use crate::log::event::{Event, Op};
use crate::log::{Loc, ObjectId, Pending};
use crate::loom::engine::Pass;
use crate::loom::sync::time::{Duration, Instant, deadline};
use crate::plain::plain;
use crate::polls::{self, Polls};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex as Plain};

pub use crate::{
    loom_join_tasks as join, loom_select_tasks as select, loom_try_join_tasks as try_join,
};

/// State that several tasks use.
#[derive(Debug)]
pub(crate) struct Shared<T> {
    object: Object,
    state: Plain<T>,
    blocked: Plain<Vec<Arc<Waiter>>>,
}

/// How a wait ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    Ready,
    TimedOut,
    Aborted,
}

/// What a task waits for, as its lane tells.
#[derive(Clone, Debug)]
pub(crate) struct Wish {
    pub(crate) op: Op,
    pub(crate) object: Option<ObjectId>,
    /// Several, of which each would do.
    pub(crate) arms: Box<[(Op, Option<ObjectId>)]>,
    pub(crate) loc: Loc,
}

/// When time may end a wait: at a deadline, if there is one.
pub(crate) type Until = Option<Option<Instant>>;

impl<T> Shared<T> {
    pub(crate) fn new(kind: &'static str, value: T, loc: Loc) -> Self {
        Shared {
            object: Object::new(kind, loc),
            state: Plain::new(value),
            blocked: Plain::default(),
        }
    }

    pub(crate) fn id(&self) -> ObjectId {
        self.object.id()
    }

    /// A step.
    pub(crate) fn with<R>(&self, op: Op, loc: Loc, work: impl FnOnce(&mut T) -> R) -> R {
        let _pass = (!polls::is_polling()).then(|| self.object.pass(op, loc));
        work(&mut plain(&self.state))
    }

    /// A step that changes nothing.
    pub(crate) fn look<R>(&self, op: Op, loc: Loc, look: impl FnOnce(&T) -> R) -> R {
        self.with(op, loc, |state| look(state))
    }

    /// A step of its own, though it belongs to another one.
    pub(crate) fn also<R>(&self, work: impl FnOnce(&mut T) -> R) -> R {
        let _pass = self.object.pass(Op::Ends, None);
        work(&mut plain(&self.state))
    }

    /// Never called: no select looks at all its arms at once.
    pub(crate) fn peek<R>(&self, look: impl FnOnce(&T) -> R) -> R {
        look(&plain(&self.state))
    }

    /// What no other thread can tell, or shares any more.
    pub(crate) fn unseen<R>(&self, work: impl FnOnce(&mut T) -> R) -> R {
        work(&mut plain(&self.state))
    }

    /// A step: waits until the state is `ready`, as a thread waits for a lock. What the thread does next is part of it.
    pub(crate) fn block(&self, op: Op, loc: Loc, ready: impl Fn(&T) -> bool) {
        loop {
            let pass = self.object.pass(op, loc);
            if off() || ready(&plain(&self.state)) {
                return;
            }
            let waiter = Waiter::new();
            plain(&self.blocked).push(Arc::clone(&waiter));
            drop(pass);
            waiter.wait(self.object.wait_in(op, loc));
        }
    }

    /// Part of the running step: what blocks may be over.
    pub(crate) fn unblock(&self) {
        let blocked = std::mem::take(&mut *plain(&self.blocked));
        blocked.iter().for_each(|waiter| waiter.complete(0));
    }

    /// Never called: no await waits in its place.
    pub(crate) fn wait(
        &self,
        _wish: Wish,
        _gate: &Gate,
        _time: Until,
        _ready: impl Fn(&T) -> bool,
    ) -> Ended {
        Ended::Ready
    }

    /// Never called: no await waits in its place.
    pub(crate) fn wait_to_look(
        &self,
        wish: Wish,
        gate: &Gate,
        time: Until,
        ready: impl Fn(&T) -> bool,
    ) -> Ended {
        self.wait(wish, gate, time, ready)
    }
}

/// Where a task waits until it is woken.
#[derive(Clone, Debug)]
pub(crate) struct Gate(Arc<State>);

#[derive(Debug)]
struct State {
    object: Object,
    gate: Plain<Woken>,
}

#[derive(Debug, Default)]
struct Woken {
    woken: bool,
    aborted: bool,
    waits: Option<Arc<Waiter>>,
}

impl Gate {
    pub(crate) fn new(loc: Loc) -> Self {
        Gate(Arc::new(State {
            object: Object::new("gate", loc),
            gate: Plain::default(),
        }))
    }

    /// No point: to be woken, and to come later, is the same.
    pub(crate) fn wake(&self) {
        if off() {
            return;
        }
        let mut gate = plain(&self.0.gate);
        gate.woken = true;
        if let Some(waiter) = gate.waits.take() {
            waiter.complete(0);
        }
    }

    /// A step: the task is to be dropped at its next await.
    pub(crate) fn abort(&self, op: Op, loc: Loc) {
        let _pass = self.0.object.pass(op, loc);
        plain(&self.0.gate).aborted = true;
        tell(Event::new(op, Some(loc)));
        self.wake();
    }

    /// All these tasks are to be dropped, with their runtime: a step for each.
    pub(crate) fn shut_down(gates: &[&Gate], loc: Loc) {
        for gate in gates {
            let _pass = gate.0.object.pass(Op::ShutDown, loc);
            plain(&gate.0.gate).aborted = true;
            gate.wake();
        }
    }

    pub(crate) fn is_aborted(&self) -> bool {
        plain(&self.0.gate).aborted
    }

    /// A yield of the task: it does not wait in its place.
    pub(crate) fn yields(&self, _loc: Loc) -> Ended {
        Ended::Ready
    }

    /// A point: whether it was aborted before it began.
    pub(crate) fn begins(&self, loc: Loc, _runtime: &Runtime) -> Ended {
        let _pass = self.0.object.pass(Op::Polled, loc);
        match self.is_aborted() {
            true => Ended::Aborted,
            false => Ended::Ready,
        }
    }

    /// Waits until it is woken, or time is up.
    pub(crate) fn wait(&self, wish: Wish, time: Until, _runtime: &Runtime) -> Ended {
        let pass = self.0.object.pass(wish.op, wish.loc);
        let waiter = {
            let mut gate = plain(&self.0.gate);
            if gate.aborted {
                return Ended::Aborted;
            }
            if std::mem::take(&mut gate.woken) || off() {
                return Ended::Ready;
            }
            let waiter = Waiter::new();
            gate.waits = Some(Arc::clone(&waiter));
            waiter
        };
        drop(pass);
        let mut event = Event::new(wish.op, Some(wish.loc));
        (event.object, event.arms) = (wish.object, wish.arms);
        event.record_blocked();
        let pending = Pending {
            op: wish.op,
            object: wish.object,
            loc: Some(wish.loc),
            blocked: true,
        };
        // A task that the search may drop has no deadline for that.
        let any = || deadline(Duration::from_secs(1));
        let until = time.and_then(|deadline| deadline.or_else(any));
        let woken = waiter.wait_until(until, pending).is_some();
        let mut gate = plain(&self.0.gate);
        (gate.woken, gate.waits) = (false, None);
        match (gate.aborted, woken) {
            (true, _) => Ended::Aborted,
            (_, true) => Ended::Ready,
            _ => Ended::TimedOut,
        }
    }

    /// Never called: no sleep is in its place.
    pub(crate) fn sleep(&self, _wish: Wish, _time: Until) -> Ended {
        Ended::TimedOut
    }
}

/// How tasks are run.
#[derive(Clone, Debug)]
pub(crate) struct Runtime {
    /// They take turns on one thread.
    one: Option<Arc<Turn>>,
}

/// The one thread of a runtime: who polls has it.
#[derive(Debug)]
struct Turn {
    object: Object,
    state: Plain<(bool, Queue)>,
}

impl Runtime {
    pub(crate) fn new(one: bool, loc: Loc) -> Self {
        let turn = || Turn {
            object: Object::new("runtime", loc),
            state: Plain::default(),
        };
        Runtime {
            one: one.then(|| Arc::new(turn())),
        }
    }

    /// It never does.
    pub(crate) fn waits_in_place(&self) -> bool {
        false
    }

    /// Whether tasks take turns on one thread.
    pub(crate) fn is_one(&self) -> bool {
        self.one.is_some()
    }

    /// Runs a poll.
    pub(crate) fn poll<R>(&self, loc: Loc, poll: impl FnOnce() -> R) -> R {
        let Some(turn) = &self.one else {
            return poll();
        };
        let pass = turn.take(loc);
        let _taken = Taken(turn, polls::begin(), pass);
        poll()
    }
}

impl Turn {
    /// The pass is kept for the poll: dropped after it, it publishes what the poll did.
    fn take(&self, loc: Loc) -> Pass<'_> {
        let pass = self.object.pass(Op::Polled, loc);
        if off() || !std::mem::replace(&mut plain(&self.state).0, true) {
            return pass;
        }
        let waiter = Waiter::new();
        plain(&self.state).1.push(&waiter);
        waiter.wait(self.object.wait_in(Op::Polled, loc));
        pass
    }

    /// Hands it over to who waits for it.
    fn leave(&self) {
        let mut state = plain(&self.state);
        match state.1.pop() {
            Some(waiter) => waiter.complete(0),
            None => state.0 = false,
        }
    }
}

/// Also where a poll panics.
struct Taken<'a>(
    &'a Turn,
    #[expect(dead_code, reason = "dropped with it")] Polls,
    #[expect(dead_code, reason = "dropped with it")] Pass<'a>,
);

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        self.0.leave();
    }
}

/// Whether a select can look at all its arms in one step.
pub(crate) const SELECTS_AT_ONCE: bool = false;

/// Never called: no select looks at all its arms at once.
pub(crate) fn together<R>(_op: Op, _loc: Loc, _fresh: bool, work: impl FnOnce() -> R) -> R {
    work()
}

/// Another number at each call: any other thread may have run between two of them.
pub(crate) fn step_number() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    NEXT.fetch_add(1, Relaxed)
}

/// The running step is a wait that ended because time was up: loom's waits know.
pub(crate) fn times_out() {}

/// Time is up because a timer with this deadline fired.
pub(crate) fn fires(deadline: Option<Instant>) {
    if let (Some(deadline), false) = (deadline, off()) {
        fire(deadline);
    }
}
