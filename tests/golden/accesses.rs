//! Litmus tests as lists of accesses, sequentially consistent: a list for each thread.

use super::row::Source::{GenMc, Miri, Nidhugg};
use super::row::{row, threads, zeros};
use Access::{Add, Load, Store};
use checker::explorer::sync::atomic::Ordering::SeqCst;

/// Of the number with this index.
#[derive(Clone, Copy, Debug)]
enum Access {
    Load(usize),
    Store(usize),
    Add(usize),
}

type Lists = Vec<Vec<Access>>;

const X: usize = 0;
const Y: usize = 1;
const Z: usize = 2;

/// Runs each list in a thread. What is stored is no matter: no thread looks at it.
fn run(lists: &Lists) {
    let cells = zeros(3);
    threads(lists.len(), |i| {
        for access in &lists[i] {
            match *access {
                Load(x) => drop(cells[x].load(SeqCst)),
                Store(x) => cells[x].store(1, SeqCst),
                Add(x) => drop(cells[x].fetch_add(1, SeqCst)),
            }
        }
    });
}

macro_rules! lists {
    ($([$($access:expr),*])*) => { |_| run(&vec![$(vec![$($access),*]),*]) };
}

/// n threads load and store beside one that stores.
fn wrw(n: usize) {
    let mut lists = vec![vec![Store(X)]];
    lists.extend(vec![vec![Load(X), Store(X)]; n]);
    run(&lists);
}

/// Two threads store to one number and load it last; n - 1 store to what each of them loads between.
fn coa(n: usize) {
    let mut lists = vec![
        vec![Store(X), Load(Y), Load(X)],
        vec![Store(X), Load(Z), Load(X)],
    ];
    lists.extend(vec![vec![Store(Y), Store(Z)]; n - 1]);
    run(&lists);
}

/// Each of n threads adds to both numbers, one after the other.
fn binc(n: usize) {
    run(&vec![vec![Add(X), Add(Y)]; n]);
}

/// One thread loads, and n + 1 store.
fn writers_and_a_reader(n: usize) {
    let mut lists = vec![vec![Load(X)]];
    lists.extend(vec![vec![Store(X)]; n + 1]);
    run(&lists);
}

/// Two threads store n times, one of them after a load.
fn stores_after_a_load(n: usize) {
    let stores = vec![Store(X); n];
    run(&vec![stores.clone(), [vec![Load(X)], stores].concat()]);
}

#[test]
fn one_number() {
    row(GenMc, "corr", 2, 6).of(lists! { [Store(X), Store(X)] [Load(X), Load(X)] });
    row(GenMc, "corr1", 4, 36).of(lists! { [Store(X)] [Store(X)] [Load(X), Load(X)] [Load(X)] });
    row(GenMc, "inc2w", 3, 6).of(lists! { [Add(X)] [Store(X)] [Add(X)] });
    row(Miri, "relseq", 4, 180).of(lists! { [Add(X), Add(X)] [Add(X), Add(X)] [Add(X)] [Add(X)] });
}

#[test]
fn two_numbers_and_three() {
    row(GenMc, "rwc", 3, 7).of(lists! { [Store(X)] [Load(X), Load(Y)] [Store(Y), Load(X)] });
    row(GenMc, "w+rwc", 3, 7)
        .of(lists! { [Store(X), Store(Z)] [Load(Z), Load(Y)] [Store(Y), Load(X)] });
    row(GenMc, "isa2", 3, 7)
        .of(lists! { [Store(X), Store(Y)] [Load(Y), Store(Z)] [Load(Z), Load(X)] });
    row(GenMc, "z6", 3, 7)
        .of(lists! { [Store(X), Store(Y)] [Load(Y), Store(Z)] [Store(Z), Load(X)] });
    row(GenMc, "peter_z", 3, 7)
        .of(lists! { [Store(X), Load(Y)] [Store(Y), Store(Z)] [Load(Z), Load(X)] });
    row(GenMc, "z6u", 3, 18)
        .of(lists! { [Store(X), Store(Y)] [Add(Y), Load(Y)] [Store(Y), Load(X)] });
}

/// Two numbers that are independent: (n!)².
#[test]
fn additions_to_two_numbers() {
    row(GenMc, "binc", 2, 4).of(binc);
    row(GenMc, "binc", 3, 36).of(binc);
    row(GenMc, "binc", 4, 576).of(binc);
}

#[test]
fn loads_and_stores() {
    row(GenMc, "wrw", 2, 22).of(wrw);
    row(GenMc, "wrw", 3, 300).of(wrw);
    row(GenMc, "coa", 1, 4).of(coa);
    row(GenMc, "coa", 2, 15).of(coa);
    row(GenMc, "coa", 3, 130).of(coa);
}

/// The orders of n + 1 stores, and n + 2 places for the load: (n + 2)!.
#[test]
fn writers_beside_a_reader() {
    row(GenMc, "writers_and_a_reader", 4, 720).of(writers_and_a_reader);
}

#[test]
#[ignore = "takes seconds"]
fn larger_lists() {
    row(GenMc, "wrw", 4, 6_576).of(wrw);
    row(GenMc, "coa", 4, 2_028).of(coa);
    row(Nidhugg, "bug_after_1k", 6, 1_716).of(stores_after_a_load);
    row(GenMc, "coa", 5, 49_776).of(coa);
}
