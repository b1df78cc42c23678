//! A copier ends while the foreground waits for it, but no longer than 30 s. Say what `program` may
//! return, and whether it can fail.

use super::sync::time::{Duration, Instant};
use super::sync::{Arc, Condvar, Mutex, thread};
use checker::recording::FailureKind;

/// How it fails, if it can: `Some(FailureKind::Deadlock)`.
pub const FAILS: Option<FailureKind> = Some(FailureKind::Deadlock);
/// Everything that it may return, as `{:?}` prints it.
pub const OUTCOMES: &[&str] = &[];

/// Not to be edited. Whether the wait timed out, and whether the copier had ended by then.
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
    let told = (timed_out, *seen);
    drop(seen);
    copier.join().unwrap();
    told
}
