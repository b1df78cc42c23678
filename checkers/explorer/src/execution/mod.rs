//! One execution: its threads, its events, and what happened before what.
//!
//! | module | what it holds |
//! |---|---|
//! | `awaits` | loops that only look and yield |
//! | `events` | conflicts with earlier steps, clocks, hashes |
//! | `order` | in which order a step touched its objects |
//! | `ready` | who can go on; twins that break the rules show here |
//! | `undo` | a look in vain that is taken back |
//! | `yields` | who has yielded in vain, and is held back |

mod awaits;
mod events;
mod order;
mod parts;
mod ready;
mod undo;
mod yields;

use crate::access::{Access, Footprint, Object, Reach};
use crate::clock::{Clock, Moment};
use crate::context::{Pending, Ready, When, key};
use crate::end::End;
use crate::hash::mix;
use crate::report::Step;
use crate::schedule::Schedule;
use crate::split::Before;
pub(crate) use awaits::Learner;
pub use awaits::Loops;
use awaits::{Core, Known};
pub(crate) use events::{Closing, Opened};
use order::Order;
use std::rc::Rc;
use undo::Saved;
use yields::Round;
pub use yields::YIELDS_IN_VAIN;

/// A thread as the search sees it. What it runs is in the runner.
pub(crate) struct Thread {
    pub(crate) path: Vec<u16>,
    pub(crate) key: u64,
    pub(crate) daemon: bool,
    pub(crate) clock: Clock,
    /// Of all its events, and of all that happened before them.
    pub(crate) hash: u64,
    events: u32,
    last: Option<usize>,
    pub(crate) pending: Option<Waits>,
    /// What it did since it yielded last.
    round: Round,
    core: Core,
}

/// A step that was announced.
pub(crate) struct Waits {
    pub(crate) label: &'static str,
    pub(crate) footprint: Footprint,
    pub(crate) when: When,
    /// The event in which it was announced.
    pub(crate) since: usize,
    /// Whether it could run when it was looked at last.
    pub(crate) enabled: Option<bool>,
    /// The event after which it could, if before it could not.
    pub(crate) woken: Option<usize>,
    /// Where in the program.
    place: usize,
    /// How many of its accesses were announced.
    announced: usize,
    /// Its thread has yielded here in vain too often: it reads what the thread looked at, and cannot run
    /// before that changes, but for what it waits for besides.
    held_back: bool,
    /// Which step it is, within this execution.
    step: u64,
    /// A yield that ends a look in vain: its thread does not go on.
    in_vain: bool,
    /// A look that was taken back: after so many events it was in vain, and it is until one of these objects
    /// changes.
    vain: Option<(usize, Rc<[Object]>)>,
}

impl Waits {
    fn yields(&self) -> bool {
        matches!(self.when, When::Yield)
    }
}

/// An event that is over.
pub(crate) struct Past {
    pub(crate) thread: usize,
    /// Its number among the events of its thread, from 1.
    pub(crate) index: u32,
    pub(crate) clock: Clock,
    pub(crate) hash: u64,
    /// Where the search decided for it.
    pub(crate) node: Option<usize>,
    pub(crate) footprint: Footprint,
    order: Order,
    pub(crate) yields: bool,
    /// It changed nothing.
    pub(crate) is_look: bool,
    /// What it told that it comes after.
    pub(crate) causes: Vec<usize>,
}

struct Touch {
    event: usize,
    access: Access,
    changes: bool,
}

/// An access to plain memory.
struct Glance {
    thread: usize,
    moment: Moment,
    access: Access,
}

/// What happened to an object.
#[derive(Default)]
struct History {
    steps: Vec<Touch>,
    cells: Vec<Glance>,
}

#[derive(Default)]
pub(crate) struct Execution {
    pub(crate) threads: Vec<Thread>,
    pub(crate) events: Vec<Past>,
    pub(crate) steps: Vec<Step>,
    pub(crate) schedule: Schedule,
    pub(crate) preemptions: u32,
    /// How often all waited but for those who yield.
    laps: u32,
    /// A thread was held back that had yielded in vain too often.
    pub(crate) held_back: bool,
    /// A thread's part ended at a look in vain.
    pub(crate) in_vain: bool,
    /// What was looked at then has changed: the execution counts for nothing.
    pub(crate) looked_in_vain: bool,
    /// A thread left a loop that was taken to wait, though nothing had changed.
    pub(crate) left: bool,
    /// No thread could continue, and those that looked in vain go round again.
    goes_round: bool,
    /// Looks in vain are taken back, where they are one step.
    pub(crate) takes_back: bool,
    /// What was before the last step, which may be such a look.
    saved: Option<Saved>,
    /// Loops whose looks in vain make no difference.
    pub(crate) loops: Loops,
    /// Looks whether they do.
    pub(crate) learner: Option<Learner>,
    /// Steps that wait for others in this part of the search.
    pub(crate) part: Vec<Before>,
    /// Of these, two without a conflict.
    pub(crate) overlap: Option<Before>,
    /// For each event what its thread knew after it.
    known: Vec<Known>,
    /// The thread that ran last, daemons aside.
    pub(crate) current: usize,
    objects: Vec<History>,
    /// The last event that conflicts with everything, and the last with all but daemons.
    wild: Option<usize>,
    pub(crate) ending: Option<usize>,
    opened: Option<Opened>,
    /// Of all threads: equal after equivalent beginnings.
    pub(crate) state: u64,
    /// Something that makes going on useless.
    pub(crate) fault: Option<End>,
}

