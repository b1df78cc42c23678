//! What may happen for no reason: explored on request, and told if it was not.

use super::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use super::sync::{Arc, thread};
use super::{Check, check, named};
use checker::recording::FailureKind;

/// Parks once, where a loop belongs.
fn parks_once() {
    let ready = Arc::new(AtomicBool::new(false));
    let (set, me) = (ready.clone(), thread::current());
    let other = named("other", move || {
        set.store(true, Ordering::SeqCst);
        me.unpark();
    });
    thread::park();
    assert!(ready.load(Ordering::SeqCst), "woken, and not ready");
    other.join().unwrap();
}

#[test]
fn park_may_return_for_no_reason() {
    let report = check("verdicts/park-once", parks_once);
    let line = report.holds().line();
    assert!(line.contains("`park` may also return spuriously"), "{line}");
    let report = Check::new("verdicts/spurious-park")
        .spurious()
        .run(parks_once);
    report.fails(FailureKind::Assertion, 0);
    assert!(
        report.screen().contains("spurious wakeup"),
        "{}",
        report.screen()
    );
}

#[test]
fn parking_in_a_loop_survives() {
    let report = Check::new("verdicts/spurious-loop").spurious().run(|| {
        let ready = Arc::new(AtomicBool::new(false));
        let (set, me) = (ready.clone(), thread::current());
        let other = named("other", move || {
            set.store(true, Ordering::SeqCst);
            me.unpark();
        });
        while !ready.load(Ordering::SeqCst) {
            thread::park();
        }
        other.join().unwrap();
    });
    let line = report.holds().line();
    assert!(!line.contains("may also return"), "{line}");
}

/// Compares once, where a loop belongs.
fn compares_once() -> bool {
    let count = AtomicU32::new(5);
    let done = count.compare_exchange_weak(5, 6, Ordering::SeqCst, Ordering::SeqCst);
    let again = count.compare_exchange_weak(5, 6, Ordering::SeqCst, Ordering::SeqCst);
    assert!(done.is_ok() || again.is_ok(), "it fails once at most");
    assert_eq!(count.into_inner(), 6);
    done.is_ok()
}

#[test]
fn a_weak_comparison_may_fail_for_no_reason() {
    let report = check("verdicts/weak-once", compares_once);
    report.holds().reaches(["true"]);
    let line = report.line();
    assert!(
        line.contains("`compare_exchange_weak` may also fail"),
        "{line}"
    );
    let report = Check::new("verdicts/weak-spurious")
        .spurious()
        .run(compares_once);
    report.holds().reaches(["true", "false"]);
}
