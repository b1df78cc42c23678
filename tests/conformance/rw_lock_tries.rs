//! `RwLock`: tries, and waits with patience.

use super::sync::time::Duration;
use super::sync::{Arc, RwLock, thread};
use super::{pause, scenario, settle};
use std::fmt::Debug;

pub fn scenarios() -> Vec<super::Scenario> {
    vec![
        scenario!(a_reader_waits_behind_a_writer_that_waits)
            .reaches(&["(None, 1)", "(Some(0), 1)"])
            .blocks(1),
        scenario!(trying_to_read_while_another_writes).reaches(&["None", "Some(0)", "Some(1)"]),
        scenario!(trying_to_write_while_another_reads).reaches(&["false", "true"]),
        scenario!(trying_to_write_while_two_read).reaches(&["false", "true"]),
        scenario!(patience_runs_out)
            .reaches(&["[true, true, true]"])
            .real_runs(10),
        scenario!(a_reader_with_patience)
            .reaches(&["None", "Some(1)"])
            .blocks(1)
            .real_runs(60),
        scenario!(a_writer_with_patience)
            .reaches(&["false", "true"])
            .blocks(1)
            .real_runs(60),
        scenario!(a_reader_behind_a_writer_that_gave_up)
            .reaches(&["(false, 0)", "(true, 0)", "(true, 1)"])
            .blocks(2)
            .real_runs(60),
        scenario!(a_writer_that_gave_up_lets_in_who_waits_behind)
            .reaches(&["(false, 0)"])
            .blocks(2)
            .real_runs(60),
        scenario!(a_writer_that_gave_up_lets_readers_in_again)
            .reaches(&[
                "[false, false]",
                "[false, true]",
                "[true, false]",
                "[true, true]",
            ])
            .real_runs(60),
    ]
}

fn soon() -> Duration {
    Duration::from_micros(200)
}

/// This thread reads already, and would read once more: not while a writer waits.
fn a_reader_waits_behind_a_writer_that_waits() -> impl Debug {
    let lock = Arc::new(RwLock::new(0));
    let theirs = lock.clone();
    let reading = lock.read();
    let writer = thread::spawn(move || *theirs.write() += 1);
    settle();
    let again = lock.try_read().map(|value| *value);
    drop(reading);
    writer.join().unwrap();
    let sum = *lock.read();
    (again, sum)
}

fn trying_to_read_while_another_writes() -> impl Debug {
    let lock = Arc::new(RwLock::new(0));
    let theirs = lock.clone();
    let other = thread::spawn(move || {
        let mut value = theirs.write();
        pause();
        *value += 1;
    });
    pause();
    let seen = lock.try_read().map(|value| *value);
    other.join().unwrap();
    seen
}

fn trying_to_write_while_another_reads() -> impl Debug {
    let lock = Arc::new(RwLock::new(0));
    let theirs = lock.clone();
    let other = thread::spawn(move || {
        let value = theirs.read();
        pause();
        *value
    });
    pause();
    let written = lock.try_write().is_some();
    other.join().unwrap();
    written
}

/// The last of two readers to leave lets the writer in.
fn trying_to_write_while_two_read() -> impl Debug {
    let lock = Arc::new(RwLock::new(0));
    let theirs = lock.clone();
    let mine = lock.read();
    let other = thread::spawn(move || {
        let value = theirs.read();
        pause();
        *value
    });
    pause();
    drop(mine);
    let written = lock.try_write().is_some();
    other.join().unwrap();
    written
}

fn patience_runs_out() -> impl Debug {
    let lock = RwLock::new(0);
    let writing = lock.write();
    let no_read = lock.try_read_for(soon()).is_none();
    let no_write = lock.try_write_for(soon()).is_none();
    drop(writing);
    let _reading = lock.read();
    let no_write_either = lock.try_write_for(soon()).is_none();
    [no_read, no_write, no_write_either]
}

fn a_reader_with_patience() -> impl Debug {
    let lock = Arc::new(RwLock::new(0));
    let mut writing = lock.write();
    let theirs = lock.clone();
    let reader = thread::spawn(move || theirs.try_read_for(soon()).map(|value| *value));
    settle();
    *writing += 1;
    drop(writing);
    reader.join().unwrap()
}

fn a_writer_with_patience() -> impl Debug {
    let lock = Arc::new(RwLock::new(0));
    let reading = lock.read();
    let theirs = lock.clone();
    let writer = thread::spawn(move || theirs.try_write_for(soon()).is_some());
    settle();
    drop(reading);
    writer.join().unwrap()
}

/// One thread reads until the other two are done: the second reader has to get in somehow.
fn a_reader_behind_a_writer_that_gave_up() -> impl Debug {
    let lock = Arc::new(RwLock::new(0));
    let (one, two) = (lock.clone(), lock.clone());
    let reading = lock.read();
    let writer = thread::spawn(move || match one.try_write_for(soon()) {
        Some(mut value) => {
            *value += 1;
            true
        }
        None => false,
    });
    let reader = thread::spawn(move || {
        pause();
        *two.read()
    });
    settle();
    drop(reading);
    let wrote = writer.join().unwrap();
    (wrote, reader.join().unwrap())
}

/// This thread reads all the time, so the writer has to give up; then the reader may go in.
fn a_writer_that_gave_up_lets_in_who_waits_behind() -> impl Debug {
    let lock = Arc::new(RwLock::new(0));
    let (one, two) = (lock.clone(), lock.clone());
    let _reading = lock.read();
    let writer = thread::spawn(move || one.try_write_for(soon()).is_some());
    let reader = thread::spawn(move || {
        pause();
        *two.read()
    });
    (writer.join().unwrap(), reader.join().unwrap())
}

/// Two tries to read beside a thread that reads, while a writer waits or does not, or not any more.
fn a_writer_that_gave_up_lets_readers_in_again() -> impl Debug {
    let lock = Arc::new(RwLock::new(0));
    let reading = lock.read();
    let theirs = lock.clone();
    let writer = thread::spawn(move || {
        pause();
        theirs.try_write_for(Duration::from_micros(50)).is_some()
    });
    let tries = [(); 2].map(|()| {
        pause();
        lock.try_read().is_some()
    });
    drop(reading);
    writer.join().unwrap();
    tries
}
