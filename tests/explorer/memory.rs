//! Atomics, plain memory, reference counts: which of their steps commute.

use super::Shared;
use super::commute::{traces, traces_and_cuts};
use checker::explorer::check;
use checker::explorer::sync::atomic::{AtomicPtr, AtomicUsize, Ordering::Relaxed};
use checker::explorer::sync::cell::UnsafeCell;
use checker::explorer::sync::{Arc, counted, thread};
use checker::recording::FailureKind;
use std::sync::atomic::AtomicUsize as Outside;

/// What each of two threads that do something returns.
fn two<T: Send>(act: impl Fn(usize) -> T + Sync) -> [T; 2] {
    thread::scope(|scope| {
        let act = &act;
        let threads = [1, 2].map(|name| scope.spawn(move || act(name)));
        threads.map(|thread| thread.join().unwrap())
    })
}

/// Two threads at one number, which is 0 first; and what it is at last.
fn at_a_number<T: Send>(act: impl Fn(&AtomicUsize, usize) -> T + Sync) -> ([T; 2], usize) {
    let number = AtomicUsize::new(0);
    let seen = two(|name| act(&number, name));
    (seen, number.load(Relaxed))
}

#[test]
fn stores_do_not_commute() {
    let traces = traces(&["1", "2"], || {
        at_a_number(|number, name| number.store(name, Relaxed)).1
    });
    assert_eq!(traces, 2);
}

#[test]
fn loads_commute() {
    let traces = traces(&["[0, 0]"], || {
        at_a_number(|number, _| number.load(Relaxed)).0
    });
    assert_eq!(traces, 1);
}

#[test]
fn a_load_and_a_store_do_not_commute() {
    let traces = traces(&["[0, 0]", "[1, 0]"], || {
        let load_or_store = |number: &AtomicUsize, name| match name {
            1 => number.load(Relaxed),
            _ => number.swap(1, Relaxed),
        };
        at_a_number(load_or_store).0
    });
    assert_eq!(traces, 2);
}

#[test]
fn additions_tell_what_was_there_before() {
    let traces = traces(&["[0, 1]", "[1, 0]"], || {
        at_a_number(|number, _| number.fetch_add(1, Relaxed)).0
    });
    assert_eq!(traces, 2);
}

#[test]
fn reads_of_a_cell_do_not_race() {
    let traces = traces(&["[7, 7]"], || {
        let cell = Shared(UnsafeCell::new(7));
        let cell = &cell;
        // SAFETY: nobody writes.
        two(move |_| cell.0.with(|value| unsafe { *value }))
    });
    assert_eq!(traces, 1);
}

#[test]
fn clones_of_a_counted_value_commute() {
    let traces = traces(&["3"], || {
        let value = counted::Arc::new(());
        let threads = [(); 2].map(|()| {
            let value = value.clone();
            thread::spawn(move || (value.clone(), value))
        });
        // None is dropped before all are there.
        let all = threads.map(|thread| thread.join().unwrap());
        all.len() + usize::from(counted::Arc::strong_count(&value) == 5)
    });
    assert_eq!(traces, 1);
}

/// The last one drops the value.
#[test]
fn drops_of_a_counted_value_do_not_commute() {
    struct Told(Arc<Outside>);
    impl Drop for Told {
        fn drop(&mut self) {
            self.0.store(explorer::current(), Relaxed);
        }
    }
    let traces = traces(&["1", "2"], || {
        let told = Arc::new(Outside::new(0));
        let one = counted::Arc::new(Told(told.clone()));
        let threads = [one.clone(), one].map(|one| thread::spawn(move || drop(one)));
        for thread in threads {
            thread.join().unwrap();
        }
        told.load(Relaxed)
    });
    assert_eq!(traces, 2);
}

/// The other's comparison fails, as all of main's may but the last, and so commutes with them. Its store
/// comes before main's first, second, third or fourth comparison, or its fourth yield, which waits for it.
#[test]
fn a_comparison_that_fails_is_no_change() {
    let traces = traces(&["true"], || {
        let number = Arc::new(AtomicUsize::new(0));
        let theirs = number.clone();
        let compare = |number: &AtomicUsize, current| {
            let done = number.compare_exchange(current, 2, Relaxed, Relaxed);
            done.is_ok()
        };
        let other = thread::spawn(move || {
            compare(&theirs, 9);
            theirs.store(1, Relaxed);
        });
        while !compare(&number, 1) {
            thread::yield_now();
        }
        other.join().is_ok()
    });
    assert_eq!(traces, 5);
}

#[test]
fn comparisons_that_fail_commute_with_loads_and_with_each_other() {
    let traces = traces(&["([Err(0), Err(0)], 0)"], || {
        at_a_number(|number, _| {
            number.load(Relaxed);
            number.compare_exchange(7, 8, Relaxed, Relaxed)
        })
    });
    assert_eq!(traces, 1);
}

