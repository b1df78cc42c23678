//! Two workers each add one to the votes twice, with a load and a store. Say what `program` can return,
//! and whether it can fail.

use super::sync::atomic::{AtomicU32, Ordering};
use super::sync::{Arc, thread};
use checker::recording::FailureKind;

/// How it fails, if it can: `Some(FailureKind::Deadlock)`.
pub const FAILS: Option<FailureKind> = None;
/// Everything that it may return, as `{:?}` prints it.
// TODO: some are missing.
pub const OUTCOMES: &[&str] = &["4"];

/// Not to be edited.
pub fn program() -> u32 {
    let votes = Arc::new(AtomicU32::new(0));
    let workers = [(); 2].map(|()| {
        let votes = votes.clone();
        thread::spawn(move || {
            for _ in 0..2 {
                let seen = votes.load(Ordering::SeqCst);
                votes.store(seen + 1, Ordering::SeqCst);
            }
        })
    });
    for worker in workers {
        worker.join().unwrap();
    }
    votes.load(Ordering::SeqCst)
}
