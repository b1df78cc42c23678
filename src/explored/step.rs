//! How a twin takes a step: announced to the engine, told to the recorder.
//!
//! Between two steps of a thread nobody else runs. What a thread that has to wait is shown as
//! (`lock tally`, with the others' steps after it) is written into the log as soon as it cannot go
//! on, whoever's doing that is.

use super::label::label;
use super::run;
use crate::model::event::{Event, Op};
use crate::model::log::{Loc, ObjectId, Pending, ThreadId};
use crate::model::recorder;
use crate::model::value::Value;
use explorer::{Access, Event as Cause, Object};
use std::cell::RefCell;
use std::rc::{Rc, Weak};

/// A step about to be announced.
#[derive(Debug)]
#[must_use = "nothing happens until it is taken"]
pub(crate) struct Step {
    /// How it is told if the thread has to wait for it.
    wish: Event,
    touches: Vec<(Object, Access)>,
    patience: Patience,
}

/// Until when a thread waits for its step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Patience {
    /// Until the guard holds.
    Endless,
    /// Until the guard holds or time is up, which may be at any moment.
    Timed,
    /// Until the guard holds, or nobody else can go on.
    Idle,
}

/// What a thread has announced.
#[derive(Clone, Debug)]
struct Announced {
    wish: Event,
    guard: Weak<dyn Fn() -> bool>,
    patience: Patience,
    /// That it waits is in the log.
    told: bool,
}

thread_local! {
    /// By thread.
    static ANNOUNCED: RefCell<Vec<Option<Announced>>> = const { RefCell::new(vec![]) };
    /// The last step of each thread.
    static LAST: RefCell<Vec<Cause>> = const { RefCell::new(vec![]) };
}

/// Begins an execution.
pub(super) fn begin() {
    ANNOUNCED.with(|all| all.borrow_mut().clear());
    LAST.with(|last| last.borrow_mut().clear());
}

/// Whether twins do nothing any more: the execution has failed or is torn down.
pub(crate) fn off() -> bool {
    recorder::failed() || !explorer::active()
}

/// Writes a step into the log.
pub(crate) fn tell(event: Event) {
    if !off() {
        event.record();
    }
}

impl Step {
    pub(crate) fn new(op: Op, loc: impl Into<Option<Loc>>) -> Step {
        Step {
            wish: Event::new(op, loc.into()),
            touches: vec![],
            patience: Patience::Endless,
        }
    }

    pub(crate) fn on(mut self, object: ObjectId) -> Step {
        self.wish = self.wish.on(object);
        self
    }

    /// The message to send.
    pub(crate) fn value(mut self, value: Value) -> Step {
        self.wish = self.wish.value(value);
        self
    }

    /// The arms of a select.
    pub(crate) fn arms(mut self, arms: Box<[(Op, ObjectId)]>) -> Step {
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

    /// It need not wait: at any moment time may be up.
    pub(crate) fn timed(mut self) -> Step {
        let shared = run::shared();
        self.patience = Patience::Timed;
        self.touching(&[
            (shared.clock, Access::UPDATE),
            (shared.idle, Access::UPDATE),
        ])
    }

    /// It need not wait once nobody else can go on, but for those who wait with a time-out.
    pub(crate) fn idle(mut self) -> Step {
        let shared = run::shared();
        self.patience = Patience::Idle;
        self.touching(&[
            (shared.clock, Access::UPDATE),
            (shared.idle, Access::EXCLUSIVE),
        ])
    }

    /// Takes the step as soon as it is scheduled.
    pub(crate) fn take_it(self) -> Cause {
        self.when(|| true)
    }

    /// Takes the step when it is scheduled and `guard` holds, or its patience ends.
    pub(crate) fn when<'a>(self, guard: impl Fn() -> bool + 'a) -> Cause {
        if recorder::failed() {
            leave();
            return explorer::now();
        }
        let me = self.wish.thread;
        if explorer::active() {
            // std alone cannot tell while another thread waits in the midst of a panic.
            let unwinds = recorder::thread(me, |thread| thread.unwinding);
            explorer::unwinding(unwinds && std::thread::panicking());
        }
        let event = self.announce(Rc::new(guard));
        if recorder::failed() {
            leave();
        } else if explorer::active() {
            remember(me, event);
        }
        event
    }

    fn announce<'a>(mut self, guard: Rc<dyn Fn() -> bool + 'a>) -> Cause {
        let (op, me) = (self.wish.op, self.wish.thread);
        if !op.is_ending() && op != Op::MainReturns && explorer::active() {
            self.touches.push(run::before_return());
        }
        let pending = Pending {
            op,
            object: self.wish.object,
            loc: self.wish.loc,
            blocked: false,
        };
        let patience = self.patience;
        // SAFETY: only the lifetime changes. The reference stays in this function, which drops it
        // before `'a` ends; whoever else looks has a weak one.
        let guard = unsafe {
            std::mem::transmute::<Rc<dyn Fn() -> bool + 'a>, Rc<dyn Fn() -> bool>>(guard)
        };
        let weak = Rc::downgrade(&guard);
        let _announced = announce(Announced {
            wish: self.wish,
            guard: weak.clone(),
            patience,
            told: false,
        });
        if explorer::active() {
            recorder::thread(me, |thread| thread.pending = Some(pending));
            tell_who_waits(me);
        }
        let holds = move || weak.upgrade().is_some_and(|guard| guard());
        let event = match patience {
            Patience::Endless => explorer::step(label(op), &self.touches, holds),
            Patience::Timed => explorer::step_in_time(label(op), &self.touches, holds),
            Patience::Idle => explorer::step(label(op), &self.touches, move || {
                holds() || !others_can_run(me)
            }),
        };
        if explorer::active() && !recorder::failed() {
            resumed(me);
            recorder::thread(me, |thread| thread.pending = None);
            if patience == Patience::Idle && !guard() {
                after_everything(me);
            }
        }
        drop(guard);
        event
    }
}

