//! Threads that compare and exchange: one that fails reads, and commutes with loads.

use super::row::Source::{Formula, GenMc};
use super::row::{row, threads};
use checker::explorer::sync::atomic::{AtomicUsize, Ordering::SeqCst};

fn exchange(x: &AtomicUsize, from: usize, to: usize) -> bool {
    x.compare_exchange(from, to, SeqCst, SeqCst).is_ok()
}

/// Each thread exchanges 0 for its number: one succeeds.
fn cas(n: usize) {
    let x = AtomicUsize::new(0);
    threads(n, |i| {
        exchange(&x, 0, i + 1);
    });
}

/// The same beside a thread that stores.
fn wcas(n: usize) {
    let x = AtomicUsize::new(0);
    threads(n + 1, |i| match i {
        0 => x.store(n + 1, SeqCst),
        _ => drop(exchange(&x, 0, i)),
    });
}

/// Each thread exchanges 0 for its number, and stores it then.
fn casw(n: usize) {
    let x = AtomicUsize::new(0);
    threads(n, |i| {
        exchange(&x, 0, i + 1);
        x.store(i + 1, SeqCst);
    });
}

/// Thread i exchanges i for i + 1: it succeeds only after the one before it.
fn casrot(n: usize) {
    let x = AtomicUsize::new(0);
    threads(n, |i| {
        exchange(&x, i, i + 1);
    });
}

/// Each thread has the same to exchange, and loads then.
fn cas_and_load(n: usize) {
    let x = AtomicUsize::new(0);
    threads(n, |_| {
        exchange(&x, 0, 1);
        x.load(SeqCst);
    });
}

/// Who is the first.
#[test]
fn one_exchange_succeeds() {
    row(GenMc, "cas", 2, 2).of(cas);
    row(GenMc, "cas", 3, 3).of(cas);
    row(GenMc, "cas", 4, 4).of(cas);
    row(GenMc, "cas", 5, 5).of(cas);
}

/// Those before the store, of which one succeeds, if there are any: n 2ⁿ⁻¹ + 1.
#[test]
fn exchanges_beside_a_store() {
    row(GenMc, "wcas", 2, 5).of(wcas);
    row(GenMc, "wcas", 3, 13).of(wcas);
    row(GenMc, "wcas", 4, 33).of(wcas);
    row(GenMc, "wcas", 5, 81).of(wcas);
    row(GenMc, "wcas", 6, 193).of(wcas);
}

#[test]
fn exchanges_before_stores() {
    row(GenMc, "casw", 2, 6).of(casw);
    row(GenMc, "casw", 3, 66).of(casw);
    row(GenMc, "casw", 4, 1_200).of(casw);
}

#[test]
fn exchanges_in_turn() {
    row(GenMc, "casrot", 2, 2).of(casrot);
    row(GenMc, "casrot", 3, 5).of(casrot);
    row(GenMc, "casrot", 4, 14).of(casrot);
    row(GenMc, "casrot", 5, 43).of(casrot);
    row(GenMc, "casrot", 6, 144).of(casrot);
    row(GenMc, "casrot", 7, 523).of(casrot);
}

/// Who is the first: all others fail, and all load the same.
#[test]
fn exchanges_before_loads() {
    row(Formula, "cas_and_load", 2, 2).of(cas_and_load);
    row(Formula, "cas_and_load", 4, 4).of(cas_and_load);
}

#[test]
#[ignore = "takes seconds"]
fn larger_exchanges() {
    row(GenMc, "wcas", 7, 449).of(wcas);
    row(GenMc, "wcas", 8, 1_025).of(wcas);
    row(GenMc, "wcas", 9, 2_305).of(wcas);
    row(GenMc, "casw", 5, 32_880).of(casw);
    row(GenMc, "casrot", 8, 2_048).of(casrot);
    row(GenMc, "casrot", 9, 8_597).of(casrot);
}
