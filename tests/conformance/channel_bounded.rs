//! Channels with room for one or two messages, used by several threads.

use super::sync::channel::bounded;
use super::sync::{Arc, Mutex, thread};
use super::{pause, scenario, settle};
use std::fmt::Debug;

pub fn scenarios() -> Vec<super::Scenario> {
    vec![
        scenario!(a_full_channel_blocks_its_sender)
            .reaches(&["[1, 2, 3]"])
            .blocks(1),
        scenario!(two_messages_fit)
            .reaches(&["[1, 2, 3, 4]"])
            .blocks(1),
        scenario!(two_senders_wait_for_room)
            .reaches(&["[0, 1, 2]", "[0, 2, 1]"])
            .blocks(2),
        scenario!(two_receivers_wait_for_messages)
            .reaches(&["(Ok(1), Ok(2))", "(Ok(2), Ok(1))"])
            .blocks(2),
        scenario!(the_last_sender_wakes_every_receiver)
            .reaches(&["(Err(RecvError), Err(RecvError))"])
            .blocks(2),
        scenario!(one_message_then_the_end)
            .reaches(&["(Err(RecvError), Ok(1))", "(Ok(1), Err(RecvError))"])
            .blocks(2),
        scenario!(the_last_receiver_wakes_every_sender)
            .reaches(&["(Err(1), Err(2), 1)"])
            .blocks(2),
        scenario!(a_clone_keeps_the_channel_open)
            .reaches(&["Ok(1)"])
            .blocks(1),
        scenario!(another_receiver_keeps_the_channel_open)
            .reaches(&["[0, 1]"])
            .blocks(1),
        scenario!(a_loop_ends_when_all_producers_are_done)
            .reaches(&["[1, 2]", "[2, 1]"])
            .blocks(1),
        scenario!(a_message_frees_its_place_at_once)
            .reaches(&["(1, [2, 3])"])
            .blocks(1),
        scenario!(room_lets_a_sender_go_on)
            .reaches(&["(0, 1)"])
            .blocks(1),
        scenario!(two_threads_pass_a_ball)
            .reaches(&["[1, 3]"])
            .blocks(2),
        scenario!(what_was_written_before_a_send_is_seen).reaches(&["7"]),
    ]
}

fn a_full_channel_blocks_its_sender() -> impl Debug {
    let (tx, rx) = bounded(1);
    let sender = thread::spawn(move || (1..=3).for_each(|i| tx.send(i).unwrap()));
    settle();
    let received: Vec<u32> = rx.iter().collect();
    sender.join().unwrap();
    received
}

fn two_messages_fit() -> impl Debug {
    let (tx, rx) = bounded(2);
    let sender = thread::spawn(move || (1..=4).for_each(|i| tx.send(i).unwrap()));
    settle();
    let received: Vec<u32> = rx.iter().collect();
    sender.join().unwrap();
    received
}

fn two_senders_wait_for_room() -> impl Debug {
    let (tx, rx) = bounded(1);
    tx.send(0).unwrap();
    let senders = [1, 2].map(|i| {
        let tx = tx.clone();
        thread::spawn(move || {
            pause();
            tx.send(i).unwrap();
        })
    });
    settle();
    let received: Vec<u32> = rx.iter().take(3).collect();
    senders
        .into_iter()
        .for_each(|sender| sender.join().unwrap());
    received
}

fn two_receivers_wait_for_messages() -> impl Debug {
    let (tx, rx) = bounded(1);
    let other = rx.clone();
    let first = thread::spawn(move || rx.recv());
    let second = thread::spawn(move || {
        pause();
        other.recv()
    });
    settle();
    tx.send(1).unwrap();
    tx.send(2).unwrap();
    (first.join().unwrap(), second.join().unwrap())
}

fn the_last_sender_wakes_every_receiver() -> impl Debug {
    let (tx, rx) = bounded::<u32>(1);
    let other = rx.clone();
    let first = thread::spawn(move || rx.recv());
    let second = thread::spawn(move || other.recv());
    settle();
    drop(tx);
    (first.join().unwrap(), second.join().unwrap())
}

