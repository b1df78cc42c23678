//! Locks and condition variables: which of their steps commute.

use super::commute::traces;
use checker::explorer::Check;
use checker::explorer::sync::time::Duration;
use checker::explorer::sync::{Arc, Condvar, Mutex, RwLock, thread};

/// It comes before the wait, between the wait and the lock, before the unlock, or last; that time is
/// up meanwhile is nothing to it.
#[test]
fn a_try_to_lock_and_a_wait_that_releases_the_lock_do_not_commute() {
    let traces = traces(&["false", "true"], || {
        let shared = Arc::new((Mutex::new(()), Condvar::new()));
        let theirs = shared.clone();
        let mut guard = shared.0.lock();
        let tries = thread::spawn(move || theirs.0.try_lock().is_some());
        shared.1.wait_for(&mut guard, Duration::from_millis(1));
        drop(guard);
        tries.join().unwrap()
    });
    assert_eq!(traces, 4);
}

#[test]
fn a_thread_that_waits_wakes_once_without_a_reason() {
    let check = Check::new("condvar/spurious").spurious_wakeups();
    let report = check.max_steps(100).run(|| {
        let shared = Arc::new((Mutex::new(false), Condvar::new()));
        let theirs = shared.clone();
        let other = thread::spawn(move || {
            *theirs.0.lock() = true;
            theirs.1.notify_one();
        });
        let mut wakes = 0;
        let mut ready = shared.0.lock();
        while !*ready {
            shared.1.wait(&mut ready);
            wakes += 1;
        }
        drop(ready);
        other.join().unwrap();
        wakes
    });
    report.holds().reaches(["0", "1", "2"]);
}

#[test]
fn readers_do_not_come_after_one_another() {
    let readers = traces(&["[0, 0]"], || {
        let lock = Arc::new(RwLock::new(0));
        let readers = [lock.clone(), lock].map(|lock| thread::spawn(move || *lock.read()));
        readers.map(|reader| reader.join().unwrap())
    });
    assert_eq!(readers, 1);
}

/// Main's try in vain and its unlock: both before the other's first try, which then succeeds; or the
/// unlock before its second, third or fourth try, or before its fourth yield, which waits for it, and the
/// try in vain wherever it may be before that.
#[test]
fn a_try_to_lock_that_fails_is_no_change() {
    let traces = traces(&["true"], || {
        let lock = Arc::new(Mutex::new(()));
        let theirs = lock.clone();
        let guard = lock.lock();
        let other = thread::spawn(move || {
            while theirs.try_lock().is_none() {
                thread::yield_now();
            }
        });
        assert!(lock.try_lock().is_none());
        drop(guard);
        other.join().is_ok()
    });
    assert_eq!(traces, 1 + 2 + 3 + 4 + 5);
}
