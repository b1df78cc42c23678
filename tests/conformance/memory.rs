//! Cells behind locks, and counted references.

use super::sync::cell::UnsafeCell;
use super::sync::counted::{Arc as Counted, Weak};
use super::sync::{Arc, Mutex, thread};
use super::{pause, scenario};
use std::fmt::Debug;

pub fn scenarios() -> Vec<super::Scenario> {
    vec![
        scenario!(a_cell).reaches(&["(1, 3)"]),
        scenario!(counting_references).reaches(&["[1, 2, 1]"]),
        scenario!(counting_while_another_drops).reaches(&["1", "2"]),
        scenario!(counting_while_another_clones).reaches(&["2", "3"]),
        scenario!(the_last_takes_the_value).reaches(&["(None, Some(5))"]),
        scenario!(two_take_the_value_once).reaches(&["(None, Some(5))", "(Some(5), None)"]),
        scenario!(values_that_are_cloned_if_shared).reaches(&["(5, 5)"]),
        scenario!(a_value_of_its_own).reaches(&["([6, 5], None)"]),
        scenario!(unwrapping_what_is_shared).reaches(&["(true, 5)"]),
        scenario!(unwrapping_while_another_drops).reaches(&["false", "true"]),
        scenario!(the_same_or_equal).reaches(&["[true, false]"]),
        scenario!(a_mutable_borrow).reaches(&["[None, Some(5), None, Some(6)]"]),
        scenario!(a_mutable_borrow_while_another_drops).reaches(&["None", "Some(5)"]),
        scenario!(a_mutable_borrow_while_another_upgrades).reaches(&["(None, true)"]),
        scenario!(a_mutable_borrow_while_another_drops_a_weak_handle).reaches(&["None", "Some(5)"]),
        scenario!(weak_handles).reaches(&["([1, 2, 1, 2], Some(5), None, [0, 0])"]),
        scenario!(a_weak_handle_of_nothing).reaches(&["(None, [0, 0], [true, false])"]),
        scenario!(upgrading_while_another_drops).reaches(&["None", "Some(5)"]),
        scenario!(upgrading_keeps_the_value_alive).reaches(&[
            "(None, None)",
            "(None, Some(5))",
            "(Some(5), None)",
        ]),
        scenario!(unwrapping_leaves_weak_handles_behind).reaches(&["(5, true)"]),
        scenario!(two_upgrade_or_clone).reaches(&["(true, 3)"]),
        scenario!(a_child_knows_its_parent).reaches(&["(Some(1), None, 1)"]),
        scenario!(the_last_drop_drops_the_value).reaches(&["[0, 1]"]),
        scenario!(two_drops_drop_the_value_once).reaches(&["1"]),
    ]
}

fn a_cell() -> impl Debug {
    let cell = UnsafeCell::new(1);
    // SAFETY: no other thread knows of the cell.
    let before = cell.with(|value| unsafe { *value });
    // SAFETY: as above.
    cell.with_mut(|value| unsafe { *value += 2 });
    (before, cell.into_inner())
}

fn counting_references() -> impl Debug {
    let one = Counted::new(5);
    let alone = Counted::strong_count(&one);
    let two = one.clone();
    let both = Counted::strong_count(&two);
    drop(one);
    [alone, both, Counted::strong_count(&two)]
}

fn counting_while_another_drops() -> impl Debug {
    let mine = Counted::new(5);
    let theirs = mine.clone();
    let other = thread::spawn(move || {
        pause();
        drop(theirs);
    });
    pause();
    let count = Counted::strong_count(&mine);
    other.join().unwrap();
    count
}

fn counting_while_another_clones() -> impl Debug {
    let mine = Counted::new(5);
    let theirs = mine.clone();
    let other = thread::spawn(move || {
        pause();
        let second = theirs.clone();
        (theirs, second)
    });
    pause();
    let count = Counted::strong_count(&mine);
    drop(other.join().unwrap());
    count
}

