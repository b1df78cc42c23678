//! What the OS thread that searches shows to the one that waits for its verdict: that it is at work,
//! where the model stands, and what was found so far.
//!
//! A model may block its OS thread in something that the checker does not schedule, use up a stack, or have
//! a destructor that waits forever after a failure. Then the searching thread never sends anything, and the
//! verdict is made from what is shown here.

mod help;
mod stuck;

pub(crate) use help::Helper;

use crate::failure::RawFailure;
use crate::findings::{Findings, Once, Search};
use crate::log::{Loc, ThreadId, ThreadInfo};
use parking_lot::Mutex;
use recording::Estimate;
use std::cell::RefCell;
use std::panic::Location;
use std::ptr;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU16, AtomicU32, AtomicU64};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

/// How often the waiting thread checks on the searching one.
pub(crate) const POLL: Duration = Duration::from_millis(100);

/// So many polls in a row without a step: the model does not come back to the checker.
const STUCK: u32 = 50;

/// So many once a failure is known: a destructor that runs after it does not come back.
const STUCK_AFTER_FAILURE: u32 = 10;

/// The searches of this process.
static SEARCHES: Mutex<Vec<Weak<Watch>>> = Mutex::new(Vec::new());

thread_local! {
    static MINE: RefCell<Option<Arc<Watch>>> = const { RefCell::new(None) };
}

/// What is shown of one search.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    /// Steps of all executions.
    beats: AtomicU64,
    /// Executions that have begun.
    executions: AtomicU64,
    /// The running execution.
    execution: AtomicU32,
    /// The running thread of the model, and the line of its last step.
    thread: AtomicU16,
    last: AtomicPtr<Location<'static>>,
    /// The names and origins of the running execution's threads.
    threads: Mutex<Vec<ThreadInfo>>,
    /// Calls of checked types since the execution ended: by destructors.
    late: AtomicU64,
    /// The failure that was found last, until the search sends what it made of it.
    found: Mutex<Option<Search>>,
    /// An OS thread that is none of the model's used a checked type.
    intruder: Mutex<Option<String>>,
    has_intruder: AtomicBool,
    /// A thread of the model has used up its stack, and the OS thread that searches has stopped for good.
    overflowed: Arc<AtomicBool>,
    /// The pass of the search that is under way.
    pass: Mutex<Begun>,
    /// The waiting thread has left with a verdict of its own.
    abandoned: AtomicBool,
    /// An execution runs, or is about to.
    is_busy: AtomicBool,
    /// What the OS threads show that help with the search at the moment.
    helpers: Mutex<Vec<Arc<Watch>>>,
    /// It is what such a thread shows.
    helps: bool,
}

/// A pass of a search, as it began.
#[derive(Debug)]
struct Begun {
    /// Executions before it.
    before: u64,
    at: Instant,
    is_random: bool,
    estimate: Option<Estimate>,
}

impl Default for Begun {
    fn default() -> Self {
        Begun {
            before: 0,
            at: Instant::now(),
            is_random: false,
            estimate: None,
        }
    }
}

/// Where a pass of a search stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pass {
    pub(crate) executions: u64,
    pub(crate) elapsed: Duration,
    /// Its executions are chosen at random.
    pub(crate) is_random: bool,
    /// How many executions it has in all, if that is known.
    pub(crate) estimate: Option<Estimate>,
}

impl Watch {
    /// Of a search that begins now.
    pub(crate) fn new() -> Arc<Self> {
        Watch::default().known()
    }

    /// From now on what uses a checked type from outside finds it.
    fn known(self) -> Arc<Self> {
        let watch = Arc::new(self);
        let mut searches = SEARCHES.lock();
        searches.retain(|search| search.strong_count() > 0);
        searches.push(Arc::downgrade(&watch));
        watch
    }

    /// This OS thread is the one that searches.
    pub(crate) fn attach(self: Arc<Self>) {
        stacks::tell(self.overflowed.clone());
        MINE.with(|mine| *mine.borrow_mut() = Some(self));
    }

    /// Of the search of this OS thread; of none if no thread waits for it.
    pub(crate) fn mine() -> Arc<Watch> {
        MINE.with(|mine| mine.borrow().clone()).unwrap_or_default()
    }

    /// An execution begins.
    pub(crate) fn begin(&self, execution: u32) {
        self.stop_if_abandoned();
        self.is_busy.store(true, Relaxed);
        self.execution.store(execution, Relaxed);
        self.executions.fetch_add(1, Relaxed);
        self.beats.fetch_add(1, Relaxed);
        self.late.store(0, Relaxed);
        self.thread.store(0, Relaxed);
        self.last.store(ptr::null_mut(), Relaxed);
        self.threads.lock().clear();
        self.spawned(&ThreadInfo {
            name: Some("main".into()),
            ..ThreadInfo::default()
        });
    }

    /// A thread of the model was started.
    pub(crate) fn spawned(&self, thread: &ThreadInfo) {
        self.threads.lock().push(ThreadInfo {
            name: thread.name.clone(),
            loc: thread.loc,
            ..ThreadInfo::default()
        });
    }

