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

    /// Tells whoever waits that something was changed. The lock is free again: who looks, gets it.
    fn tell(&self, told: &Condvar);
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

    fn tell(&self, told: &Condvar) {
        told.notify_all();
    }
}

/// Knows its machine: while the other end runs on another core it is about to answer, so this one
/// looks for a while; else it sleeps at once, since the other end needs this very core.
///
/// To wake a core that sleeps takes some 25 microseconds, to wake a thread on one's own core less
/// than one. To look for less than a wake takes is worse than not to look at all.
#[derive(Debug)]
pub struct CoreAware {
    /// Counts what was told.
    changes: AtomicU32,
    /// The cores on which the ends ran last, or [`UNKNOWN`]. Each is written by its end.
    cores: [AtomicU32; 2],
    /// Whether there is another core to look at.
    looks: bool,
}

const UNKNOWN: u32 = u32::MAX;

/// Longer than it takes to wake a core.
const A_WHILE: Duration = Duration::from_micros(50);

/// Looks between two looks at the clock and at where the other end runs.
const LOOKS: u32 = 64;

impl Default for CoreAware {
    fn default() -> Self {
        CoreAware {
            changes: AtomicU32::new(0),
            cores: [AtomicU32::new(UNKNOWN), AtomicU32::new(UNKNOWN)],
            looks: machine::knows_several_cores(),
        }
    }
}

impl CoreAware {
    /// Whether the other end last ran on another core than this one, as far as is known.
    fn is_apart(&self, end: End) -> bool {
        let here = machine::core().unwrap_or(UNKNOWN);
        let (own, other) = match end {
            End::Writer => (0, 1),
            End::Reader => (1, 0),
        };
        // Relaxed: a wrong guess only costs time.
        self.cores[own].store(here, Ordering::Relaxed);
        let there = self.cores[other].load(Ordering::Relaxed);
        here != UNKNOWN && there != UNKNOWN && here != there
    }

    /// Looks until something was told since `seen`, for a while at most.
    fn look(&self, end: End, seen: u32) {
        let mut since = None;
        while self.is_apart(end) {
            for _ in 0..LOOKS {
                // Relaxed: whoever sees it takes the lock, which orders the rest.
                if self.changes.load(Ordering::Relaxed) != seen {
                    return;
                }
                std::hint::spin_loop();
            }
            let since = since.get_or_insert_with(Instant::now);
            if since.elapsed() > A_WHILE {
                return;
            }
        }
    }
}

impl Waiting for CoreAware {
    fn wait_while<'a, T>(
        &self,
        end: End,
        lock: &'a Mutex<T>,
        told: &Condvar,
        mut state: MutexGuard<'a, T>,
        waits: impl Fn(&T) -> bool,
    ) -> MutexGuard<'a, T> {
        if self.looks && waits(&state) {
            let seen = self.changes.load(Ordering::Relaxed);
            drop(state);
            self.look(end, seen);
            state = lock.lock();
        }
        // From this look at the state until it sleeps the lock is held: nothing is missed that is told
        // in between.
        while waits(&state) {
            told.wait(&mut state);
        }
        if self.looks {
            self.is_apart(end);
        }
        state
    }

    fn tell(&self, told: &Condvar) {
        if self.looks {
            self.changes.fetch_add(1, Ordering::Relaxed);
        }
        told.notify_all();
    }
}
