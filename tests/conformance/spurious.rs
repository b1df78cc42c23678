//! What may happen for no reason: a condition variable wakes, a `park` returns, a weak comparison fails. Each
//! does once for each thread and object.

use super::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use super::sync::time::Duration;
use super::sync::{Arc, Condvar, Mutex, thread};
use super::{pause, scenario};
use std::fmt::Debug;

pub fn scenarios() -> Vec<super::Scenario> {
    let all = vec![
        scenario!(a_wait_without_a_condition).reaches(&["false", "true"]),
        scenario!(a_wait_with_a_condition).reaches(&["true"]),
        scenario!(two_wait_without_a_condition)
            .reaches(&[
                "(false, false)",
                "(false, true)",
                "(true, false)",
                "(true, true)",
            ])
            .real_runs(50),
        scenario!(a_wait_in_time_is_woken_for_no_reason)
            .reaches(&[
                "(false, false)",
                "(false, true)",
                "(true, false)",
                "(true, true)",
            ])
            .real_runs(20),
        scenario!(a_park_without_a_condition).reaches(&["false", "true"]),
        scenario!(a_park_with_a_condition).reaches(&["true"]),
        scenario!(a_permit_is_not_lost).reaches(&["true"]),
        scenario!(a_weak_comparison).reaches(&["(Err(5), Ok(5))", "(Ok(5), Err(6))"]),
        scenario!(a_strong_comparison).reaches(&["(Ok(5), Err(6))"]),
        scenario!(a_weak_comparison_of_each_of_two).reaches(&["(1, 1)"]),
        scenario!(an_update_tries_again).reaches(&["(Ok(5), 6)"]),
    ];
    all.into_iter().map(super::Scenario::spurious).collect()
}

type Shared = Arc<(Mutex<bool>, Condvar)>;

/// A thread that makes it true, and wakes all that wait.
fn notifier(shared: &Shared) -> thread::JoinHandle<()> {
    let theirs = shared.clone();
    thread::spawn(move || {
        pause();
        *theirs.0.lock() = true;
        theirs.1.notify_all();
    })
}

/// Waits once, unless it is true already: whether it is then.
fn wait_once(shared: &Shared) -> bool {
    let mut ready = shared.0.lock();
    if !*ready {
        shared.1.wait(&mut ready);
    }
    *ready
}

fn a_wait_without_a_condition() -> impl Debug {
    let shared = Shared::default();
    let other = notifier(&shared);
    let ready = wait_once(&shared);
    other.join().unwrap();
    ready
}

fn a_wait_with_a_condition() -> impl Debug {
    let shared = Shared::default();
    let other = notifier(&shared);
    let mut ready = shared.0.lock();
    shared.1.wait_while(&mut ready, |ready| !*ready);
    let seen = *ready;
    drop(ready);
    other.join().unwrap();
    seen
}

/// Each is woken once at most, whatever happens to the other.
fn two_wait_without_a_condition() -> impl Debug {
    let shared = Shared::default();
    let theirs = shared.clone();
    let waits = thread::spawn(move || wait_once(&theirs));
    let other = notifier(&shared);
    let mine = wait_once(&shared);
    other.join().unwrap();
    (mine, waits.join().unwrap())
}

/// Whether time was up, and whether it is true: neither if it was woken for no reason.
fn a_wait_in_time_is_woken_for_no_reason() -> impl Debug {
    let shared = Shared::default();
    let other = notifier(&shared);
    let mut ready = shared.0.lock();
    let mut timed_out = false;
    if !*ready {
        timed_out = shared
            .1
            .wait_for(&mut ready, Duration::from_micros(100))
            .timed_out();
    }
    let seen = *ready;
    drop(ready);
    other.join().unwrap();
    (timed_out, seen)
}

/// A thread that makes it true, and unparks the current one.
fn unparker(ready: &Arc<AtomicBool>) -> thread::JoinHandle<()> {
    let (set, me) = (ready.clone(), thread::current());
    thread::spawn(move || {
        pause();
        set.store(true, SeqCst);
        me.unpark();
    })
}

fn a_park_without_a_condition() -> impl Debug {
    let ready = Arc::new(AtomicBool::new(false));
    let other = unparker(&ready);
    thread::park();
    // An exchange, so that loom reads what was stored last.
    let seen = ready.swap(true, SeqCst);
    other.join().unwrap();
    seen
}

fn a_park_with_a_condition() -> impl Debug {
    let ready = Arc::new(AtomicBool::new(false));
    let other = unparker(&ready);
    while !ready.load(SeqCst) {
        thread::park();
    }
    other.join().unwrap();
    ready.load(SeqCst)
}

/// A `park` that returns for no reason takes no permit: the next one does.
fn a_permit_is_not_lost() -> impl Debug {
    let ready = Arc::new(AtomicBool::new(false));
    let other = unparker(&ready);
    while !ready.load(SeqCst) {
        thread::park();
    }
    other.join().unwrap();
    thread::current().unpark();
    thread::park();
    true
}

fn a_weak_comparison() -> impl Debug {
    let count = AtomicU32::new(5);
    let first = count.compare_exchange_weak(5, 6, SeqCst, SeqCst);
    (first, count.compare_exchange_weak(5, 6, SeqCst, SeqCst))
}

fn a_strong_comparison() -> impl Debug {
    let count = AtomicU32::new(5);
    let first = count.compare_exchange(5, 6, SeqCst, SeqCst);
    (first, count.compare_exchange(5, 6, SeqCst, SeqCst))
}

/// It may fail once with each, so a second try is enough for both.
fn a_weak_comparison_of_each_of_two() -> impl Debug {
    let counts = [AtomicU32::new(0), AtomicU32::new(0)];
    for count in &counts {
        let tries = || count.compare_exchange_weak(0, 1, SeqCst, SeqCst).is_ok();
        while !tries() {}
    }
    let [one, other] = counts;
    (one.into_inner(), other.into_inner())
}

fn an_update_tries_again() -> impl Debug {
    let count = AtomicU32::new(5);
    let before = count.fetch_update(SeqCst, SeqCst, |count| Some(count + 1));
    (before, count.into_inner())
}
