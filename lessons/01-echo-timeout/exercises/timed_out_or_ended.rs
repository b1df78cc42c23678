//! A copier ends while the foreground waits for it, at most for 30 s. Predict everything that
//! `program` can return, and whether it can fail.

use super::sync::time::{Duration, Instant};
use super::sync::{Arc, Condvar, Mutex, thread};
use checker::recording::FailureKind;

/// How `program` fails, if it can, as in `Some(FailureKind::Deadlock)`.
pub const FAILS: Option<FailureKind> = None;
/// Everything that `program` can return, as `{:?}` prints it.
// TODO: some outcomes are missing.
pub const OUTCOMES: &[&str] = &["(false, true)"];

/// Do not edit. Returns whether the wait timed out, and whether the copier had ended by then.
pub fn program() -> (bool, bool) {
    let ended = Arc::new(Mutex::new(false));
    let changed = Arc::new(Condvar::new());
    let copier = thread::spawn({
        let (ended, changed) = (ended.clone(), changed.clone());
        move || {
            *ended.lock() = true;
            changed.notify_one();
        }
    });
    let deadline = Instant::now() + Duration::from_secs(30);
    let mut seen = ended.lock();
    let timed_out = changed.wait_until(&mut seen, deadline).timed_out();
    let result = (timed_out, *seen);
    drop(seen);
    copier.join().unwrap();
    result
}