fn one_message_then_the_end() -> impl Debug {
    let (tx, rx) = bounded(1);
    let other = rx.clone();
    let first = thread::spawn(move || rx.recv());
    let second = thread::spawn(move || {
        pause();
        other.recv()
    });
    settle();
    tx.send(1).unwrap();
    drop(tx);
    (first.join().unwrap(), second.join().unwrap())
}

fn the_last_receiver_wakes_every_sender() -> impl Debug {
    let (tx, rx) = bounded(1);
    tx.send(0).unwrap();
    let [first, second] = [1, 2].map(|i| {
        let tx = tx.clone();
        thread::spawn(move || tx.send(i).map_err(|error| error.into_inner()))
    });
    settle();
    drop(rx);
    let (first, second) = (first.join().unwrap(), second.join().unwrap());
    (first.map(drop), second.map(drop), tx.len())
}

fn a_clone_keeps_the_channel_open() -> impl Debug {
    let (tx, rx) = bounded(1);
    let clone = tx.clone();
    let sender = thread::spawn(move || {
        pause();
        clone.send(1).unwrap();
    });
    drop(tx);
    let received = rx.recv();
    sender.join().unwrap();
    received
}

fn another_receiver_keeps_the_channel_open() -> impl Debug {
    let (tx, rx) = bounded(1);
    tx.send(0).unwrap();
    let other = rx.clone();
    let receiver = thread::spawn(move || other.iter().collect::<Vec<u32>>());
    drop(rx);
    tx.send(1).unwrap();
    drop(tx);
    receiver.join().unwrap()
}

fn a_loop_ends_when_all_producers_are_done() -> impl Debug {
    let (tx, rx) = bounded(1);
    let other = tx.clone();
    let producers = [(1, tx), (2, other)].map(|(i, tx)| {
        thread::spawn(move || {
            pause();
            tx.send(i).unwrap();
        })
    });
    settle();
    let received: Vec<u32> = rx.into_iter().collect();
    producers
        .into_iter()
        .for_each(|producer| producer.join().unwrap());
    received
}

fn a_message_frees_its_place_at_once() -> impl Debug {
    let (tx, rx) = bounded(1);
    tx.send(1).unwrap();
    let sender = thread::spawn(move || {
        pause();
        tx.send(2).unwrap();
        tx.send(3).unwrap();
    });
    let first = rx.recv().unwrap();
    let rest: Vec<u32> = rx.iter().collect();
    sender.join().unwrap();
    (first, rest)
}

/// The sender has to be done before anybody receives again.
fn room_lets_a_sender_go_on() -> impl Debug {
    let (tx, rx) = bounded(1);
    tx.send(0).unwrap();
    let sender = thread::spawn(move || {
        tx.send(1).unwrap();
        tx
    });
    settle();
    let first: u32 = rx.recv().unwrap();
    let _tx = sender.join().unwrap();
    (first, rx.recv().unwrap())
}

fn two_threads_pass_a_ball() -> impl Debug {
    let (to_other, other) = bounded(1);
    let (to_me, me) = bounded(1);
    let player = thread::spawn(move || {
        while let Ok(ball) = other.recv() {
            let _ = to_me.send(ball + 1u32);
        }
    });
    let mut back = vec![];
    for ball in [0, 2] {
        to_other.send(ball).unwrap();
        back.push(me.recv().unwrap());
    }
    drop(to_other);
    player.join().unwrap();
    back
}

fn what_was_written_before_a_send_is_seen() -> impl Debug {
    let shared = Arc::new(Mutex::new(0));
    let theirs = shared.clone();
    let (tx, rx) = bounded(1);
    let sender = thread::spawn(move || {
        *theirs.lock() = 7;
        tx.send(()).unwrap();
    });
    rx.recv().unwrap();
    let seen = *shared.lock();
    sender.join().unwrap();
    seen
}
