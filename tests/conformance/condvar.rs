//! `Condvar`: who is woken, who is counted, who was too early.

use super::sync::{Arc, Condvar, Mutex, thread};
use super::{pause, scenario, settle};
use std::fmt::Debug;

pub fn scenarios() -> Vec<super::Scenario> {
    vec![
        scenario!(nobody_waits).reaches(&["(false, 0)"]),
        scenario!(a_flag_and_a_notification)
            .reaches(&["true"])
            .blocks(1),
        scenario!(one_of_two_is_woken)
            .reaches(&["[true, true]"])
            .blocks(2),
        scenario!(who_waits_longest_is_woken)
            .reaches(&["[1, 2]", "[2, 1]"])
            .blocks(2),
        scenario!(all_are_woken)
            .reaches(&["(0, 2)", "(1, 2)", "(2, 2)"])
            .blocks(2),
        scenario!(one_notification_each).reaches(&["2"]).blocks(2),
        scenario!(a_wait_releases_the_lock)
            .reaches(&["[1, 2, 3]"])
            .blocks(1),
        scenario!(a_woken_thread_waits_for_the_lock)
            .reaches(&["[1, 2, 3]"])
            .blocks(1),
        scenario!(waiting_while).reaches(&["3"]).blocks(1),
        scenario!(a_queue_over_two_conditions)
            .reaches(&["[1, 2]"])
            .blocks(1),
        scenario!(notified_without_the_lock)
            .reaches(&["true"])
            .blocks(1),
        scenario!(notified_by_a_panicking_thread)
            .reaches(&["(true, true)"])
            .blocks(1),
    ]
}

type Shared<T> = Arc<(Mutex<T>, Condvar)>;

fn shared<T>(value: T) -> Shared<T> {
    Arc::new((Mutex::new(value), Condvar::new()))
}

fn nobody_waits() -> impl Debug {
    let condition = Condvar::default();
    (condition.notify_one(), condition.notify_all())
}

fn a_flag_and_a_notification() -> impl Debug {
    let shared = shared(false);
    let theirs = shared.clone();
    let other = thread::spawn(move || {
        pause();
        *theirs.0.lock() = true;
        theirs.1.notify_one();
    });
    let mut flag = shared.0.lock();
    while !*flag {
        shared.1.wait(&mut flag);
    }
    let seen = *flag;
    drop(flag);
    other.join().unwrap();
    seen
}

fn one_of_two_is_woken() -> impl Debug {
    let shared = shared((0, 0));
    let waiters = [(); 2].map(|()| {
        let shared = shared.clone();
        thread::spawn(move || {
            let mut state = shared.0.lock();
            state.0 += 1;
            let number = state.0;
            while state.1 < number {
                shared.1.wait(&mut state);
            }
        })
    });
    // Both are let go, one after the other; the first notification wakes one thread at most.
    settle();
    let first = {
        let mut state = shared.0.lock();
        state.1 = 1;
        state.0 == 0 || shared.1.notify_one()
    };
    shared.0.lock().1 = 2;
    let woken = shared.1.notify_all();
    waiters
        .into_iter()
        .for_each(|waiter| waiter.join().unwrap());
    [first, woken <= 2]
}

/// Each takes a number when it begins to wait; the order in which they go on is theirs.
fn who_waits_longest_is_woken() -> impl Debug {
    let shared = shared((vec![], vec![]));
    let waiters = [1, 2].map(|i| {
        let shared = shared.clone();
        thread::spawn(move || {
            pause();
            let mut state = shared.0.lock();
            state.0.push(i);
            shared.1.wait(&mut state);
            state.1.push(i);
            drop(state);
            shared.1.notify_one();
        })
    });
    // Whoever has a number waits, since it held the lock until then.
    while shared.0.lock().0.len() < 2 {
        thread::yield_now();
    }
    let woken = shared.1.notify_one();
    waiters
        .into_iter()
        .for_each(|waiter| waiter.join().unwrap());
    let state = shared.0.lock();
    assert!(woken && state.0 == state.1, "not first come first served");
    state.1.clone()
}

fn all_are_woken() -> impl Debug {
    let shared = shared((false, 0));
    let waiters = [(); 2].map(|()| {
        let shared = shared.clone();
        thread::spawn(move || {
            let mut state = shared.0.lock();
            while !state.0 {
                shared.1.wait(&mut state);
            }
            state.1 += 1;
        })
    });
    settle();
    let mut state = shared.0.lock();
    state.0 = true;
    let woken = shared.1.notify_all();
    drop(state);
    waiters
        .into_iter()
        .for_each(|waiter| waiter.join().unwrap());
    let passed = shared.0.lock().1;
    (woken, passed)
}

