//! How an end waits for the other: apart from the protocol, which is right with any of them.

use crate::machine;
use crate::sync::atomic::{AtomicU32, Ordering};
use crate::sync::time::{Duration, Instant};
use crate::sync::{Condvar, Mutex, MutexGuard};

/// One of the two ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The end that writes.
    Writer,
    /// The end that reads.
    Reader,
}

/// How an end waits.
pub trait Waiting: Default {
    /// Waits for as long as `waits` says so of the state behind `lock`, which the caller holds.
    fn wait_while<'a, T>(
        &self,
        end: End,
        lock: &'a Mutex<T>,
        told: &Condvar,
        state: MutexGuard<'a, T>,
        waits: impl Fn(&T) -> bool,
    ) -> MutexGuard<'a, T>;

    /// Tells this end, if it waits, that something was changed. The caller holds the lock.
    fn tell(&self, end: End, told: &Condvar);
}

/// Sleeps at once.
#[derive(Debug, Default)]
pub struct Sleep;

impl Waiting for Sleep {
    fn wait_while<'a, T>(
        &self,
        _: End,
        _: &'a Mutex<T>,
        told: &Condvar,
        mut state: MutexGuard<'a, T>,
        waits: impl Fn(&T) -> bool,
    ) -> MutexGuard<'a, T> {
        while waits(&state) {
            told.wait(&mut state);
        }
        state
    }

    fn tell(&self, _: End, told: &Condvar) {
        told.notify_all();
    }
}

/// Knows its machine: while the other end runs on another core it is about to answer, so this one
/// looks for a while; else it sleeps at once, since the other end needs this very core.
///
/// To wake a core that sleeps takes some 25 microseconds, to wake a thread on one's own core less
/// than one. To look for less than a wake takes is worse than not to look at all.
///
/// `EVERY` nanoseconds it looks. A look takes the cache line away from the end that is about to write
/// there, so one as often as can be takes twice as long as one in the time that the other end needs.
/// Where a look that comes late finds more, it pays to look seldom.
#[derive(Debug)]
pub struct CoreAware<const EVERY: u64> {
    /// How often each end was told of something.
    told: [Line<AtomicU32>; 2],
    known: Line<Known>,
}

#[derive(Debug)]
struct Known {
    /// The core on which each end ran last, or [`UNKNOWN`].
    cores: [AtomicU32; 2],
    /// Whether there is another core to look at.
    looks: bool,
}

/// Has a cache line to itself, and the one that is fetched with it: who looks at it disturbs nobody
/// who changes something else.
#[derive(Debug, Default)]
#[repr(align(128))]
struct Line<T>(T);

const UNKNOWN: u32 = u32::MAX;

/// Longer than it takes to wake a core.
const A_WHILE: Duration = Duration::from_micros(50);

impl<const EVERY: u64> Default for CoreAware<EVERY> {
    fn default() -> Self {
        CoreAware {
            told: [Line::default(), Line::default()],
            known: Line(Known {
                cores: [AtomicU32::new(UNKNOWN), AtomicU32::new(UNKNOWN)],
                looks: machine::knows_several_cores(),
            }),
        }
    }
}

impl<const EVERY: u64> CoreAware<EVERY> {
    fn told(&self, end: End) -> &AtomicU32 {
        &self.told[end as usize].0
    }

    /// Whether the other end last ran on another core than this one, as far as is known.
    fn is_apart(&self, end: End) -> bool {
        let here = machine::core().unwrap_or(UNKNOWN);
        let own = &self.known.0.cores[end as usize];
        // Relaxed: a wrong guess only costs time.
        if own.load(Ordering::Relaxed) != here {
            own.store(here, Ordering::Relaxed);
        }
        let there = self.known.0.cores[1 - end as usize].load(Ordering::Relaxed);
        here != UNKNOWN && there != UNKNOWN && here != there
    }

    /// Looks until something was told since `seen`, for a while at most.
    fn look(&self, end: End, seen: u32) {
        let began = Instant::now();
        let mut waited = Duration::ZERO;
        // Relaxed: whoever sees it takes the lock, which orders the rest.
        while self.told(end).load(Ordering::Relaxed) == seen
            && waited < A_WHILE
            && self.is_apart(end)
        {
            let next = waited + Duration::from_nanos(EVERY);
            while waited < next {
                std::hint::spin_loop();
                waited = began.elapsed();
            }
        }
    }
}

impl<const EVERY: u64> Waiting for CoreAware<EVERY> {
    fn wait_while<'a, T>(
        &self,
        end: End,
        lock: &'a Mutex<T>,
        told: &Condvar,
        mut state: MutexGuard<'a, T>,
        waits: impl Fn(&T) -> bool,
    ) -> MutexGuard<'a, T> {
        if self.known.0.looks && waits(&state) {
            let seen = self.told(end).load(Ordering::Relaxed);
            drop(state);
            self.look(end, seen);
            state = lock.lock();
        }
        // From this look at the state until it sleeps the lock is held: nothing is missed that is told
        // in between.
        while waits(&state) {
            told.wait(&mut state);
        }
        state
    }

    fn tell(&self, end: End, told: &Condvar) {
        if self.known.0.looks {
            self.told(end).fetch_add(1, Ordering::Relaxed);
        }
        told.notify_all();
    }
}
