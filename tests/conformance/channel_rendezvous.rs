//! Channels without room: sender and receiver meet.

use super::sync::channel::bounded;
use super::sync::{Arc, Mutex, thread};
use super::{pause, scenario, settle};
use std::fmt::Debug;

pub fn scenarios() -> Vec<super::Scenario> {
    vec![
        scenario!(sender_and_receiver_meet)
            .reaches(&["Ok(1)"])
            .blocks(1),
        scenario!(two_senders_wait)
            .reaches(&["[1, 2]", "[2, 1]"])
            .blocks(2),
        scenario!(two_receivers_wait)
            .reaches(&["(Ok(1), Ok(2))", "(Ok(2), Ok(1))"])
            .blocks(2),
        scenario!(two_meet_two)
            .reaches(&["(1, 2)", "(2, 1)"])
            .blocks(2),
        scenario!(the_last_receiver_wakes_every_sender)
            .reaches(&["(Err(1), Err(2))"])
            .blocks(2),
        scenario!(the_last_sender_wakes_every_receiver)
            .reaches(&["(Err(RecvError), Err(RecvError))"])
            .blocks(2),
        scenario!(whoever_waits_is_not_in_the_channel)
            .reaches(&["(0, true, true)"])
            .blocks(1),
        scenario!(a_receiver_that_leaves_takes_one)
            .reaches(&["[Err(2), Ok(1)]", "[Ok(2), Err(1)]"])
            .blocks(2),
        scenario!(a_sender_knows_that_it_was_received).reaches(&["1"]),
        scenario!(a_receiver_knows_what_came_before).reaches(&["7"]),
        scenario!(in_order_one_by_one)
            .reaches(&["[1, 2, 3]"])
            .blocks(1),
    ]
}

fn sender_and_receiver_meet() -> impl Debug {
    let (tx, rx) = bounded(0);
    let sender = thread::spawn(move || {
        pause();
        tx.send(1).unwrap();
    });
    settle();
    let received = rx.recv();
    sender.join().unwrap();
    received
}

fn two_senders_wait() -> impl Debug {
    let (tx, rx) = bounded(0);
    let senders = [1, 2].map(|i| {
        let tx = tx.clone();
        thread::spawn(move || {
            pause();
            tx.send(i).unwrap();
        })
    });
    settle();
    let received = [rx.recv().unwrap(), rx.recv().unwrap()];
    senders
        .into_iter()
        .for_each(|sender| sender.join().unwrap());
    received
}

fn two_receivers_wait() -> impl Debug {
    let (tx, rx) = bounded(0);
    let [first, second] = [rx.clone(), rx].map(|rx| {
        thread::spawn(move || {
            pause();
            rx.recv()
        })
    });
    settle();
    tx.send(1).unwrap();
    tx.send(2).unwrap();
    (first.join().unwrap(), second.join().unwrap())
}

fn two_meet_two() -> impl Debug {
    let (tx, rx) = bounded(0);
    let other = rx.clone();
    let receiver = thread::spawn(move || {
        let message = other.recv().unwrap();
        std::mem::forget(other);
        message
    });
    let sender = thread::spawn(move || {
        pause();
        tx.send(1).unwrap();
        tx.send(2).unwrap();
        std::mem::forget(tx);
    });
    let mine = rx.recv().unwrap();
    let theirs = receiver.join().unwrap();
    sender.join().unwrap();
    (mine, theirs)
}

fn the_last_receiver_wakes_every_sender() -> impl Debug {
    let (tx, rx) = bounded(0);
    let [first, second] = [1, 2].map(|i| {
        let tx = tx.clone();
        thread::spawn(move || tx.send(i).map_err(|error| error.into_inner()))
    });
    settle();
    drop(rx);
    (first.join().unwrap(), second.join().unwrap())
}

fn the_last_sender_wakes_every_receiver() -> impl Debug {
    let (tx, rx) = bounded::<u32>(0);
    let [first, second] = [rx.clone(), rx].map(|rx| thread::spawn(move || rx.recv()));
    settle();
    drop(tx);
    (first.join().unwrap(), second.join().unwrap())
}

fn whoever_waits_is_not_in_the_channel() -> impl Debug {
    let (tx, rx) = bounded(0);
    let sender = thread::spawn(move || tx.send(1).unwrap());
    settle();
    let looks = (rx.len(), rx.is_empty(), rx.is_full());
    rx.recv().unwrap();
    sender.join().unwrap();
    looks
}

fn a_receiver_that_leaves_takes_one() -> impl Debug {
    let (tx, rx) = bounded(0);
    let [second, first] = [2, 1].map(|i| {
        let tx = tx.clone();
        thread::spawn(move || {
            pause();
            tx.send(i).map(|()| i).map_err(|error| error.into_inner())
        })
    });
    settle();
    rx.recv().unwrap();
    drop(rx);
    [second.join().unwrap(), first.join().unwrap()]
}

fn a_sender_knows_that_it_was_received() -> impl Debug {
    let taken = Arc::new(Mutex::new(0));
    let theirs = taken.clone();
    let (tx, rx) = bounded(0);
    let receiver = thread::spawn(move || {
        *theirs.lock() += 1;
        rx.recv().unwrap();
    });
    tx.send(()).unwrap();
    let seen = *taken.lock();
    receiver.join().unwrap();
    seen
}

fn a_receiver_knows_what_came_before() -> impl Debug {
    let shared = Arc::new(Mutex::new(0));
    let theirs = shared.clone();
    let (tx, rx) = bounded(0);
    let sender = thread::spawn(move || {
        *theirs.lock() = 7;
        tx.send(()).unwrap();
    });
    rx.recv().unwrap();
    let seen = *shared.lock();
    sender.join().unwrap();
    seen
}

fn in_order_one_by_one() -> impl Debug {
    let (tx, rx) = bounded(0);
    let sender = thread::spawn(move || (1..=3).for_each(|i| tx.send(i).unwrap()));
    let received: Vec<u32> = rx.iter().collect();
    sender.join().unwrap();
    received
}
