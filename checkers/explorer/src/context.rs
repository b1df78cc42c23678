//! What the running step has done besides what it announced: where twins write, and the runner reads.

use crate::access::{Access, Object, Reach};
use crate::hash::mix;
use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// A moment of an execution: in a step that ran or runs, as [`now`](crate::now) told it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Event {
    /// Of the step, from 0 in the order of the execution.
    pub(crate) number: usize,
    /// What its thread did in the step before this mark comes before it.
    pub(crate) mark: u32,
}

/// A step that a thread announced.
pub(crate) struct Pending {
    pub(crate) label: &'static str,
    pub(crate) accesses: Vec<(Object, Access)>,
    pub(crate) when: When,
    /// Whom it affects besides.
    pub(crate) reach: Reach,
    /// Where in the program, as [`at`](crate::at) told.
    pub(crate) place: usize,
}

/// Whether a step that was announced can run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ready {
    /// Its thread has to wait.
    No,
    /// Time is up for which the thread waits, or may be: to switch away from it is no preemption.
    InTime,
    /// What it waits for is there.
    Yes,
}

/// When an announced step can run.
pub(crate) enum When {
    Always,
    Guard(Box<dyn Fn() -> Ready>),
    /// The same, and time may be up.
    InTime(Box<dyn Fn() -> Ready>),
    /// A few times in a row; then when something that the thread looked at has changed.
    Yield,
    /// Always; main is over.
    MainReturns,
}

impl When {
    /// What a guard says.
    pub(crate) fn is_ready(&self) -> Option<Ready> {
        match self {
            When::Always => Some(Ready::Yes),
            When::Guard(ready) | When::InTime(ready) => Some(ready()),
            When::Yield | When::MainReturns => None,
        }
    }
}

/// A thread that the running step spawned.
pub(crate) struct Spawned {
    pub(crate) thread: usize,
    pub(crate) daemon: bool,
    pub(crate) path: Vec<u16>,
    pub(crate) at: Event,
    pub(crate) body: Box<dyn FnOnce()>,
}

/// What the running step has done.
pub(crate) struct Slice {
    pub(crate) event: usize,
    /// How often the step was marked.
    pub(crate) marks: u32,
    /// The mark up to which those who conflict with the step come after what its thread did. 0 but
    /// for a step that touched an object late.
    pub(crate) published: u32,
    /// Beyond what it announced, each with the number of choices before it.
    pub(crate) touched: Vec<(Object, Access, usize)>,
    /// Each between two marks: after so many.
    pub(crate) cells: Vec<(Object, Access, u32)>,
    pub(crate) causes: Vec<Event>,
    pub(crate) choices: Vec<u16>,
    pub(crate) reach: Reach,
    /// How many objects it touched, and how many choices there were, before it reached so far.
    pub(crate) reached: (usize, usize),
    pub(crate) unchanged: bool,
    /// What it looked at, if not all that it touched.
    pub(crate) looks: Option<Vec<Object>>,
    /// It was a wait that ended because time was up.
    pub(crate) timed_out: bool,
}

/// How a thread ended, for those who join it.
pub(crate) struct Fate {
    pub(crate) path: Vec<u16>,
    pub(crate) children: u16,
    /// How many objects it made.
    pub(crate) objects: u64,
    pub(crate) done: Arc<AtomicBool>,
    pub(crate) end: Option<Event>,
    pub(crate) panic: Option<String>,
    pub(crate) joined: bool,
    /// It said that a panic unwinds in it.
    pub(crate) unwinds: bool,
    /// Its last step was one of a panic that unwinds.
    pub(crate) began_to_unwind: bool,
}

pub(crate) struct Context {
    pub(crate) thread: usize,
    pub(crate) slice: Slice,
    pub(crate) spawned: std::collections::VecDeque<Spawned>,
    pub(crate) fates: Vec<Fate>,
    /// For each object a name that does not depend on the order in which threads made theirs.
    pub(crate) objects: Vec<u32>,
    pub(crate) outcome: Option<String>,
    /// Where in the program the next step is announced.
    pub(crate) place: usize,
    /// What the running thread announces belongs to the running step: see [`atomic`](crate::atomic).
    pub(crate) atomic: bool,
    /// Threads that wait while a panic unwinds in them. Until they go on, std says of every thread
    /// that it panics.
    pub(crate) halfway: Vec<usize>,
    /// The execution is over; destructors run.
    pub(crate) torn_down: bool,
    /// A thread said that the execution has failed, and why.
    pub(crate) failed: Option<(usize, String)>,
}

thread_local! {
    static CONTEXT: RefCell<Option<Context>> = const { RefCell::new(None) };
}

impl Slice {
    pub(crate) fn new(event: usize) -> Self {
        Slice {
            event,
            marks: 0,
            published: 0,
            touched: vec![],
            cells: vec![],
            causes: vec![],
            choices: vec![],
            reach: Reach::None,
            reached: (0, 0),
            unchanged: false,
            looks: None,
            timed_out: false,
        }
    }

    /// From here on it reaches further.
    pub(crate) fn reach(&mut self, reach: Reach) {
        if reach > self.reach {
            self.reach = reach;
            self.reached = (self.touched.len(), self.choices.len());
        }
    }

    pub(crate) fn mark(&mut self) -> Event {
        self.marks += 1;
        Event {
            number: self.event,
            mark: self.marks,
        }
    }
}

impl Fate {
    pub(crate) fn new(path: Vec<u16>) -> Self {
        Fate {
            path,
            children: 0,
            objects: 0,
            done: Arc::default(),
            end: None,
            panic: None,
            joined: false,
            unwinds: false,
            began_to_unwind: false,
        }
    }
}

impl Context {
    /// Begins an execution on this OS thread.
    pub(crate) fn begin() {
        let context = Context {
            thread: 0,
            slice: Slice::new(0),
            spawned: std::collections::VecDeque::new(),
            fates: vec![Fate::new(vec![])],
            objects: vec![],
            outcome: None,
            place: 0,
            atomic: false,
            halfway: vec![],
            torn_down: false,
            failed: None,
        };
        // Dropped outside of the borrow: it may hold what a model left.
        let _before = CONTEXT.replace(Some(context));
    }

    pub(crate) fn end() {
        let _before = CONTEXT.replace(None);
    }

    /// `None`: no execution on this OS thread.
    pub(crate) fn with<R>(f: impl FnOnce(&mut Context) -> R) -> Option<R> {
        CONTEXT.with(|context| context.borrow_mut().as_mut().map(f))
    }

    /// Whether an execution runs on this OS thread, also for a panic hook, which may be called at
    /// any moment.
    pub(crate) fn is_here() -> bool {
        CONTEXT.with(|context| context.try_borrow().is_ok_and(|context| context.is_some()))
    }

    /// `None`: no execution, or it is over.
    pub(crate) fn live<R>(f: impl FnOnce(&mut Context) -> R) -> Option<R> {
        CONTEXT.with(|context| {
            let mut context = context.borrow_mut();
            context.as_mut().filter(|context| !context.torn_down).map(f)
        })
    }
}

/// The identity of a thread that was spawned so, in every execution.
pub(crate) fn key(path: &[u16]) -> u64 {
    path.iter()
        .fold(1, |key, child| mix(key ^ mix(u64::from(*child))))
}
