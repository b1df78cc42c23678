//! Spin loops. GenMC counts the last iteration of such a loop only, we count each that sees a change:
//! all rows are our own counts, beside the published ones.

use super::row::Source::Ours;
use super::row::{row, threads, zeros};
use checker::explorer::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use checker::explorer::sync::thread;

fn until(done: impl Fn() -> bool) {
    while !done() {
        thread::yield_now();
    }
}

/// Each thread arrives, and waits for the others.
fn barrier(n: usize) {
    let arrived = AtomicUsize::new(0);
    threads(n, |_| {
        arrived.fetch_add(1, SeqCst);
        until(|| arrived.load(SeqCst) == n);
    });
}

/// Peterson's lock, once each.
fn peterson(_: usize) {
    let c = zeros(3);
    threads(2, |i| {
        c[i].store(1, SeqCst);
        c[2].store(1 - i, SeqCst);
        until(|| c[1 - i].load(SeqCst) == 0 || c[2].load(SeqCst) == i);
        c[i].store(0, SeqCst);
    });
}

/// A ticket lock.
fn ticket(n: usize) {
    let (next, serves) = (AtomicUsize::new(0), AtomicUsize::new(0));
    threads(n, |_| {
        let mine = next.fetch_add(1, SeqCst);
        until(|| serves.load(SeqCst) == mine);
        serves.store(mine + 1, SeqCst);
    });
}

/// A spin lock that compares and exchanges.
fn spin(n: usize) {
    let lock = AtomicUsize::new(0);
    threads(n, |_| {
        until(|| lock.compare_exchange(0, 1, SeqCst, SeqCst).is_ok());
        lock.store(0, SeqCst);
    });
}

/// The same, but it looks before.
fn ttas(n: usize) {
    let lock = AtomicUsize::new(0);
    let free = || lock.load(SeqCst) == 0;
    threads(n, |_| {
        until(|| free() && lock.compare_exchange(0, 1, SeqCst, SeqCst).is_ok());
        lock.store(0, SeqCst);
    });
}

/// GenMC: barrier 2, 6; peterson 4; ticketlock 2; spinlock 4 and ttaslock 4 with other clients.
#[test]
fn each_look_that_sees_a_change_counts() {
    row(Ours, "barrier", 2, 10).of(barrier);
    row(Ours, "barrier", 3, 750).of(barrier);
    row(Ours, "peterson", 1, 60).of(peterson);
    row(Ours, "ticket", 2, 10).of(ticket);
    row(Ours, "spin", 2, 10).of(spin);
    row(Ours, "spin", 3, 900).of(spin);
    row(Ours, "ttas", 2, 20).of(ttas);
}
