//! `RwLock`: readers that may upgrade, recursive readers, and guards that come to hold less.

use super::sync::atomic::{AtomicU32, Ordering::Relaxed};
use super::sync::time::Duration;
use super::sync::{
    Arc, RecursiveRwLock, RecursiveRwLockUpgradableReadGuard, RwLock, RwLockUpgradableReadGuard,
    RwLockWriteGuard, thread,
};
use super::{pause, scenario, settle};
use std::fmt::Debug;

pub fn scenarios() -> Vec<super::Scenario> {
    vec![
        scenario!(one_may_upgrade_beside_readers).reaches(&["([true, true], [false, false])"]),
        scenario!(what_is_found_is_still_so_after_an_upgrade)
            .reaches(&["[1]", "[2]"])
            .blocks(1),
        scenario!(an_upgrade_waits_for_readers)
            .reaches(&["(0, 1)"])
            .blocks(1),
        scenario!(an_upgrade_that_waits_keeps_new_readers_out)
            .reaches(&["(false, 1)", "(true, 1)"])
            .blocks(1),
        scenario!(an_upgrade_that_waits_is_overtaken_by_recursive_readers)
            .reaches(&["([0, 0], 1)"])
            .blocks(1),
        scenario!(an_upgrade_is_tried_beside_a_reader).reaches(&["false", "true"]),
        scenario!(a_failed_upgrade_still_reads).reaches(&["[true, false, true]"]),
        scenario!(a_writer_behind_one_that_may_upgrade_keeps_no_reader_out)
            .reaches(&["([true, false], 1)"])
            .blocks(1),
        scenario!(the_writer_that_waited_for_it_keeps_readers_out)
            .reaches(&["(false, 1)", "(true, 1)"])
            .blocks(1),
        scenario!(a_recursive_reader_overtakes_a_writer_that_waits)
            .reaches(&["(0, [true, true], 1)", "(0, [true, false], 1)"])
            .blocks(1),
        scenario!(a_recursive_reader_waits_for_a_writer)
            .reaches(&["1"])
            .blocks(1),
        scenario!(a_recursive_reader_beside_one_that_leaves)
            .reaches(&["None", "Some(0)", "Some(1)"]),
        scenario!(a_writer_that_only_reads_lets_readers_in)
            .reaches(&["(1, 2)", "(2, 2)"])
            .blocks(2),
        scenario!(a_writer_that_may_upgrade_again)
            .reaches(&["(1, 3)", "(3, 3)"])
            .blocks(1),
        scenario!(who_gives_up_to_upgrade_lets_another)
            .reaches(&["[1, 1]"])
            .blocks(1),
        scenario!(patience_runs_out)
            .reaches(&["[true, true, true, true]"])
            .real_runs(10),
        scenario!(patience_to_upgrade)
            .reaches(&["false", "true"])
            .blocks(1)
            .real_runs(60),
        scenario!(what_is_locked)
            .reaches(&["[(false, false), (true, false), (true, false), (true, true)]"]),
        scenario!(what_was_done_before_a_downgrade_is_seen).reaches(&["0", "1"]),
        scenario!(what_readers_did_is_seen_after_an_upgrade).reaches(&["(0, 0)", "(1, 1)"]),
    ]
}

fn soon() -> Duration {
    Duration::from_micros(200)
}

fn one_may_upgrade_beside_readers() -> impl Debug {
    let lock = RwLock::new(0);
    let _may = lock.upgradable_read();
    let reads = [lock.try_read(), lock.try_read()].map(|read| read.is_some());
    let others = [
        lock.try_upgradable_read().is_some(),
        lock.try_write().is_some(),
    ];
    (reads, others)
}

/// Each adds its number only if the list is empty.
fn what_is_found_is_still_so_after_an_upgrade() -> impl Debug {
    let lock = Arc::new(RwLock::new(vec![]));
    let theirs = lock.clone();
    let add = |lock: &RwLock<Vec<u32>>, number| {
        let list = lock.upgradable_read();
        settle();
        if list.is_empty() {
            RwLockUpgradableReadGuard::upgrade(list).push(number);
        }
    };
    let other = thread::spawn(move || {
        pause();
        add(&theirs, 1);
    });
    pause();
    add(&lock, 2);
    other.join().unwrap();
    lock.read().clone()
}

fn an_upgrade_waits_for_readers() -> impl Debug {
    let lock = Arc::new(RwLock::new(0));
    let theirs = lock.clone();
    let reading = lock.read();
    let other = thread::spawn(move || {
        let may = theirs.upgradable_read();
        *RwLockUpgradableReadGuard::upgrade(may) += 1;
    });
    settle();
    let seen = *reading;
    drop(reading);
    other.join().unwrap();
    (seen, *lock.read())
}

