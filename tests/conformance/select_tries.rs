//! Select and somebody who does not wait, in channels without room.

use super::sync::channel::{Receiver, bounded, unbounded};
use super::sync::time::Duration;
use super::sync::{select, select_biased, thread};
use super::{pause, scenario, settle};
use std::fmt::Debug;

pub fn scenarios() -> Vec<super::Scenario> {
    vec![
        scenario!(a_select_trying_to_meet)
            .reaches(&["(0, Err(RecvError))", "(7, Ok(7))"])
            .blocks(1),
        scenario!(an_arm_that_was_not_taken_waits_no_longer)
            .reaches(&["(1, false)", "(2, true)"])
            .blocks(1),
        scenario!(a_select_that_waits_can_be_tried)
            .reaches(&["(false, 2)", "(true, 1)"])
            .blocks(1),
        scenario!(a_try_may_meet_a_select_that_is_about_to_wait = tried(either))
            .reaches(&["(false, 2)", "(true, 1)"])
            .real_runs(5000),
        scenario!(a_try_may_meet_the_arms_of_a_select_in_any_order)
            .reaches(&["(false, false, 3)", "(false, true, 2)", "(true, false, 1)"])
            .real_runs(5000),
        scenario!(a_try_may_meet_the_first_arm_of_a_biased_select = tried(biased))
            .reaches(&["(false, 2)", "(true, 1)"])
            .real_runs(5000),
        scenario!(a_try_never_meets_the_last_arm_of_a_biased_select = tried(|a, b| biased(b, a)))
            .reaches(&["(false, 2)"])
            .real_runs(5000),
        scenario!(a_try_may_meet_a_select_until_its_time_is_up = tried(until))
            .reaches(&["(false, 0)", "(false, 2)", "(true, 1)"])
            .real_runs(500),
        scenario!(a_select_that_begins_to_wait_does_not_meet_itself)
            .reaches(&["(0, 2)", "(1, 0)"])
            .blocks(1),
    ]
}

/// Takes a message from one of two channels, waiting for it.
fn either(a: &Receiver<u32>, b: &Receiver<u32>) -> u32 {
    select! {
        recv(a) -> message => message.unwrap(),
        recv(b) -> message => message.unwrap(),
    }
}

/// As [`either`], and looks at `a` first.
fn biased(a: &Receiver<u32>, b: &Receiver<u32>) -> u32 {
    select_biased! {
        recv(a) -> message => message.unwrap(),
        recv(b) -> message => message.unwrap(),
    }
}

/// As [`either`], but no longer than for a moment.
fn until(a: &Receiver<u32>, b: &Receiver<u32>) -> u32 {
    select! {
        recv(a) -> message => message.unwrap(),
        recv(b) -> message => message.unwrap(),
        default(Duration::from_micros(50)) => 0,
    }
}

/// A select that does not wait finds a partner only if that one waits.
fn a_select_trying_to_meet() -> impl Debug {
    let (tx, rx) = bounded(0);
    let (_open, other) = bounded::<u32>(1);
    let receiver = thread::spawn(move || rx.recv());
    settle();
    let got: u32 = select! {
        send(tx, 7) -> sent => { sent.unwrap(); 7 }
        recv(other) -> _ => 9,
        default => 0,
    };
    drop(tx);
    (got, receiver.join().unwrap())
}

fn an_arm_that_was_not_taken_waits_no_longer() -> impl Debug {
    let (a, from_a) = unbounded();
    let (b, from_b) = bounded(0);
    let selecting = thread::spawn(move || {
        let first = either(&from_a, &from_b);
        (first, from_a, from_b)
    });
    settle();
    let met = b.try_send(2);
    a.send(1).unwrap();
    let (first, _a, _b) = selecting.join().unwrap();
    (first, met.is_ok() || b.try_send(3).is_ok())
}

fn a_select_that_waits_can_be_tried() -> impl Debug {
    let (a, from_a) = bounded(0);
    let (b, from_b) = unbounded();
    let selecting = thread::spawn(move || either(&from_a, &from_b));
    settle();
    let met = a.try_send(1).is_ok();
    let _ = b.send(2);
    (met, selecting.join().unwrap())
}

/// The message for the second arm is there before the try: a select that has not seen it when it
/// looked may wait in the first arm for a moment.
fn tried(select: fn(&Receiver<u32>, &Receiver<u32>) -> u32) -> impl Debug {
    let (a, from_a) = bounded(0);
    let (b, from_b) = unbounded();
    let selecting = thread::spawn(move || select(&from_a, &from_b));
    pause();
    let _ = b.send(2);
    let met = a.try_send(1).is_ok();
    (met, selecting.join().unwrap())
}

/// As above, with two arms to try: whichever of them it waits in, or none.
fn a_try_may_meet_the_arms_of_a_select_in_any_order() -> impl Debug {
    let (a, from_a) = bounded(0);
    let (b, from_b) = bounded(0);
    let (c, from_c) = unbounded();
    let selecting = thread::spawn(move || {
        select! {
            recv(from_a) -> message => message.unwrap(),
            recv(from_b) -> message => message.unwrap(),
            recv(from_c) -> message => message.unwrap(),
        }
    });
    pause();
    c.send(3).unwrap();
    let met_a = a.try_send(1).is_ok();
    let met_b = b.try_send(2).is_ok();
    (met_a, met_b, selecting.join().unwrap())
}

/// It offers to send and to receive on one channel, and is tried.
fn a_select_that_begins_to_wait_does_not_meet_itself() -> impl Debug {
    let (tx, rx) = bounded(0);
    let (theirs, from_theirs) = (tx.clone(), rx.clone());
    let selecting = thread::spawn(move || -> u32 {
        select! {
            send(theirs, 1) -> sent => { sent.unwrap(); 0 }
            recv(from_theirs) -> message => message.unwrap(),
        }
    });
    settle();
    let taken = rx.try_recv().unwrap_or(0);
    if taken == 0 {
        tx.send(2).unwrap();
    }
    (taken, selecting.join().unwrap())
}
