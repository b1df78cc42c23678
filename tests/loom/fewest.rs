//! What is said of executions with fewer preemptions than the one that failed.

use checker::loom::sync::{Arc, Mutex, thread};
use checker::loom::{Check, check};
use checker::recording::{FailureKind, Verdict};
use std::time::Duration;

/// Fails if the other thread stores once before each load, which takes five preemptions: main has to leave three times,
/// and the other thread twice. So many more threads meet elsewhere.
fn in_turn(others: usize) {
    let number = Arc::new(Mutex::new(0));
    let theirs = number.clone();
    let stores = thread::spawn(move || {
        for n in 1..=3 {
            *theirs.lock() = n;
        }
    });
    let met = Arc::new(Mutex::new(0));
    let others: Vec<_> = (0..others)
        .map(|_| {
            let met = met.clone();
            thread::spawn(move || *met.lock() += 1)
        })
        .collect();
    let seen: Vec<i32> = (0..3).map(|_| *number.lock()).collect();
    assert_ne!(seen, [1, 2, 3]);
    stores.join().unwrap();
    others.into_iter().for_each(|other| other.join().unwrap());
}

/// The search with four finished; of those that have four it explored some.
#[test]
fn what_was_explored_with_fewer_is_told() {
    for others in [0, 1] {
        let report = check("fewest/in-turn", move || in_turn(others));
        report.fails(FailureKind::Assertion, 5);
        let Verdict::Fails { below: Some(4), .. } = report.verdict() else {
            panic!("{}", report.line());
        };
        let screen = report.screen().replace("\n  ", " ");
        let said = "explored executions passed, but not all were explored.";
        assert!(screen.contains(said), "{screen}");
    }
}

/// One preemption is enough, as the explorer shows. loom tries no other thread after the last preemption that
/// it may use, even where a thread has to wait.
#[test]
fn no_minimum_is_claimed_of_loom() {
    let report = check("fewest/philosophers", || {
        let forks = [(); 3].map(|()| Arc::new(Mutex::new(())));
        let eaters = [0, 1, 2].map(|i| {
            let (left, right) = (forks[i].clone(), forks[(i + 1) % 3].clone());
            thread::spawn(move || {
                let _left = left.lock();
                let _right = right.lock();
            })
        });
        eaters.into_iter().for_each(|eater| eater.join().unwrap());
    });
    let Verdict::Fails { below: Some(_), .. } = report.verdict() else {
        panic!("{}", report.line());
    };
    assert!(
        !report.screen().contains("With fewer, none of"),
        "{}",
        report.screen()
    );
}

/// The first search finds it; the one for fewer preemptions needs more time than is left.
#[test]
fn a_minimum_that_was_not_established_is_not_claimed() {
    let check = Check::new("fewest/hurried").time_limit(Duration::from_millis(1_500));
    let report = check.run(|| {
        std::thread::sleep(Duration::from_millis(5));
        in_turn(1);
    });
    match report.verdict() {
        Verdict::Fails { below, .. } => assert!(below.is_some(), "{}", report.line()),
        // On a busy machine not even the first search ends.
        verdict => assert!(matches!(verdict, Verdict::NotFinished { .. }), "{verdict}"),
    }
    let screen = report.screen().replace("\n  ", " ");
    assert!(!screen.contains("With fewer, none of"), "{screen}");
}

#[test]
fn whatever_was_explored_no_more_is_claimed() {
    for millis in [10, 40, 160] {
        let check = Check::new("fewest/moments").time_limit(Duration::from_millis(millis));
        let report = check.run(|| in_turn(2));
        if let Verdict::Fails {
            preemptions, below, ..
        } = report.verdict()
        {
            assert!(preemptions == 5 || below.is_some(), "{}", report.line());
        }
    }
}
