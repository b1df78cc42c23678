//! Threads, groups of them, and time: which of their steps commute; and what is told of failures.

use super::Shared;
use super::commute::{traces, traces_and_cuts};
use checker::explorer::check;
use checker::explorer::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use checker::explorer::sync::cell::UnsafeCell;
use checker::explorer::sync::channel::bounded;
use checker::explorer::sync::time::{Duration, Instant};
use checker::explorer::sync::{Arc, Barrier, Mutex, WaitGroup, thread};
use checker::recording::FailureKind;
use std::sync::Arc as Plain;

/// Who waits for a group comes after each of its workers, not only after the last.
#[test]
fn what_each_worker_of_a_group_did_comes_before_the_end_of_the_wait() {
    let report = check("group/cells", || {
        let cells = Arc::new([(); 2].map(|()| Shared(UnsafeCell::new(0))));
        let group = WaitGroup::new();
        for i in 0..2 {
            let (cells, group) = (cells.clone(), group.clone());
            thread::spawn(move || {
                // SAFETY: nobody else is at this one before the group is done.
                cells[i].0.with_mut(|value| unsafe { *value += 1 });
                drop(group);
            });
        }
        group.wait();
        // SAFETY: all workers are done.
        [0, 1].map(|i| cells[i].0.with(|value| unsafe { *value }))
    });
    report.holds().reaches(["[1, 1]"]);
}

#[test]
fn a_panic_that_nobody_looked_at_is_a_failure() {
    let report = check("panic/unseen", || {
        let group = WaitGroup::new();
        let theirs = group.clone();
        thread::spawn(move || {
            let _theirs = theirs;
            panic!("on purpose");
        });
        group.wait();
    });
    report.fails(FailureKind::Assertion, 0);
}

#[test]
fn to_look_at_the_clock_and_the_end_of_a_sleep_do_not_commute() {
    let traces = traces(&["false", "true"], || {
        let before = Instant::now();
        let sleeps = thread::spawn(|| thread::sleep(Duration::from_millis(1)));
        let passed = before.elapsed() > Duration::ZERO;
        sleeps.join().unwrap();
        passed
    });
    assert_eq!(traces, 2);
}

#[test]
fn to_look_at_the_clock_and_the_end_of_a_sleep_that_takes_no_time_commute() {
    let traces = traces(&["0ns"], || {
        let before = Instant::now();
        let sleeps = thread::spawn(|| thread::sleep(Duration::ZERO));
        let passed = before.elapsed();
        sleeps.join().unwrap();
        passed
    });
    assert_eq!(traces, 1);
}

#[test]
fn sleeps_commute() {
    let traces = traces(&["()"], || {
        let sleepers =
            [1, 2].map(|ms| thread::spawn(move || thread::sleep(Duration::from_millis(ms))));
        for sleeper in sleepers {
            sleeper.join().unwrap();
        }
    });
    assert_eq!(traces, 1);
}

#[test]
fn to_give_a_permit_twice_is_to_give_it_once_in_either_order() {
    let given = traces(&["()"], || {
        let main = thread::current();
        let givers = [main.clone(), main].map(|main| thread::spawn(move || main.unpark()));
        for giver in givers {
            giver.join().unwrap();
        }
    });
    assert_eq!(given, 1);
}

/// Main returns once it has the message; the thread is at work then, or is not any more.
#[test]
fn main_may_return_before_anything_that_a_thread_has_left_to_do() {
    let report = check("threads/late", || {
        let (tx, rx) = bounded(1);
        let late = Arc::new(Mutex::new(0));
        thread::spawn(move || {
            tx.send(1).unwrap();
            *late.lock() += 1;
        });
        rx.recv().unwrap();
    });
    report.fails(FailureKind::ThreadLeftRunning, 1);
}

/// The search first finds the failure for which the other has to be interrupted too.
#[test]
fn a_failure_is_told_with_the_fewest_preemptions() {
    let report = check("atomic/simplest", || {
        let number = Arc::new(AtomicUsize::new(0));
        let theirs = number.clone();
        let other = thread::spawn(move || {
            theirs.store(1, Relaxed);
            theirs.store(2, Relaxed);
        });
        let (first, second) = (number.load(Relaxed), number.load(Relaxed));
        assert!(first != 2 && second != 1, "{first}, {second}");
        other.join().unwrap();
    });
    report.fails(FailureKind::Assertion, 1);
}