fn an_upgrade_that_waits_keeps_new_readers_out() -> impl Debug {
    let lock = Arc::new(RwLock::new(0));
    let theirs = lock.clone();
    let reading = lock.read();
    let other = thread::spawn(move || {
        let may = theirs.upgradable_read();
        *RwLockUpgradableReadGuard::upgrade(may) += 1;
    });
    settle();
    let another = lock.try_read().is_some();
    drop(reading);
    other.join().unwrap();
    (another, *lock.read())
}

fn an_upgrade_that_waits_is_overtaken_by_recursive_readers() -> impl Debug {
    let lock = Arc::new(RecursiveRwLock::new(0));
    let theirs = lock.clone();
    let reading = lock.read();
    let other = thread::spawn(move || {
        let may = theirs.upgradable_read();
        *RecursiveRwLockUpgradableReadGuard::upgrade(may) += 1;
    });
    settle();
    let seen = [*lock.read(), *lock.try_read().expect("no thread writes")];
    drop(reading);
    other.join().unwrap();
    (seen, *lock.read())
}

fn an_upgrade_is_tried_beside_a_reader() -> impl Debug {
    let lock = Arc::new(RwLock::new(0));
    let theirs = lock.clone();
    let other = thread::spawn(move || {
        let reading = theirs.read();
        pause();
        drop(reading);
    });
    pause();
    let may = lock.upgradable_read();
    let upgraded = RwLockUpgradableReadGuard::try_upgrade(may).is_ok();
    other.join().unwrap();
    upgraded
}

fn a_failed_upgrade_still_reads() -> impl Debug {
    let lock = RwLock::new(7);
    let reading = lock.read();
    let may = RwLockUpgradableReadGuard::try_upgrade(lock.upgradable_read());
    let may = may.expect_err("there is a reader");
    let still = *may == 7 && lock.try_upgradable_read().is_none();
    drop(reading);
    let written = RwLockUpgradableReadGuard::try_upgrade(may).expect("no reader is left");
    let read = lock.try_read().is_some();
    drop(written);
    [still, read, lock.try_write().is_some()]
}

/// It waits to become the next, and the next only waits for readers.
fn a_writer_behind_one_that_may_upgrade_keeps_no_reader_out() -> impl Debug {
    let lock = Arc::new(RwLock::new(0));
    let theirs = lock.clone();
    let may = lock.upgradable_read();
    let writer = thread::spawn(move || *theirs.write() += 1);
    settle();
    let tries = [
        lock.try_read().is_some(),
        lock.try_upgradable_read().is_some(),
    ];
    drop(may);
    writer.join().unwrap();
    (tries, *lock.read())
}

/// As soon as no thread may upgrade, though another one reads.
fn the_writer_that_waited_for_it_keeps_readers_out() -> impl Debug {
    let lock = Arc::new(RwLock::new(0));
    let theirs = lock.clone();
    let may = lock.upgradable_read();
    let writer = thread::spawn(move || *theirs.write() += 1);
    settle();
    let reading = RwLockUpgradableReadGuard::downgrade(may);
    settle();
    let another = lock.try_read().is_some();
    drop(reading);
    writer.join().unwrap();
    (another, *lock.read())
}

fn a_recursive_reader_overtakes_a_writer_that_waits() -> impl Debug {
    let lock = Arc::new(RecursiveRwLock::new(0));
    let theirs = lock.clone();
    let outer = lock.read();
    let writer = thread::spawn(move || *theirs.write() += 1);
    settle();
    let inner = lock.read();
    let (seen, tried) = (*inner, lock.try_read().is_some());
    let other = lock.try_upgradable_read().is_some();
    drop(outer);
    drop(inner);
    writer.join().unwrap();
    (seen, [tried, other], *lock.read())
}

fn a_recursive_reader_waits_for_a_writer() -> impl Debug {
    let lock = Arc::new(RecursiveRwLock::new(0));
    let theirs = lock.clone();
    let mut writing = lock.write();
    let reader = thread::spawn(move || *theirs.read());
    settle();
    *writing += 1;
    drop(writing);
    reader.join().unwrap()
}

/// The second reader is there only if it came while the first was, or after the writer.
fn a_recursive_reader_beside_one_that_leaves() -> impl Debug {
    let lock = Arc::new(RecursiveRwLock::new(0));
    let (one, two) = (lock.clone(), lock.clone());
    let reader = thread::spawn(move || {
        let outer = one.read();
        pause();
        drop(outer);
    });
    let writer = thread::spawn(move || {
        pause();
        let mut value = two.write();
        pause();
        *value += 1;
    });
    pause();
    let seen = lock.try_read().map(|value| *value);
    reader.join().unwrap();
    writer.join().unwrap();
    seen
}

