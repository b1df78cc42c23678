//! What tasks stand on: state that they share, and the gate at which each waits until it is woken.
//!
//! A piece of shared state is one object, which each use excludes others from: what an awaited object tells
//! depends on who came first. A gate has two. `woken` is updated by who wakes the task, which commutes, and
//! belongs to the step that does; it is exclusive to the task, which takes a wakeup or misses it. `aborted` is read
//! by the task at each wait, and exclusive to who aborts it.
//!
//! On a runtime of one thread a poll is a single step. One that has to wait, in a lock of threads say, is two, which
//! commute with nothing; meanwhile the runtime is busy, so no other task is polled.

use super::thread::yield_at;
use super::time::fire;
use crate::explorer::step::{Step, off, tell, works};
use crate::explorer::sync::time::Instant;
use crate::explorer::waits::Go;
use crate::log::event::{Event, Op};
use crate::log::recorder;
use crate::log::{Loc, ObjectId};
use crate::plain::plain;
use crate::polls;
use crate::questions;
use explorer::{Access, Object};
use std::cell::Cell;
use std::rc::Rc;
use std::sync::{Arc, Mutex as Plain};

pub use crate::{
    explorer_join_tasks as join, explorer_select_tasks as select,
    explorer_try_join_tasks as try_join,
};

/// State that several tasks use.
#[derive(Debug)]
pub(crate) struct Shared<T> {
    id: ObjectId,
    object: Object,
    state: Plain<T>,
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

impl Wish {
    fn step(self) -> Step {
        let step = Step::new(self.op, self.loc).arms(self.arms).of_a_task();
        match self.object {
            Some(object) => step.on(object),
            None => step,
        }
    }
}

/// When time may end a wait: at a deadline, if there is one.
pub(crate) type Until = Option<Option<Instant>>;

fn until(step: Step, until: Until) -> Step {
    match until {
        Some(deadline) => step.in_time().until(deadline, vec![]),
        None => step,
    }
}

/// Whether a wait that has not ended otherwise may time out.
fn otherwise(until: Until) -> Go {
    match until {
        Some(_) => Go::InTime,
        None => Go::Not,
    }
}

impl<T> Shared<T> {
    pub(crate) fn new(kind: &'static str, value: T, loc: Loc) -> Self {
        Shared {
            id: recorder::new_object(kind, loc),
            object: explorer::object(),
            state: Plain::new(value),
        }
    }

    pub(crate) fn id(&self) -> ObjectId {
        self.id
    }

    /// A step.
    pub(crate) fn with<R>(&self, op: Op, loc: Loc, work: impl FnOnce(&mut T) -> R) -> R {
        Step::new(op, loc)
            .on(self.id)
            .touching(&[(self.object, Access::EXCLUSIVE)])
            .take_it();
        work(&mut plain(&self.state))
    }

    /// A step that changes nothing.
    pub(crate) fn look<R>(&self, op: Op, loc: Loc, look: impl FnOnce(&T) -> R) -> R {
        Step::new(op, loc)
            .on(self.id)
            .touching(&[(self.object, Access::READ)])
            .take_it();
        look(&plain(&self.state))
    }

    /// Part of the running step.
    pub(crate) fn also<R>(&self, work: impl FnOnce(&mut T) -> R) -> R {
        if !off() {
            explorer::touch((self.object, Access::EXCLUSIVE));
        }
        work(&mut plain(&self.state))
    }

    /// Part of the running step, which looks at it.
    pub(crate) fn peek<R>(&self, look: impl FnOnce(&T) -> R) -> R {
        if !off() {
            explorer::touch((self.object, Access::READ));
        }
        look(&plain(&self.state))
    }

    /// What no other thread can tell, or shares any more.
    pub(crate) fn unseen<R>(&self, work: impl FnOnce(&mut T) -> R) -> R {
        work(&mut plain(&self.state))
    }

