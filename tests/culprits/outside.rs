//! What the checker does not schedule: threads and locks of std, and what another execution made.

use super::sync::atomic::{AtomicBool, Ordering};
use super::sync::{Arc, Mutex, thread};
use super::{Check, check};
use crate::{says, sentence};
use checker::recording::FailureKind;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

#[test]
fn a_std_thread_in_a_model_is_named() {
    let report = check("culprits/std-thread", || {
        let count = Arc::new(Mutex::new(0));
        let theirs = count.clone();
        let other = std::thread::spawn(move || {
            let seen = *theirs.lock();
            *theirs.lock() = seen + 1;
        });
        let seen = *count.lock();
        *count.lock() = seen + 1;
        let _ = other.join();
    });
    let sentence = sentence(&report, FailureKind::Unseen);
    says(
        &sentence,
        &[
            "`count`",
            "outside.rs:",
            "an OS thread",
            "`sync::thread::spawn`",
        ],
    );
}

#[test]
fn a_scoped_std_thread_is_no_deadlock() {
    let report = check("culprits/std-scope", || {
        let done = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| done.store(true, Ordering::SeqCst));
        });
        done.load(Ordering::SeqCst)
    });
    let sentence = sentence(&report, FailureKind::Unseen);
    says(&sentence, &["`done`", "`sync::thread::scope`"]);
}

#[test]
fn what_a_std_thread_makes_is_named() {
    let report = check("culprits/made-outside", || {
        let other = std::thread::spawn(|| *Mutex::new(0).lock());
        let _ = other.join();
    });
    // Beside other searches nobody can tell whose thread it is.
    if !report.verdict().is_good() {
        says(
            &sentence(&report, FailureKind::Unseen),
            &["a checked mutex"],
        );
    }
}

/// A model thread waits in a lock of std's that another one holds: the whole OS thread waits.
#[test]
fn a_std_lock_in_a_model_is_found_out_long_before_the_time_limit() {
    let start = Instant::now();
    let report = check("culprits/std-mutex", || {
        let real = Arc::new(std::sync::Mutex::new(0));
        let flag = Arc::new(AtomicBool::new(false));
        let (theirs, set) = (real.clone(), flag.clone());
        let holder = thread::Builder::new().name("holder".into()).spawn(move || {
            let _held = theirs.lock().unwrap();
            set.store(true, Ordering::SeqCst);
            set.store(false, Ordering::SeqCst);
        });
        flag.store(true, Ordering::SeqCst);
        *real.lock().unwrap() += 1;
        holder.unwrap().join().unwrap();
    });
    let sentence = sentence(&report, FailureKind::Unseen);
    says(
        &sentence,
        &["took no step for 5 s", "outside.rs:", "std's `Mutex`"],
    );
    assert!(start.elapsed() < Duration::from_secs(30));
}

static GLOBAL: OnceLock<Mutex<u32>> = OnceLock::new();

#[test]
fn a_lock_in_a_static_is_named() {
    let report = check("culprits/static", || {
        let yes = Arc::new(AtomicBool::new(false));
        let theirs = yes.clone();
        let other = thread::spawn(move || theirs.store(true, Ordering::SeqCst));
        let _ = yes.load(Ordering::SeqCst);
        *GLOBAL.get_or_init(|| Mutex::new(0)).lock() += 1;
        other.join().unwrap();
    });
    let sentence = sentence(&report, FailureKind::Unseen);
    says(
        &sentence,
        &["`GLOBAL`", "another execution", "sync::statics!"],
    );
}

static SHARED: OnceLock<Arc<Mutex<u32>>> = OnceLock::new();

/// The model has one schedule: it runs again all the same, so that this shows.
#[test]
fn a_lock_that_outlives_an_execution_is_named_even_if_there_is_one_schedule() {
    let report = check("culprits/static-arc", || {
        let shared = SHARED.get_or_init(|| Arc::new(Mutex::new(0))).clone();
        *shared.lock() += 1;
        *shared.lock()
    });
    says(
        &sentence(&report, FailureKind::Unseen),
        &["another execution"],
    );
}

/// The verdict is out although a destructor never returns.
#[test]
fn a_failure_is_not_lost_when_a_destructor_then_waits() {
    struct Waits(std::sync::mpsc::Receiver<()>);
    impl Drop for Waits {
        fn drop(&mut self) {
            let _ = self.0.recv();
        }
    }
    let start = Instant::now();
    let report = Check::new("culprits/waits").run(|| {
        let (tx, rx) = std::sync::mpsc::channel();
        let _waits = Waits(rx);
        let lock = Arc::new(Mutex::new(0));
        let theirs = lock.clone();
        let other = thread::spawn(move || *theirs.lock() += 1);
        other.join().unwrap();
        std::mem::forget(tx);
        assert_eq!(*lock.lock(), 7, "the seventh");
    });
    says(&sentence(&report, FailureKind::Assertion), &["the seventh"]);
    assert!(start.elapsed() < Duration::from_secs(30));
}

/// The receiver is blamed, which took no step, and not the thread that took the last one.
#[test]
fn a_thread_that_blocks_at_its_start_is_named() {
    let report = check("culprits/std-mpsc", || {
        let (tx, rx) = std::sync::mpsc::channel();
        let body = move || rx.recv().unwrap();
        let receiver = thread::Builder::new().name("receiver".into()).spawn(body);
        let other = thread::spawn(|| *Mutex::new(0).lock() += 1);
        other.join().unwrap();
        tx.send(1).unwrap();
        receiver.unwrap().join().unwrap()
    });
    says(
        &sentence(&report, FailureKind::Unseen),
        &["receiver took no step for 5 s after its start", "`mpsc`"],
    );
}

/// A test that makes a checked type outside of its model says nothing of a model that is checked meanwhile.
#[test]
fn another_test_is_not_taken_for_a_thread_of_the_model() {
    let (stop, stopped) = std::sync::mpsc::channel::<()>();
    let another = std::thread::Builder::new().name("another::test".into());
    let another = another.spawn(move || {
        while stopped.try_recv() == Err(std::sync::mpsc::TryRecvError::Empty) {
            let made = std::panic::catch_unwind(|| *Mutex::new(0).lock());
            made.expect_err("there is no model");
            std::thread::sleep(Duration::from_millis(1));
        }
    });
    let report = check("culprits/beside", || {
        let locks = Arc::new([Mutex::new(0), Mutex::new(0)]);
        let theirs = locks.clone();
        let add = |locks: &[Mutex<u32>; 2]| locks.iter().for_each(|lock| *lock.lock() += 1);
        let other = thread::spawn(move || add(&theirs));
        add(&locks);
        std::thread::sleep(Duration::from_millis(2));
        other.join().unwrap();
    });
    drop(stop);
    another.expect("a thread").join().unwrap();
    report.holds();
}
