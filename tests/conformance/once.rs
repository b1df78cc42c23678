//! What is initialized once: who does it, who waits, and what a panic leaves.

use super::sync::atomic::{
    AtomicUsize,
    Ordering::{Relaxed, SeqCst},
};
use super::sync::{Arc, LazyLock, Once, OnceLock, thread};
use super::{pause, scenario, settle};
use std::fmt::Debug;

pub fn scenarios() -> Vec<super::Scenario> {
    vec![
        scenario!(called_again).reaches(&["([false, true, true], 1)"]),
        scenario!(two_call).reaches(&["([1, 1], 1)"]).blocks(1),
        scenario!(three_call).reaches(&["([1, 1, 1], 1)"]).blocks(2),
        scenario!(looking_while_another_initializes).reaches(&[
            "(false, 0)",
            "(false, 7)",
            "(true, 7)",
        ]),
        scenario!(waiting_for_another).reaches(&["7"]).blocks(1),
        scenario!(a_panic_poisons).reaches(&["([true, true, true], [true], true)"]),
        scenario!(waiting_for_what_panics)
            .reaches(&["[false, false]", "[true, true]"])
            .blocks(1),
        scenario!(waiting_for_more_than_a_panic)
            .reaches(&["(true, true)"])
            .blocks(1),
        scenario!(one_repairs_what_panicked_before_another_calls)
            .reaches(&["[false, true]", "[true, false]"])
            .blocks(1),
        scenario!(a_cell).reaches(&["(None, Ok(()), Err(2), 1, Some(1), None)"]),
        scenario!(two_make_a_value)
            .reaches(&["([1, 1], 1)", "([2, 2], 1)"])
            .blocks(1),
        scenario!(two_set_a_value).reaches(&["([Err(1), Ok(())], 2)", "([Ok(()), Err(2)], 1)"]),
        scenario!(setting_while_another_makes_a_value)
            .reaches(&["(1, Err(2))", "(2, Ok(()))"])
            .blocks(1),
        scenario!(getting_while_another_sets).reaches(&["None", "Some(7)"]),
        scenario!(waiting_for_a_value)
            .reaches(&["[7, 7]"])
            .blocks(2),
        scenario!(a_value_after_a_panic)
            .reaches(&["(true, 2)"])
            .blocks(1),
        scenario!(two_need_a_lazy_value)
            .reaches(&["([5, 5], 1)"])
            .blocks(1),
        scenario!(a_lazy_value_that_panics)
            .reaches(&["[false, false]"])
            .blocks(1),
    ]
}

fn called_again() -> impl Debug {
    let (once, calls) = (Once::new(), AtomicUsize::new(0));
    let completed = [(); 2].map(|()| {
        let before = once.is_completed();
        once.call_once(|| {
            calls.fetch_add(1, SeqCst);
        });
        before
    });
    once.wait();
    (
        [completed[0], completed[1], once.is_completed()],
        calls.load(SeqCst),
    )
}

/// Nothing but the initialization orders what it writes and what the threads read.
fn call<const THREADS: usize>() -> ([usize; THREADS], usize) {
    let shared = Arc::new((Once::new(), AtomicUsize::new(0), AtomicUsize::new(0)));
    let act = |shared: &(Once, AtomicUsize, AtomicUsize)| {
        shared.0.call_once(|| {
            shared.1.store(1, Relaxed);
            settle();
            shared.2.fetch_add(1, Relaxed);
        });
        shared.1.load(Relaxed)
    };
    let others: Vec<_> = (1..THREADS)
        .map(|_| {
            let shared = shared.clone();
            thread::spawn(move || {
                pause();
                act(&shared)
            })
        })
        .collect();
    let mine = act(&shared);
    let others = others.into_iter().map(|other| other.join().unwrap());
    let seen: Vec<usize> = [mine].into_iter().chain(others).collect();
    let seen = seen.try_into().expect("as many as there are threads");
    (seen, shared.2.load(Relaxed))
}

fn two_call() -> impl Debug {
    call::<2>()
}

fn three_call() -> impl Debug {
    call::<3>()
}

fn looking_while_another_initializes() -> impl Debug {
    let shared = Arc::new((Once::new(), AtomicUsize::new(0)));
    let theirs = shared.clone();
    let other = thread::spawn(move || theirs.0.call_once(|| theirs.1.store(7, Relaxed)));
    pause();
    let completed = shared.0.is_completed();
    let seen = shared.1.load(Relaxed);
    other.join().unwrap();
    (completed, seen)
}

fn waiting_for_another() -> impl Debug {
    let shared = Arc::new((Once::new(), AtomicUsize::new(0)));
    let theirs = shared.clone();
    let other = thread::spawn(move || {
        settle();
        theirs.0.call_once(|| theirs.1.store(7, Relaxed));
    });
    shared.0.wait();
    let seen = shared.1.load(Relaxed);
    other.join().unwrap();
    seen
}

/// Whether a thread of its own that does this ends without a panic.
fn ends_well(act: impl FnOnce() + Send + 'static) -> bool {
    thread::spawn(act).join().is_ok()
}

fn a_panic_poisons() -> impl Debug {
    let once = Arc::new(Once::new());
    let poisons = || {
        let once = once.clone();
        ends_well(move || once.call_once(|| panic!("on purpose")))
    };
    let calls = || {
        let once = once.clone();
        ends_well(move || once.call_once(|| ()))
    };
    let waits = || {
        let once = once.clone();
        ends_well(move || once.wait())
    };
    let failed = [!poisons(), !calls(), !waits()];
    let mut poisoned = vec![];
    once.call_once_force(|state| poisoned.push(state.is_poisoned()));
    once.call_once_force(|_| poisoned.push(true));
    (failed, poisoned, once.is_completed())
}

