//! Writes the log of the running execution.
//!
//! All threads of a model run on one OS thread, so a thread-local log is enough.

use crate::culprit;
use crate::log::event::{Choice, Event, Op};
use crate::log::{Loc, Log, ObjectId, ObjectInfo, Pending, ThreadId, ThreadInfo};
use crate::watch::Watch;
use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// Payload of the panic that leaves an execution early without a failure.
pub(crate) struct Stop;

#[derive(Debug, Default)]
struct Recorder {
    log: Log,
    running: ThreadId,
    now: Duration,
    progress: u64,
    changes: u64,
    main_returned: bool,
    watch: Arc<Watch>,
}

thread_local! {
    /// Numbers the running step; `None`: this OS thread checks nothing.
    static STEP: Cell<Option<fn() -> usize>> = const { Cell::new(None) };
    /// An OS thread that checks nothing is as good as one whose execution has failed.
    static FAILED: Cell<bool> = const { Cell::new(true) };
    /// The number of the running execution; 0 for none.
    static EXECUTION: Cell<u32> = const { Cell::new(0) };
    static AFTERMATH: Cell<u32> = const { Cell::new(0) };
    static RECORDER: RefCell<Recorder> = RefCell::default();
}

/// Counts the executions of all OS threads, to tell them apart.
static EXECUTIONS: AtomicU32 = AtomicU32::new(0);

fn with<R>(f: impl FnOnce(&mut Recorder) -> R) -> R {
    RECORDER.with(|recorder| f(&mut recorder.borrow_mut()))
}

/// Marks this OS thread as one that checks models; `step` is the number of the running step.
pub(crate) fn activate(step: fn() -> usize) {
    STEP.set(Some(step));
    FAILED.set(false);
    with(|r| r.watch = Watch::mine());
}

pub(crate) fn active() -> bool {
    STEP.get().is_some()
}

/// True once the execution has failed: from then on twins only keep destructors from harm.
pub(crate) fn failed() -> bool {
    FAILED.get()
}

/// The next execution begins after one that failed. Only for a search whose failed executions are
/// torn down before the next, not left behind.
pub(crate) fn revive() {
    FAILED.set(false);
    AFTERMATH.set(0);
}

pub(crate) fn set_failed() {
    FAILED.set(true);
}

/// Called by every twin operation after a failure: a destructor that loops until something
/// happens would loop forever, so its OS thread stops here; the verdict is already out.
pub(crate) fn aftermath() {
    AFTERMATH.set(AFTERMATH.get() + 1);
    late();
    while AFTERMATH.get() > 1_000 {
        std::thread::park();
    }
}

/// A destructor calls a checked type after the end of the execution.
pub(crate) fn late() {
    with(|r| r.watch.late());
}

/// Begins an execution with a thread `main`.
pub(crate) fn begin() {
    let execution = EXECUTIONS.fetch_add(1, Ordering::Relaxed) + 1;
    EXECUTION.set(execution);
    with(|r| {
        r.watch.begin(execution);
        let mut log = std::mem::take(&mut r.log);
        log.threads.clear();
        log.objects.clear();
        log.events.clear();
        log.outcome = None;
        log.threads.push(ThreadInfo {
            name: Some("main".into()),
            path: 1,
            ..ThreadInfo::default()
        });
        *r = Recorder {
            log,
            watch: r.watch.clone(),
            // Not zero: a time too long for a real clock is too long for this one.
            now: Duration::from_secs(1),
            ..Recorder::default()
        };
    });
}

/// The number of the running execution.
#[inline]
pub(crate) fn execution() -> u32 {
    EXECUTION.get()
}

/// What this OS thread shows of its search.
pub(crate) fn watch() -> Arc<Watch> {
    with(|r| r.watch.clone())
}

/// Hands the log out for a look.
pub(crate) fn with_log<R>(f: impl FnOnce(&Log) -> R) -> R {
    with(|r| f(&r.log))
}

/// Hands the log out for a change.
pub(crate) fn with_log_mut<R>(f: impl FnOnce(&mut Log) -> R) -> R {
    with(|r| f(&mut r.log))
}

pub(crate) fn set_outcome(outcome: Option<String>) {
    with(|r| r.log.outcome = outcome);
}

/// The running thread.
pub(crate) fn me() -> ThreadId {
    with(|r| r.running)
}

pub(crate) fn new_object(kind: &'static str, loc: Loc) -> ObjectId {
    culprit::made_inside(kind, loc);
    with(|r| {
        r.log.objects.push(ObjectInfo {
            kind,
            loc,
            name: None,
        });
        ObjectId::new(r.log.objects.len() - 1, execution(), loc)
    })
}

/// A channel is nil, as Go's may be: nothing ever comes of it.
pub(crate) fn is_nil(object: ObjectId) {
    with(|r| r.log.objects[object.index()].kind = "nil");
}

pub(crate) fn name_object(object: ObjectId, name: String) {
    with(|r| r.log.objects[object.index()].name = Some(name));
}

