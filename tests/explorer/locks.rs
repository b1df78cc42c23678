//! Locks and condition variables: which of their steps commute.

use super::commute::traces;
use checker::explorer::sync::time::Duration;
use checker::explorer::sync::{
    Arc, Condvar, GuardNoSend, Mutex, RecursiveRwLock, RwLock, RwLockUpgradableReadGuard,
};
use checker::explorer::sync::{RwLockWriteGuard, thread};
use checker::explorer::{Check, check};
use checker::recording::FailureKind;

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

/// No lock orders the two, as where no flag is set.
#[test]
fn a_notification_may_come_before_the_wait() {
    let report = check("condvar/early", || {
        let shared = Arc::new((Mutex::new(()), Condvar::new()));
        let theirs = shared.clone();
        let other = thread::spawn(move || theirs.1.notify_one());
        shared.1.wait(&mut shared.0.lock());
        other.join().unwrap();
    });
    report.fails(FailureKind::Deadlock, 1);
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

/// One is upgradable after the other; to read commutes with both.
#[test]
fn upgradable_readers_come_after_one_another() {
    let traces = traces(&["[0, 0, 0]"], || {
        let lock = Arc::new(RwLock::new(0));
        let theirs = lock.clone();
        let other = thread::spawn(move || *theirs.upgradable_read());
        let first = *lock.upgradable_read();
        let second = *lock.read();
        [first, second, other.join().unwrap()]
    });
    assert_eq!(traces, 2);
}

/// The reader comes before the claim, beside which it leaves, or after the write.
#[test]
fn an_upgrade_excludes_readers() {
    let traces = traces(&["0", "1"], || {
        let lock = Arc::new(RwLock::new(0));
        let theirs = lock.clone();
        let upgrades = thread::spawn(move || {
            let may = theirs.upgradable_read();
            *RwLockUpgradableReadGuard::upgrade(may) += 1;
        });
        let seen = *lock.read();
        upgrades.join().unwrap();
        seen
    });
    assert_eq!(traces, 2);
}

/// A try before the claim, before the downgrade, before the end, or last.
#[test]
fn a_downgrade_excludes_tries() {
    let traces = traces(&["false", "true"], || {
        let lock = Arc::new(RwLock::new(0));
        let theirs = lock.clone();
        let writes = thread::spawn(move || drop(RwLockWriteGuard::downgrade(theirs.write())));
        let read = lock.try_read().is_some();
        writes.join().unwrap();
        read
    });
    assert_eq!(traces, 4);
}

/// A recursive reader goes in before the claim, or beside it as long as another reader is left, or after the write.
#[test]
fn every_search_finds_the_same_with_recursive_readers() {
    let outcomes = ["(0, 0)", "(0, 1)", "(1, 0)", "(1, 1)"];
    let found = traces(&outcomes, || {
        let lock = Arc::new(RecursiveRwLock::new(0));
        let (one, two) = (lock.clone(), lock.clone());
        let writer = thread::spawn(move || *one.write() += 1);
        let reader = thread::spawn(move || *two.read());
        let mine = *lock.read();
        writer.join().unwrap();
        (mine, reader.join().unwrap())
    });
    assert_ne!(found, 0);
}

/// The thread that reads twice is let in the second time by the other one, if the first time is over and the claim
/// is there.
#[test]
fn a_recursive_reader_lets_in_another_one() {
    let outcomes = ["(0, 0)", "(0, 1)", "(1, 0)", "(1, 1)"];
    let found = traces(&outcomes, || {
        let lock = Arc::new(RecursiveRwLock::new(0));
        let (one, two) = (lock.clone(), lock.clone());
        let first = lock.read();
        let writer = thread::spawn(move || *one.write() += 1);
        let reader = thread::spawn(move || *two.read());
        drop(first);
        let mine = *lock.read();
        writer.join().unwrap();
        (mine, reader.join().unwrap())
    });
    assert_ne!(found, 0);
}

/// A thread that polls is woken by what was written, however the lock is released.
#[test]
fn a_forced_unlock_wakes_a_thread_that_polls() {
    let poll = |forces: bool| {
        move || {
            let lock = Arc::new(Mutex::new(0));
            let theirs = lock.clone();
            let polls = thread::spawn(move || {
                while *theirs.lock() == 0 {
                    thread::yield_now();
                }
            });
            let mut value = lock.lock();
            *value = 1;
            if forces {
                std::mem::forget(value);
                // SAFETY: the only guard was forgotten.
                unsafe { lock.force_unlock(GuardNoSend::new()) };
            } else {
                drop(value);
            }
            polls.join().is_ok()
        }
    };
    let unlocks = traces(&["true"], poll(false));
    assert_eq!(traces(&["true"], poll(true)), unlocks);
}

/// One goes in beside a writer that waits for another one, and whether that writer has given up since says nothing.
#[test]
fn recursive_readers_and_a_writer_that_gives_up() {
    let found = traces(&["(true, false, 0)"], || {
        let lock = Arc::new(RecursiveRwLock::new(0));
        let theirs = lock.clone();
        let gives_up = thread::spawn(move || {
            let read = theirs.try_read_for(Duration::from_millis(1));
            (
                read.is_some(),
                theirs.try_write_for(Duration::from_millis(1)).is_some(),
            )
        });
        let read = *lock.read();
        let (reads, writes) = gives_up.join().unwrap();
        (reads, writes, read)
    });
    assert_ne!(found, 0);
}
