//! Litmus tests, sequentially consistent, and the Fibonacci benchmark.

use super::row::Source::{Formula, GenMc, Miri, Nidhugg};
use super::row::{row, together, zeros};
use checker::explorer::sync::atomic::{AtomicUsize, Ordering::SeqCst};

fn set(x: &AtomicUsize, value: usize) {
    x.store(value, SeqCst);
}

fn get(x: &AtomicUsize) -> usize {
    x.load(SeqCst)
}

/// Store buffering.
fn sb(_: usize) {
    let c = zeros(2);
    let one = |mine: usize| {
        set(&c[mine], 1);
        get(&c[1 - mine]);
    };
    together([&|| one(0), &|| one(1)]);
}

/// Two threads store to both numbers, in opposite order.
fn two_plus_two_w(_: usize) {
    let c = zeros(2);
    let one = |mine: usize| {
        set(&c[mine], 1);
        set(&c[1 - mine], 2);
    };
    together([&|| one(0), &|| one(1)]);
}

/// Message passing.
fn mp(_: usize) {
    let c = zeros(2);
    let send = || {
        set(&c[0], 1);
        set(&c[1], 1);
    };
    let receive = || {
        get(&c[1]);
        get(&c[0]);
    };
    together([&send, &receive]);
}

/// Load buffering.
fn lb(_: usize) {
    let c = zeros(2);
    let one = |mine: usize| {
        get(&c[mine]);
        set(&c[1 - mine], 1);
    };
    together([&|| one(0), &|| one(1)]);
}

/// Independent reads of independent writes.
fn iriw(_: usize) {
    let c = zeros(2);
    let read = |first: usize| {
        get(&c[first]);
        get(&c[1 - first]);
    };
    together([&|| set(&c[0], 1), &|| set(&c[1], 1), &|| read(0), &|| {
        read(1)
    }]);
}

/// Two threads store to one number, two load it twice.
fn corr2(_: usize) {
    let x = AtomicUsize::new(0);
    let twice = || {
        get(&x);
        get(&x);
    };
    together([&|| set(&x, 1), &|| set(&x, 2), &twice, &twice]);
}

/// Three threads store to one number, a fourth loads it four times.
fn www_rrrr(_: usize) {
    let x = AtomicUsize::new(0);
    let reads = || {
        for _ in 0..4 {
            get(&x);
        }
    };
    together([&|| set(&x, 1), &|| set(&x, 2), &|| set(&x, 3), &reads]);
}

/// Two threads add, one stores, two load twice.
fn inc_inc_rr_w_rr(_: usize) {
    let x = AtomicUsize::new(0);
    let add = || {
        x.fetch_add(1, SeqCst);
    };
    let twice = || {
        get(&x);
        get(&x);
    };
    together([&add, &add, &twice, &|| set(&x, 7), &twice]);
}

/// Two threads add to each other's number in turn, n times; main looks how far they are.
fn fib(n: usize) {
    let c = [AtomicUsize::new(1), AtomicUsize::new(1)];
    let one = |mine: usize| {
        for _ in 0..n {
            let sum = get(&c[mine]) + get(&c[1 - mine]);
            set(&c[mine], sum);
        }
    };
    let looks = || {
        get(&c[0]);
        get(&c[1]);
    };
    together([&|| one(0), &|| one(1), &looks]);
}

#[test]
fn two_threads() {
    row(GenMc, "sb", 2, 3).of(sb);
    row(GenMc, "2+2w", 2, 3).of(two_plus_two_w);
    row(GenMc, "mp", 2, 3).of(mp);
    row(GenMc, "lb", 2, 3).of(lb);
}

#[test]
fn more_threads() {
    row(GenMc, "iriw", 4, 15).of(iriw);
    // Two orders of the stores, and six places for two loads in a row, twice.
    row(GenMc, "corr2", 4, 72).of(corr2);
    row(Miri, "www_rrrr", 4, 210).of(www_rrrr);
    row(Miri, "inc_inc_rr_w_rr", 5, 600).of(inc_inc_rr_w_rr);
}

#[test]
fn fibonacci() {
    row(Nidhugg, "fib", 1, 11).of(fib);
    row(Nidhugg, "fib", 2, 140).of(fib);
    row(Formula, "fib", 3, 1_698).of(fib);
}

#[test]
#[ignore = "takes a minute"]
fn larger_fibonacci() {
    row(Formula, "fib", 4, 19_605).of(fib);
    row(GenMc, "fib", 5, 218_243).of(fib);
}