fn one_notification_each() -> impl Debug {
    let shared = shared((0, 0));
    let waiters = [(); 2].map(|()| {
        let shared = shared.clone();
        thread::spawn(move || {
            let mut state = shared.0.lock();
            while state.0 == 0 {
                shared.1.wait(&mut state);
            }
            state.0 -= 1;
            state.1 += 1;
        })
    });
    settle();
    for _ in 0..2 {
        pause();
        shared.0.lock().0 += 1;
        shared.1.notify_one();
    }
    waiters
        .into_iter()
        .for_each(|waiter| waiter.join().unwrap());
    shared.0.lock().1
}

fn a_wait_releases_the_lock() -> impl Debug {
    let shared = shared(vec![]);
    let theirs = shared.clone();
    let mut log = shared.0.lock();
    let other = thread::spawn(move || {
        theirs.0.lock().push(2);
        theirs.1.notify_one();
    });
    log.push(1);
    while log.len() < 2 {
        shared.1.wait(&mut log);
    }
    log.push(3);
    drop(log);
    other.join().unwrap();
    shared.0.lock().clone()
}

/// The notifier keeps the lock for a while.
fn a_woken_thread_waits_for_the_lock() -> impl Debug {
    let shared = shared(vec![]);
    let theirs = shared.clone();
    let mut log = shared.0.lock();
    let other = thread::spawn(move || {
        let mut log = theirs.0.lock();
        log.push(1);
        theirs.1.notify_all();
        pause();
        log.push(2);
    });
    while log.is_empty() {
        shared.1.wait(&mut log);
    }
    log.push(3);
    drop(log);
    other.join().unwrap();
    shared.0.lock().clone()
}

fn waiting_while() -> impl Debug {
    let shared = shared(0);
    let theirs = shared.clone();
    let other = thread::spawn(move || {
        for _ in 0..3 {
            *theirs.0.lock() += 1;
            theirs.1.notify_one();
        }
    });
    let mut count = shared.0.lock();
    shared.1.wait_while(&mut count, |count| *count < 3);
    let seen = *count;
    drop(count);
    other.join().unwrap();
    seen
}

fn a_queue_over_two_conditions() -> impl Debug {
    struct Slot {
        value: Mutex<Option<u32>>,
        filled: Condvar,
        emptied: Condvar,
    }
    let slot = Arc::new(Slot {
        value: Mutex::new(None),
        filled: Condvar::new(),
        emptied: Condvar::new(),
    });
    let theirs = slot.clone();
    let producer = thread::spawn(move || {
        for i in 1..=2 {
            let mut value = theirs.value.lock();
            theirs
                .emptied
                .wait_while(&mut value, |value| value.is_some());
            *value = Some(i);
            theirs.filled.notify_one();
        }
    });
    let received = [(); 2].map(|()| {
        let mut value = slot.value.lock();
        slot.filled.wait_while(&mut value, |value| value.is_none());
        slot.emptied.notify_one();
        value.take().unwrap()
    });
    producer.join().unwrap();
    received
}

fn notified_without_the_lock() -> impl Debug {
    let shared = shared(false);
    let theirs = shared.clone();
    let waiter = thread::spawn(move || {
        let mut flag = theirs.0.lock();
        theirs.1.wait_while(&mut flag, |flag| !*flag);
        *flag
    });
    settle();
    *shared.0.lock() = true;
    pause();
    shared.1.notify_all();
    waiter.join().unwrap()
}

/// A guard that tells everybody when it is dropped, as a panic does too.
fn notified_by_a_panicking_thread() -> impl Debug {
    struct Tell(Shared<bool>);
    impl Drop for Tell {
        fn drop(&mut self) {
            *self.0.0.lock() = true;
            self.0.1.notify_all();
        }
    }
    let shared = shared(false);
    let theirs = shared.clone();
    let other = thread::spawn(move || {
        let _tell = Tell(theirs);
        pause();
        panic!("on purpose");
    });
    let mut flag = shared.0.lock();
    shared.1.wait_while(&mut flag, |flag| !*flag);
    let seen = *flag;
    drop(flag);
    (seen, other.join().is_err())
}
