//! How a twin takes a step: announced to the engine, told to the recorder.
//!
//! Between two steps of a thread no other thread runs.

mod thread;
mod told;

use super::run;
use super::unread;
use super::waits::{self, Go};
use crate::culprit;
use crate::explorer::sync::time::Instant;
use crate::in_order;
use crate::log::event::{Event, Op};
use crate::log::recorder;
use crate::log::value::Value;
use crate::log::{Loc, ObjectId, Pending, ThreadId};
use crate::questions;
use crate::section;
use explorer::{Access, Event as Cause, Object, Ready};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

pub(crate) use thread::{begin_thread, may_not_wait, yield_now};
pub use told::note;
#[cfg(feature = "tasks")]
pub(crate) use told::works;
pub(crate) use told::{off, tell, works_unseen};

/// A step about to be announced.
#[derive(Debug)]
#[must_use = "nothing happens until it is taken"]
pub(crate) struct Step {
    /// How it is told if the thread has to wait for it.
    wish: Event,
    touches: Vec<(Object, Access)>,
    /// At any moment time may be up.
    timed: bool,
    /// It is taken as soon as it is scheduled.
    never_waits: bool,
    /// What waits is a task, and its thread is free for others.
    of_a_task: bool,
    /// It lets other tasks of its thread go first, although it need not wait.
    yields: bool,
    /// When: at its own deadline, or when a channel's timer fires.
    until: Option<(Option<Instant>, Vec<ObjectId>)>,
}

thread_local! {
    /// The last step of each thread.
    static LAST: RefCell<Vec<Cause>> = const { RefCell::new(vec![]) };
    /// The running step touches what none may after the return of main.
    static WORKS: Cell<bool> = const { Cell::new(false) };
}

/// A timer starts: from then on others that fire later have to wait for it.
pub(crate) fn starts() {
    if !off() {
        Step::new(Op::Len, None)
            .touching(&[run::going_on()])
            .take_it();
    }
}

/// Begins an execution.
pub(super) fn begin() {
    waits::begin();
    unread::begin();
    LAST.with(|last| last.borrow_mut().clear());
    // What main does comes before its return.
    WORKS.set(true);
}

impl Step {
    pub(crate) fn new(op: Op, loc: impl Into<Option<Loc>>) -> Step {
        Step {
            wish: Event::new(op, loc.into()),
            touches: vec![],
            timed: false,
            never_waits: false,
            of_a_task: false,
            yields: false,
            until: None,
        }
    }

    pub(crate) fn on(mut self, object: ObjectId) -> Step {
        culprit::used(object, self.wish.loc);
        self.wish = self.wish.on(object);
        self
    }

    /// It waits as a task does, whose thread is free for others.
    #[cfg(feature = "tasks")]
    pub(crate) fn of_a_task(mut self) -> Step {
        self.of_a_task = true;
        self
    }

    /// It lets other tasks of its thread go first, although it need not wait.
    #[cfg(feature = "tasks")]
    pub(crate) fn yielding(mut self, yields: bool) -> Step {
        self.yields = yields;
        self
    }

    /// Tells that a poll may wait as a thread does.
    fn tell_of_polls(&self) {
        #[cfg(feature = "tasks")]
        if !self.never_waits && !self.of_a_task && crate::polls::is_polling() {
            questions::want_one_thread();
        }
    }

    /// The message to send.
    pub(crate) fn value(mut self, value: Value) -> Step {
        self.wish = self.wish.value(value);
        self
    }

    /// The arms of a select.
    pub(crate) fn arms(mut self, arms: Box<[(Op, Option<ObjectId>)]>) -> Step {
        for object in arms.iter().filter_map(|(_, object)| *object) {
            culprit::used(object, self.wish.loc);
        }
        self.wish.arms = arms;
        self
    }

    pub(crate) fn touching(mut self, touches: &[(Object, Access)]) -> Step {
        for touch in touches {
            if !self.touches.contains(touch) {
                self.touches.push(*touch);
            }
        }
        self
    }

    /// Time may end the wait.
    pub(crate) fn in_time(self) -> Step {
        let shared = run::shared();
        self.touching(&[(shared.idle, Access::UPDATE)])
    }

    /// Time may end the wait, perhaps only when no other thread can continue.
    pub(crate) fn idle(self) -> Step {
        let shared = run::shared();
        self.touching(&[(shared.idle, Access::EXCLUSIVE)])
    }

    /// It need not wait: at any moment time may be up.
    pub(crate) fn timed(mut self, deadline: Instant) -> Step {
        self.timed = true;
        self.in_time().until(Some(deadline), vec![])
    }

    /// When time may end the wait.
    pub(crate) fn until(mut self, own: Option<Instant>, timers: Vec<ObjectId>) -> Step {
        self.until = Some((own, timers));
        match questions::in_order() {
            true => self.touching(&[run::going_on()]),
            false => self,
        }
    }

