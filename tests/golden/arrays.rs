//! The benchmarks of the papers on optimal partial-order reduction: few threads meet in an array.

use super::row::Source::{Formula, GenMc, Nidhugg};
use super::row::{row, threads, zeros};
use checker::explorer::sync::Mutex;
use checker::explorer::sync::atomic::{AtomicUsize, Ordering::SeqCst};

/// One thread stores, the others load.
fn readers(n: usize) {
    let x = AtomicUsize::new(0);
    threads(n + 1, |i| match i {
        0 => x.store(1, SeqCst),
        _ => drop(x.load(SeqCst)),
    });
}

/// Each thread stores its number.
fn nwriters(n: usize) {
    let x = AtomicUsize::new(0);
    threads(n, |i| x.store(i + 1, SeqCst));
}

/// Each thread puts four messages into a hash table; from twelve threads on some collide.
pub fn indexer(n: usize) {
    const SLOTS: usize = 128;
    let table = zeros(SLOTS);
    threads(n, |i| {
        for m in 1..=4 {
            let message = m * 11 + i;
            let mut slot = message * 7 % SLOTS;
            while table[slot]
                .compare_exchange(0, message, SeqCst, SeqCst)
                .is_err()
            {
                slot = (slot + 1) % SLOTS;
            }
        }
    });
}

/// Thread i sets its cell to one more than the one before; a reader looks for the last zero.
pub fn lastzero(n: usize) {
    let cells = zeros(n + 1);
    threads(n + 1, |i| match i {
        0 => drop((0..=n).rev().find(|cell| cells[*cell].load(SeqCst) == 0)),
        _ => cells[i].store(cells[i - 1].load(SeqCst) + 1, SeqCst),
    });
}

/// Each thread wants a block for its inode; from fourteen threads on two want the same block.
fn filesystem(n: usize) {
    const INODES: usize = 32;
    const BLOCKS: usize = 26;
    let inodes: Vec<_> = (0..INODES).map(|_| Mutex::new(0)).collect();
    let busy: Vec<_> = (0..BLOCKS).map(|_| Mutex::new(false)).collect();
    threads(n, |i| {
        let mut inode = inodes[i % INODES].lock();
        let mut block = i * 2 % BLOCKS;
        while *inode == 0 {
            let mut taken = busy[block].lock();
            if !*taken {
                *taken = true;
                *inode = block + 1;
            }
            block = (block + 1) % BLOCKS;
        }
    });
}

/// Each load comes before or after the store: 2ⁿ.
#[test]
fn one_writer_and_readers() {
    row(Nidhugg, "readers", 1, 2).of(readers);
    row(GenMc, "readers", 2, 4).of(readers);
    row(Nidhugg, "readers", 3, 8).of(readers);
    row(Nidhugg, "readers", 4, 16).of(readers);
    row(GenMc, "readers", 8, 256).of(readers);
}

/// The orders of the stores: n!. Beside a reader: `accesses.rs`.
#[test]
fn writers_alone() {
    row(Formula, "nwriters", 3, 6).of(nwriters);
    row(Formula, "nwriters", 4, 24).of(nwriters);
    row(Formula, "nwriters", 5, 120).of(nwriters);
}

#[test]
fn a_hash_table_with_few_collisions() {
    row(Formula, "indexer", 11, 1).of(indexer);
    row(GenMc, "indexer", 12, 8).of(indexer);
}

/// (n + 3) 2ⁿ⁻².
#[test]
fn the_last_zero() {
    row(Nidhugg, "lastzero", 2, 5).of(lastzero);
    row(Nidhugg, "lastzero", 3, 12).of(lastzero);
    row(Nidhugg, "lastzero", 4, 28).of(lastzero);
    row(GenMc, "lastzero", 5, 64).of(lastzero);
    row(Formula, "lastzero", 6, 144).of(lastzero);
}

/// Two for each block that two threads want.
#[test]
fn a_file_system_with_few_collisions() {
    row(Formula, "filesystem", 13, 1).of(filesystem);
    row(Formula, "filesystem", 14, 2).of(filesystem);
    row(Formula, "filesystem", 16, 8).of(filesystem);
    row(Formula, "filesystem", 18, 32).of(filesystem);
}

#[test]
#[ignore = "takes seconds"]
fn larger_arrays() {
    row(GenMc, "readers", 13, 8_192).of(readers);
    row(GenMc, "indexer", 15, 4_096).of(indexer);
    row(GenMc, "lastzero", 10, 3_328).of(lastzero);
    row(GenMc, "filesystem", 19, 64).of(filesystem);
}

/// Without wakeup trees the first took 240,825 executions.
#[test]
#[ignore = "takes minutes"]
fn the_largest_arrays() {
    row(Formula, "lastzero", 13, 32_768).of(lastzero);
    row(GenMc, "lastzero", 15, 147_456).of(lastzero);
}