impl Execution {
    /// Begins with main, which runs to its first step.
    pub(crate) fn begin(&mut self) {
        let Execution {
            threads,
            events,
            steps,
            schedule,
            objects,
            loops,
            learner,
            part,
            known,
            ..
        } = self;
        threads.clear();
        events.clear();
        steps.clear();
        schedule.0.clear();
        objects.clear();
        known.clear();
        *self = Execution {
            threads: std::mem::take(threads),
            events: std::mem::take(events),
            steps: std::mem::take(steps),
            schedule: std::mem::take(schedule),
            objects: std::mem::take(objects),
            loops: std::mem::take(loops),
            learner: learner.take(),
            part: std::mem::take(part),
            known: std::mem::take(known),
            ..Execution::default()
        };
        self.add_thread(vec![], false);
        self.opened = Some(Opened::start());
    }

    /// Its step, with what happened before it, is told when the step that spawned it is over.
    pub(crate) fn add_thread(&mut self, path: Vec<u16>, daemon: bool) {
        let key = key(&path);
        self.state = self.state.wrapping_add(mix(key));
        self.threads.push(Thread {
            path,
            key,
            daemon,
            clock: Clock::default(),
            hash: 0,
            events: 0,
            last: None,
            pending: None,
            round: Round::default(),
            core: Core::default(),
        });
    }

    /// Equal for executions that differ only in the order of steps that commute. What daemons did
    /// counts if a thread noticed.
    pub(crate) fn trace(&self) -> u64 {
        let threads = self.threads.iter().filter(|thread| !thread.daemon);
        threads.fold(0, |sum, thread| {
            sum.wrapping_add(mix(thread.hash ^ thread.key))
        })
    }

    /// `thread` announced a step; main's return ends the execution unless threads may `outlive` it.
    pub(crate) fn announce(&mut self, thread: usize, pending: Pending, outlive: bool) {
        let daemon = self.threads[thread].daemon;
        let reach = match pending.when {
            When::MainReturns if !outlive => Reach::Threads,
            _ => pending.reach,
        };
        let announced = pending.accesses.len();
        let footprint = Footprint {
            accesses: pending.accesses,
            reach,
            daemon,
        };
        self.threads[thread].pending = Some(Waits {
            label: pending.label,
            step: self.step(pending.label, &footprint, pending.place),
            footprint,
            when: pending.when,
            since: self.events.len(),
            enabled: None,
            woken: None,
            place: pending.place,
            announced,
            held_back: false,
            in_vain: false,
            vain: None,
        });
    }

    /// Whether to run another thread than the current one is a preemption.
    pub(crate) fn can_stay(&self, enabled: &[usize]) -> bool {
        let pending = self.threads[self.current].pending.as_ref();
        (enabled.contains(&self.current) || self.is_held(self.current))
            && pending.is_some_and(|waits| match &waits.when {
                When::Guard(ready) | When::InTime(ready) => ready() == Ready::Yes,
                When::Always | When::MainReturns => true,
                When::Yield => false,
            })
    }

    /// Schedules `thread`: takes the step that it announced.
    pub(crate) fn open(&mut self, thread: usize, node: Option<usize>, enabled: &[usize]) {
        self.saved = self.takes_back.then(|| self.save(thread));
        if !self.threads[thread].daemon {
            self.preemptions += u32::from(thread != self.current && self.can_stay(enabled));
            self.current = thread;
        }
        self.schedule.0.push(thread as u16);
        let mut waits = self.threads[thread].pending.take().expect("enabled");
        waits.looks_again();
        let yields = waits.yields();
        self.opened = Some(Opened {
            thread,
            label: waits.label,
            footprint: waits.footprint,
            order: Order::default(),
            since: waits.since,
            woken: waits.woken,
            step: waits.step,
            yields,
            place: waits.place,
            node,
        });
        // A guard may hold what a model made: it goes when nothing is borrowed, which is now.
        drop(waits.when);
    }
}
