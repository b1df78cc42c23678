//! Right: the same in functions of its own.

use super::model::model;
use super::subject::Locked;
use super::sync::{Arc, thread};

/// A tally and a worker on it.
fn start(tally: &Arc<Locked<u32>>) -> thread::JoinHandle<()> {
    let tally = Arc::clone(tally);
    thread::spawn(move || tally.with(|votes| *votes += 1))
}

#[test]
fn no_vote_is_lost() {
    model(|| {
        let tally = Arc::new(Locked::new(0));
        let workers: Vec<_> = (0..2).map(|_| start(&tally)).collect();
        workers.into_iter().for_each(|w| w.join().unwrap());
        let votes = tally.with(|votes| *votes);
        assert_eq!(votes, 2, "votes: {votes}");
    });
}

#[test]
fn a_try_does_not_break_in() {
    model(|| {
        let tally = Arc::new(Locked::new(0));
        let worker = start(&tally);
        let extra = tally.try_with(|votes| *votes += 1).map_or(0, |()| 1);
        tally.with(|votes| *votes += 1);
        worker.join().unwrap();
        assert_eq!(tally.with(|votes| *votes), 2 + extra);
    });
}
