//! Barriers: each order of the arrivals is a schedule of its own, and nothing else is.

use super::commute::traces;
use super::{Shared, schedules};
use checker::explorer::check;
use checker::explorer::sync::cell::UnsafeCell;
use checker::explorer::sync::{Arc, Barrier, thread};
use checker::recording::FailureKind;

/// Threads that meet in this many rounds at a barrier for `n`; in how many of them each thread leads.
fn meet<const THREADS: usize>(n: usize, rounds: usize) -> [usize; THREADS] {
    let barrier = Arc::new(Barrier::new(n));
    let threads = [(); THREADS].map(|()| {
        let barrier = barrier.clone();
        thread::spawn(move || {
            let leads = (0..rounds).map(|_| barrier.wait().is_leader());
            leads.filter(|leads| *leads).count()
        })
    });
    threads.map(|thread| thread.join().unwrap())
}

/// n threads arrive once: n! orders. What they do after the last has arrived commutes.
#[test]
fn each_order_of_arrivals_is_one_schedule() {
    assert_eq!(schedules(&check("barrier/two", || meet::<2>(2, 1))), 2);
    assert_eq!(schedules(&check("barrier/three", || meet::<3>(3, 1))), 6);
    assert_eq!(schedules(&check("barrier/four", || meet::<4>(4, 1))), 24);
}

/// A round is over before the next can be: the orders of each round multiply.
#[test]
fn rounds_multiply() {
    let report = check("barrier/two-rounds", || meet::<2>(2, 2));
    assert_eq!(schedules(&report), 2 * 2);
    report.reaches(["[0, 2]", "[1, 1]", "[2, 0]"]);
    let report = check("barrier/three-rounds", || meet::<2>(2, 3));
    assert_eq!(schedules(&report), 2 * 2 * 2);
    let report = check("barrier/three-meet-twice", || meet::<3>(3, 2));
    assert_eq!(schedules(&report), 6 * 6);
}

/// Searches that use less of the relation, or none of it, find the same.
#[test]
fn every_search_finds_the_same_rounds() {
    let outcomes = ["[0, 2]", "[1, 1]", "[2, 0]"];
    assert_eq!(traces(&outcomes, || meet::<2>(2, 2)), 4);
    let outcomes = ["[0, 0, 1]", "[0, 1, 0]", "[1, 0, 0]"];
    assert_eq!(traces(&outcomes, || meet::<3>(3, 1)), 6);
}

/// A barrier for one blocks no thread, and each arrival is a round of its own.
#[test]
fn arrivals_at_a_barrier_for_one_are_ordered_too() {
    let report = check("barrier/one", || meet::<2>(1, 1));
    assert_eq!(schedules(&report), 2);
    report.reaches(["[1, 1]"]);
}

#[test]
fn one_thread_too_few_is_a_deadlock() {
    let report = check("barrier/too-few", || meet::<2>(3, 1));
    report.fails(FailureKind::Deadlock, 0);
    let screen = report.screen();
    assert!(screen.contains("2 of 3 arrived"), "{screen}");
    assert!(
        screen.contains("no thread is left that could arrive at it"),
        "{screen}"
    );
}

/// Passing happens after every arrival, not only after the last.
#[test]
fn what_each_thread_did_before_it_arrived_happens_before_all_that_follows() {
    let report = check("barrier/cells", || {
        let cells = Arc::new([(); 3].map(|()| Shared(UnsafeCell::new(0))));
        let barrier = Arc::new(Barrier::new(3));
        let threads = [0, 1, 2].map(|i| {
            let (cells, barrier) = (cells.clone(), barrier.clone());
            thread::spawn(move || {
                // SAFETY: no other thread accesses this one before all have arrived.
                cells[i].0.with_mut(|value| unsafe { *value += 1 });
                barrier.wait();
                // SAFETY: no thread writes after that.
                let seen = [0, 1, 2].map(|i| cells[i].0.with(|value| unsafe { *value }));
                seen.into_iter().sum::<u32>()
            })
        });
        threads.map(|thread| thread.join().unwrap())
    });
    report.holds().reaches(["[3, 3, 3]"]);
}

/// Threads that may still meet when main has returned are a failure. Every mode goes on after it, and asks the
/// others whether they can pass.
#[test]
fn who_arrives_after_main_returned_is_told_in_every_mode() {
    let left = || {
        let barrier = Arc::new(Barrier::new(2));
        for _ in 0..2 {
            let barrier = barrier.clone();
            thread::spawn(move || barrier.wait());
        }
    };
    check("barrier/left", left).fails(FailureKind::ThreadLeftRunning, 0);
    assert_ne!(traces(&["()", "thread left running"], left), 0);
}
