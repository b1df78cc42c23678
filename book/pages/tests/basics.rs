//! The programs of the page "Threads, ownership and sharing".

#![expect(
    clippy::useless_vec,
    reason = "a vector owns its elements, which is what the page is about"
)]

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, mpsc};
use std::thread;

#[test]
fn a_thread_returns_a_value() {
    // ANCHOR: thread
    let worker = thread::spawn(|| (1..=10).product::<u32>());
    println!("working on it");
    let product = worker.join().unwrap();
    // ANCHOR_END: thread
    assert_eq!(product, 3_628_800);
}

#[test]
fn a_closure_takes_what_it_uses() {
    // ANCHOR: move
    let names = vec!["Ada", "Grace"];
    let worker = thread::spawn(move || names.len());
    // From here on, only the worker can use `names`.
    assert_eq!(worker.join().unwrap(), 2);
    // ANCHOR_END: move
}

#[test]
fn a_scope_waits_for_its_threads() {
    // ANCHOR: scope
    let mut names = vec!["Ada", "Grace"];
    thread::scope(|scope| {
        scope.spawn(|| println!("{} names", names.len()));
        scope.spawn(|| println!("{} comes first", names[0]));
    });
    names.push("Barbara");
    // ANCHOR_END: scope
    assert_eq!(names.len(), 3);
}

#[test]
fn threads_own_a_value_together() {
    // ANCHOR: arc
    let names = Arc::new(vec!["Ada", "Grace"]);
    let shared = Arc::clone(&names);
    let worker = thread::spawn(move || shared.len());
    println!("{} comes first", names[0]);
    assert_eq!(worker.join().unwrap(), 2);
    // ANCHOR_END: arc
}

#[test]
fn threads_change_a_number_in_turn() {
    // ANCHOR: mutex
    let total = Mutex::new(0);
    thread::scope(|scope| {
        for n in 1..=4 {
            let total = &total;
            scope.spawn(move || *total.lock().unwrap() += n);
        }
    });
    assert_eq!(total.into_inner().unwrap(), 10);
    // ANCHOR_END: mutex
}

#[test]
fn a_panic_poisons_a_lock() {
    // ANCHOR: poisoned
    let total = Mutex::new(0);
    let worker = || {
        let _guard = total.lock().unwrap();
        panic!("halfway through an update");
    };
    let ended = thread::scope(|scope| scope.spawn(worker).join());
    assert!(ended.is_err());
    assert!(total.lock().is_err(), "the lock is poisoned");
    // ANCHOR_END: poisoned
}

#[test]
fn a_thread_waits_for_a_change() {
    let (ready, changed) = (Mutex::new(false), Condvar::new());
    thread::scope(|scope| {
        // ANCHOR: condvar
        scope.spawn(|| {
            *ready.lock().unwrap() = true;
            changed.notify_one();
        });
        let mut guard = ready.lock().unwrap();
        while !*guard {
            guard = changed.wait(guard).unwrap();
        }
        // ANCHOR_END: condvar
        assert!(*guard);
    });
}

#[test]
fn messages_arrive_in_order() {
    // ANCHOR: channel
    let (sender, receiver) = mpsc::channel();
    let worker = thread::spawn(move || {
        for n in 1..=3 {
            sender.send(n).unwrap();
        }
    });
    let received: Vec<u32> = receiver.iter().collect();
    assert_eq!(received, [1, 2, 3]);
    // ANCHOR_END: channel
    worker.join().unwrap();
}

#[test]
fn additions_are_single_steps() {
    // ANCHOR: atomic
    let count = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| count.fetch_add(1, Ordering::Relaxed));
        }
    });
    assert_eq!(count.into_inner(), 3);
    // ANCHOR_END: atomic
}