/// Each may be the first, and then the other one fails.
#[test]
fn a_comparison_that_succeeds_does_not_commute() {
    let traces = traces(&["([Err(2), Ok(0)], 2)", "([Ok(0), Err(1)], 1)"], || {
        at_a_number(|number, name| number.compare_exchange(0, name, Relaxed, Relaxed))
    });
    assert_eq!(traces, 2);
}

/// Where the comparison with 1 fails, the one with 7 comes before the 1 or after it. Else it also
/// comes after the 7.
#[test]
fn a_comparison_that_fails_comes_before_or_after_each_change() {
    let traces = traces(&["0", "1", "7"], || {
        let number = AtomicUsize::new(0);
        let exchange = |from, to| number.compare_exchange(from, to, Relaxed, Relaxed).is_ok();
        thread::scope(|scope| {
            scope.spawn(|| exchange(1, 7));
            scope.spawn(|| exchange(0, 1));
            scope.spawn(|| exchange(7, 0));
        });
        number.load(Relaxed)
    });
    assert_eq!(traces, 2 + 3);
}

/// Main fails on account of the load, which ends the execution before the comparison: the other order
/// is looked for all the same.
#[test]
fn a_comparison_that_never_ran_might_have_come_first() {
    for late in [false, true] {
        let number = || Arc::new(AtomicUsize::new(0));
        let compares = |number: &Arc<AtomicUsize>| {
            let number = number.clone();
            thread::spawn(move || number.compare_exchange(0, 1, Relaxed, Relaxed).is_ok())
        };
        let loads = |number: &Arc<AtomicUsize>| {
            let number = number.clone();
            thread::spawn(move || number.load(Relaxed))
        };
        let (traces, _) = traces_and_cuts(&["assertion", "true"], move || {
            let number = number();
            let (compares, loads) = match late {
                false => (compares(&number), loads(&number)),
                true => {
                    let loads = loads(&number);
                    (compares(&number), loads)
                }
            };
            assert_eq!(loads.join().unwrap(), 1);
            compares.join().unwrap()
        });
        assert_eq!(traces, 5, "{late}");
    }
}

/// To update a number that no other thread stored to meanwhile is a load and one exchange.
#[test]
fn updates_try_again() {
    let add = |n| move |seen| Some(seen + n);
    let traces = traces(&["([0, 1], 3)", "([2, 0], 3)"], move || {
        at_a_number(|number, name| number.fetch_update(Relaxed, Relaxed, add(name)).unwrap())
    });
    // One after the other, or both load first, or one loads before and exchanges after the other's exchange.
    assert_eq!(traces, 4);
}

#[test]
fn pointers_are_ordered_as_numbers_are() {
    let traces = traces(&["[false, true]", "[true, false]"], || {
        let (pointer, target) = (AtomicPtr::default(), &mut 7);
        let target = AtomicPtr::from(std::ptr::from_mut(target));
        two(|_| pointer.swap(target.load(Relaxed), Relaxed).is_null())
    });
    assert_eq!(traces, 2);
}

/// Whoever makes a handle keeps the value alive, whatever the other one does.
#[test]
fn making_handles_commutes() {
    let traces = traces(&["(true, 5)"], || {
        let one = counted::Arc::new(5);
        let weak = counted::Arc::downgrade(&one);
        let (upgraded, cloned) = thread::scope(|scope| {
            let upgrades = scope.spawn(|| weak.upgrade());
            let clones = scope.spawn(|| (one.clone(), counted::Arc::downgrade(&one)));
            (upgrades.join().unwrap(), clones.join().unwrap())
        });
        let (value, _weak) = cloned;
        (upgraded.is_some(), *value)
    });
    assert_eq!(traces, 1);
}

#[test]
fn drops_of_weak_handles_commute() {
    let traces = traces(&["5"], || {
        let one = counted::Arc::new(5);
        let weak = [(); 2].map(|()| counted::Arc::downgrade(&one));
        let threads = weak.map(|weak| thread::spawn(move || drop(weak)));
        for thread in threads {
            thread.join().unwrap();
        }
        *one
    });
    assert_eq!(traces, 1);
}

#[test]
fn the_last_handle_is_dropped_before_or_after_a_weak_one_is_upgraded() {
    let traces = traces(&["None", "Some(5)"], || {
        let one = counted::Arc::new(5);
        let weak = counted::Arc::downgrade(&one);
        let drops = thread::spawn(move || drop(one));
        let value = weak.upgrade().map(|value| *value);
        drops.join().unwrap();
        value
    });
    // Upgraded after it, or before it: then either is the last.
    assert_eq!(traces, 3);
}

#[test]
fn a_weak_handle_that_is_never_dropped_leaks() {
    let report = check("counted/weak", || {
        let one = counted::Arc::new(5);
        std::mem::forget(counted::Arc::downgrade(&one));
    });
    report.fails(FailureKind::Leak, 0);
}
