//! `RwLock`: many readers or one writer, and a writer that waits keeps new readers out.

use super::sync::{Arc, RwLock, thread};
use super::{pause, scenario, settle};
use std::fmt::Debug;

pub fn scenarios() -> Vec<super::Scenario> {
    vec![
        scenario!(readers_are_together).reaches(&["(true, true, false)"]),
        scenario!(a_writer_is_alone).reaches(&["(false, false, true)"]),
        scenario!(two_writers_one_by_one).reaches(&["2"]).blocks(1),
        scenario!(a_reader_sees_all_or_nothing).reaches(&["(0, 0)", "(1, 1)"]),
        scenario!(two_readers_meet_inside).reaches(&["(true, true)"]),
        scenario!(two_readers_wait_for_a_writer)
            .reaches(&["(1, 1)"])
            .blocks(2),
        scenario!(two_writers_wait_for_a_reader)
            .reaches(&["(0, [1, 2])", "(0, [2, 1])"])
            .blocks(2),
        scenario!(a_reader_and_a_writer_wait)
            .reaches(&["(0, [1])", "(1, [1])"])
            .blocks(2),
        scenario!(two_readers_that_waited_meet_inside)
            .reaches(&["[1, 1]"])
            .blocks(2),
        scenario!(a_writer_waits_for_the_last_reader)
            .reaches(&["(false, 1)"])
            .blocks(1),
        scenario!(released_by_a_panic).reaches(&["(true, 1)"]),
        scenario!(without_a_lock).reaches(&["(5, 6)"]),
        scenario!(shows_itself).reaches(&["(0, 7)"]),
    ]
}

fn readers_are_together() -> impl Debug {
    let lock = RwLock::new(0);
    let first = lock.read();
    let second = lock.try_read();
    let writer = lock.try_write();
    (*first == 0, second.is_some(), writer.is_some())
}

fn a_writer_is_alone() -> impl Debug {
    let lock = RwLock::new(0);
    let mut writer = lock.write();
    *writer += 1;
    let (reader, other) = (lock.try_read().is_some(), lock.try_write().is_some());
    drop(writer);
    (
        reader,
        other,
        lock.try_read().is_some_and(|value| *value == 1),
    )
}

fn two_writers_one_by_one() -> impl Debug {
    let lock = Arc::new(RwLock::new(0));
    let theirs = lock.clone();
    let other = thread::spawn(move || {
        pause();
        *theirs.write() += 1;
    });
    let mut mine = lock.write();
    settle();
    *mine += 1;
    drop(mine);
    other.join().unwrap();
    *lock.read()
}

fn a_reader_sees_all_or_nothing() -> impl Debug {
    let lock = Arc::new(RwLock::new((0, 0)));
    let theirs = lock.clone();
    let other = thread::spawn(move || {
        let mut pair = theirs.write();
        pair.0 += 1;
        settle();
        pair.1 += 1;
    });
    pause();
    let seen = *lock.read();
    other.join().unwrap();
    seen
}

/// Each holds its read lock until the other has one too.
fn two_readers_meet_inside() -> impl Debug {
    let lock = Arc::new(RwLock::new(()));
    let theirs = lock.clone();
    let (tell_me, me) = super::sync::channel::bounded(1);
    let (tell_them, them) = super::sync::channel::bounded(1);
    let other = thread::spawn(move || {
        let _inside = theirs.read();
        tell_me.send(()).unwrap();
        them.recv().is_ok()
    });
    let _inside = lock.read();
    tell_them.send(()).unwrap();
    let met = me.recv().is_ok();
    (met, other.join().unwrap())
}

fn two_readers_wait_for_a_writer() -> impl Debug {
    let lock = Arc::new(RwLock::new(0));
    let mut writing = lock.write();
    let [first, second] = [(); 2].map(|()| {
        let lock = lock.clone();
        thread::spawn(move || *lock.read())
    });
    settle();
    *writing += 1;
    drop(writing);
    (first.join().unwrap(), second.join().unwrap())
}

fn two_writers_wait_for_a_reader() -> impl Debug {
    let lock = Arc::new(RwLock::new(vec![]));
    let reading = lock.read();
    let writers = [1, 2].map(|i| {
        let lock = lock.clone();
        thread::spawn(move || {
            pause();
            lock.write().push(i);
        })
    });
    settle();
    let seen = reading.len();
    drop(reading);
    writers
        .into_iter()
        .for_each(|writer| writer.join().unwrap());
    let order = lock.read().clone();
    (seen, order)
}

fn a_reader_and_a_writer_wait() -> impl Debug {
    let lock = Arc::new(RwLock::new(vec![]));
    let (one, two) = (lock.clone(), lock.clone());
    let writing = lock.write();
    let reader = thread::spawn(move || {
        pause();
        one.read().len()
    });
    let writer = thread::spawn(move || {
        pause();
        two.write().push(1);
    });
    settle();
    drop(writing);
    let seen = reader.join().unwrap();
    writer.join().unwrap();
    let all = lock.read().clone();
    (seen, all)
}

/// Both wait for a writer; each then stays inside until the other is there too.
fn two_readers_that_waited_meet_inside() -> impl Debug {
    let lock = Arc::new(RwLock::new(0));
    let mut writing = lock.write();
    let (one, from_one) = super::sync::channel::bounded(1);
    let (two, from_two) = super::sync::channel::bounded(1);
    let readers = [(one, from_two), (two, from_one)].map(|(tell, hear)| {
        let lock = lock.clone();
        thread::spawn(move || {
            let value = lock.read();
            tell.send(()).unwrap();
            hear.recv().unwrap();
            (*value, tell, hear)
        })
    });
    settle();
    *writing += 1;
    drop(writing);
    let ends = readers.map(|reader| reader.join().unwrap());
    ends.map(|(value, ..)| value)
}

/// One of two read locks is released: not enough for a writer.
fn a_writer_waits_for_the_last_reader() -> impl Debug {
    let lock = Arc::new(RwLock::new(0));
    let theirs = lock.clone();
    let (tell, hear) = super::sync::channel::bounded(1);
    let (first, second) = (lock.read(), lock.read());
    let writer = thread::spawn(move || {
        *theirs.write() += 1;
        tell.send(()).unwrap();
    });
    settle();
    drop(first);
    pause();
    let early = hear.try_recv().is_ok();
    drop(second);
    writer.join().unwrap();
    (early, *lock.read())
}

fn released_by_a_panic() -> impl Debug {
    let lock = Arc::new(RwLock::new(0));
    let theirs = lock.clone();
    let other = thread::spawn(move || {
        *theirs.write() += 1;
        let _inside = theirs.read();
        settle();
        panic!("on purpose");
    });
    drop(lock.write());
    let panicked = other.join().is_err();
    let sum = *lock.read();
    (panicked, sum)
}

fn without_a_lock() -> impl Debug {
    let mut lock = RwLock::new(5);
    let five = *lock.get_mut();
    *lock.get_mut() += 1;
    (five, lock.into_inner())
}

fn shows_itself() -> impl Debug {
    let lock = RwLock::<u32>::default();
    let shown = format!("{:?}", lock.read()).parse::<u32>().unwrap();
    *lock.write() = 7;
    (shown, format!("{:?}", lock.write()).parse::<u32>().unwrap())
}