pub(crate) fn new_thread(name: Option<String>, loc: Loc) -> ThreadId {
    with(|r| {
        let me = r.running as usize;
        let parent = &mut r.log.threads[me];
        parent.children += 1;
        let path = parent.path << 8 | u64::from(parent.children);
        r.log.threads.push(ThreadInfo {
            name,
            loc: Some(loc),
            path,
            ..ThreadInfo::default()
        });
        r.watch.spawned(&r.log.threads[r.log.threads.len() - 1]);
        (r.log.threads.len() - 1) as ThreadId
    })
}

pub(crate) fn thread_count() -> usize {
    with(|r| r.log.threads.len())
}

pub(crate) fn thread<R>(id: ThreadId, f: impl FnOnce(&mut ThreadInfo) -> R) -> R {
    with(|r| f(&mut r.log.threads[id as usize]))
}

/// Whether a thread, which runs, unwinds from a panic. Only std knows that one was caught; but std knows
/// of the OS thread, on which all run, and so says yes while another one waits in the midst of a panic.
pub(crate) fn unwinds(id: ThreadId) -> bool {
    thread(id, |thread| {
        thread.unwinding &= std::thread::panicking();
        thread.unwinding
    })
}

/// Tells that `thread` runs now, which the engine decides.
pub(crate) fn resumed(thread: ThreadId) {
    with(|r| {
        if r.running != thread {
            let before = &r.log.threads[r.running as usize];
            let could_go_on = before.pending.is_some_and(|pending| !pending.blocked);
            let after = &mut r.log.threads[thread as usize];
            after.preempted = could_go_on.then_some(r.running);
            r.watch
                .runs(thread, after.pending.and_then(|pending| pending.loc));
            r.running = thread;
        }
    });
}

/// Runs `f`, in which the engine may switch threads, with a mark of what the thread is about to do.
pub(crate) fn during<R>(pending: Pending, f: impl FnOnce() -> R) -> R {
    if failed() {
        aftermath();
        return f();
    }
    let id = me();
    thread(id, |thread| thread.pending = Some(pending));
    let out = f();
    if !failed() {
        resumed(id);
        thread(id, |thread| thread.pending = None);
    }
    out
}

impl Event {
    /// A step of the running thread.
    pub(crate) fn new(op: Op, loc: Option<Loc>) -> Self {
        Event::by(me(), op, loc)
    }
}

/// Writes a step into the log. True if it comes after the return of main, and must not.
pub(crate) fn record(mut event: Event) -> bool {
    if failed() {
        return false;
    }
    event.step = STEP.get().map_or(0, |step| step());
    with(|r| {
        r.watch.step(event.thread, event.loc);
        let me = &mut r.log.threads[event.thread as usize];
        event.preempted = me.preempted.take();
        event.choice = event.choice.take().or(me.choice.take());
        // That it waits may be reported by the thread that makes it wait: its next step is what counts.
        let works = !event.blocks && !event.op.is_ending();
        let left = r.main_returned && event.thread != 0 && works;
        if event.op.is_progress() && !event.blocks {
            r.progress += 1;
            r.changes += u64::from(event.is_a_change());
        }
        r.log.events.push(event);
        left
    })
}

/// The steps from this number on are taken back: they did not happen.
pub(crate) fn took_back(from: usize) {
    with(|r| {
        let kept = r.log.events.iter().rposition(|event| event.step < from);
        r.log.events.truncate(kept.map_or(0, |last| last + 1));
    });
}

/// Tells of a choice with the next step of the running thread.
pub(crate) fn chose(choice: Choice) {
    thread(me(), |thread| thread.choice = Some(choice));
}

/// Counts steps that may let others go on.
pub(crate) fn progress() -> u64 {
    with(|r| r.progress)
}

/// Counts the steps among them that a later look may tell: to acquire a lock and to leave its data as they were is none.
pub(crate) fn changes() -> u64 {
    with(|r| r.changes)
}

/// Whether a thread other than the running one could still go on by itself.
pub(crate) fn others_can_run() -> bool {
    with(|r| {
        let me = r.running as usize;
        let mut threads = r.log.threads.iter().enumerate();
        threads.any(|(i, thread)| {
            i != me && !thread.done && !thread.pending.is_some_and(|pending| pending.blocked)
        })
    })
}

/// Tells that main is over; `strict`: a thread that still works is a failure.
pub(crate) fn main_returned(strict: bool) {
    record(Event::new(Op::MainReturns, None));
    with(|r| r.main_returned = strict);
}

pub(crate) fn has_main_returned() -> bool {
    with(|r| r.main_returned)
}

/// Model time.
pub(crate) fn now() -> Duration {
    with(|r| r.now)
}

/// Time passes because a timer with this deadline fired.
pub(crate) fn advance_to(deadline: Duration) {
    with(|r| r.now = r.now.max(deadline));
}