    /// A step: waits until the state is `ready`, as a thread waits for a lock. What the thread does next is part of it.
    pub(crate) fn block(&self, op: Op, loc: Loc, ready: impl Fn(&T) -> bool) {
        Step::new(op, loc)
            .on(self.id)
            .touching(&[(self.object, Access::EXCLUSIVE)])
            .when(|| ready(&plain(&self.state)));
    }

    /// What blocks may be over: each guard is evaluated again anyway.
    pub(crate) fn unblock(&self) {}

    /// A step: waits in its place until the state is `ready`. What the task does next is part of it.
    pub(crate) fn wait(
        &self,
        wish: Wish,
        gate: &Gate,
        time: Until,
        ready: impl Fn(&T) -> bool,
    ) -> Ended {
        self.wait_to(Access::EXCLUSIVE, wish, gate, time, ready)
    }

    /// As [`wait`](Shared::wait), of a task that changes nothing when it goes on.
    pub(crate) fn wait_to_look(
        &self,
        wish: Wish,
        gate: &Gate,
        time: Until,
        ready: impl Fn(&T) -> bool,
    ) -> Ended {
        self.wait_to(Access::READ, wish, gate, time, ready)
    }

    fn wait_to(
        &self,
        access: Access,
        wish: Wish,
        gate: &Gate,
        time: Until,
        ready: impl Fn(&T) -> bool,
    ) -> Ended {
        let step = wish
            .step()
            .touching(&[(self.object, access), (gate.0.aborted, Access::READ)]);
        until(step, time).when_ready(|| match gate.is_aborted() || ready(&plain(&self.state)) {
            true => Go::On,
            false => otherwise(time),
        });
        match (gate.is_aborted(), ready(&plain(&self.state))) {
            (true, _) => Ended::Aborted,
            (_, true) => Ended::Ready,
            _ => Ended::TimedOut,
        }
    }
}

/// Where a task waits until it is woken.
#[derive(Clone, Debug)]
pub(crate) struct Gate(Arc<State>);

#[derive(Debug)]
struct State {
    woken: Object,
    aborted: Object,
    is_woken: Plain<bool>,
    is_aborted: Plain<bool>,
}

impl Gate {
    pub(crate) fn new(_loc: Loc) -> Self {
        Gate(Arc::new(State {
            woken: explorer::object(),
            aborted: explorer::object(),
            is_woken: Plain::new(false),
            is_aborted: Plain::new(false),
        }))
    }

    /// Part of the running step.
    pub(crate) fn wake(&self) {
        if off() {
            return;
        }
        explorer::touch((self.0.woken, Access::UPDATE));
        *plain(&self.0.is_woken) = true;
    }

    /// A step: the task is to be dropped at its next await.
    pub(crate) fn abort(&self, op: Op, loc: Loc) {
        Step::new(op, loc)
            .touching(&[
                (self.0.aborted, Access::EXCLUSIVE),
                (self.0.woken, Access::UPDATE),
            ])
            .take_it();
        tell(Event::new(op, Some(loc)));
        *plain(&self.0.is_aborted) = true;
        *plain(&self.0.is_woken) = true;
    }

    /// A yield of the task, in its place.
    pub(crate) fn yields(&self, loc: Loc) -> Ended {
        yield_at(loc);
        if !off() {
            explorer::touch((self.0.aborted, Access::READ));
        }
        match self.is_aborted() {
            true => Ended::Aborted,
            false => Ended::Ready,
        }
    }

    /// A step: all these tasks are to be dropped, with their runtime.
    pub(crate) fn shut_down(gates: &[&Gate], loc: Loc) {
        let mut step = Step::new(Op::ShutDown, loc);
        for gate in gates {
            step = step.touching(&[
                (gate.0.aborted, Access::EXCLUSIVE),
                (gate.0.woken, Access::UPDATE),
            ]);
        }
        step.take_it();
        for gate in gates {
            *plain(&gate.0.is_aborted) = true;
            *plain(&gate.0.is_woken) = true;
        }
    }

    pub(crate) fn is_aborted(&self) -> bool {
        *plain(&self.0.is_aborted)
    }

