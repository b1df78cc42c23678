//! Spin loops. GenMC counts the last iteration of such a loop only, and so do we where it is known that looks
//! in vain make no difference.

use super::row::Source::{Formula, GenMc, Ours};
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

/// Lamport's fast mutual exclusion, once each.
fn lamport(n: usize) {
    let (b, x, y) = (zeros(n), AtomicUsize::new(0), AtomicUsize::new(0));
    threads(n, |i| {
        loop {
            b[i].store(1, SeqCst);
            x.store(i + 1, SeqCst);
            if y.load(SeqCst) != 0 {
                b[i].store(0, SeqCst);
                until(|| y.load(SeqCst) == 0);
                continue;
            }
            y.store(i + 1, SeqCst);
            if x.load(SeqCst) != i + 1 {
                b[i].store(0, SeqCst);
                for other in &b {
                    until(|| other.load(SeqCst) == 0);
                }
                if y.load(SeqCst) != i + 1 {
                    until(|| y.load(SeqCst) == 0);
                    continue;
                }
            }
            break;
        }
        y.store(0, SeqCst);
        b[i].store(0, SeqCst);
    });
}

/// The last look of a loop counts.
#[test]
fn loops_are_steps_that_wait() {
    row(GenMc, "barrier", 2, 2).awaits().of(barrier);
    row(GenMc, "barrier", 3, 6).awaits().of(barrier);
    row(GenMc, "barrier", 4, 24).awaits().of(barrier);
    row(GenMc, "peterson", 1, 4).awaits().cut(6).of(peterson);
    row(GenMc, "ticket", 2, 2).awaits().of(ticket);
    row(Formula, "ticket", 3, 6).awaits().of(ticket);
    row(Formula, "spin", 2, 2).awaits().of(spin);
    row(Formula, "spin", 3, 6).awaits().of(spin);
    row(Formula, "spin", 4, 24).awaits().of(spin);
    row(Ours, "ttas", 2, 4).awaits().cut(2).of(ttas);
    row(GenMc, "lamport", 2, 16).awaits().cut(3).of(lamport);
}

/// Where nothing is known of loops.
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
