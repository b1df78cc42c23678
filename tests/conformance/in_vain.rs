//! Tries with a pause after each, and waits until time is up: a few of them may all be in vain.

use super::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use super::sync::channel::bounded;
use super::sync::time::Duration;
use super::sync::{Arc, Backoff, Condvar, Mutex, RwLock, thread};
use super::{pause, scenario};
use std::fmt::Debug;

pub fn scenarios() -> Vec<super::Scenario> {
    vec![
        scenario!(yields_after_looks).reaches(&["0", "1", "2", "3"]),
        scenario!(yields_after_looks_at_two_changes).reaches(&["0", "1", "2", "3"]),
        scenario!(yields_after_tries_to_lock).reaches(&["None", "Some(0)", "Some(1)"]),
        scenario!(yields_after_tries_to_read).reaches(&["None", "Some(0)", "Some(1)"]),
        scenario!(snoozes_after_tries_to_receive).reaches(&["None", "Some(7)"]),
        scenario!(snoozes_after_tries_to_send).reaches(&["false", "true"]),
        scenario!(sleeps_after_looks)
            .reaches(&["0", "1", "2", "3"])
            .real_runs(50),
        scenario!(parks_for_a_while_after_looks)
            .reaches(&["0", "1", "2", "3"])
            .real_runs(50),
        scenario!(waits_for_a_message)
            .reaches(&["None", "Some(7)"])
            .real_runs(50),
        scenario!(waits_for_a_condition)
            .reaches(&["false", "true"])
            .real_runs(50),
        scenario!(waits_for_a_lock)
            .reaches(&["None", "Some(0)", "Some(1)"])
            .real_runs(50),
    ]
}

fn soon() -> Duration {
    Duration::from_micros(20)
}

/// Tries three times, with a pause after each that fails: what it found, and how many failed.
fn three_tries<T>(mut attempt: impl FnMut() -> Option<T>, pause: impl Fn()) -> (u32, Option<T>) {
    for failed in 0..3 {
        if let Some(found) = attempt() {
            return (failed, Some(found));
        }
        pause();
    }
    (3, None)
}

/// Looks for what another thread sets, and pauses: how many looks were in vain.
fn looks(and_then: impl Fn()) -> u32 {
    let ready = Arc::new(AtomicBool::new(false));
    let set = ready.clone();
    let other = thread::spawn(move || {
        pause();
        set.store(true, SeqCst);
    });
    let (failed, _) = three_tries(|| ready.load(SeqCst).then_some(()), and_then);
    other.join().unwrap();
    failed
}

fn yields_after_looks() -> impl Debug {
    looks(thread::yield_now)
}

fn sleeps_after_looks() -> impl Debug {
    looks(|| thread::sleep(soon()))
}

fn parks_for_a_while_after_looks() -> impl Debug {
    looks(|| thread::park_timeout(soon()))
}

fn yields_after_looks_at_two_changes() -> impl Debug {
    let count = Arc::new(AtomicU32::new(0));
    let theirs = count.clone();
    let other = thread::spawn(move || {
        theirs.store(1, SeqCst);
        pause();
        theirs.store(2, SeqCst);
    });
    let attempt = || (count.load(SeqCst) == 2).then_some(());
    let (failed, _) = three_tries(attempt, thread::yield_now);
    other.join().unwrap();
    failed
}

fn yields_after_tries_to_lock() -> impl Debug {
    let mutex = Arc::new(Mutex::new(0));
    let theirs = mutex.clone();
    let other = thread::spawn(move || {
        let mut count = theirs.lock();
        pause();
        *count += 1;
    });
    let (_, found) = three_tries(|| mutex.try_lock().map(|count| *count), thread::yield_now);
    other.join().unwrap();
    found
}

fn yields_after_tries_to_read() -> impl Debug {
    let table = Arc::new(RwLock::new(0));
    let theirs = table.clone();
    let other = thread::spawn(move || {
        let mut count = theirs.write();
        pause();
        *count += 1;
    });
    let (_, found) = three_tries(|| table.try_read().map(|count| *count), thread::yield_now);
    other.join().unwrap();
    found
}

fn snoozes_after_tries_to_receive() -> impl Debug {
    let (sender, receiver) = bounded(1);
    let other = thread::spawn(move || {
        pause();
        sender.send(7).unwrap();
        sender
    });
    let backoff = Backoff::new();
    let (_, found) = three_tries(|| receiver.try_recv().ok(), || backoff.snooze());
    drop(other.join().unwrap());
    found
}

fn snoozes_after_tries_to_send() -> impl Debug {
    let (sender, receiver) = bounded(1);
    sender.send(1).unwrap();
    let other = thread::spawn(move || {
        pause();
        receiver.recv().unwrap();
        receiver
    });
    let backoff = Backoff::new();
    let (_, sent) = three_tries(|| sender.try_send(2).ok(), || backoff.snooze());
    drop(other.join().unwrap());
    sent.is_some()
}

fn waits_for_a_message() -> impl Debug {
    let (sender, receiver) = bounded(1);
    let other = thread::spawn(move || {
        pause();
        sender.send(7).unwrap();
        sender
    });
    let (_, found) = three_tries(|| receiver.recv_timeout(soon()).ok(), || {});
    drop(other.join().unwrap());
    found
}

fn waits_for_a_condition() -> impl Debug {
    let shared = Arc::new((Mutex::new(false), Condvar::new()));
    let theirs = shared.clone();
    let other = thread::spawn(move || {
        pause();
        *theirs.0.lock() = true;
        theirs.1.notify_one();
    });
    let mut ready = shared.0.lock();
    for _ in 0..3 {
        if !*ready {
            shared.1.wait_for(&mut ready, soon());
        }
    }
    let seen = *ready;
    drop(ready);
    other.join().unwrap();
    seen
}

fn waits_for_a_lock() -> impl Debug {
    let mutex = Arc::new(Mutex::new(0));
    let theirs = mutex.clone();
    let other = thread::spawn(move || {
        let mut count = theirs.lock();
        pause();
        *count += 1;
    });
    let attempt = || mutex.try_lock_for(soon()).map(|count| *count);
    let (_, found) = three_tries(attempt, || {});
    other.join().unwrap();
    found
}
