//! Every trace is run, and none twice: programs of the literature, with the counts that are known.
//!
//! The counts are those of GenMC 0.11 (`tests/correct`, sequentially consistent) and of Nidhugg
//! (`tests/smoke/reference.results.txt`, `--sc`); the programs are written from what they do.

mod support;

use explorer::{Mode, explore};
use support::{Atomic, Channel, Mutex, compare, join_all, spawn};

#[track_caller]
fn counts(name: &str, traces: u64, model: impl Fn() + 'static) {
    explorer::quiet_panics();
    let report = explore(&compare::config(Mode::Reduced), model, |_| ());
    assert!(report.is_complete(), "{name}: {report:?}");
    assert_eq!(report.traces.len() as u64, traces, "{name}");
    assert_eq!(report.runs, traces, "{name}: cut {}", report.asleep);
}

fn numbers(count: usize) -> Vec<Atomic> {
    (0..count).map(|_| Atomic::new(0)).collect()
}

/// Each thread stores one more than its left neighbour has; one looks for the last zero from the right.
fn last_zero(threads: usize) {
    let cells = numbers(threads + 1);
    let theirs = cells.clone();
    let mut all = vec![spawn(move || {
        let mut place = threads;
        while theirs[place].load() != 0 {
            place -= 1;
        }
    })];
    all.extend((1..=threads).map(|mine| {
        let cells = cells.clone();
        spawn(move || {
            let left = cells[mine - 1].load();
            cells[mine].store(left + 1);
        })
    }));
    join_all(all);
}

#[test]
fn last_zero_has_no_redundant_run() {
    // (n + 3) * 2^(n - 2).
    for (threads, traces) in [
        (2, 5),
        (3, 12),
        (4, 28),
        (5, 64),
        (6, 144),
        (7, 320),
        (8, 704),
    ] {
        counts("lastzero", traces, move || last_zero(threads));
    }
}

#[test]
fn increments_of_two_steps_have_the_square_of_their_orders() {
    for (threads, traces) in [(2, 4), (3, 36), (4, 576)] {
        counts("inc", traces, move || {
            let number = Atomic::new(0);
            let each = |_| {
                let number = number.clone();
                spawn(move || number.store(number.load() + 1))
            };
            join_all((0..threads).map(each).collect());
        });
    }
}

#[test]
fn each_reader_sees_the_store_or_does_not() {
    for readers in [2, 8] {
        counts("readers", 1 << readers, move || {
            let number = Atomic::new(0);
            let mut all: Vec<_> = (0..readers)
                .map(|_| {
                    let number = number.clone();
                    spawn(move || {
                        number.load();
                    })
                })
                .collect();
            all.push(spawn(move || number.store(1)));
            join_all(all);
        });
    }
}

/// So many stores or additions, each by a thread of its own, and threads that load so often.
fn changes_and_loads(changes: u32, readers: usize, loads: usize) {
    let number = Atomic::new(0);
    let mut all = vec![];
    for change in 0..changes {
        let number = number.clone();
        all.push(spawn(move || match change {
            0 => number.store(9),
            _ => {
                number.fetch_add(1);
            }
        }));
    }
    for _ in 0..readers {
        let number = number.clone();
        all.push(spawn(move || (0..loads).for_each(|_| _ = number.load())));
    }
    join_all(all);
}

#[test]
fn loads_of_a_thread_have_as_many_places_as_they_can_have_in_order() {
    // Orders of the changes, times places for two loads, or four, that are in order.
    counts("corr2", 2 * 6 * 6, || changes_and_loads(2, 2, 2));
    counts("inc_inc_rr_w_rr", 6 * 10 * 10, || {
        changes_and_loads(3, 2, 2)
    });
    counts("www_rrrr", 6 * 35, || changes_and_loads(3, 1, 4));
}

#[test]
fn fibonacci() {
    for (turns, traces) in [(1, 11), (2, 140), (3, 1_698)] {
        counts("fib", traces, move || {
            let pair = numbers(2);
            let each = |mine: usize| {
                let pair = pair.clone();
                spawn(move || {
                    for _ in 0..turns {
                        let sum = pair[mine].load() + pair[1 - mine].load();
                        pair[mine].store(sum);
                    }
                })
            };
            let threads = vec![each(0), each(1)];
            // Main looks while they are at work.
            pair.iter().for_each(|number| _ = number.load());
            join_all(threads);
        });
    }
}

