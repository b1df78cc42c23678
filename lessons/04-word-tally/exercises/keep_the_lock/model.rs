//! Grades the answer. Not to be edited: read it, and see what is asked for.

use super::exercise::count;
use super::model::{Check, Named};
use super::sync::thread::{self, ThreadId};
use super::sync::{Arc, Mutex, MutexGuard};
use std::collections::HashSet;
use std::ops::{Deref, DerefMut};

/// A number behind a lock. It keeps which threads have added one to it.
pub struct Tally(Mutex<(u32, HashSet<ThreadId>)>);

/// The number while the lock is held.
pub struct Votes<'a> {
    tally: MutexGuard<'a, (u32, HashSet<ThreadId>)>,
    before: u32,
    by: ThreadId,
}

impl Tally {
    /// Waits for the lock.
    #[track_caller]
    pub fn lock(&self) -> Votes<'_> {
        let by = thread::current().id();
        let tally = self.0.lock();
        let before = tally.0;
        Votes { tally, before, by }
    }
}

impl Deref for Votes<'_> {
    type Target = u32;

    fn deref(&self) -> &u32 {
        &self.tally.0
    }
}

impl DerefMut for Votes<'_> {
    fn deref_mut(&mut self) -> &mut u32 {
        &mut self.tally.0
    }
}

impl Drop for Votes<'_> {
    fn drop(&mut self) {
        if self.tally.0 == self.before + 1 {
            self.tally.1.insert(self.by);
        }
    }
}

/// Lets so many workers count, beside the votes that are there before: the sum.
fn counted(before: u32, workers: u32) -> u32 {
    let tally = Mutex::new((before, HashSet::new())).named("tally");
    let tally = Arc::new(Tally(tally));
    count(workers as usize, &tally);
    let tally = tally.0.lock();
    let (votes, by) = &*tally;
    assert_eq!(*votes - before, workers, "a vote was lost");
    assert!(
        by.len() == workers as usize && !by.contains(&thread::current().id()),
        "a worker has not counted its vote itself"
    );
    *votes
}

#[test]
fn two_workers_lose_no_vote() {
    Check::new("04/keep-the-lock")
        .run(|| counted(0, 2))
        .holds()
        .reaches(["2"])
        .is_concurrent();
}

#[test]
fn three_workers_lose_no_vote() {
    Check::new("04/keep-the-lock-three")
        .preemptions(2)
        .run(|| counted(40, 3))
        .holds()
        .reaches(["43"])
        .is_concurrent();
}
