//! Timers fire in any order, and in the order of their deadlines where a check asks for that.

use super::sync::channel::{after, at, bounded, tick};
use super::sync::time::{Duration, Instant};
use super::sync::{Arc, Condvar, Mutex, select, thread};
use super::{Check, check, named};
use checker::recording::FailureKind;

fn millis(n: u64) -> Duration {
    Duration::from_millis(n)
}

fn in_order(id: &str) -> Check {
    Check::new(id).timers_in_order()
}

/// Both wait at the same time. Without the order the longer one may be up first.
fn is_long_first() -> bool {
    let (short, long) = (after(millis(5)), after(millis(10)));
    select! {
        recv(long) -> _ => true,
        recv(short) -> _ => false,
    }
}

#[test]
fn a_select_takes_the_timer_that_fires_first() {
    let any = check("verdicts/any-timer", is_long_first);
    any.holds().reaches(["true", "false"]);
    let ordered = in_order("verdicts/first-timer").run(is_long_first);
    ordered.holds().reaches(["false"]);
}

/// A heartbeat every 10 ms is in time for a watchdog of 15 ms.
fn heartbeat() {
    let beats = tick(millis(10));
    for _ in 0..2 {
        select! {
            recv(beats) -> _ => {}
            default(millis(15)) => panic!("no beat in time"),
        }
    }
}

#[test]
fn a_ticker_is_in_time() {
    let report = check("verdicts/any-beat", heartbeat);
    report.fails(FailureKind::Assertion, 0);
    in_order("verdicts/beat").run(heartbeat).holds();
}

/// The notifier sleeps only once main waits, which then has released the lock.
fn is_late(sleeps: u64, waits: u64) -> bool {
    let shared = Arc::new((Mutex::new(false), Condvar::new()));
    let theirs = shared.clone();
    let mut ready = shared.0.lock();
    let notifier = named("notifier", move || {
        drop(theirs.0.lock());
        thread::sleep(millis(sleeps));
        *theirs.0.lock() = true;
        theirs.1.notify_one();
    });
    let waited = shared.1.wait_for(&mut ready, millis(waits));
    drop(ready);
    notifier.join().unwrap();
    waited.timed_out()
}

#[test]
fn a_notification_after_a_longer_sleep_is_late() {
    let any = check("verdicts/any-notification", || is_late(20, 10));
    any.holds().reaches(["true", "false"]);
    let ordered = in_order("verdicts/late-notification").run(|| is_late(20, 10));
    ordered.holds().reaches(["true"]);
}

/// A shorter sleep is over in time, but a thread may take its time to notify.
#[test]
fn a_notification_after_a_shorter_sleep_may_be_late() {
    let ordered = in_order("verdicts/early-notification").run(|| is_late(5, 10));
    ordered.holds().reaches(["true", "false"]);
}

/// One wait that is over at 10 ms and one that began then: 10 + 10.
#[test]
fn a_timer_counts_from_its_start() {
    let ordered = in_order("verdicts/from-start").run(|| {
        let begun = Instant::now();
        let long = at(begun + millis(15));
        thread::sleep(millis(10));
        let short = after(millis(10));
        select! {
            recv(long) -> _ => true,
            recv(short) -> _ => false,
        }
    });
    ordered.holds().reaches(["true"]);
}

#[test]
fn a_timer_does_not_wait_for_threads_that_only_work() {
    let ordered = in_order("verdicts/work").run(|| {
        let (tx, rx) = bounded(1);
        let sender = named("sender", move || tx.send(7));
        let received = rx.recv_timeout(millis(10)).is_ok();
        drop(rx);
        drop(sender.join());
        received
    });
    ordered.holds().reaches(["true", "false"]);
}

#[test]
fn nothing_is_held_up_by_a_timer_that_no_thread_waits_for() {
    let ordered = in_order("verdicts/unwatched").run(|| {
        let early = after(millis(5));
        thread::sleep(millis(10));
        early.try_recv().is_ok()
    });
    ordered.holds().reaches(["true"]);
}

/// The story says that the timer overtook another one.
#[test]
fn a_timer_that_overtakes_another_is_told() {
    let model = || assert!(is_late(20, 10), "notified in time");
    let report = check("verdicts/overtakes", model);
    report.fails(FailureKind::Assertion, 0);
    let screen = report.screen().replace("\n", " ");
    let words: Vec<&str> = screen.split_whitespace().collect();
    let screen = words.join(" ");
    assert!(screen.contains("before an earlier deadline"), "{screen}");
    in_order("verdicts/in-order").run(model).holds();
}

/// A sleep that begins late ends late: at 10 ms, seen then or once the other timer has fired, or 10 ms after that.
#[test]
fn a_sleep_that_begins_late_ends_late() {
    let ordered = in_order("verdicts/late").run(|| {
        let begun = Instant::now();
        let other = at(begun + millis(15));
        let sleeper = named("sleeper", move || other.recv().is_ok());
        thread::sleep(millis(10));
        let slept = Instant::now() - begun;
        sleeper.join().unwrap();
        slept.as_millis()
    });
    ordered.holds().reaches(["10", "15", "25"]);
}
