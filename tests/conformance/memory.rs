//! Cells behind locks, and counted references.

use super::sync::cell::UnsafeCell;
use super::sync::counted::Arc as Counted;
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
        scenario!(unwrapping_what_is_shared).reaches(&["(true, 5)"]),
        scenario!(unwrapping_while_another_drops).reaches(&["false", "true"]),
        scenario!(the_same_or_equal).reaches(&["[true, false]"]),
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
