//! `Condvar`: waits that end when time is up.

use super::sync::time::{Duration, Instant};
use super::sync::{Arc, Condvar, Mutex, thread};
use super::{pause, scenario, settle};
use std::fmt::Debug;

pub fn scenarios() -> Vec<super::Scenario> {
    vec![
        scenario!(a_notification_before_the_wait_is_lost)
            .reaches(&["(false, true)", "(true, false)"])
            .real_runs(60),
        scenario!(nobody_comes)
            .reaches(&["(true, true)"])
            .real_runs(10),
        scenario!(somebody_may_come)
            .reaches(&["(false, true)", "(true, false)", "(true, true)"])
            .blocks(1)
            .real_runs(60),
        scenario!(a_thread_that_gave_up_is_not_woken)
            .reaches(&["(false, 0)", "(false, 1)", "(true, 0)", "(true, 1)"])
            .blocks(2)
            .real_runs(60),
        scenario!(waiting_while_nothing_holds_one_up).reaches(&["(1, false)"]),
        scenario!(waiting_while_no_longer_than)
            .reaches(&["(false, 1)", "(true, 0)"])
            .blocks(1)
            .real_runs(60),
        scenario!(waiting_until_a_point_that_has_passed)
            .reaches(&["(true, true)"])
            .real_runs(10),
        scenario!(a_wait_without_the_flag_may_be_early)
            .reaches(&["0", "1"])
            .blocks(1)
            .real_runs(60),
    ]
}

type Shared<T> = Arc<(Mutex<T>, Condvar)>;

fn soon() -> Duration {
    Duration::from_micros(200)
}

fn shared<T>(value: T) -> Shared<T> {
    Arc::new((Mutex::new(value), Condvar::new()))
}

/// The wait has no flag to look at, so it ends only by a notification that comes after it began.
fn a_notification_before_the_wait_is_lost() -> impl Debug {
    let shared = shared(());
    let theirs = shared.clone();
    let other = thread::spawn(move || {
        pause();
        theirs.1.notify_one()
    });
    let mut guard = shared.0.lock();
    let timed_out = shared.1.wait_for(&mut guard, soon()).timed_out();
    drop(guard);
    (other.join().unwrap(), timed_out)
}

fn nobody_comes() -> impl Debug {
    let (mutex, condition) = (Mutex::new(0), Condvar::new());
    let mut guard = mutex.lock();
    let start = Instant::now();
    let timed_out = condition.wait_for(&mut guard, soon()).timed_out();
    *guard += 1;
    (timed_out, start.elapsed() >= soon())
}

/// Whether time was up, and whether the flag is set.
fn somebody_may_come() -> impl Debug {
    let shared = shared(false);
    let theirs = shared.clone();
    let mut flag = shared.0.lock();
    let other = thread::spawn(move || {
        pause();
        *theirs.0.lock() = true;
        pause();
        theirs.1.notify_one();
    });
    let timed_out = shared.1.wait_for(&mut flag, soon()).timed_out();
    let seen = *flag;
    drop(flag);
    other.join().unwrap();
    (timed_out, seen)
}

/// One of two waits with patience; the notification is for the flag, which only one may take.
fn a_thread_that_gave_up_is_not_woken() -> impl Debug {
    let shared = shared(1);
    let (one, two) = (shared.clone(), shared.clone());
    let patient = thread::spawn(move || {
        let mut left = one.0.lock();
        while *left > 0 {
            if one.1.wait_for(&mut left, soon()).timed_out() {
                return false;
            }
        }
        true
    });
    let stubborn = thread::spawn(move || {
        let mut left = two.0.lock();
        two.1.wait_while(&mut left, |left| *left > 0);
    });
    settle();
    *shared.0.lock() = 0;
    let woken = shared.1.notify_all();
    stubborn.join().unwrap();
    (patient.join().unwrap(), woken.min(1))
}

fn waiting_while_nothing_holds_one_up() -> impl Debug {
    let (mutex, condition) = (Mutex::new(0), Condvar::new());
    let mut count = mutex.lock();
    let looked = |count: &mut u32| {
        *count += 1;
        false
    };
    let result = condition.wait_while_for(&mut count, looked, soon());
    (*count, result.timed_out())
}

fn waiting_while_no_longer_than() -> impl Debug {
    let shared = shared(0);
    let theirs = shared.clone();
    let mut count = shared.0.lock();
    let other = thread::spawn(move || {
        pause();
        *theirs.0.lock() += 1;
        theirs.1.notify_one();
    });
    let result = shared
        .1
        .wait_while_for(&mut count, |count| *count == 0, soon());
    let seen = (result.timed_out(), *count);
    drop(count);
    other.join().unwrap();
    seen
}

fn waiting_until_a_point_that_has_passed() -> impl Debug {
    let (mutex, condition) = (Mutex::new(0), Condvar::new());
    let mut count = mutex.lock();
    let now = Instant::now();
    let waited = condition.wait_until(&mut count, now).timed_out();
    let result = condition.wait_while_until(&mut count, |_| true, now);
    (waited, result.timed_out())
}

fn a_wait_without_the_flag_may_be_early() -> impl Debug {
    let shared = shared(0);
    let theirs = shared.clone();
    let mut count = shared.0.lock();
    let other = thread::spawn(move || {
        theirs.1.notify_all();
        pause();
        *theirs.0.lock() += 1;
    });
    shared.1.wait_for(&mut count, soon());
    let seen = *count;
    drop(count);
    other.join().unwrap();
    seen
}
