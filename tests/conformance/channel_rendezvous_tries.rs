//! Channels without room, and somebody who does not wait, or not for ever.

use super::sync::channel::bounded;
use super::sync::thread;
use super::sync::time::{Duration, Instant};
use super::{pause, scenario, settle};
use std::fmt::Debug;

pub fn scenarios() -> Vec<super::Scenario> {
    vec![
        scenario!(trying_to_send_to_whoever_may_wait)
            .reaches(&["(Err(true), Err(RecvError))", "(Ok(()), Ok(1))"])
            .blocks(1),
        scenario!(trying_twice_to_send_to_one_receiver)
            .reaches(&[
                "(false, false, Err(RecvError))",
                "(false, true, Ok(2))",
                "(true, false, Ok(1))",
            ])
            .blocks(1),
        scenario!(trying_to_receive_from_whoever_may_wait)
            .reaches(&["(Err(1), Err(Empty))", "(Ok(()), Ok(1))"])
            .blocks(1),
        scenario!(who_only_tries_never_meets).reaches(&["(Err(true), Err(Empty))"]),
        scenario!(sending_until_time_is_up)
            .reaches(&["(Err(true), Err(RecvError))", "(Ok(()), Ok(1))"])
            .blocks(1)
            .real_runs(60),
        scenario!(receiving_until_time_is_up)
            .reaches(&["(Err(1), Err(Timeout))", "(Ok(()), Ok(1))"])
            .blocks(1)
            .real_runs(60),
        scenario!(both_wait_until_time_is_up)
            .reaches(&["(Err(true), Err(Timeout))", "(Ok(()), Ok(1))"])
            .blocks(1)
            .real_runs(60),
        scenario!(a_deadline_that_has_passed_takes_a_waiting_sender)
            .reaches(&["(Err(1), Err(Timeout))", "(Ok(()), Ok(1))"])
            .blocks(1),
    ]
}

fn soon() -> Duration {
    Duration::from_micros(200)
}

fn trying_to_send_to_whoever_may_wait() -> impl Debug {
    let (tx, rx) = bounded(0);
    let receiver = thread::spawn(move || rx.recv());
    settle();
    let sent = tx.try_send(1).map_err(|error| error.is_full());
    drop(tx);
    (sent, receiver.join().unwrap())
}

fn trying_twice_to_send_to_one_receiver() -> impl Debug {
    let (tx, rx) = bounded(0);
    let spare = rx.clone();
    let receiver = thread::spawn(move || rx.recv());
    settle();
    let first = tx.try_send(1).is_ok();
    pause();
    let second = tx.try_send(2).is_ok();
    drop(tx);
    let received = receiver.join().unwrap();
    drop(spare);
    (first, second, received)
}

fn trying_to_receive_from_whoever_may_wait() -> impl Debug {
    let (tx, rx) = bounded(0);
    let sender = thread::spawn(move || tx.send(1).map_err(|error| error.into_inner()));
    settle();
    let received = rx.try_recv();
    drop(rx);
    (sender.join().unwrap(), received)
}

fn who_only_tries_never_meets() -> impl Debug {
    let (tx, rx) = bounded(0);
    let spare = tx.clone();
    let sender = thread::spawn(move || {
        pause();
        tx.try_send(1).map_err(|error| error.is_full())
    });
    pause();
    let received = rx.try_recv();
    let sent = sender.join().unwrap();
    drop(spare);
    (sent, received)
}

fn sending_until_time_is_up() -> impl Debug {
    let (tx, rx) = bounded(0);
    let receiver = thread::spawn(move || {
        pause();
        rx.recv()
    });
    let sent = tx
        .send_timeout(1, soon())
        .map_err(|error| error.is_timeout());
    drop(tx);
    (sent, receiver.join().unwrap())
}

fn receiving_until_time_is_up() -> impl Debug {
    let (tx, rx) = bounded(0);
    let sender = thread::spawn(move || {
        pause();
        tx.send(1).map_err(|error| error.into_inner())
    });
    let received = rx.recv_timeout(soon());
    drop(rx);
    (sender.join().unwrap(), received)
}

fn both_wait_until_time_is_up() -> impl Debug {
    let (tx, rx) = bounded(0);
    let spare = tx.clone();
    let sender = thread::spawn(move || {
        pause();
        tx.send_timeout(1, soon())
            .map_err(|error| error.is_timeout())
    });
    let received = rx.recv_timeout(soon());
    let sent = sender.join().unwrap();
    drop(spare);
    (sent, received)
}

fn a_deadline_that_has_passed_takes_a_waiting_sender() -> impl Debug {
    let (tx, rx) = bounded(0);
    let sender = thread::spawn(move || tx.send(1).map_err(|error| error.into_inner()));
    settle();
    let received = rx.recv_deadline(Instant::now());
    drop(rx);
    (sender.join().unwrap(), received)
}
