//! Select that waits for an end, for room, for time to pass.

use super::sync::channel::{after, at, bounded, never};
use super::sync::time::{Duration, Instant};
use super::sync::{select, thread};
use super::{pause, scenario, settle};
use std::fmt::Debug;

pub fn scenarios() -> Vec<super::Scenario> {
    vec![
        scenario!(the_end_completes_a_select)
            .reaches(&["Err(RecvError)"])
            .blocks(1),
        scenario!(the_end_completes_every_select)
            .reaches(&["(true, true)"])
            .blocks(2),
        scenario!(nobody_listens_completes_a_select)
            .reaches(&["Err(5)"])
            .blocks(1),
        scenario!(a_send_arm_waits_for_room)
            .reaches(&["('a', [0, 1])"])
            .blocks(1),
        scenario!(a_send_or_a_receive)
            .reaches(&["('a', [0, 1], 1)", "('b', [0], 0)"])
            .blocks(1),
        scenario!(a_message_or_a_while)
            .reaches(&["0", "1"])
            .blocks(1)
            .real_runs(60),
        scenario!(a_message_or_a_timer)
            .reaches(&["0", "1"])
            .blocks(1)
            .real_runs(60),
        scenario!(a_message_or_a_timer_that_has_fired)
            .reaches(&["0", "1"])
            .real_runs(60),
        scenario!(of_two_timers_either)
            .reaches(&["1", "2"])
            .real_runs(20),
        scenario!(a_closed_channel_replaced_by_never)
            .reaches(&["[1, 2]", "[2, 1]"])
            .blocks(1),
    ]
}

fn soon() -> Duration {
    Duration::from_micros(200)
}

fn the_end_completes_a_select() -> impl Debug {
    let (a, from_a) = bounded::<u32>(1);
    let (_b, from_b) = bounded::<u32>(1);
    let dropper = thread::spawn(move || {
        pause();
        drop(a);
    });
    let end = select! {
        recv(from_a) -> message => message,
        recv(from_b) -> message => message,
    };
    dropper.join().unwrap();
    end
}

fn the_end_completes_every_select() -> impl Debug {
    let (tx, rx) = bounded::<u32>(0);
    let (_open, nothing) = bounded::<u32>(0);
    let threads = [rx.clone(), rx].map(|rx| {
        let nothing = nothing.clone();
        thread::spawn(move || {
            select! {
                recv(rx) -> message => message.is_err(),
                recv(nothing) -> _ => false,
            }
        })
    });
    settle();
    drop(tx);
    let [first, second] = threads.map(|thread| thread.join().unwrap());
    (first, second)
}

fn nobody_listens_completes_a_select() -> impl Debug {
    let (tx, rx) = bounded(0);
    let (_open, nothing) = bounded::<u32>(0);
    let leaver = thread::spawn(move || {
        pause();
        drop(rx);
    });
    let sent = select! {
        send(tx, 5) -> sent => sent.map_err(|error| error.into_inner()),
        recv(nothing) -> _ => Ok(()),
    };
    leaver.join().unwrap();
    sent
}

fn a_send_arm_waits_for_room() -> impl Debug {
    let (tx, rx) = bounded(1);
    let (_open, nothing) = bounded::<u32>(0);
    tx.send(0).unwrap();
    let receiver = thread::spawn(move || {
        pause();
        rx.iter().collect::<Vec<u32>>()
    });
    let arm = select! {
        send(tx, 1) -> sent => { sent.unwrap(); 'a' }
        recv(nothing) -> _ => 'b',
    };
    drop(tx);
    (arm, receiver.join().unwrap())
}

/// What the other thread received from one channel, and how many messages are left in the other.
fn a_send_or_a_receive() -> impl Debug {
    let (a, from_a) = bounded(1);
    let (b, from_b) = bounded(1);
    a.send(0).unwrap();
    let other = thread::spawn(move || {
        pause();
        let first = from_a.recv().unwrap();
        b.send(2).unwrap();
        let mut all: Vec<u32> = vec![first];
        all.extend(from_a.iter());
        (all, b)
    });
    let arm = select! {
        send(a, 1) -> sent => { sent.unwrap(); 'a' }
        recv(from_b) -> message => { message.unwrap(); 'b' }
    };
    drop(a);
    let (received, _b) = other.join().unwrap();
    (arm, received, from_b.len())
}

fn a_message_or_a_while() -> impl Debug {
    let (tx, rx) = bounded(1);
    let sender = thread::spawn(move || {
        pause();
        tx.send(1).unwrap();
        tx
    });
    let got: u32 = select! {
        recv(rx) -> message => message.unwrap(),
        default(soon()) => 0,
    };
    sender.join().unwrap();
    got
}

fn a_message_or_a_timer() -> impl Debug {
    let (tx, rx) = bounded(1);
    let sender = thread::spawn(move || {
        pause();
        tx.send(1).unwrap();
        tx
    });
    let timeout = after(soon());
    let got: u32 = select! {
        recv(rx) -> message => message.unwrap(),
        recv(timeout) -> _ => 0,
    };
    sender.join().unwrap();
    got
}

fn a_message_or_a_timer_that_has_fired() -> impl Debug {
    let (tx, rx) = bounded(1);
    tx.send(1).unwrap();
    let timeout = at(Instant::now());
    let got: u32 = select! {
        recv(rx) -> message => message.unwrap(),
        recv(timeout) -> _ => 0,
    };
    got
}

/// Which one fires first says nothing about their lengths: a thread may be kept from looking.
fn of_two_timers_either() -> impl Debug {
    let (short, long) = (after(soon()), after(2 * soon()));
    let first = select! {
        recv(short) -> _ => 1,
        recv(long) -> _ => 2,
    };
    first
}

fn a_closed_channel_replaced_by_never() -> impl Debug {
    let (a, mut from_a) = bounded::<u32>(1);
    let (b, mut from_b) = bounded::<u32>(1);
    b.send(2).unwrap();
    drop(b);
    let sender = thread::spawn(move || {
        pause();
        a.send(1).unwrap();
    });
    let (mut received, mut open) = (vec![], 2);
    while open > 0 {
        select! {
            recv(from_a) -> message => match message {
                Ok(message) => received.push(message),
                Err(_) => { from_a = never(); open -= 1 }
            },
            recv(from_b) -> message => match message {
                Ok(message) => received.push(message),
                Err(_) => { from_b = never(); open -= 1 }
            },
        }
    }
    sender.join().unwrap();
    received
}
