//! A worker writes `a`, starts a helper that writes `b`, and writes `c` after it has left the group. Say
//! what the log can contain when `wait` returns, and whether the program can fail.

use super::sync::{Arc, Mutex, WaitGroup, thread};
use checker::recording::FailureKind;

/// How it fails, if it can: `Some(FailureKind::Deadlock)`.
pub const FAILS: Option<FailureKind> = None;
/// Everything that it may return, as `{:?}` prints it.
// CHANGED: `a` and `b` are written by members, so both are there. The worker has left before it
// writes `c`, which can happen before the helper's letter, after it, or after main has read the log.
pub const OUTCOMES: &[&str] = &[r#""ab""#, r#""abc""#, r#""acb""#];

/// Not to be edited.
pub fn program() -> String {
    let group = WaitGroup::new();
    let log = Arc::new(Mutex::new(String::new()));
    let (member, theirs) = (group.clone(), log.clone());
    let worker = thread::spawn(move || {
        theirs.lock().push('a');
        let (helper_member, helpers) = (member.clone(), theirs.clone());
        let helper = thread::spawn(move || {
            helpers.lock().push('b');
            drop(helper_member);
        });
        drop(member);
        theirs.lock().push('c');
        helper
    });
    group.wait();
    let seen = log.lock().clone();
    worker.join().unwrap().join().unwrap();
    seen
}
