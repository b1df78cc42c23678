//! Scopes: threads that borrow, and that are over when the scope is.

use super::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use super::sync::channel::bounded;
use super::sync::{Mutex, thread};
use super::{pause, scenario, settle};
use std::fmt::Debug;

pub fn scenarios() -> Vec<super::Scenario> {
    vec![
        scenario!(a_scope_waits_for_its_threads).reaches(&["2"]),
        scenario!(a_scope_hands_its_result_on).reaches(&["(5, 6)"]),
        scenario!(a_scoped_thread_is_joined).reaches(&["(Ok(1), 1)"]),
        scenario!(a_scoped_thread_starts_another).reaches(&["2"]),
        scenario!(a_scoped_panic_that_is_joined).reaches(&["(true, 7)"]),
        scenario!(a_scoped_panic_that_is_not_joined)
            .reaches(&["(\"a scoped thread panicked\", 1)"]),
        scenario!(a_scope_that_panics_itself).reaches(&["(\"on purpose\", 1)"]),
        scenario!(a_scope_and_its_thread_panic).reaches(&["(\"on purpose\", 1)"]),
        scenario!(scoped_threads_have_names).reaches(&["(Some(\"part\"), Some(\"part\"), None)"]),
        scenario!(finished_within_a_scope).reaches(&["false", "true"]),
        scenario!(two_scoped_threads_wait_for_the_scope)
            .reaches(&["[1, 2]", "[2, 1]"])
            .blocks(2),
        scenario!(halves_of_one_slice).reaches(&["[2, 3, 4, 5]"]),
    ]
}

fn message(payload: Box<dyn std::any::Any + Send>) -> &'static str {
    *payload.downcast().unwrap()
}

fn a_scope_waits_for_its_threads() -> impl Debug {
    let count = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                pause();
                count.fetch_add(1, SeqCst);
            });
        }
    });
    count.load(SeqCst)
}

fn a_scope_hands_its_result_on() -> impl Debug {
    let five = 5;
    thread::scope(|scope| {
        let six = scope.spawn(|| five + 1);
        (five, six.join().unwrap())
    })
}

fn a_scoped_thread_is_joined() -> impl Debug {
    let count = AtomicUsize::new(0);
    thread::scope(|scope| {
        let thread = scope.spawn(|| {
            pause();
            count.fetch_add(1, SeqCst) + 1
        });
        (thread.join().map_err(message), count.load(SeqCst))
    })
}

fn a_scoped_thread_starts_another() -> impl Debug {
    let count = AtomicUsize::new(0);
    thread::scope(|scope| {
        scope.spawn(|| {
            scope.spawn(|| {
                pause();
                count.fetch_add(1, SeqCst);
            });
            count.fetch_add(1, SeqCst);
        });
    });
    count.load(SeqCst)
}

fn a_scoped_panic_that_is_joined() -> impl Debug {
    thread::scope(|scope| {
        let thread = scope.spawn(|| -> u32 { panic!("on purpose") });
        (thread.join().is_err(), 7)
    })
}

/// The scope runs in a thread of its own, which is told of the panic.
fn a_scoped_panic_that_is_not_joined() -> impl Debug {
    let count = super::sync::Arc::new(AtomicUsize::new(0));
    let theirs = count.clone();
    let outer = thread::spawn(move || {
        thread::scope(|scope| {
            scope.spawn(|| -> u32 { panic!("on purpose") });
            scope.spawn(|| theirs.fetch_add(1, SeqCst));
        });
    });
    (message(outer.join().unwrap_err()), count.load(SeqCst))
}

fn a_scope_that_panics_itself() -> impl Debug {
    let count = super::sync::Arc::new(AtomicUsize::new(0));
    let theirs = count.clone();
    let outer = thread::spawn(move || {
        thread::scope(|scope| {
            scope.spawn(|| {
                pause();
                theirs.fetch_add(1, SeqCst)
            });
            panic!("on purpose");
        });
    });
    (message(outer.join().unwrap_err()), count.load(SeqCst))
}

fn a_scope_and_its_thread_panic() -> impl Debug {
    let count = super::sync::Arc::new(AtomicUsize::new(0));
    let theirs = count.clone();
    let outer = thread::spawn(move || {
        thread::scope(|scope| {
            scope.spawn(|| {
                theirs.fetch_add(1, SeqCst);
                panic!("on purpose");
            });
            panic!("on purpose");
        });
    });
    (message(outer.join().unwrap_err()), count.load(SeqCst))
}

fn scoped_threads_have_names() -> impl Debug {
    let name = || thread::current().name().map(String::from);
    thread::scope(|scope| {
        let builder = thread::Builder::new().name("part".into());
        let thread = builder.spawn_scoped(scope, name).unwrap();
        let outside = thread.thread().name().map(String::from);
        let nameless = scope.spawn(name);
        (thread.join().unwrap(), outside, nameless.join().unwrap())
    })
}

fn finished_within_a_scope() -> impl Debug {
    thread::scope(|scope| {
        let thread = scope.spawn(pause);
        pause();
        thread.is_finished()
    })
}

fn two_scoped_threads_wait_for_the_scope() -> impl Debug {
    let (tx, rx) = bounded(1);
    let order = Mutex::new(vec![]);
    thread::scope(|scope| {
        for i in [1, 2] {
            let (rx, order) = (rx.clone(), &order);
            scope.spawn(move || {
                pause();
                rx.recv().unwrap();
                order.lock().push(i);
            });
        }
        settle();
        tx.send(()).unwrap();
        tx.send(()).unwrap();
    });
    order.into_inner()
}

fn halves_of_one_slice() -> impl Debug {
    let mut numbers = [1, 2, 3, 4];
    let (left, right) = numbers.split_at_mut(2);
    thread::scope(|scope| {
        scope.spawn(|| left.iter_mut().for_each(|n| *n += 1));
        right.iter_mut().for_each(|n| *n += 1);
    });
    numbers
}
