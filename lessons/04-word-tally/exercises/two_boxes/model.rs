//! Grades the answer. Not to be edited: read it, and see what is asked for.

use super::exercise::Boxes;
use super::model::Check;
use super::sync::time::Duration;
use super::sync::{Arc, thread};

/// Two transfers at once: which of them said that a vote was moved, and the votes at the end.
fn moved(votes: [u32; 2], ways: [(usize, usize); 2]) -> ([bool; 2], u32) {
    let boxes = Arc::new(Boxes::new(votes));
    let transfers = ways.map(|(from, to)| {
        let boxes = boxes.clone();
        thread::spawn(move || boxes.transfer(from, to))
    });
    let moved = transfers.map(|transfer| transfer.join().unwrap());
    (moved, boxes.count())
}

#[test]
fn both_ways_at_once() {
    Check::new("04/two-boxes")
        .preemptions(2)
        // Some answers try again and again, for ever: let that be found soon.
        .max_steps(100)
        .time_limit(Duration::from_secs(1))
        .run(|| {
            let (moved, votes) = moved([1, 1], [(0, 1), (1, 0)]);
            assert_eq!(moved, [true, true], "there was a vote to move");
            assert_eq!(votes, 2, "votes at the end");
        })
        .holds()
        .is_contended();
}

#[test]
fn one_vote_is_moved_once() {
    Check::new("04/two-boxes-one-vote")
        .run(|| {
            let (moved, votes) = moved([1, 0], [(0, 1), (0, 1)]);
            assert_eq!(votes, 1, "votes at the end");
            moved
        })
        .holds()
        .reaches(["[false, true]", "[true, false]"]);
}

#[test]
fn whoever_counts_sees_each_vote_once() {
    Check::new("04/two-boxes-counted")
        .run(|| {
            let boxes = Arc::new(Boxes::new([1, 0]));
            let theirs = boxes.clone();
            let transfer = thread::spawn(move || theirs.transfer(0, 1));
            let votes = boxes.count();
            assert_eq!(votes, 1, "votes in the midst of a transfer");
            transfer.join().unwrap()
        })
        .holds()
        .reaches(["true"])
        .is_concurrent();
}
