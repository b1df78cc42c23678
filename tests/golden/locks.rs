//! Mutexes: orders, deadlocks, and tries.

use super::row::Source::{Formula, Nidhugg};
use super::row::{row, threads};
use checker::explorer::sync::{Mutex, RwLock};

/// Each thread takes both locks, in the same order.
fn mutex_order(n: usize) {
    let (a, b) = (Mutex::new(0), Mutex::new(0));
    threads(n, |_| {
        let mut outer = a.lock();
        *outer += 1;
        *b.lock() += 1;
    });
}

/// Each takes its own lock and the next: philosophers.
fn mutex_deadlock(n: usize) {
    let forks: Vec<_> = (0..n).map(|_| Mutex::new(())).collect();
    threads(n, |i| {
        let _mine = forks[i].lock();
        let _next = forks[(i + 1) % n].lock();
    });
}

/// One thread locks, the others try.
fn mutex_vs_trylock(n: usize) {
    let lock = Mutex::new(0);
    threads(n + 1, |i| match i {
        0 => *lock.lock() += 1,
        _ => drop(lock.try_lock()),
    });
}

/// Each thread tries, and adds one if it has the lock.
fn trylock(n: usize) {
    let lock = Mutex::new(0);
    threads(n, |_| {
        if let Some(mut x) = lock.try_lock() {
            *x += 1;
        }
    });
}

/// One thread writes under the lock, the others read.
fn rwlock(readers: usize) {
    let lock = RwLock::new(0);
    threads(readers + 1, |i| match i {
        0 => *lock.write() += 1,
        _ => drop(lock.read()),
    });
}

#[test]
fn nested_locks() {
    row(Nidhugg, "mutex_order", 2, 2).of(mutex_order);
    row(Nidhugg, "mutex_order", 3, 6).of(mutex_order);
}

/// A cycle has 2ⁿ - 2 orders without the deadlock, and one with it.
#[test]
fn locks_in_a_cycle() {
    row(Nidhugg, "mutex_deadlock", 2, 3).of(mutex_deadlock);
    row(Formula, "mutex_deadlock", 3, 7).of(mutex_deadlock);
    row(Formula, "mutex_deadlock", 4, 15).of(mutex_deadlock);
}

#[test]
fn tries_beside_a_lock() {
    row(Nidhugg, "mutex_vs_trylock", 1, 3).of(mutex_vs_trylock);
    row(Nidhugg, "mutex_vs_trylock", 2, 16).of(mutex_vs_trylock);
    row(Nidhugg, "mutex_trylock_unlock", 3, 24).of(trylock);
}

/// The writer comes before or after each reader: 2ⁿ.
#[test]
fn a_writer_among_readers() {
    row(Formula, "rwlock", 2, 4).of(rwlock);
    row(Formula, "rwlock", 3, 8).of(rwlock);
}
