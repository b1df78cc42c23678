//! Limits of a checker are told as such.

use super::sync::atomic::{AtomicU32, Ordering};
use super::sync::{Arc, Mutex, thread};
use super::{Check, check};
use crate::{says, sentence};
use checker::recording::FailureKind;

#[test]
fn a_loop_that_ends_late_is_no_livelock() {
    let model = |looks: bool| {
        move || {
            let count = AtomicU32::new(0);
            for _ in 0..6_000 {
                match looks {
                    true => drop(count.load(Ordering::SeqCst)),
                    false => drop(count.fetch_add(1, Ordering::SeqCst)),
                }
            }
        }
    };
    for looks in [true, false] {
        let report = check("culprits/long-loop", model(looks));
        let sentence = sentence(&report, FailureKind::Limit);
        says(&sentence, &["5,000 steps: see `max_steps`"]);
        let verdict = report.verdict().to_string();
        assert_eq!(verdict, "cannot be checked: limit of the checker");
        let patient = Check::new("culprits/long-loop").max_steps(20_000);
        patient.run(model(looks)).holds();
    }
}

/// Few steps are enough to see a round. One in which no thread lets others go first may be a loop that
/// counts.
#[test]
fn a_round_is_a_livelock_though_few_steps_are_allowed() {
    let waits = |politely: bool| {
        move || {
            let done = Arc::new(AtomicU32::new(0));
            let theirs = done.clone();
            let other = thread::spawn(move || {
                while theirs.load(Ordering::SeqCst) == 0 {
                    theirs.fetch_add(0, Ordering::SeqCst);
                    if politely {
                        thread::yield_now();
                    }
                }
            });
            other.join().unwrap();
        }
    };
    for (politely, kind) in [(true, FailureKind::Livelock), (false, FailureKind::Limit)] {
        for steps in [40, 400] {
            let few = Check::new("culprits/round").max_steps(steps);
            sentence(&few.run(waits(politely)), kind);
        }
    }
}

/// What two threads do by themselves is never explored in another order.
#[test]
fn threads_that_never_met_are_told() {
    let hint = "no two threads used the same object";
    let add = || *Mutex::new(0).lock() += 1;
    let report = check("culprits/apart", move || {
        let other = thread::spawn(add);
        add();
        other.join().unwrap();
    });
    says(&report.holds().line(), &[hint]);

    let report = check("culprits/together", move || {
        let lock = Arc::new(Mutex::new(0));
        let theirs = lock.clone();
        let other = thread::spawn(move || *theirs.lock() += 1);
        *lock.lock() += 1;
        other.join().unwrap();
    });
    assert!(!report.holds().line().contains(hint));
    assert!(!check("culprits/alone", add).holds().line().contains(hint));
}
