//! Grades the answer. Do not edit it, but read it: it says what the answer has to do.

use super::exercise::count;
use super::model::{Check, Ledger, note};
use super::sync::thread::{self, ThreadId};
use super::sync::{Arc, Condvar, Mutex};
use std::collections::HashSet;

/// The votes of a station. It records which thread has asked for them.
struct Station {
    votes: std::vec::IntoIter<u32>,
    /// Not a step of the model: it is read at the end.
    asked_by: Arc<Ledger<Option<ThreadId>>>,
}

impl Iterator for Station {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let asking = thread::current().id();
        let first = self.asked_by.with(|by| *by.get_or_insert(asking));
        assert_eq!(asking, first, "two threads ask one station for its votes");
        self.votes.next()
    }
}

/// Returns the sum of the votes of these stations, each of which has to run in its own thread.
fn counted<const N: usize>(stations: [Vec<u32>; N]) -> u32 {
    let asked = [(); N].map(|()| Arc::new(Ledger::default()));
    let stations = stations.into_iter().zip(&asked);
    let stations = stations.map(|(votes, asked_by)| Station {
        votes: votes.into_iter(),
        asked_by: asked_by.clone(),
    });
    let sum = count(stations.collect());
    let threads = asked.map(|by| by.with(|by| by.expect("a station was not asked")));
    let threads = HashSet::from(threads);
    assert!(
        threads.len() == N && !threads.contains(&thread::current().id()),
        "a station did not run in its own thread"
    );
    sum
}

#[test]
fn a_station_may_have_several_votes() {
    Check::new("06/one-end-too-many")
        .preemptions(2)
        .run(|| {
            let sum = counted([vec![1, 2], vec![4]]);
            assert_eq!(sum, 7, "a vote is missing");
            sum
        })
        .holds()
        .reaches(["7"]);
}

#[test]
fn a_station_may_have_none() {
    Check::new("06/one-end-too-many-none")
        .preemptions(2)
        .run(|| {
            let sum = counted([vec![], vec![31]]);
            assert_eq!(sum, 31, "a vote is missing");
            sum
        })
        .holds()
        .reaches(["31"]);
}

/// Where the stations of one count wait for each other.
#[derive(Default)]
struct Meeting {
    here: Mutex<usize>,
    another: Condvar,
}

impl Meeting {
    fn wait(&self) {
        let mut here = self.here.lock();
        *here += 1;
        self.another.notify_all();
        while *here < 2 {
            note("waits until the other station is asked too");
            self.another.wait(&mut here);
        }
    }
}

#[test]
fn stations_count_side_by_side() {
    Check::new("06/one-end-too-many-side-by-side")
        .preemptions(1)
        .run(|| {
            let meeting = Arc::new(Meeting::default());
            let stations = [8, 16].map(|votes| {
                let meeting = meeting.clone();
                // Returns its only vote once both stations have been asked.
                std::iter::once_with(move || {
                    meeting.wait();
                    votes
                })
            });
            count(stations.into())
        })
        .holds()
        .reaches(["24"]);
}
