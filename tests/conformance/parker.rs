//! Permits to go on: `Parker`, `thread::park`, and `Backoff` before one parks.

use super::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use super::sync::time::{Duration, Instant};
use super::sync::{Arc, Backoff, Parker, thread};
use super::{pause, scenario, settle};
use std::fmt::Debug;

pub fn scenarios() -> Vec<super::Scenario> {
    vec![
        scenario!(a_permit_that_came_first).reaches(&["true"]),
        scenario!(a_permit_that_comes_later)
            .reaches(&["1"])
            .blocks(1),
        scenario!(two_permits_are_one)
            .reaches(&["[true, false]"])
            .real_runs(5),
        scenario!(a_permit_for_each_park)
            .reaches(&["[1, 2]"])
            .blocks(1),
        scenario!(no_permit_in_time)
            .reaches(&["[true, true]"])
            .real_runs(20),
        scenario!(a_permit_in_time_or_not)
            .reaches(&["(false, false)", "(false, true)", "(true, true)"])
            .blocks(1)
            .real_runs(60),
        scenario!(a_permit_that_came_too_late_is_kept)
            .reaches(&["2"])
            .blocks(1)
            .real_runs(60),
        scenario!(two_unparkers).reaches(&["1", "2"]).blocks(1),
        scenario!(two_park_at_once).reaches(&["(1, 2)"]).blocks(2),
        scenario!(a_thread_unparked_first)
            .reaches(&["true"])
            .real_runs(50),
        scenario!(a_thread_unparked_later).reaches(&["1"]).blocks(1),
        scenario!(a_thread_parks_for_a_while)
            .reaches(&["false", "true"])
            .blocks(1)
            .real_runs(60),
        scenario!(a_new_thread_has_no_permit)
            .reaches(&["(true, true)"])
            .blocks(1),
        scenario!(backing_off).reaches(&["1"]),
        scenario!(backing_off_has_an_end).reaches(&["(false, true, false)"]),
    ]
}

fn soon() -> Duration {
    Duration::from_micros(200)
}

fn a_permit_that_came_first() -> impl Debug {
    let parker = Parker::new();
    parker.unparker().unpark();
    parker.park();
    true
}

fn a_permit_that_comes_later() -> impl Debug {
    let (parker, count) = (Parker::default(), Arc::new(AtomicUsize::new(0)));
    let (unparker, theirs) = (parker.unparker().clone(), count.clone());
    let other = thread::spawn(move || {
        pause();
        theirs.fetch_add(1, SeqCst);
        unparker.unpark();
    });
    parker.park();
    let seen = count.load(SeqCst);
    other.join().unwrap();
    seen
}

/// Whether the first and the second of two parks ended before their time.
fn two_permits_are_one() -> impl Debug {
    let parker = Parker::new();
    parker.unparker().unpark();
    parker.unparker().clone().unpark();
    let long = Duration::from_millis(20);
    [(); 2].map(|()| {
        let start = Instant::now();
        parker.park_timeout(long);
        start.elapsed() < long
    })
}

fn a_permit_for_each_park() -> impl Debug {
    let (parker, back) = (Parker::new(), Parker::new());
    let (there, here) = (parker.unparker().clone(), back.unparker().clone());
    let count = Arc::new(AtomicUsize::new(0));
    let theirs = count.clone();
    let other = thread::spawn(move || {
        for _ in 0..2 {
            back.park();
            theirs.fetch_add(1, SeqCst);
            there.unpark();
        }
    });
    let seen = [(); 2].map(|()| {
        here.unpark();
        parker.park();
        count.load(SeqCst)
    });
    other.join().unwrap();
    seen
}

fn no_permit_in_time() -> impl Debug {
    let parker = Parker::new();
    let start = Instant::now();
    parker.park_timeout(soon());
    let one = start.elapsed() >= soon();
    parker.park_deadline(start + 2 * soon());
    [one, start.elapsed() >= 2 * soon()]
}

