//! Select where it does not have to wait: what is ready, and which of several is taken.

use super::sync::channel::{bounded, never, unbounded};
use super::sync::time::Duration;
use super::sync::{select, select_biased, thread};
use super::{pause, scenario};
use std::fmt::Debug;

pub fn scenarios() -> Vec<super::Scenario> {
    vec![
        scenario!(of_two_that_are_ready_either)
            .reaches(&["(1, Err(Empty), Ok(2))", "(2, Ok(1), Err(Empty))"]),
        scenario!(of_three_that_are_ready_any).reaches(&["1", "2", "3"]),
        scenario!(biased_takes_the_first_that_is_ready).reaches(&["[2, 3]"]),
        scenario!(default_if_nothing_is_ready).reaches(&["[0, 1]"]),
        scenario!(default_after_a_while_if_nothing_is_ready)
            .reaches(&["[0, 1]"])
            .real_runs(20),
        scenario!(sending_and_receiving_are_both_ready).reaches(&["(0, 2, 0)", "(7, 0, 1)"]),
        scenario!(a_full_channel_is_not_ready).reaches(&["7"]),
        scenario!(a_closed_channel_is_always_ready).reaches(&[
            "[Err(RecvError), Err(RecvError)]",
            "[Err(RecvError), Ok(1)]",
            "[Ok(1), Err(RecvError)]",
        ]),
        scenario!(sending_to_nobody_is_ready).reaches(&["Err(5)"]),
        scenario!(never_is_never_taken).reaches(&["[1, 0]"]),
        scenario!(one_channel_in_two_arms).reaches(&["('a', 1, 1)", "('b', 1, 1)"]),
        scenario!(one_place_for_two_sends).reaches(&["('a', [1])", "('b', [2])"]),
        scenario!(a_default_while_another_sends).reaches(&["(0, 1)", "(1, 0)"]),
        scenario!(biased_looks_at_one_arm_after_the_other).reaches(&["0", "1", "2"]),
        scenario!(a_message_goes_as_another_comes).reaches(&["0", "1", "2"]),
        scenario!(a_message_comes_as_another_goes).reaches(&["0", "1", "2"]),
        scenario!(no_arm_with_itself).reaches(&["0"]),
        scenario!(an_arm_is_an_expression).reaches(&["(4, 6)"]),
        scenario!(an_end_is_made_in_its_arm).reaches(&["7"]),
    ]
}

fn of_two_that_are_ready_either() -> impl Debug {
    let (a, from_a) = unbounded();
    let (b, from_b) = unbounded();
    a.send(1).unwrap();
    b.send(2).unwrap();
    let taken: u32 = select! {
        recv(from_a) -> message => message.unwrap(),
        recv(from_b) -> message => message.unwrap(),
    };
    (taken, from_a.try_recv(), from_b.try_recv())
}

fn of_three_that_are_ready_any() -> impl Debug {
    let channels = [1, 2, 3].map(|i| {
        let (tx, rx) = bounded(1);
        tx.send(i).unwrap();
        (tx, rx)
    });
    let [(_, a), (_, b), (_, c)] = &channels;
    let taken: u32 = select! {
        recv(a) -> message => message.unwrap(),
        recv(b) -> message => message.unwrap(),
        recv(c) -> message => message.unwrap(),
    };
    taken
}

fn biased_takes_the_first_that_is_ready() -> impl Debug {
    let channels = [1, 2, 3].map(|_| unbounded());
    let [(_, a), (to_b, b), (to_c, c)] = &channels;
    to_c.send(3).unwrap();
    to_b.send(2).unwrap();
    [(); 2].map(|()| -> u32 {
        select_biased! {
            recv(a) -> message => message.unwrap(),
            recv(b) -> message => message.unwrap(),
            recv(c) -> message => message.unwrap(),
        }
    })
}

fn default_if_nothing_is_ready() -> impl Debug {
    let (tx, rx) = unbounded();
    let look = || -> u32 {
        select! {
            recv(rx) -> message => message.unwrap(),
            default => 0,
        }
    };
    let nothing = look();
    tx.send(1).unwrap();
    [nothing, look()]
}

fn default_after_a_while_if_nothing_is_ready() -> impl Debug {
    let (tx, rx) = unbounded();
    let look = || -> u32 {
        select! {
            recv(rx) -> message => message.unwrap(),
            default(Duration::from_millis(1)) => 0,
        }
    };
    let nothing = look();
    tx.send(1).unwrap();
    [nothing, look()]
}

/// What was received, and then what is left in either channel.
fn sending_and_receiving_are_both_ready() -> impl Debug {
    let (a, from_a) = bounded(1);
    let (b, from_b) = bounded(1);
    b.send(7).unwrap();
    let got: u32 = select! {
        send(a, 1) -> sent => { sent.unwrap(); 0 }
        recv(from_b) -> message => message.unwrap(),
    };
    let left = from_a.len() + from_b.len();
    (got, left, 1 - from_b.len())
}

fn a_full_channel_is_not_ready() -> impl Debug {
    let (a, _full) = bounded(1);
    let (b, from_b) = bounded(1);
    a.send(1).unwrap();
    b.send(7).unwrap();
    let got: u32 = select! {
        send(a, 1) -> _ => 0,
        recv(from_b) -> message => message.unwrap(),
    };
    got
}

