//! Tries that may all fail, and loops that wait in small portions: a few yields and timeouts in vain are
//! explored, and a loop of them is no livelock.

use super::check;
use super::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use super::sync::channel::{bounded, unbounded};
use super::sync::time::Duration;
use super::sync::{Arc, Backoff, Condvar, Mutex, RwLock, thread};
use checker::recording::FailureKind;

pub fn named<T: Send + 'static>(
    name: &str,
    body: impl FnOnce() -> T + Send + 'static,
) -> thread::JoinHandle<T> {
    thread::Builder::new()
        .name(name.into())
        .spawn(body)
        .unwrap()
}

fn soon() -> Duration {
    Duration::from_millis(10)
}

/// What `attempt` finds in three tries with a yield after each; the number of those that failed.
fn three_tries<T>(mut attempt: impl FnMut() -> Option<T>, pause: impl Fn()) -> (u32, Option<T>) {
    for failed in 0..3 {
        if let Some(found) = attempt() {
            return (failed, Some(found));
        }
        pause();
    }
    (3, None)
}

#[test]
fn three_tries_may_all_fail() {
    let report = check("verdicts/three-tries", || {
        let ready = Arc::new(AtomicBool::new(false));
        let set = ready.clone();
        let setter = named("setter", move || set.store(true, Ordering::Release));
        let found = three_tries(
            || ready.load(Ordering::Acquire).then_some(()),
            thread::yield_now,
        );
        setter.join().unwrap();
        found
    });
    report.holds().reaches([
        "(0, Some(()))",
        "(1, Some(()))",
        "(2, Some(()))",
        "(3, None)",
    ]);
}

#[test]
fn three_snoozes_may_all_fail() {
    let report = check("verdicts/three-snoozes", || {
        let (tx, rx) = unbounded();
        let sender = named("sender", move || tx.send(7).unwrap());
        let backoff = Backoff::new();
        let found = three_tries(|| rx.try_recv().ok(), || backoff.snooze());
        sender.join().unwrap();
        found.1
    });
    report.holds().reaches(["Some(7)", "None"]);
}

#[test]
fn three_tries_to_lock_may_all_fail() {
    let report = check("verdicts/three-locks", || {
        let lock = Arc::new(Mutex::new(0));
        let theirs = lock.clone();
        let holder = named("holder", move || *theirs.lock() += 1);
        let found = three_tries(|| lock.try_lock().map(|count| *count), thread::yield_now);
        holder.join().unwrap();
        found.1
    });
    report.holds().reaches(["Some(0)", "Some(1)", "None"]);
}

/// Two loops of tries, one after the other: that the first has failed takes nothing from the second.
#[test]
fn three_tries_may_fail_twice() {
    let report = check("verdicts/three-tries-twice", || {
        let ready = Arc::new(AtomicBool::new(false));
        let set = ready.clone();
        let setter = named("setter", move || set.store(true, Ordering::SeqCst));
        let attempt = || ready.load(Ordering::SeqCst).then_some(());
        let first = three_tries(attempt, || thread::yield_now()).1;
        let second = three_tries(attempt, || thread::yield_now()).1;
        setter.join().unwrap();
        (first.is_some(), second.is_some())
    });
    report
        .holds()
        .reaches(["(true, true)", "(false, true)", "(false, false)"]);
}

/// A change in between counts from the beginning.
#[test]
fn tries_between_two_changes() {
    let report = check("verdicts/tries-between", || {
        let count = Arc::new(AtomicU32::new(0));
        let theirs = count.clone();
        let counter = named("counter", move || {
            theirs.store(1, Ordering::SeqCst);
            theirs.store(2, Ordering::SeqCst);
        });
        let found = three_tries(
            || (count.load(Ordering::SeqCst) == 2).then_some(()),
            thread::yield_now,
        );
        counter.join().unwrap();
        found.0
    });
    report.holds().reaches(["0", "1", "2", "3"]);
}

