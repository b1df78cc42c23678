//! Threads that count, with and without atomic additions.

use super::row::Source::{Formula, GenMc};
use super::row::{row, threads, zeros};
use checker::explorer::sync::Mutex;
use checker::explorer::sync::atomic::{AtomicUsize, Ordering::SeqCst};

/// Each thread adds one atomically.
pub fn ainc(n: usize) {
    let x = AtomicUsize::new(0);
    threads(n, |_| {
        x.fetch_add(1, SeqCst);
    });
}

/// Each thread adds one under a lock.
pub fn lockinc(n: usize) {
    let x = Mutex::new(0);
    threads(n, |_| *x.lock() += 1);
}

/// Each thread adds one to two numbers under one lock.
fn lock2inc(n: usize) {
    let (lock, cells) = (Mutex::new(()), zeros(2));
    threads(n, |_| {
        let _held = lock.lock();
        for x in &cells {
            x.store(x.load(SeqCst) + 1, SeqCst);
        }
    });
}

/// Each thread adds one under each of two locks, one after the other.
pub fn locks_in_turn(n: usize) {
    let (x, y) = (Mutex::new(0), Mutex::new(0));
    threads(n, |_| {
        *x.lock() += 1;
        *y.lock() += 1;
    });
}

/// Each thread loads, and stores one more: updates are lost.
pub fn inc(n: usize) {
    let x = AtomicUsize::new(0);
    threads(n, |_| x.store(x.load(SeqCst) + 1, SeqCst));
}

/// Each thread loads, and stores its number.
fn rw(n: usize) {
    let x = AtomicUsize::new(0);
    threads(n, |i| {
        x.load(SeqCst);
        x.store(i + 1, SeqCst);
    });
}

/// Each thread adds one to a number by a load and a store, then one to another atomically.
fn cinc(n: usize) {
    let cells = zeros(2);
    threads(n, |_| {
        cells[0].store(cells[0].load(SeqCst) + 1, SeqCst);
        cells[1].fetch_add(1, SeqCst);
    });
}

/// One thread stores, the others add atomically.
fn wainc(n: usize) {
    let x = AtomicUsize::new(0);
    threads(n + 1, |i| match i {
        0 => x.store(7, SeqCst),
        _ => drop(x.fetch_add(1, SeqCst)),
    });
}

/// The orders of the additions: n!.
#[test]
fn atomic_additions() {
    row(GenMc, "ainc", 2, 2).of(ainc);
    row(GenMc, "ainc", 3, 6).of(ainc);
    row(GenMc, "ainc", 4, 24).of(ainc);
    row(GenMc, "ainc", 5, 120).of(ainc);
    row(GenMc, "ainc", 6, 720).of(ainc);
}

/// The orders of the locks: n!.
#[test]
fn additions_under_a_lock() {
    row(GenMc, "lockinc", 2, 2).of(lockinc);
    row(GenMc, "lockinc", 3, 6).of(lockinc);
    row(GenMc, "lockinc", 4, 24).of(lockinc);
    row(GenMc, "lockinc", 5, 120).of(lockinc);
    row(GenMc, "lockinc", 6, 720).of(lockinc);
    row(GenMc, "lock2inc", 2, 2).of(lock2inc);
    row(GenMc, "lock2inc", 3, 6).of(lock2inc);
    row(GenMc, "lock2inc", 4, 24).of(lock2inc);
    row(GenMc, "lock2inc", 5, 120).of(lock2inc);
}

/// The orders of both locks, which are independent: (n!)².
#[test]
fn additions_under_two_locks_in_turn() {
    row(Formula, "locks_in_turn", 2, 4).of(locks_in_turn);
    row(Formula, "locks_in_turn", 3, 36).of(locks_in_turn);
}

/// The orders of the stores, and as many places for the loads: (n!)².
#[test]
fn lost_updates() {
    row(GenMc, "inc", 2, 4).of(inc);
    row(GenMc, "inc", 3, 36).of(inc);
    row(GenMc, "inc", 4, 576).of(inc);
    row(GenMc, "rw", 2, 4).of(rw);
    row(GenMc, "rw", 3, 36).of(rw);
    row(GenMc, "rw", 4, 576).of(rw);
}

/// (n!)² for the first number and n! for the second.
#[test]
fn lost_updates_beside_atomic_additions() {
    row(GenMc, "cinc", 2, 8).of(cinc);
    row(GenMc, "cinc", 3, 216).of(cinc);
}

/// The orders of the additions and the store: (n + 1)!.
#[test]
fn a_store_among_additions() {
    row(GenMc, "wainc", 2, 6).of(wainc);
    row(GenMc, "wainc", 3, 24).of(wainc);
    row(GenMc, "wainc", 4, 120).of(wainc);
}

#[test]
#[ignore = "takes seconds"]
fn larger_counters() {
    row(GenMc, "ainc", 7, 5_040).of(ainc);
    row(GenMc, "lockinc", 7, 5_040).of(lockinc);
    row(GenMc, "lock2inc", 6, 720).of(lock2inc);
    row(GenMc, "lock2inc", 7, 5_040).of(lock2inc);
    row(GenMc, "cinc", 4, 13_824).of(cinc);
    row(Formula, "inc", 5, 14_400).of(inc);
}
