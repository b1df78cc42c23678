//! `WaitGroup`: it waits for every clone, and only for those.

use super::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use super::sync::{Arc, WaitGroup, thread};
use super::{pause, scenario, settle};
use std::fmt::Debug;

pub fn scenarios() -> Vec<super::Scenario> {
    vec![
        scenario!(a_group_of_one).reaches(&["true"]),
        scenario!(a_clone_that_is_gone).reaches(&["true"]),
        scenario!(two_workers).reaches(&["2"]).blocks(1),
        scenario!(a_worker_that_waits_too)
            .reaches(&["(1, 2)", "(2, 1)", "(2, 2)"])
            .blocks(1),
        scenario!(a_worker_that_panics)
            .reaches(&["(1, true)"])
            .blocks(1),
        scenario!(a_worker_that_hands_its_clone_on)
            .reaches(&["2"])
            .blocks(1),
        scenario!(a_worker_outside_the_group).reaches(&["0", "1"]),
        scenario!(nobody_waits).reaches(&["1"]),
        scenario!(two_groups)
            .reaches(&["(1, 1)", "(1, 2)"])
            .blocks(1),
        scenario!(two_wait_for_a_third)
            .reaches(&["(1, 1)"])
            .blocks(2),
    ]
}

fn a_group_of_one() -> impl Debug {
    WaitGroup::default().wait();
    true
}

fn a_clone_that_is_gone() -> impl Debug {
    let group = WaitGroup::new();
    drop(group.clone());
    group.wait();
    true
}

fn two_workers() -> impl Debug {
    let (group, done) = (WaitGroup::new(), Arc::new(AtomicUsize::new(0)));
    let workers = [(); 2].map(|()| {
        let (group, done) = (group.clone(), done.clone());
        thread::spawn(move || {
            pause();
            done.fetch_add(1, SeqCst);
            drop(group);
        })
    });
    group.wait();
    let seen = done.load(SeqCst);
    workers
        .into_iter()
        .for_each(|worker| worker.join().unwrap());
    seen
}

/// Whoever waits counts as done, so all of them go on together.
fn a_worker_that_waits_too() -> impl Debug {
    let (group, done) = (WaitGroup::new(), Arc::new(AtomicUsize::new(0)));
    let (theirs, their_done) = (group.clone(), done.clone());
    let worker = thread::spawn(move || {
        pause();
        theirs.wait();
        their_done.fetch_add(1, SeqCst) + 1
    });
    group.wait();
    done.fetch_add(1, SeqCst);
    let seen = done.load(SeqCst);
    (seen, worker.join().unwrap())
}

fn a_worker_that_panics() -> impl Debug {
    let (group, done) = (WaitGroup::new(), Arc::new(AtomicUsize::new(0)));
    let (theirs, their_done) = (group.clone(), done.clone());
    let worker = thread::spawn(move || {
        let _group = theirs;
        their_done.fetch_add(1, SeqCst);
        pause();
        panic!("on purpose");
    });
    group.wait();
    let seen = done.load(SeqCst);
    (seen, worker.join().is_err())
}

fn a_worker_that_hands_its_clone_on() -> impl Debug {
    let (group, done) = (WaitGroup::new(), Arc::new(AtomicUsize::new(0)));
    let (theirs, their_done) = (group.clone(), done.clone());
    let worker = thread::spawn(move || {
        let (next, next_done) = (theirs.clone(), their_done.clone());
        let next = thread::spawn(move || {
            pause();
            next_done.fetch_add(1, SeqCst);
            drop(next);
        });
        their_done.fetch_add(1, SeqCst);
        drop(theirs);
        next.join().unwrap();
    });
    group.wait();
    let seen = done.load(SeqCst);
    worker.join().unwrap();
    seen
}

fn a_worker_outside_the_group() -> impl Debug {
    let (group, done) = (WaitGroup::new(), Arc::new(AtomicUsize::new(0)));
    let their_done = done.clone();
    let worker = thread::spawn(move || {
        pause();
        their_done.fetch_add(1, SeqCst);
    });
    group.wait();
    let seen = done.load(SeqCst);
    worker.join().unwrap();
    seen
}

fn nobody_waits() -> impl Debug {
    let (group, done) = (WaitGroup::new(), Arc::new(AtomicUsize::new(0)));
    let their_done = done.clone();
    let clone = group.clone();
    let worker = thread::spawn(move || {
        drop(clone);
        their_done.fetch_add(1, SeqCst);
    });
    drop(group);
    worker.join().unwrap();
    done.load(SeqCst)
}

fn two_groups() -> impl Debug {
    let (one, two) = (WaitGroup::new(), WaitGroup::new());
    let done = Arc::new(AtomicUsize::new(0));
    let (first, second, their_done) = (one.clone(), two.clone(), done.clone());
    let worker = thread::spawn(move || {
        their_done.fetch_add(1, SeqCst);
        drop(first);
        pause();
        their_done.fetch_add(1, SeqCst);
        drop(second);
    });
    one.wait();
    let seen = done.load(SeqCst);
    two.wait();
    let then = done.load(SeqCst);
    worker.join().unwrap();
    (then - 1, seen)
}

fn two_wait_for_a_third() -> impl Debug {
    let (group, done) = (WaitGroup::new(), Arc::new(AtomicUsize::new(0)));
    let waiters = [(); 2].map(|()| {
        let (group, done) = (group.clone(), done.clone());
        thread::spawn(move || {
            group.wait();
            done.load(SeqCst)
        })
    });
    settle();
    done.fetch_add(1, SeqCst);
    drop(group);
    let [first, second] = waiters.map(|waiter| waiter.join().unwrap());
    (first, second)
}
