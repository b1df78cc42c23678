//! The teaching wait group in crowds that no model could hold, on real threads.
//!
//! In small, the conformance catalogue (`tests/conformance/`) compares it with crossbeam's, on real
//! threads and in every interleaving.

use lesson_03::wait_group::WaitGroup;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

#[test]
fn wait_returns_after_the_last_has_left() {
    let group = WaitGroup::new();
    let done = Arc::new(AtomicUsize::new(0));
    for _ in 0..64 {
        let (done, member) = (done.clone(), group.clone());
        thread::spawn(move || {
            // Relaxed: leaving the group is what orders it.
            done.fetch_add(1, Ordering::Relaxed);
            drop(member);
        });
    }
    group.wait();
    assert_eq!(done.load(Ordering::Relaxed), 64);
}

#[test]
fn everybody_may_wait_and_all_go_on_together() {
    let group = WaitGroup::new();
    let came = Arc::new(AtomicUsize::new(0));
    let waiters = (0..64).map(|_| {
        let (came, member) = (came.clone(), group.clone());
        thread::spawn(move || {
            came.fetch_add(1, Ordering::Relaxed);
            member.wait();
            came.load(Ordering::Relaxed)
        })
    });
    let waiters: Vec<_> = waiters.collect();
    drop(group);
    for waiter in waiters {
        assert_eq!(waiter.join().unwrap(), 64);
    }
}
