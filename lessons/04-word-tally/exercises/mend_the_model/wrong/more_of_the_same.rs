//! `Locked` (in `mend_the_model/subject.rs`) is right. Four others are not, and these models, which
//! look as if they tested a lot, hold for them too. Mend them, so that each of those is found. Two
//! threads that meet are enough: a model is explored in every schedule, and must stay small.

use super::model::model;
use super::subject::Locked;
use super::sync::{Arc, thread};

#[test]
fn no_vote_is_lost() {
    model(|| {
        let tally = Arc::new(Locked::new(0));
        // Three in turn are no more at once than two.
        for _ in 0..3 {
            let tally = tally.clone();
            let worker = thread::spawn(move || tally.with(|votes| *votes += 1));
            worker.join().unwrap();
        }
        assert_eq!(tally.with(|votes| *votes), 3);
    });
}

#[test]
fn whoever_tries_does_not_break_in() {
    model(|| {
        let tally = Arc::new(Locked::new(0));
        let theirs = tally.clone();
        let worker = thread::spawn(move || theirs.with(|votes| *votes += 1));
        worker.join().unwrap();
        assert_eq!(tally.try_with(|votes| *votes), Some(1));
    });
}
