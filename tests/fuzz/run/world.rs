//! The shared objects of a program, and what each thread has of them.

use super::super::sync::atomic::{AtomicBool, AtomicU64};
use super::super::sync::cell::UnsafeCell;
use super::super::sync::channel::{Receiver, Sender, after, bounded, never, tick, unbounded};
use super::super::sync::counted::Arc as Counted;
use super::super::sync::thread::{self, Thread};
use super::super::sync::time::{Duration, Instant};
use super::super::sync::{Condvar, Mutex, Parker, RwLock, Unparker, WaitGroup};
use super::{Notes, plain};
use crate::language::{Op, Program, TWO};
use crate::outcome::Note;
use std::sync::Arc;

/// Every time limit: for the checkers it says nothing, for the real side it should be short.
pub const TIME: Duration = Duration::from_micros(50);

pub struct World {
    pub program: Arc<Program>,
    notes: Notes,
    pub mutexes: [Mutex<u64>; TWO],
    pub condvar: Condvar,
    pub rw_lock: RwLock<u64>,
    pub atomics: [AtomicU64; TWO],
    pub flag: AtomicBool,
    pub timers: [Receiver<Instant>; TWO],
    pub never: Receiver<u64>,
    pub unparkers: Vec<Option<Unparker>>,
    pub cell: Unguarded,
}

/// Memory that nothing guards.
pub struct Unguarded(pub UnsafeCell<u64>);

// SAFETY: programs that use it run on checkers only, where accesses at once end the execution.
unsafe impl Sync for Unguarded {}

/// What a thread has; its fields are dropped in this order.
pub struct Mine {
    pub senders: [Vec<Sender<u64>>; TWO],
    pub receivers: [Vec<Receiver<u64>>; TWO],
    pub group: Option<WaitGroup>,
    pub counted: Option<Counted<u64>>,
    pub parker: Option<Parker>,
    /// The threads that were started before it.
    pub known: Vec<Option<Thread>>,
    pub me: usize,
}

impl World {
    pub fn new(program: &Arc<Program>, notes: &Notes) -> (World, Vec<Mine>) {
        let threads = 0..program.threads.len();
        let mut mine: Vec<Mine> = threads.map(|me| Mine::new(program, me)).collect();
        deal(program, &mut mine);
        let unparkers = mine.iter().map(|mine| mine.parker.as_ref());
        let unparkers = unparkers.map(|parker| parker.map(|parker| parker.unparker().clone()));
        let timer = |i: usize| match (program.uses_timer(i), i) {
            (false, _) => never(),
            (true, 0) => after(TIME),
            (true, _) => tick(TIME),
        };
        let world = World {
            program: program.clone(),
            notes: notes.clone(),
            mutexes: [Mutex::new(0), Mutex::new(0)],
            condvar: Condvar::new(),
            rw_lock: RwLock::new(0),
            atomics: [AtomicU64::new(0), AtomicU64::new(0)],
            flag: AtomicBool::new(false),
            timers: [timer(0), timer(1)],
            never: never(),
            unparkers: unparkers.collect(),
            cell: Unguarded(UnsafeCell::new(0)),
        };
        (world, mine)
    }

    pub fn note(&self, thread: usize, notes: &[Note]) {
        plain(&self.notes)[thread].extend(notes);
    }
}

impl Mine {
    fn new(program: &Program, me: usize) -> Self {
        let unparks_main = me == 0 && program.ops().any(|op| *op == Op::Unpark(0));
        Mine {
            senders: Default::default(),
            receivers: Default::default(),
            group: None,
            counted: None,
            parker: program.has_parker(me).then(Parker::new),
            known: match me {
                0 => vec![unparks_main.then(thread::current)],
                _ => vec![],
            },
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
    let wants: Vec<bool> = (0..mine.len()).map(|i| program.counts(i)).collect();
    if wants.contains(&true) {
        share(Counted::new(7), wants, |i, a| mine[i].counted = Some(a));
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
