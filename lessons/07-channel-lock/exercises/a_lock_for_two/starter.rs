//! A channel with two places lets two of three workers in at a time; each adds one to the votes, by a
//! load and a store. Say what `program` may return, and whether it can fail.

use super::sync::atomic::{AtomicU32, Ordering};
use super::sync::channel::bounded;
use super::sync::{Arc, thread};
use checker::recording::FailureKind;

/// How it fails, if it can: `Some(FailureKind::Deadlock)`.
pub const FAILS: Option<FailureKind> = None;
/// Everything that it may return, as `{:?}` prints it.
// TODO: is that all?
pub const OUTCOMES: &[&str] = &["3"];

/// Not to be edited.
pub fn program() -> u32 {
    let (taken_in, taken_out) = bounded(2);
    let votes = Arc::new(AtomicU32::new(0));
    let workers = [(); 3].map(|()| {
        let (taken_in, taken_out) = (taken_in.clone(), taken_out.clone());
        let votes = votes.clone();
        thread::spawn(move || {
            taken_in.send(()).unwrap();
            let seen = votes.load(Ordering::SeqCst);
            votes.store(seen + 1, Ordering::SeqCst);
            taken_out.recv().unwrap();
        })
    });
    for worker in workers {
        worker.join().unwrap();
    }
    votes.load(Ordering::SeqCst)
}
