//! Grades the answer. Not to be edited: read it, and see what is asked for.

use super::exercise::count;
use super::model::{Check, Ledger, Named, note};
use super::sync::thread::{self, ThreadId};
use super::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::collections::HashSet;
use std::ops::{Deref, DerefMut};

/// A number behind a lock, which records the threads that have added one to it.
pub struct Tally {
    votes: Mutex<u32>,
    /// Used only while `votes` is locked.
    added: Ledger<HashSet<ThreadId>>,
    meeting: Option<Meeting>,
}

/// Where two workers wait for each other, so that they are at work side by side.
#[derive(Default)]
struct Meeting {
    here: Mutex<HashSet<ThreadId>>,
    another: Condvar,
}

impl Meeting {
    fn wait(&self) {
        let mut here = self.here.lock();
        here.insert(thread::current().id());
        self.another.notify_all();
        while here.len() < 2 {
            note("waits until another worker votes too");
            self.another.wait(&mut here);
        }
    }
}

/// The number while the lock is held.
pub struct Votes<'a> {
    votes: MutexGuard<'a, u32>,
    before: u32,
    by: ThreadId,
    added: &'a Ledger<HashSet<ThreadId>>,
}

impl Tally {
    /// Waits for the lock.
    #[track_caller]
    pub fn lock(&self) -> Votes<'_> {
        if let Some(meeting) = &self.meeting {
            meeting.wait();
        }
        let votes = self.votes.lock();
        Votes {
            before: *votes,
            votes,
            by: thread::current().id(),
            added: &self.added,
        }
    }
}

impl Deref for Votes<'_> {
    type Target = u32;

    fn deref(&self) -> &u32 {
        &self.votes
    }
}

impl DerefMut for Votes<'_> {
    fn deref_mut(&mut self) -> &mut u32 {
        &mut self.votes
    }
}

impl Drop for Votes<'_> {
    fn drop(&mut self) {
        if *self.votes == self.before + 1 {
            self.added.with(|added| added.insert(self.by));
        }
    }
}

/// Lets so many workers count, on top of the votes that are there before, and returns the sum.
fn counted(before: u32, workers: u32, meeting: Option<Meeting>) -> u32 {
    let tally = Arc::new(Tally {
        votes: Mutex::new(before).named("tally"),
        added: Ledger::default(),
        meeting,
    });
    count(workers as usize, &tally);
    let votes = *tally.votes.lock();
    assert_eq!(votes - before, workers, "a vote was lost");
    let added = tally.added.with(|added| added.clone());
    assert!(
        added.len() == workers as usize && !added.contains(&thread::current().id()),
        "a worker did not count its own vote"
    );
    if let Some(meeting) = &tally.meeting {
        let here = meeting.here.lock();
        assert!(
            *here == added,
            "a thread locked the tally and counted no vote"
        );
    }
    votes
}

#[test]
fn two_workers_lose_no_vote() {
    Check::new("04/keep-the-lock")
        .run(|| counted(0, 2, None))
        .holds()
        .reaches(["2"])
        .is_concurrent();
}

#[test]
fn three_workers_lose_no_vote() {
    Check::new("04/keep-the-lock-three")
        .preemptions(2)
        .run(|| counted(40, 3, None))
        .holds()
        .reaches(["43"])
        .is_concurrent();
}

#[test]
fn workers_count_side_by_side() {
    Check::new("04/keep-the-lock-side-by-side")
        .preemptions(1)
        .run(|| counted(7, 2, Some(Meeting::default())))
        .holds()
        .reaches(["9"]);
}
