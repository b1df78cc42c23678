//! Loads beside a thread that loads first, and then stores.

use super::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use super::sync::{Arc, Mutex, thread};
use super::{pause, scenario};
use std::fmt::Debug;

pub fn scenarios() -> Vec<super::Scenario> {
    vec![
        scenario!(a_load_beside_a_look_and_a_store).reaches(&["false", "true"]),
        scenario!(a_load_beside_an_update).reaches(&["0", "1"]),
        scenario!(a_load_after_a_load).reaches(&["(0, 0)", "(0, 1)", "(1, 1)"]),
        scenario!(two_load_beside_a_look_and_a_store)
            .reaches(&["(0, 0)", "(0, 1)", "(1, 0)", "(1, 1)"]),
        scenario!(a_load_beside_a_look_that_another_thread_passes_on).reaches(&["0", "1"]),
    ]
}

fn a_load_beside_a_look_and_a_store() -> impl Debug {
    let set = Arc::new(AtomicBool::new(false));
    let theirs = set.clone();
    let setter = thread::spawn(move || {
        if !theirs.load(SeqCst) {
            theirs.store(true, SeqCst);
        }
    });
    pause();
    let seen = set.load(SeqCst);
    setter.join().unwrap();
    seen
}

fn a_load_beside_an_update() -> impl Debug {
    let count = Arc::new(AtomicU32::new(0));
    let theirs = count.clone();
    let adds = thread::spawn(move || {
        let added = theirs.fetch_update(SeqCst, SeqCst, |count| Some(count + 1));
        added.unwrap()
    });
    pause();
    let seen = count.load(SeqCst);
    adds.join().unwrap();
    seen
}

fn a_load_after_a_load() -> impl Debug {
    let count = Arc::new(AtomicU32::new(0));
    let theirs = count.clone();
    let adds = thread::spawn(move || {
        let before = theirs.load(SeqCst);
        theirs.store(before + 1, SeqCst);
    });
    let first = count.load(SeqCst);
    pause();
    let second = count.load(SeqCst);
    adds.join().unwrap();
    (first, second)
}

fn two_load_beside_a_look_and_a_store() -> impl Debug {
    let count = Arc::new(AtomicU32::new(0));
    let [one, other] = [(); 2].map(|()| {
        let count = count.clone();
        thread::spawn(move || count.load(SeqCst))
    });
    pause();
    if count.load(SeqCst) == 0 {
        count.store(1, SeqCst);
    }
    (one.join().unwrap(), other.join().unwrap())
}

/// The thread that stores has not looked itself, but comes after the one that has.
fn a_load_beside_a_look_that_another_thread_passes_on() -> impl Debug {
    let shared = Arc::new((AtomicU32::new(0), Mutex::new(false)));
    let (looks, stores) = (shared.clone(), shared.clone());
    let looks = thread::spawn(move || {
        let seen = looks.0.load(SeqCst);
        *looks.1.lock() = seen == 0;
    });
    let stores = thread::spawn(move || {
        if *stores.1.lock() {
            stores.0.store(1, SeqCst);
        }
    });
    pause();
    let seen = shared.0.load(SeqCst);
    looks.join().unwrap();
    stores.join().unwrap();
    seen
}