/// Tries beyond the third are not explored while another thread can run, and the verdict says so.
#[test]
fn a_thread_that_is_held_back_is_told() {
    let report = check("verdicts/held-back", || {
        let ready = Arc::new(AtomicBool::new(false));
        let set = ready.clone();
        let setter = named("setter", move || set.store(true, Ordering::SeqCst));
        while !ready.load(Ordering::SeqCst) {
            thread::yield_now();
        }
        setter.join().unwrap();
    });
    let line = report.holds().line();
    assert!(line.contains("three times in a row"), "{line}");
    let quiet = check("verdicts/never-held-back", || {
        thread::yield_now();
        thread::sleep(soon());
    });
    let line = quiet.holds().line();
    assert!(!line.contains("three times in a row"), "{line}");
}

#[test]
fn polling_with_park_timeout_is_no_livelock() {
    check("verdicts/poll-park-timeout", || {
        let stop = Arc::new(AtomicBool::new(false));
        let theirs = stop.clone();
        let server = named("server", move || {
            while !theirs.load(Ordering::Acquire) {
                thread::park_timeout(soon());
            }
        });
        stop.store(true, Ordering::Release);
        server.join().unwrap();
    })
    .holds();
}

#[test]
fn polling_with_sleep_is_no_livelock() {
    check("verdicts/poll-sleep", || {
        let stop = Arc::new(AtomicBool::new(false));
        let theirs = stop.clone();
        let server = named("server", move || {
            while !theirs.load(Ordering::Acquire) {
                thread::sleep(soon());
            }
        });
        stop.store(true, Ordering::Release);
        server.join().unwrap();
    })
    .holds();
}

#[test]
fn polling_a_channel_with_a_timeout_is_no_livelock() {
    check("verdicts/poll-recv-timeout", || {
        let stop = Arc::new(AtomicBool::new(false));
        let theirs = stop.clone();
        let (tx, rx) = bounded::<u32>(1);
        let server = named("server", move || {
            while !theirs.load(Ordering::Acquire) {
                let _ = rx.recv_timeout(soon());
            }
        });
        stop.store(true, Ordering::Release);
        server.join().unwrap();
        drop(tx);
    })
    .holds();
}

#[test]
fn polling_a_condition_with_a_timeout_is_no_livelock() {
    check("verdicts/poll-wait-for", || {
        let shared = Arc::new((Mutex::new(false), Condvar::new()));
        let theirs = shared.clone();
        let server = named("server", move || {
            let mut stop = theirs.0.lock();
            while !*stop {
                theirs.1.wait_for(&mut stop, soon());
            }
        });
        *shared.0.lock() = true;
        server.join().unwrap();
    })
    .holds();
}

#[test]
fn polling_a_lock_is_no_livelock() {
    check("verdicts/poll-lock", || {
        let stop = Arc::new(Mutex::new(false));
        let theirs = stop.clone();
        let server = named("server", move || {
            while !*theirs.lock() {
                thread::sleep(soon());
            }
        });
        *stop.lock() = true;
        server.join().unwrap();
    })
    .holds();
}

#[test]
fn polling_a_lock_to_read_is_no_livelock() {
    check("verdicts/poll-read", || {
        let stop = Arc::new(RwLock::new(false));
        let theirs = stop.clone();
        let server = named("server", move || {
            while !*theirs.read() {
                thread::park_timeout(soon());
            }
        });
        *stop.write() = true;
        server.join().unwrap();
    })
    .holds();
}

#[test]
fn backing_off_and_then_sleeping_is_no_livelock() {
    check("verdicts/poll-backoff", || {
        let stop = Arc::new(AtomicBool::new(false));
        let theirs = stop.clone();
        let server = named("server", move || {
            let backoff = Backoff::new();
            while !theirs.load(Ordering::SeqCst) {
                match backoff.is_completed() {
                    true => thread::sleep(soon()),
                    false => backoff.snooze(),
                }
            }
        });
        stop.store(true, Ordering::SeqCst);
        server.join().unwrap();
    })
    .holds();
}

/// No thread will ever set the flag.
#[test]
fn polling_for_what_never_comes_is_a_livelock() {
    let report = check("verdicts/poll-never", || {
        let stop = Arc::new(AtomicBool::new(false));
        let theirs = stop.clone();
        let server = named("server", move || {
            while !theirs.load(Ordering::Acquire) {
                thread::park_timeout(soon());
            }
        });
        server.join().unwrap();
        stop.store(true, Ordering::Release);
    });
    report.fails(FailureKind::Livelock, 0);
}
