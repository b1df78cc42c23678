//! Grades the answer. Not to be edited: read it, and see what is asked for.

use super::exercise::transfer;
use super::model::Check;
use super::sync::time::Duration;
use super::sync::{Arc, Mutex, thread};

type Boxes = [Mutex<u32>; 2];

fn boxes(votes: [u32; 2]) -> Arc<Boxes> {
    Arc::new([Mutex::new(votes[0]), Mutex::new(votes[1])])
}

/// The votes in each box.
fn count(boxes: &Boxes) -> [u32; 2] {
    let [first, second] = boxes;
    let (first, second) = (first.lock(), second.lock());
    [*first, *second]
}

/// Two transfers at once: which of them reported that a vote was moved, and the votes at the end.
fn moved(votes: [u32; 2], ways: [(usize, usize); 2]) -> ([bool; 2], [u32; 2]) {
    let boxes = boxes(votes);
    let transfers = ways.map(|(from, to)| {
        let boxes = boxes.clone();
        thread::spawn(move || transfer(&boxes, from, to))
    });
    let moved = transfers.map(|transfer| transfer.join().unwrap());
    (moved, count(&boxes))
}

#[test]
fn both_ways_at_once() {
    Check::new("04/two-boxes")
        .preemptions(2)
        // Some answers retry forever, which these limits find early.
        .max_steps(400)
        .time_limit(Duration::from_secs(1))
        .run(|| {
            // The transfer back has a vote to move if it is the second.
            let (moved, votes) = moved([1, 0], [(0, 1), (1, 0)]);
            assert!(moved[0], "there was a vote to move");
            assert_eq!(votes[0] + votes[1], 1, "votes at the end");
            (moved[1], votes)
        })
        .holds()
        .reaches(["(false, [0, 1])", "(true, [1, 0])"])
        .is_contended();
}

#[test]
fn many_votes_and_both_ways_at_once() {
    Check::new("04/two-boxes-many-votes")
        .preemptions(2)
        .max_steps(400)
        .time_limit(Duration::from_secs(1))
        .run(|| {
            let (moved, votes) = moved([3, 5], [(0, 1), (1, 0)]);
            assert_eq!(moved, [true, true], "there was a vote to move");
            assert_eq!(votes, [3, 5], "votes at the end");
        })
        .holds()
        .is_contended();
}

#[test]
fn one_vote_is_moved_once() {
    Check::new("04/two-boxes-one-vote")
        .run(|| {
            let (moved, votes) = moved([1, 0], [(0, 1), (0, 1)]);
            assert_eq!(votes, [0, 1], "votes at the end");
            moved
        })
        .holds()
        .reaches(["[false, true]", "[true, false]"]);
}

#[test]
fn each_vote_is_counted_once() {
    Check::new("04/two-boxes-counted")
        .run(|| {
            let boxes = boxes([2, 7]);
            let theirs = boxes.clone();
            let other = thread::spawn(move || transfer(&theirs, 1, 0));
            let votes = count(&boxes);
            assert_eq!(votes[0] + votes[1], 9, "votes counted during a transfer");
            assert!(other.join().unwrap(), "there was a vote to move");
            assert_eq!(count(&boxes), [3, 6], "votes at the end");
            votes
        })
        .holds()
        .reaches(["[2, 7]", "[3, 6]"])
        .is_concurrent();
}
