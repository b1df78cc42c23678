//! Runs pairs on real threads, often, and counts what comes of them.

use crate::pairs::{Pair, Visit, each};
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::hint::spin_loop;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Pairs whose memory is made at once.
const BATCH: usize = 10_000;

/// Looks for the other thread before this one begins without it: the operating system may have stopped it.
const PATIENCE: u32 = 100;

/// How often each outcome of a pair occurred.
#[derive(Clone, Debug)]
pub struct Counted {
    /// The pair's name.
    pub name: &'static str,
    /// Every outcome that Rust's memory model allows.
    pub allowed: &'static [&'static str],
    /// How often each outcome occurred.
    pub seen: BTreeMap<String, usize>,
}

/// Runs each pair `runs` times.
pub fn count(runs: usize) -> Vec<Counted> {
    let mut counts = Counts {
        runs,
        counted: vec![],
    };
    each(&mut counts);
    counts.counted
}

struct Counts {
    runs: usize,
    counted: Vec<Counted>,
}

impl Visit for Counts {
    fn pair<S, A, B, T>(&mut self, pair: Pair<S, A, B, T>)
    where
        S: Default + Send + Sync + 'static,
        A: Send + 'static,
        B: Send + 'static,
        T: Debug + 'static,
    {
        let mut seen = BTreeMap::new();
        let mut left = self.runs;
        while left > 0 {
            let now = left.min(BATCH);
            batch(&pair, now, &mut seen);
            left -= now;
        }
        self.counted.push(Counted {
            name: pair.name,
            allowed: pair.allowed,
            seen,
        });
    }
}

/// Where a thread has got to, away from what other threads write.
#[derive(Default)]
#[repr(align(128))]
struct At(AtomicUsize);

impl At {
    /// Waits until `other` has got to `round` too, but not for long.
    fn meet(&self, other: &At, round: usize) {
        self.0.store(round, Ordering::Release);
        for _ in 0..PATIENCE {
            if other.0.load(Ordering::Acquire) >= round {
                return;
            }
            spin_loop();
        }
    }
}

/// Runs a pair `runs` times, each time over memory of its own. Both threads begin together each time, if
/// they can, so that they meet.
fn batch<S, A, B, T>(pair: &Pair<S, A, B, T>, runs: usize, seen: &mut BTreeMap<String, usize>)
where
    S: Default + Send + Sync,
    A: Send,
    B: Send,
    T: Debug,
{
    let shared: Vec<S> = (0..runs).map(|_| S::default()).collect();
    let (here, there) = (At::default(), At::default());
    let (left, right) = thread::scope(|scope| {
        let (shared, here, there) = (&shared, &here, &there);
        let left = scope.spawn(move || {
            let runs = (1..).zip(shared);
            let run = |(round, shared): (usize, _)| {
                here.meet(there, round);
                (pair.left)(shared)
            };
            runs.map(run).collect::<Vec<_>>()
        });
        let right = scope.spawn(move || {
            let runs = (1..).zip(shared);
            let run = |(round, shared): (usize, _)| {
                there.meet(here, round);
                (pair.right)(shared)
            };
            runs.map(run).collect::<Vec<_>>()
        });
        (left.join().unwrap(), right.join().unwrap())
    });
    for ((shared, left), right) in shared.iter().zip(left).zip(right) {
        let outcome = (pair.outcome)(shared, left, right);
        *seen.entry(format!("{outcome:?}")).or_default() += 1;
    }
}
