//! The explorer: how many schedules small models have, what fails, and schedules run again.

#[path = "explorer/asked.rs"]
mod asked;
#[path = "explorer/barriers.rs"]
mod barriers;
#[path = "explorer/channels.rs"]
mod channels;
#[path = "explorer/commute.rs"]
mod commute;
#[path = "explorer/cores.rs"]
mod cores;
#[path = "explorer/elsewhere.rs"]
mod elsewhere;
#[path = "explorer/fewest.rs"]
mod fewest;
#[path = "explorer/go.rs"]
mod go;
#[path = "explorer/hidden.rs"]
mod hidden;
#[path = "explorer/locks.rs"]
mod locks;
#[path = "explorer/memory.rs"]
mod memory;
#[path = "explorer/once.rs"]
mod once;
#[path = "explorer/threads.rs"]
mod threads;
#[path = "explorer/tries.rs"]
mod tries;

use checker::explorer::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use checker::explorer::sync::cell::UnsafeCell;
use checker::explorer::sync::channel::{bounded, tick, unbounded};
use checker::explorer::sync::time::Duration;
use checker::explorer::sync::{Arc, Condvar, Mutex, RwLock, WaitGroup, counted, select, thread};
use checker::explorer::{Check, Report, check};
use checker::recording::{FailureKind, Verdict};
use std::sync::Arc as Plain;

#[track_caller]
fn schedules(report: &Report) -> u64 {
    match report.holds().verdict() {
        Verdict::HoldsInAll { schedules, .. } => schedules,
        verdict => panic!("{verdict}"),
    }
}

fn tally(threads: usize) -> usize {
    let tally = Arc::new(Mutex::new(0));
    let adders: Vec<_> = (0..threads)
        .map(|_| {
            let tally = tally.clone();
            thread::spawn(move || *tally.lock() += 1)
        })
        .collect();
    adders.into_iter().for_each(|adder| adder.join().unwrap());
    *tally.lock()
}

/// n threads take a lock once: n! orders.
#[test]
fn each_order_of_lockers_is_one_schedule() {
    assert_eq!(schedules(&check("tally/two", || tally(2))), 2);
    assert_eq!(schedules(&check("tally/three", || tally(3))), 6);
    assert_eq!(schedules(&check("tally/four", || tally(4))), 24);
}

fn group(workers: usize) -> usize {
    let (group, tally) = (WaitGroup::new(), Arc::new(Mutex::new(0)));
    for _ in 0..workers {
        let (group, tally) = (group.clone(), tally.clone());
        thread::spawn(move || {
            *tally.lock() += 1;
            drop(group);
        });
    }
    group.wait();
    *tally.lock()
}

/// To be done commutes, and so does ending after main went on.
#[test]
fn a_wait_group_adds_no_schedules() {
    assert_eq!(schedules(&check("group/two", || group(2))), 2);
    assert_eq!(schedules(&check("group/three", || group(3))), 6);
    assert_eq!(schedules(&check("group/four", || group(4))), 24);
}

/// Three messages through a channel: only the slot of the first is free twice, and a send and a
/// receive commute.
#[test]
fn a_sender_and_a_receiver_have_one_schedule() {
    for capacity in [Some(0), Some(1), Some(2), None] {
        let report = check("channel/one-to-one", move || {
            let (tx, rx) = match capacity {
                Some(capacity) => bounded(capacity),
                None => unbounded(),
            };
            let sender = thread::spawn(move || (0..3).for_each(|n| tx.send(n).unwrap()));
            let all: Vec<u32> = rx.iter().collect();
            sender.join().unwrap();
            all
        });
        assert_eq!(schedules(&report), 1, "capacity {capacity:?}");
    }
}

/// Readers commute; a writer comes before, between or after them.
#[test]
fn readers_commute() {
    let readers = |writes: bool| {
        move || {
            let lock = Arc::new(RwLock::new(0));
            let shared = lock.clone();
            let readers = [(); 2].map(|()| {
                let lock = lock.clone();
                thread::spawn(move || *lock.read())
            });
            let writer = writes.then(|| thread::spawn(move || *shared.write() += 1));
            let seen = readers.map(|reader| reader.join().unwrap());
            writer.into_iter().for_each(|writer| writer.join().unwrap());
            seen
        }
    };
    assert_eq!(schedules(&check("rwlock/readers", readers(false))), 1);
    let report = check("rwlock/writer", readers(true));
    assert_eq!(schedules(&report), 4);
    report.reaches(["[0, 0]", "[0, 1]", "[1, 0]", "[1, 1]"]);
}

#[test]
fn a_lost_update_takes_one_preemption() {
    let report = check("atomic/lost", || {
        let count = Arc::new(AtomicUsize::new(0));
        let theirs = count.clone();
        let add = |count: &AtomicUsize| count.store(count.load(Relaxed) + 1, Relaxed);
        let other = thread::spawn(move || add(&theirs));
        add(&count);
        other.join().unwrap();
        assert_eq!(count.load(Relaxed), 2);
    });
    report.fails(FailureKind::Assertion, 1);
}

