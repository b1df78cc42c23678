//! What is initialized once: each order of those who may do it is a schedule of its own, and those who find it
//! done commute.

use super::commute::traces;
use super::{Shared, schedules};
use checker::explorer::check;
use checker::explorer::sync::cell::UnsafeCell;
use checker::explorer::sync::{Arc, Once, OnceLock, thread};
use checker::recording::FailureKind;

/// Threads that make a value, each as often as it is told; by which it was made.
fn make<const THREADS: usize>(calls: usize) -> [usize; THREADS] {
    let cell = Arc::new(OnceLock::new());
    let mut name = 0;
    let threads = [(); THREADS].map(|()| {
        let cell = cell.clone();
        name += 1;
        let me = name;
        thread::spawn(move || (0..calls).fold(0, |_, _| *cell.get_or_init(|| me)))
    });
    threads.map(|thread| thread.join().unwrap())
}

/// Any may be the first, and those after it commute.
#[test]
fn only_who_is_first_counts() {
    assert_eq!(schedules(&check("once/two", || make::<2>(1))), 2);
    assert_eq!(schedules(&check("once/three", || make::<3>(1))), 3);
    assert_eq!(schedules(&check("once/three-twice", || make::<3>(2))), 3);
}

#[test]
fn every_search_finds_the_same_values() {
    assert_eq!(traces(&["[1, 1]", "[2, 2]"], || make::<2>(2)), 2);
    let outcomes = ["[1, 1, 1]", "[2, 2, 2]", "[3, 3, 3]"];
    assert_eq!(traces(&outcomes, || make::<3>(1)), 3);
}

/// One sets it, one makes it, one looks.
#[test]
fn every_search_finds_the_same_looks() {
    let outcomes = [
        "(None, false)",
        "(None, true)",
        "(Some(1), true)",
        "(Some(2), false)",
    ];
    let found = traces(&outcomes, || {
        let cell = Arc::new(OnceLock::new());
        let (sets, makes) = (cell.clone(), cell.clone());
        let sets = thread::spawn(move || sets.set(1).is_ok());
        let makes = thread::spawn(move || *makes.get_or_init(|| 2));
        let seen = cell.get().copied();
        makes.join().unwrap();
        (seen, sets.join().unwrap())
    });
    // The look comes before or after the step that ends the initialization.
    assert_eq!(found, 4);
}

/// A panic lets any of the others be the next; one of them does not insist.
#[test]
fn every_search_finds_the_same_after_a_panic() {
    let outcomes = [
        "[false, false, true]",
        "[false, true, true]",
        "[true, true, true]",
    ];
    let found = traces(&outcomes, || {
        let once = Arc::new(Once::new());
        let [panics, calls, insists] = [(); 3].map(|()| once.clone());
        let threads = [
            thread::spawn(move || panics.call_once(|| panic!("on purpose"))),
            thread::spawn(move || calls.call_once(|| ())),
            thread::spawn(move || insists.call_once_force(|_| ())),
        ];
        threads.map(|thread| thread.join().is_ok())
    });
    assert_ne!(found, 0);
}

#[test]
fn a_thread_that_initializes_what_it_is_initializing_waits_for_itself() {
    let report = check("once/itself", || {
        let once = Once::new();
        once.call_once(|| once.call_once(|| ()));
    });
    report.fails(FailureKind::Deadlock, 0);
    let screen = report.screen();
    assert!(
        screen.contains("only when main itself has initialized it"),
        "{screen}"
    );
}

#[test]
fn a_value_that_no_thread_sets_is_waited_for_forever() {
    let report = check("once/never", || *OnceLock::<u32>::new().wait());
    report.fails(FailureKind::Deadlock, 0);
}

/// All that came before the end of the initialization happens before all that follows a call.
#[test]
fn what_the_initialization_did_happens_before_what_follows_it() {
    let report = check("once/cells", || {
        let shared = Arc::new((Shared(UnsafeCell::new(0)), Once::new()));
        let threads = [(); 3].map(|()| {
            let shared = shared.clone();
            thread::spawn(move || {
                // SAFETY: no other thread accesses it before the initialization has ended.
                let write = || shared.0.0.with_mut(|value| unsafe { *value += 1 });
                shared.1.call_once(write);
                // SAFETY: no thread writes after that.
                shared.0.0.with(|value| unsafe { *value })
            })
        });
        threads.map(|thread| thread.join().unwrap())
    });
    report.holds().reaches(["[1, 1, 1]"]);
}
