//! Two threads that poll under one lock. Under loom they have too many orders.

use super::sync::time::Duration;
use super::sync::{Arc, Condvar, Mutex, thread};
use super::{check, named};

/// To take the lock and to read what it guards is no change for the other.
#[test]
fn two_that_poll_a_lock_do_not_wake_each_other() {
    check("verdicts/poll-lock-twice", || {
        let stop = Arc::new(Mutex::new(false));
        let servers = ["one", "two"].map(|name| {
            let theirs = stop.clone();
            named(name, move || {
                while !*theirs.lock() {
                    thread::yield_now();
                }
            })
        });
        *stop.lock() = true;
        servers
            .into_iter()
            .for_each(|server| server.join().unwrap());
    })
    .holds();
}

/// Nor is to begin to wait, or to give up.
#[test]
fn two_that_poll_a_condition_do_not_wake_each_other() {
    check("verdicts/poll-wait-for-twice", || {
        let shared = Arc::new((Mutex::new(false), Condvar::new()));
        let servers = ["one", "two"].map(|name| {
            let theirs = shared.clone();
            named(name, move || {
                let mut stop = theirs.0.lock();
                while !*stop {
                    theirs.1.wait_for(&mut stop, Duration::from_millis(10));
                }
            })
        });
        *shared.0.lock() = true;
        servers
            .into_iter()
            .for_each(|server| server.join().unwrap());
    })
    .holds();
}