struct Shared(UnsafeCell<u32>);
// SAFETY: what is explored runs on one OS thread.
unsafe impl Sync for Shared {}
// SAFETY: as above.
unsafe impl Send for Shared {}

/// What follows an unlock is not ordered by it.
#[test]
fn an_access_after_the_unlock_races() {
    let report = check("cell/after-unlock", || {
        let shared = Plain::new((Shared(UnsafeCell::new(0)), Mutex::new(())));
        let theirs = shared.clone();
        let other = thread::spawn(move || {
            drop(theirs.1.lock());
            // SAFETY: one OS thread, and that it may race is what is tested.
            theirs.0.0.with_mut(|value| unsafe { *value += 1 });
        });
        drop(shared.1.lock());
        // SAFETY: as above.
        shared.0.0.with(|value| unsafe { *value });
        other.join().unwrap();
    });
    report.fails(FailureKind::DataRace, 0);
}

#[test]
fn a_cycle_of_counts_leaks() {
    struct Node(Mutex<Option<counted::Arc<Node>>>);
    let report = check("counted/cycle", || {
        let one = counted::Arc::new(Node(Mutex::new(None)));
        *one.0.lock() = Some(one.clone());
    });
    report.fails(FailureKind::Leak, 0);
}

#[test]
fn a_thread_left_running_is_a_failure_and_one_that_ends_is_none() {
    let report = check("threads/left", || {
        let count = Arc::new(Mutex::new(0));
        thread::spawn(move || *count.lock() += 1);
    });
    report.fails(FailureKind::ThreadLeftRunning, 0);
    check("threads/ends", || {
        drop(thread::spawn(|| ()));
    })
    .holds();
    Check::new("threads/outlives")
        .threads_may_outlive_main()
        .run(|| {
            let count = Arc::new(Mutex::new(0));
            thread::spawn(move || *count.lock() += 1);
        })
        .holds();
}

#[test]
fn a_loop_that_gets_nowhere_is_a_livelock() {
    let report = check("flag/never", || {
        let flag = AtomicUsize::new(0);
        while flag.load(Relaxed) == 0 {
            thread::yield_now();
        }
    });
    report.fails(FailureKind::Livelock, 0);
}

/// A destructor that a panic runs waits for a lock that another thread holds, and gets it.
#[test]
fn a_destructor_waits_while_a_panic_unwinds() {
    struct Adds(Arc<Mutex<u32>>);
    impl Drop for Adds {
        fn drop(&mut self) {
            *self.0.lock() += 1;
        }
    }
    let report = check("panic/locks", || {
        let count = Arc::new(Mutex::new(0));
        let adds = [(); 2].map(|()| Adds(count.clone()));
        let threads = adds.map(|adds| {
            thread::spawn(move || {
                let _adds = adds;
                panic!("on purpose");
            })
        });
        let seen = *count.lock();
        let failed = threads.map(|thread| thread.join().is_err());
        assert_eq!((failed, *count.lock()), ([true, true], 2));
        seen
    });
    report.holds().reaches(["0", "1", "2"]);
}

#[test]
fn a_missing_while_shows_with_spurious_wakeups_only() {
    let model = || {
        let shared = Arc::new((Mutex::new(false), Condvar::new()));
        let theirs = shared.clone();
        let other = thread::spawn(move || {
            *theirs.0.lock() = true;
            theirs.1.notify_one();
        });
        let mut ready = shared.0.lock();
        if !*ready {
            shared.1.wait(&mut ready);
        }
        assert!(*ready);
        drop(ready);
        other.join().unwrap();
    };
    check("condvar/if", model).holds();
    Check::new("condvar/if-spurious")
        .spurious_wakeups()
        .run(model)
        .fails(FailureKind::Assertion, 0);
}

/// However often the ticker may come, it ends.
#[test]
fn a_ticker_comes_early_so_often_and_no_more() {
    let report = check("ticker/worker", || {
        let (tx, rx) = unbounded();
        let worker = thread::spawn(move || tx.send(1).unwrap());
        let ticker = tick(Duration::from_millis(1));
        let mut ticks = 0;
        let sent = loop {
            select! {
                recv(ticker) -> _ => ticks += 1,
                recv(rx) -> sent => break sent.is_ok(),
            }
        };
        worker.join().unwrap();
        assert!(sent);
        ticks
    });
    report.holds().reaches(["0", "1", "2"]);
}

#[test]
fn the_longest_time_limit_is_no_overflow() {
    let patient = Check::new("04/patient").time_limit(Duration::MAX);
    let found = patient.run(|| Mutex::new(7).lock().to_string());
    found.holds().reaches(["\"7\""]);
}
