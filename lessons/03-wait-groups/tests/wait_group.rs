//! The teaching wait group beside crossbeam's, on real threads: the same scenarios, the same ends.
//!
//! `tests/loom.rs` compares both in every interleaving.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// The scenarios, over a wait group of this type.
macro_rules! scenarios {
    ($name:ident, $group:ty) => {
        mod $name {
            use super::*;

            type Group = $group;

            #[test]
            fn alone_nobody_waits() {
                Group::new().wait();
                Group::default().wait();
            }

            #[test]
            fn wait_returns_after_the_last_has_left() {
                for workers in [1, 2, 16] {
                    let group = Group::new();
                    let done = Arc::new(AtomicUsize::new(0));
                    for _ in 0..workers {
                        let (done, member) = (done.clone(), group.clone());
                        thread::spawn(move || {
                            // Relaxed: leaving the group is what orders it.
                            done.fetch_add(1, Ordering::Relaxed);
                            drop(member);
                        });
                    }
                    group.wait();
                    assert_eq!(done.load(Ordering::Relaxed), workers);
                }
            }

            #[test]
            fn wait_does_not_return_while_one_is_left() {
                let group = Group::new();
                let member = group.clone();
                let (told, hears) = channel();
                let waiter = thread::spawn(move || {
                    group.wait();
                    told.send(()).unwrap();
                });
                // Nothing can come, however long this waits: no matter how slow the machine is.
                let heard = hears.recv_timeout(Duration::from_millis(20));
                assert_eq!(heard, Err(RecvTimeoutError::Timeout));
                drop(member);
                hears.recv().unwrap();
                waiter.join().unwrap();
            }

            #[test]
            fn a_panic_leaves_the_group() {
                let group = Group::new();
                let member = group.clone();
                let worker = thread::spawn(move || {
                    let _member = member;
                    std::panic::resume_unwind(Box::new("broken"))
                });
                group.wait();
                assert!(worker.join().is_err());
            }

            #[test]
            fn a_clone_of_a_clone_counts() {
                let group = Group::new();
                let first = group.clone();
                let second = first.clone();
                let order = Arc::new(Mutex::new(vec![]));
                let theirs = order.clone();
                let worker = thread::spawn(move || {
                    drop(first);
                    theirs.lock().unwrap().push("second leaves");
                    drop(second);
                });
                group.wait();
                order.lock().unwrap().push("goes on");
                worker.join().unwrap();
                assert_eq!(*order.lock().unwrap(), ["second leaves", "goes on"]);
            }

            #[test]
            fn everybody_may_wait_and_all_go_on_together() {
                let group = Group::new();
                let came = Arc::new(AtomicUsize::new(0));
                let waiters = (0..8).map(|_| {
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
                    assert_eq!(waiter.join().unwrap(), 8);
                }
            }
        }
    };
}

scenarios!(teaching, lesson_03::wait_group::WaitGroup);
scenarios!(crossbeams, lesson_03::sync::WaitGroup);