fn the_last_takes_the_value() -> impl Debug {
    let one = Counted::new(5);
    let two = one.clone();
    (Counted::into_inner(one), Counted::into_inner(two))
}

fn two_take_the_value_once() -> impl Debug {
    let mine = Counted::new(5);
    let theirs = mine.clone();
    let other = thread::spawn(move || {
        pause();
        Counted::into_inner(theirs)
    });
    pause();
    let mine = Counted::into_inner(mine);
    (mine, other.join().unwrap())
}

fn unwrapping_what_is_shared() -> impl Debug {
    let one = Counted::new(5);
    let two = one.clone();
    let one = Counted::try_unwrap(one).unwrap_err();
    drop(two);
    (*one == 5, Counted::try_unwrap(one).unwrap())
}

fn unwrapping_while_another_drops() -> impl Debug {
    let mine = Counted::new(5);
    let theirs = mine.clone();
    let other = thread::spawn(move || {
        pause();
        drop(theirs);
    });
    pause();
    let unwrapped = Counted::try_unwrap(mine).is_ok();
    other.join().unwrap();
    unwrapped
}

fn a_mutable_borrow() -> impl Debug {
    let mut one = Counted::new(5);
    let two = one.clone();
    let shared = Counted::get_mut(&mut one).copied();
    drop(two);
    let alone = Counted::get_mut(&mut one).map(|value| std::mem::replace(value, 6));
    let weak = Counted::downgrade(&one);
    let seen = Counted::get_mut(&mut one).copied();
    drop(weak);
    [shared, alone, seen, Counted::get_mut(&mut one).copied()]
}

fn a_mutable_borrow_while_another_drops() -> impl Debug {
    let mut mine = Counted::new(5);
    let theirs = mine.clone();
    let other = thread::spawn(move || {
        pause();
        drop(theirs);
    });
    pause();
    let borrowed = Counted::get_mut(&mut mine).copied();
    other.join().unwrap();
    borrowed
}

/// The weak handle is there until the thread has ended.
fn a_mutable_borrow_while_another_upgrades() -> impl Debug {
    let mut mine = Counted::new(5);
    let weak = Counted::downgrade(&mine);
    let other = thread::spawn(move || {
        pause();
        (weak.upgrade().is_some(), weak)
    });
    pause();
    let borrowed = Counted::get_mut(&mut mine).copied();
    (borrowed, other.join().unwrap().0)
}

fn a_mutable_borrow_while_another_drops_a_weak_handle() -> impl Debug {
    let mut mine = Counted::new(5);
    let weak = Counted::downgrade(&mine);
    let other = thread::spawn(move || {
        pause();
        drop(weak);
    });
    pause();
    let borrowed = Counted::get_mut(&mut mine).copied();
    other.join().unwrap();
    borrowed
}

fn weak_handles() -> impl Debug {
    let one = Counted::new(5);
    let weak = Counted::downgrade(&one);
    let first = Counted::weak_count(&one);
    let second = weak.clone();
    let counts = [first, second.weak_count(), weak.strong_count()];
    let upgraded = weak.upgrade();
    let both = weak.strong_count();
    let [a, b, c] = counts;
    drop(one);
    let value = upgraded.as_deref().copied();
    drop(upgraded);
    let gone = weak.upgrade().map(|value| *value);
    (
        [a, b, c, both],
        value,
        gone,
        [weak.strong_count(), weak.weak_count()],
    )
}

fn a_weak_handle_of_nothing() -> impl Debug {
    let (weak, one) = (Weak::new(), Counted::new(5));
    let upgraded = weak.upgrade().map(|value: Counted<i32>| *value);
    let counts = [weak.strong_count(), weak.weak_count()];
    let same = [
        weak.ptr_eq(&Weak::default()),
        weak.ptr_eq(&Counted::downgrade(&one)),
    ];
    (upgraded, counts, same)
}