    /// Part of the task's first step.
    pub(crate) fn begins(&self, loc: Loc, runtime: &Runtime) -> Ended {
        if runtime.one {
            Step::new(Op::Polled, loc)
                .touching(&[(self.0.aborted, Access::READ)])
                .when(|| !runtime.busy.get());
        } else if !off() {
            explorer::touch((self.0.aborted, Access::READ));
        }
        match self.is_aborted() {
            true => Ended::Aborted,
            false => Ended::Ready,
        }
    }

    /// A step: waits until it is woken. What the task does next is part of it.
    pub(crate) fn wait(&self, wish: Wish, time: Until, runtime: &Runtime) -> Ended {
        let step = wish.step().touching(&[
            (self.0.woken, Access::EXCLUSIVE),
            (self.0.aborted, Access::READ),
        ]);
        let step = step.yielding(runtime.one);
        until(step, time).when_ready(|| match *plain(&self.0.is_woken) {
            _ if runtime.busy.get() => Go::Not,
            true if runtime.one => Go::Yields,
            true => Go::On,
            false => otherwise(time),
        });
        match (
            self.is_aborted(),
            std::mem::take(&mut *plain(&self.0.is_woken)),
        ) {
            (true, _) => Ended::Aborted,
            (_, true) => Ended::Ready,
            _ => Ended::TimedOut,
        }
    }

    /// A step: sleeps in its place, until time is up or the task is aborted.
    pub(crate) fn sleep(&self, wish: Wish, time: Until) -> Ended {
        let step = wish.step().touching(&[(self.0.aborted, Access::READ)]);
        until(step, time).when_ready(|| match self.is_aborted() {
            true => Go::On,
            false => otherwise(time),
        });
        match self.is_aborted() {
            true => Ended::Aborted,
            false => Ended::TimedOut,
        }
    }
}

/// How tasks are run.
#[derive(Clone, Debug)]
pub(crate) struct Runtime {
    /// They take turns on one thread.
    one: bool,
    /// A poll waits on it.
    busy: Rc<Cell<bool>>,
}

impl Runtime {
    pub(crate) fn new(one: bool, _loc: Loc) -> Self {
        Runtime {
            one,
            busy: Rc::default(),
        }
    }

    /// Whether an await may wait in its place: no other task needs the thread.
    pub(crate) fn waits_in_place(&self) -> bool {
        !self.one && !off() && !questions::never_in_place()
    }

    /// Whether tasks take turns on one thread.
    pub(crate) fn is_one(&self) -> bool {
        self.one
    }

    /// Runs a poll.
    pub(crate) fn poll<R>(&self, _loc: Loc, poll: impl FnOnce() -> R) -> R {
        if !self.one {
            let _polls = polls::begin();
            return poll();
        }
        let busy = Busy::new(&self.busy);
        let result = explorer::atomic(poll);
        drop(busy);
        result
    }
}

/// Also where a poll panics.
struct Busy<'a>(&'a Cell<bool>);

impl<'a> Busy<'a> {
    fn new(busy: &'a Cell<bool>) -> Self {
        busy.set(true);
        Busy(busy)
    }
}

impl Drop for Busy<'_> {
    fn drop(&mut self) {
        self.0.set(false);
    }
}

/// Whether a select can look at all its arms in one step.
pub(crate) const SELECTS_AT_ONCE: bool = true;

/// One step of what would be several; `fresh`: a part of the running one, in which the task was woken.
pub(crate) fn together<R>(op: Op, loc: Loc, fresh: bool, work: impl FnOnce() -> R) -> R {
    if !fresh && !explorer::is_atomic() {
        Step::new(op, loc).take_it();
    }
    works();
    explorer::atomic(work)
}

/// The number of the running step.
pub(crate) fn step_number() -> usize {
    explorer::steps()
}

/// The running step is a wait that ended because time was up. It counts as a yield.
pub(crate) fn times_out() {
    explorer::timed_out();
}

/// Time is up because a timer with this deadline fired, in the running step.
pub(crate) fn fires(deadline: Option<Instant>) {
    if let (Some(deadline), false) = (deadline, off()) {
        fire(deadline, None);
    }
}
