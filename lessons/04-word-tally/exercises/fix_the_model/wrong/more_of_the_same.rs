//! `Locked` (in `fix_the_model/subject.rs`) is correct. Four other implementations are not, but these
//! models, which seem to test a lot, pass for them too. Fix the models so that each of the four is found.
//! Two threads at a time are enough: every interleaving is explored, so a model must stay small.

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
fn a_try_does_not_break_in() {
    model(|| {
        let tally = Arc::new(Locked::new(0));
        let theirs = tally.clone();
        let worker = thread::spawn(move || theirs.with(|votes| *votes += 1));
        worker.join().unwrap();
        assert_eq!(tally.try_with(|votes| *votes), Some(1));
    });
}
