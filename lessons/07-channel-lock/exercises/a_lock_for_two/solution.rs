//! A channel of capacity two admits two of three workers at a time. Each worker adds one vote with a
//! separate load and store. Predict what `program` can return, and whether it can fail.

use super::sync::atomic::{AtomicU32, Ordering};
use super::sync::channel::bounded;
use super::sync::{Arc, thread};
use checker::recording::FailureKind;

/// How it fails, if it can, for example `Some(FailureKind::Deadlock)`.
pub const FAILS: Option<FailureKind> = None;
/// Every value that it can return, as `{:?}` prints it.
// CHANGED: two workers may be inside, so one vote can be lost. If one stays inside with the 0 that it
// read while the others enter and leave, two votes are lost.
pub const OUTCOMES: &[&str] = &["1", "2", "3"];

/// Do not edit.
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