/// Whoever comes second finds it poisoned.
fn waiting_for_what_panics() -> impl Debug {
    let once = Arc::new(Once::new());
    let theirs = once.clone();
    let other = thread::spawn(move || {
        theirs.call_once(|| {
            settle();
            panic!("on purpose");
        })
    });
    let mine = once.clone();
    let third = thread::spawn(move || {
        pause();
        mine.call_once(|| ());
    });
    [other, third].map(|thread| thread.join().is_ok())
}

fn waiting_for_more_than_a_panic() -> impl Debug {
    let once = Arc::new(Once::new());
    let theirs = once.clone();
    let other = thread::spawn(move || {
        settle();
        let again = theirs.clone();
        let fails = thread::spawn(move || again.call_once(|| panic!("on purpose")));
        let failed = fails.join().is_err();
        theirs.call_once_force(|state| assert!(state.is_poisoned()));
        failed
    });
    once.wait_force();
    (once.is_completed(), other.join().unwrap())
}

/// One of two initializations panics, and both threads insist.
fn one_repairs_what_panicked_before_another_calls() -> impl Debug {
    let shared = Arc::new((Once::new(), AtomicUsize::new(0)));
    let threads = [(); 2].map(|()| {
        let shared = shared.clone();
        thread::spawn(move || {
            shared.0.call_once_force(|_| {
                settle();
                let first = shared.1.fetch_add(1, Relaxed) == 0;
                assert!(!first, "on purpose");
            })
        })
    });
    threads.map(|thread| thread.join().is_ok())
}

fn a_cell() -> impl Debug {
    let mut cell = OnceLock::new();
    let none = cell.get().copied();
    let set = cell.set(1);
    let refused = cell.set(2);
    let kept = *cell.get_or_init(|| 3);
    let taken = cell.take();
    assert_eq!(OnceLock::from(4).into_inner(), Some(4));
    (none, set, refused, kept, taken, cell.get_mut().copied())
}

fn two_make_a_value() -> impl Debug {
    let shared = Arc::new((OnceLock::new(), AtomicUsize::new(0)));
    let make = |shared: &(OnceLock<usize>, AtomicUsize), value| {
        *shared.0.get_or_init(|| {
            settle();
            shared.1.fetch_add(1, Relaxed);
            value
        })
    };
    let theirs = shared.clone();
    let other = thread::spawn(move || {
        pause();
        make(&theirs, 2)
    });
    let mine = make(&shared, 1);
    let theirs = other.join().unwrap();
    ([mine, theirs], shared.1.load(Relaxed))
}

fn two_set_a_value() -> impl Debug {
    let cell = Arc::new(OnceLock::new());
    let theirs = cell.clone();
    let other = thread::spawn(move || {
        pause();
        theirs.set(2)
    });
    let mine = cell.set(1);
    let theirs = other.join().unwrap();
    ([mine, theirs], *cell.wait())
}

fn setting_while_another_makes_a_value() -> impl Debug {
    let cell = Arc::new(OnceLock::new());
    let theirs = cell.clone();
    let other = thread::spawn(move || {
        pause();
        theirs.set(2)
    });
    let made = *cell.get_or_init(|| {
        settle();
        1
    });
    (made, other.join().unwrap())
}

fn getting_while_another_sets() -> impl Debug {
    let shared = Arc::new((OnceLock::new(), AtomicUsize::new(0)));
    let theirs = shared.clone();
    let other = thread::spawn(move || {
        theirs.1.store(7, Relaxed);
        theirs.0.set(()).unwrap();
    });
    pause();
    let seen = shared.0.get().map(|()| shared.1.load(Relaxed));
    other.join().unwrap();
    seen
}

fn waiting_for_a_value() -> impl Debug {
    let cell = Arc::new(OnceLock::new());
    let waits = [(); 2].map(|()| {
        let cell = cell.clone();
        thread::spawn(move || *cell.wait())
    });
    settle();
    cell.set(7).unwrap();
    waits.map(|thread| thread.join().unwrap())
}

/// The one who waited makes it then.
fn a_value_after_a_panic() -> impl Debug {
    let shared = Arc::new((OnceLock::new(), AtomicUsize::new(0)));
    let make = |shared: &(OnceLock<usize>, AtomicUsize)| {
        *shared.0.get_or_init(|| {
            settle();
            let before = shared.1.fetch_add(1, Relaxed);
            assert_ne!(before, 0, "on purpose");
            before + 1
        })
    };
    let threads = [(); 2].map(|()| {
        let shared = shared.clone();
        thread::spawn(move || {
            pause();
            make(&shared)
        })
    });
    let made = threads.map(|thread| thread.join().ok());
    let value = shared.0.get().copied().unwrap();
    (made.contains(&Some(value)) && made.contains(&None), value)
}

fn two_need_a_lazy_value() -> impl Debug {
    let calls = Arc::new(AtomicUsize::new(0));
    let counts = calls.clone();
    let value = Arc::new(LazyLock::new(move || {
        settle();
        counts.fetch_add(1, Relaxed);
        5
    }));
    let theirs = value.clone();
    let other = thread::spawn(move || {
        pause();
        **theirs
    });
    let mine = *LazyLock::force(&value);
    ([mine, other.join().unwrap()], calls.load(Relaxed))
}

fn a_lazy_value_that_panics() -> impl Debug {
    let value: Arc<LazyLock<u32>> = Arc::new(LazyLock::new(|| {
        settle();
        panic!("on purpose")
    }));
    let threads = [(); 2].map(|()| {
        let value = value.clone();
        thread::spawn(move || {
            pause();
            **value
        })
    });
    threads.map(|thread| thread.join().is_ok())
}
