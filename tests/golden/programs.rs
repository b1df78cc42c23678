//! Small programs whose threads decide by what they load.

use super::row::Source::GenMc;
use super::row::{row, threads, together, zeros};
use checker::explorer::sync::atomic::{AtomicUsize, Ordering::SeqCst};

/// Each of two threads stores that it wants in, and goes in if the other has not.
fn dekker_f(_: usize) {
    let (wants, inside) = (zeros(2), AtomicUsize::new(0));
    threads(2, |i| {
        wants[i].store(1, SeqCst);
        if wants[1 - i].load(SeqCst) == 0 {
            inside.store(i, SeqCst);
            assert_eq!(inside.load(SeqCst), i);
        }
    });
}

/// Two threads strike out the multiples of what neither has struck out, up to n + 1.
fn eratosthenes(n: usize) {
    let struck = zeros(n);
    threads(2, |_| {
        for i in 0..n {
            if struck[i].load(SeqCst) == 0 {
                struck[i].store(1, SeqCst);
                for multiple in (2 * i + 2..n).step_by(i + 2) {
                    struck[multiple].store(2, SeqCst);
                }
            }
        }
    });
}

/// One thread publishes; the other looks at the flag n times at most, and then at what was published.
fn publish(n: usize) {
    let (value, flag) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let write = || {
        value.store(42, SeqCst);
        flag.store(1, SeqCst);
    };
    let read = || {
        if (0..n).any(|_| flag.load(SeqCst) == 1) {
            assert_eq!(value.load(SeqCst), 42);
        }
    };
    together([&write, &read]);
}

/// Each of two threads points at one number, loads the other n times, and adds to what is pointed at then.
fn shared_pointer(n: usize) {
    let (cells, pointer) = (zeros(2), AtomicUsize::new(0));
    threads(2, |i| {
        pointer.store(1 - i, SeqCst);
        for _ in 0..n {
            cells[i].load(SeqCst);
        }
        let cell = &cells[pointer.load(SeqCst)];
        cell.store(cell.load(SeqCst) + 3, SeqCst);
    });
}

#[test]
fn two_threads_decide() {
    row(GenMc, "dekker_f", 2, 3).of(dekker_f);
    row(GenMc, "publish", 41, 42).of(publish);
    row(GenMc, "eratosthenes", 5, 398).of(eratosthenes);
}

#[test]
#[ignore = "takes seconds"]
fn a_pointer_is_shared() {
    row(GenMc, "shared_pointer", 100, 410).of(shared_pointer);
}
