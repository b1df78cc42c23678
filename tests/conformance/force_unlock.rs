//! Locks that are released by force, for guards that were forgotten.

use super::sync::atomic::{AtomicU32, Ordering::Relaxed};
use super::sync::channel::bounded;
use super::sync::{Arc, GuardNoSend, Mutex, RecursiveRwLock, RwLock, thread};
use super::{pause, scenario, settle};
use std::fmt::Debug;
use std::mem::forget;

pub fn scenarios() -> Vec<super::Scenario> {
    vec![
        scenario!(a_mutex_is_held_until_it_is_forced).reaches(&["(true, false, 1)"]),
        scenario!(who_waits_for_a_mutex_gets_it)
            .reaches(&["2"])
            .blocks(1),
        scenario!(a_try_beside_a_forced_unlock).reaches(&["None", "Some((1, 1))"]),
        scenario!(another_thread_unlocks).reaches(&["(2, 2)"]),
        scenario!(a_reader_among_two_is_forced).reaches(&["[false, true]"]),
        scenario!(who_waits_for_a_writer_gets_in)
            .reaches(&["(1, 1)"])
            .blocks(2),
        scenario!(a_recursive_lock_is_forced).reaches(&["[true, true]"]),
    ]
}

fn a_mutex_is_held_until_it_is_forced() -> impl Debug {
    let mutex = Mutex::new(0);
    let mut guard = mutex.lock();
    *guard += 1;
    forget(guard);
    let held = mutex.is_locked();
    let tried = mutex.try_lock().is_some();
    // SAFETY: the only guard was forgotten.
    unsafe { mutex.force_unlock(GuardNoSend::new()) };
    let sum = *mutex.lock();
    (held, tried, sum)
}

fn who_waits_for_a_mutex_gets_it() -> impl Debug {
    let mutex = Arc::new(Mutex::new(0));
    let theirs = mutex.clone();
    let mut guard = mutex.lock();
    let other = thread::spawn(move || *theirs.lock() += 1);
    settle();
    *guard += 1;
    forget(guard);
    // SAFETY: the only guard was forgotten.
    unsafe { mutex.force_unlock(GuardNoSend::new()) };
    other.join().unwrap();
    *mutex.lock()
}

/// What was done under the guard is seen by who gets the lock.
fn a_try_beside_a_forced_unlock() -> impl Debug {
    let shared = Arc::new((Mutex::new(0), AtomicU32::new(0)));
    let theirs = shared.clone();
    let (locked, hear) = bounded(1);
    let other = thread::spawn(move || {
        let mut guard = theirs.0.lock();
        locked.send(()).unwrap();
        pause();
        theirs.1.store(1, Relaxed);
        *guard += 1;
        forget(guard);
        // SAFETY: the only guard was forgotten.
        unsafe { theirs.0.force_unlock(GuardNoSend::new()) };
    });
    hear.recv().unwrap();
    pause();
    let guard = shared.0.try_lock();
    let seen = guard.map(|value| (*value, shared.1.load(Relaxed)));
    other.join().unwrap();
    seen
}

/// And what the thread does that locked it is seen later, whoever unlocked.
fn another_thread_unlocks() -> impl Debug {
    let shared = Arc::new((Mutex::new(0), AtomicU32::new(0)));
    let theirs = shared.clone();
    let mut guard = shared.0.lock();
    *guard += 1;
    shared.1.store(1, Relaxed);
    forget(guard);
    let other = thread::spawn(move || {
        // SAFETY: the only guard was forgotten, by the thread that started this one.
        unsafe { theirs.0.force_unlock(GuardNoSend::new()) };
        // Until the other has locked it once more.
        loop {
            let value = theirs.0.lock();
            if *value == 2 {
                return (*value, theirs.1.load(Relaxed));
            }
            drop(value);
            thread::yield_now();
        }
    });
    let mut again = shared.0.lock();
    shared.1.store(2, Relaxed);
    *again += 1;
    drop(again);
    other.join().unwrap()
}

fn a_reader_among_two_is_forced() -> impl Debug {
    let lock = RwLock::new(0);
    forget(lock.read());
    let reading = lock.read();
    // SAFETY: one of the two guards was forgotten.
    unsafe { lock.force_unlock_read(GuardNoSend::new()) };
    let early = lock.try_write().is_some();
    drop(reading);
    [early, lock.try_write().is_some()]
}

fn who_waits_for_a_writer_gets_in() -> impl Debug {
    let lock = Arc::new(RwLock::new(0));
    let mut guard = lock.write();
    let readers = [lock.clone(), lock.clone()];
    let readers = readers.map(|lock| thread::spawn(move || *lock.read()));
    settle();
    *guard += 1;
    forget(guard);
    // SAFETY: the only guard was forgotten.
    unsafe { lock.force_unlock_write(GuardNoSend::new()) };
    let [one, two] = readers.map(|reader| reader.join().unwrap());
    (one, two)
}

fn a_recursive_lock_is_forced() -> impl Debug {
    let lock = RecursiveRwLock::new(0);
    forget(lock.read());
    // SAFETY: the guard was forgotten.
    unsafe { lock.force_unlock_read(GuardNoSend::new()) };
    let written = lock.try_write();
    let first = written.is_some();
    forget(written);
    // SAFETY: the guard was forgotten.
    unsafe { lock.force_unlock_write(GuardNoSend::new()) };
    [first, lock.try_read().is_some()]
}