fn upgrading_while_another_drops() -> impl Debug {
    let theirs = Counted::new(5);
    let weak = Counted::downgrade(&theirs);
    let other = thread::spawn(move || {
        pause();
        drop(theirs);
    });
    pause();
    let value = weak.upgrade().map(|value| *value);
    other.join().unwrap();
    value
}

/// Only one of two gets the value out, or none where both gave it up while the other had it.
fn upgrading_keeps_the_value_alive() -> impl Debug {
    let mine = Counted::new(5);
    let weak = Counted::downgrade(&mine);
    let other = thread::spawn(move || {
        pause();
        Counted::into_inner(weak.upgrade()?)
    });
    pause();
    let mine = Counted::try_unwrap(mine).ok();
    (mine, other.join().unwrap())
}

fn unwrapping_leaves_weak_handles_behind() -> impl Debug {
    let one = Counted::new(5);
    let weak = Counted::downgrade(&one);
    let value = Counted::try_unwrap(one).unwrap();
    (value, weak.upgrade().is_none())
}

fn two_upgrade_or_clone() -> impl Debug {
    let mine = Counted::new(5);
    let weak = Counted::downgrade(&mine);
    let other = thread::spawn(move || {
        pause();
        weak.upgrade()
    });
    pause();
    let second = mine.clone();
    let third = other.join().unwrap();
    (third.is_some(), Counted::strong_count(&second))
}

/// Handles in both directions, and nothing leaks.
fn a_child_knows_its_parent() -> impl Debug {
    struct Parent(i32, Mutex<Option<Counted<Child>>>);
    struct Child(Weak<Parent>);
    let parent = Counted::new(Parent(1, Mutex::new(None)));
    let child = Counted::new(Child(Counted::downgrade(&parent)));
    *parent.1.lock() = Some(child.clone());
    let known = child.0.upgrade().map(|parent| parent.0);
    drop(parent);
    let gone = child.0.upgrade().map(|parent| parent.0);
    (known, gone, Counted::strong_count(&child))
}

fn the_same_or_equal() -> impl Debug {
    let one = Counted::new(5);
    [
        Counted::ptr_eq(&one, &one.clone()),
        Counted::ptr_eq(&one, &Counted::new(5)),
    ]
}

/// Counts how often it is dropped.
#[derive(Debug)]
struct Dropped(Arc<Mutex<u32>>);

impl Drop for Dropped {
    fn drop(&mut self) {
        *self.0.lock() += 1;
    }
}

fn the_last_drop_drops_the_value() -> impl Debug {
    let count = Arc::new(Mutex::new(0));
    let one = Counted::new(Dropped(count.clone()));
    let two = one.clone();
    drop(one);
    let first = *count.lock();
    drop(two);
    let second = *count.lock();
    [first, second]
}

fn two_drops_drop_the_value_once() -> impl Debug {
    let count = Arc::new(Mutex::new(0));
    let mine = Counted::new(Dropped(count.clone()));
    let theirs = mine.clone();
    let other = thread::spawn(move || {
        pause();
        drop(theirs);
    });
    drop(mine);
    other.join().unwrap();
    *count.lock()
}

/// Each takes the value or a clone of it.
fn values_that_are_cloned_if_shared() -> impl Debug {
    let mine = Counted::new(5);
    let theirs = mine.clone();
    let other = thread::spawn(move || Counted::unwrap_or_clone(theirs));
    pause();
    (Counted::unwrap_or_clone(mine), other.join().unwrap())
}

/// Weak handles lose it: nothing that they could upgrade is left.
fn a_value_of_its_own() -> impl Debug {
    let mut mine = Counted::new(5);
    let weak = Counted::downgrade(&mine);
    let theirs = mine.clone();
    *Counted::make_mut(&mut mine) += 1;
    let both = [*mine, *theirs];
    drop(theirs);
    (both, weak.upgrade().map(|value| *value))
}
