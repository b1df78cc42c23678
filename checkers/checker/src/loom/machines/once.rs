//! Something that one thread initializes while others wait for it.

use super::wait::{Object, Queue, Waiter};
use crate::log::event::{Op, State as Shown};
use crate::log::recorder;
use crate::log::value::Value;
use crate::log::{Loc, ObjectId};
use crate::loom::sync::once::Found;
use crate::plain::plain;
use std::sync::Mutex as Plain;

/// How far the initialization is, and the threads that wait for its end.
#[derive(Debug)]
pub(crate) struct Gate {
    object: Object,
    state: Plain<State>,
}

#[derive(Debug, Default)]
struct State {
    stage: Stage,
    waiting: Queue,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stage {
    #[default]
    New,
    Running,
    Done,
    Poisoned,
}

impl Gate {
    pub(crate) fn new(kind: &'static str, loc: Loc) -> Self {
        Gate {
            object: Object::new(kind, loc),
            state: Plain::default(),
        }
    }

    pub(crate) fn id(&self) -> ObjectId {
        self.object.id()
    }

    /// Begins to initialize it, unless another thread did: then waits for the end of that. `force`: even
    /// after an initialization that panicked.
    pub(crate) fn enter(&self, force: bool, loc: Loc) -> Found {
        self.arrive(force, Stage::Running, Op::Init, loc)
    }

    /// Initializes it in one step, unless another thread did or does.
    pub(crate) fn set(&self, loc: Loc) -> bool {
        self.arrive(true, Stage::Done, Op::InitSet, loc) != Found::Done
    }

    fn arrive(&self, force: bool, next: Stage, op: Op, loc: Loc) -> Found {
        loop {
            let pass = self.object.pass(op, loc);
            let stage = plain(&self.state).stage;
            match stage {
                Stage::Done => return self.found_done(loc),
                Stage::Poisoned if !force => return self.found_poisoned(loc),
                Stage::Running if !recorder::failed() => {
                    drop(pass);
                    if self.is_done_after_waiting(op, loc) {
                        return self.found_done(loc);
                    }
                }
                before => {
                    plain(&self.state).stage = next;
                    self.tell_stage(op, next, loc);
                    let poisoned = before == Stage::Poisoned;
                    if next == Stage::Done {
                        // Published before anybody wakes.
                        drop(pass);
                        self.wake();
                    }
                    return Found::Mine { poisoned };
                }
            }
        }
    }

    /// Ends the initialization that this thread began.
    pub(crate) fn leave(&self, done: bool, loc: Loc) {
        let op = Op::InitEnds { done };
        let pass = self.object.pass(op, loc);
        let stage = match done {
            true => Stage::Done,
            false => Stage::Poisoned,
        };
        plain(&self.state).stage = stage;
        self.tell_stage(op, stage, loc);
        // Published before anybody wakes.
        drop(pass);
        self.wake();
    }

    /// Waits until it is initialized, or until that panicked unless `force`.
    pub(crate) fn wait(&self, force: bool, loc: Loc) -> Found {
        loop {
            let pass = self.object.pass(Op::InitDone, loc);
            let stage = plain(&self.state).stage;
            match stage {
                Stage::Done => return self.found_done(loc),
                Stage::Poisoned if !force => return self.found_poisoned(loc),
                _ if recorder::failed() => return Found::Poisoned,
                _ => {
                    drop(pass);
                    if self.is_done_after_waiting(Op::InitDone, loc) {
                        return self.found_done(loc);
                    }
                }
            }
        }
    }

    /// Looks whether it is initialized.
    pub(crate) fn is_done(&self, loc: Loc) -> bool {
        let _pass = self.object.pass(Op::Len, loc);
        let done = plain(&self.state).stage == Stage::Done;
        let event = self.object.event(Op::Len, loc).value(Value::Bool(done));
        event.record();
        done
    }

    /// Begins again: no other thread knows of it.
    pub(crate) fn reset(&mut self) {
        *plain(&self.state) = State::default();
    }

    /// Waits for the end of the initialization. False if that panicked: then any thread may be the next.
    fn is_done_after_waiting(&self, op: Op, loc: Loc) -> bool {
        let waiter = Waiter::new();
        plain(&self.state).waiting.push(&waiter);
        self.object.event(op, loc).record_blocked();
        waiter.wait(self.object.wait_in(op, loc)) == usize::from(true)
    }

    fn wake(&self) {
        let mut state = plain(&self.state);
        let done = state.stage == Stage::Done;
        while let Some(waiter) = state.waiting.pop() {
            waiter.complete(usize::from(done));
        }
    }

    fn found_done(&self, loc: Loc) -> Found {
        self.object.event(Op::InitDone, loc).record();
        Found::Done
    }

    fn found_poisoned(&self, loc: Loc) -> Found {
        self.object.event(Op::InitPoisoned, loc).record();
        Found::Poisoned
    }

    fn tell_stage(&self, op: Op, stage: Stage, loc: Loc) {
        if recorder::failed() {
            return;
        }
        let shown = match stage {
            Stage::Running => Shown::HeldBy(recorder::me()),
            stage => Shown::Initialized(stage == Stage::Done),
        };
        self.object.event(op, loc).state(shown).record();
    }
}
