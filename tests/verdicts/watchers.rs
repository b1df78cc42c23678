//! Two threads that wait in time again and again until a third one stops them.

use super::sync::time::Duration;
use super::sync::{Arc, Mutex, thread};
use super::{check, named};

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