/// Threads whose stacks are there.
type Count = Plain<std::sync::atomic::AtomicUsize>;

struct Borrower(Count);

impl Borrower {
    fn new(count: &Count) -> Self {
        count.fetch_add(1, Relaxed);
        Borrower(count.clone())
    }
}

impl Drop for Borrower {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Relaxed);
    }
}

/// Owns what threads borrow, and notes how many are there when it goes.
struct Owner {
    barrier: Barrier,
    borrowers: Count,
    most: Count,
}

impl Drop for Owner {
    fn drop(&mut self) {
        self.most.fetch_max(self.borrowers.load(Relaxed), Relaxed);
    }
}

/// What its threads wait for lies on the stack of the scope's own thread.
#[test]
fn a_scope_that_fails_outlives_its_threads() {
    let (borrowers, most) = (Count::default(), Count::default());
    let found = most.clone();
    let report = check("threads/scope-fails", move || {
        let owner = Owner {
            barrier: Barrier::new(4),
            borrowers: borrowers.clone(),
            most: most.clone(),
        };
        let (tx, rx) = bounded(2);
        thread::scope(|scope| {
            scope.spawn(|| {
                let _borrower = Borrower::new(&borrowers);
                thread::scope(|inner| {
                    inner.spawn(|| {
                        let _borrower = Borrower::new(&borrowers);
                        tx.send(()).unwrap();
                        owner.barrier.wait();
                    });
                    tx.send(()).unwrap();
                    owner.barrier.wait();
                });
            });
            rx.recv().unwrap();
            rx.recv().unwrap();
            panic!("on purpose");
        });
    });
    report.fails(FailureKind::Assertion, 0);
    assert_eq!(found.load(Relaxed), 0, "their owner was gone before them");
}

/// How many traces there are of a thread that does this beside others that take part in the same.
fn beside_a_panic(first: fn()) -> usize {
    traces(&["()"], move || {
        let group = WaitGroup::new();
        let lock = Plain::new(Mutex::new(0));
        let (theirs, their_lock) = (group.clone(), lock.clone());
        let worker = thread::spawn(move || {
            first();
            drop(theirs);
            *their_lock.lock() += 1;
        });
        let other = thread::spawn(|| {
            let number = AtomicUsize::new(0);
            number.store(1, Relaxed);
        });
        group.wait();
        worker.join().unwrap();
        other.join().unwrap();
    })
}

/// What the thread does afterwards commutes with what others do, as if it had not panicked.
#[test]
fn a_panic_that_was_caught_is_over() {
    let caught = || {
        let panic = std::panic::catch_unwind(|| panic!("on purpose"));
        assert!(panic.is_err() && !thread::panicking());
    };
    assert_eq!(beside_a_panic(|| ()), 1);
    assert_eq!(beside_a_panic(caught), 1);
}

/// While one thread waits in a destructor that a panic runs, std says that all panic.
#[test]
fn a_panic_that_was_caught_is_over_while_another_thread_unwinds() {
    struct Locks(Plain<Mutex<usize>>);
    impl Drop for Locks {
        fn drop(&mut self) {
            *self.0.lock() += 1;
        }
    }
    let model = |panics: bool| {
        let lock = Plain::new(Mutex::new(0));
        let gate = Plain::new(Barrier::new(2));
        let theirs = (lock.clone(), gate.clone());
        let caught = thread::spawn(move || {
            if panics {
                drop(std::panic::catch_unwind(|| panic!("on purpose")));
            }
            let held = theirs.0.lock();
            theirs.1.wait();
            let private = AtomicUsize::new(0);
            (0..2).for_each(|number| private.store(number, Relaxed));
            assert!(!thread::panicking());
            drop(held);
        });
        let unwinds = thread::spawn(move || {
            gate.wait();
            let _locks = Locks(lock);
            panic!("on purpose");
        });
        caught.join().unwrap();
        unwinds.join().unwrap_err();
    };
    let found = |panics| traces_and_cuts(&["()"], move || model(panics)).0;
    assert_eq!(found(true), found(false));
}
