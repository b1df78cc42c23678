//! A condition variable belongs to one mutex at a time.

use super::sync::time::Duration;
use super::sync::{Arc, Condvar, Mutex, thread};
use super::{check, named};
use checker::recording::FailureKind;

#[test]
fn one_condvar_with_two_mutexes() {
    let report = check("verdicts/two-mutexes", || {
        let shared = Arc::new((Mutex::new(()), Mutex::new(()), Condvar::new()));
        let theirs = shared.clone();
        let other = named("other", move || {
            theirs
                .2
                .wait_for(&mut theirs.1.lock(), Duration::from_secs(1));
        });
        shared
            .2
            .wait_for(&mut shared.0.lock(), Duration::from_secs(1));
        // That the other thread failed may be lost: it is a failure all the same.
        let _ = other.join();
    });
    report.fails(FailureKind::Assertion, 0);
    let screen = report.screen();
    let message = "two threads wait on one `Condvar` with different mutexes";
    assert!(screen.contains(message), "{screen}");
}

/// One mutex after the other is right, as long as no thread waits with another one.
#[test]
fn one_condvar_with_one_mutex_after_the_other() {
    check("verdicts/mutex-after-mutex", || {
        let shared = Arc::new((Mutex::new(false), Condvar::new()));
        let theirs = shared.clone();
        let other = thread::spawn(move || {
            *theirs.0.lock() = true;
            theirs.1.notify_one();
        });
        let mut ready = shared.0.lock();
        while !*ready {
            shared.1.wait(&mut ready);
        }
        drop(ready);
        other.join().unwrap();
        let another = Mutex::new(());
        shared.1.wait_for(&mut another.lock(), Duration::ZERO);
    })
    .holds();
}