fn a_closed_channel_is_always_ready() -> impl Debug {
    let (closed, from_closed) = bounded::<u32>(1);
    let (open, from_open) = bounded(1);
    drop(closed);
    open.send(1).unwrap();
    [(); 2].map(|()| {
        select! {
            recv(from_closed) -> message => message,
            recv(from_open) -> message => message,
        }
    })
}

fn sending_to_nobody_is_ready() -> impl Debug {
    let (tx, rx) = bounded(0);
    let (_open, other) = bounded::<u32>(0);
    drop(rx);
    select! {
        send(tx, 5) -> sent => sent.map_err(|error| error.into_inner()),
        recv(other) -> _ => Ok(()),
    }
}

fn never_is_never_taken() -> impl Debug {
    let (tx, rx) = unbounded();
    tx.send(1).unwrap();
    let nothing = never::<u32>();
    [(); 2].map(|()| -> u32 {
        select! {
            recv(nothing) -> _ => 9,
            recv(rx) -> message => message.unwrap(),
            default => 0,
        }
    })
}

fn one_channel_in_two_arms() -> impl Debug {
    let (tx, rx) = unbounded();
    tx.send(1).unwrap();
    tx.send(1).unwrap();
    let (arm, message): (char, u32) = select! {
        recv(rx) -> message => ('a', message.unwrap()),
        recv(rx) -> message => ('b', message.unwrap()),
    };
    (arm, message, rx.len())
}

fn one_place_for_two_sends() -> impl Debug {
    let (tx, rx) = bounded(1);
    let arm = select! {
        send(tx, 1) -> sent => { sent.unwrap(); 'a' }
        send(tx, 2) -> sent => { sent.unwrap(); 'b' }
    };
    (arm, rx.try_iter().collect::<Vec<u32>>())
}

/// What was received, and how many messages are left when all is over.
fn a_default_while_another_sends() -> impl Debug {
    let (tx, rx) = bounded(1);
    let sender = thread::spawn(move || {
        pause();
        tx.send(1).unwrap();
    });
    pause();
    let got: u32 = select! {
        recv(rx) -> message => message.unwrap(),
        default => 0,
    };
    sender.join().unwrap();
    (got, rx.len())
}

/// The first channel is filled first: a select that has seen it empty may still find the second
/// one filled.
fn biased_looks_at_one_arm_after_the_other() -> impl Debug {
    let (a, from_a) = bounded(1);
    let (b, from_b) = bounded(1);
    let sender = thread::spawn(move || {
        a.send(1).unwrap();
        b.send(2).unwrap();
        (a, b)
    });
    let got: u32 = select_biased! {
        recv(from_a) -> message => message.unwrap(),
        recv(from_b) -> message => message.unwrap(),
        default => 0,
    };
    drop(sender.join().unwrap());
    got
}

/// One channel is emptied and the other is filled: in between, neither has a message.
fn a_message_goes_as_another_comes() -> impl Debug {
    let (a, from_a) = bounded(1);
    let (b, from_b) = bounded(1);
    b.send(2).unwrap();
    let thief = from_b.clone();
    let taking = thread::spawn(move || thief.try_recv().is_ok());
    let sending = thread::spawn(move || {
        let _ = a.send(1);
        std::mem::forget(a);
    });
    let selecting = thread::spawn(move || -> u32 {
        pause();
        select! {
            recv(from_a) -> message => message.unwrap(),
            recv(from_b) -> message => message.unwrap(),
            default => 0,
        }
    });
    let taken = selecting.join().unwrap();
    sending.join().unwrap();
    taking.join().unwrap();
    drop(b);
    taken
}

/// The same, with the channels the other way round.
fn a_message_comes_as_another_goes() -> impl Debug {
    let (b, from_b) = bounded(1);
    let (a, from_a) = bounded(1);
    b.send(2).unwrap();
    let thief = from_b.clone();
    let sending = thread::spawn(move || {
        let _ = a.send(1);
        std::mem::forget(a);
    });
    let taking = thread::spawn(move || thief.try_recv().is_ok());
    let selecting = thread::spawn(move || -> u32 {
        pause();
        select! {
            recv(from_a) -> message => message.unwrap(),
            recv(from_b) -> message => message.unwrap(),
            default => 0,
        }
    });
    let taken = selecting.join().unwrap();
    sending.join().unwrap();
    taking.join().unwrap();
    drop(b);
    taken
}

fn no_arm_with_itself() -> impl Debug {
    let (tx, rx) = bounded(0);
    let got: u32 = select! {
        send(tx, 1) -> _ => 1,
        recv(rx) -> _ => 2,
        default => 0,
    };
    got
}

fn an_arm_is_an_expression() -> impl Debug {
    let (tx, rx) = unbounded();
    tx.send(2).unwrap();
    tx.send(3).unwrap();
    let double = |n: u32| 2 * n;
    let first = select! { recv(rx) -> n => double(n.unwrap()) };
    let second = select! { recv(rx) -> n => double(n.unwrap()), default() => 0 };
    (first, second)
}

fn an_end_is_made_in_its_arm() -> impl Debug {
    let (to, from) = bounded(1);
    to.send(7).unwrap();
    select! {
        recv(from.clone()) -> message => message.unwrap(),
        recv(never::<i32>()) -> message => message.unwrap(),
    }
}
