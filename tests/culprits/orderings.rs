//! Orderings of atomics: told where they matter, and loom's limits as loom's.

use super::sync::atomic::{AtomicBool, Ordering};
use super::sync::{Arc, thread};
use super::{WEAK_MEMORY, check};
use crate::says;
use checker::Report;
use checker::recording;

/// Two threads, of which each stores and then loads what the other one stored.
fn store_buffering(store: Ordering, load: Ordering) -> Report {
    check("culprits/store-buffering", move || {
        let a = Arc::new(AtomicBool::new(false));
        let b = Arc::new(AtomicBool::new(false));
        let (x, y) = (a.clone(), b.clone());
        let other = thread::Builder::new().name("other".into()).spawn(move || {
            x.store(true, store);
            y.load(load)
        });
        b.store(true, store);
        let mine = a.load(load);
        let theirs = other.unwrap().join().unwrap();
        assert!(mine || theirs, "both saw nothing");
    })
}

/// Why the failure may be none.
fn doubt(report: &Report) -> Option<String> {
    let (_, failure) = report.recording.counterexample()?;
    failure.doubt.clone()
}

fn screen(report: &Report) -> String {
    recording::report(&report.recording, &recording::Style::default())
}

#[test]
fn loom_says_that_it_may_be_wrong_about_sequential_consistency() {
    let report = store_buffering(Ordering::SeqCst, Ordering::SeqCst);
    if !WEAK_MEMORY {
        report.holds();
        return;
    }
    let doubt = doubt(&report).expect("loom refutes what is right");
    let words = "loom treats SeqCst as acquire/release, and step";
    says(
        &doubt,
        &[words, "this execution may be impossible", "the explorer"],
    );
    says(&screen(&report), &["loom treats SeqCst as acquire/release"]);
    says(&report.line(), &[words]);
}

#[test]
fn loom_says_so_of_a_swap_too() {
    let report = check("culprits/swap", || {
        let flags = Arc::new([AtomicBool::new(false), AtomicBool::new(false)]);
        let theirs = flags.clone();
        let enter = |flags: &[AtomicBool; 2], me: usize| {
            flags[me].swap(true, Ordering::SeqCst);
            flags[1 - me].load(Ordering::SeqCst)
        };
        let other = thread::spawn(move || enter(&theirs, 1));
        let mine = enter(&flags, 0);
        assert!(mine || other.join().unwrap(), "both are inside");
    });
    assert_eq!(doubt(&report).is_some(), WEAK_MEMORY);
}

/// C++ allows it, with relaxed stores too.
#[test]
fn what_weak_orderings_allow_is_beyond_doubt() {
    for (store, load, said) in [
        (
            Ordering::Relaxed,
            Ordering::Relaxed,
            "write true to a (relaxed)",
        ),
        (
            Ordering::Release,
            Ordering::Acquire,
            "(acquire; stale: the newest value is true)",
        ),
        (
            Ordering::SeqCst,
            Ordering::Relaxed,
            "(relaxed; stale: the newest value is true)",
        ),
        (
            Ordering::Relaxed,
            Ordering::SeqCst,
            "read false from b (stale: the newest value is true)",
        ),
    ] {
        let report = store_buffering(store, load);
        if WEAK_MEMORY {
            assert_eq!(doubt(&report), None, "{}", report.screen());
            let (execution, _) = report.recording.counterexample().expect("it fails");
            let steps: Vec<&str> = execution.steps.iter().map(|step| &*step.text).collect();
            says(&steps.join("\n"), &[said]);
        } else {
            report.holds();
        }
    }
}

#[test]
fn a_failure_without_an_old_value_is_beyond_doubt() {
    let report = check("culprits/plain-failure", || {
        let flag = Arc::new(AtomicBool::new(false));
        let theirs = flag.clone();
        let other = thread::spawn(move || theirs.store(true, Ordering::SeqCst));
        let early = flag.load(Ordering::SeqCst);
        other.join().unwrap();
        assert!(!early, "it was set");
    });
    assert!(!report.verdict().is_good());
    assert_eq!(doubt(&report), None, "{}", report.screen());
}
