//! The only file that names loom: scheduling points, parking, spawning, exploring.
//!
//! Everything above stands on four things. A [`Point`] is a place where loom may switch threads;
//! whatever a thread does between two points is atomic, so a twin passes the point of its object,
//! then reads and changes plain state. A thread that cannot go on parks until a partner that made
//! it possible unparks it. [`explore`] runs a closure once for every schedule. And loom decides
//! from which points it must try another order: two passes of one point conflict, passes of
//! different points do not.

use crate::failure::Fault;
use crate::log::ThreadId;
use crate::log::recorder;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;

pub(crate) use loom::cell::UnsafeCell as RawUnsafeCell;
pub(crate) use loom::sync::Arc as RawArc;
pub(crate) use loom::sync::atomic as raw_atomic;

/// Most threads in a model, main included. Loom's limit.
pub(crate) const MAX_THREADS: usize = loom::MAX_THREADS;

/// Where threads that use one object meet.
///
/// A reader-writer lock that is only ever read: loom treats its reads as conflicting, so it
/// explores their orders; no thread ever blocks on it; and releasing a read publishes what the thread
/// did, without a further scheduling point and without std's poisoning.
pub(crate) struct Point {
    lock: Option<loom::sync::RwLock<()>>,
    /// Threads that hold a pass: loom counts a thread's reads once.
    passing: Mutex<Vec<ThreadId>>,
}

/// A pass of a [`Point`]. When it is dropped, all that the thread did so far happens before
/// whatever follows a later pass of the same point.
pub(crate) struct Pass<'a> {
    guard: Option<loom::sync::RwLockReadGuard<'a, ()>>,
    point: &'a Point,
}

impl Point {
    pub(crate) fn new() -> Self {
        // After a failure loom is gone, and destructors still run.
        Point {
            lock: (!recorder::failed()).then(|| loom::sync::RwLock::new(())),
            passing: Mutex::default(),
        }
    }

    /// Lets loom switch to another thread first.
    pub(crate) fn pass(&self) -> Pass<'_> {
        let mut pass = Pass {
            guard: None,
            point: self,
        };
        if recorder::failed() {
            return pass;
        }
        let me = recorder::me();
        let lock = self.lock.as_ref().expect("made before the failure");
        let guard = lock.read().expect("never poisoned: never written");
        resumed();
        let mut passing = self.passing();
        if passing.contains(&me) {
            // The outer pass publishes; loom would end both with the inner one.
            std::mem::forget(guard);
        } else {
            passing.push(me);
            pass.guard = Some(guard);
        }
        drop(passing);
        pass
    }

    /// A pass was leaked: of the running thread, or else of the first that has one. From now on that thread's
    /// passes publish again.
    pub(crate) fn forget(&self) {
        let me = recorder::me();
        let mut passing = self.passing();
        let mine = passing.iter().position(|thread| *thread == me);
        if !passing.is_empty() {
            passing.remove(mine.unwrap_or(0));
        }
    }

    fn passing(&self) -> std::sync::MutexGuard<'_, Vec<ThreadId>> {
        self.passing
            .lock()
            .unwrap_or_else(|poison| poison.into_inner())
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        let Some(guard) = self.guard.take() else {
            return;
        };
        if recorder::failed() {
            std::mem::forget(guard);
            return;
        }
        let me = recorder::me();
        self.point.passing().retain(|thread| *thread != me);
        drop(guard);
    }
}

/// A thread to wake.
#[derive(Clone, Debug)]
pub(crate) struct Handle(Option<loom::thread::Thread>);

/// The running thread.
pub(crate) fn current() -> Handle {
    Handle((!recorder::failed()).then(loom::thread::current))
}

impl Handle {
    /// Makes the thread's park return. No scheduling point. What the caller did so far happens
    /// before what the woken thread does next.
    pub(crate) fn unpark(&self) {
        if let (Some(thread), false) = (&self.0, recorder::failed()) {
            thread.unpark();
        }
    }
}

/// Blocks until unparked; loom may also return for no reason, so look again.
pub(crate) fn park() {
    if !recorder::failed() {
        loom::thread::park();
        resumed();
    }
}

/// Lets every other thread that can run go first.
pub(crate) fn yield_now() {
    if !recorder::failed() {
        loom::thread::yield_now();
        resumed();
    }
}

thread_local! {
    /// Loom explores no other order of what happens now.
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// The same for a thread that yields again although nothing has changed since: loom takes the thread that has
/// yielded least, and tries no other in its place. Where it would, it does so where this one yielded before: there
/// all threads were as they are now.
pub(crate) fn yield_quietly() {
    if !recorder::failed() {
        QUIET.set(true);
        loom::stop_exploring();
        yield_now();
    }
}

/// A thread runs after loom may have switched to it.
pub(crate) fn resumed() {
    if !recorder::failed() && QUIET.replace(false) {
        loom::explore();
    }
}

/// Starts a thread. It is joined through an object of ours, never through loom.
///
/// Loom's stacks have 32 KiB, and main's cannot have more: what models do runs on stacks of ours.
pub(crate) fn spawn(body: impl FnOnce() + 'static) {
    drop(loom::thread::spawn(|| {
        resumed();
        stacks::run(body);
    }));
}

/// How an exploration ended.
pub(crate) enum Explored {
    /// Every schedule within the bound was run.
    All,
    /// Something unwound out of loom: a failure, or [`recorder::Stop`].
    Unwound(Box<dyn std::any::Any + Send>),
}

/// Runs `model` once for each schedule with at most `preemptions` preemptions (`None`: any number).
///
/// Every setting is given here, so that `LOOM_*` variables in the environment change nothing.
/// Loom's own limits on time and permutations stay off: past them it passes in silence.
pub(crate) fn explore(
    preemptions: Option<u32>,
    max_branches: usize,
    model: impl Fn() + Send + Sync + 'static,
) -> Explored {
    let mut builder = loom::model::Builder::new();
    builder.max_threads = MAX_THREADS;
    // An operation of a model takes more than one: a load has to choose what it returns, and `loads` touch more.
    builder.max_branches = 2 * max_branches;
    builder.max_permutations = None;
    builder.max_duration = None;
    builder.preemption_bound = preemptions.map(|bound| bound as usize);
    builder.checkpoint_file = None;
    builder.checkpoint_interval = usize::MAX;
    builder.expect_explicit_explore = false;
    // Our recorder knows every location; loom's own capture is slow.
    builder.location = false;
    builder.log = false;
    match catch_unwind(AssertUnwindSafe(|| {
        builder.check(move || {
            QUIET.set(false);
            stacks::run(&model);
        })
    })) {
        Ok(()) => Explored::All,
        Err(payload) => Explored::Unwound(payload),
    }
}

/// Classifies a panic by its place and words; `None` if it is not loom's.
pub(crate) fn classify(file: &str, message: &str) -> Option<Fault> {
    let loom = file.contains("/loom-0.") || file.contains("\\loom-0.");
    loom.then(|| {
        let has = |words: &str| message.contains(words);
        if message.starts_with("deadlock;") {
            Fault::Deadlock
        } else if has("ausality violation") || has("to cell") || has("from cell") {
            Fault::DataRace
        } else if has("leaked") {
            Fault::Leak
        } else if has("maximum number of branches") {
            Fault::TooLong
        } else if has("fully deterministic") {
            Fault::NotDeterministic
        } else {
            Fault::Other
        }
    })
}