/// No other writes between what this thread wrote and what it reads.
fn a_writer_that_only_reads_lets_readers_in() -> impl Debug {
    let lock = Arc::new(RwLock::new(0));
    let (one, two) = (lock.clone(), lock.clone());
    let mut writing = lock.write();
    let reader = thread::spawn(move || {
        pause();
        *one.read()
    });
    let writer = thread::spawn(move || {
        pause();
        *two.write() += 1;
    });
    settle();
    *writing += 1;
    let reading = RwLockWriteGuard::downgrade(writing);
    settle();
    assert_eq!(*reading, 1);
    drop(reading);
    writer.join().unwrap();
    let seen = reader.join().unwrap();
    (seen, *lock.read())
}

fn a_writer_that_may_upgrade_again() -> impl Debug {
    let lock = Arc::new(RwLock::new(0));
    let theirs = lock.clone();
    let mut writing = lock.write();
    let reader = thread::spawn(move || {
        pause();
        *theirs.read()
    });
    settle();
    *writing += 1;
    let may = RwLockWriteGuard::downgrade_to_upgradable(writing);
    settle();
    assert!(lock.try_upgradable_read().is_none());
    *RwLockUpgradableReadGuard::upgrade(may) += 2;
    let seen = reader.join().unwrap();
    (seen, *lock.read())
}

/// The first stays inside until the second has been: to read is enough for that, to be upgradable is not.
fn who_gives_up_to_upgrade_lets_another() -> impl Debug {
    let lock = Arc::new(RwLock::new(1));
    let theirs = lock.clone();
    let may = lock.upgradable_read();
    let other = thread::spawn(move || *theirs.upgradable_read());
    settle();
    let reading = RwLockUpgradableReadGuard::downgrade(may);
    let seen = other.join().unwrap();
    [seen, *reading]
}

fn patience_runs_out() -> impl Debug {
    let lock = RwLock::new(0);
    let may = lock.upgradable_read();
    let no_other = lock.try_upgradable_read_for(soon()).is_none();
    let no_write = lock.try_write_for(soon()).is_none();
    let writing = RwLockUpgradableReadGuard::upgrade(may);
    let no_may = lock.try_upgradable_read_for(soon()).is_none();
    drop(writing);
    let lock = RecursiveRwLock::new(0);
    let _writing = lock.write();
    let no_read = lock.try_read_for(soon()).is_none();
    [no_other, no_write, no_may, no_read]
}

fn patience_to_upgrade() -> impl Debug {
    let lock = Arc::new(RwLock::new(0));
    let may = lock.upgradable_read();
    let theirs = lock.clone();
    let other = thread::spawn(move || theirs.try_upgradable_read_for(soon()).is_some());
    settle();
    drop(may);
    other.join().unwrap()
}

fn what_is_locked() -> impl Debug {
    let lock = RwLock::new(0);
    let look = || (lock.is_locked(), lock.is_locked_exclusive());
    let free = look();
    let reading = lock.read();
    let read = look();
    drop(reading);
    let may = lock.upgradable_read();
    let upgradable = look();
    let writing = RwLockUpgradableReadGuard::upgrade(may);
    let written = look();
    drop(writing);
    [free, read, upgradable, written]
}

/// Under a read lock that was a write lock, nothing else orders the two.
fn what_was_done_before_a_downgrade_is_seen() -> impl Debug {
    let shared = Arc::new((RwLock::new(false), AtomicU32::new(0)));
    let theirs = shared.clone();
    let other = thread::spawn(move || {
        let mut done = theirs.0.write();
        theirs.1.store(1, Relaxed);
        *done = true;
        let reading = RwLockWriteGuard::downgrade(done);
        settle();
        // Here the other may come in.
        assert_eq!(theirs.1.load(Relaxed), 1);
        drop(reading);
    });
    pause();
    let done = shared.0.read();
    let seen = shared.1.load(Relaxed);
    assert!(!*done || seen == 1, "the write lock orders it");
    drop(done);
    other.join().unwrap();
    seen
}

/// What a reader did before it left is seen by the one that waited for it.
fn what_readers_did_is_seen_after_an_upgrade() -> impl Debug {
    let shared = Arc::new((RwLock::new(()), AtomicU32::new(0), AtomicU32::new(0)));
    let theirs = shared.clone();
    let other = thread::spawn(move || {
        let reading = theirs.0.read();
        theirs.1.store(1, Relaxed);
        settle();
        theirs.2.store(1, Relaxed);
        drop(reading);
    });
    pause();
    let may = shared.0.upgradable_read();
    pause();
    let writing = RwLockUpgradableReadGuard::upgrade(may);
    let seen = (shared.1.load(Relaxed), shared.2.load(Relaxed));
    drop(writing);
    other.join().unwrap();
    seen
}