/// Whether the other thread was there when the park ended, and when the next one did.
fn a_permit_in_time_or_not() -> impl Debug {
    let (parker, there) = (Parker::new(), Arc::new(AtomicBool::new(false)));
    let (unparker, theirs) = (parker.unparker().clone(), there.clone());
    let other = thread::spawn(move || {
        pause();
        theirs.store(true, SeqCst);
        unparker.unpark();
    });
    parker.park_timeout(soon());
    let first = there.load(SeqCst);
    pause();
    let second = there.load(SeqCst);
    other.join().unwrap();
    (first, second)
}

fn a_permit_that_came_too_late_is_kept() -> impl Debug {
    let parker = Parker::new();
    let unparker = parker.unparker().clone();
    let (give, given) = super::sync::channel::bounded(1);
    let other = thread::spawn(move || {
        unparker.unpark();
        given.recv().unwrap();
        unparker.unpark();
    });
    // If the first comes too late, it is there for the second park.
    parker.park_timeout(soon());
    give.send(()).unwrap();
    parker.park();
    other.join().unwrap();
    2
}

fn two_unparkers() -> impl Debug {
    let (parker, count) = (Parker::new(), Arc::new(AtomicUsize::new(0)));
    let others = [(); 2].map(|()| {
        let (unparker, count) = (parker.unparker().clone(), count.clone());
        thread::spawn(move || {
            pause();
            count.fetch_add(1, SeqCst);
            unparker.unpark();
        })
    });
    parker.park();
    let seen = count.load(SeqCst);
    others.into_iter().for_each(|other| other.join().unwrap());
    seen
}

fn two_park_at_once() -> impl Debug {
    let parked = [1, 2].map(|i| {
        let parker = Parker::new();
        let unparker = parker.unparker().clone();
        let thread = thread::spawn(move || {
            parker.park();
            i
        });
        (unparker, thread)
    });
    settle();
    let [first, second] = parked.map(|(unparker, thread)| {
        unparker.unpark();
        thread.join().unwrap()
    });
    (first, second)
}

/// Parks until the flag is set: std's park may return for no reason.
fn a_thread_unparked_first() -> impl Debug {
    let thread = thread::current();
    thread.unpark();
    thread.unpark();
    thread::park();
    true
}

fn a_thread_unparked_later() -> impl Debug {
    let count = Arc::new(AtomicUsize::new(0));
    let theirs = count.clone();
    let parked = thread::spawn(move || {
        while theirs.load(SeqCst) == 0 {
            thread::park();
        }
        theirs.load(SeqCst)
    });
    settle();
    count.fetch_add(1, SeqCst);
    parked.thread().unpark();
    parked.join().unwrap()
}

fn a_thread_parks_for_a_while() -> impl Debug {
    let flag = Arc::new(AtomicBool::new(false));
    let theirs = flag.clone();
    let parked = thread::spawn(move || {
        thread::park_timeout(soon());
        theirs.load(SeqCst)
    });
    settle();
    flag.store(true, SeqCst);
    parked.thread().unpark();
    parked.join().unwrap()
}

/// A permit belongs to one thread, also if another one has its own.
fn a_new_thread_has_no_permit() -> impl Debug {
    let flag = Arc::new(AtomicBool::new(false));
    let theirs = flag.clone();
    thread::current().unpark();
    let parked = thread::spawn(move || {
        while !theirs.load(SeqCst) {
            thread::park();
        }
        true
    });
    thread::park();
    settle();
    flag.store(true, SeqCst);
    parked.thread().clone().unpark();
    (true, parked.join().unwrap())
}

fn backing_off() -> impl Debug {
    let count = Arc::new(AtomicUsize::new(0));
    let theirs = count.clone();
    let other = thread::spawn(move || {
        pause();
        theirs.fetch_add(1, SeqCst);
    });
    let backoff = Backoff::new();
    while count.load(SeqCst) == 0 {
        backoff.snooze();
    }
    other.join().unwrap();
    count.load(SeqCst)
}

fn backing_off_has_an_end() -> impl Debug {
    let backoff = Backoff::new();
    let start = backoff.is_completed();
    backoff.spin();
    for _ in 0..20 {
        backoff.snooze();
    }
    let end = backoff.is_completed();
    backoff.reset();
    (start, end, backoff.is_completed())
}
