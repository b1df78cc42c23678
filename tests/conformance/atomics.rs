//! Atomics: what each operation returns and leaves, and what two threads make of it.

use super::sync::atomic::{
    AtomicBool, AtomicI32, AtomicI64, AtomicIsize, AtomicU8, AtomicU32, AtomicU64, AtomicUsize,
    Ordering::{AcqRel, Acquire, Relaxed, Release, SeqCst},
    fence,
};
use super::sync::{Arc, thread};
use super::{pause, scenario};
use std::fmt::Debug;

pub fn scenarios() -> Vec<super::Scenario> {
    vec![
        scenario!(a_u8).reaches(&["([1, 2, 255, 1, 4, 4], 2)"]),
        scenario!(a_u32).reaches(&["([1, 2, 4294967295, 1, 4, 4], 2)"]),
        scenario!(a_u64).reaches(&["([1, 2, 18446744073709551615, 1, 4, 4], 2)"]),
        scenario!(a_usize = a_usize()).reaches(&["([1, 2, 18446744073709551615, 1, 4, 4], 2)"]),
        scenario!(an_i32).reaches(&["([1, 2, -1, 1, 4, 4], 2)"]),
        scenario!(an_i64).reaches(&["([1, 2, -1, 1, 4, 4], 2)"]),
        scenario!(an_isize).reaches(&["([1, 2, -1, 1, 4, 4], 2)"]),
        scenario!(an_exchange).reaches(&["[Ok(1), Err(2), Ok(2), Err(3)]"]),
        scenario!(a_flag).reaches(&["([true, false, true, false, true], Err(true), false)"]),
        scenario!(defaults).reaches(&["(0, false)"]),
        scenario!(two_add).reaches(&["(2, true)"]),
        scenario!(a_load_and_a_store_lose_one).reaches(&["1", "2"]),
        scenario!(two_exchange_one_wins).reaches(&["(false, true)", "(true, false)"]),
        scenario!(two_swap).reaches(&["(0, 1, 2)", "(2, 0, 1)"]),
        scenario!(what_was_written_before_a_release_is_seen).reaches(&["None", "Some(7)"]),
        scenario!(what_was_written_before_a_fence_is_seen).reaches(&["None", "Some(7)"]),
        scenario!(relaxed_writes_come_in_any_order)
            .reaches(&["(0, 0)", "(0, 1)", "(1, 0)", "(1, 1)"])
            .weak(&["(0, 1)"]),
        scenario!(highest_and_lowest_of_two).reaches(&["(1, 5)"]),
        scenario!(one_of_two_sees_the_other).reaches(&[
            "(false, true)",
            "(true, false)",
            "(true, true)",
        ]),
    ]
}

macro_rules! integers {
    ($($name:ident: $type:ident),* $(,)?) => {
        $(
            fn $name() -> impl Debug {
                let number = $type::new(1);
                let before = [
                    number.fetch_add(1, SeqCst),
                    number.fetch_sub(3, AcqRel),
                    number.swap(1, Acquire),
                    number.fetch_max(4, Release),
                    number.fetch_min(9, Relaxed),
                    number.fetch_min(2, SeqCst),
                ];
                (before, number.load(SeqCst))
            }
        )*
    };
}

integers! {
    a_u8: AtomicU8, a_u32: AtomicU32, a_u64: AtomicU64, a_usize: AtomicUsize,
    an_i32: AtomicI32, an_i64: AtomicI64, an_isize: AtomicIsize,
}

fn an_exchange() -> impl Debug {
    let number = AtomicU32::new(1);
    let results = [
        number.compare_exchange(1, 2, AcqRel, Relaxed),
        number.compare_exchange(1, 9, SeqCst, SeqCst),
        number.compare_exchange(2, 3, Relaxed, Relaxed),
        number.compare_exchange_weak(2, 9, Acquire, Acquire),
    ];
    assert_eq!(number.load(SeqCst), 3);
    results
}

fn a_flag() -> impl Debug {
    let flag = AtomicBool::new(true);
    let before = [
        flag.fetch_and(false, SeqCst),
        flag.fetch_or(true, SeqCst),
        flag.swap(false, SeqCst),
        flag.swap(true, SeqCst),
        flag.load(Relaxed),
    ];
    let exchanged = flag.compare_exchange(false, true, SeqCst, SeqCst);
    flag.store(false, Release);
    (before, exchanged, flag.load(Acquire))
}

