//! Models that do something else when the same schedule runs again.

use super::check;
use super::sync::atomic::AtomicUsize;
use super::sync::{Arc, Mutex, thread};
use crate::{says, sentence};
use checker::recording::FailureKind;
use std::sync::atomic::{AtomicU32, Ordering};

/// What main sees of a number that another thread raises.
fn seen() -> u32 {
    let lock = Arc::new(Mutex::new(0));
    let theirs = lock.clone();
    let other = thread::spawn(move || *theirs.lock() += 1);
    let first = *lock.lock();
    other.join().unwrap();
    first
}

#[test]
fn the_order_of_a_set_is_no_verdict_at_random() {
    for _ in 0..20 {
        let report = check("culprits/random-order", || {
            let set: std::collections::HashSet<u32> = [1, 2].into();
            let first = *set.iter().next().unwrap();
            let lock = Arc::new(Mutex::new(0));
            let theirs = lock.clone();
            let other = thread::spawn(move || *theirs.lock() += 1);
            other.join().unwrap();
            assert!(first == 1, "the order of a set");
        });
        let sentence = sentence(&report, FailureKind::NotDeterministic);
        says(&sentence, &["differ", "the order of a set", "`HashMap`"]);
    }
}

#[test]
fn a_plain_static_that_keeps_its_value_is_reported_with_the_step() {
    static RUNS: AtomicU32 = AtomicU32::new(0);
    let report = check("culprits/counts-runs", || {
        let lock = Arc::new(Mutex::new(0));
        let theirs = lock.clone();
        let other = thread::spawn(move || *theirs.lock() += 1);
        if RUNS.fetch_add(1, Ordering::SeqCst).is_multiple_of(2) {
            *lock.lock() += 1;
        }
        other.join().unwrap();
    });
    let sentence = sentence(&report, FailureKind::NotDeterministic);
    says(&sentence, &["at step 2", "repeats.rs:", "a `static`"]);
}

/// Only a later schedule does something else, so that the search itself finds it out.
#[test]
fn what_differs_only_in_a_later_schedule_is_no_raw_panic() {
    static RUNS: AtomicU32 = AtomicU32::new(0);
    let report = check("culprits/late", || {
        let lock = Arc::new(Mutex::new(0));
        let theirs = lock.clone();
        let other = thread::spawn(move || *theirs.lock() += 1);
        let mut seen = lock.lock();
        // The other thread was first: not in the first schedule.
        if *seen == 1 && RUNS.fetch_add(1, Ordering::SeqCst).is_multiple_of(2) {
            *seen += 1;
        }
        let first = *seen;
        drop(seen);
        other.join().unwrap();
        assert!(first != 2, "at random");
    });
    let sentence = sentence(&report, FailureKind::NotDeterministic);
    says(&sentence, &["`HashMap`"]);
}

/// It fails once in a later schedule, and not when that runs again.
#[test]
fn a_failure_that_does_not_come_again_is_no_verdict() {
    static RUNS: AtomicU32 = AtomicU32::new(0);
    let report = check("culprits/once", || {
        let first = seen();
        assert!(
            first == 0 || RUNS.fetch_add(1, Ordering::SeqCst) > 0,
            "only once"
        );
    });
    let sentence = sentence(&report, FailureKind::NotDeterministic);
    says(&sentence, &["only once", "return", "a `static`"]);
}

/// What decides at random may decide as before, once and twice.
#[test]
fn a_failure_that_comes_again_only_twice_is_no_verdict() {
    static RUNS: AtomicU32 = AtomicU32::new(0);
    let report = check("culprits/twice", || {
        let first = seen();
        assert!(
            first == 0 || RUNS.fetch_add(1, Ordering::SeqCst) >= 2,
            "only twice"
        );
    });
    let sentence = sentence(&report, FailureKind::NotDeterministic);
    says(&sentence, &["only twice", "a `static`"]);
}

/// The second time another schedule fails, and earlier.
#[test]
fn a_failure_that_comes_elsewhere_is_no_verdict() {
    static FAILED: AtomicU32 = AtomicU32::new(0);
    let report = check("culprits/elsewhere", || {
        let first = seen();
        let failed_before = FAILED.load(Ordering::SeqCst) > 0;
        if first == 1 {
            FAILED.fetch_add(1, Ordering::SeqCst);
        }
        // At first where the other thread comes first, then where it does not.
        assert_eq!(first == 1, failed_before, "here or there");
    });
    says(
        &sentence(&report, FailureKind::NotDeterministic),
        &["here or there"],
    );
}

#[test]
fn an_outcome_at_random_is_no_outcome() {
    let report = check("culprits/random-outcome", || {
        let set: std::collections::HashSet<u32> = (0..50).collect();
        *set.iter().next().unwrap()
    });
    let sentence = sentence(&report, FailureKind::NotDeterministic);
    says(&sentence, &["main returns", "`HashMap`"]);
}

/// An address that a model stores is another one in every execution, and decides nothing.
#[test]
fn addresses_may_differ() {
    let report = check("culprits/addresses", || {
        let address = std::ptr::from_mut(Box::leak(Box::new(0_u64))).addr();
        let head = Arc::new(AtomicUsize::new(0));
        let theirs = head.clone();
        let push = thread::spawn(move || theirs.store(address, Ordering::SeqCst));
        let _ = head.load(Ordering::SeqCst);
        push.join().unwrap();
    });
    report.holds();
}