#[test]
fn a_lock_that_is_tried_has_an_order_for_each_result() {
    // As Nidhugg's mutex_vs_trylock_1; each locks, or tries to, so often.
    for (turns, traces) in [(1, 3), (2, 15)] {
        counts("trylock", traces, move || {
            let mutex = Mutex::new();
            let (locks, tries) = (mutex.clone(), mutex);
            let locks = spawn(move || (0..turns).for_each(|_| drop(locks.lock())));
            let tries = spawn(move || (0..turns).for_each(|_| drop(tries.try_lock())));
            join_all(vec![locks, tries]);
        });
    }
}

#[test]
fn two_locks_in_two_orders_may_block_each_other() {
    // Nidhugg: mutex_deadlock_2.
    counts("deadlock", 3, support::catalogue::lock_order);
}

#[test]
fn senders_have_as_many_orders_as_there_are() {
    for (senders, orders) in [(2, 2), (3, 6), (4, 24), (5, 120)] {
        counts("senders", orders, move || {
            let channel = Channel::new(1);
            let each = |name: u32| {
                let channel = channel.clone();
                spawn(move || channel.send(name))
            };
            let threads = (0..senders).map(each).collect();
            (0..senders).for_each(|_| _ = channel.receive());
            join_all(threads);
        });
    }
}

/// Each comes to a barrier, which counts them by a step that conflicts, and waits until all have.
#[test]
fn who_comes_to_a_barrier_has_an_order() {
    for (threads, orders) in [(2, 2), (3, 6), (4, 24)] {
        counts("barrier", orders, move || {
            let number = Atomic::new(0);
            let each = |_| {
                let number = number.clone();
                spawn(move || {
                    number.fetch_add(1);
                    let count = number.clone();
                    let reads = [(number.object(), explorer::Access::READ)];
                    explorer::step("waits", &reads, move || count.peek() == threads);
                })
            };
            join_all((0..threads).map(each).collect());
        });
    }
}

/// A choice, and what the others do that only one answer can tell.
#[test]
fn every_answer_is_given_once_in_every_place() {
    // The first answer anywhere; the second at each of four places.
    counts("answers", 1 + 4, || {
        let number = Atomic::new(0);
        let theirs = number.clone();
        let chooses = spawn(move || {
            explorer::step("chooses", &[], || true);
            if explorer::choose(2) == 1 {
                explorer::touch((theirs.object(), explorer::Access::EXCLUSIVE));
                theirs.bump();
            }
        });
        let stores = spawn(move || (1..=3).for_each(|value| number.store(value)));
        join_all(vec![chooses, stores]);
    });
}

/// Readers that never leave keep a writer out, each by itself: it writes before all of them, or never.
#[test]
fn a_writer_comes_before_all_that_keep_it_out() {
    for (readers, looks) in [(1, 1), (2, 1), (3, 1), (2, 2)] {
        let model = move || {
            let (lock, other) = (Atomic::new(0), Atomic::new(0));
            let mut all = vec![];
            for reader in 0..readers {
                let (lock, other) = (lock.clone(), other.clone());
                all.push(spawn(move || {
                    // Not all come at once, and one conflicts with the writer besides.
                    if reader == 1 {
                        other.store(1);
                    }
                    for _ in 0..looks {
                        let theirs = lock.clone();
                        let reads = [(lock.object(), explorer::Access::UPDATE)];
                        explorer::step("reads", &reads, move || theirs.peek() < 100);
                        lock.bump();
                    }
                }));
            }
            all.push(spawn(move || {
                other.load();
                let theirs = lock.clone();
                let writes = [(lock.object(), explorer::Access::EXCLUSIVE)];
                explorer::step("writes", &writes, move || theirs.peek() == 0);
                lock.touched();
            }));
            join_all(all);
        };
        compare::agree(&format!("{readers} readers"), model);
    }
}
