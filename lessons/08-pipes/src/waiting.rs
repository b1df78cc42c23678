//! How an end waits for the other one. The protocol is correct with any of these ways.

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

/// A way for an end to wait for the other.
pub trait Waiting: Default {
    /// Waits while `waits` returns true for the state behind `lock`, which the caller holds.
    fn wait_while<'a, T>(
        &self,
        end: End,
        lock: &'a Mutex<T>,
        changed: &Condvar,
        state: MutexGuard<'a, T>,
        waits: impl Fn(&T) -> bool,
    ) -> MutexGuard<'a, T>;

    /// Notifies this end, if it waits, that the state has changed. The caller holds the lock.
    fn notify(&self, end: End, changed: &Condvar);
}

/// Goes to sleep at once.
#[derive(Debug, Default)]
pub struct Sleep;

impl Waiting for Sleep {
    fn wait_while<'a, T>(
        &self,
        _: End,
        _: &'a Mutex<T>,
        changed: &Condvar,
        mut state: MutexGuard<'a, T>,
        waits: impl Fn(&T) -> bool,
    ) -> MutexGuard<'a, T> {
        while waits(&state) {
            changed.wait(&mut state);
        }
        state
    }

    fn notify(&self, _: End, changed: &Condvar) {
        changed.notify_all();
    }
}

/// Takes the cores into account. While the other end runs on another core, it will probably answer
/// soon, so this end spins for a while; otherwise it sleeps at once, because the other end needs this
/// core.
///
/// Waking a sleeping core takes about 25 microseconds, waking a thread on the same core less than one.
/// Spinning for less time than a wakeup takes is worse than not spinning at all.
///
/// It polls every `EVERY` nanoseconds. Each poll takes the cache line away from the end that is about to
/// write to it, so polling as often as possible takes twice as long as polling at the rate at which the
/// other end answers. Where a later poll finds more bytes, polling rarely pays off.
#[derive(Debug)]
pub struct CoreAware<const EVERY: u64> {
    /// How often each end was notified.
    notified: [Line<AtomicU32>; 2],
    known: Line<Known>,
}

#[derive(Debug)]
struct Known {
    /// The core on which each end ran last, or [`UNKNOWN`].
    cores: [AtomicU32; 2],
    /// Whether spinning can help, because there are several cores.
    looks: bool,
}

/// Occupies a cache line of its own, and the one that is prefetched with it, so polling it does not slow
/// down writes to anything else.
#[derive(Debug, Default)]
#[repr(align(128))]
struct Line<T>(T);

const UNKNOWN: u32 = u32::MAX;

/// Longer than it takes to wake a core.
const A_WHILE: Duration = Duration::from_micros(50);

impl<const EVERY: u64> Default for CoreAware<EVERY> {
    fn default() -> Self {
        CoreAware {
            notified: [Line::default(), Line::default()],
            known: Line(Known {
                cores: [AtomicU32::new(UNKNOWN), AtomicU32::new(UNKNOWN)],
                looks: machine::knows_several_cores(),
            }),
        }
    }
}

impl<const EVERY: u64> CoreAware<EVERY> {
    fn notified(&self, end: End) -> &AtomicU32 {
        &self.notified[end as usize].0
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

    /// Polls until this end was notified since `seen`, for a while at most.
    fn look(&self, end: End, seen: u32) {
        let began = Instant::now();
        let mut waited = Duration::ZERO;
        // Relaxed: the thread that sees a change acquires the lock next, which orders the rest.
        while self.notified(end).load(Ordering::Relaxed) == seen
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
        changed: &Condvar,
        mut state: MutexGuard<'a, T>,
        waits: impl Fn(&T) -> bool,
    ) -> MutexGuard<'a, T> {
        if self.known.0.looks && waits(&state) {
            let seen = self.notified(end).load(Ordering::Relaxed);
            drop(state);
            self.look(end, seen);
            state = lock.lock();
        }
        // The lock is held from this check until the thread sleeps, so no notification can be lost in
        // between.
        while waits(&state) {
            changed.wait(&mut state);
        }
        state
    }

    fn notify(&self, end: End, changed: &Condvar) {
        if self.known.0.looks {
            self.notified(end).fetch_add(1, Ordering::Relaxed);
        }
        changed.notify_all();
    }
}
