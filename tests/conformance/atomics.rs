//! Atomics: what each operation returns and leaves, and what two threads make of it.

use super::sync::atomic::{
    AtomicBool, AtomicI8, AtomicI16, AtomicI32, AtomicI64, AtomicIsize, AtomicPtr, AtomicU8,
    AtomicU16, AtomicU32, AtomicU64, AtomicUsize,
    Ordering::{AcqRel, Acquire, Relaxed, Release, SeqCst},
    fence,
};
use super::sync::{Arc, thread};
use super::{pause, scenario};
use std::fmt::Debug;

pub fn scenarios() -> Vec<super::Scenario> {
    vec![
        scenario!(a_u8).reaches(&["([1, 2, 255, 1, 4, 4], 2)"]),
        scenario!(a_u16).reaches(&["([1, 2, 65535, 1, 4, 4], 2)"]),
        scenario!(a_u32).reaches(&["([1, 2, 4294967295, 1, 4, 4], 2)"]),
        scenario!(a_u64).reaches(&["([1, 2, 18446744073709551615, 1, 4, 4], 2)"]),
        scenario!(a_usize = a_usize()).reaches(&["([1, 2, 18446744073709551615, 1, 4, 4], 2)"]),
        scenario!(an_i8).reaches(&["([1, 2, -1, 1, 4, 4], 2)"]),
        scenario!(an_i16).reaches(&["([1, 2, -1, 1, 4, 4], 2)"]),
        scenario!(an_i32).reaches(&["([1, 2, -1, 1, 4, 4], 2)"]),
        scenario!(an_i64).reaches(&["([1, 2, -1, 1, 4, 4], 2)"]),
        scenario!(an_isize).reaches(&["([1, 2, -1, 1, 4, 4], 2)"]),
        scenario!(an_exchange).reaches(&["[Ok(1), Err(2), Ok(2), Err(3)]"]),
        scenario!(a_flag).reaches(&["([true, false, true, false, true], Err(true), false)"]),
        scenario!(bits_of_an_integer).reaches(&["([12, 8, -9, -11], -1)"]),
        scenario!(bits_of_a_flag).reaches(&["([true, false, true, false, true], false)"]),
        scenario!(an_update).reaches(&["[Ok(3), Err(6)]"]),
        scenario!(a_pointer).reaches(&["([true, true, true, true], 3, true)"]),
        scenario!(defaults).reaches(&["(0, false, true, 7)"]),
        scenario!(two_add).reaches(&["(2, true)"]),
        scenario!(a_load_and_a_store_lose_one).reaches(&["1", "2"]),
        scenario!(two_exchange_one_wins).reaches(&["(false, true)", "(true, false)"]),
        scenario!(two_set_a_bit).reaches(&["([0, 1], 3)", "([2, 0], 3)"]),
        scenario!(two_update).reaches(&["([1, 2], 4)", "([3, 1], 6)"]),
        scenario!(an_update_refuses_what_another_thread_stored).reaches(&["Err(9)", "Ok(1)"]),
        scenario!(two_push_onto_a_list).reaches(&["[1, 2]", "[2, 1]"]),
        scenario!(what_a_published_pointer_points_to_is_seen).reaches(&["None", "Some(7)"]),
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
    a_u8: AtomicU8, a_u16: AtomicU16, a_u32: AtomicU32, a_u64: AtomicU64, a_usize: AtomicUsize,
    an_i8: AtomicI8, an_i16: AtomicI16, an_i32: AtomicI32, an_i64: AtomicI64, an_isize: AtomicIsize,
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

fn bits_of_an_integer() -> impl Debug {
    let number = AtomicI32::new(0b1100);
    let before = [
        number.fetch_and(0b1010, SeqCst),
        number.fetch_nand(0b1000, AcqRel),
        number.fetch_xor(0b10, Acquire),
        number.fetch_or(0b1010, Release),
    ];
    (before, number.load(SeqCst))
}

fn bits_of_a_flag() -> impl Debug {
    let flag = AtomicBool::new(true);
    let before = [
        flag.fetch_nand(true, SeqCst),
        flag.fetch_nand(true, SeqCst),
        flag.fetch_xor(true, SeqCst),
        flag.fetch_xor(true, SeqCst),
        flag.fetch_xor(true, SeqCst),
    ];
    (before, flag.load(SeqCst))
}

fn an_update() -> impl Debug {
    let number = AtomicU32::new(3);
    let double_below_five = |n| (n < 5).then_some(2 * n);
    [(); 2].map(|()| number.fetch_update(SeqCst, SeqCst, double_below_five))
}

fn a_pointer() -> impl Debug {
    let (mut one, mut two) = (1, 2);
    let (first, second): (*mut i32, *mut i32) = (&mut one, &mut two);
    let pointer = AtomicPtr::new(first);
    let ended = [
        pointer.swap(second, AcqRel) == first,
        pointer.compare_exchange(second, first, AcqRel, Acquire) == Ok(second),
        pointer.compare_exchange(second, second, AcqRel, Acquire) == Err(first),
        pointer.fetch_update(AcqRel, Acquire, |_| None) == Err(first),
    ];
    // SAFETY: both live, and no other thread knows of them.
    let sum = unsafe { *pointer.load(Acquire) + *second };
    pointer.store(std::ptr::null_mut(), Release);
    (ended, sum, pointer.into_inner().is_null())
}

fn defaults() -> impl Debug {
    (
        AtomicU64::default().load(SeqCst),
        AtomicBool::default().load(SeqCst),
        AtomicPtr::<u8>::default().load(SeqCst).is_null(),
        AtomicU32::from(7).into_inner(),
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

fn two_set_a_bit() -> impl Debug {
    let bits = Arc::new(AtomicU8::new(0));
    let theirs = bits.clone();
    let other = thread::spawn(move || theirs.fetch_or(1, AcqRel) & 2);
    pause();
    let mine = bits.fetch_or(2, AcqRel) & 1;
    let theirs = other.join().unwrap();
    ([theirs, mine], bits.load(SeqCst))
}

/// One adds, the other doubles.
fn two_update() -> impl Debug {
    let number = Arc::new(AtomicU32::new(1));
    let theirs = number.clone();
    let other = thread::spawn(move || theirs.fetch_update(AcqRel, Acquire, |n| Some(n + 2)));
    pause();
    let mine = number.fetch_update(AcqRel, Acquire, |n| Some(2 * n));
    let theirs = other.join().unwrap();
    ([mine.unwrap(), theirs.unwrap()], number.load(SeqCst))
}

fn an_update_refuses_what_another_thread_stored() -> impl Debug {
    let number = Arc::new(AtomicU32::new(1));
    let theirs = number.clone();
    let other = thread::spawn(move || theirs.store(9, Release));
    pause();
    let updated = number.fetch_update(AcqRel, Acquire, |n| (n < 9).then_some(n + 1));
    other.join().unwrap();
    updated
}

struct Node {
    value: u32,
    next: *mut Node,
}

fn two_push_onto_a_list() -> impl Debug {
    let head = Arc::new(AtomicPtr::<Node>::default());
    let push = |head: &AtomicPtr<Node>, value| {
        let next = head.load(Relaxed);
        let node = Box::into_raw(Box::new(Node { value, next }));
        let mut seen = next;
        pause();
        while let Err(newer) = head.compare_exchange(seen, node, AcqRel, Acquire) {
            seen = newer;
            // SAFETY: the node is not in the list yet.
            unsafe { (*node).next = newer };
        }
    };
    let theirs = head.clone();
    let other = thread::spawn(move || push(&theirs, 1));
    push(&head, 2);
    other.join().unwrap();
    let mut next = head.load(Acquire);
    [(); 2].map(|()| {
        // SAFETY: both threads have pushed theirs, and each node is taken out once.
        let node = unsafe { Box::from_raw(next) };
        next = node.next;
        node.value
    })
}

fn what_a_published_pointer_points_to_is_seen() -> impl Debug {
    let shared = Arc::new((AtomicUsize::new(0), AtomicPtr::<AtomicUsize>::default()));
    let theirs = shared.clone();
    let other = thread::spawn(move || {
        theirs.0.store(7, Relaxed);
        theirs
            .1
            .store(std::ptr::from_ref(&theirs.0).cast_mut(), Release);
    });
    pause();
    // SAFETY: it points into what both threads share.
    let seen = unsafe { shared.1.load(Acquire).as_ref() };
    let seen = seen.map(|value| value.load(Relaxed));
    other.join().unwrap();
    seen
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