/// The execution has failed: the thread waits for its end, which unwinds it.
fn leave() {
    explorer::step("the execution has failed", &[], || false);
}

/// Lets other threads run first.
pub(crate) fn yield_now(loc: Loc) {
    if off() {
        return leave();
    }
    let me = recorder::me();
    let wish = Event::new(Op::Yield, Some(loc));
    wish.clone().record();
    // To go on after a yield is nothing that anybody waits for.
    let guard: Rc<dyn Fn() -> bool> = Rc::new(|| false);
    let _announced = announce(Announced {
        wish,
        guard: Rc::downgrade(&guard),
        patience: Patience::Timed,
        told: false,
    });
    recorder::thread(me, |thread| {
        thread.pending = Some(Pending {
            op: Op::Yield,
            object: None,
            loc: Some(loc),
            blocked: true,
        });
    });
    tell_who_waits(me);
    explorer::yield_now();
    if off() {
        return leave();
    }
    resumed(me);
    recorder::thread(me, |thread| thread.pending = None);
    remember(me, explorer::now());
}

/// Withdraws the announcement when it is dropped.
struct Withdraw(ThreadId);

impl Drop for Withdraw {
    fn drop(&mut self) {
        ANNOUNCED.with(|all| {
            if let Some(slot) = all.borrow_mut().get_mut(usize::from(self.0)) {
                *slot = None;
            }
        });
    }
}

fn announce(announced: Announced) -> Withdraw {
    let thread = announced.wish.thread;
    ANNOUNCED.with(|all| {
        let mut all = all.borrow_mut();
        let needed = all.len().max(usize::from(thread) + 1);
        all.resize(needed, None);
        all[usize::from(thread)] = Some(announced);
    });
    Withdraw(thread)
}

fn holds(announced: &Announced) -> bool {
    announced.guard.upgrade().is_some_and(|guard| guard())
}

/// Whether somebody else's guard holds: time-outs and idle ones do not count.
pub(crate) fn others_can_run(me: ThreadId) -> bool {
    ANNOUNCED.with(|all| {
        let all = all.borrow();
        let mut others = all
            .iter()
            .enumerate()
            .filter(|(i, _)| *i != usize::from(me));
        others.any(|(_, other)| other.as_ref().is_some_and(holds))
    })
}

/// A thread begins: what the engine runs before its first step is part of its parent's.
pub(crate) fn begin_thread(thread: ThreadId) {
    let mut step = Step::new(Op::Spawn(thread), None);
    step.wish.thread = thread;
    // That it has not begun is nothing to tell, and main may return before.
    let event = step.start();
    remember(thread, event);
}

impl Step {
    fn start(self) -> Cause {
        let thread = self.wish.thread;
        let guard: Rc<dyn Fn() -> bool> = Rc::new(|| true);
        let _announced = announce(Announced {
            wish: self.wish,
            guard: Rc::downgrade(&guard),
            patience: Patience::Endless,
            told: false,
        });
        let event = explorer::step("starts", &[], || true);
        if recorder::failed() {
            leave();
        } else if explorer::active() {
            resumed(thread);
        }
        event
    }
}

/// `thread` runs now; whom it was switched away from could perhaps have gone on.
fn resumed(thread: ThreadId) {
    let before = recorder::me();
    tell_who_waits_in_time(thread);
    if before != thread {
        let blocked = ANNOUNCED.with(|all| {
            let all = all.borrow();
            let announced = all.get(usize::from(before))?.as_ref()?;
            Some(announced.wish.op == Op::Yield || !holds(announced))
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
/// waiting when somebody else runs; `me` does now.
pub(crate) fn tell_who_waits(me: ThreadId) {
    tell_who(|announced| announced.wish.thread != me || announced.patience != Patience::Timed);
}

/// As [`tell_who_waits`], of those who wait with a time-out while `me` begins to run.
fn tell_who_waits_in_time(me: ThreadId) {
    tell_who(|announced| announced.wish.thread != me && announced.patience == Patience::Timed);
}

fn tell_who(concerned: impl Fn(&Announced) -> bool) {
    let waits = |announced: &Announced| concerned(announced) && !holds(announced);
    let waiting: Vec<usize> = ANNOUNCED.with(|all| {
        let all = all.borrow();
        let waiting = all.iter().enumerate();
        let waiting = waiting.filter(|(_, announced)| announced.as_ref().is_some_and(waits));
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
            wish.record_blocked();
        }
    }
}

fn remember(thread: ThreadId, event: Cause) {
    LAST.with(|last| {
        let mut last = last.borrow_mut();
        let needed = last.len().max(usize::from(thread) + 1);
        last.resize(needed, event);
        last[usize::from(thread)] = event;
    });
}

/// What happens only when nobody else can go on is the doing of all of them.
fn after_everything(me: ThreadId) {
    let last = LAST.with(|last| last.borrow().clone());
    for (thread, event) in last.into_iter().enumerate() {
        if thread != usize::from(me) {
            explorer::after(event);
        }
    }
}
