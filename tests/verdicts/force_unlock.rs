//! To unlock by force what is not locked is undefined behavior in a program, and a failure of a model.

use super::check;
use super::sync::{GuardNoSend, Mutex, RwLock};
use checker::recording::FailureKind;

#[track_caller]
fn fails(model: &str, body: impl Fn() + Send + Sync + 'static) {
    let report = check(model, body);
    report.fails(FailureKind::Assertion, 0);
    let screen = report.screen();
    let message = "`force_unlock` of a lock that is not held";
    assert!(screen.contains(message), "{screen}");
}

#[test]
fn a_mutex_that_is_free() {
    fails("verdicts/force-mutex", || {
        let mutex = Mutex::new(0);
        drop(mutex.lock());
        // SAFETY: none, which the checker finds.
        unsafe { mutex.force_unlock(GuardNoSend::new()) };
    });
}

#[test]
fn a_lock_that_no_thread_reads() {
    fails("verdicts/force-read", || {
        let lock = RwLock::new(0);
        let _writing = lock.write();
        // SAFETY: none, which the checker finds.
        unsafe { lock.force_unlock_read(GuardNoSend::new()) };
    });
}

#[test]
fn a_lock_that_no_thread_writes() {
    fails("verdicts/force-write", || {
        let lock = RwLock::new(0);
        let _reading = lock.read();
        // SAFETY: none, which the checker finds.
        unsafe { lock.force_unlock_write(GuardNoSend::new()) };
    });
}
