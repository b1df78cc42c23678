//! Scheduling points that a model has only if something in it could tell.

use checker::loom::check;
use checker::loom::sync::{Arc, Mutex, thread};
use checker::recording::FailureKind;

/// Main writes three `a`, another thread three `b`, each under the lock, and `then` looks.
///
/// In turn they write after one preemption if that may come before an unlock: each then waits for the
/// other. Without points at unlocks it takes more.
fn written(then: fn(&str, &Mutex<String>)) -> impl Fn() + Send + Sync {
    move || {
        let text = Arc::new(Mutex::new(String::new()));
        let theirs = text.clone();
        let other = thread::spawn(move || (0..3).for_each(|_| theirs.lock().push('b')));
        (0..3).for_each(|_| text.lock().push('a'));
        other.join().unwrap();
        let written = text.lock().clone();
        then(&written, &text);
    }
}

#[test]
fn a_failure_right_after_the_first_try_lock_takes_no_more_preemptions_than_it_has_to() {
    let model = written(|written, text| {
        if written == "ababab" {
            assert!(text.try_lock().is_none(), "in turn");
        }
    });
    check("04/try-lock-and-fail", model).fails(FailureKind::Assertion, 1);
}

/// Here another order, which does not fail, meets the first `try_lock`, and after two preemptions:
/// the search that then begins again begins without any.
#[test]
fn a_failure_after_the_first_try_lock_takes_no_more_preemptions_than_it_has_to() {
    let model = written(|written, text| {
        if written == "aababb" || written == "ababab" {
            drop(text.try_lock().unwrap());
            assert_ne!(written, "ababab", "in turn");
        }
    });
    check("04/try-lock-then-fail", model).fails(FailureKind::Assertion, 1);
}
