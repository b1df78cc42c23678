//! `Mutex`: tries, looks, and waits with patience.

use super::sync::time::{Duration, Instant};
use super::sync::{Arc, Mutex, thread};
use super::{pause, scenario, settle};
use std::fmt::Debug;

pub fn scenarios() -> Vec<super::Scenario> {
    vec![
        scenario!(a_lock_is_free_or_held).reaches(&["[true, false, true]"]),
        scenario!(trying_while_another_holds_it)
            .reaches(&["None", "Some(0)", "Some(1)", "Some(2)"]),
        scenario!(two_try_at_once).reaches(&["(false, true)", "(true, false)", "(true, true)"]),
        scenario!(looking_while_another_holds_it).reaches(&["false", "true"]),
        scenario!(patience_runs_out)
            .reaches(&["(true, true)"])
            .real_runs(10),
        scenario!(patience_while_another_holds_it)
            .reaches(&["None", "Some(1)"])
            .blocks(1)
            .real_runs(60),
        scenario!(a_thread_that_gave_up_does_not_hold_it)
            .reaches(&["(false, true)", "(true, true)"])
            .blocks(2)
            .real_runs(60),
        scenario!(until_a_point_that_has_passed)
            .reaches(&["(true, false)"])
            .real_runs(10),
    ]
}

fn soon() -> Duration {
    Duration::from_micros(200)
}

fn a_lock_is_free_or_held() -> impl Debug {
    let mutex = Mutex::new(0);
    let guard = mutex.try_lock();
    let first = guard.is_some() && mutex.is_locked();
    let second = mutex.try_lock().is_some();
    drop(guard);
    [
        first,
        second,
        mutex.try_lock().is_some() && !mutex.is_locked(),
    ]
}

/// The other thread adds twice, in a critical section each.
fn trying_while_another_holds_it() -> impl Debug {
    let mutex = Arc::new(Mutex::new(0));
    let theirs = mutex.clone();
    let other = thread::spawn(move || {
        for _ in 0..2 {
            let mut count = theirs.lock();
            pause();
            *count += 1;
        }
    });
    pause();
    let seen = mutex.try_lock().map(|count| *count);
    other.join().unwrap();
    seen
}

fn two_try_at_once() -> impl Debug {
    let mutex = Arc::new(Mutex::new(()));
    let theirs = mutex.clone();
    let try_it = |mutex: &Mutex<()>| {
        let guard = mutex.try_lock();
        pause();
        guard.is_some()
    };
    let other = thread::spawn(move || try_it(&theirs));
    let mine = try_it(&mutex);
    (mine, other.join().unwrap())
}

fn looking_while_another_holds_it() -> impl Debug {
    let mutex = Arc::new(Mutex::new(()));
    let theirs = mutex.clone();
    let other = thread::spawn(move || {
        let guard = theirs.lock();
        pause();
        drop(guard);
    });
    pause();
    let held = mutex.is_locked();
    other.join().unwrap();
    held
}

fn patience_runs_out() -> impl Debug {
    let mutex = Mutex::new(0);
    let _held = mutex.lock();
    let start = Instant::now();
    let nothing = mutex.try_lock_for(soon()).is_none();
    (nothing, start.elapsed() >= soon())
}

fn patience_while_another_holds_it() -> impl Debug {
    let mutex = Arc::new(Mutex::new(0));
    let mut mine = mutex.lock();
    let theirs = mutex.clone();
    let other = thread::spawn(move || theirs.try_lock_for(soon()).map(|count| *count));
    settle();
    *mine += 1;
    drop(mine);
    other.join().unwrap()
}

/// One waits with patience, one without; whatever the first does, the second gets the lock.
fn a_thread_that_gave_up_does_not_hold_it() -> impl Debug {
    let mutex = Arc::new(Mutex::new(()));
    let mine = mutex.lock();
    let (one, two) = (mutex.clone(), mutex.clone());
    let patient = thread::spawn(move || one.try_lock_for(soon()).is_some());
    let stubborn = thread::spawn(move || {
        pause();
        drop(two.lock());
        true
    });
    settle();
    drop(mine);
    (patient.join().unwrap(), stubborn.join().unwrap())
}

fn until_a_point_that_has_passed() -> impl Debug {
    let mutex = Mutex::new(0);
    let free = mutex.try_lock_until(Instant::now()).is_some();
    let _held = mutex.lock();
    (free, mutex.try_lock_until(Instant::now()).is_some())
}
