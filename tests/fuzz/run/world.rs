//! The shared objects of a program, and what each thread has of them.

use super::super::go::Chan;
use super::super::sync::atomic::{AtomicBool, AtomicU64};
use super::super::sync::cell::UnsafeCell;
use super::super::sync::channel::{Receiver, Sender, after, at, bounded, never, tick, unbounded};
use super::super::sync::counted::{Arc as Counted, Weak};
use super::super::sync::mpsc;
use super::super::sync::thread::Thread;
use super::super::sync::time::{Duration, Instant};
use super::super::sync::{Barrier, Condvar, Mutex, Once, OnceLock, Parker, Unparker, WaitGroup};
use super::channels::Message;
use super::locks::Forgotten;
use super::mpsc::{Sender as MpscSender, channel};
use super::rw_locks::{plain, recursive};
use super::{Notes, plain};
use crate::language::{CHANNELS, GO, MPSC, Program, TWO};
use crate::outcome::Note;
use std::sync::Arc;

/// Every time limit: for the checkers it says nothing, for the real side it should be short.
pub const TIME: Duration = Duration::from_micros(50);

/// The same as a point in time.
pub fn deadline() -> Instant {
    Instant::now() + TIME
}

pub struct World {
    pub program: Arc<Program>,
    notes: Notes,
    pub mutexes: [Mutex<u64>; TWO],
    pub condvars: [Condvar; TWO],
    pub barrier: Barrier,
    pub plain: plain::Lock<u64>,
    pub recursive: recursive::Lock<u64>,
    pub atomics: [AtomicU64; TWO],
    pub flag: AtomicBool,
    pub timers: [Receiver<Instant>; TWO],
    pub never: Receiver<Message>,
    pub go: Chan<Message>,
    pub nil: Chan<Message>,
    pub once: Once,
    pub once_lock: OnceLock<u64>,
    pub unparkers: Vec<Option<Unparker>>,
    pub cell: Unguarded,
}

/// Memory that nothing guards.
pub struct Unguarded(pub UnsafeCell<u64>);

// SAFETY: programs that use it run on checkers only, where accesses at once end the execution.
unsafe impl Sync for Unguarded {}

/// What a thread has; its fields are dropped in this order.
pub struct Mine {
    /// Of the two channels. A thread has no such handles of the others.
    pub senders: [Vec<Sender<Message>>; CHANNELS],
    pub mpsc_senders: Vec<MpscSender>,
    pub receivers: [Vec<Receiver<Message>>; CHANNELS],
    pub mpsc_receiver: Option<mpsc::Receiver<Message>>,
    pub group: Option<WaitGroup>,
    pub counted: Vec<Counted<u64>>,
    pub weak: Vec<Weak<u64>>,
    pub forgotten: Vec<Forgotten>,
    pub parker: Option<Parker>,
    /// By thread.
    pub known: Vec<Option<Thread>>,
    /// What the threads have that it starts first of all.
    pub children: Vec<Mine>,
    pub me: usize,
}

impl World {
    pub fn new(program: &Arc<Program>, notes: &Notes) -> (World, Mine) {
        let threads = 0..program.threads.len();
        let mut mine: Vec<Mine> = threads.map(|me| Mine::new(program, me)).collect();
        deal(program, &mut mine);
        let unparkers = mine.iter().map(|mine| mine.parker.as_ref());
        let unparkers = unparkers.map(|parker| parker.map(|parker| parker.unparker().clone()));
        let timer = |i: usize| match (program.uses_timer(i), i) {
            (false, _) => never(),
            (true, 0) if program.deadlines => at(deadline()),
            (true, 0) => after(TIME),
            (true, _) => tick(TIME),
        };
        let world = World {
            program: program.clone(),
            notes: notes.clone(),
            mutexes: [Mutex::new(0), Mutex::new(0)],
            condvars: [Condvar::new(), Condvar::new()],
            barrier: Barrier::new(2),
            plain: plain::Lock::new(0),
            recursive: recursive::Lock::new(0),
            atomics: [AtomicU64::new(0), AtomicU64::new(0)],
            flag: AtomicBool::new(false),
            timers: [timer(0), timer(1)],
            never: never(),
            go: Chan::new(program.capacity(GO).unwrap_or(0)),
            nil: Chan::nil(),
            once: Once::new(),
            once_lock: OnceLock::new(),
            unparkers: unparkers.collect(),
            cell: Unguarded(UnsafeCell::new(0)),
        };
        // Children have higher numbers than their parents.
        while mine.len() > 1 {
            let last = mine.pop().expect("more than one");
            mine[program.parents[last.me]].children.insert(0, last);
        }
        (world, mine.remove(0))
    }

    pub fn note(&self, thread: usize, notes: &[Note]) {
        plain(&self.notes)[thread].extend(notes);
    }
}

impl Mine {
    fn new(program: &Program, me: usize) -> Self {
        Mine {
            senders: Default::default(),
            mpsc_senders: vec![],
            receivers: Default::default(),
            mpsc_receiver: None,
            group: None,
            counted: vec![],
            weak: vec![],
            forgotten: vec![],
            parker: program.has_parker(me).then(Parker::new),
            known: vec![None; program.threads.len()],
            children: vec![],
            me,
        }
    }
}

/// Gives every thread its clones; the last gets the original, so that nothing is left to drop.
fn deal(program: &Program, mine: &mut [Mine]) {
    for c in 0..TWO {
        let (sender, receiver) = match program.capacities[c] {
            Some(capacity) => bounded(capacity),
            None => unbounded(),
        };
        let wants = (0..mine.len()).map(|i| program.sends(i, c));
        share(sender, wants.collect(), |i, s| mine[i].senders[c].push(s));
        let wants = (0..mine.len()).map(|i| program.receives(i, c));
        share(receiver, wants.collect(), |i, r| {
            mine[i].receivers[c].push(r)
        });
    }
    let wants: Vec<bool> = (0..mine.len()).map(|i| program.in_group(i)).collect();
    if wants.contains(&true) {
        share(WaitGroup::new(), wants, |i, g| mine[i].group = Some(g));
    }
    let (sender, receiver) = channel(program.capacity(MPSC));
    let wants = (0..mine.len()).map(|i| program.sends(i, MPSC));
    share(sender, wants.collect(), |i, s| mine[i].mpsc_senders.push(s));
    let wants = (0..mine.len()).find(|i| program.receives(*i, MPSC));
    if let Some(wants) = wants {
        mine[wants].mpsc_receiver = Some(receiver);
    }
    let wants: Vec<bool> = (0..mine.len()).map(|i| program.counts(i)).collect();
    let weakly: Vec<bool> = (0..mine.len()).map(|i| program.counts_weakly(i)).collect();
    if wants.contains(&true) || weakly.contains(&true) {
        let counted = Counted::new(7);
        if weakly.contains(&true) {
            share(Counted::downgrade(&counted), weakly, |i, w| {
                mine[i].weak.push(w)
            });
        }
        share(counted, wants, |i, a| mine[i].counted.push(a));
    }
}

fn share<T: Clone>(original: T, wants: Vec<bool>, mut give: impl FnMut(usize, T)) {
    let Some(last) = wants.iter().rposition(|wants| *wants) else {
        return;
    };
    for i in (0..last).filter(|i| wants[*i]) {
        give(i, original.clone());
    }
    give(last, original);
}
