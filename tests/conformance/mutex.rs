//! `Mutex`: one at a time, in any order, with and without patience.

use super::sync::cell::UnsafeCell;
use super::sync::{Arc, Mutex, thread};
use super::{pause, scenario, settle};
use std::fmt::Debug;

pub fn scenarios() -> Vec<super::Scenario> {
    vec![
        scenario!(additions_are_not_lost).reaches(&["2"]).blocks(1),
        scenario!(a_lock_per_step_loses_one).reaches(&["1", "2"]),
        scenario!(two_wait_behind_one)
            .reaches(&["[0, 1, 2]", "[0, 2, 1]"])
            .blocks(2),
        scenario!(three_wait_behind_one)
            .reaches(&["6"])
            .blocks(3)
            .real_runs(50),
        scenario!(without_a_lock).reaches(&["(5, 6)"]),
        scenario!(released_by_a_panic).reaches(&["(true, 1)"]),
        scenario!(released_by_a_panic_while_another_waits)
            .reaches(&["(true, 2)"])
            .blocks(2),
        scenario!(memory_behind_a_lock).reaches(&["3"]).blocks(2),
        scenario!(both_locks_in_one_order)
            .reaches(&["(2, 2)"])
            .blocks(1),
        scenario!(a_critical_section_is_whole).reaches(&["(0, 0)", "(1, 1)"]),
        scenario!(shows_itself).reaches(&["5"]),
    ]
}

fn additions_are_not_lost() -> impl Debug {
    let count = Arc::new(Mutex::new(0));
    let theirs = count.clone();
    let other = thread::spawn(move || {
        pause();
        *theirs.lock() += 1;
    });
    let mut mine = count.lock();
    settle();
    *mine += 1;
    drop(mine);
    other.join().unwrap();
    *count.lock()
}

fn a_lock_per_step_loses_one() -> impl Debug {
    let count = Arc::new(Mutex::new(0));
    let theirs = count.clone();
    let add = |count: &Mutex<u32>| {
        let seen = *count.lock();
        pause();
        *count.lock() = seen + 1;
    };
    let other = thread::spawn(move || add(&theirs));
    add(&count);
    other.join().unwrap();
    *count.lock()
}

fn two_wait_behind_one() -> impl Debug {
    let order = Arc::new(Mutex::new(vec![]));
    let mut mine = order.lock();
    let threads = [1, 2].map(|i| {
        let order = order.clone();
        thread::spawn(move || {
            pause();
            order.lock().push(i);
        })
    });
    settle();
    mine.push(0);
    drop(mine);
    threads
        .into_iter()
        .for_each(|thread| thread.join().unwrap());
    order.lock().clone()
}

fn three_wait_behind_one() -> impl Debug {
    let sum = Arc::new(Mutex::new(0));
    let held = sum.lock();
    let threads = [1, 2, 3].map(|i| {
        let sum = sum.clone();
        thread::spawn(move || *sum.lock() += i)
    });
    settle();
    drop(held);
    threads
        .into_iter()
        .for_each(|thread| thread.join().unwrap());
    *sum.lock()
}

fn without_a_lock() -> impl Debug {
    let mut mutex = Mutex::new(5);
    let five = *mutex.get_mut();
    *mutex.get_mut() += 1;
    (five, mutex.into_inner())
}

fn released_by_a_panic() -> impl Debug {
    let mutex = Arc::new(Mutex::new(0));
    let theirs = mutex.clone();
    let other = thread::spawn(move || {
        let mut count = theirs.lock();
        *count += 1;
        settle();
        panic!("on purpose");
    });
    pause();
    drop(mutex.lock());
    let panicked = other.join().is_err();
    let count = *mutex.lock();
    (panicked, count)
}

fn released_by_a_panic_while_another_waits() -> impl Debug {
    let mutex = Arc::new(Mutex::new(0));
    let (one, two) = (mutex.clone(), mutex.clone());
    let held = mutex.lock();
    let panicking = thread::spawn(move || {
        let mut count = one.lock();
        *count += 1;
        panic!("on purpose");
    });
    let waiting = thread::spawn(move || *two.lock() += 1);
    settle();
    drop(held);
    let panicked = panicking.join().is_err();
    waiting.join().unwrap();
    let count = *mutex.lock();
    (panicked, count)
}

/// Memory that only a lock guards.
struct Guarded(UnsafeCell<u32>);

// SAFETY: it is reached only while the lock beside it is held.
unsafe impl Send for Guarded {}
// SAFETY: as above.
unsafe impl Sync for Guarded {}

fn memory_behind_a_lock() -> impl Debug {
    let shared = Arc::new((Mutex::new(()), Guarded(UnsafeCell::new(0))));
    let add = |shared: &(Mutex<()>, Guarded)| {
        let _held = shared.0.lock();
        settle();
        shared.1.0.with_mut(|count| {
            // SAFETY: the lock is held, as always when the cell is touched.
            unsafe { *count += 1 }
        });
    };
    let threads = [(); 2].map(|()| {
        let shared = shared.clone();
        thread::spawn(move || add(&shared))
    });
    add(&shared);
    threads
        .into_iter()
        .for_each(|thread| thread.join().unwrap());
    let _held = shared.0.lock();
    // SAFETY: as above.
    shared.1.0.with(|count| unsafe { *count })
}

fn both_locks_in_one_order() -> impl Debug {
    let locks = Arc::new((Mutex::new(0), Mutex::new(0)));
    let theirs = locks.clone();
    let add = |locks: &(Mutex<u32>, Mutex<u32>)| {
        let mut left = locks.0.lock();
        settle();
        let mut right = locks.1.lock();
        *left += 1;
        *right += 1;
    };
    let other = thread::spawn(move || add(&theirs));
    add(&locks);
    other.join().unwrap();
    let (left, right) = (*locks.0.lock(), *locks.1.lock());
    (left, right)
}

fn a_critical_section_is_whole() -> impl Debug {
    let pair = Arc::new(Mutex::new((0, 0)));
    let theirs = pair.clone();
    let other = thread::spawn(move || {
        let mut pair = theirs.lock();
        pair.0 += 1;
        settle();
        pair.1 += 1;
    });
    pause();
    let seen = *pair.lock();
    other.join().unwrap();
    seen
}

fn shows_itself() -> impl Debug {
    let mutex = Mutex::<u32>::default();
    *mutex.lock() = 5;
    let shown = format!("{:?}", mutex.lock());
    shown.parse::<u32>().unwrap()
}
