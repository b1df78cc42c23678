//! What every machine is built from: an object with its scheduling point, and a thread that waits.

use super::in_vain;
use super::time::{arms, fire, fires_now};
use crate::culprit;
use crate::in_order;
use crate::log::event::{Event, Op};
use crate::log::recorder;
use crate::log::{Loc, ObjectId, Pending, ThreadId, ThreadInfo};
use crate::loom::director;
use crate::loom::engine::{self, Pass, Point};
use crate::loom::sync::time::{Deadline, Instant};
use crate::plain::plain;
use crate::section;
use std::sync::{Arc, Mutex as Plain};

/// What the recorder and loom know of a lock, a channel, a group: its number and its point.
pub struct Object {
    id: ObjectId,
    point: Point,
}

impl std::fmt::Debug for Object {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "object {}", self.id.index())
    }
}

impl Object {
    pub(crate) fn new(kind: &'static str, loc: Loc) -> Self {
        Object {
            id: recorder::new_object(kind, loc),
            point: Point::new(),
        }
    }

    pub(crate) fn id(&self) -> ObjectId {
        self.id
    }

    /// The scheduling point before an operation: what follows is atomic up to the thread's next.
    pub(crate) fn pass(&self, op: Op, loc: impl Into<Option<Loc>>) -> Pass<'_> {
        let loc = loc.into();
        culprit::used(self.id, loc);
        let pending = Pending {
            op,
            object: Some(self.id),
            loc,
            blocked: false,
        };
        director::during(pending, || self.point.pass())
    }

    /// The same for a thread that unlocks what another guard locked, which was forgotten with its pass.
    pub(crate) fn pass_for_a_forgotten(&self, op: Op, loc: Loc) -> Pass<'_> {
        self.point.forget();
        self.pass(op, loc)
    }

    /// A step that touched this object.
    pub(crate) fn event(&self, op: Op, loc: impl Into<Option<Loc>>) -> Event {
        Event::new(op, loc.into()).on(self.id)
    }

    /// What a thread that has to wait for this object waits in.
    pub(crate) fn wait_in(&self, op: Op, loc: Loc) -> Pending {
        Pending {
            op,
            object: Some(self.id),
            loc: Some(loc),
            blocked: true,
        }
    }
}

/// A thread that waits until exactly one partner completes what it waits for.
///
/// The partner does the waiting thread's work (hands the lock over, takes the message) and then
/// unparks it. So waking is no scheduling point, and a completed thread never has to try again.
/// No outcome is lost by that: a thread that comes in between, as it may in the real world, is a
/// thread that the waiting one let go first, and its arrival is explored in every order.
#[derive(Debug)]
pub struct Waiter {
    pub(crate) thread: ThreadId,
    handle: engine::Handle,
    completed: Plain<Option<usize>>,
}

