//! Two threads that wait in time again and again until a third one stops them.

use super::sync::atomic::{AtomicBool, Ordering};
use super::sync::time::Duration;
use super::sync::{Arc, Mutex, thread};
use super::{Check, check, named};
use checker::recording::{FailureKind, Verdict};

/// While nothing changes it does not matter which of them looks first.
#[test]
fn two_that_look_and_wait_in_time_hold() {
    check("verdicts/two-watchers", || {
        let stop = Arc::new(Mutex::new(false));
        let watchers = ["one", "two"].map(|name| {
            let theirs = stop.clone();
            named(name, move || {
                while !*theirs.lock() {
                    thread::park_timeout(Duration::from_millis(10));
                }
            })
        });
        *stop.lock() = true;
        watchers
            .into_iter()
            .for_each(|watcher| watcher.join().unwrap());
    })
    .holds();
}

/// Loom may run one of them after the other, and never the thread that stops them: that is no failure of theirs.
#[test]
fn two_that_look_and_yield_do_not_fail() {
    let few = Check::new("verdicts/two-yield").max_steps(60);
    let report = few.time_limit(Duration::from_secs(5)).run(|| {
        let stop = Arc::new(AtomicBool::new(false));
        let watchers = ["one", "two"].map(|name| {
            let theirs = stop.clone();
            named(name, move || {
                while !theirs.load(Ordering::Acquire) {
                    thread::yield_now();
                }
            })
        });
        stop.store(true, Ordering::Release);
        watchers
            .into_iter()
            .for_each(|watcher| watcher.join().unwrap());
    });
    if let Verdict::Fails { kind, .. } = report.verdict() {
        assert_eq!(kind, FailureKind::Limit, "{}", report.screen());
    }
}
