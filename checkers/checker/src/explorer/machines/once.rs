//! Something that one thread initializes while others wait for it.
//!
//! Two objects. `claimed` orders those who want to initialize it: one does and excludes the others, and
//! those who find that it was done only read, so they commute. The end of an initialization makes their steps
//! possible, which then say so; the two never race, so it touches only `ended`, which those who look
//! without waiting read.

use crate::explorer::step::{Step, off, tell};
use crate::explorer::sync::once::Found;
use crate::log::event::{Event, Op, State as Shown};
use crate::log::recorder;
use crate::log::value::Value;
use crate::log::{Loc, ObjectId};
use crate::plain::plain;
use explorer::{Access, Event as Cause, Object};
use std::sync::Mutex as Plain;

/// How far the initialization is.
#[derive(Debug)]
pub(crate) struct Gate {
    id: ObjectId,
    claimed: Object,
    ended: Object,
    state: Plain<Stage>,
}

/// With the step that ended the last initialization.
#[derive(Clone, Copy, Debug, Default)]
enum Stage {
    #[default]
    New,
    Running,
    Done(Cause),
    Poisoned(Cause),
}

impl Gate {
    pub(crate) fn new(kind: &'static str, loc: Loc) -> Self {
        Gate {
            id: recorder::new_object(kind, loc),
            claimed: explorer::object(),
            ended: explorer::object(),
            state: Plain::default(),
        }
    }

    pub(crate) fn id(&self) -> ObjectId {
        self.id
    }

    fn stage(&self) -> Stage {
        *plain(&self.state)
    }

    fn is_running(&self) -> bool {
        matches!(self.stage(), Stage::Running)
    }

    /// Begins to initialize it, unless another thread did: then waits for the end of that. `force`: even
    /// after an initialization that panicked.
    pub(crate) fn enter(&self, force: bool, loc: Loc) -> Found {
        let found = self.arrive(force, Op::Init, loc);
        if let Found::Mine { .. } = found {
            *plain(&self.state) = Stage::Running;
            if !off() {
                let me = recorder::me();
                let event = Event::new(Op::Init, Some(loc)).on(self.id);
                event.state(Shown::HeldBy(me)).record();
            }
        }
        found
    }

    /// Initializes it in one step, unless another thread did or does.
    pub(crate) fn set(&self, loc: Loc) -> bool {
        let mine = self.arrive(true, Op::InitSet, loc) != Found::Done;
        if mine {
            explorer::touch((self.ended, Access::EXCLUSIVE));
            self.end(true, Op::InitSet, loc);
        }
        mine
    }

    fn arrive(&self, force: bool, op: Op, loc: Loc) -> Found {
        let step = Step::new(op, loc).on(self.id);
        step.touching(&[(self.claimed, Access::READ)])
            .when(|| !self.is_running());
        let stage = self.stage();
        self.comes_after_the_end();
        match stage {
            Stage::Done(_) => self.found(Found::Done, loc),
            Stage::Poisoned(_) if !force => self.found(Found::Poisoned, loc),
            _ => {
                explorer::touch((self.claimed, Access::EXCLUSIVE));
                Found::Mine {
                    poisoned: matches!(stage, Stage::Poisoned(_)),
                }
            }
        }
    }

    /// Ends the initialization that this thread began.
    pub(crate) fn leave(&self, done: bool, loc: Loc) {
        let op = Op::InitEnds { done };
        let step = Step::new(op, loc).on(self.id);
        step.touching(&[(self.ended, Access::EXCLUSIVE)]).take_it();
        self.end(done, op, loc);
    }

    fn end(&self, done: bool, op: Op, loc: Loc) {
        *plain(&self.state) = match done {
            true => Stage::Done(explorer::now()),
            false => Stage::Poisoned(explorer::now()),
        };
        let event = Event::new(op, Some(loc)).on(self.id);
        tell(event.state(Shown::Initialized(done)));
    }

    /// Waits until it is initialized, or until that panicked unless `force`.
    pub(crate) fn wait(&self, force: bool, loc: Loc) -> Found {
        let step = Step::new(Op::InitDone, loc).on(self.id);
        step.touching(&[(self.claimed, Access::READ)])
            .when(|| match self.stage() {
                Stage::Done(_) => true,
                Stage::Poisoned(_) => !force,
                Stage::New | Stage::Running => false,
            });
        self.comes_after_the_end();
        match self.stage() {
            Stage::Done(_) => self.found(Found::Done, loc),
            _ => self.found(Found::Poisoned, loc),
        }
    }

    /// Looks whether it is initialized.
    pub(crate) fn is_done(&self, loc: Loc) -> bool {
        let step = Step::new(Op::Len, loc).on(self.id);
        step.touching(&[(self.ended, Access::READ)]).take_it();
        let done = matches!(self.stage(), Stage::Done(_));
        let event = Event::new(Op::Len, Some(loc)).on(self.id);
        tell(event.value(Value::Bool(done)));
        done
    }

    /// Begins again: no other thread knows of it.
    pub(crate) fn reset(&mut self) {
        *plain(&self.state) = Stage::New;
    }

    fn comes_after_the_end(&self) {
        if let Stage::Done(end) | Stage::Poisoned(end) = self.stage() {
            explorer::after(end);
        }
    }

    fn found(&self, found: Found, loc: Loc) -> Found {
        let op = match found {
            Found::Done => Op::InitDone,
            _ => Op::InitPoisoned,
        };
        tell(Event::new(op, Some(loc)).on(self.id));
        found
    }
}