impl Waiter {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Waiter {
            thread: recorder::me(),
            handle: engine::current(),
            completed: Plain::new(None),
        })
    }

    /// Whether no thread has completed it yet.
    pub(crate) fn is_open(&self) -> bool {
        self.completed().is_none()
    }

    /// Which of several things has happened, if one has.
    pub(crate) fn completed(&self) -> Option<usize> {
        *plain(&self.completed)
    }

    /// Ends the wait; `case` tells the thread which of several things happened.
    pub(crate) fn complete(&self, case: usize) {
        *plain(&self.completed) = Some(case);
        self.handle.unpark();
    }

    /// Gives the wait up, so that no partner completes it any more.
    pub(crate) fn close(&self) {
        *plain(&self.completed) = Some(usize::MAX);
    }

    /// Fails the model if the thread is in a section that never blocks, unless it need not wait.
    fn looks_whether_it_may(&self, pending: Pending) {
        if self.is_open() && !recorder::failed() && section::inside() {
            section::would_wait(pending);
        }
    }

    /// Blocks until completed.
    pub(crate) fn wait(&self, pending: Pending) -> usize {
        self.looks_whether_it_may(pending);
        loop {
            if let Some(case) = self.completed() {
                return case;
            }
            if recorder::failed() {
                recorder::aftermath();
                return 0;
            }
            recorder::during(pending, engine::park);
        }
    }

    /// Blocks until completed, or until nothing else can happen: then a timer fires, and it is
    /// `None`.
    ///
    /// A timer may fire at any moment, but to fire in the middle of a wait is the same as to let
    /// the others go first and then fire at once, which callers offer as a choice. That no thread did
    /// anything meanwhile may be because loom did not run them: where the thread has waited in vain often
    /// enough, that is no reason to fire.
    pub(crate) fn wait_or_fire(&self, pending: Pending) -> Option<usize> {
        self.looks_whether_it_may(pending);
        let mut in_vain_before = false;
        loop {
            if let Some(case) = self.completed() {
                return Some(case);
            }
            if recorder::failed() {
                recorder::aftermath();
                return None;
            }
            let before = recorder::progress();
            lets_others_go(pending, in_vain_before);
            in_vain_before = recorder::progress() == before;
            let loc = pending.loc.expect("a wait is somewhere");
            let fires = match director::turn() {
                Some(turn) => turn == recorder::me(),
                None => {
                    recorder::progress() == before
                        && in_order::may_fire_first(recorder::me())
                        && (in_vain::may_continue(loc) || !recorder::others_can_run())
                }
            };
            if self.is_open() && fires {
                director::took();
                in_vain::continues(loc);
                self.close();
                return None;
            }
        }
    }

    /// Ends the wait unless it is completed: `None`, and the timer fires.
    pub(crate) fn give_up(&self, deadline: Instant) -> Option<usize> {
        let completed = self.completed();
        if completed.is_none() {
            self.close();
            fire(deadline);
        }
        completed
    }

    /// Whether time is up at once.
    fn is_up(deadline: Deadline, pending: Pending) -> bool {
        let loc = pending.loc.expect("a wait is somewhere");
        // What a thread parks for is named after its handle, and that is no name for a time.
        let object = pending.object.filter(|_| pending.op != Op::Park);
        fires_now(deadline, object, loc)
    }

    /// Blocks until completed; with a deadline, no longer than that. `None`: time was up.
    pub(crate) fn wait_until(&self, deadline: Deadline, pending: Pending) -> Option<usize> {
        if deadline.is_none() || recorder::failed() {
            return self.wait_until_armed(deadline, pending);
        }
        let end = self.wait_until_armed(arms(deadline, &[]), pending);
        in_order::disarm();
        end
    }

    fn wait_until_armed(&self, deadline: Deadline, pending: Pending) -> Option<usize> {
        match deadline {
            // Its timer's start was a point, at which it may have been completed.
            Some(_) if !self.is_open() => self.completed(),
            None => Some(self.wait(pending)),
            Some(_) if !recorder::failed() && Waiter::is_up(deadline, pending) => {
                self.close();
                None
            }
            Some(deadline) => {
                let end = self.wait_or_fire(pending);
                if end.is_none() {
                    fire(deadline);
                }
                end
            }
        }
    }
}

/// Lets all others go first; `again`: the thread did so before, and nothing has changed since.
pub(super) fn lets_others_go(pending: Pending, again: bool) {
    match again && others_take_no_value() {
        true => recorder::during(pending, engine::yield_quietly),
        false => recorder::during(pending, engine::yield_now),
    }
}

/// Whether no thread is about to read an atomic, which loom lets return one value or another, or about to do what
/// is not known.
fn others_take_no_value() -> bool {
    use Op::{CompareExchange, Fetch, Load, Swap};
    let me = usize::from(recorder::me());
    let known = |thread: &ThreadInfo| {
        let op = thread.pending.map(|pending| pending.op);
        op.is_some_and(|op| !matches!(op, Load | Swap | CompareExchange { .. } | Fetch(_)))
    };
    recorder::with_log(|log| {
        let mut threads = log.threads.iter().enumerate();
        threads.all(|(i, thread)| i == me || thread.done || known(thread))
    })
}

/// Threads that wait for one object, first come first served.
#[derive(Debug, Default)]
pub(crate) struct Queue(std::collections::VecDeque<Arc<Waiter>>);

impl Queue {
    pub(crate) fn push(&mut self, waiter: &Arc<Waiter>) {
        self.0.push_back(waiter.clone());
    }

    /// Whether any of them still waits.
    pub(crate) fn has_open(&self) -> bool {
        self.0.iter().any(|waiter| waiter.is_open())
    }

    /// Takes the first that still waits.
    pub(crate) fn pop(&mut self) -> Option<Arc<Waiter>> {
        while let Some(waiter) = self.0.pop_front() {
            if waiter.is_open() {
                return Some(waiter);
            }
        }
        None
    }
}