    /// The timers start. Where they fire in order, that is a step: it may keep others from firing.
    fn arm(&self) {
        let Some((own, timers)) = &self.until else {
            return;
        };
        let own = own.map(Instant::model_time);
        if in_order::is_armed(own, timers) {
            return;
        }
        if questions::in_order() {
            starts();
        }
        in_order::arm(own.map(in_order::from_start), timers);
    }

    /// Takes the step as soon as it is scheduled.
    pub(crate) fn take_it(mut self) -> Cause {
        self.never_waits = true;
        self.when(|| true)
    }

    /// Takes the step when it is scheduled and `guard` holds, or time is up.
    pub(crate) fn when<'a>(self, guard: impl Fn() -> bool + 'a) -> Cause {
        let otherwise = match self.timed {
            true => Go::InTime,
            false => Go::Not,
        };
        self.when_ready(move || if guard() { Go::On } else { otherwise })
    }

    /// Takes the step when it is scheduled and can go on.
    pub(crate) fn when_ready<'a>(self, go: impl Fn() -> Go + 'a) -> Cause {
        if recorder::failed() {
            leave();
            return explorer::now();
        }
        let me = self.wish.thread;
        if !explorer::active() {
            recorder::late();
        } else {
            unread::notice();
            self.tell_of_polls();
            explorer::unwinding(recorder::unwinds(me));
        }
        match self.until {
            Some(_) => self.arm(),
            None => in_order::disarm(),
        }
        let event = self.announce(Rc::new(go));
        if recorder::failed() {
            leave();
        } else if explorer::active() {
            remember(me, event);
        }
        event
    }

    fn announce<'a>(mut self, go: Rc<dyn Fn() -> Go + 'a>) -> Cause {
        let (op, me) = (self.wish.op, self.wish.thread);
        let works = !op.is_ending() && op != Op::MainReturns;
        if works && explorer::active() {
            self.touches.push(run::before_return());
        }
        // SAFETY: only the lifetime changes. The reference stays in this function, which drops it
        // before `'a` ends; everything else has a weak one.
        let go = unsafe { std::mem::transmute::<Rc<dyn Fn() -> Go + 'a>, Rc<dyn Fn() -> Go>>(go) };
        let weak = Rc::downgrade(&go);
        let (pending, loc) = (pending(&self.wish), self.wish.loc);
        let _announced = waits::announce(self.wish, weak.clone());
        if explorer::active() {
            recorder::thread(me, |thread| thread.pending = Some(pending));
            waits::tell_who_waits(me);
        }
        let ready = move || match weak.upgrade().map_or(Go::Not, |go| go()) {
            Go::On => Ready::Yes,
            Go::Yields => Ready::InTime,
            Go::InTime if in_order::may_fire_first(me) => Ready::InTime,
            Go::InTime => Ready::No,
            Go::Last if !waits::others_can_run(me) => Ready::Yes,
            Go::Last | Go::Not => Ready::No,
        };
        if let Some(loc) = loc {
            explorer::at(place(loc));
        }
        let asked = !self.never_waits && explorer::active() && section::inside();
        let (label, touches) = (op.row().label, &self.touches[..]);
        let may_end = self.until.is_some() || self.yields;
        let event = match asked {
            true => explorer::step_among_all(label, touches),
            false if self.never_waits => explorer::step_at_once(label, touches),
            false if may_end => explorer::step_when(label, touches, ready),
            false => explorer::step(label, touches, move || ready() != Ready::No),
        };
        if explorer::active() && !recorder::failed() {
            WORKS.set(works);
            waits::resumed(me);
            recorder::thread(me, |thread| thread.pending = None);
            if asked && go() != Go::On {
                section::would_wait(pending);
            }
            if go() == Go::Last {
                after_everything(me);
            }
        }
        drop(go);
        event
    }
}

/// A number for a place in the program.
fn place(loc: Loc) -> usize {
    std::ptr::from_ref(loc).addr()
}

fn pending(wish: &Event) -> Pending {
    Pending {
        op: wish.op,
        object: wish.object,
        loc: wish.loc,
        blocked: false,
    }
}

/// The execution has failed: the thread waits for its end, which unwinds it.
fn leave() {
    explorer::step("the execution has failed", &[], || false);
}

fn remember(thread: ThreadId, event: Cause) {
    LAST.with(|last| {
        let mut last = last.borrow_mut();
        let needed = last.len().max(usize::from(thread) + 1);
        last.resize(needed, event);
        last[usize::from(thread)] = event;
    });
}

/// What happens only when no other thread can continue is the doing of all of them.
fn after_everything(me: ThreadId) {
    let last = LAST.with(|last| last.borrow().clone());
    for (thread, event) in last.into_iter().enumerate() {
        if thread != usize::from(me) {
            explorer::after(event);
        }
    }
}