fn defaults() -> impl Debug {
    (
        AtomicU64::default().load(SeqCst),
        AtomicBool::default().load(SeqCst),
    )
}

fn two_add() -> impl Debug {
    let count = Arc::new(AtomicUsize::new(0));
    let theirs = count.clone();
    let other = thread::spawn(move || theirs.fetch_add(1, Relaxed));
    pause();
    let mine = count.fetch_add(1, Relaxed);
    let theirs = other.join().unwrap();
    (count.load(Relaxed), mine != theirs)
}

fn a_load_and_a_store_lose_one() -> impl Debug {
    let count = Arc::new(AtomicUsize::new(0));
    let theirs = count.clone();
    let add = |count: &AtomicUsize| {
        let seen = count.load(SeqCst);
        pause();
        count.store(seen + 1, SeqCst);
    };
    let other = thread::spawn(move || add(&theirs));
    add(&count);
    other.join().unwrap();
    count.load(SeqCst)
}

fn two_exchange_one_wins() -> impl Debug {
    let flag = Arc::new(AtomicBool::new(false));
    let theirs = flag.clone();
    let take = |flag: &AtomicBool| flag.compare_exchange(false, true, AcqRel, Acquire).is_ok();
    let other = thread::spawn(move || take(&theirs));
    pause();
    let mine = take(&flag);
    (mine, other.join().unwrap())
}

fn two_swap() -> impl Debug {
    let value = Arc::new(AtomicUsize::new(0));
    let theirs = value.clone();
    let other = thread::spawn(move || theirs.swap(2, AcqRel));
    pause();
    let mine = value.swap(1, AcqRel);
    let theirs = other.join().unwrap();
    (mine, theirs, value.load(SeqCst))
}

fn what_was_written_before_a_release_is_seen() -> impl Debug {
    let shared = Arc::new((AtomicUsize::new(0), AtomicBool::new(false)));
    let theirs = shared.clone();
    let other = thread::spawn(move || {
        theirs.0.store(7, Relaxed);
        theirs.1.store(true, Release);
    });
    pause();
    let seen = shared.1.load(Acquire).then(|| shared.0.load(Relaxed));
    other.join().unwrap();
    seen
}

fn what_was_written_before_a_fence_is_seen() -> impl Debug {
    let shared = Arc::new((AtomicUsize::new(0), AtomicBool::new(false)));
    let theirs = shared.clone();
    let other = thread::spawn(move || {
        theirs.0.store(7, Relaxed);
        fence(Release);
        theirs.1.store(true, Relaxed);
    });
    pause();
    let ready = shared.1.load(Relaxed);
    fence(Acquire);
    let seen = ready.then(|| shared.0.load(Relaxed));
    other.join().unwrap();
    seen
}

fn relaxed_writes_come_in_any_order() -> impl Debug {
    let shared = Arc::new((AtomicUsize::new(0), AtomicUsize::new(0)));
    let theirs = shared.clone();
    let other = thread::spawn(move || {
        theirs.0.store(1, Relaxed);
        theirs.1.store(1, Relaxed);
    });
    pause();
    let second = shared.1.load(Relaxed);
    let first = shared.0.load(Relaxed);
    other.join().unwrap();
    (first, second)
}

fn highest_and_lowest_of_two() -> impl Debug {
    let shared = Arc::new((AtomicU32::new(3), AtomicU32::new(3)));
    let theirs = shared.clone();
    let note = |shared: &(AtomicU32, AtomicU32), value| {
        shared.0.fetch_min(value, Relaxed);
        pause();
        shared.1.fetch_max(value, Relaxed);
    };
    let other = thread::spawn(move || note(&theirs, 5));
    note(&shared, 1);
    other.join().unwrap();
    (shared.0.load(Relaxed), shared.1.load(Relaxed))
}

/// With a fence between its own write and its look, at least one sees the other's.
fn one_of_two_sees_the_other() -> impl Debug {
    let shared = Arc::new((AtomicBool::new(false), AtomicBool::new(false)));
    let theirs = shared.clone();
    let other = thread::spawn(move || {
        theirs.0.store(true, Relaxed);
        fence(SeqCst);
        theirs.1.load(Relaxed)
    });
    shared.1.store(true, Relaxed);
    fence(SeqCst);
    let mine = shared.0.load(Relaxed);
    (mine, other.join().unwrap())
}