    /// A thread of the model goes on, with what it announced at this line.
    pub(crate) fn runs(&self, thread: ThreadId, loc: Option<Loc>) {
        self.thread.store(thread, Relaxed);
        let loc = loc.map_or(ptr::null(), ptr::from_ref);
        self.last.store(loc.cast_mut(), Relaxed);
    }

    /// A thread of the model is at this line.
    pub(crate) fn step(&self, thread: ThreadId, loc: Option<Loc>) {
        self.beats.fetch_add(1, Relaxed);
        self.thread.store(thread, Relaxed);
        if let Some(loc) = loc {
            self.last.store(ptr::from_ref(loc).cast_mut(), Relaxed);
        }
    }

    /// A checked type is called after the end of the execution.
    pub(crate) fn late(&self) {
        self.late.fetch_add(1, Relaxed);
        self.stop_if_abandoned();
    }

    /// Keeps a search from going on whose verdict is out.
    fn stop_if_abandoned(&self) {
        while self.abandoned.load(Relaxed) {
            std::thread::park();
        }
    }

    /// A pass of the search begins.
    pub(crate) fn begin_pass(&self, is_random: bool) {
        *self.pass.lock() = Begun {
            before: self.begun(),
            is_random,
            ..Begun::default()
        };
    }

    /// The pass has so many executions.
    pub(crate) fn estimate(&self, estimate: Estimate) {
        self.pass.lock().estimate = Some(estimate);
    }

    /// Where the pass stands, and whether a failure was found.
    pub(crate) fn pass(&self) -> (Pass, bool) {
        let begun = self.pass.lock();
        let pass = Pass {
            executions: self.begun().saturating_sub(begun.before),
            elapsed: begun.at.elapsed(),
            is_random: begun.is_random,
            estimate: begun.estimate,
        };
        (pass, self.found.lock().is_some())
    }

    /// An execution failed: this is the verdict, unless the search finds a better one.
    pub(crate) fn found(&self, failure: RawFailure, preemptions: u32) {
        *self.found.lock() = Some(self.search(Some(failure), Some(preemptions)));
    }

    /// Adds what runs the schedule of that failure again.
    pub(crate) fn found_again_by(&self, once: Once) {
        if let Some(search) = &mut *self.found.lock() {
            search.once = Some(once);
        }
    }

    /// The failure that was found last is none that counts.
    pub(crate) fn forget(&self) {
        self.found.lock().take();
    }

    /// What an intruder did in the running execution, if one was there.
    pub(crate) fn intruder(&self) -> Option<String> {
        match self.has_intruder.load(Relaxed) {
            true => self.intruder.lock().clone(),
            false => None,
        }
    }

    fn search(&self, failure: Option<RawFailure>, preemptions: Option<u32>) -> Search {
        let begun = self.begun();
        // One that neither failed nor ended was not explored.
        let executions = begun.saturating_sub(u64::from(failure.is_none()));
        Search::of_findings(Findings::of_failure(executions, failure), preemptions)
    }

    /// What is known of a search that did not end within its time.
    pub(crate) fn so_far(self: &Arc<Self>) -> Search {
        self.abandon();
        let mut found = self.all().into_iter().map(|one| one.found.lock().take());
        found.find_map(|found| found).unwrap_or_else(|| Search {
            cut_short: Some(None),
            estimate: self.pass.lock().estimate,
            ..self.search(None, None)
        })
    }
}

/// Notices that a search is stuck.
#[derive(Debug, Default)]
pub(crate) struct Patience {
    beats: u64,
    polls: u32,
}

impl Patience {
    /// To be called once for each [`POLL`]: what is known, if the search is stuck.
    pub(crate) fn poll(&mut self, watch: &Arc<Watch>) -> Option<Search> {
        let all = watch.all();
        let beats = all.iter().map(|one| one.beats.load(Relaxed)).sum();
        self.polls = match beats == self.beats {
            true => self.polls + 1,
            false => 0,
        };
        self.beats = beats;
        let found = all.iter().any(|one| one.found.lock().is_some());
        let overflowed = all.iter().find(|one| one.overflowed.load(Relaxed));
        if found && (overflowed.is_some() || self.polls >= STUCK_AFTER_FAILURE) {
            return Some(watch.so_far());
        }
        let failure = match overflowed {
            Some(overflowed) => overflowed.overflow(),
            None if self.polls >= STUCK => watch.busy().stuck(),
            None => return None,
        };
        watch.abandon();
        Some(watch.search(Some(failure), Some(0)))
    }
}

/// Tells the search of this execution what an OS thread did that is none of the model's; without an
/// execution the only search that there is, unless the OS thread has a name: then it may be another test's.
pub(crate) fn intrude(execution: Option<u32>, what: &str) {
    let searches: Vec<_> = {
        let searches = SEARCHES.lock();
        searches.iter().filter_map(Weak::upgrade).collect()
    };
    let alone = searches.iter().filter(|search| !search.helps).count() == 1;
    let is_alone = alone && std::thread::current().name().is_none();
    let one = searches.iter().find(|search| match execution {
        Some(execution) => search.execution.load(Relaxed) == execution,
        None => is_alone && !search.helps,
    });
    if let Some(search) = one {
        search.intruder.lock().get_or_insert_with(|| what.into());
        search.has_intruder.store(true, Relaxed);
    }
}
